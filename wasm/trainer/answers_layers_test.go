package trainer

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"muestra/data"
	"muestra/nn/keras"
	"muestra/nn/recipe"
	"muestra/wasm/port"
	"muestra/wasm/store"
)

// trained is a page whose worker has trained a run "a".
func trained(t *testing.T, link string) *page {
	p := newPage(t)
	p.keepIn(new(store.Memory))
	p.w.receive(keep(link, "a"), nil)
	p.hear(port.KindDone)
	return p
}

func (p *page) sees(m *port.Inspect) *port.Inspected {
	p.t.Helper()
	m.Run = "a"
	s := p.seen(m)
	if s.Error != "" {
		p.t.Fatalf("%s: %s", m.What, s.Error)
	}
	return s
}

const insideLink = "sample=1&train=640&val=0&test=10&epochs=1&seed=3"

func TestLayersAreShownForAPicture(t *testing.T) {
	p := trained(t, insideLink)
	asked := &port.Inspect{ID: 1, What: port.InspectLayers, Source: "test", Index: []int32{14}}
	s := p.sees(asked)
	names := ""
	for _, l := range s.Layers {
		names += fmt.Sprint(l.Number, " ", l.Class, l.Shape, " ", s.Shape(fmt.Sprint("maps ", l.Number)), ", ")
	}
	if want := "1 Conv2D[32 32 32] [8 32 32], 2 MaxPooling2D[16 16 32] [8 16 16], 4 Dense[32] [1 1 32], 5 Dense[10] [1 1 10], "; names != want {
		t.Errorf("layers %s\nwant   %s", names, want)
	}
	if got := s.Bytes("labels"); !slices.Equal(got, []byte{4}) || s.Epoch != 1 || s.Step != 10 {
		t.Errorf("labels %v, epoch %d, step %d", got, s.Epoch, s.Step)
	}
	if shape := s.Shape("filters"); !slices.Equal(shape, []int{32, 3, 3, 3}) {
		t.Errorf("filters of shape %v", shape)
	}
	predicted := p.sees(&port.Inspect{ID: 2, What: port.InspectPredict, Source: "test", Index: []int32{14}})
	if got := s.Floats("probabilities"); !slices.Equal(got, predicted.Floats("probabilities")) {
		t.Errorf("probabilities %v, predicted are %v", got, predicted.Floats("probabilities"))
	}
	maps := s.Bytes("maps 1")
	if float64(s.Layers[0].Low) != 0 || s.Layers[0].High <= 0 || slices.Max(maps) == 0 {
		t.Errorf("from %v to %v", s.Layers[0].Low, s.Layers[0].High)
	}
	asked.Layer = 1
	all := p.sees(asked)
	if shape := all.Shape("maps 1"); len(all.Layers) != 1 || !slices.Equal(shape, []int{32, 32, 32}) || !slices.Equal(all.Bytes("maps 1")[:len(maps)], maps) {
		t.Errorf("one layer: %+v of %v, and its first maps are those of before: %v", all.Layers, shape, slices.Equal(all.Bytes("maps 1")[:len(maps)], maps))
	}
	if slices.Max(all.Bytes("maps 1")) != 255 {
		t.Error("the largest value of all is not white")
	}
	asked.Layer, asked.Run = 6, "a"
	if s := p.seen(asked); !strings.Contains(s.Error, "there is no layer 6") {
		t.Errorf("layer 6: %q", s.Error)
	}
}

func TestAnOwnPictureIsShownAsTheNetworkSeesIt(t *testing.T) {
	p := trained(t, insideLink)
	rgb := make([]byte, 3*70*64)
	for i := range rgb {
		rgb[i] = byte(i * 7)
	}
	pixels, err := data.Shrink(rgb, 70, 64)
	if err != nil {
		t.Fatal(err)
	}
	asked := &port.Inspect{ID: 1, What: port.InspectOwn}
	asked.Show(rgb, 70, 64)
	s := p.sees(asked)
	if !slices.Equal(s.Bytes("pixels"), pixels) || len(s.Floats("probabilities")) != 10 {
		t.Errorf("%d pixels as they should be: %v; probabilities %v", len(s.Bytes("pixels")), slices.Equal(s.Bytes("pixels"), pixels), s.Floats("probabilities"))
	}
	var sum float64
	for _, v := range s.Floats("probabilities") {
		sum += float64(v)
	}
	if math.Abs(sum-1) > 1e-5 {
		t.Errorf("probabilities of %v together", sum)
	}
	again := &port.Inspect{ID: 2, What: port.InspectLayers}
	again.Show(pixels, data.Width, data.Height)
	if l := p.sees(again); !slices.Equal(l.Floats("probabilities"), s.Floats("probabilities")) || l.Bytes("labels") != nil {
		t.Errorf("its layers say %v, labels %v", l.Floats("probabilities"), l.Bytes("labels"))
	}
	early := newPage(t)
	asked = &port.Inspect{ID: 3, What: port.InspectOwn}
	asked.Show(rgb, 70, 64)
	if s := early.seen(asked); s.Error != "" || !slices.Equal(s.Bytes("pixels"), pixels) || s.Floats("probabilities") != nil {
		t.Errorf("before there is a network: %q, %v", s.Error, s.Floats("probabilities"))
	}
}

func TestHeatIsFoundByWhatTheModelAllows(t *testing.T) {
	dense := `sample=1&train=640&val=0&test=10&epochs=1&model=` + recipe.Model(&keras.Sequential{
		Input: keras.Shape{32, 32, 3}, Layers: []keras.Layer{keras.Flatten{}, keras.Dense{Units: 16, Activation: "relu", UseBias: true}, keras.Dense{Units: 10, Activation: "softmax"}},
	})
	for link, c := range map[string]struct {
		method string
		shape  []int
	}{
		insideLink: {"grad-cam", []int{32, 32}},
		dense:      {"occlusion", []int{8, 8}},
	} {
		p := trained(t, link)
		asked := &port.Inspect{ID: 1, What: port.InspectHeat, Source: "test", Index: []int32{3}}
		s := p.sees(asked)
		heat, said := s.Floats("heat"), s.Floats("probabilities")
		if s.Method != c.method || !slices.Equal(s.Shape("heat"), c.shape) || slices.Min(heat) < 0 || slices.Max(heat) != 1 {
			t.Errorf("%s: heat by %s of %v from %v to %v", c.method, s.Method, s.Shape("heat"), slices.Min(heat), slices.Max(heat))
		}
		if s.Class < 1 || said[s.Class-1] != slices.Max(said) {
			t.Errorf("%s: it is about class %d, the probabilities are %v", c.method, s.Class, said)
		}
		if shape := s.Shape("over"); !slices.Equal(shape, []int{data.OverlaySide, data.OverlaySide, 3}) {
			t.Errorf("%s: laid over the picture it has the shape %v", c.method, shape)
		}
		asked.Class = s.Class%10 + 1
		if other := p.sees(asked); other.Class != asked.Class || slices.Equal(other.Floats("heat"), heat) {
			t.Errorf("%s: asked about class %d, it is about %d with the same heat", c.method, asked.Class, other.Class)
		}
		asked.Class = 11
		if s := p.seen(asked); !strings.Contains(s.Error, "there is no class 11") {
			t.Errorf("%s: class 11: %q", c.method, s.Error)
		}
	}
}

func TestSpreadCountsEveryWeightAndGradient(t *testing.T) {
	p := trained(t, insideLink)
	s := p.sees(&port.Inspect{ID: 1, What: port.InspectSpread})
	var names []string
	for i, one := range s.Spreads {
		names = append(names, one.Name)
		for _, counts := range [][]int32{s.Ints("weights"), s.Ints("gradients")} {
			sum := 0
			for _, n := range counts[i*bins : (i+1)*bins] {
				sum += int(n)
			}
			if sum != one.Values {
				t.Errorf("%s: %d of %d are counted", one.Name, sum, one.Values)
			}
		}
		if one.Weights.Deviation <= 0 || one.Gradients.Deviation <= 0 || one.Gradients.Min >= 0 || one.Gradients.Max <= 0 {
			t.Errorf("%+v", one)
		}
	}
	if want := []string{"conv2d/kernel", "dense/kernel", "dense_1/kernel"}; !slices.Equal(names, want) {
		t.Errorf("spreads of %v, want %v", names, want)
	}
}
