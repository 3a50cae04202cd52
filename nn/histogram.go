package nn

import "math"

// Histogram is how values are spread: Counts of bins of equal width from Min to Max. Values that are not finite are left aside.
type Histogram struct {
	Min, Max, Mean, Deviation float64
	Counts                    []int32
}

// histogramPiece is how many values are counted between two calls of yield.
const histogramPiece = 1 << 17

// NewHistogram counts values in so many bins. yield, where not nil, is called every few milliseconds, and an error from it ends the count.
func NewHistogram(values []float32, bins int, yield func() error) (Histogram, error) {
	h := Histogram{Min: math.Inf(1), Max: math.Inf(-1), Counts: make([]int32, bins)}
	var count, sum, squares float64
	err := eachPiece(values, yield, func(v float64) {
		h.Min, h.Max = min(h.Min, v), max(h.Max, v)
		count, sum = count+1, sum+v
	})
	if err != nil || count == 0 {
		return Histogram{Counts: h.Counts}, err
	}
	h.Mean = sum / count
	scale := 0.0
	if h.Max > h.Min {
		scale = float64(bins) / (h.Max - h.Min)
	}
	err = eachPiece(values, yield, func(v float64) {
		squares += float64((v - h.Mean) * (v - h.Mean))
		h.Counts[min(int(float64((v-h.Min)*scale)), bins-1)]++
	})
	h.Deviation = math.Sqrt(squares / count)
	return h, err
}

// eachPiece calls do for each finite value.
func eachPiece(values []float32, yield func() error, do func(v float64)) error {
	for len(values) > 0 {
		piece := values[:min(histogramPiece, len(values))]
		values = values[len(piece):]
		for _, v := range piece {
			if v-v == 0 {
				do(float64(v))
			}
		}
		if yield != nil {
			if err := yield(); err != nil {
				return err
			}
		}
	}
	return nil
}
