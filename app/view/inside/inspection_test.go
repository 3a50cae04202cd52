package inside

import (
	"slices"
	"strings"
	"testing"

	"muestra/app"
	"muestra/app/apptest"
	"muestra/app/inspect"
	"muestra/app/run"
	"muestra/nn/history"
	"muestra/wasm/port"
	"muestra/wasm/store"
)

// trainedSession has a run that is done.
func trainedSession() (*app.Session, *apptest.Fake) {
	s, f := apptest.NewTestSession()
	s.Open("sample=1&train=128&val=64&test=64&epochs=2", "")
	s.Training.EnsureWorker()
	s.Training.OnMessage(f, &port.Ready{})
	s.Training.Train()
	s.Training.OnMessage(f, &port.Started{Dataset: "synthetic", Train: 128, Val: 64, Test: 64, Epochs: 2, StepsPerEpoch: 2, Workers: 1, Transport: "none"})
	s.Training.OnMessage(f, &port.Step{Epoch: 1, Step: 1, EpochStep: 1, EpochSteps: 2, Sums: history.Sums{Pictures: 64}})
	return s, f
}

func TestAPanelAsksOnceForWhatItShows(t *testing.T) {
	s, f := trainedSession()
	s.Inspection.Show(&ConfusionMatrix{S: s})
	if n := len(f.Looked(port.InspectJudged)); n != 0 {
		t.Errorf("%d questions before the first epoch's end", n)
	}
	s.Training.OnMessage(f, &port.Epoch{Epoch: 1})
	s.Training.OnMessage(f, &port.Step{Epoch: 2, Step: 3, EpochStep: 1, EpochSteps: 2, Sums: history.Sums{Pictures: 64}})
	looks := f.Looked(port.InspectJudged)
	if len(looks) != 1 || looks[0].Run != "new" || looks[0].Live {
		t.Fatalf("after an epoch it asks %+v", looks)
	}
	s.Training.OnMessage(f, &port.Epoch{Epoch: 2}) // while the answer is on its way
	if n := len(f.Looked(port.InspectJudged)); n != 1 {
		t.Errorf("%d questions at once", n)
	}
	s.Training.OnMessage(f, apptest.Some(looks[0].ID, "validation"))
	if v := s.Inspection.Judged(); v == nil || v.Pass != "validation" {
		t.Errorf("the answer is %+v", v)
	}
	if n := len(f.Looked(port.InspectJudged)); n != 1 {
		t.Errorf("%d questions without a rest", n)
	}
	f.Later[len(f.Later)-1]()
	if n := len(f.Looked(port.InspectJudged)); n != 2 { // it asks for what has come meanwhile
		t.Errorf("%d questions in all", n)
	}
	s.Training.OnMessage(f, &port.Inspected{ID: f.Looked(port.InspectJudged)[1].ID, What: port.InspectJudged, Error: "no luck"})
	if s.Inspection.Verdicts.Problem != "no luck" || s.Inspection.Judged() == nil {
		t.Errorf("after an answer that is none: %+v", s.Inspection.Verdicts)
	}
	s.Training.OnMessage(f, apptest.Some(99, "validation")) // nobody has asked

	s.Training.OnMessage(f, &port.Done{WeightsSHA256: apptest.Digest, Stopped: "epochs"})
	third := f.Looked(port.InspectJudged)[2]
	s.Training.OnMessage(f, &port.Inspected{ID: third.ID, What: third.What, Error: "later", Interrupted: true})
	if looks := f.Looked(port.InspectJudged); len(looks) != 4 || s.Inspection.Verdicts.Problem != "" {
		t.Errorf("after an interruption: %d questions, %q", len(looks), s.Inspection.Verdicts.Problem)
	}
}

func TestAPanelThatIsNotSeenAsksNothing(t *testing.T) {
	s, f := trainedSession()
	p := &AugmentPreview{S: s}
	s.Inspection.Show(p)
	if n := len(f.Looked(port.InspectAugment)); n != 1 {
		t.Errorf("%d questions at first", n)
	}
	s.Inspection.Visible = false
	s.Recipe.Set("augment", "flip")
	if n := len(f.Looked(port.InspectAugment)); n != 1 {
		t.Errorf("%d questions while it is not seen", n)
	}
	s.Inspection.Visible = true
	s.Inspection.Leave(&AugmentPreview{}) // of another one
	s.Training.OnMessage(f, &port.Inspected{ID: f.Looked(port.InspectAugment)[0].ID, What: port.InspectAugment})
	if n := len(f.Looked(port.InspectAugment)); n != 2 {
		t.Errorf("%d questions when it is seen again", n)
	}
	s.Inspection.Leave(p)
	s.Recipe.Set("augment", "shift")
	if n := len(f.Looked(port.InspectAugment)); n != 2 {
		t.Errorf("%d questions after it has gone", n)
	}
}

func TestAnotherWorkerIsAskedAnew(t *testing.T) {
	s, f := trainedSession()
	s.Training.OnMessage(f, &port.Epoch{Epoch: 1})
	s.Inspection.Show(&ConfusionMatrix{S: s})
	second := &apptest.Fake{}
	s.Training.StartWorker = func(run.Supervisor) run.Trainer { return second }
	s.Training.OnWorkerLost(f, run.TextErrorWorkerDied, "gone")
	s.Training.OnMessage(second, &port.Ready{})
	s.Training.OnMessage(second, &port.Started{Dataset: "synthetic", Train: 128, Val: 64, Test: 64, Epochs: 2, StepsPerEpoch: 2, Workers: 1, Transport: "none", Epoch: 1, Step: 2, History: []history.Epoch{{Epoch: 1}}})
	looks := second.Looked(port.InspectJudged)
	if len(looks) != 1 {
		t.Fatalf("the second worker is asked %d times", len(looks))
	}
	s.Training.OnMessage(f, apptest.Some(f.Looked(port.InspectJudged)[0].ID, "validation"))
	if s.Inspection.Judged() != nil {
		t.Error("a dismissed worker is heard")
	}
	s.Training.OnMessage(second, apptest.Some(looks[0].ID, "validation"))
	if s.Inspection.Judged() == nil {
		t.Error("the second worker is not heard")
	}
}

func TestAugmentationFollowsTheRecipeTheRunAndTheVisitor(t *testing.T) {
	s, f := apptest.NewTestSession()
	s.Open("sample=1&train=25&augment=flip", "")
	s.Training.EnsureWorker()
	s.Training.OnMessage(f, &port.Ready{})
	s.Inspection.Show(&AugmentPreview{S: s})
	answered := 0
	last := func() (l *port.Inspect) { // of the questions, each of which is answered
		for ; answered < len(f.Looked(port.InspectAugment)); answered++ {
			l = f.Looked(port.InspectAugment)[answered]
			m := &port.Inspected{ID: l.ID, What: l.What, Source: "train", Classes: apptest.Synthetic, Variations: []port.Variation{{Flip: true, ZoomX: 1, ZoomY: 1, Brightness: 1}}}
			m.PutBytes("labels", []byte{1}, 1)
			m.PutBytes("pixels", make([]byte, inspect.Side*inspect.Side*3), 1, inspect.Side, inspect.Side, 3)
			m.PutBytes("varied", make([]byte, inspect.Side*inspect.Side*3), 1, inspect.Side, inspect.Side, 3)
			s.Training.OnMessage(f, m)
		}
		return l
	}
	if l := last(); l.Epoch != 1 || len(l.Index) != inspect.VariedCount || l.Source != "train" || !strings.Contains(string(l.Experiment), "augment=flip") {
		t.Errorf("at first: %+v %s", l, l.Experiment)
	}
	s.Inspection.DrawAgain()
	if l := last(); l.Epoch != 2 {
		t.Errorf("another draw is epoch %d", l.Epoch)
	}
	s.Inspection.OtherPictures()
	s.Inspection.OtherPictures()
	if l := last(); l.Index[0] != 20 || l.Index[5] != 0 {
		t.Errorf("the third ten of 25 pictures are %v", l.Index)
	}
	s.Recipe.Set("augment", "shift")
	if l := last(); !strings.Contains(string(l.Experiment), "augment=shift") {
		t.Errorf("with another recipe: %s", l.Experiment)
	}
	if len(f.Images) < 4 || len(f.Forgotten) != len(f.Images)-1 {
		t.Errorf("%d images, %d of them forgotten", len(f.Images), len(f.Forgotten))
	}
}

func TestVariationsAreSaidInWords(t *testing.T) {
	plain := port.Variation{ZoomX: 1, ZoomY: 1, Brightness: 1}
	with := func(f func(*port.Variation)) port.Variation { v := plain; f(&v); return v }
	es, en := apptest.Speaking("es"), apptest.Speaking("en")
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
		if got := variation(es, test.v); got != test.es {
			t.Errorf("%+v in Spanish: %q, want %q", test.v, got, test.es)
		}
		if got := variation(en, test.v); got != test.en {
			t.Errorf("%+v in English: %q, want %q", test.v, got, test.en)
		}
	}
}

func TestPredictionsFollowTheTrainingAndGoIntoTheLastTest(t *testing.T) {
	s, f := trainedSession()
	s.Inspection.Show(&Predictions{S: s})
	looks := f.Looked(port.InspectPredict)
	if len(looks) != 1 || !looks[0].Live || len(looks[0].Index) != 0 {
		t.Fatalf("in the first epoch it asks %+v", looks)
	}
	answer := apptest.Some(looks[0].ID, "")
	answer.What, answer.Epoch, answer.Step = port.InspectPredict, 0, 1
	s.Training.OnMessage(f, answer)
	if v, numbers := s.Inspection.Predicted(); v == nil || len(numbers) != 5 || v.Step != 1 {
		t.Fatalf("shown: %+v %v", v, numbers)
	}
	if pictures := f.Looked(port.InspectPictures); len(pictures) != 1 || !slices.Equal(pictures[0].Index, []int32{10, 11, 12, 13, 14}) || pictures[0].Source != "test" {
		t.Errorf("it asks for the pictures %+v", pictures)
	}
	if n := len(f.Looked(port.InspectPredict)); n != 1 {
		t.Errorf("%d questions without a rest", n)
	}
	f.Later[len(f.Later)-1]()
	if n := len(f.Looked(port.InspectPredict)); n != 2 {
		t.Errorf("%d questions after a rest", n)
	}
	s.Training.OnMessage(f, &port.Epoch{Epoch: 1})
	s.Training.OnMessage(f, apptest.Some(f.Looked(port.InspectJudged)[0].ID, "validation"))
	if v, _ := s.Inspection.Predicted(); v.Pass != "validation" {
		t.Errorf("after a validation: %+v", v)
	}
	s.Inspection.ChoosePredictions(inspect.ChoiceWorst)
	if _, numbers := s.Inspection.Predicted(); !slices.Equal(numbers, []int{3, 1, 2}) {
		t.Errorf("the worst are %v", numbers)
	}
}

func TestCellsOpenTheirPictures(t *testing.T) {
	s, f := trainedSession()
	s.Training.OnMessage(f, &port.Epoch{Epoch: 1})
	s.Inspection.Show(&ConfusionMatrix{S: s})
	s.Training.OnMessage(f, apptest.Some(f.Looked(port.InspectJudged)[0].ID, "validation"))
	s.Inspection.OpenCell(1, 0)
	pictures := f.Looked(port.InspectPictures)
	if len(pictures) != 1 || !slices.Equal(pictures[0].Index, []int32{13, 12}) {
		t.Fatalf("rings taken for discs are the pictures %+v", pictures)
	}
	if _, numbers := s.Inspection.Cell(); !slices.Equal(numbers, []int{3, 2}) {
		t.Errorf("shown are %v", numbers)
	}
	s.Inspection.OpenCell(1, 0)
	if v, _ := s.Inspection.Cell(); v != nil {
		t.Error("the cell does not close")
	}
}

func TestAKeptRunIsReadOnlyWhenTheVisitorWantsIt(t *testing.T) {
	a := &apptest.FakeArchive{}
	a.Keep(t, store.Record{ID: "old", State: store.Done, Epoch: 9})
	s, f := apptest.NewSessionWith(a)
	s.Training.EnsureWorker()
	s.Training.OnMessage(f, &port.Ready{})
	s.Saved.ViewRun("old")
	s.Inspection.Show(&ConfusionMatrix{S: s})
	if r, can := s.Inspection.Inspectable(); r != nil || !can || len(f.Looked(port.InspectJudged)) != 0 {
		t.Fatalf("of a kept run: %+v, %v, asked %d", r, can, len(f.Looked(port.InspectJudged)))
	}
	s.Inspection.InspectRun("old")
	looks := f.Looked(port.InspectJudged)
	if len(looks) != 1 || looks[0].Run != "old" || !strings.Contains(string(looks[0].Experiment), "sample=2") {
		t.Fatalf("it asks %+v", looks)
	}
	s.Training.OnMessage(f, apptest.Some(looks[0].ID, "test"))
	if v := s.Inspection.Judged(); v == nil || v.Pass != "test" {
		t.Errorf("the answer is %+v", v)
	}
}

func TestAsManyPredictionsAreShownAsOneQuestionMayAskFor(t *testing.T) {
	s, f := trainedSession()
	s.Inspection.Show(&Predictions{S: s})
	s.Training.OnMessage(f, &port.Epoch{Epoch: 1})
	s.Training.OnMessage(f, apptest.JudgedAs(f.Looked(port.InspectJudged)[0].ID, "validation", make([][4]float32, 1500)...))
	for presses := 0; s.Inspection.Left() > 0; presses++ {
		if presses > 100 {
			t.Fatalf("%d are left after %d presses", s.Inspection.Left(), presses)
		}
		s.Inspection.MorePredictions()
	}
	if _, numbers := s.Inspection.Predicted(); len(numbers) != port.MaxInspected {
		t.Errorf("%d pictures are shown", len(numbers))
	}
	s.Inspection.MorePredictions()
	for _, look := range append(f.Looked(port.InspectPictures), f.Looked(port.InspectPredict)...) {
		if _, err := port.Encode(look); err != nil {
			t.Fatal(err)
		}
	}
}

func TestARunWithoutValidationIsJudgedAtItsEnd(t *testing.T) {
	for name, end := range map[string]port.Message{"done": &port.Done{WeightsSHA256: apptest.Digest, Stopped: "epochs"}, "stopped": &port.Stopped{}} {
		s, f := apptest.NewTestSession()
		s.Open("sample=1&train=128&val=0&test=64&epochs=2", "")
		s.Training.EnsureWorker()
		s.Training.OnMessage(f, &port.Ready{})
		s.Training.Train()
		s.Training.OnMessage(f, &port.Started{Dataset: "synthetic", Train: 128, Test: 64, Epochs: 2, StepsPerEpoch: 2, Workers: 1, Transport: "none"})
		s.Inspection.Show(&ConfusionMatrix{S: s})
		s.Training.OnMessage(f, &port.Epoch{Epoch: 1})
		if n := len(f.Looked(port.InspectJudged)); n != 0 {
			t.Errorf("%s: %d questions before the end", name, n)
		}
		s.Training.OnMessage(f, end)
		if n := len(f.Looked(port.InspectJudged)); n != 1 {
			t.Errorf("%s: %d questions at the end", name, n)
		}
	}
}
