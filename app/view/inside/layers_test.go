package inside

import (
	"slices"
	"strings"
	"testing"

	"muestra/app"
	"muestra/app/apptest"
	"muestra/app/inspect"
	"muestra/nn/history"
	"muestra/wasm/port"
)

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
func onTheWay(t *testing.T) (*app.Session, *apptest.Fake) {
	t.Helper()
	s, f := apptest.NewTestSession()
	s.Open("sample=1&train=128&val=64&test=64&epochs=5", "")
	s.Training.EnsureWorker()
	s.Training.OnMessage(f, &port.Ready{SIMD: true})
	s.Training.Train()
	s.Training.OnMessage(f, &port.Started{Dataset: "cifar10", Train: 128, Val: 64, Test: 64, Epochs: 5, StepsPerEpoch: 2, Workers: 1, Transport: "none"})
	s.Training.OnMessage(f, &port.Step{Epoch: 1, Step: 1, EpochStep: 1, EpochSteps: 2, Sums: history.Sums{Pictures: 64}, ImagesPerSecond: 500})
	return s, f
}

// layersOn is a session with a run that trains and the panel of layers on the page.
func layersOn(t *testing.T) (*app.Session, *apptest.Fake) {
	s, f := onTheWay(t)
	f.SentInspects()
	s.Inspection.Show(&LayerPanel{S: s})
	return s, f
}

func TestLayersAreAskedForOnceAndThenLive(t *testing.T) {
	s, f := layersOn(t)
	all, short := f.SentInspects()
	if want := "layerstest[0] 0 0; heattest[0] 0 0; spread[] 0 0"; short != want {
		t.Fatalf("asked for %s, want %s", short, want)
	}
	s.Training.OnMessage(s.Training.Trainer, layersOf(all[0].ID))
	s.Training.OnMessage(s.Training.Trainer, heatOf(all[1].ID, 4))
	second, short := f.SentInspects()
	if want := "heattest[0] 0 6"; short != want { // the picture's own class, since the network says another one
		t.Fatalf("then for %s, want %s", short, want)
	}
	s.Training.OnMessage(s.Training.Trainer, heatOf(second[0].ID, 6))
	spread := &port.Inspected{ID: all[2].ID, What: port.InspectSpread, Spreads: []port.Spreads{{Name: "conv2d/kernel", Values: 3}}}
	spread.PutInts("weights", []int32{1, 2}, 1, 2)
	spread.PutInts("gradients", []int32{3, 0}, 1, 2)
	s.Training.OnMessage(s.Training.Trainer, spread)
	l := &s.Inspection.Layers
	if l.Heat[0].Class != 4 || l.Heat[1].Class != 6 || l.Heat[1].Shot.Address == "" || len(l.Maps) != 2 || l.Filters.Address == "" || l.Spreads != spread {
		t.Errorf("%+v", l)
	}
	f.WakeUp() // some seconds have passed
	s.Changed()
	if _, short = f.SentInspects(); short != "" {
		t.Errorf("nothing has happened, and it asks for %s", short)
	}
	s.Training.OnMessage(s.Training.Trainer, &port.Epoch{Epoch: 1, Accuracy: 0.5, ValAccuracy: 0.5})
	all, short = f.SentInspects()
	if want := "layerstest[0] 0 0 live; heattest[0] 0 0 live; spread[] 0 0 live"; short != want {
		t.Fatalf("at the epoch’s end it asks for %s, want %s", short, want)
	}
	s.Training.OnMessage(s.Training.Trainer, &port.Epoch{Epoch: 2, Accuracy: 0.5, ValAccuracy: 0.5})
	if _, short = f.SentInspects(); short != "" {
		t.Errorf("an instant later it asks for %s", short)
	}

	// Who chooses another picture does not wait for what nobody waits for.
	s.Inspection.ShowPicture(7)
	next, short := f.SentInspects()
	if want := "layerstest[7] 0 0; heattest[7] 0 0"; short != want {
		t.Fatalf("for another picture it asks for %s, want %s", short, want)
	}
	s.Training.OnMessage(s.Training.Trainer, &port.Inspected{ID: all[1].ID, Error: "of another picture"})
	if h := l.Heats[0]; h.Problem != "" || !h.Waiting {
		t.Errorf("an error that came late is shown: %+v", h)
	}
	s.Training.OnMessage(s.Training.Trainer, layersOf(next[0].ID))
	s.Training.OnMessage(s.Training.Trainer, layersOf(all[0].ID))
	if l.At != 7 {
		t.Errorf("an answer that came late is shown: of picture %d", l.At)
	}
	drawn := map[string]bool{}
	for _, old := range f.Forgotten {
		if drawn[old] {
			t.Errorf("%s was forgotten twice", old)
		}
		drawn[old] = true
	}
	for _, still := range []inspect.Shot{l.Picture, l.Filters, l.Maps[1], l.Maps[3], l.Heat[0].Shot} {
		if still.Address == "" || drawn[still.Address] {
			t.Errorf("%q is on the page, and forgotten: %v", still.Address, drawn[still.Address])
		}
	}
}

func TestPicturesGoRoundAndClassesAreChosen(t *testing.T) {
	s, f := layersOn(t)
	all, _ := f.SentInspects()
	s.Training.OnMessage(s.Training.Trainer, layersOf(all[0].ID))
	f.SentInspects()
	n := s.Inspection.TestPictures()
	s.Inspection.ShowPicture(-1)
	if s.Inspection.Layers.Number != n-1 {
		t.Errorf("before the first comes %d of %d", s.Inspection.Layers.Number, n)
	}
	s.Inspection.ShowPicture(n)
	if s.Inspection.Layers.Number != 0 {
		t.Errorf("after the last comes %d", s.Inspection.Layers.Number)
	}
	all, _ = f.SentInspects()
	for _, m := range all {
		if m.What == port.InspectLayers {
			s.Training.OnMessage(s.Training.Trainer, layersOf(m.ID))
		}
	}
	f.SentInspects()
	s.Inspection.ChooseClass("9")
	if _, short := f.SentInspects(); short != "heattest[0] 0 9" {
		t.Errorf("for class 9 it asks for %s", short)
	}
	for _, bad := range []string{"", "x", "0", "-3"} {
		if s.Inspection.ChooseClass(bad); s.Inspection.Layers.Class != 9 {
			t.Errorf("class %q is taken", bad)
		}
	}
	s.Inspection.OpenLayer(1)
	all, short := f.SentInspects()
	if short != "layerstest[0] 1 0" {
		t.Errorf("to open a layer it asks for %s", short)
	}
	m := &port.Inspected{ID: all[0].ID, What: port.InspectLayers, Layers: []port.Layer{{Number: 1, Name: "conv2d", Class: "Conv2D", Shape: []int{2, 2, 16}}}}
	m.PutBytes("maps 1", make([]byte, 64), 16, 2, 2)
	s.Training.OnMessage(s.Training.Trainer, m)
	if s.Inspection.Layers.Opened != 1 || s.Inspection.Layers.Channels != 16 || s.Inspection.Layers.All.Address == "" {
		t.Errorf("%d channels of layer %d", s.Inspection.Layers.Channels, s.Inspection.Layers.Opened)
	}
	if s.Inspection.OpenLayer(1); s.Inspection.Layers.Open != 0 {
		t.Error("it does not close")
	}
}

func TestTheSecondClassIsTheNextGuessWhereTheFirstIsRight(t *testing.T) {
	s, _ := layersOn(t)
	m := layersOf(1)
	s.Inspection.Layers.Last = m
	if got := s.Inspection.OtherClass(); got != 6 {
		t.Errorf("of a picture of class 5 that is taken for 3 it is %d", got)
	}
	right := &port.Inspected{Classes: m.Classes}
	right.PutBytes("labels", []byte{3}, 1)
	right.PutFloats("probabilities", []float32{0, 0.2, 0.1, 0.6, 0, 0.1, 0, 0, 0, 0}, 1, 10)
	s.Inspection.Layers.Last = right
	if got := s.Inspection.OtherClass(); got != 2 {
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

func TestAnOwnPictureIsJudgedByTheNetworkThatIsThere(t *testing.T) {
	s, f := onTheWay(t)
	f.SentInspects()
	s.Inspection.Show(&Predictions{S: s})
	f.SentInspects()
	s.Inspection.Refuse("large")
	if s.Inspection.Own.Problem != inspect.OwnProblems["large"] {
		t.Error("the reason is lost")
	}
	s.Inspection.Bring(make([]byte, 3*40*30), 40, 30)
	var look *port.Inspect
	all, _ := f.SentInspects()
	for _, m := range all {
		if m.What == port.InspectOwn {
			look = m
		}
	}
	if look == nil || look.Run != s.Training.Run.ID || len(look.Picture()) != 3600 || look.Live || s.Inspection.Own.Problem != nil {
		t.Fatalf("asked for %+v", look)
	}
	m := &port.Inspected{ID: look.ID, What: port.InspectOwn, Classes: []string{"cat", "dog"}}
	m.PutBytes("pixels", slices.Repeat([]byte{7}, 3072), 1, 32, 32, 3)
	m.PutFloats("probabilities", []float32{0.25, 0.75}, 1, 2)
	s.Training.OnMessage(s.Training.Trainer, m)
	if s.Inspection.Own.Shot.Address == "" || len(s.Inspection.Own.Rgb) != 3072 || s.Inspection.Own.Run != s.Training.Run.ID || !slices.Equal(s.Inspection.Own.Probabilities, []float32{0.25, 0.75}) {
		t.Errorf("%+v", s.Inspection.Own)
	}
	s.Inspection.Refuse("nonsense")
	if s.Inspection.Own.Problem != inspect.TextOwnBroken || s.Inspection.Own.Pixels == nil {
		t.Error("an unknown reason has no words, or the picture before is gone")
	}

	// Its layers can be looked at.
	showOwn(s)
	s.Inspection.Show(&LayerPanel{S: s})
	all, _ = f.SentInspects()
	if m := all[0]; m.What != port.InspectLayers || m.Source != port.Own || len(m.Picture()) != 3072 || s.Turned["inside"] != "layers" {
		t.Errorf("it asks for %+v in %v", m, s.Turned)
	}
}

func TestOpaqueLeavesTheFourthByteAway(t *testing.T) {
	if got := opaque([]byte{1, 2, 3, 255, 4, 5, 6, 0}); !slices.Equal(got, []byte{1, 2, 3, 4, 5, 6}) {
		t.Errorf("%v", got)
	}
}
