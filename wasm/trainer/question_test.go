package trainer

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"muestra/data"
	"muestra/nn"
	"muestra/nn/recipe"
	"muestra/nn/train"
	"muestra/wasm/port"
	"muestra/wasm/store"
)

// questions are of every kind about the run "a".
func questions() []*port.Inspect {
	ten := []int32{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}
	own := &port.Inspect{What: port.InspectOwn, Run: "a"}
	own.Show(make([]byte, 3*40*50), 40, 50)
	return []*port.Inspect{
		{What: port.InspectPictures, Source: "train", Index: ten},
		{What: port.InspectAugment, Source: "train", Index: ten, Epoch: 2, Experiment: []byte(`{"link":"sample=1&augment=flip,shift,rotation"}`)},
		{What: port.InspectPredict, Source: "test", Index: []int32{3, 14, 15, 92, 6, 5, 35, 89, 79, 32, 38, 46, 26, 43, 38, 32, 79, 50}, Run: "a"},
		{What: port.InspectJudged, Run: "a"},
		{What: port.InspectLayers, Source: "test", Index: []int32{7}, Run: "a"},
		{What: port.InspectHeat, Source: "test", Index: []int32{7}, Class: 3, Run: "a"},
		own,
		{What: port.InspectSpread, Run: "a"},
	}
}

// seen waits for the answer to a question.
func (p *page) seen(m *port.Inspect) *port.Inspected {
	p.t.Helper()
	p.w.receive(m, nil)
	for {
		if s := p.hear(port.KindInspected).(*port.Inspected); s.ID == m.ID {
			return s
		}
	}
}

func TestLookingAtARunChangesNoBitOfIt(t *testing.T) {
	for _, workers := range []int{1, 3} {
		t.Run(fmt.Sprintf("%d workers", workers), func(t *testing.T) {
			p := newPage(t)
			p.w.pool = &threads{}
			p.keepIn(new(store.Memory))
			send, answers, refused := p.w.send, map[string]int{}, []string(nil)
			turn := 0
			ask := make(chan *port.Inspect, 1000)
			go func() { // receive must not be called from within send
				for m := range ask {
					p.w.receive(m, nil)
				}
			}()
			p.w.send = func(m port.Message) {
				switch m := m.(type) {
				case *port.Started, *port.Step, *port.Epoch:
					turn++ // half of them each time, lest there be too many at once
					for i, l := range questions() {
						if l.ID, l.Live = i, i%4 < 2; i%2 == turn%2 {
							ask <- l
						}
					}
				case *port.Inspected:
					answers[m.What]++
					if m.Error != "" && m.What != port.InspectJudged {
						refused = append(refused, m.Error)
					}
				}
				send(m)
			}
			m := keep(fmt.Sprintf("%s&workers=%d", steady, workers), "a")
			p.w.receive(m, nil)
			if got, want := p.hear(port.KindDone).(*port.Done).WeightsSHA256, hash(t, steady); got != want {
				t.Errorf("weights %s with questions, %s without", got, want)
			}
			p.end()
			close(ask)
			if answers[port.InspectPredict] < 3 || answers[port.InspectSpread] < 3 || len(refused) > 0 {
				t.Errorf("answers %v, refused for %q", answers, refused)
			}
		})
	}
}

func TestAPausedStepIsLookedIntoAndGoesOnWithTheSameBits(t *testing.T) {
	const link = "sample=6&train=640&val=0&test=0&epochs=1&seed=2&workers=2" // steps of several turns
	p := newPage(t)
	p.w.pool = &threads{}
	p.w.receive(keep(link, "a"), nil)
	p.hear(port.KindStep)
	p.say <- &port.Pause{}
	p.hear(port.KindPaused)
	asked := questions()[2]
	first, again := p.seen(asked), p.seen(asked)
	if first.Error != "" || !slices.Equal(first.Floats("probabilities"), again.Floats("probabilities")) {
		t.Errorf("the network holds still, and two answers differ: %s%v, %v", first.Error, first.Floats("probabilities"), again.Floats("probabilities"))
	}
	p.w.receive(&port.Resume{}, nil)
	if got, want := p.hear(port.KindDone).(*port.Done).WeightsSHA256, hash(t, link); got != want {
		t.Errorf("weights %s with questions in the middle of a step, %s without", got, want)
	}
}

// right is the share of a judgement's pictures whose most probable class is theirs.
func right(s *port.Inspected) float64 {
	labels, probabilities := s.Bytes("labels"), s.Floats("probabilities")
	classes, n := len(probabilities)/len(labels), 0
	for i, label := range labels {
		row := probabilities[i*classes : (i+1)*classes]
		if slices.Index(row, slices.Max(row)) == int(label) {
			n++
		}
	}
	return float64(n) / float64(len(labels))
}

func TestWhatWasJudgedIsWhatTheAccuraciesSay(t *testing.T) {
	for _, workers := range []int{1, 3} {
		t.Run(fmt.Sprintf("%d workers", workers), func(t *testing.T) {
			link := fmt.Sprintf("sample=1&train=640&val=100&test=70&epochs=2&workers=%d", workers)
			p := newPage(t)
			p.w.pool = &threads{}
			kept := new(store.Memory)
			p.keepIn(kept)
			send := p.w.send
			p.w.send = func(m port.Message) {
				send(m)
				if m.Kind() == port.KindEpoch { // on the goroutine that trains: nothing comes between
					seen := &port.Inspected{What: port.InspectJudged}
					if err := p.w.show(&question{Inspect: &port.Inspect{What: port.InspectJudged, Run: "a"}, set: p.w.set}, seen); err != nil {
						t.Error(err)
						return
					}
					e := m.(*port.Epoch)
					if index := seen.Ints("index"); seen.Pass != "validation" || seen.Source != "train" || seen.Epoch != e.Epoch || len(index) != 100 || index[99] != 49_999 {
						t.Errorf("epoch %d: %+v of %v", e.Epoch, seen, index)
					}
					if got := right(seen); math.Abs(got-float64(e.ValAccuracy)) > 1e-9 {
						t.Errorf("epoch %d: %v are right, val_accuracy is %v", e.Epoch, got, e.ValAccuracy)
					}
				}
			}
			p.w.receive(keep(link, "a"), nil)
			done := p.hear(port.KindDone).(*port.Done)
			judged := p.seen(&port.Inspect{ID: 5, What: port.InspectJudged, Run: "a"})
			if judged.Pass != "test" || judged.Source != "test" || judged.Epoch != 2 || judged.Step != 20 || len(judged.Classes) != 10 {
				t.Errorf("after the end: %+v", judged)
			}
			if got := right(judged); math.Abs(got-float64(done.Test.Accuracy)) > 1e-9 {
				t.Errorf("%v are right, test_accuracy is %v", got, done.Test.Accuracy)
			}
			p.w.answer(&question{Inspect: &port.Inspect{ID: 8, What: port.InspectPredict, Source: "test", Index: []int32{1}, Run: "a"}, set: p.w.set}, func() error { return train.ErrStopped })
			if s := p.hear(port.KindInspected).(*port.Inspected); s.ID != 8 || !s.Interrupted || s.Error == "" {
				t.Errorf("an answer that a run has interrupted: %+v", s)
			}
			chosen := p.seen(&port.Inspect{ID: 7, What: port.InspectPredict, Run: "a"})
			if index := chosen.Ints("index"); chosen.Source != "train" || len(index) != port.Chosen || index[0] != 49_900 || len(chosen.Floats("probabilities")) != 10*port.Chosen {
				t.Errorf("it chooses %v of %s", index, chosen.Source)
			}
			p.end()

			// Another page finds the run where it is kept.
			p = newPage(t)
			p.keepIn(kept)
			again := p.seen(&port.Inspect{ID: 6, What: port.InspectJudged, Run: "a", Experiment: start(link, "").Experiment})
			if again.Error != "" || !slices.Equal(again.Floats("probabilities"), judged.Floats("probabilities")) || !slices.Equal(again.Ints("index"), judged.Ints("index")) {
				t.Errorf("the kept network judges otherwise: %s%v", again.Error, again.Floats("probabilities"))
			}
			if again.Epoch != 2 || again.Step != 20 {
				t.Errorf("it stands at epoch %d, step %d", again.Epoch, again.Step)
			}
		})
	}
}

func TestQuestionsThatCannotBeAnsweredSayWhy(t *testing.T) {
	experiment := []byte(`{"link":"sample=1&lang=es"}`)
	p := newPage(t)
	for _, test := range []struct {
		name     string
		question port.Inspect
		want     string
	}{
		{"no run so far", port.Inspect{What: port.InspectJudged}, "train first"},
		{"in Spanish", port.Inspect{What: port.InspectJudged, Experiment: experiment}, "entrena primero"},
		{"a run that is not kept", port.Inspect{What: port.InspectPredict, Source: "test", Index: []int32{0}, Run: "gone", Experiment: experiment}, "ya no está guardado"},
		{"no such picture", port.Inspect{What: port.InspectPictures, Source: "test", Index: []int32{10_000}}, "no picture 10000: the data set has 10000"},
		{"no such pack", port.Inspect{What: port.InspectPictures, Source: "test", Index: []int32{0}, Pack: "nowhere"}, "open pack.json"},
		{"a broken experiment", port.Inspect{What: port.InspectAugment, Source: "train", Index: []int32{0}, Epoch: 1, Experiment: []byte(`{"link":"train=-1"}`)}, "train=-1"},
	} {
		p.w.open = folder
		if s := p.seen(&test.question); !strings.Contains(s.Error, test.want) || len(s.Tensors) > 0 {
			t.Errorf("%s: %q, without %q", test.name, s.Error, test.want)
		}
	}
	p.atStart = &port.Pause{}
	p.w.receive(keep(short, "a"), nil)
	p.hear(port.KindPaused)
	if s := p.seen(&port.Inspect{What: port.InspectPredict, Source: "test", Index: []int32{0}, Run: "b", Experiment: experiment}); !strings.Contains(s.Error, "mientras se entrena una") {
		t.Errorf("another run while one is on: %q", s.Error)
	}
	if s := p.seen(&port.Inspect{What: port.InspectJudged, Run: "a"}); !strings.Contains(s.Error, "not been tested yet") {
		t.Errorf("before the first validation: %q", s.Error)
	}
	p.w.mu.Lock()
	p.w.asked = mostQuestions
	p.w.mu.Unlock()
	if s := p.seen(&port.Inspect{What: port.InspectJudged, Run: "a"}); !strings.Contains(s.Error, "too many") {
		t.Errorf("after too many: %q", s.Error)
	}
}

func TestAugmentationIsShownAsTheNetworkGetsIt(t *testing.T) {
	link := "sample=1&seed=9&augment=flip,shift,rotation,zoom,brightness,cutout"
	p := newPage(t)
	index := []int32{4, 17, 39_999}
	s := p.seen(&port.Inspect{What: port.InspectAugment, Source: "train", Index: index, Epoch: 3, Experiment: start(link, "").Experiment})
	if s.Error != "" || len(s.Variations) != 3 {
		t.Fatalf("%+v", s)
	}
	e, _, err := recipe.ParseLink(link)
	if err != nil {
		t.Fatal(err)
	}
	a, err := e.Augmentation()
	if err != nil {
		t.Fatal(err)
	}
	g := data.Augmenter{Augmentation: a}
	x, labels := make([]float32, 3*data.PictureBytes), make([]uint8, 3)
	err = g.Fill(p.w.set.Train, index, x, labels, func(rng *rand.PCG, picture int32) {
		nn.SeedStream(rng, 9, nn.Augment, 0, 3, int(picture))
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := s.Bytes("labels"); !slices.Equal(got, labels) {
		t.Errorf("labels %v, want %v", got, labels)
	}
	for i, v := range s.Bytes("varied") {
		if d := float64(v)/255 - float64(min(x[i], 1)); math.Abs(d) > 0.5/255+1e-6 {
			t.Fatalf("value %d is %v, the network gets %v", i, float64(v)/255, x[i])
		}
	}
	if slices.Equal(s.Bytes("varied"), s.Bytes("pixels")) {
		t.Error("nothing is varied")
	}
}

// TestVariationsSayWhatOneSees moves a bright spot, and finds it where the variation in words says.
func TestVariationsSayWhatOneSees(t *testing.T) {
	none := data.Variation{ZoomX: 1, ZoomY: 1}
	with := func(f func(*data.Variation)) data.Variation { v := none; f(&v); return v }
	var g data.Augmenter
	for name, v := range map[string]data.Variation{
		"nothing":  none,
		"shift":    with(func(v *data.Variation) { v.ShiftX, v.ShiftY = 3, -2 }),
		"flip":     with(func(v *data.Variation) { v.Flip = true }),
		"rotation": with(func(v *data.Variation) { v.Rotation = 30 }),
		"zoom":     with(func(v *data.Variation) { v.ZoomX, v.ZoomY = 0.8, 1.25 }),
		"everything": with(func(v *data.Variation) {
			v.Flip, v.Rotation, v.ShiftX, v.ShiftY, v.ZoomX, v.ZoomY = true, -20, 2, 3, 1.1, 0.9
		}),
	} {
		rgb := make([]byte, data.PictureBytes)
		const row, column = 10, 22
		for y := row - 1; y <= row+1; y++ {
			for x := column - 1; x <= column+1; x++ {
				copy(rgb[(y*data.Width+x)*data.Channels:], []byte{255, 255, 255})
			}
		}
		out := make([]float32, data.PictureBytes)
		g.Vary(out, rgb, v)
		var sum, sumY, sumX float64
		for i := 0; i < len(out); i += data.Channels {
			light, at := float64(out[i]), i/data.Channels
			sum, sumY, sumX = sum+light, sumY+light*float64(at/data.Width), sumX+light*float64(at%data.Width)
		}
		p := variationOf(v)
		const middle = 15.5
		y, x := row-middle, column-middle
		if p.Flip {
			x = -x
		}
		sin, cos := math.Sincos(float64(p.Rotation) * math.Pi / 180) // clockwise, with y downwards
		y, x = sin*x+cos*y, cos*x-sin*y
		y, x = y*float64(p.ZoomY)+float64(p.ShiftY)+middle, x*float64(p.ZoomX)+float64(p.ShiftX)+middle
		if math.Abs(sumY/sum-y) > 0.25 || math.Abs(sumX/sum-x) > 0.25 {
			t.Errorf("%s: the spot is at (%.2f, %.2f), the words say (%.2f, %.2f)", name, sumX/sum, sumY/sum, x, y)
		}
	}
}

func TestLiveQuestionsWaitUntilTheyCostLittle(t *testing.T) {
	p := newPage(t)
	r := &run{w: newWorker(p.w.send, func() {}), ctx: t.Context(), fit: new(train.Run)}
	ask := func(id int, live bool) {
		r.w.inspections <- &question{Inspect: &port.Inspect{ID: id, What: port.InspectPictures, Source: "test", Index: []int32{1}, Live: live}, set: data.Synthetic(1)}
	}
	answered := func() (ids []int) {
		for len(p.heard) > 0 {
			ids = append(ids, (<-p.heard).(*port.Inspected).ID)
		}
		return ids
	}
	r.inspections = inspectionLimiter{seen: time.Now(), credit: -time.Hour}
	ask(1, true)
	ask(2, false)
	ask(3, true)
	r.answerInspections(false)
	if got := answered(); !slices.Equal(got, []int{2}) {
		t.Errorf("while live answers have taken too much, %v are answered, not the one that somebody waits for", got)
	}
	if r.inspections.credit > -time.Hour+time.Minute {
		t.Errorf("the credit is %v", r.inspections.credit)
	}
	r.inspections.credit = inspectCredit
	r.answerInspections(false)
	if got := answered(); len(got) == 0 || got[0] != 1 {
		t.Errorf("when they may, %v are answered", got)
	}
	ask(4, true)
	r.inspections.credit = -time.Hour
	r.answerInspections(true)
	if got := answered(); len(got) == 0 || got[len(got)-1] != 4 {
		t.Errorf("of a run that holds still, %v are answered", got)
	}
	ask(5, true)
	r.inspections.credit = -time.Hour
	r.answerInspections(false)
	r.leaveInspection()
	if got := answered(); !slices.Equal(got, []int{5}) {
		t.Errorf("at its end, %v are answered", got)
	}
}
