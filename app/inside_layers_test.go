package app

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"slices"
	"strings"
	"testing"

	"muestra/wasm/port"
)

func TestMosaicShowsEachPictureInItsPlace(t *testing.T) {
	m := mosaic{count: 3, height: 2, width: 1, colours: 1, columns: 2, scale: 3, gap: 2}
	file := m.file([]byte{10, 20, 30, 40, 50, 255})
	out, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	width, height := m.size()
	if out.Bounds() != image.Rect(0, 0, width, height) || width != 8 || height != 14 {
		t.Fatalf("it is %v, and should be %d × %d", out.Bounds(), width, height)
	}
	for _, c := range []struct{ x, y, grey int }{{0, 0, 10}, {2, 2, 10}, {0, 3, 20}, {5, 0, 30}, {7, 5, 40}, {0, 8, 50}, {2, 13, 254}} {
		r, _, _, a := out.At(c.x, c.y).RGBA()
		if d := int(r>>8) - c.grey; a != 0xffff || d < -2 || d > 2 {
			t.Errorf("at %d, %d it is %d (opacity %d), want %d", c.x, c.y, r>>8, a, c.grey)
		}
	}
	for _, gap := range [][2]int{{3, 0}, {0, 6}, {5, 8}} {
		if _, _, _, a := out.At(gap[0], gap[1]).RGBA(); a != 0 {
			t.Errorf("one cannot see through the gap at %v", gap)
		}
	}
	coloured, err := png.Decode(bytes.NewReader(single(1, 2).file([]byte{1, 2, 3, 4, 5, 6})))
	if err != nil {
		t.Fatal(err)
	}
	if r, g, b, _ := coloured.At(1, 0).RGBA(); r>>8 != 4 || g>>8 != 5 || b>>8 != 6 {
		t.Errorf("the second pixel is %d, %d, %d", r>>8, g>>8, b>>8)
	}
	if (mosaic{count: 2, height: 2, width: 2, colours: 1, columns: 1, scale: 1}).file(make([]byte, 7)) != nil {
		t.Error("a picture of too few bytes has been drawn")
	}
}

// sentInspects are the questions that were asked since the last call, in short.
func (f *fake) sentInspects() (all []*port.Inspect, short string) {
	var parts []string
	for _, m := range f.sent {
		if l, ok := m.(*port.Inspect); ok {
			all = append(all, l)
			parts = append(parts, fmt.Sprint(l.What, l.Source, l.Index, " ", l.Layer, l.Class, map[bool]string{true: " live"}[l.Live]))
		}
	}
	f.sent = nil
	return all, strings.Join(parts, "; ")
}

// wakeUp lets what was to come later come now.
func (f *fake) wakeUp() {
	later := f.later
	f.later = nil
	for _, do := range later {
		do()
	}
}

// layersOf answers a question about layers: the network says class 3, and the picture is of class 5.
func layersOf(id int) *port.Inspected {
	m := &port.Inspected{ID: id, What: port.InspectLayers, Classes: strings.Fields("airplane automobile bird cat deer dog frog horse ship truck"), Layers: []port.Layer{
		{Number: 1, Name: "conv2d", Class: "Conv2D", Shape: []int{2, 2, 16}, High: 1}, {Number: 3, Name: "dense", Class: "Dense", Shape: []int{10}, High: 1},
	}}
	m.PutBytes("maps 1", make([]byte, 8*4), 8, 2, 2)
	m.PutBytes("maps 3", make([]byte, 10), 1, 1, 10)
	m.PutBytes("pixels", make([]byte, 3072), 1, 32, 32, 3)
	m.PutBytes("labels", []byte{5}, 1)
	m.PutBytes("filters", make([]byte, 27), 1, 3, 3, 3)
	m.PutFloats("probabilities", []float32{0, 0, 0.1, 0.6, 0, 0.3, 0, 0, 0, 0}, 1, 10)
	return m
}

func heatOf(id, class int) *port.Inspected {
	m := &port.Inspected{ID: id, What: port.InspectHeat, Method: "grad-cam", Class: class}
	m.PutBytes("over", make([]byte, 3*16), 4, 4, 3)
	return m
}

// onTheWay is a session whose run has done a step.
func onTheWay(t *testing.T) (*session, *fake) {
	t.Helper()
	s, f := newTestSession()
	s.open("sample=1&train=128&val=64&test=64&epochs=5", "")
	s.ensureWorker()
	s.onMessage(f, &port.Ready{SIMD: true})
	s.train()
	s.onMessage(f, &port.Started{Dataset: "cifar10", Train: 128, Val: 64, Test: 64, Epochs: 5, StepsPerEpoch: 2, Workers: 1, Transport: "none"})
	s.onMessage(f, &port.Step{Epoch: 1, Step: 1, Steps: 2, Pictures: 64, Total: 1, ImagesPerSecond: 500})
	return s, f
}

// layersOn is a session with a run that trains and the panel of layers on the page.
func layersOn(t *testing.T) (*session, *fake) {
	s, f := onTheWay(t)
	f.sentInspects()
	s.show(&layerPanel{s: s})
	return s, f
}

func TestLayersAreAskedForOnceAndThenLive(t *testing.T) {
	s, f := layersOn(t)
	all, short := f.sentInspects()
	if want := "layerstest[0] 0 0; heattest[0] 0 0; spread[] 0 0"; short != want {
		t.Fatalf("asked for %s, want %s", short, want)
	}
	s.onMessage(s.trainer, layersOf(all[0].ID))
	s.onMessage(s.trainer, heatOf(all[1].ID, 4))
	second, short := f.sentInspects()
	if want := "heattest[0] 0 6"; short != want { // the picture's own class, since the network says another one
		t.Fatalf("then for %s, want %s", short, want)
	}
	s.onMessage(s.trainer, heatOf(second[0].ID, 6))
	spread := &port.Inspected{ID: all[2].ID, What: port.InspectSpread, Spreads: []port.Spreads{{Name: "conv2d/kernel", Values: 3}}}
	spread.PutInts("weights", []int32{1, 2}, 1, 2)
	spread.PutInts("gradients", []int32{3, 0}, 1, 2)
	s.onMessage(s.trainer, spread)
	l := &s.layers
	if l.heat[0].class != 4 || l.heat[1].class != 6 || l.heat[1].shot.address == "" || len(l.maps) != 2 || l.filters.address == "" || l.spreads != spread {
		t.Errorf("%+v", l)
	}
	f.wakeUp() // some seconds have passed
	s.changed()
	if _, short = f.sentInspects(); short != "" {
		t.Errorf("nothing has happened, and it asks for %s", short)
	}
	s.onMessage(s.trainer, &port.Epoch{Epoch: 1, Accuracy: 0.5, ValAccuracy: 0.5})
	all, short = f.sentInspects()
	if want := "layerstest[0] 0 0 live; heattest[0] 0 0 live; spread[] 0 0 live"; short != want {
		t.Fatalf("at the epoch’s end it asks for %s, want %s", short, want)
	}
	s.onMessage(s.trainer, &port.Epoch{Epoch: 2, Accuracy: 0.5, ValAccuracy: 0.5})
	if _, short = f.sentInspects(); short != "" {
		t.Errorf("an instant later it asks for %s", short)
	}

	// Who chooses another picture does not wait for what nobody waits for.
	s.showPicture(7)
	next, short := f.sentInspects()
	if want := "layerstest[7] 0 0; heattest[7] 0 0"; short != want {
		t.Fatalf("for another picture it asks for %s, want %s", short, want)
	}
	s.onMessage(s.trainer, layersOf(next[0].ID))
	s.onMessage(s.trainer, layersOf(all[0].ID))
	if l.at != 7 {
		t.Errorf("an answer that came late is shown: of picture %d", l.at)
	}
	drawn := map[string]bool{}
	for _, old := range f.forgotten {
		if drawn[old] {
			t.Errorf("%s was forgotten twice", old)
		}
		drawn[old] = true
	}
	for _, still := range []shot{l.picture, l.filters, l.maps[1], l.maps[3], l.heat[0].shot} {
		if still.address == "" || drawn[still.address] {
			t.Errorf("%q is on the page, and forgotten: %v", still.address, drawn[still.address])
		}
	}
}

func TestPicturesGoRoundAndClassesAreChosen(t *testing.T) {
	s, f := layersOn(t)
	all, _ := f.sentInspects()
	s.onMessage(s.trainer, layersOf(all[0].ID))
	f.sentInspects()
	n := s.testPictures()
	s.showPicture(-1)
	if s.layers.number != n-1 {
		t.Errorf("before the first comes %d of %d", s.layers.number, n)
	}
	s.showPicture(n)
	if s.layers.number != 0 {
		t.Errorf("after the last comes %d", s.layers.number)
	}
	all, _ = f.sentInspects()
	for _, m := range all {
		if m.What == port.InspectLayers {
			s.onMessage(s.trainer, layersOf(m.ID))
		}
	}
	f.sentInspects()
	s.chooseClass("9")
	if _, short := f.sentInspects(); short != "heattest[0] 0 9" {
		t.Errorf("for class 9 it asks for %s", short)
	}
	for _, bad := range []string{"", "x", "0", "-3"} {
		if s.chooseClass(bad); s.layers.class != 9 {
			t.Errorf("class %q is taken", bad)
		}
	}
	s.openLayer(1)
	all, short := f.sentInspects()
	if short != "layerstest[0] 1 0" {
		t.Errorf("to open a layer it asks for %s", short)
	}
	m := &port.Inspected{ID: all[0].ID, What: port.InspectLayers, Layers: []port.Layer{{Number: 1, Name: "conv2d", Class: "Conv2D", Shape: []int{2, 2, 16}}}}
	m.PutBytes("maps 1", make([]byte, 64), 16, 2, 2)
	s.onMessage(s.trainer, m)
	if s.layers.opened != 1 || s.layers.channels != 16 || s.layers.all.address == "" {
		t.Errorf("%d channels of layer %d", s.layers.channels, s.layers.opened)
	}
	if s.openLayer(1); s.layers.open != 0 {
		t.Error("it does not close")
	}
}

func TestTheSecondClassIsTheNextGuessWhereTheFirstIsRight(t *testing.T) {
	s, _ := layersOn(t)
	m := layersOf(1)
	s.layers.last = m
	if got := s.otherClass(); got != 6 {
		t.Errorf("of a picture of class 5 that is taken for 3 it is %d", got)
	}
	right := &port.Inspected{Classes: m.Classes}
	right.PutBytes("labels", []byte{3}, 1)
	right.PutFloats("probabilities", []float32{0, 0.2, 0.1, 0.6, 0, 0.1, 0, 0, 0, 0}, 1, 10)
	s.layers.last = right
	if got := s.otherClass(); got != 2 {
		t.Errorf("of a picture of class 3 that is taken for 3, or 1, it is %d", got)
	}
}

func TestHistogramDrawsItsCountsAndZero(t *testing.T) {
	drawing := histogramDrawing([]int32{4, 0, 1}, -1, 2, "words")
	for _, want := range []string{`viewBox="0 0 3 20"`, "M0 20v-20.00h1v20.00z", "M2 20v-10.00h1v10.00z", `d="M1.00 0v20"`, `aria-label="words"`} {
		if !strings.Contains(drawing, want) {
			t.Errorf("%s\nis without %s", drawing, want)
		}
	}
	if strings.Contains(drawing, "M1 20") {
		t.Error("there is a bar of nothing")
	}
	if strings.Contains(histogramDrawing([]int32{1}, 1, 2, ""), "zero") {
		t.Error("there is a line where zero is not")
	}
}

func TestShortNumbers(t *testing.T) {
	s := newSession(nil, &fake{}, "es")
	for v, want := range map[float64]string{0: "0", 0.1234: "0,12", -0.000012: "−1,2e−05", 12345: "12345", 1.5e9: "1,5e+09"} {
		if got := s.short(v); got != want {
			t.Errorf("%v is %q, want %q", v, got, want)
		}
	}
}

func TestAnOwnPictureIsJudgedByTheNetworkThatIsThere(t *testing.T) {
	s, f := onTheWay(t)
	f.sentInspects()
	s.show(&predictions{s: s})
	f.sentInspects()
	s.refuse("large")
	if s.own.problem != ownProblems["large"] {
		t.Error("the reason is lost")
	}
	s.bring(make([]byte, 3*40*30), 40, 30)
	var look *port.Inspect
	all, _ := f.sentInspects()
	for _, m := range all {
		if m.What == port.InspectOwn {
			look = m
		}
	}
	if look == nil || look.Run != s.run.id || len(look.Picture()) != 3600 || look.Live || s.own.problem != nil {
		t.Fatalf("asked for %+v", look)
	}
	m := &port.Inspected{ID: look.ID, What: port.InspectOwn, Classes: []string{"cat", "dog"}}
	m.PutBytes("pixels", slices.Repeat([]byte{7}, 3072), 1, 32, 32, 3)
	m.PutFloats("probabilities", []float32{0.25, 0.75}, 1, 2)
	s.onMessage(s.trainer, m)
	if s.own.shot.address == "" || len(s.own.rgb) != 3072 || s.own.run != s.run.id || !slices.Equal(s.own.probabilities, []float32{0.25, 0.75}) {
		t.Errorf("%+v", s.own)
	}
	s.refuse("nonsense")
	if s.own.problem != textOwnBroken || s.own.pixels == nil {
		t.Error("an unknown reason has no words, or the picture before is gone")
	}

	// Its layers can be looked at.
	s.showOwn()
	s.show(&layerPanel{s: s})
	all, _ = f.sentInspects()
	if m := all[0]; m.What != port.InspectLayers || m.Source != port.Own || len(m.Picture()) != 3072 || s.turned["inside"] != "layers" {
		t.Errorf("it asks for %+v in %v", m, s.turned)
	}
}

func TestOpaqueLeavesTheFourthByteAway(t *testing.T) {
	if got := opaque([]byte{1, 2, 3, 255, 4, 5, 6, 0}); !slices.Equal(got, []byte{1, 2, 3, 4, 5, 6}) {
		t.Errorf("%v", got)
	}
}

// BenchmarkTookLayers is what the page does with an answer about a network of forty layers.
func BenchmarkTookLayers(b *testing.B) {
	m := &port.Inspected{}
	for i := range 40 {
		width := 32 >> (i / 8)
		m.Layers = append(m.Layers, port.Layer{Number: i + 1})
		m.PutBytes(fmt.Sprint("maps ", i+1), make([]byte, port.Maps*width*width), port.Maps, width, width)
	}
	m.PutBytes("pixels", make([]byte, 3072), 1, 32, 32, 3)
	m.PutBytes("filters", make([]byte, 64*27), 64, 3, 3, 3)
	for b.Loop() {
		s, _ := newTestSession()
		s.tookLayers("a", 1, m)
	}
}
