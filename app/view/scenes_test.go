package view

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"muestra/app"
	"muestra/app/apptest"
	"muestra/app/inspect"
	"muestra/app/view/inside"
	"muestra/nn/history"
	"muestra/wasm/port"
	"muestra/wasm/store"
)

var tenClasses = strings.Fields("airplane automobile bird cat deer dog frog horse ship truck")

// replyTo is what a worker might answer to a question.
func replyTo(q *port.Inspect) *port.Inspected {
	m := &port.Inspected{ID: q.ID, What: q.What, Source: q.Source, Classes: tenClasses}
	pixels := func(name string, n int) { m.PutBytes(name, make([]byte, n*32*32*3), n, 32, 32, 3) }
	switch q.What {
	case port.InspectJudged:
		return apptest.Some(q.ID, "validation")
	case port.InspectPredict:
		m = apptest.Some(q.ID, "")
		m.What = q.What
	case port.InspectPictures:
		pixels("pixels", len(q.Index))
	case port.InspectLayers:
		layers := []port.Layer{
			{Number: 1, Name: "conv2d", Class: "Conv2D", Shape: []int{2, 2, 16}, High: 1},
			{Number: 2, Name: "max_pooling2d", Class: "MaxPooling2D", Shape: []int{1, 1, 4}, Low: -0.5, High: 1},
			{Number: 3, Name: "dense", Class: "Dense", Shape: []int{10}, High: 1},
		}
		if q.Layer > 0 {
			m.Layers = layers[q.Layer-1 : q.Layer]
			m.PutBytes(fmt.Sprint("maps ", q.Layer), make([]byte, 64), 16, 2, 2)
			break
		}
		m.Layers, m.Epoch, m.Step = layers, 1, 2
		m.PutBytes("maps 1", make([]byte, 8*4), 8, 2, 2)
		m.PutBytes("maps 2", make([]byte, 4), 4, 1, 1)
		m.PutBytes("maps 3", make([]byte, 10), 1, 1, 10)
		m.PutBytes("filters", make([]byte, 27), 1, 3, 3, 3)
		pixels("pixels", 1)
		if q.Source != port.Own {
			m.PutBytes("labels", []byte{5}, 1)
		}
		m.PutFloats("probabilities", []float32{0, 0, 0.1, 0.6, 0, 0.3, 0, 0, 0, 0}, 1, 10)
	case port.InspectHeat:
		m.Method, m.Class = "grad-cam", max(q.Class, 4)
		m.PutBytes("over", make([]byte, 3*16), 4, 4, 3)
	case port.InspectSpread:
		m.Spreads = []port.Spreads{
			{Name: "conv2d/kernel", Values: 432, Weights: port.Spread{Min: -0.5, Max: 0.75, Deviation: 0.25}, Gradients: port.Spread{Min: -1e-5, Max: 2e-5, Deviation: 1e-6}},
			{Name: "dense/bias", Values: 10},
		}
		m.PutInts("weights", []int32{1, 4, 0, 9, 0, 1, 0, 0}, 2, 4)
		m.PutInts("gradients", []int32{3, 0, 0, 1, 0, 0, 0, 0}, 2, 4)
	case port.InspectAugment:
		m.Classes = apptest.Synthetic
		m.Variations = []port.Variation{
			{Flip: true, ZoomX: 1, ZoomY: 1, Brightness: 1}, {Rotation: -7, ShiftX: 3, ShiftY: -2, ZoomX: 1.1, ZoomY: 0.9, Brightness: 0.85, Cutout: 8},
			{Rotation: 7, ShiftX: -3, ZoomX: 1, ZoomY: 1, Brightness: 1}, {ZoomX: 1, ZoomY: 1, Brightness: 1},
		}
		m.PutBytes("labels", []byte{1, 0, 2, 1, 0}, 5)
		pixels("pixels", 5)
		pixels("varied", 5)
	case port.InspectOwn:
		m.Classes = []string{"cat", "dog"}
		pixels("pixels", 1)
		m.PutFloats("probabilities", []float32{0.25, 0.75}, 1, 2)
	}
	return m
}

// reply answers all questions, and those that come of the answers, but for what answer says otherwise.
func reply(s *app.Session, f *apptest.Fake, answer func(*port.Inspect) *port.Inspected) {
	for {
		asked, _ := f.SentInspects()
		if len(asked) == 0 {
			return
		}
		for _, q := range asked {
			s.Training.OnMessage(f, answer(q))
		}
	}
}

// lookAround turns to all panels of the inside, and has all that they ask answered.
func lookAround(s *app.Session, f *apptest.Fake, answer func(*port.Inspect) *port.Inspected) {
	for _, p := range []inspect.Panel{&inside.AugmentPreview{S: s}, &inside.Predictions{S: s}, &inside.ConfusionMatrix{S: s}, &inside.LayerPanel{S: s}} {
		s.Inspection.Show(p)
		reply(s, f, answer)
	}
}

// cutRuns are some runs in the archive, the way the visitor finds them.
func cutRuns(t *testing.T, s *app.Session, a *apptest.FakeArchive) {
	a.Keep(t, store.Record{ID: "old", State: store.Running, Epoch: 3, Created: noon, Updated: noon, Labels: store.Labels{Name: "night", Note: "one\ntwo"}})
	a.Keep(t, store.Record{ID: "two", State: store.Done, Epoch: 9, Created: noon, Updated: noon, Test: &history.Score{Accuracy: 0.6}, Labels: store.Labels{Starred: true}})
	a.Keep(t, store.Record{ID: "three", State: store.Stopped, Epoch: 2, Created: noon, Updated: noon, Link: "sample=1&seed=3", Sample: 1})
	s.Saved.ReloadSavedRuns()
	for _, r := range s.Saved.Records {
		r.Created, r.Updated = noon, noon // and not the time of this test
	}
}

// studied is a lesson that has been guessed, tried and, where it is so, checked.
func studied(s *app.Session, f *apptest.Fake, n, guess int, dataset string, examined bool, ends ...[2]float64) {
	s.Open(fmt.Sprint("lesson=", n), "")
	s.Training.EnsureWorker()
	s.Training.OnMessage(f, &port.Ready{SIMD: true})
	s.Training.Dataset = dataset
	s.Course.Guess(n, guess)
	for i, end := range ends {
		s.Course.Try(n)
		apptest.Finish(s, f, strings.Repeat(string(rune('a'+i)), 64), end)
	}
	if examined {
		s.Course.Examine(n)
	}
}

// moreScenes are those whose golden files have only what is not as when fresh.
var moreScenes = []scene{
	{"inside", func(_ *testing.T, s *app.Session, f *apptest.Fake, _ *apptest.FakeArchive) {
		trainTo(s, f, "augment=flip,shift", 1)
		lookAround(s, f, replyTo)
		s.Inspection.OpenCell(1, 0)
		s.Inspection.OpenLayer(1)
		s.Inspection.Bring(make([]byte, 3*40*30), 40, 30)
		reply(s, f, replyTo)
	}, ""},
	{"inside-live", func(_ *testing.T, s *app.Session, f *apptest.Fake, _ *apptest.FakeArchive) {
		trainTo(s, f, "val=0", 0)
		s.Training.OnMessage(f, &port.Step{Epoch: 1, Step: 1, EpochStep: 1, EpochSteps: 2, Sums: history.Sums{Pictures: 64}})
		s.Inspection.Bring(make([]byte, 3*40*30), 40, 30)
		s.Inspection.Show(&inside.Predictions{S: s})
		reply(s, f, replyTo)
		s.Inspection.ShowOwn()
		lookAround(s, f, func(q *port.Inspect) *port.Inspected {
			m := replyTo(q)
			if q.What == port.InspectHeat {
				m.Method = "occlusion"
			}
			return m
		})
		s.Inspection.Refuse("large")
	}, ""},
	{"inside-done", func(_ *testing.T, s *app.Session, f *apptest.Fake, _ *apptest.FakeArchive) {
		trainTo(s, f, "", 2)
		s.Training.OnMessage(f, &port.Done{Test: &history.Score{Loss: 1.5, Accuracy: 0.5}, WeightsSHA256: apptest.Digest})
		lookAround(s, f, func(q *port.Inspect) *port.Inspected {
			if q.What != port.InspectJudged {
				return &port.Inspected{ID: q.ID, What: q.What, Error: "no luck"}
			}
			return apptest.JudgedAs(q.ID, "test", slices.Repeat([][4]float32{{0, 0.7, 0.2, 0.1}, {1, 0.5, 0.4, 0.1}}, 30)...)
		})
		s.Inspection.OpenCell(0, 0)
		s.Inspection.ChoosePredictions(inspect.ChoiceWorst)
	}, ""},
	{"inside-none-wrong", func(_ *testing.T, s *app.Session, f *apptest.Fake, _ *apptest.FakeArchive) {
		trainTo(s, f, "", 1)
		s.Inspection.Show(&inside.ConfusionMatrix{S: s})
		reply(s, f, func(q *port.Inspect) *port.Inspected {
			return apptest.JudgedAs(q.ID, "validation", [4]float32{0, 0.7, 0.2, 0.1})
		})
		s.Inspection.ChoosePredictions(inspect.ChoiceWrong)
	}, ""},
	{"kept-run", func(t *testing.T, s *app.Session, f *apptest.Fake, a *apptest.FakeArchive) {
		cutRuns(t, s, a)
		s.Open("", "")
		s.Training.EnsureWorker()
		s.Training.OnMessage(f, &port.Ready{SIMD: true})
		s.Saved.ViewRun("two")
		s.Saved.List.Toggle("two")
	}, ""},
	{"deleting", func(t *testing.T, s *app.Session, _ *apptest.Fake, a *apptest.FakeArchive) {
		cutRuns(t, s, a)
		s.Open("", "")
		s.Saved.List.Toggle("old")
		s.Saved.List.AskToDelete("old")
		s.Saved.List.Compare(true, true)
		s.Saved.Pick("two", true)
		s.Saved.Pick("old", true)
	}, "restore-discard click"},
	{"elsewhere", func(t *testing.T, s *app.Session, _ *apptest.Fake, a *apptest.FakeArchive) {
		a.Own("old")
		cutRuns(t, s, a)
		s.Open("", "")
	}, ""},
	{"looking-elsewhere", func(t *testing.T, s *app.Session, _ *apptest.Fake, a *apptest.FakeArchive) {
		a.Own("old")
		cutRuns(t, s, a)
		s.Open("", "")
		s.Saved.ViewRun("old")
	}, ""},
	{"countdown", func(t *testing.T, s *app.Session, _ *apptest.Fake, a *apptest.FakeArchive) {
		cutRuns(t, s, a)
		s.Open("sample=2&train=128&val=64&test=64&epochs=9&seed=5&run=1", "")
	}, ""},
	{"many-runs", func(t *testing.T, s *app.Session, _ *apptest.Fake, a *apptest.FakeArchive) {
		for i := range 9 {
			a.Keep(t, store.Record{ID: fmt.Sprint("run", i), State: store.Done, Epoch: 1, Created: noon, Updated: noon})
		}
		s.Saved.ReloadSavedRuns()
		for _, r := range s.Saved.Records {
			r.Created, r.Updated = noon, noon
			s.Saved.Pick(r.ID, r.ID < "run7")
		}
		s.Open("", "")
	}, ""},
	{"opened", func(_ *testing.T, s *app.Session, _ *apptest.Fake, _ *apptest.FakeArchive) {
		s.Open("", "")
	}, "class-link click,class-title-field input,class-task-field input,class-run change,more toggle,add-layer click,keras dragover,keras-json input,copy-keras click,share click,div. mouseover"},
	{"more", func(_ *testing.T, s *app.Session, _ *apptest.Fake, _ *apptest.FakeArchive) {
		s.Open("sample=7&optimizer=adam&early_stopping=1&monitor=val_loss,val_accuracy&reduce_lr=0.5", "")
		s.Recipe.SetDecay("Dense", "much")
		s.Recipe.Set("epochs", "many")
	}, "more toggle"},
	{"more-rmsprop", func(_ *testing.T, s *app.Session, _ *apptest.Fake, _ *apptest.FakeArchive) {
		s.Open("optimizer=rmsprop&schedule=step", "")
		s.Recipe.SetArgument(0, "kernel_size", "99")
	}, "more toggle,keras drop"},
	{"no-layers", func(_ *testing.T, s *app.Session, _ *apptest.Fake, _ *apptest.FakeArchive) {
		s.Open("", "")
		for len(s.Recipe.Sketch().Spec.Layers) > 0 {
			s.Recipe.RemoveLayer(0)
		}
	}, ""},
	{"changeable", func(_ *testing.T, s *app.Session, f *apptest.Fake, _ *apptest.FakeArchive) {
		trainTo(s, f, "", 1)
		s.Recipe.Set("lr", "0.01")
	}, "history toggle,copy-json click"},
	{"lesson-right", func(_ *testing.T, s *app.Session, f *apptest.Fake, _ *apptest.FakeArchive) {
		studied(s, f, 2, 0, "synthetic", true, [2]float64{80, 50}, [2]float64{45, 44})
	}, ""},
	{"lesson-wrong", func(_ *testing.T, s *app.Session, f *apptest.Fake, _ *apptest.FakeArchive) {
		studied(s, f, 2, 0, "own", true, [2]float64{45, 44}, [2]float64{46, 44})
	}, ""},
	{"lesson-to-check", func(_ *testing.T, s *app.Session, f *apptest.Fake, _ *apptest.FakeArchive) {
		studied(s, f, 2, 1, "cifar10", false, [2]float64{80, 50}, [2]float64{45, 44})
	}, ""},
	{"lesson-unclear", func(_ *testing.T, s *app.Session, f *apptest.Fake, _ *apptest.FakeArchive) {
		studied(s, f, 1, 0, "cifar10", true, [2]float64{45, 45})
	}, ""},
	{"lesson-now", func(_ *testing.T, s *app.Session, f *apptest.Fake, _ *apptest.FakeArchive) {
		studied(s, f, 3, 0, "cifar10", false)
		s.Course.Try(3)
	}, ""},
	{"lesson-begun", func(_ *testing.T, s *app.Session, f *apptest.Fake, _ *apptest.FakeArchive) {
		studied(s, f, 3, 0, "cifar10", false)
	}, ""},
	{"lesson-busy", func(_ *testing.T, s *app.Session, f *apptest.Fake, _ *apptest.FakeArchive) {
		studied(s, f, 3, 0, "cifar10", false)
		s.Training.Train()
	}, ""},
	{"lessons", func(_ *testing.T, s *app.Session, f *apptest.Fake, _ *apptest.FakeArchive) {
		studied(s, f, 2, 0, "cifar10", true, [2]float64{80, 50}, [2]float64{45, 44})
		s.Course.OpenLesson(3)
		s.Course.Guess(3, 0)
		s.Course.OpenLesson(0)
	}, "lessons-reset click"},
	{"lessons-done", func(_ *testing.T, s *app.Session, f *apptest.Fake, _ *apptest.FakeArchive) {
		studied(s, f, 2, 0, "cifar10", true, [2]float64{80, 50}, [2]float64{45, 44})
		s.Course.OpenLesson(0)
	}, ""},
	{"newcomer", func(_ *testing.T, s *app.Session, _ *apptest.Fake, _ *apptest.FakeArchive) {
		s.Open("", "")
		s.Welcome()
	}, ""},
	{"tour-1", func(_ *testing.T, s *app.Session, _ *apptest.Fake, _ *apptest.FakeArchive) {
		s.Open("", "")
		s.Visit(1)
	}, ""},
	{"tour-2", func(_ *testing.T, s *app.Session, _ *apptest.Fake, _ *apptest.FakeArchive) {
		s.Open("", "")
		s.Visit(2)
	}, ""},
	{"tour-3", func(_ *testing.T, s *app.Session, _ *apptest.Fake, _ *apptest.FakeArchive) {
		s.Open("", "")
		s.Visit(3)
	}, ""},
	{"tour-4", func(_ *testing.T, s *app.Session, _ *apptest.Fake, _ *apptest.FakeArchive) {
		s.Open("", "")
		s.Visit(4)
	}, ""},
	{"tour-5", func(_ *testing.T, s *app.Session, _ *apptest.Fake, _ *apptest.FakeArchive) {
		s.Open("", "")
		s.Visit(5)
	}, ""},
	{"tour-6", func(_ *testing.T, s *app.Session, _ *apptest.Fake, _ *apptest.FakeArchive) {
		s.Open("", "")
		s.Visit(6)
	}, ""},
	{"notices", func(_ *testing.T, s *app.Session, f *apptest.Fake, _ *apptest.FakeArchive) {
		trainTo(s, f, "", 1)
		s.Open("sample=2&run=1&old=1", "")
		s.Training.Dataset = "synthetic"
		s.Training.OnMessage(f, &port.Ready{})
		for _, reason := range []string{"full", "refused", "corrupt", "other"} {
			s.Saved.OnUnsaved(&port.Unsaved{Reason: reason})
		}
		s.Saved.Unreadable = true
		s.Remark = "a remark"
	}, ""},
	{"other-ends", func(_ *testing.T, s *app.Session, f *apptest.Fake, _ *apptest.FakeArchive) {
		trainTo(s, f, "sample=7", 2)
		s.Training.Run.Started.Dataset = "synthetic"
		s.Training.OnMessage(f, &port.Done{Test: &history.Score{Loss: 1.5, Accuracy: 0.5}, WeightsSHA256: apptest.Digest, Stopped: "early_stopping"})
		s.Open("", "")
		s.View(app.Lens{Recorded: true, Log: true, Penalties: true, Epochs: true, Smooth: 50})
	}, ""},
	{"other-ends-own", func(_ *testing.T, s *app.Session, f *apptest.Fake, _ *apptest.FakeArchive) {
		trainTo(s, f, "sample=7", 2)
		s.Training.Run.Started.Dataset = "own"
		s.Training.OnMessage(f, &port.Done{Test: &history.Score{Loss: 1.5, Accuracy: 0.5}, WeightsSHA256: apptest.Digest, Stopped: "steps"})
		s.Fetch = func(_ string, then func(string, error)) { then("", errors.New("no net")) }
		s.View(app.Lens{Recorded: true})
	}, ""},
}
