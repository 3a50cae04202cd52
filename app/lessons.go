package app

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"sync"

	"muestra/nn/samples"
)

// lesson is an exercise: predict, try, check, understand. The table is in lesson_table.go.
type lesson struct {
	title, intro, question samples.Text
	choices                []samples.Text
	usual                  int    // the choice that comes true on CIFAR-10, from 0
	steps                  []step // none in a thought exercise
	check                  func([]trial) finding
	facts                  samples.Text // what was found, with blanks for finding.facts
	why, next              samples.Text
}

// step is one run of a lesson.
type step struct {
	name    samples.Text
	link    string // what it sets, apart from what the page's link says about the page
	seconds int    // in Chromium on two cores
}

// about reports whether one of the lesson's runs is of the sample.
func (l *lesson) about(sample int) bool {
	return slices.ContainsFunc(l.steps, func(st step) bool { return strings.HasPrefix(st.link+"&", "sample="+strconv.Itoa(sample)+"&") })
}

// progress is where the visitor stands in the lessons. It is remembered from visit to visit.
type progress struct {
	Notes map[int]*note `json:"notes"` // by lesson, from 1
	Own   string        `json:"own"`   // the link of the experiment before a lesson set its own, or ""
}

// note is what the visitor has done in a lesson.
type note struct {
	Guess   int      `json:"guess"`  // from 1; 0: none yet
	Trials  []*trial `json:"trials"` // by step; nil where there is none yet
	Checked bool     `json:"checked"`
}

const courseKey = "lessons" // in the memory

// learning is the course, as it was remembered where it has not been looked at yet. What makes no sense there is left out.
func (s *session) learning() *progress {
	if s.course != nil {
		return s.course
	}
	s.course = &progress{}
	if json.Unmarshal([]byte(s.memory.recall(courseKey)), s.course) != nil {
		s.course = &progress{}
	}
	if _, _, err := samples.ParseLink(s.course.Own); err != nil {
		s.course.Own = ""
	}
	sound := map[int]*note{}
	for n, x := range s.course.Notes {
		if n >= 1 && n <= len(lessons) && x != nil && x.sound(&lessons[n-1]) {
			sound[n] = x
		}
	}
	s.course.Notes = sound
	return s.course
}

// sound reports whether a note can be one of a lesson.
func (x *note) sound(l *lesson) bool {
	if x.Guess < 0 || x.Guess > len(l.choices) || len(x.Trials) > len(l.steps) {
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
func (x *note) complete(l *lesson) bool {
	return len(x.Trials) == len(l.steps) && !slices.Contains(x.Trials, nil)
}

// begun reports whether it is too late for another guess.
func (x *note) begun() bool {
	return x.Checked || slices.ContainsFunc(x.Trials, func(t *trial) bool { return t != nil })
}

// trialsOf are those of a lesson's steps, nil where there is none yet. A run that was done for another lesson counts here too.
func (s *session) trialsOf(n int) []*trial {
	all := make([]*trial, len(lessons[n-1].steps))
	copy(all, s.noteOf(n).Trials)
	for i, st := range lessons[n-1].steps {
		for m, x := range s.learning().Notes {
			for k, t := range x.Trials {
				if all[i] == nil && t != nil && lessons[m-1].steps[k].link == st.link {
					all[i] = t
				}
			}
		}
	}
	return all
}

// checkable reports whether a lesson has a prediction and all its trials.
func (s *session) checkable(n int) bool { return s.noteOf(n).Guess > 0 && s.nextStep(n) < 0 }

// found is what a lesson that was checked has come to.
func (s *session) found(n int) finding {
	var all []trial
	for _, t := range s.noteOf(n).Trials {
		all = append(all, *t)
	}
	return lessons[n-1].check(all)
}

// noteOf is what the visitor has done in a lesson, an empty one where there is none.
func (s *session) noteOf(n int) *note {
	c := s.learning()
	if c.Notes[n] == nil {
		c.Notes[n] = &note{}
	}
	return c.Notes[n]
}

// keepCourse remembers it.
func (s *session) keepCourse() {
	text, err := json.Marshal(s.course)
	if err != nil {
		panic(badCourse)
	}
	s.memory.remember(courseKey, string(text))
	s.changed()
}

const badCourse = "app: a course that JSON cannot write"

// lessonsDone is how many lessons have been checked.
func (s *session) lessonsDone() int {
	done := 0
	for _, x := range s.learning().Notes {
		if x.Checked {
			done++
		}
	}
	return done
}

// learned reports whether there is anything to forget.
func (s *session) learned() bool {
	for _, x := range s.learning().Notes {
		if x.Guess > 0 {
			return true
		}
	}
	return false
}

// openLesson shows a lesson; 0 is the list.
func (s *session) openLesson(n int) {
	if s.locked("lesson") {
		return
	}
	delete(s.given, "lesson")
	if n > 0 {
		s.given["lesson"] = strconv.Itoa(n)
	}
	s.edited()
}

// guess notes what the visitor predicts in a lesson, from 0.
func (s *session) guess(n, choice int) {
	if x := s.noteOf(n); !x.begun() {
		x.Guess = choice + 1
		s.keepCourse()
	}
}

// nextStep is the first step of a lesson that has no trial yet, or -1.
func (s *session) nextStep(n int) int { return slices.Index(s.trialsOf(n), nil) }

// try trains the next step of a lesson.
func (s *session) try(n int) {
	i := s.nextStep(n)
	if i < 0 || s.noteOf(n).Guess == 0 || s.run.active() {
		return
	}
	if !s.taught() {
		s.learning().Own = bare(*s.experiment).Link()
		s.keepCourse()
	}
	own := map[string]string{}
	if workers, ok := s.given["workers"]; ok {
		own["workers"] = workers
	}
	s.take(own, lessons[n-1].steps[i].pairs())
	s.train()
}

// pairs are what a step sets.
func (st *step) pairs() []samples.Pair {
	pairs, err := samples.Split(st.link)
	if err != nil {
		panic(badLesson)
	}
	return pairs
}

const badLesson = "app: a lesson whose link cannot be read"

// identities are those of all steps' experiments, by link.
var identities = sync.OnceValue(func() map[string]string {
	all := map[string]string{}
	for _, l := range lessons {
		for _, st := range l.steps {
			e, _, err := samples.Build(st.pairs())
			if err != nil {
				panic(badLesson)
			}
			all[st.link] = identityOf(e.Sample, differencesOf(e, false))
		}
	}
	return all
})

// identity is that of the step's experiment.
func (st *step) identity() string { return identities()[st.link] }

// sharers is the number of workers that a step asks for, or "".
func (st *step) sharers() string {
	for _, p := range st.pairs() {
		if p.Key == "workers" {
			return p.Value
		}
	}
	return ""
}

// taught reports whether the page's experiment is a lesson's.
func (s *session) taught() bool {
	return s.learning().Own != "" && slices.ContainsFunc(lessons[:], func(l lesson) bool {
		return slices.ContainsFunc(l.steps, func(st step) bool { return st.identity() == s.identity })
	})
}

// stepOf is which step of a lesson a run is, or -1.
func stepOf(l *lesson, r *run) int {
	return slices.IndexFunc(l.steps, func(st step) bool {
		sharers := st.sharers()
		return (sharers == "" || sharers == r.experiment.Workers) && st.identity() == r.identity
	})
}

// learn notes the run that has just ended if it is a step of the lesson that is open, or of one that was left with a prediction made.
func (s *session) learn() {
	r := s.run
	if r.phase != phaseDone || r.edited || r.overridden || len(r.history) == 0 {
		return
	}
	for k := range lessons {
		n := k + 1
		if x := s.learning().Notes[n]; n != s.experiment.Lesson && (x == nil || x.Guess == 0) {
			continue
		}
		i, x := stepOf(&lessons[k], r), s.noteOf(n)
		if i < 0 || x.Checked {
			continue
		}
		for len(x.Trials) <= i {
			x.Trials = append(x.Trials, nil)
		}
		x.Trials[i] = &trial{
			History: slices.Clone(r.history), Test: r.done.TestAccuracy, SHA256: r.done.WeightsSHA256,
			Early: r.done.Stopped == "early_stopping", Dataset: r.started.Dataset,
		}
		s.keepCourse()
	}
}

// examine looks at what came of a lesson.
func (s *session) examine(n int) {
	if x := s.noteOf(n); s.checkable(n) {
		x.Trials, x.Checked = s.trialsOf(n), true
		s.keepCourse()
	}
}

// startOver forgets a lesson, or all of them where n is 0.
func (s *session) startOver(n int) {
	c := s.learning()
	if n > 0 {
		delete(c.Notes, n)
	} else {
		c.Notes = map[int]*note{}
	}
	s.keepCourse()
}

// goBack takes the experiment again that was the page's before the lessons. The lesson stays open.
func (s *session) goBack() {
	own := s.learning().Own
	if own == "" {
		return
	}
	pairs, err := samples.Split(own)
	if err != nil {
		return // it was read before
	}
	s.learning().Own = ""
	s.keepCourse()
	s.take(map[string]string{}, pairs)
}

// take makes what is given to a recipe the page's, and keeps what the page's link says about the page. A lesson may change what the link fixes: people
// cannot, and their own experiment comes back as it was.
func (s *session) take(given map[string]string, pairs []samples.Pair) {
	for _, p := range pairs {
		given[p.Key] = p.Value
	}
	s.pushUndo("lesson")
	s.discardDraft()
	s.given = s.carry(given, ofPage)
	s.edited()
}
