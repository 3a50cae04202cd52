package nn

import (
	"math/rand/v2"
	"testing"

	"muestra/nn/keras"
	"muestra/nn/optimizers"
)

func TestTensorsAliveAtOnceDoNotOverlap(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 500 {
		lives := make([]*life, 1+rng.IntN(30))
		most := 0 // that is alive at any time
		alive := make([]int, 50)
		for i := range lives {
			l := &life{size: 1 + rng.IntN(1000), first: rng.IntN(40)}
			l.last = l.first + rng.IntN(10)
			lives[i] = l
			for time := l.first; time <= l.last; time++ {
				alive[time] += l.size
				most = max(most, alive[time])
			}
		}
		size := arrange(lives)
		if size < most {
			t.Fatalf("%d values are alive at once in an arena of %d", most, size)
		}
		for i, a := range lives {
			if a.at%alignment != 0 || a.at+a.size > size {
				t.Fatalf("%+v does not fit into %d", a, size)
			}
			for _, b := range lives[:i] {
				if a.first <= b.last && b.first <= a.last && a.at < b.at+b.size && b.at < a.at+a.size {
					t.Fatalf("%+v overlaps %+v", a, b)
				}
			}
		}
	}
}

// apart is the layout in which nothing shares its place.
func apart(n *Network) layout {
	var l layout
	for i, u := range n.units {
		size := upTo(n.rows[i].Shape.Size(), alignment)
		if u.inPlace() && i > 0 {
			l.outputs, l.gradients = append(l.outputs, l.outputs[i-1]), append(l.gradients, l.gradients[i-1])
			continue
		}
		l.outputs, l.gradients = append(l.outputs, l.size), append(l.gradients, l.size+size)
		l.size += 2 * size
	}
	return l
}

func TestSharingMemoryChangesNoBit(t *testing.T) {
	for _, c := range gradientCases {
		spec := &keras.Sequential{Input: c.input, Layers: append(c.layers, keras.Dense{Units: 4, Activation: "softmax", UseBias: true})}
		var hashes []string
		var losses []float64
		for _, share := range []bool{true, false} {
			n, err := New(spec, 3)
			if err != nil {
				t.Fatal(err)
			}
			if !share {
				n.training, n.inference = apart(n), apart(n)
			}
			o := optimizers.NewAdam(0.01)
			for s := range 3 {
				if _, err := n.TrainOnBatch(randomBatch(n, 6-s), o); err != nil {
					t.Fatal(err)
				}
			}
			r, err := n.TestOnBatch(randomBatch(n, 9))
			if err != nil {
				t.Fatal(err)
			}
			hashes, losses = append(hashes, n.SHA256()), append(losses, r.Loss)
		}
		if hashes[0] != hashes[1] || losses[0] != losses[1] {
			t.Errorf("%s: %s with a loss of %v, alone %s with %v", c.name, hashes[0], losses[0], hashes[1], losses[1])
		}
	}
}

func TestGradientsLieWhereOutputsAreNotNeededAnyMore(t *testing.T) {
	block := func(filters int) []keras.Layer {
		return []keras.Layer{keras.Conv2D{Filters: filters, KernelSize: [2]int{3, 3}, Padding: "same", Activation: "relu"}, keras.BatchNormalization{}, keras.MaxPooling2D{},
			keras.Dropout{Rate: 0.2}}
	}
	layers := append(append(block(64), block(128)...), keras.Flatten{}, keras.Dense{Units: 10, Activation: "softmax"})
	n, err := newNetwork(&keras.Sequential{Input: keras.Shape{32, 32, 3}, Layers: layers}, 0, shallow)
	if err != nil {
		t.Fatal(err)
	}
	const first, second, classes = 32 * 32 * 64, 16 * 16 * 128, 16
	outputs := 2*first + first/4 + 2*second + second/4 + classes
	if least := 4 * first; n.training.size < least || n.training.size > outputs+outputs/2 {
		t.Errorf("training needs %d values a picture, where outputs are %d and %d are alive at once", n.training.size, outputs, least)
	}
	if want := 2 * first; n.inference.size != want {
		t.Errorf("inference needs %d values a picture, want %d", n.inference.size, want)
	}
}
