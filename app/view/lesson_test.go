package view

import (
	"encoding/csv"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"muestra/app/apptest"
	"muestra/app/lesson"
	"muestra/app/say"
	"muestra/nn/history"
	"muestra/nn/recipe"
	"muestra/wasm/port"
)

// flat is a history of n epochs that ends with three times the same.
func flat(n int, train, val float64) []history.Epoch {
	all := make([][2]float64, n)
	for i := range all {
		all[i] = [2]float64{train, val}
	}
	return apptest.HistoryWith(all...)
}

func TestChecksSayWhatReallyHappened(t *testing.T) {
	rising := func(train, val float64) []history.Epoch {
		h := flat(30, train, val)
		copy(h, flat(5, 45, 45))
		return h
	}
	one := func(h []history.Epoch) []lesson.Trial { return []lesson.Trial{{History: h, SHA256: "a"}} }
	two := func(a, b []history.Epoch) []lesson.Trial { return []lesson.Trial{{History: a}, {History: b}} }
	bits := func(a, b, c string) []lesson.Trial {
		h := flat(3, 30, 30)
		return []lesson.Trial{{History: h, SHA256: a}, {History: h, SHA256: b}, {History: h, SHA256: c}}
	}
	tests := []struct {
		name   string
		check  func([]lesson.Trial) lesson.Finding
		trials []lesson.Trial
		want   int
		facts  string
	}{
		{"training runs away", lesson.CheckEpochs, one(rising(85, 50)), 1, "5 45.0% 45.0% 30 85.0% 50.0%"},
		{"both rise", lesson.CheckEpochs, one(rising(85, 80)), 0, "5 45.0% 45.0% 30 85.0% 80.0%"},
		{"neither rises", lesson.CheckEpochs, one(rising(46, 46)), 2, "5 45.0% 45.0% 30 46.0% 46.0%"},
		{"too few epochs to say", lesson.CheckEpochs, one(flat(5, 45, 45)), lesson.Unclear, ""},
		{"the first runs away", lesson.CheckGap, two(flat(9, 80, 50), flat(9, 45, 44)), 0, "80.0% 50.0% 45.0% 44.0%"},
		{"the second runs away", lesson.CheckGap, two(flat(9, 45, 44), flat(9, 80, 50)), 1, "45.0% 44.0% 80.0% 50.0%"},
		{"neither does", lesson.CheckGap, two(flat(9, 45, 44), flat(9, 46, 44)), 2, "45.0% 44.0% 46.0% 44.0%"},
		{"a brake that works", lesson.CheckBrake, two(flat(9, 80, 50), flat(9, 60, 52)), 0, "80.0% 50.0% 60.0% 52.0%"},
		{"a brake that speeds up", lesson.CheckBrake, two(flat(9, 60, 50), flat(9, 70, 50)), 1, "60.0% 50.0% 70.0% 50.0%"},
		{"a brake without effect", lesson.CheckBrake, two(flat(9, 60, 50), flat(9, 61, 50)), 2, "60.0% 50.0% 61.0% 50.0%"},
		{"training falls and the gap stays", lesson.CheckBrake, two(flat(9, 60, 50), flat(9, 50, 40)), lesson.Unclear, "60.0% 50.0% 50.0% 40.0%"},
		{"the second is higher", lesson.CheckHighest, two(flat(9, 60, 50), flat(9, 50, 52)), 0, "50.0% 52.0%"},
		{"the first is higher", lesson.CheckHighest, two(flat(9, 60, 52), flat(9, 50, 50)), 1, "52.0% 50.0%"},
		{"within the uncertainty", lesson.CheckHighest, two(flat(9, 60, 51), flat(9, 50, 50)), 2, "51.0% 50.0%"},
		{"the rate is too large", lesson.CheckRate, two(flat(5, 30, 30), flat(5, 11, 10)), 2, "30.0% 11.0%"},
		{"the rate makes no difference", lesson.CheckRate, two(flat(5, 30, 30), flat(5, 31, 30)), 1, "30.0% 31.0%"},
		{"the rate pays", lesson.CheckRate, two(flat(5, 30, 30), flat(5, 40, 30)), 0, "30.0% 40.0%"},
		{"the rate only slows down", lesson.CheckRate, two(flat(5, 30, 30), flat(5, 20, 20)), lesson.Unclear, "30.0% 20.0%"},
		{"it stops early", lesson.CheckStopping, []lesson.Trial{{History: apptest.HistoryWith([2]float64{30, 30}, [2]float64{40, 40}, [2]float64{50, 35}), Early: true}}, 0, "3 2"},
		{"it stops late", lesson.CheckStopping, []lesson.Trial{{History: flat(30, 50, 50), Early: true}}, 1, "30 1"},
		{"it does not stop", lesson.CheckStopping, []lesson.Trial{{History: flat(40, 50, 50)}}, 2, "40 1"},
		{"braked too much", lesson.CheckBrakes, two(flat(9, 80, 55), flat(9, 50, 50)), 0, "80.0% 55.0% 50.0% 50.0%"},
		{"braked well", lesson.CheckBrakes, two(flat(9, 80, 55), flat(9, 60, 58)), 1, "80.0% 55.0% 60.0% 58.0%"},
		{"not braked at all", lesson.CheckBrakes, two(flat(9, 60, 50), flat(9, 80, 55)), 2, "60.0% 50.0% 80.0% 55.0%"},
		{"the brakes change nothing", lesson.CheckBrakes, two(flat(9, 60, 55), flat(9, 61, 50)), lesson.Unclear, "60.0% 55.0% 61.0% 50.0%"},
		{"one output", lesson.CheckOutput, nil, 1, "10.0%"},
		{"the same bits", lesson.CheckBits, bits("aaaaaaaaaa", "aaaaaaaaaa", "bbbbbbbbbb"), 1, "aaaaaaaa… aaaaaaaa… bbbbbbbb…"},
		{"no two alike", lesson.CheckBits, bits("aaaaaaaaaa", "cccccccccc", "bbbbbbbbbb"), 0, "aaaaaaaa… cccccccc… bbbbbbbb…"},
		{"all alike", lesson.CheckBits, bits("aaaaaaaaaa", "aaaaaaaaaa", "aaaaaaaaaa"), 2, "aaaaaaaa… aaaaaaaa… aaaaaaaa…"},
		{"the seed is the same and the workers' are not", lesson.CheckBits, bits("a", "b", "a"), lesson.Unclear, "a b a"},
	}
	s := apptest.Speaking("en")
	for _, test := range tests {
		got := test.check(test.trials)
		facts := factual(s, recipe.Text{EN: strings.TrimSpace(strings.Repeat("%s ", len(got.Facts)))}, got.Facts)
		if got.Choice != test.want || facts != test.facts {
			t.Errorf("%s: choice %d with %q, want %d with %q", test.name, got.Choice, facts, test.want, test.facts)
		}
	}
}

// testdata/lessons.csv has what the command line printed for each step, `muestra train -json -link …`, on CIFAR-10: a line for each epoch.
func recordedTrials(t *testing.T) map[string]*lesson.Trial {
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
	number := func(text string) history.Float {
		v, err := strconv.ParseFloat(text, 64)
		if err != nil {
			t.Fatal(err)
		}
		return history.Float(v)
	}
	all := map[string]*lesson.Trial{}
	for _, l := range lines[1:] {
		x := all[l[0]]
		if x == nil {
			x = &lesson.Trial{Dataset: "cifar10", SHA256: l[6], Early: l[7] == "early_stopping"}
			all[l[0]] = x
		}
		x.History = append(x.History, history.Epoch{Epoch: len(x.History) + 1, Loss: number(l[2]), Accuracy: number(l[3]), ValLoss: number(l[4]), ValAccuracy: number(l[5])})
	}
	return all
}

func TestLessonsTurnOutAsTheySay(t *testing.T) {
	recorded := recordedTrials(t)
	s := apptest.Speaking("en")
	for i, l := range lesson.Lessons {
		var trials []lesson.Trial
		for _, st := range l.Steps {
			x := recorded[st.Link]
			if x == nil {
				t.Errorf("lesson %d: no record of %s", i+1, st.Link)
				continue
			}
			trials = append(trials, *x)
		}
		if len(trials) < len(l.Steps) {
			continue
		}
		found := l.Check(trials)
		t.Logf("lesson %d: %s", i+1, factual(s, l.Facts, found.Facts))
		if found.Choice != l.Usual {
			t.Errorf("lesson %d: choice %d came true, usual is said to be %d: %s", i+1, found.Choice, l.Usual, factual(s, l.Facts, found.Facts))
		}
	}
}

func TestTheTableOfLessonsIsSound(t *testing.T) {
	for i, l := range lesson.Lessons {
		whole := func(what string, text recipe.Text) {
			if text.ES == "" || text.EN == "" || text.ES == text.EN {
				t.Errorf("lesson %d: %s: Spanish %q, English %q", i+1, what, text.ES, text.EN)
			}
		}
		for what, text := range map[string]recipe.Text{"title": l.Title, "intro": l.Intro, "question": l.Question, "facts": l.Facts, "why": l.Why, "next": l.Next} {
			if what == "title" && text.ES == text.EN && text.ES == "Dropout" {
				continue
			}
			whole(what, text)
		}
		if len(l.Choices) < 2 || l.Usual < 0 || l.Usual >= len(l.Choices) {
			t.Errorf("lesson %d: %d choices, usual %d", i+1, len(l.Choices), l.Usual)
		}
		for _, c := range l.Choices {
			whole("a choice", c)
		}
		var runs []string
		for _, st := range l.Steps {
			whole("a step", st.Name)
			e, notices, err := recipe.ParseLink(st.Link)
			if err != nil || len(notices) > 0 {
				t.Errorf("lesson %d: %s: %v %v", i+1, st.Link, err, notices)
				continue
			}
			if st.Seconds < 1 || e.Val < 1000 || e.Lesson != 0 {
				t.Errorf("lesson %d: %s: %d s, %d validation pictures, lesson %d", i+1, st.Link, st.Seconds, e.Val, e.Lesson)
			}
			run := st.Identity() + " " + st.Sharers()
			if slices.Contains(runs, run) {
				t.Errorf("lesson %d: two steps are the same run: %s", i+1, run)
			}
			runs = append(runs, run)
		}
		trials := slices.Repeat([]lesson.Trial{{History: flat(30, 50, 40), SHA256: "a"}}, len(l.Steps))
		for _, lang := range []string{"es", "en"} {
			said := factual(apptest.Speaking(lang), l.Facts, l.Check(trials).Facts)
			if strings.Contains(said, "%!") {
				t.Errorf("lesson %d: %s", i+1, said)
			}
		}
	}
}

func TestALessonGoesFromAPredictionToItsCheck(t *testing.T) {
	s, f := apptest.NewTestSession()
	s.Training.EnsureWorker()
	s.Training.OnMessage(f, &port.Ready{})
	s.Open("sample=4&epochs=3&title=Grupo&lock=lr&lr=0.5&workers=3", "")
	own := s.Recipe.Experiment.Link()
	s.Course.OpenLesson(2)
	if !strings.Contains(f.Fragment, "lesson=2") || s.Recipe.Experiment.Sample != 4 || s.Course.Taught() {
		t.Fatalf("opening a lesson leads to %s", f.Fragment)
	}
	s.Course.Try(2)
	if s.Training.Run != nil {
		t.Fatal("it trains before a prediction")
	}
	s.Course.Guess(2, 0)
	s.Course.Guess(2, 1) // on second thoughts
	s.Course.Examine(2)
	if s.Course.NoteOf(2).Checked {
		t.Fatal("checked without a run")
	}
	s.Course.Try(2)
	if e := s.Recipe.Experiment; e.Sample != 1 || e.Optimizer != "adam" || e.LearningRate != 0.001 || e.Title != "Grupo" || e.Lesson != 2 || !s.Course.Taught() || !teaching(s, 2) {
		t.Fatalf("the first step trains %s", e.Link())
	}
	if s.Recipe.Identity != lesson.Lessons[1].Steps[0].Identity() {
		t.Errorf("the step's experiment is %s", s.Recipe.Identity)
	}
	s.Course.Try(2) // while it trains
	apptest.Finish(s, f, strings.Repeat("a", 64), [2]float64{80, 50})
	if s.Course.NextStep(2) != 1 {
		t.Fatalf("after the first step comes %d", s.Course.NextStep(2))
	}
	if s.Course.Guess(2, 0); s.Course.NoteOf(2).Guess != 2 {
		t.Error("the prediction changes with the result at hand")
	}
	s.Course.Try(2)
	if s.Recipe.Experiment.Sample != 2 {
		t.Fatalf("the second step trains %s", s.Recipe.Experiment.Link())
	}
	s.Training.Stop()
	s.Training.OnMessage(f, &port.Stopped{})
	if s.Course.NextStep(2) != 1 {
		t.Error("a run that was stopped counts")
	}
	s.Course.Try(2)
	apptest.Finish(s, f, strings.Repeat("b", 64), [2]float64{45, 44})
	s.Course.Examine(2)
	if x := s.Course.NoteOf(2); !x.Checked || s.Course.Found(2).Choice != 0 {
		t.Fatalf("note %+v", x)
	}
	if done := s.Course.LessonsDone(); done != 1 {
		t.Errorf("%d lessons done", done)
	}
	if got := strings.Count(f.Kinds(), "start"); got != 3 {
		t.Errorf("the worker was told %q", f.Kinds())
	}

	t.Run("it is remembered", func(t *testing.T) {
		later, _ := apptest.NewTestSession()
		later.Remember(s.Memory)
		later.Open("lesson=2", "")
		if x := later.Course.NoteOf(2); !x.Checked || x.Guess != 2 || len(x.Trials) != 2 || later.Turned["guide"] != "lessons" {
			t.Errorf("note %+v, tab %q", x, later.Turned["guide"])
		}
		later.Course.StartOver(0)
		if later.Course.Learned() || later.Course.LessonsDone() != 0 {
			t.Error("it cannot be forgotten")
		}
	})
	t.Run("one's own experiment comes back", func(t *testing.T) {
		s.Course.GoBack()
		if s.Recipe.Experiment.Link() != own+"&lesson=2" || s.Course.Taught() {
			t.Errorf("back at %s", s.Recipe.Experiment.Link())
		}
	})
	t.Run("a lesson can be done again", func(t *testing.T) {
		s.Course.StartOver(2)
		if s.Course.NextStep(2) != 0 || s.Course.NoteOf(2).Guess != 0 {
			t.Errorf("note %+v", s.Course.NoteOf(2))
		}
	})
}

func TestUndoLeadsBackFromALessonAndLeavesItOpen(t *testing.T) {
	s, f := apptest.NewTestSession()
	s.Training.EnsureWorker()
	s.Training.OnMessage(f, &port.Ready{})
	s.Open("sample=1&epochs=3", "")
	s.Recipe.SetArgument(0, "filters", "0")
	if s.Recipe.Wrong["model"] == nil {
		t.Fatal("a layer without filters is nothing to mind")
	}
	s.Course.OpenLesson(2)
	s.Course.Guess(2, 0)
	s.Course.Try(2)
	if s.Recipe.Wrong["model"] != nil || !teaching(s, 2) {
		t.Fatalf("a network that cannot be is in the lesson's way: %v", s.Recipe.Wrong)
	}
	s.Training.Stop()
	s.Recipe.Undo()
	if e := s.Recipe.Experiment; e.Epochs != 3 || e.Lesson != 2 {
		t.Errorf("undo leads to %s", e.Link())
	}
}

func TestLessonsSayHowLongTheyTake(t *testing.T) {
	s := apptest.Speaking("en")
	for seconds, want := range map[int]string{0: "no training", 20: "≈ 1 min", 95: "≈ 2 min"} {
		l := &lesson.Lesson{}
		if seconds > 0 {
			l.Steps = []lesson.Step{{Seconds: seconds}}
		}
		if got := lessonTime(s, l); got != want {
			t.Errorf("%d s: %q, want %q", seconds, got, want)
		}
	}
}

func TestOnlySyntheticPicturesAreCalledSynthetic(t *testing.T) {
	for dataset, want := range map[string]say.Words{"cifar10": nil, "synthetic": textLessonSynthetic, "own": textLessonOthers} {
		x := &lesson.Note{Trials: []*lesson.Trial{{Dataset: dataset}}}
		if got := otherPictures(x); got != want {
			t.Errorf("%s: %v", dataset, got)
		}
	}
	if got := otherPictures((&lesson.Note{})); got != nil {
		t.Errorf("before any trial: %v", got)
	}
}
