package lesson

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"sync"

	"muestra/app/editor"
	"muestra/app/host"
	"muestra/app/run"
	"muestra/nn/history"
	"muestra/nn/recipe"
)

// Course is where the visitor stands in the lessons.
type Course struct {
	*host.Host
	recipe   *editor.Recipe
	training *run.Training

	progress *Progress
}

// Lesson is an exercise: predict, try, check, understand. The table is in table.go.
type Lesson struct {
	Title, Intro, Question recipe.Text
	Choices                []recipe.Text
	Usual                  int    // the choice that comes true on CIFAR-10, from 0
	Steps                  []Step // none in a thought exercise
	Check                  func([]Trial) Finding
	Facts                  recipe.Text // what was found, with blanks for Finding.Facts
	Why, Next              recipe.Text
}

// New is the course of a visitor who is remembered by the host.
func New(h *host.Host, r *editor.Recipe, t *run.Training) *Course {
	s := &Course{Host: h, recipe: r, training: t}
	s.Recall()
	return s
}

// Step is one run of a lesson.
type Step struct {
	Name    recipe.Text
	Link    string // what it sets, apart from what the page's link says about the page
	Seconds int    // in Chromium on two cores
}

// About reports whether one of the lesson's runs is of the sample.
func (l *Lesson) About(sample int) bool {
	return slices.ContainsFunc(l.Steps, func(st Step) bool { return strings.HasPrefix(st.Link+"&", "sample="+strconv.Itoa(sample)+"&") })
}

// Progress is where the visitor stands in the lessons. It is remembered from visit to visit.
type Progress struct {
	Notes map[int]*Note `json:"notes"` // by lesson, from 1
	Own   string        `json:"own"`   // the link of the experiment before a lesson set its own, or ""
}

// Note is what the visitor has done in a lesson.
type Note struct {
	Guess   int      `json:"guess"`  // from 1; 0: none yet
	Trials  []*Trial `json:"trials"` // by step; nil where there is none yet
	Checked bool     `json:"checked"`
}

// CourseKey is where the host's memory has the course.
const CourseKey = "lessons" // in the memory

// Learning is what the visitor has done so far.
func (s *Course) Learning() *Progress { return s.progress }

// Recall takes up what the host's memory has of an earlier visit. What makes no sense there is left out.
func (s *Course) Recall() {
	p := &Progress{}
	if json.Unmarshal([]byte(s.Memory.Recall(CourseKey)), p) != nil {
		p = &Progress{}
	}
	if _, _, err := recipe.ParseLink(p.Own); err != nil {
		p.Own = ""
	}
	sound := map[int]*Note{}
	for n, x := range p.Notes {
		if n >= 1 && n <= len(Lessons) && x != nil && x.sound(&Lessons[n-1]) {
			sound[n] = x
		}
	}
	p.Notes = sound
	s.progress = p
}

// sound reports whether a note can be one of a lesson.
func (x *Note) sound(l *Lesson) bool {
	if x.Guess < 0 || x.Guess > len(l.Choices) || len(x.Trials) > len(l.Steps) {
		return false
	}
	for _, t := range x.Trials {
		if t != nil && (len(t.History) == 0 || t.SHA256 == "") {
			return false
		}
	}
	return !x.Checked || x.Guess > 0 && x.complete(l)
}

// complete reports whether there is all that the check needs.
func (x *Note) complete(l *Lesson) bool {
	return len(x.Trials) == len(l.Steps) && !slices.Contains(x.Trials, nil)
}

// Begun reports whether it is too late for another guess.
func (x *Note) Begun() bool {
	return x.Checked || slices.ContainsFunc(x.Trials, func(t *Trial) bool { return t != nil })
}

// TrialsOf are those of a lesson's steps, nil where there is none yet. A run that was done for another lesson counts here too.
func (s *Course) TrialsOf(n int) []*Trial {
	all := make([]*Trial, len(Lessons[n-1].Steps))
	copy(all, s.NoteOf(n).Trials)
	for i, st := range Lessons[n-1].Steps {
		for m := range Lessons {
			for k, t := range s.NoteOf(m + 1).Trials {
				if all[i] == nil && t != nil && Lessons[m].Steps[k].Link == st.Link {
					all[i] = t
				}
			}
		}
	}
	return all
}

// Checkable reports whether a lesson has a prediction and all its trials.
func (s *Course) Checkable(n int) bool { return s.NoteOf(n).Guess > 0 && s.NextStep(n) < 0 }

// Found is what a lesson that was checked has come to.
func (s *Course) Found(n int) Finding {
	var all []Trial
	for _, t := range s.NoteOf(n).Trials {
		all = append(all, *t)
	}
	return Lessons[n-1].Check(all)
}

// NoteOf is what the visitor has done in a lesson.
func (s *Course) NoteOf(n int) Note {
	if x := s.progress.Notes[n]; x != nil {
		return *x
	}
	return Note{}
}

// note is the note on a lesson, to be written on.
func (s *Course) note(n int) *Note {
	if s.progress.Notes[n] == nil {
		s.progress.Notes[n] = &Note{}
	}
	return s.progress.Notes[n]
}

// keepCourse remembers what was learnt.
func (s *Course) keepCourse() {
	text, err := json.Marshal(s.progress)
	if err != nil {
		panic(badCourse)
	}
	s.Memory.Remember(CourseKey, string(text))
	s.Changed()
}

const badCourse = "app: a course that JSON cannot write"

// LessonsDone is how many lessons have been checked.
func (s *Course) LessonsDone() int {
	done := 0
	for _, x := range s.Learning().Notes {
		if x.Checked {
			done++
		}
	}
	return done
}

// Learned reports whether there is anything to forget.
func (s *Course) Learned() bool {
	for _, x := range s.Learning().Notes {
		if x.Guess > 0 {
			return true
		}
	}
	return false
}

// OpenLesson shows a lesson; 0 is the list.
func (s *Course) OpenLesson(n int) {
	if s.recipe.Locked("lesson") {
		return
	}
	delete(s.recipe.Given, "lesson")
	if n > 0 {
		s.recipe.Given["lesson"] = strconv.Itoa(n)
	}
	s.recipe.Edited()
}

// Guess notes what the visitor predicts in a lesson, from 0.
func (s *Course) Guess(n, choice int) {
	if x := s.note(n); !x.Begun() {
		x.Guess = choice + 1
		s.keepCourse()
	}
}

// NextStep is the first step of a lesson that has no trial yet, or -1.
func (s *Course) NextStep(n int) int { return slices.Index(s.TrialsOf(n), nil) }

// Try trains the next step of a lesson.
func (s *Course) Try(n int) {
	i := s.NextStep(n)
	if i < 0 || s.NoteOf(n).Guess == 0 || s.training.Run.Active() {
		return
	}
	if !s.Taught() {
		s.Learning().Own = editor.Bare(*s.recipe.Experiment).Link()
		s.keepCourse()
	}
	pairs := Lessons[n-1].Steps[i].pairs()
	if workers, ok := s.recipe.Given["workers"]; ok {
		pairs = append([]recipe.Pair{{Key: "workers", Value: workers}}, pairs...)
	}
	s.take(pairs)
	s.training.Train()
}

// pairs are what a step sets.
func (st *Step) pairs() []recipe.Pair {
	pairs, err := recipe.Split(st.Link)
	if err != nil {
		panic(badLesson)
	}
	return pairs
}

const badLesson = "app: a lesson whose link cannot be read"

// identities are those of all steps' experiments, by link.
var identities = sync.OnceValue(func() map[string]string {
	all := map[string]string{}
	for _, l := range Lessons {
		for _, st := range l.Steps {
			e, _, err := recipe.Build(st.pairs())
			if err != nil {
				panic(badLesson)
			}
			all[st.Link] = editor.IdentityOf(e.Sample, editor.DifferencesOf(e, false))
		}
	}
	return all
})

// Identity is that of the step's experiment.
func (st *Step) Identity() string { return identities()[st.Link] }

// Sharers is the number of workers that a step asks for, or "".
func (st *Step) Sharers() string {
	for _, p := range st.pairs() {
		if p.Key == "workers" {
			return p.Value
		}
	}
	return ""
}

// Taught reports whether the page's experiment is a lesson's.
func (s *Course) Taught() bool {
	return s.Learning().Own != "" && slices.ContainsFunc(Lessons[:], func(l Lesson) bool {
		return slices.ContainsFunc(l.Steps, func(st Step) bool { return st.Identity() == s.recipe.Identity })
	})
}

// StepOf is which step of a lesson a run is, or -1.
func StepOf(l *Lesson, r *run.Run) int {
	return slices.IndexFunc(l.Steps, func(st Step) bool {
		sharers := st.Sharers()
		return (sharers == "" || sharers == r.Experiment.Workers) && st.Identity() == r.Identity
	})
}

// Learn notes the run that has just ended if it is a step of the lesson that is open, or of one that was left with a prediction made.
func (s *Course) Learn() {
	r := s.training.Run
	if r.Phase != run.PhaseDone || r.Edited || r.Overridden || len(r.History) == 0 {
		return
	}
	for k := range Lessons {
		n := k + 1
		if x := s.Learning().Notes[n]; n != s.recipe.Experiment.Lesson && (x == nil || x.Guess == 0) {
			continue
		}
		i := StepOf(&Lessons[k], r)
		if i < 0 || s.NoteOf(n).Checked {
			continue
		}
		x := s.note(n)
		for len(x.Trials) <= i {
			x.Trials = append(x.Trials, nil)
		}
		x.Trials[i] = &Trial{
			History: slices.Clone(r.History), Test: r.Done.Score().Accuracy, SHA256: r.Done.WeightsSHA256,
			Early: r.Done.Stopped == history.EndEarly, Dataset: r.Started.Dataset,
		}
		s.keepCourse()
	}
}

// Examine looks at what came of a lesson.
func (s *Course) Examine(n int) {
	if s.Checkable(n) {
		x := s.note(n)
		x.Trials, x.Checked = s.TrialsOf(n), true
		s.keepCourse()
	}
}

// StartOver forgets a lesson, or all of them where n is 0.
func (s *Course) StartOver(n int) {
	c := s.Learning()
	if n > 0 {
		delete(c.Notes, n)
	} else {
		c.Notes = map[int]*Note{}
	}
	s.keepCourse()
}

// GoBack takes the experiment again that was the page's before the lessons. The lesson stays open.
func (s *Course) GoBack() {
	own := s.Learning().Own
	if own == "" {
		return
	}
	pairs, err := recipe.Split(own)
	if err != nil {
		return // it was read before
	}
	s.Learning().Own = ""
	s.keepCourse()
	s.take(pairs)
}

// take makes a recipe the page's. A lesson may change what the page's link fixes: people cannot, and their own experiment comes back as it was.
func (s *Course) take(pairs []recipe.Pair) { s.recipe.Take("lesson", pairs, editor.OfPage) }
