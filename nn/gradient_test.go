package nn

import (
	"math"
	"testing"

	"muestra/nn/keras"
	"muestra/nn/optimizers"
)

// Every layer under test stands behind a Conv2D or a Dense, whose weights' gradients pass through its backwardInput.
var gradientCases = []struct {
	name   string
	input  keras.Shape
	layers []keras.Layer
}{
	{"Dense", keras.Shape{5}, []keras.Layer{
		keras.Dense{Units: 7, UseBias: true},
		keras.Dense{Units: 6, Activation: "relu", UseBias: true, KernelInitializer: "he_uniform", BiasInitializer: "random_normal"},
		keras.Dense{Units: 5}}},
	{"Conv2D same", keras.Shape{5, 4, 2}, []keras.Layer{
		keras.Conv2D{Filters: 3, KernelSize: [2]int{1, 1}},
		keras.Conv2D{Filters: 4, KernelSize: [2]int{3, 3}, Padding: "same", UseBias: true}, keras.Flatten{}}},
	{"Conv2D valid, strides, ReLU", keras.Shape{7, 9, 2}, []keras.Layer{
		keras.Conv2D{Filters: 3, KernelSize: [2]int{3, 2}, UseBias: true},
		keras.Conv2D{Filters: 9, KernelSize: [2]int{2, 3}, Strides: [2]int{2, 3}, Activation: "relu", UseBias: true}, keras.Flatten{}}},
	{"Conv2D same, strides", keras.Shape{6, 5, 1}, []keras.Layer{
		keras.Conv2D{Filters: 2, KernelSize: [2]int{3, 3}, Padding: "same"},
		keras.Conv2D{Filters: 3, KernelSize: [2]int{4, 3}, Strides: [2]int{3, 2}, Padding: "same", UseBias: true}, keras.Flatten{}}},
	{"MaxPooling2D", keras.Shape{5, 7, 1}, []keras.Layer{
		keras.Conv2D{Filters: 3, KernelSize: [2]int{3, 3}, Padding: "same", UseBias: true}, keras.MaxPooling2D{}, keras.Flatten{}}},
	{"MaxPooling2D same, overlapping, not square", keras.Shape{5, 7, 1}, []keras.Layer{
		keras.Conv2D{Filters: 3, KernelSize: [2]int{3, 3}, Padding: "same", UseBias: true},
		keras.MaxPooling2D{PoolSize: [2]int{3, 2}, Strides: [2]int{2, 1}, Padding: "same"}, keras.Flatten{}}},
	{"AveragePooling2D", keras.Shape{5, 7, 1}, []keras.Layer{
		keras.Conv2D{Filters: 3, KernelSize: [2]int{3, 3}, Padding: "same", UseBias: true}, keras.AveragePooling2D{}, keras.Flatten{}}},
	{"AveragePooling2D same, overlapping, not square", keras.Shape{5, 7, 1}, []keras.Layer{
		keras.Conv2D{Filters: 3, KernelSize: [2]int{3, 3}, Padding: "same", UseBias: true},
		keras.AveragePooling2D{PoolSize: [2]int{3, 2}, Strides: [2]int{2, 1}, Padding: "same"}, keras.Flatten{}}},
	{"AveragePooling2D, strides beyond the window", keras.Shape{8, 9, 1}, []keras.Layer{
		keras.Conv2D{Filters: 2, KernelSize: [2]int{1, 1}, UseBias: true},
		keras.AveragePooling2D{PoolSize: [2]int{2, 1}, Strides: [2]int{3, 4}}, keras.Flatten{}}},
	{"GlobalAveragePooling2D", keras.Shape{4, 3, 2}, []keras.Layer{
		keras.Conv2D{Filters: 3, KernelSize: [2]int{3, 3}, Padding: "same", UseBias: true}, keras.GlobalAveragePooling2D{}}},
	{"GlobalAveragePooling2D keepdims", keras.Shape{4, 3, 2}, []keras.Layer{
		keras.Conv2D{Filters: 3, KernelSize: [2]int{2, 2}, UseBias: true}, keras.GlobalAveragePooling2D{KeepDims: true},
		keras.Conv2D{Filters: 4, KernelSize: [2]int{1, 1}}, keras.Flatten{}}},
	{"Dropout", keras.Shape{6}, []keras.Layer{keras.Dense{Units: 12, Activation: "relu", UseBias: true}, keras.Dropout{Rate: 0.4}}},
	{"Activation", keras.Shape{6}, []keras.Layer{keras.Dense{Units: 12, UseBias: true}, keras.Activation{Activation: "relu"}}},
	{"ReLU", keras.Shape{6}, []keras.Layer{keras.Dense{Units: 12, UseBias: true}, keras.ReLU{}}},
	{"BatchNormalization of features", keras.Shape{6}, []keras.Layer{keras.Dense{Units: 5, UseBias: true}, keras.BatchNormalization{}}},
	{"BatchNormalization of pictures", keras.Shape{4, 3, 2}, []keras.Layer{
		keras.Conv2D{Filters: 3, KernelSize: [2]int{3, 3}, Padding: "same", UseBias: true}, keras.BatchNormalization{}, keras.ReLU{}, keras.Flatten{}}},
	{"BatchNormalization without scale", keras.Shape{6}, []keras.Layer{keras.Dense{Units: 5, UseBias: true}, keras.BatchNormalization{NoScale: true}}},
	{"BatchNormalization without centre", keras.Shape{6}, []keras.Layer{keras.Dense{Units: 5, UseBias: true}, keras.BatchNormalization{NoCenter: true}}},
	{"BatchNormalization without either", keras.Shape{6}, []keras.Layer{keras.Dense{Units: 5, UseBias: true}, keras.BatchNormalization{NoCenter: true, NoScale: true}}},
	{"L2", keras.Shape{4, 4, 1}, []keras.Layer{
		keras.Conv2D{Filters: 2, KernelSize: [2]int{3, 3}, KernelRegularizer: &keras.L2{Rate: 0.3}}, keras.Flatten{}, keras.Dense{Units: 3, KernelRegularizer: &keras.L2{Rate: 0.1}}}},
}

func TestGradientsAgreeWithDifferences(t *testing.T) {
	for _, c := range gradientCases {
		t.Run(c.name, func(t *testing.T) {
			n, err := New(&keras.Sequential{Input: c.input, Layers: append(c.layers, keras.Dense{Units: 4, Activation: "softmax", UseBias: true})}, 3)
			if err != nil {
				t.Fatal(err)
			}
			b := randomBatch(n, 5)
			if err := n.check(b, true); err != nil {
				t.Fatal(err)
			}
			loss := func() float64 {
				r, err := n.gradient(b)
				if err != nil {
					t.Fatal(err)
				}
				return r.Loss/float64(r.Pictures) + r.Penalty
			}
			here := loss()
			want := make([][]float32, len(n.weights))
			for i, w := range n.weights {
				want[i] = append(want[i], w.Grad...)
			}
			// Where a maximum or a ReLU changes sides within h, the gradient is that of one side.
			const h = 1.0 / 512
			for i, w := range n.weights {
				if !w.Trainable {
					continue
				}
				for j, v := range w.Data {
					w.Data[j] = v + h
					above := (loss() - here) / h
					w.Data[j] = v - h
					below := (here - loss()) / h
					w.Data[j] = v
					got := float64(want[i][j])
					tolerance := 3e-4 + 2e-3*math.Abs(got)
					if got < min(above, below)-tolerance || got > max(above, below)+tolerance {
						t.Errorf("%s[%d]: the gradient is %.6f, the differences are %.6f and %.6f", w.Name, j, got, below, above)
					}
				}
			}
		})
	}
}

// randomBatch is a batch whose pictures and labels follow from the number alone.
func randomBatch(n *Network, pictures int) Batch {
	rng := Stream(7, Augment, 0, 0, pictures)
	b := Batch{X: make([]float32, pictures*n.spec.Input.Size()), Labels: make([]uint8, pictures), Epoch: 1}
	for i := range b.X {
		b.X[i] = float32(rng.Float64())
	}
	for i := range b.Labels {
		b.Labels[i] = uint8(rng.IntN(n.classes))
	}
	return b
}

func TestFirstTrainableLayerGetsNoInputGradient(t *testing.T) {
	n, err := New(&keras.Sequential{Input: keras.Shape{4, 4, 1}, Layers: []keras.Layer{keras.Dropout{Rate: 0.5}, keras.MaxPooling2D{}, keras.BatchNormalization{NoCenter: true, NoScale: true},
		keras.Flatten{}, keras.Dense{Units: 3, Activation: "softmax"}}}, 1)
	if err != nil {
		t.Fatal(err)
	}
	if n.trainedFrom != 4 {
		t.Errorf("gradients go down to layer %d, want 4", n.trainedFrom)
	}
	b := randomBatch(n, 2)
	before := append([]float32{}, b.X...)
	if _, err := n.TrainOnBatch(b, optimizers.NewSGD(0.1, 0, false)); err != nil {
		t.Fatal(err)
	}
	for i := range before {
		if b.X[i] != before[i] {
			t.Fatalf("the caller's pictures have changed at %d", i)
		}
	}
}

func TestEveryClassHasAGradientCheck(t *testing.T) {
	checked := make(map[string]bool)
	for _, c := range gradientCases {
		for _, l := range c.layers {
			checked[l.ClassName()] = true
		}
	}
	for _, class := range keras.ClassNames() {
		if !checked[class] {
			t.Errorf("no gradient check has a %s", class)
		}
	}
}
