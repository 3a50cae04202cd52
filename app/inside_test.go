package app

import (
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"muestra/wasm/port"
	"muestra/wasm/store"
)

// looked are the questions that were sent, of one kind.
func (f *fake) looked(what string) (looks []*port.Inspect) {
	for _, m := range f.sent {
		if l, ok := m.(*port.Inspect); ok && l.What == what {
			looks = append(looks, l)
		}
	}
	return looks
}

var synthetic = []string{"disc", "ring", "square"}

// judgedAs is an answer about pictures of three classes: the label of each, and how probable its network thinks the three.
func judgedAs(id int, pass string, rows ...[4]float32) *port.Inspected {
	m := &port.Inspected{ID: id, What: port.InspectJudged, Source: "test", Pass: pass, Epoch: 2, Step: 7, Classes: synthetic}
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

// some are two discs, one of them taken for a ring, two rings, both taken for discs, and a square.
func some(id int, pass string) *port.Inspected {
	return judgedAs(id, pass,
		[4]float32{0, 0.7, 0.2, 0.1}, [4]float32{0, 0.3, 0.6, 0.1}, [4]float32{1, 0.5, 0.4, 0.1}, [4]float32{1, 0.9, 0.05, 0.05}, [4]float32{2, 0.1, 0.1, 0.8})
}

// trainedSession has a run that is done.
func trainedSession() (*session, *fake) {
	s, f := newTestSession()
	s.open("sample=1&train=128&val=64&test=64&epochs=2", "")
	s.ensureWorker()
	s.onMessage(f, &port.Ready{})
	s.train()
	s.onMessage(f, &port.Started{Dataset: "synthetic", Train: 128, Val: 64, Test: 64, Epochs: 2, StepsPerEpoch: 2, Workers: 1, Transport: "none"})
	s.onMessage(f, &port.Step{Epoch: 1, Step: 1, Steps: 2, Pictures: 64, Total: 1})
	return s, f
}

func TestVerdictsAreCounted(t *testing.T) {
	v := verdictsOf(some(1, "test"))
	if want := []int{0, 1, 0, 0, 2}; !slices.Equal(v.said, want) {
		t.Fatalf("said %v, want %v", v.said, want)
	}
	if got, want := fmt.Sprint(v.confusion()), "[[1 1 0] [2 0 0] [0 0 1]]"; got != want {
		t.Errorf("matrix %s, want %s", got, want)
	}
}

func TestPicturesAreChosen(t *testing.T) {
	v := verdictsOf(some(1, "test"))
	for _, test := range []struct {
		choice choice
		want   []int
	}{{choiceAll, []int{0, 1, 2, 3, 4}}, {choiceRight, []int{0, 4}}, {choiceWrong, []int{1, 2, 3}}, {choiceWorst, []int{3, 1, 2}}} {
		if got := v.chosen(test.choice); !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", test.choice, got, test.want)
		}
	}
	if got, want := v.taken(1, 0), []int{3, 2}; !slices.Equal(got, want) {
		t.Errorf("rings taken for discs: %v, want %v", got, want)
	}
	if got, want := v.leaders(3, 2), []int{0, 1}; !slices.Equal(got, want) {
		t.Errorf("the leaders are %v, want %v", got, want)
	}
	if got, want := v.leaders(2, 1), []int{1}; !slices.Equal(got, want) { // its own class is always among them
		t.Errorf("the only leader is %v, want %v", got, want)
	}
}

func TestAnswersThatMakeNoSenseAreNone(t *testing.T) {
	more := some(1, "test")
	more.Classes = append(slices.Clone(more.Classes), "cross")
	beyond := judgedAs(1, "test", [4]float32{3, 1, 0, 0})
	for name, m := range map[string]*port.Inspected{"nothing": {}, "more classes": more, "a label beyond": beyond} {
		if v := verdictsOf(m); v != nil {
			t.Errorf("%s: %+v", name, v)
		}
	}
	nan := float32(math.NaN())
	if v := verdictsOf(judgedAs(1, "test", [4]float32{1, nan, nan, nan})); v == nil || v.said[0] != 0 || len(v.leaders(0, 2)) != 2 {
		t.Errorf("of a network that has blown up: %+v", v)
	}
}

func TestPicturesAreWrittenAsAnImage(t *testing.T) {
	pixels := make([]byte, 2*side*side*3)
	copy(pixels[(side*side+5*side+7)*3:], []byte{1, 2, 3}) // of the second picture, row 5, column 7
	b := bitmap(pixels)
	number := func(at int) int32 { return int32(binary.LittleEndian.Uint32(b[at:])) }
	if string(b[:2]) != "BM" || int(number(2)) != len(b) || number(18) != side || number(22) != -2*side { // which is: from the top
		t.Errorf("the header is % x", b[:54])
	}
	at := int(number(10)) + (side*side+5*side+7)*3 // rows of 96 bytes need no filling up
	if got := b[at : at+3]; !slices.Equal(got, []byte{3, 2, 1}) || len(b) != 54+len(pixels) {
		t.Errorf("the pixel is %v, in %d bytes", got, len(b))
	}
}

func TestAPanelAsksOnceForWhatItShows(t *testing.T) {
	s, f := trainedSession()
	s.show(&confusionMatrix{s: s})
	if n := len(f.looked(port.InspectJudged)); n != 0 {
		t.Errorf("%d questions before the first epoch's end", n)
	}
	s.onMessage(f, &port.Epoch{Epoch: 1})
	s.onMessage(f, &port.Step{Epoch: 2, Step: 1, Steps: 2, Pictures: 64, Total: 3})
	looks := f.looked(port.InspectJudged)
	if len(looks) != 1 || looks[0].Run != "new" || looks[0].Live {
		t.Fatalf("after an epoch it asks %+v", looks)
	}
	s.onMessage(f, &port.Epoch{Epoch: 2}) // while the answer is on its way
	if n := len(f.looked(port.InspectJudged)); n != 1 {
		t.Errorf("%d questions at once", n)
	}
	s.onMessage(f, some(looks[0].ID, "validation"))
	if v := s.judged(); v == nil || v.pass != "validation" {
		t.Errorf("the answer is %+v", v)
	}
	if n := len(f.looked(port.InspectJudged)); n != 1 {
		t.Errorf("%d questions without a rest", n)
	}
	f.later[len(f.later)-1]()
	if n := len(f.looked(port.InspectJudged)); n != 2 { // it asks for what has come meanwhile
		t.Errorf("%d questions in all", n)
	}
	s.onMessage(f, &port.Inspected{ID: f.looked(port.InspectJudged)[1].ID, What: port.InspectJudged, Error: "no luck"})
	if s.verdicts.problem != "no luck" || s.judged() == nil {
		t.Errorf("after an answer that is none: %+v", s.verdicts)
	}
	s.onMessage(f, some(99, "validation")) // nobody has asked

	s.onMessage(f, &port.Done{WeightsSHA256: digest, Stopped: "epochs"})
	third := f.looked(port.InspectJudged)[2]
	s.onMessage(f, &port.Inspected{ID: third.ID, What: third.What, Error: "later", Interrupted: true})
	if looks := f.looked(port.InspectJudged); len(looks) != 4 || s.verdicts.problem != "" {
		t.Errorf("after an interruption: %d questions, %q", len(looks), s.verdicts.problem)
	}
}

func TestAPanelThatIsNotSeenAsksNothing(t *testing.T) {
	s, f := trainedSession()
	p := &augmentPreview{s: s}
	s.show(p)
	if n := len(f.looked(port.InspectAugment)); n != 1 {
		t.Errorf("%d questions at first", n)
	}
	s.visible = false
	s.set("augment", "flip")
	if n := len(f.looked(port.InspectAugment)); n != 1 {
		t.Errorf("%d questions while it is not seen", n)
	}
	s.visible = true
	s.leave(&augmentPreview{}) // of another one
	s.onMessage(f, &port.Inspected{ID: f.looked(port.InspectAugment)[0].ID, What: port.InspectAugment})
	if n := len(f.looked(port.InspectAugment)); n != 2 {
		t.Errorf("%d questions when it is seen again", n)
	}
	s.leave(p)
	s.set("augment", "shift")
	if n := len(f.looked(port.InspectAugment)); n != 2 {
		t.Errorf("%d questions after it has gone", n)
	}
}

func TestAnotherWorkerIsAskedAnew(t *testing.T) {
	s, f := trainedSession()
	s.onMessage(f, &port.Epoch{Epoch: 1})
	s.show(&confusionMatrix{s: s})
	second := &fake{}
	s.startWorker = func(supervisor) trainer { return second }
	s.onWorkerLost(f, textErrorWorkerDied, "gone")
	s.onMessage(second, &port.Ready{})
	s.onMessage(second, &port.Started{Dataset: "synthetic", Train: 128, Val: 64, Test: 64, Epochs: 2, StepsPerEpoch: 2, Workers: 1, Transport: "none", Epoch: 1, Step: 2, History: []port.Epoch{{Epoch: 1}}})
	looks := second.looked(port.InspectJudged)
	if len(looks) != 1 {
		t.Fatalf("the second worker is asked %d times", len(looks))
	}
	s.onMessage(f, some(f.looked(port.InspectJudged)[0].ID, "validation"))
	if s.judged() != nil {
		t.Error("a dismissed worker is heard")
	}
	s.onMessage(second, some(looks[0].ID, "validation"))
	if s.judged() == nil {
		t.Error("the second worker is not heard")
	}
}

func TestAugmentationFollowsTheRecipeTheRunAndTheVisitor(t *testing.T) {
	s, f := newTestSession()
	s.open("sample=1&train=25&augment=flip", "")
	s.ensureWorker()
	s.onMessage(f, &port.Ready{})
	s.show(&augmentPreview{s: s})
	answered := 0
	last := func() (l *port.Inspect) { // of the questions, each of which is answered
		for ; answered < len(f.looked(port.InspectAugment)); answered++ {
			l = f.looked(port.InspectAugment)[answered]
			m := &port.Inspected{ID: l.ID, What: l.What, Source: "train", Classes: synthetic, Variations: []port.Variation{{Flip: true, ZoomX: 1, ZoomY: 1, Brightness: 1}}}
			m.PutBytes("labels", []byte{1}, 1)
			m.PutBytes("pixels", make([]byte, side*side*3), 1, side, side, 3)
			m.PutBytes("varied", make([]byte, side*side*3), 1, side, side, 3)
			s.onMessage(f, m)
		}
		return l
	}
	if l := last(); l.Epoch != 1 || len(l.Index) != variedCount || l.Source != "train" || !strings.Contains(string(l.Experiment), "augment=flip") {
		t.Errorf("at first: %+v %s", l, l.Experiment)
	}
	s.drawAgain()
	if l := last(); l.Epoch != 2 {
		t.Errorf("another draw is epoch %d", l.Epoch)
	}
	s.otherPictures()
	s.otherPictures()
	if l := last(); l.Index[0] != 20 || l.Index[5] != 0 {
		t.Errorf("the third ten of 25 pictures are %v", l.Index)
	}
	s.set("augment", "shift")
	if l := last(); !strings.Contains(string(l.Experiment), "augment=shift") {
		t.Errorf("with another recipe: %s", l.Experiment)
	}
	if len(f.images) < 4 || len(f.forgotten) != len(f.images)-1 {
		t.Errorf("%d images, %d of them forgotten", len(f.images), len(f.forgotten))
	}
}

func TestVariationsAreSaidInWords(t *testing.T) {
	plain := port.Variation{ZoomX: 1, ZoomY: 1, Brightness: 1}
	with := func(f func(*port.Variation)) port.Variation { v := plain; f(&v); return v }
	es, en := speaking("es"), speaking("en")
	for _, test := range []struct {
		v      port.Variation
		es, en string
	}{
		{plain, "sin cambios", "unchanged"},
		{with(func(v *port.Variation) { v.ShiftX, v.ShiftY = 0.3, -0.4 }), "sin cambios", "unchanged"},
		{with(func(v *port.Variation) { v.Flip, v.ShiftX, v.ShiftY = true, 3, 2 }), "reflejada, desplazada 3 px a la derecha y 2 px hacia abajo", "flipped, shifted 3 px right and 2 px down"},
		{with(func(v *port.Variation) { v.ShiftX, v.ShiftY = -2.6, -1 }), "desplazada 3 px a la izquierda y 1 px hacia arriba", "shifted 3 px left and 1 px up"},
		{with(func(v *port.Variation) { v.Rotation = 12.4 }), "girada 12° a la derecha", "turned 12° to the right"},
		{with(func(v *port.Variation) { v.Rotation, v.Brightness, v.Cutout = -7, 0.85, 8 }), "girada 7° a la izquierda, brillo al 85\u00a0%, tapados 8 × 8 px", "turned 7° to the left, brightness 85%, 8 × 8 px covered"},
		{with(func(v *port.Variation) { v.ZoomX, v.ZoomY = 1.1, 0.95 }), "escalada al 110 × 95\u00a0%", "scaled to 110 × 95%"},
	} {
		if got := es.variation(test.v); got != test.es {
			t.Errorf("%+v in Spanish: %q, want %q", test.v, got, test.es)
		}
		if got := en.variation(test.v); got != test.en {
			t.Errorf("%+v in English: %q, want %q", test.v, got, test.en)
		}
	}
}

func TestPredictionsFollowTheTrainingAndGoIntoTheLastTest(t *testing.T) {
	s, f := trainedSession()
	s.show(&predictions{s: s})
	looks := f.looked(port.InspectPredict)
	if len(looks) != 1 || !looks[0].Live || len(looks[0].Index) != 0 {
		t.Fatalf("in the first epoch it asks %+v", looks)
	}
	answer := some(looks[0].ID, "")
	answer.What, answer.Epoch, answer.Step = port.InspectPredict, 0, 1
	s.onMessage(f, answer)
	if v, numbers := s.predicted(); v == nil || len(numbers) != 5 || v.step != 1 {
		t.Fatalf("shown: %+v %v", v, numbers)
	}
	if pictures := f.looked(port.InspectPictures); len(pictures) != 1 || !slices.Equal(pictures[0].Index, []int32{10, 11, 12, 13, 14}) || pictures[0].Source != "test" {
		t.Errorf("it asks for the pictures %+v", pictures)
	}
	if n := len(f.looked(port.InspectPredict)); n != 1 {
		t.Errorf("%d questions without a rest", n)
	}
	f.later[len(f.later)-1]()
	if n := len(f.looked(port.InspectPredict)); n != 2 {
		t.Errorf("%d questions after a rest", n)
	}
	s.onMessage(f, &port.Epoch{Epoch: 1})
	s.onMessage(f, some(f.looked(port.InspectJudged)[0].ID, "validation"))
	if v, _ := s.predicted(); v.pass != "validation" {
		t.Errorf("after a validation: %+v", v)
	}
	s.choosePredictions(choiceWorst)
	if _, numbers := s.predicted(); !slices.Equal(numbers, []int{3, 1, 2}) {
		t.Errorf("the worst are %v", numbers)
	}
}

func TestCellsOpenTheirPictures(t *testing.T) {
	s, f := trainedSession()
	s.onMessage(f, &port.Epoch{Epoch: 1})
	s.show(&confusionMatrix{s: s})
	s.onMessage(f, some(f.looked(port.InspectJudged)[0].ID, "validation"))
	s.openCell(1, 0)
	pictures := f.looked(port.InspectPictures)
	if len(pictures) != 1 || !slices.Equal(pictures[0].Index, []int32{13, 12}) {
		t.Fatalf("rings taken for discs are the pictures %+v", pictures)
	}
	if _, numbers := s.cell(); !slices.Equal(numbers, []int{3, 2}) {
		t.Errorf("shown are %v", numbers)
	}
	s.openCell(1, 0)
	if v, _ := s.cell(); v != nil {
		t.Error("the cell does not close")
	}
}

func TestAKeptRunIsReadOnlyWhenTheVisitorWantsIt(t *testing.T) {
	a := &fakeArchive{}
	a.keep(t, store.Record{ID: "old", State: store.Done, Epoch: 9})
	s, f := newSessionWith(a)
	s.ensureWorker()
	s.onMessage(f, &port.Ready{})
	s.viewRun("old")
	s.show(&confusionMatrix{s: s})
	if r, can := s.inspectable(); r != nil || !can || len(f.looked(port.InspectJudged)) != 0 {
		t.Fatalf("of a kept run: %+v, %v, asked %d", r, can, len(f.looked(port.InspectJudged)))
	}
	s.inspectRun("old")
	looks := f.looked(port.InspectJudged)
	if len(looks) != 1 || looks[0].Run != "old" || !strings.Contains(string(looks[0].Experiment), "sample=2") {
		t.Fatalf("it asks %+v", looks)
	}
	s.onMessage(f, some(looks[0].ID, "test"))
	if v := s.judged(); v == nil || v.pass != "test" {
		t.Errorf("the answer is %+v", v)
	}
}

func TestAsManyPredictionsAreShownAsOneQuestionMayAskFor(t *testing.T) {
	s, f := trainedSession()
	s.show(&predictions{s: s})
	s.onMessage(f, &port.Epoch{Epoch: 1})
	s.onMessage(f, judgedAs(f.looked(port.InspectJudged)[0].ID, "validation", make([][4]float32, 1500)...))
	for presses := 0; s.left() > 0; presses++ {
		if presses > 100 {
			t.Fatalf("%d are left after %d presses", s.left(), presses)
		}
		s.morePredictions()
	}
	if _, numbers := s.predicted(); len(numbers) != port.MaxInspected {
		t.Errorf("%d pictures are shown", len(numbers))
	}
	s.morePredictions()
	for _, look := range append(f.looked(port.InspectPictures), f.looked(port.InspectPredict)...) {
		if _, err := port.Encode(look); err != nil {
			t.Fatal(err)
		}
	}
}

func TestOutputsThatAreNoClassAreOne(t *testing.T) {
	m := &port.Inspected{ID: 1, What: port.InspectJudged, Source: "test", Pass: "test", Classes: synthetic}
	m.PutInts("index", []int32{1, 2}, 2)
	m.PutBytes("labels", []byte{0, 2}, 2)
	m.PutFloats("probabilities", []float32{0.4, 0.1, 0, 0.25, 0.25, 0, 0.1, 0.1, 0.3, 0.1, 0.4, 0}, 2, 6)
	v := verdictsOf(m)
	if v == nil || !slices.Equal(v.classes, []string{"disc", "ring", "square", "4–6"}) || !slices.Equal(v.said, []int{0, 3}) {
		t.Fatalf("%+v", v)
	}
	if got := fmt.Sprint(v.confusion()); got != "[[1 0 0 0] [0 0 0 0] [0 0 0 1] [0 0 0 0]]" {
		t.Errorf("matrix %s", got)
	}
	if len(m.Classes) != 3 {
		t.Error("the answer has changed")
	}
	if got := speaking("en").classAt(synthetic, 4); got != "5" {
		t.Errorf("the fifth output is called %q", got)
	}
}

func TestARunWithoutValidationIsJudgedAtItsEnd(t *testing.T) {
	for name, end := range map[string]port.Message{"done": &port.Done{WeightsSHA256: digest, Stopped: "epochs"}, "stopped": &port.Stopped{}} {
		s, f := newTestSession()
		s.open("sample=1&train=128&val=0&test=64&epochs=2", "")
		s.ensureWorker()
		s.onMessage(f, &port.Ready{})
		s.train()
		s.onMessage(f, &port.Started{Dataset: "synthetic", Train: 128, Test: 64, Epochs: 2, StepsPerEpoch: 2, Workers: 1, Transport: "none"})
		s.show(&confusionMatrix{s: s})
		s.onMessage(f, &port.Epoch{Epoch: 1})
		if n := len(f.looked(port.InspectJudged)); n != 0 {
			t.Errorf("%s: %d questions before the end", name, n)
		}
		s.onMessage(f, end)
		if n := len(f.looked(port.InspectJudged)); n != 1 {
			t.Errorf("%s: %d questions at the end", name, n)
		}
	}
}
