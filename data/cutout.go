package data

// cutOut blacks out the square of a variation, as far as it lies inside.
func cutOut(x []float32, v Variation) {
	if v.Cutout == 0 {
		return
	}
	top, left := v.CutY-v.Cutout/2, v.CutX-v.Cutout/2
	for y := max(top, 0); y < min(top+v.Cutout, Height); y++ {
		clear(x[(y*Width+max(left, 0))*Channels : (y*Width+min(left+v.Cutout, Width))*Channels])
	}
}
