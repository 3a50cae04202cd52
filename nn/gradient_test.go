package nn

import (
	"math"
	"testing"
)

// Every layer under test stands behind a Conv2D or a Dense, whose weights' gradients pass through its backwardInput.
var gradientCases = []struct {
	name   string
	input  Shape
	layers []Layer
}{
	{"Dense", Shape{5}, []Layer{
		Dense{Units: 7, UseBias: true},
		Dense{Units: 6, Activation: "relu", UseBias: true, KernelInitializer: "he_uniform", BiasInitializer: "random_normal"},
		Dense{Units: 5}}},
	{"Conv2D same", Shape{5, 4, 2}, []Layer{
		Conv2D{Filters: 3, KernelSize: [2]int{1, 1}},
		Conv2D{Filters: 4, KernelSize: [2]int{3, 3}, Padding: "same", UseBias: true}, Flatten{}}},
	{"Conv2D valid, strides, ReLU", Shape{7, 9, 2}, []Layer{
		Conv2D{Filters: 3, KernelSize: [2]int{3, 2}, UseBias: true},
		Conv2D{Filters: 9, KernelSize: [2]int{2, 3}, Strides: [2]int{2, 3}, Activation: "relu", UseBias: true}, Flatten{}}},
	{"Conv2D same, strides", Shape{6, 5, 1}, []Layer{
		Conv2D{Filters: 2, KernelSize: [2]int{3, 3}, Padding: "same"},
		Conv2D{Filters: 3, KernelSize: [2]int{4, 3}, Strides: [2]int{3, 2}, Padding: "same", UseBias: true}, Flatten{}}},
	{"MaxPooling2D", Shape{5, 7, 1}, []Layer{
		Conv2D{Filters: 3, KernelSize: [2]int{3, 3}, Padding: "same", UseBias: true}, MaxPooling2D{}, Flatten{}}},
	{"MaxPooling2D same, overlapping, not square", Shape{5, 7, 1}, []Layer{
		Conv2D{Filters: 3, KernelSize: [2]int{3, 3}, Padding: "same", UseBias: true},
		MaxPooling2D{PoolSize: [2]int{3, 2}, Strides: [2]int{2, 1}, Padding: "same"}, Flatten{}}},
	{"AveragePooling2D", Shape{5, 7, 1}, []Layer{
		Conv2D{Filters: 3, KernelSize: [2]int{3, 3}, Padding: "same", UseBias: true}, AveragePooling2D{}, Flatten{}}},
	{"AveragePooling2D same, overlapping, not square", Shape{5, 7, 1}, []Layer{
		Conv2D{Filters: 3, KernelSize: [2]int{3, 3}, Padding: "same", UseBias: true},
		AveragePooling2D{PoolSize: [2]int{3, 2}, Strides: [2]int{2, 1}, Padding: "same"}, Flatten{}}},
	{"AveragePooling2D, strides beyond the window", Shape{8, 9, 1}, []Layer{
		Conv2D{Filters: 2, KernelSize: [2]int{1, 1}, UseBias: true},
		AveragePooling2D{PoolSize: [2]int{2, 1}, Strides: [2]int{3, 4}}, Flatten{}}},
	{"GlobalAveragePooling2D", Shape{4, 3, 2}, []Layer{
		Conv2D{Filters: 3, KernelSize: [2]int{3, 3}, Padding: "same", UseBias: true}, GlobalAveragePooling2D{}}},
	{"GlobalAveragePooling2D keepdims", Shape{4, 3, 2}, []Layer{
		Conv2D{Filters: 3, KernelSize: [2]int{2, 2}, UseBias: true}, GlobalAveragePooling2D{KeepDims: true},
		Conv2D{Filters: 4, KernelSize: [2]int{1, 1}}, Flatten{}}},
	{"Dropout", Shape{6}, []Layer{Dense{Units: 12, Activation: "relu", UseBias: true}, Dropout{Rate: 0.4}}},
	{"Activation", Shape{6}, []Layer{Dense{Units: 12, UseBias: true}, Activation{Activation: "relu"}}},
	{"ReLU", Shape{6}, []Layer{Dense{Units: 12, UseBias: true}, ReLU{}}},
	{"BatchNormalization of features", Shape{6}, []Layer{Dense{Units: 5, UseBias: true}, BatchNormalization{}}},
	{"BatchNormalization of pictures", Shape{4, 3, 2}, []Layer{
		Conv2D{Filters: 3, KernelSize: [2]int{3, 3}, Padding: "same", UseBias: true}, BatchNormalization{}, ReLU{}, Flatten{}}},
	{"BatchNormalization without scale", Shape{6}, []Layer{Dense{Units: 5, UseBias: true}, BatchNormalization{NoScale: true}}},
	{"BatchNormalization without centre", Shape{6}, []Layer{Dense{Units: 5, UseBias: true}, BatchNormalization{NoCenter: true}}},
	{"BatchNormalization without either", Shape{6}, []Layer{Dense{Units: 5, UseBias: true}, BatchNormalization{NoCenter: true, NoScale: true}}},
	{"L2", Shape{4, 4, 1}, []Layer{
		Conv2D{Filters: 2, KernelSize: [2]int{3, 3}, KernelRegularizer: &L2{0.3}}, Flatten{}, Dense{Units: 3, KernelRegularizer: &L2{0.1}}}},
}

func TestGradientsAgreeWithDifferences(t *testing.T) {
	for _, c := range gradientCases {
		t.Run(c.name, func(t *testing.T) {
			n, err := New(&Spec{Input: c.input, Layers: append(c.layers, Dense{Units: 4, Activation: "softmax", UseBias: true})}, 3)
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
	n, err := New(&Spec{Input: Shape{4, 4, 1}, Layers: []Layer{Dropout{Rate: 0.5}, MaxPooling2D{}, BatchNormalization{NoCenter: true, NoScale: true},
		Flatten{}, Dense{Units: 3, Activation: "softmax"}}}, 1)
	if err != nil {
		t.Fatal(err)
	}
	if n.trainedFrom != 4 {
		t.Errorf("gradients go down to layer %d, want 4", n.trainedFrom)
	}
	b := randomBatch(n, 2)
	before := append([]float32{}, b.X...)
	if _, err := n.TrainOnBatch(b, NewSGD(0.1, 0, false)); err != nil {
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
	for class := range classes {
		if !checked[class] {
			t.Errorf("no gradient check has a %s", class)
		}
	}
}
