package app

import (
	"encoding/csv"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"muestra/nn/samples"
	"muestra/wasm/port"
)

// history makes epochs of training and validation accuracies in percent.
func historyWith(accuracies ...[2]float64) []port.Epoch {
	all := make([]port.Epoch, len(accuracies))
	for i, a := range accuracies {
		all[i] = port.Epoch{Epoch: i + 1, Loss: 1, ValLoss: port.Float(2 - a[1]/100), Accuracy: port.Float(a[0] / 100), ValAccuracy: port.Float(a[1] / 100)}
	}
	return all
}

// flat is a history of n epochs that ends with three times the same.
func flat(n int, train, val float64) []port.Epoch {
	all := make([][2]float64, n)
	for i := range all {
		all[i] = [2]float64{train, val}
	}
	return historyWith(all...)
}

func TestALessonIsNotToldBeforehand(t *testing.T) {
	s, _ := newTestSession()
	s.open("sample=1&lesson=1", "")
	c := &chapter{s: s}
	if got := c.look(1); got != textLookLater.EN {
		t.Errorf("before it is checked: %q", got)
	}
	s.noteOf(1).Checked = true
	if got := c.look(1); got != stories[1].look.EN {
		t.Errorf("once it is checked: %q", got)
	}
}

func TestChecksSayWhatReallyHappened(t *testing.T) {
	rising := func(train, val float64) []port.Epoch {
		h := flat(30, train, val)
		copy(h, flat(5, 45, 45))
		return h
	}
	one := func(h []port.Epoch) []trial { return []trial{{History: h, SHA256: "a"}} }
	two := func(a, b []port.Epoch) []trial { return []trial{{History: a}, {History: b}} }
	bits := func(a, b, c string) []trial {
		h := flat(3, 30, 30)
		return []trial{{History: h, SHA256: a}, {History: h, SHA256: b}, {History: h, SHA256: c}}
	}
	tests := []struct {
		name   string
		check  func([]trial) finding
		trials []trial
		want   int
		facts  string
	}{
		{"training runs away", checkEpochs, one(rising(85, 50)), 1, "5 45.0% 45.0% 30 85.0% 50.0%"},
		{"both rise", checkEpochs, one(rising(85, 80)), 0, "5 45.0% 45.0% 30 85.0% 80.0%"},
		{"neither rises", checkEpochs, one(rising(46, 46)), 2, "5 45.0% 45.0% 30 46.0% 46.0%"},
		{"too few epochs to say", checkEpochs, one(flat(5, 45, 45)), unclear, ""},
		{"the first runs away", checkGap, two(flat(9, 80, 50), flat(9, 45, 44)), 0, "80.0% 50.0% 45.0% 44.0%"},
		{"the second runs away", checkGap, two(flat(9, 45, 44), flat(9, 80, 50)), 1, "45.0% 44.0% 80.0% 50.0%"},
		{"neither does", checkGap, two(flat(9, 45, 44), flat(9, 46, 44)), 2, "45.0% 44.0% 46.0% 44.0%"},
		{"a brake that works", checkBrake, two(flat(9, 80, 50), flat(9, 60, 52)), 0, "80.0% 50.0% 60.0% 52.0%"},
		{"a brake that speeds up", checkBrake, two(flat(9, 60, 50), flat(9, 70, 50)), 1, "60.0% 50.0% 70.0% 50.0%"},
		{"a brake without effect", checkBrake, two(flat(9, 60, 50), flat(9, 61, 50)), 2, "60.0% 50.0% 61.0% 50.0%"},
		{"training falls and the gap stays", checkBrake, two(flat(9, 60, 50), flat(9, 50, 40)), unclear, "60.0% 50.0% 50.0% 40.0%"},
		{"the second is higher", checkHighest, two(flat(9, 60, 50), flat(9, 50, 52)), 0, "50.0% 52.0%"},
		{"the first is higher", checkHighest, two(flat(9, 60, 52), flat(9, 50, 50)), 1, "52.0% 50.0%"},
		{"within the uncertainty", checkHighest, two(flat(9, 60, 51), flat(9, 50, 50)), 2, "51.0% 50.0%"},
		{"the rate is too large", checkRate, two(flat(5, 30, 30), flat(5, 11, 10)), 2, "30.0% 11.0%"},
		{"the rate makes no difference", checkRate, two(flat(5, 30, 30), flat(5, 31, 30)), 1, "30.0% 31.0%"},
		{"the rate pays", checkRate, two(flat(5, 30, 30), flat(5, 40, 30)), 0, "30.0% 40.0%"},
		{"the rate only slows down", checkRate, two(flat(5, 30, 30), flat(5, 20, 20)), unclear, "30.0% 20.0%"},
		{"it stops early", checkStopping, []trial{{History: historyWith([2]float64{30, 30}, [2]float64{40, 40}, [2]float64{50, 35}), Early: true}}, 0, "3 2"},
		{"it stops late", checkStopping, []trial{{History: flat(30, 50, 50), Early: true}}, 1, "30 1"},
		{"it does not stop", checkStopping, []trial{{History: flat(40, 50, 50)}}, 2, "40 1"},
		{"braked too much", checkBrakes, two(flat(9, 80, 55), flat(9, 50, 50)), 0, "80.0% 55.0% 50.0% 50.0%"},
		{"braked well", checkBrakes, two(flat(9, 80, 55), flat(9, 60, 58)), 1, "80.0% 55.0% 60.0% 58.0%"},
		{"not braked at all", checkBrakes, two(flat(9, 60, 50), flat(9, 80, 55)), 2, "60.0% 50.0% 80.0% 55.0%"},
		{"the brakes change nothing", checkBrakes, two(flat(9, 60, 55), flat(9, 61, 50)), unclear, "60.0% 55.0% 61.0% 50.0%"},
		{"one output", checkOutput, nil, 1, "10.0%"},
		{"the same bits", checkBits, bits("aaaaaaaaaa", "aaaaaaaaaa", "bbbbbbbbbb"), 1, "aaaaaaaa… aaaaaaaa… bbbbbbbb…"},
		{"no two alike", checkBits, bits("aaaaaaaaaa", "cccccccccc", "bbbbbbbbbb"), 0, "aaaaaaaa… cccccccc… bbbbbbbb…"},
		{"all alike", checkBits, bits("aaaaaaaaaa", "aaaaaaaaaa", "aaaaaaaaaa"), 2, "aaaaaaaa… aaaaaaaa… aaaaaaaa…"},
		{"the seed is the same and the workers' are not", checkBits, bits("a", "b", "a"), unclear, "a b a"},
	}
	s := speaking("en")
	for _, test := range tests {
		got := test.check(test.trials)
		facts := s.factual(samples.Text{EN: strings.TrimSpace(strings.Repeat("%s ", len(got.facts)))}, got.facts)
		if got.choice != test.want || facts != test.facts {
			t.Errorf("%s: choice %d with %q, want %d with %q", test.name, got.choice, facts, test.want, test.facts)
		}
	}
}

// testdata/lessons.csv has what the command line printed for each step, `muestra train -json -link …`, on CIFAR-10: a line for each epoch.
func recordedTrials(t *testing.T) map[string]*trial {
	t.Helper()
	file, err := os.Open("testdata/lessons.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	lines, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	number := func(text string) port.Float {
		v, err := strconv.ParseFloat(text, 64)
		if err != nil {
			t.Fatal(err)
		}
		return port.Float(v)
	}
	all := map[string]*trial{}
	for _, l := range lines[1:] {
		x := all[l[0]]
		if x == nil {
			x = &trial{Dataset: "cifar10", SHA256: l[6], Early: l[7] == "early_stopping"}
			all[l[0]] = x
		}
		x.History = append(x.History, port.Epoch{Epoch: len(x.History) + 1, Loss: number(l[2]), Accuracy: number(l[3]), ValLoss: number(l[4]), ValAccuracy: number(l[5])})
	}
	return all
}

func TestLessonsTurnOutAsTheySay(t *testing.T) {
	recorded := recordedTrials(t)
	s := speaking("en")
	for i, l := range lessons {
		var trials []trial
		for _, st := range l.steps {
			x := recorded[st.link]
			if x == nil {
				t.Errorf("lesson %d: no record of %s", i+1, st.link)
				continue
			}
			trials = append(trials, *x)
		}
		if len(trials) < len(l.steps) {
			continue
		}
		found := l.check(trials)
		t.Logf("lesson %d: %s", i+1, s.factual(l.facts, found.facts))
		if found.choice != l.usual {
			t.Errorf("lesson %d: choice %d came true, usual is said to be %d: %s", i+1, found.choice, l.usual, s.factual(l.facts, found.facts))
		}
	}
}

func TestTheTableOfLessonsIsSound(t *testing.T) {
	for i, l := range lessons {
		whole := func(what string, text samples.Text) {
			if text.ES == "" || text.EN == "" || text.ES == text.EN {
				t.Errorf("lesson %d: %s: Spanish %q, English %q", i+1, what, text.ES, text.EN)
			}
		}
		for what, text := range map[string]samples.Text{"title": l.title, "intro": l.intro, "question": l.question, "facts": l.facts, "why": l.why, "next": l.next} {
			if what == "title" && text.ES == text.EN && text.ES == "Dropout" {
				continue
			}
			whole(what, text)
		}
		if len(l.choices) < 2 || l.usual < 0 || l.usual >= len(l.choices) {
			t.Errorf("lesson %d: %d choices, usual %d", i+1, len(l.choices), l.usual)
		}
		for _, c := range l.choices {
			whole("a choice", c)
		}
		var runs []string
		for _, st := range l.steps {
			whole("a step", st.name)
			e, notices, err := samples.ParseLink(st.link)
			if err != nil || len(notices) > 0 {
				t.Errorf("lesson %d: %s: %v %v", i+1, st.link, err, notices)
				continue
			}
			if st.seconds < 1 || e.Val < 1000 || e.Lesson != 0 {
				t.Errorf("lesson %d: %s: %d s, %d validation pictures, lesson %d", i+1, st.link, st.seconds, e.Val, e.Lesson)
			}
			run := st.identity() + " " + st.sharers()
			if slices.Contains(runs, run) {
				t.Errorf("lesson %d: two steps are the same run: %s", i+1, run)
			}
			runs = append(runs, run)
		}
		trials := slices.Repeat([]trial{{History: flat(30, 50, 40), SHA256: "a"}}, len(l.steps))
		for _, lang := range []string{"es", "en"} {
			said := speaking(lang).factual(l.facts, l.check(trials).facts)
			if strings.Contains(said, "%!") {
				t.Errorf("lesson %d: %s", i+1, said)
			}
		}
	}
}

// finish is the end of the run that goes on.
func (s *session) finish(f *fake, sha string, accuracies ...[2]float64) {
	s.onMessage(f, &port.Started{Dataset: "cifar10", Train: 5000, Val: 1000, Test: 1000, Epochs: s.run.experiment.Epochs, StepsPerEpoch: 79, Workers: 1, Transport: "none"})
	s.onMessage(f, &port.Step{Epoch: 1, Step: 1, Steps: 79, Pictures: 64, Total: 1})
	for _, e := range historyWith(accuracies...) {
		s.onMessage(f, &e)
	}
	s.onMessage(f, &port.Done{TestAccuracy: 0.4, WeightsSHA256: sha, Stopped: "epochs"})
}

func TestALessonGoesFromAPredictionToItsCheck(t *testing.T) {
	s, f := newTestSession()
	s.ensureWorker()
	s.onMessage(f, &port.Ready{})
	s.open("sample=4&epochs=3&title=Grupo&lock=lr&lr=0.5&workers=3", "")
	own := s.experiment.Link()
	s.openLesson(2)
	if !strings.Contains(f.fragment, "lesson=2") || s.experiment.Sample != 4 || s.taught() {
		t.Fatalf("opening a lesson leads to %s", f.fragment)
	}
	s.try(2)
	if s.run != nil {
		t.Fatal("it trains before a prediction")
	}
	s.guess(2, 0)
	s.guess(2, 1) // on second thoughts
	s.examine(2)
	if s.noteOf(2).Checked {
		t.Fatal("checked without a run")
	}
	s.try(2)
	if e := s.experiment; e.Sample != 1 || e.Optimizer != "adam" || e.LearningRate != 0.001 || e.Title != "Grupo" || e.Lesson != 2 || !s.taught() || !s.teaching(2) {
		t.Fatalf("the first step trains %s", e.Link())
	}
	if s.identity != lessons[1].steps[0].identity() {
		t.Errorf("the step's experiment is %s", s.identity)
	}
	s.try(2) // while it trains
	s.finish(f, strings.Repeat("a", 64), [2]float64{80, 50})
	if s.nextStep(2) != 1 {
		t.Fatalf("after the first step comes %d", s.nextStep(2))
	}
	if s.guess(2, 0); s.noteOf(2).Guess != 2 {
		t.Error("the prediction changes with the result at hand")
	}
	s.try(2)
	if s.experiment.Sample != 2 {
		t.Fatalf("the second step trains %s", s.experiment.Link())
	}
	s.stop()
	s.onMessage(f, &port.Stopped{})
	if s.nextStep(2) != 1 {
		t.Error("a run that was stopped counts")
	}
	s.try(2)
	s.finish(f, strings.Repeat("b", 64), [2]float64{45, 44})
	s.examine(2)
	if x := s.noteOf(2); !x.Checked || s.found(2).choice != 0 {
		t.Fatalf("note %+v", x)
	}
	if done := s.lessonsDone(); done != 1 {
		t.Errorf("%d lessons done", done)
	}
	if got := strings.Count(f.kinds(), "start"); got != 3 {
		t.Errorf("the worker was told %q", f.kinds())
	}

	t.Run("it is remembered", func(t *testing.T) {
		later, _ := newTestSession()
		later.memory = s.memory
		later.open("lesson=2", "")
		if x := later.noteOf(2); !x.Checked || x.Guess != 2 || len(x.Trials) != 2 || later.turned["guide"] != "lessons" {
			t.Errorf("note %+v, tab %q", x, later.turned["guide"])
		}
		later.startOver(0)
		if later.learned() || later.lessonsDone() != 0 {
			t.Error("it cannot be forgotten")
		}
	})
	t.Run("one's own experiment comes back", func(t *testing.T) {
		s.goBack()
		if s.experiment.Link() != own+"&lesson=2" || s.taught() {
			t.Errorf("back at %s", s.experiment.Link())
		}
	})
	t.Run("a lesson can be done again", func(t *testing.T) {
		s.startOver(2)
		if s.nextStep(2) != 0 || s.noteOf(2).Guess != 0 {
			t.Errorf("note %+v", s.noteOf(2))
		}
	})
}

func TestARunIsDoneOnceForAllLessons(t *testing.T) {
	s, f := newTestSession()
	s.ensureWorker()
	s.onMessage(f, &port.Ready{})
	s.open("lesson=7", "")
	s.guess(7, 0)
	s.try(7)
	s.finish(f, strings.Repeat("a", 64), [2]float64{80, 50})
	s.openLesson(8)
	s.guess(8, 0)
	if x := s.noteOf(8); s.nextStep(8) != 1 || x.begun() {
		t.Errorf("the next step is %d, begun %v", s.nextStep(8), x.begun())
	}
	s.try(8)
	if got := strings.Join(s.run.experiment.Augment, ","); got != "flip,shift" {
		t.Errorf("augmentation %q", got)
	}
	s.finish(f, strings.Repeat("b", 64), [2]float64{60, 50})
	s.examine(8)
	s.startOver(7)
	if x := s.noteOf(8); !x.Checked || s.found(8).choice != 0 {
		t.Errorf("note %+v", x)
	}
}

func TestALessonMayBeLeftWhileItTrains(t *testing.T) {
	s, f := newTestSession()
	s.ensureWorker()
	s.onMessage(f, &port.Ready{})
	s.open("lesson=7", "")
	s.guess(7, 0)
	s.try(7)
	s.openLesson(2)
	s.finish(f, strings.Repeat("a", 64), [2]float64{80, 50})
	if s.nextStep(7) != 1 {
		t.Errorf("the run that ended meanwhile is to be trained again: step %d", s.nextStep(7))
	}
}

func TestOnlyALessonsOwnRunsCount(t *testing.T) {
	s, f := newTestSession()
	s.ensureWorker()
	s.onMessage(f, &port.Ready{})
	s.open("lesson=1&sample=1&train=5000&epochs=29", "")
	s.guess(1, 0)
	s.train()
	s.finish(f, strings.Repeat("a", 64), [2]float64{80, 50})
	if s.nextStep(1) != 0 {
		t.Error("a run of 29 epochs counts as one of 30")
	}
	s.set("epochs", "30")
	s.train() // it is the lesson's, however it came about
	s.finish(f, strings.Repeat("a", 64), [2]float64{80, 50})
	if s.nextStep(1) != -1 {
		t.Error("the lesson's own run does not count")
	}
}

func TestRunsWithOtherWorkersAreOtherSteps(t *testing.T) {
	s, f := newTestSession()
	s.ensureWorker()
	s.onMessage(f, &port.Ready{})
	s.open("lesson=10&workers=3", "")
	s.guess(10, 1)
	for i, workers := range []string{"1", "2", "auto"} {
		s.try(10)
		if got := s.run.experiment.Workers; got != workers || stepOf(&lessons[9], s.run) != i {
			t.Fatalf("step %d: %s workers, step %d", i, got, stepOf(&lessons[9], s.run))
		}
		s.finish(f, strings.Repeat(string(rune('a'+i/2)), 64), [2]float64{30, 30})
	}
	s.examine(10)
	if found := s.found(10); found.choice != 1 {
		t.Errorf("found %+v", found)
	}
}

func TestAMemoryThatMakesNoSenseIsLeftOut(t *testing.T) {
	const good = `"3":{"guess":1}`
	for _, bad := range []string{
		`{`, `[]`, `{"notes":{"x":{}}}`, `{"notes":{"99":{"guess":1},` + good + `}}`, `{"notes":{"1":null,` + good + `}}`, `{"notes":{"1":{"guess":9},` + good + `}}`,
		`{"notes":{"1":{"guess":-1},` + good + `}}`, `{"notes":{"1":{"guess":1,"checked":true},` + good + `}}`, `{"notes":{"1":{"guess":1,"trials":[{}]},` + good + `}}`,
		`{"notes":{"1":{"guess":1,"trials":[null,null]},` + good + `}}`, `{"notes":{` + good + `},"own":"epochs=-1"}`,
	} {
		s, _ := newTestSession()
		s.memory.remember(courseKey, bad)
		s.open("lesson=1", "")
		if x := s.noteOf(1); x.Guess != 0 || x.Checked || s.learning().Own != "" {
			t.Errorf("%s: note %+v, own %q", bad, x, s.learning().Own)
		}
		if strings.Contains(bad, good) && s.noteOf(3).Guess != 1 {
			t.Errorf("%s: what makes sense is lost", bad)
		}
	}
}

func TestALockedLessonStaysOpen(t *testing.T) {
	s, _ := newTestSession()
	s.open("lesson=3&lock=lessons", "")
	s.openLesson(4)
	s.openLesson(0)
	if s.experiment.Lesson != 3 {
		t.Errorf("lesson %d is open", s.experiment.Lesson)
	}
	if s.guess(3, 0); s.noteOf(3).Guess != 1 {
		t.Error("it cannot be done")
	}
}

func TestUndoLeadsBackFromALessonAndLeavesItOpen(t *testing.T) {
	s, f := newTestSession()
	s.ensureWorker()
	s.onMessage(f, &port.Ready{})
	s.open("sample=1&epochs=3", "")
	s.setArgument(0, "filters", "0")
	if s.wrong["model"] == nil {
		t.Fatal("a layer without filters is nothing to mind")
	}
	s.openLesson(2)
	s.guess(2, 0)
	s.try(2)
	if s.wrong["model"] != nil || !s.teaching(2) {
		t.Fatalf("a network that cannot be is in the lesson's way: %v", s.wrong)
	}
	s.stop()
	s.undo()
	if e := s.experiment; e.Epochs != 3 || e.Lesson != 2 {
		t.Errorf("undo leads to %s", e.Link())
	}
}

func TestLessonsSayHowLongTheyTake(t *testing.T) {
	s := speaking("en")
	for seconds, want := range map[int]string{0: "no training", 20: "≈ 1 min", 95: "≈ 2 min"} {
		l := &lesson{}
		if seconds > 0 {
			l.steps = []step{{seconds: seconds}}
		}
		if got := s.lessonTime(l); got != want {
			t.Errorf("%d s: %q, want %q", seconds, got, want)
		}
	}
}

func TestADraftBecomesItsLink(t *testing.T) {
	e, _, err := samples.ParseLink("sample=3&seed=7&run=1")
	if err != nil {
		t.Fatal(err)
	}
	d := invitation{title: " Día\t1 ", task: "Uno\r\nDos ", lang: "es", lesson: 3, run: false, lock: []string{"recipe"}, hide: switched([]string{"runs"}, "layers", true)}
	got, notices, err := samples.ParseLink(d.link(*e))
	if err != nil || len(notices) > 0 {
		t.Fatal(err, notices)
	}
	if fmt.Sprint(got.Title, "|", got.Task, "|", got.Lang, got.Lesson, got.Run, got.Lock, got.Hide, got.Seed) != "Día 1|Uno\nDos|es3 false [recipe] [runs layers] 7" {
		t.Errorf("the link says %q %q %s %d %v %v %v %d", got.Title, got.Task, got.Lang, got.Lesson, got.Run, got.Lock, got.Hide, got.Seed)
	}
	if again := invitationOf(got); again.title != "Día 1" || again.lesson != 3 || !slices.Equal(again.hide, d.hide) {
		t.Errorf("the page's own link as an invitation: %+v", again)
	}
	if !e.Run || e.Title != "" {
		t.Error("making a link has changed the page's experiment")
	}
	if got := switched([]string{"a", "b"}, "a", false); !slices.Equal(got, []string{"b"}) {
		t.Errorf("without a: %q", got)
	}
}

func TestEveryPartOfThePageHasAName(t *testing.T) {
	for _, one := range append(partsNamed(samples.HideParts), fieldsNamed()...) {
		if one.text == nil || one.text.ES == "" || one.text.EN == "" {
			t.Errorf("%s has no name", one.name)
		}
	}
}

func TestOnlySyntheticPicturesAreCalledSynthetic(t *testing.T) {
	for dataset, want := range map[string]words{"cifar10": nil, "synthetic": textLessonSynthetic, "own": textLessonOthers} {
		x := &note{Trials: []*trial{{Dataset: dataset}}}
		if got := x.otherPictures(); got != want {
			t.Errorf("%s: %v", dataset, got)
		}
	}
	if got := (&note{}).otherPictures(); got != nil {
		t.Errorf("before any trial: %v", got)
	}
}
