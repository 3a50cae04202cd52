package trainer

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"muestra/data"
	"muestra/nn/recipe"
	"muestra/nn/train"
	"muestra/wasm/port"
)

// mostQuestions is how many questions may wait for their answers.
const mostQuestions = 32

// inspectShare is the part of the time that live answers may hold a run still, a fortieth, and inspectCredit what they may hold it still at once.
const (
	inspectShare  = 40
	inspectCredit = 50 * time.Millisecond
)

// question is an Inspect with what is needed to answer it.
type question struct {
	*port.Inspect
	set *data.Set
	err error // why there is no answer
	// probe are the training pictures that InspectSpread finds gradients for.
	probe []int32
	// breathe takes a turn where one is due. Its error ends the answer.
	breathe func() error
}

// sights are what can be inspected. Each fills in an answer.
var sights = map[string]func(*worker, *question, *port.Inspected) error{
	port.InspectPictures: (*worker).showPictures,
	port.InspectAugment:  (*worker).showVaried,
	port.InspectPredict:  (*worker).showPredicted,
	port.InspectJudged:   (*worker).showJudged,
	port.InspectOwn:      (*worker).showOwn,
	port.InspectLayers:   (*worker).showLayers,
	port.InspectHeat:     (*worker).showHeat,
	port.InspectSpread:   (*worker).showSpread,
}

// onInspect takes a question. Its pictures are fetched beside whatever goes on; then whoever computes answers it.
func (w *worker) onInspect(m *port.Inspect) {
	if w.asked == mostQuestions {
		w.send(&port.Inspected{ID: m.ID, What: m.What, Error: "too many questions at once"})
		return
	}
	w.asked++
	go func() { w.inspections <- w.fetch(m) }()
}

// fetch gets the pictures that a question is about.
func (w *worker) fetch(m *port.Inspect) (q *question) {
	q = &question{Inspect: m}
	defer func() {
		if thrown := recover(); thrown != nil {
			q.err = fmt.Errorf("%v", thrown)
		}
	}()
	if q.set, q.err = w.pictures(m.Pack); q.err != nil {
		return q
	}
	pictures, index := picturesOf(q.set, m.Source), m.Index
	if m.What == port.InspectSpread {
		q.probe, q.err = data.TrainIndices(probed)
		pictures, index = q.set.Train, q.probe
	}
	if q.err != nil || len(index) == 0 {
		return q
	}
	for _, k := range index {
		if int(k) >= pictures.Len() {
			q.err = fmt.Errorf("there is no picture %d: the data set has %d", k, pictures.Len())
			return q
		}
	}
	q.err = data.Prefetch(w.context(), []data.Need{{Pictures: pictures, Index: index}}, func(int, int) {})
	return q
}

// picturesOf are the pictures of a source, "train" or "test".
func picturesOf(set *data.Set, source string) data.Pictures {
	if source == "test" {
		return set.Test
	}
	return set.Train
}

// answer answers a question.
func (w *worker) answer(q *question, breathe func() error) {
	q.breathe = breathe
	if w.choose(q) {
		return
	}
	w.mu.Lock()
	w.asked--
	w.mu.Unlock()
	seen := &port.Inspected{ID: q.ID, What: q.What}
	if err := w.show(q, seen); err != nil {
		interrupted := errors.Is(err, train.ErrStopped) || errors.Is(err, context.Canceled)
		if interrupted {
			err = &trouble{textInterrupted, err}
		}
		seen = &port.Inspected{ID: q.ID, What: q.What, Error: words(err, q.lang()), Interrupted: interrupted}
	}
	w.send(seen)
}

// choose fetches the pictures of a question that leaves the choice to the worker, and says whether that has to be waited for.
func (w *worker) choose(q *question) bool {
	if q.What != port.InspectPredict || len(q.Index) > 0 || q.err != nil {
		return false
	}
	s, err := w.inspectionOf(q)
	if err != nil {
		q.err = err
		return false
	}
	m := *q.Inspect
	m.Source, m.Index = s.choose()
	go func() { w.inspections <- w.fetch(&m) }()
	return true
}

func (w *worker) show(q *question, seen *port.Inspected) (err error) {
	defer func() {
		if thrown := recover(); thrown != nil {
			err = fmt.Errorf("%v", thrown)
		}
	}()
	if q.err != nil {
		return q.err
	}
	seen.Source, seen.Classes = q.Source, q.set.ClassNames
	return sights[q.What](w, q, seen)
}

// lang is the language of the question's experiment.
func (q *question) lang() string {
	e, err := q.experiment()
	if err != nil {
		return ""
	}
	return e.Lang
}

func (q *question) experiment() (*recipe.Experiment, error) {
	if len(q.Experiment) == 0 {
		return nil, &trouble{textNoNetwork, errNoExperiment}
	}
	e := new(recipe.Experiment)
	return e, json.Unmarshal(q.Experiment, e)
}

// idle lets the browser have its turns while a question is answered between two runs. The next Start ends the answer.
func (w *worker) idle() func() error {
	ctx, last := w.context(), time.Now()
	return func() error {
		if time.Since(last) >= turnEvery {
			w.turn()
			last = time.Now()
		}
		return context.Cause(ctx)
	}
}

// inspectionLimiter answers the questions that come while a run goes on.
type inspectionLimiter struct {
	live   []*question   // whose time has not come
	seen   time.Time     // the last look at the clock
	credit time.Duration // how long live answers may hold the run still; where it is below 0, it was too long
}

// answerInspections answers what has been asked, and what is live where that is due. A run that holds still has time for everything.
func (r *run) answerInspections(still bool) {
	o := &r.inspections
	now := time.Now()
	o.credit = min(o.credit+now.Sub(o.seen)/inspectShare, inspectCredit)
	o.seen = now
	for {
		select {
		case q := <-r.w.inspections:
			if q.Live && !still {
				o.live = append(o.live, q)
			} else {
				r.answer(q)
			}
			continue
		default:
		}
		if len(o.live) == 0 || !still && o.credit < 0 {
			return
		}
		q := o.live[0]
		o.live = o.live[1:]
		r.answer(q)
	}
}

// answer answers a question and counts what that has taken.
func (r *run) answer(q *question) {
	r.w.answer(q, r.breathe)
	o := &r.inspections
	now := time.Now()
	o.credit -= now.Sub(o.seen)
	o.seen = now
}

// leave answers, at the run's end, what has been waiting.
func (o *inspectionLimiter) leave(w *worker) {
	for _, q := range o.live {
		w.answer(q, w.idle())
	}
	o.live = nil
}

var textInterrupted = recipe.Text{ES: "algo más urgente ha interrumpido la respuesta", EN: "the answer was interrupted by something more urgent"}
