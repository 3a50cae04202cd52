package inspect

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"slices"
	"testing"

	"muestra/app/host"
	"muestra/wasm/port"
)

var Synthetic = []string{"disc", "ring", "square"}

// JudgedAs is an answer about pictures of three classes: the label of each, and how probable its network thinks the three.
func JudgedAs(id int, pass string, rows ...[4]float32) *port.Inspected {
	m := &port.Inspected{ID: id, What: port.InspectJudged, Source: "test", Pass: pass, Epoch: 2, Step: 7, Classes: Synthetic}
	var index []int32
	var labels []byte
	var probabilities []float32
	for i, r := range rows {
		index, labels = append(index, int32(10+i)), append(labels, byte(r[0]))
		probabilities = append(probabilities, r[1:]...)
	}
	m.PutInts("index", index, len(rows))
	m.PutBytes("labels", labels, len(rows))
	m.PutFloats("probabilities", probabilities, len(rows), 3)
	return m
}

// Some are two discs, one of them taken for a ring, two rings, both taken for discs, and a square.
func Some(id int, pass string) *port.Inspected {
	return JudgedAs(id, pass,
		[4]float32{0, 0.7, 0.2, 0.1}, [4]float32{0, 0.3, 0.6, 0.1}, [4]float32{1, 0.5, 0.4, 0.1}, [4]float32{1, 0.9, 0.05, 0.05}, [4]float32{2, 0.1, 0.1, 0.8})
}

func TestVerdictsAreCounted(t *testing.T) {
	v := VerdictsOf(Some(1, "test"))
	if want := []int{0, 1, 0, 0, 2}; !slices.Equal(v.Said, want) {
		t.Fatalf("said %v, want %v", v.Said, want)
	}
	if got, want := fmt.Sprint(v.Confusion()), "[[1 1 0] [2 0 0] [0 0 1]]"; got != want {
		t.Errorf("matrix %s, want %s", got, want)
	}
}

func TestPicturesAreChosen(t *testing.T) {
	v := VerdictsOf(Some(1, "test"))
	for _, test := range []struct {
		choice Choice
		want   []int
	}{{ChoiceAll, []int{0, 1, 2, 3, 4}}, {ChoiceRight, []int{0, 4}}, {ChoiceWrong, []int{1, 2, 3}}, {ChoiceWorst, []int{3, 1, 2}}} {
		if got := v.chosen(test.choice); !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", test.choice, got, test.want)
		}
	}
	if got, want := v.Taken(1, 0), []int{3, 2}; !slices.Equal(got, want) {
		t.Errorf("rings taken for discs: %v, want %v", got, want)
	}
	if got, want := v.Leaders(3, 2), []int{0, 1}; !slices.Equal(got, want) {
		t.Errorf("the leaders are %v, want %v", got, want)
	}
	if got, want := v.Leaders(2, 1), []int{1}; !slices.Equal(got, want) { // its own class is always among them
		t.Errorf("the only leader is %v, want %v", got, want)
	}
}

func TestAnswersThatMakeNoSenseAreNone(t *testing.T) {
	more := Some(1, "test")
	more.Classes = append(slices.Clone(more.Classes), "cross")
	beyond := JudgedAs(1, "test", [4]float32{3, 1, 0, 0})
	for name, m := range map[string]*port.Inspected{"nothing": {}, "more classes": more, "a label beyond": beyond} {
		if v := VerdictsOf(m); v != nil {
			t.Errorf("%s: %+v", name, v)
		}
	}
	nan := float32(math.NaN())
	if v := VerdictsOf(JudgedAs(1, "test", [4]float32{1, nan, nan, nan})); v == nil || v.Said[0] != 0 || len(v.Leaders(0, 2)) != 2 {
		t.Errorf("of a network that has blown up: %+v", v)
	}
}

// photographed keeps the last image that a screen was asked for.
type photographed struct {
	host.Screen
	file []byte
}

func (p *photographed) Image(file []byte) string {
	p.file = file
	return "address"
}

func TestPicturesAreWrittenAsAnImage(t *testing.T) {
	pixels := make([]byte, 2*Side*Side*3)
	copy(pixels[(Side*Side+5*Side+7)*3:], []byte{1, 2, 3}) // of the second picture, row 5, column 7
	screen := &photographed{}
	var h Sheet
	(&Inspection{Host: &host.Host{Screen: screen}}).draw(&h, pixels)
	img, err := png.Decode(bytes.NewReader(screen.file))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := img.Bounds(), image.Rect(0, 0, Side, 2*Side); got != want {
		t.Errorf("it is %v, want %v", got, want)
	}
	if got, want := color.NRGBAModel.Convert(img.At(7, Side+5)), (color.NRGBA{1, 2, 3, 255}); got != want || h.Address != "address" {
		t.Errorf("the pixel is %v, want %v; the address %q", got, want, h.Address)
	}
}
