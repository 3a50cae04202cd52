package nn

import (
	"errors"
	"math"
	"slices"
	"testing"

	"muestra/nn/keras"
	"muestra/nn/optimizers"
	"muestra/nn/tensor"
)

// learned is a network of every kind of layer after a few steps, and a twin of it.
func learned(t *testing.T) (n *Network, twin *Twin) {
	t.Helper()
	n = everything(t)
	for range 3 {
		if _, err := n.TrainOnBatch(randomBatch(n, 9), optimizers.NewAdam(0.01)); err != nil {
			t.Fatal(err)
		}
	}
	twin, err := n.Twin()
	if err != nil {
		t.Fatal(err)
	}
	return n, twin
}

// logit is a class's, computed from a layer's output on.
func (n *Network) logit(layer int, y []float32, class int) float64 {
	x := slices.Clone(y)
	for i := layer + 1; i < len(n.units); i++ {
		out := make([]float32, n.rows[i].Shape.Size())
		if n.units[i].inPlace() {
			copy(out, x)
		}
		n.units[i].forward(n.partOf(Batch{X: x}, 0, 1, false), out, x)
		x = out
	}
	return float64(x[class])
}

// TestEvidenceAgreesWithDifferences goes back through every kind of layer in inference, from every layer that gradients reach.
func TestEvidenceAgreesWithDifferences(t *testing.T) {
	for _, c := range gradientCases {
		t.Run(c.name, func(t *testing.T) {
			n, err := New(&keras.Sequential{Input: c.input, Layers: append(slices.Clone(c.layers), keras.Dense{Units: 4, Activation: "softmax", UseBias: true})}, 3)
			if err != nil {
				t.Fatal(err)
			}
			for range 3 { // so that moving averages are not those of the beginning
				if _, err := n.TrainOnBatch(randomBatch(n, 5), optimizers.NewSGD(0.02, 0, false)); err != nil {
					t.Fatal(err)
				}
			}
			x := randomBatch(n, 1).X
			const class, h = 2, 1.0 / 256
			for layer := n.trainedFrom; layer < len(n.units)-1; layer++ {
				if n.units[layer+1].inPlace() {
					continue // its input is gone
				}
				seen, dy, err := (&Twin{n}).evidence(x, class, layer)
				if err != nil {
					t.Fatal(err)
				}
				y, got := slices.Clone(seen), slices.Clone(dy)
				here := n.logit(layer, y, class)
				for i, v := range y {
					y[i] = v + h
					above := (n.logit(layer, y, class) - here) / h
					y[i] = v - h
					below := (here - n.logit(layer, y, class)) / h
					y[i] = v
					g := float64(got[i])
					if tolerance := 1e-3 + 2e-3*math.Abs(g); g < min(above, below)-tolerance || g > max(above, below)+tolerance {
						t.Errorf("output %d of layer %s: the gradient is %.6f, the differences are %.6f and %.6f", i, n.rows[layer].Name, g, below, above)
					}
				}
			}
		})
	}
}

func TestGradCAMIsWhatThePaperSays(t *testing.T) {
	n, twin := learned(t)
	x := randomBatch(n, 1).X
	layer, ok := twin.HeatLayer()
	if !ok || layer != 1 { // the normalization after the first convolution: the second puts out 3 × 3 pixels
		t.Fatalf("it looks at layer %d, %v", layer, ok)
	}
	different := false
	var last []float32
	for class := range 3 {
		heat, height, width, err := twin.GradCAM(x, class)
		if err != nil || height != 8 || width != 8 || len(heat) != 64 {
			t.Fatalf("%d values of %d × %d, %v", len(heat), height, width, err)
		}
		y, _, err := (&Twin{n}).evidence(x, class, layer)
		if err != nil {
			t.Fatal(err)
		}
		y = slices.Clone(y)
		const channels = 6
		want := make([]float64, 64)
		for c := range channels { // the mean gradient is the difference that moving the whole channel makes
			here := n.logit(layer, y, class)
			const h = 1.0 / 1024
			moved := slices.Clone(y)
			for p := range want {
				moved[p*channels+c] += h
			}
			weight := (n.logit(layer, moved, class) - here) / h / 64
			for p := range want {
				want[p] += weight * float64(y[p*channels+c])
			}
		}
		largest := slices.Max(want)
		for p, w := range want {
			if d := math.Abs(float64(heat[p]) - max(w, 0)); d > 0.02*math.Max(largest, 0.01) {
				t.Errorf("class %d, pixel %d: %v, want %v", class, p, heat[p], w)
			}
		}
		different = different || last != nil && !slices.Equal(heat, last)
		last = heat
	}
	if !different {
		t.Error("all classes have the same heat")
	}
	if _, _, _, err := twin.GradCAM(x, 10); err == nil {
		t.Error("there is a class 10")
	}
	flat, err := New(&keras.Sequential{Input: keras.Shape{4, 4, 3}, Layers: []keras.Layer{keras.Flatten{}, keras.Dense{Units: 10, Activation: "softmax"}}}, 1)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, _, err := (&Twin{flat}).GradCAM(make([]float32, 48), 0); err == nil {
		t.Error("a model without a convolution has a map")
	}
}

func TestLookingInsideChangesNothing(t *testing.T) {
	train := func(look bool) string {
		n := everything(t)
		twin, err := n.Twin()
		if err != nil {
			t.Fatal(err)
		}
		b := randomBatch(n, 9)
		x := b.X[:n.spec.Input.Size()]
		n.Yield = func() error {
			if !look {
				return nil
			}
			_, _, _, err := twin.GradCAM(x, 3)
			_, _, _, err2 := twin.Occlusion(x, 3, 2, 2, 0.5)
			err3 := twin.Activations(x, func(int, []float32) {})
			err4 := twin.EachGradient(b, func([]*tensor.Weight) {})
			return errors.Join(err, err2, err3, err4)
		}
		for range 4 {
			if _, err := n.TrainOnBatch(b, optimizers.NewSGD(0.05, 0.9, false)); err != nil {
				t.Fatal(err)
			}
		}
		return n.SHA256()
	}
	if got, want := train(true), train(false); got != want {
		t.Errorf("weights %s with looks, %s without", got, want)
	}
}

func TestActivationsAreWhatEachLayerPutsOut(t *testing.T) {
	n, twin := learned(t)
	x := randomBatch(n, 1).X
	var shown [][]float32
	if err := twin.Activations(x, func(layer int, y []float32) {
		if layer != len(shown) || len(y) != n.rows[layer].Shape.Size() {
			t.Fatalf("layer %d comes as number %d with %d values, not %v", layer, len(shown), len(y), n.rows[layer].Shape)
		}
		shown = append(shown, slices.Clone(y))
	}); err != nil {
		t.Fatal(err)
	}
	for layer := range len(shown) - 1 {
		logit := n.logit(layer, shown[layer], 4)
		if want := n.logit(0, shown[0], 4); logit != want {
			t.Errorf("from the output of layer %d on the logit is %v, from the first on %v", layer, logit, want)
		}
	}
	if slices.Min(shown[5]) < 0 || slices.Min(shown[4]) >= 0 {
		t.Error("what a convolution puts out is shown after the ReLU that follows it, or the other way round")
	}
	want, err := n.PredictOnBatch(x, 1)
	if err != nil || !slices.Equal(shown[len(shown)-1], want) {
		t.Errorf("the last layer shows %v, want the probabilities %v, %v", shown[len(shown)-1], want, err)
	}
	if err := twin.Activations(x[1:], func(int, []float32) {}); err == nil {
		t.Error("a picture that is too small is no error")
	}
}

func TestEachGradientIsThatOfAStep(t *testing.T) {
	n, twin := learned(t)
	b := randomBatch(n, 9)
	var names []string
	got := map[string][]float32{}
	if err := twin.EachGradient(b, func(weights []*tensor.Weight) {
		for _, w := range weights {
			names, got[w.Name] = append(names, w.Name), slices.Clone(w.Grad)
		}
	}); err != nil {
		t.Fatal(err)
	}
	if err := n.check(b, true); err != nil {
		t.Fatal(err)
	}
	if _, err := n.gradient(b); err != nil {
		t.Fatal(err)
	}
	for _, w := range trainable(n.weights) {
		if len(got[w.Name]) != len(w.Grad) {
			t.Errorf("%s: %d gradients, want %d", w.Name, len(got[w.Name]), len(w.Grad))
			continue
		}
		for i, g := range w.Grad {
			if d := math.Abs(float64(got[w.Name][i] - g)); d > 1e-5+1e-4*math.Abs(float64(g)) {
				t.Errorf("%s[%d]: %v, that of a step is %v", w.Name, i, got[w.Name][i], g)
			}
		}
	}
	if first := names[0]; first != "dense_1/kernel" {
		t.Errorf("the first gradient is of %s", first)
	}
	if err := twin.EachGradient(Batch{X: b.X, Labels: slices.Repeat([]uint8{10}, 9)}, func([]*tensor.Weight) {}); err == nil {
		t.Error("a label beyond the classes is no error")
	}
}

func TestOcclusionIsWhatCoveringCosts(t *testing.T) {
	n, twin := learned(t)
	x := randomBatch(n, 1).X
	const class, square, step = 5, 4, 2
	heat, height, width, err := twin.Occlusion(x, class, square, step, 0.5)
	if err != nil || height != 4 || width != 4 || len(heat) != 16 {
		t.Fatalf("%d values of %d × %d, %v", len(heat), height, width, err)
	}
	predict := func(x []float32) float32 {
		p, err := n.PredictOnBatch(x, 1)
		if err != nil {
			t.Fatal(err)
		}
		return p[class]
	}
	before := predict(x)
	for i, got := range heat {
		covered := slices.Clone(x)
		for y := range 8 {
			for z := range 8 {
				if top, left := i/4*step-1, i%4*step-1; y >= top && y < top+square && z >= left && z < left+square {
					copy(covered[(y*8+z)*3:], []float32{0.5, 0.5, 0.5})
				}
			}
		}
		if want := before - predict(covered); got != want {
			t.Errorf("cell %d: %v, want %v", i, got, want)
		}
	}
	if slices.Max(heat) == slices.Min(heat) {
		t.Error("it is the same everywhere")
	}
	if _, _, _, err := twin.Occlusion(x, class, square, 9, 0.5); err == nil {
		t.Error("steps larger than the picture are no error")
	}
}

func TestHistogramCountsEachValueOnce(t *testing.T) {
	values := []float32{-1, -1, 0, 0.5, 0.99, 1, float32(math.NaN()), float32(math.Inf(1))}
	h, err := NewHistogram(values, 4, nil)
	if err != nil || !slices.Equal(h.Counts, []int32{2, 0, 1, 3}) || h.Min != -1 || h.Max != 1 {
		t.Errorf("%+v, %v", h, err)
	}
	mean := (-1 - 1 + 0 + 0.5 + float64(float32(0.99)) + 1) / 6
	var squares float64
	for _, v := range values[:6] {
		squares += (float64(v) - mean) * (float64(v) - mean)
	}
	if math.Abs(h.Mean-mean) > 1e-12 || math.Abs(h.Deviation-math.Sqrt(squares/6)) > 1e-12 {
		t.Errorf("mean %v and deviation %v, want %v and %v", h.Mean, h.Deviation, mean, math.Sqrt(squares/6))
	}
	for name, values := range map[string][]float32{"nothing": nil, "no number": {float32(math.NaN())}} {
		if h, err := NewHistogram(values, 4, nil); err != nil || h.Min != 0 || h.Max != 0 || !slices.Equal(h.Counts, make([]int32, 4)) {
			t.Errorf("of %s: %+v, %v", name, h, err)
		}
	}
	if h, err := NewHistogram([]float32{3, 3}, 4, nil); err != nil || h.Counts[0] != 2 {
		t.Errorf("of one value: %+v, %v", h, err)
	}
	stop := errors.New("stop")
	if _, err := NewHistogram(values, 4, func() error { return stop }); err != stop {
		t.Errorf("it goes on: %v", err)
	}
}

func TestFiltersAreThePicturesOfTheFirstWeights(t *testing.T) {
	n := everything(t)
	kernel := n.weights[0]
	clear(kernel.Data)
	kernel.Data[0], kernel.Data[6], kernel.Data[1] = 2, -1, -0.5 // [kh, kw, channel, filter]
	rgb, count, height, width, ok := (&Twin{n}).Filters(2)
	if !ok || count != 2 || height != 3 || width != 3 || len(rgb) != 2*27 {
		t.Fatalf("%d of %d × %d in %d bytes, %v", count, height, width, len(rgb), ok)
	}
	if rgb[0] != 255 || rgb[1] != 65 || rgb[2] != 128 || rgb[27] != 1 || rgb[28] != 128 {
		t.Errorf("the first pixels are %v and %v", rgb[:3], rgb[27:30])
	}
	for _, c := range []struct {
		name   string
		input  keras.Shape
		layers []keras.Layer
		count  int
		side   int
		ok     bool
	}{
		{"units after a Flatten", keras.Shape{4, 4, 3}, []keras.Layer{keras.Flatten{}, keras.Dense{Units: 5}}, 5, 4, true},
		{"after a Dropout", keras.Shape{4, 4, 3}, []keras.Layer{keras.Dropout{Rate: 0.1}, keras.Flatten{}, keras.Dense{Units: 70}}, 64, 4, true},
		{"after a pooling", keras.Shape{4, 4, 3}, []keras.Layer{keras.MaxPooling2D{}, keras.Flatten{}, keras.Dense{Units: 5}}, 0, 0, false},
		{"of grey pictures", keras.Shape{4, 4, 1}, []keras.Layer{keras.Flatten{}, keras.Dense{Units: 5}}, 0, 0, false},
		{"of features", keras.Shape{3}, []keras.Layer{keras.Dense{Units: 5}}, 0, 0, false},
	} {
		n, err := New(&keras.Sequential{Input: c.input, Layers: append(c.layers, keras.Dense{Units: 4, Activation: "softmax"})}, 1)
		if err != nil {
			t.Fatal(err)
		}
		rgb, count, height, _, ok := (&Twin{n}).Filters(64)
		if ok != c.ok || count != c.count || height != c.side || len(rgb) != count*height*height*3 {
			t.Errorf("%s: %d of height %d in %d bytes, %v", c.name, count, height, len(rgb), ok)
		}
	}
}
