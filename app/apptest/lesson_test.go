package apptest

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"muestra/app/lesson"
	"muestra/wasm/port"
)

func TestARunIsDoneOnceForAllLessons(t *testing.T) {
	s, f := NewTestSession()
	s.Training.EnsureWorker()
	s.Training.OnMessage(f, &port.Ready{})
	s.Open("lesson=7", "")
	s.Course.Guess(7, 0)
	s.Course.Try(7)
	Finish(s, f, strings.Repeat("a", 64), [2]float64{80, 50})
	s.Course.OpenLesson(8)
	s.Course.Guess(8, 0)
	if x := s.Course.NoteOf(8); s.Course.NextStep(8) != 1 || x.Begun() {
		t.Errorf("the next step is %d, begun %v", s.Course.NextStep(8), x.Begun())
	}
	s.Course.Try(8)
	if got := strings.Join(s.Training.Run.Experiment.Augment, ","); got != "flip,shift" {
		t.Errorf("augmentation %q", got)
	}
	Finish(s, f, strings.Repeat("b", 64), [2]float64{60, 50})
	s.Course.Examine(8)
	s.Course.StartOver(7)
	if x := s.Course.NoteOf(8); !x.Checked || s.Course.Found(8).Choice != 0 {
		t.Errorf("note %+v", x)
	}
}

func TestALessonMayBeLeftWhileItTrains(t *testing.T) {
	s, f := NewTestSession()
	s.Training.EnsureWorker()
	s.Training.OnMessage(f, &port.Ready{})
	s.Open("lesson=7", "")
	s.Course.Guess(7, 0)
	s.Course.Try(7)
	s.Course.OpenLesson(2)
	Finish(s, f, strings.Repeat("a", 64), [2]float64{80, 50})
	if s.Course.NextStep(7) != 1 {
		t.Errorf("the run that ended meanwhile is to be trained again: step %d", s.Course.NextStep(7))
	}
}

func TestOnlyALessonsOwnRunsCount(t *testing.T) {
	s, f := NewTestSession()
	s.Training.EnsureWorker()
	s.Training.OnMessage(f, &port.Ready{})
	s.Open("lesson=1&sample=1&train=5000&epochs=29", "")
	s.Course.Guess(1, 0)
	s.Training.Train()
	Finish(s, f, strings.Repeat("a", 64), [2]float64{80, 50})
	if s.Course.NextStep(1) != 0 {
		t.Error("a run of 29 epochs counts as one of 30")
	}
	s.Recipe.Set("epochs", "30")
	s.Training.Train() // it is the lesson's, however it came about
	Finish(s, f, strings.Repeat("a", 64), [2]float64{80, 50})
	if s.Course.NextStep(1) != -1 {
		t.Error("the lesson's own run does not count")
	}
}

func TestRunsWithOtherWorkersAreOtherSteps(t *testing.T) {
	s, f := NewTestSession()
	s.Training.EnsureWorker()
	s.Training.OnMessage(f, &port.Ready{})
	s.Open("lesson=10&workers=3", "")
	s.Course.Guess(10, 1)
	for i, workers := range []string{"1", "2", "auto"} {
		s.Course.Try(10)
		if got := s.Training.Run.Experiment.Workers; got != workers || lesson.StepOf(&lesson.Lessons[9], s.Training.Run) != i {
			t.Fatalf("step %d: %s workers, step %d", i, got, lesson.StepOf(&lesson.Lessons[9], s.Training.Run))
		}
		Finish(s, f, strings.Repeat(string(rune('a'+i/2)), 64), [2]float64{30, 30})
	}
	s.Course.Examine(10)
	if found := s.Course.Found(10); found.Choice != 1 {
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
		s, _ := NewTestSession()
		s.Memory.Remember(lesson.CourseKey, bad)
		s.Remember(s.Memory)
		s.Open("lesson=1", "")
		if x := s.Course.NoteOf(1); x.Guess != 0 || x.Checked || s.Course.Learning().Own != "" {
			t.Errorf("%s: note %+v, own %q", bad, x, s.Course.Learning().Own)
		}
		if strings.Contains(bad, good) && s.Course.NoteOf(3).Guess != 1 {
			t.Errorf("%s: what makes sense is lost", bad)
		}
	}
}

func TestALockedLessonStaysOpen(t *testing.T) {
	s, _ := NewTestSession()
	s.Open("lesson=3&lock=lessons", "")
	s.Course.OpenLesson(4)
	s.Course.OpenLesson(0)
	if s.Recipe.Experiment.Lesson != 3 {
		t.Errorf("lesson %d is open", s.Recipe.Experiment.Lesson)
	}
	if s.Course.Guess(3, 0); s.Course.NoteOf(3).Guess != 1 {
		t.Error("it cannot be done")
	}
}

func TestTheFirstLessonsTrialCountsInTheOthers(t *testing.T) {
	of := map[string][]int{} // lessons by their steps' links
	for i := range lesson.Lessons {
		for _, st := range lesson.Lessons[i].Steps {
			if all := of[st.Link]; !slices.Contains(all, i+1) {
				of[st.Link] = append(all, i+1)
			}
		}
	}
	tried := 0
	for link, lessons := range of {
		if len(lessons) < 3 {
			continue
		}
		tried++
		s, _ := NewTestSession()
		for _, n := range lessons[:2] {
			x := &lesson.Note{}
			for _, st := range lesson.Lessons[n-1].Steps {
				var trial *lesson.Trial
				if st.Link == link {
					trial = &lesson.Trial{SHA256: strconv.Itoa(n)}
				}
				x.Trials = append(x.Trials, trial)
			}
			s.Course.Learning().Notes[n] = x
		}
		at := slices.IndexFunc(lesson.Lessons[lessons[2]-1].Steps, func(st lesson.Step) bool { return st.Link == link })
		for range 20 {
			if trial := s.Course.TrialsOf(lessons[2])[at]; trial == nil || trial.SHA256 != strconv.Itoa(lessons[0]) {
				t.Fatalf("%s: shown is %+v, want the trial of lesson %d", link, trial, lessons[0])
			}
		}
	}
	if tried == 0 {
		t.Fatal("no three lessons share a step: this test shows nothing")
	}
}
