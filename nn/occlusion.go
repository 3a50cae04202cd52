package nn

import (
	"fmt"
	"slices"

	"muestra/nn/keras"
)

// occlusionBatch is how many covered pictures are looked at together.
const occlusionBatch = 16

// Occlusion is how much of a class's probability hangs on each part of a picture x [height, width, channels]: what it loses where a grey square of
// `square` pixels covers the middle of a cell of `step` × `step` pixels. It is heat [height/step, width/step], below 0 where the class gains;
// see Zeiler and Fergus, Visualizing and Understanding Convolutional Networks (2014).
func (n *Twin) Occlusion(x []float32, class, square, step int, grey float32) (heat []float32, height, width int, err error) {
	in := n.spec.Input
	if len(in) != 3 || len(x) != in.Size() || class < 0 || class >= n.classes || square < 1 || step < 1 || step > min(in[0], in[1]) {
		return nil, 0, 0, fmt.Errorf("nn: occlusion of %d values of shape %v, class %d, by squares of %d in steps of %d", len(x), in, class, square, step)
	}
	whole, err := n.PredictOnBatch(x, 1)
	if err != nil {
		return nil, 0, 0, err
	}
	before := whole[class]
	height, width = in[0]/step, in[1]/step
	heat = make([]float32, height*width)
	var covered []float32
	for first := 0; first < len(heat); first += occlusionBatch {
		cells := heat[first:min(first+occlusionBatch, len(heat))]
		covered = covered[:0]
		for i := range cells {
			covered = append(covered, x...)
			row, column := (first+i)/width*step+(step-square)/2, (first+i)%width*step+(step-square)/2
			cover(covered[i*len(x):], in, row, column, square, grey)
		}
		p, err := n.PredictOnBatch(covered, len(cells))
		if err != nil {
			return nil, 0, 0, err
		}
		for i := range cells {
			cells[i] = before - p[i*n.classes+class]
		}
	}
	return heat, height, width, nil
}

// cover makes a square of a picture grey, as far as it lies inside.
func cover(x []float32, in keras.Shape, row, column, square int, grey float32) {
	for y := max(row, 0); y < min(row+square, in[0]); y++ {
		line := x[y*in[1]*in[2]:][:in[1]*in[2]]
		inside := line[max(column, 0)*in[2] : min(column+square, in[1])*in[2]]
		copy(inside, slices.Repeat([]float32{grey}, len(inside)))
	}
}
