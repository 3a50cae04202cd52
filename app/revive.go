package app

import (
	"context"
	"encoding/json"
	"math"
	"slices"

	"muestra/nn/samples"
	"muestra/wasm/port"
	"muestra/wasm/store"
)

// experimentOf is what a run trains, and its link.
func experimentOf(r *store.Record) (*samples.Experiment, []samples.Pair, error) {
	pairs, err := samples.Split(r.Link)
	if err != nil {
		return nil, nil, err
	}
	pairs = without(without(pairs, "lang"), "run")
	e, _, err := samples.Build(pairs)
	return e, pairs, err
}

func has(pairs []samples.Pair, key string) bool {
	return slices.ContainsFunc(pairs, func(p samples.Pair) bool { return p.Key == key })
}

// goOn takes up a run that is kept.
func (s *session) goOn(id string) {
	if s.run.active() || s.claiming || s.store == nil {
		return
	}
	kept := s.store
	s.claiming, s.countdown = true, 0
	s.aside(func(ctx context.Context) func() {
		owned, _ := s.archive.owned(ctx, id)
		record, err := kept.Run(ctx, id) // another tab may have gone on with it
		return func() {
			s.claiming = false
			ours := s.run != nil && s.run.id == id // its worker may still be putting it away
			if err == nil && record.State != store.Done && (ours || len(owned) == 0) && !s.run.active() {
				err = s.adopt(record)
			}
			if err != nil {
				s.trouble = s.text(textGoOnFailed, s.storeWords(err))
			}
			s.relist()
		}
	})
	s.follow()
}

// adopt makes a run that is kept the page's own and has it go on. Its recipe comes back with it.
func (s *session) adopt(record *store.Record) error {
	e, pairs, err := experimentOf(record)
	if err != nil {
		return err
	}
	s.recall(pairs)
	e.Lang = s.lang
	r := revive(record, e)
	r.resumes, r.saved = true, true
	s.begin(r)
	return nil
}

// recall puts a run's recipe into the page's.
func (s *session) recall(pairs []samples.Pair) {
	given := map[string]string{}
	for _, p := range pairs {
		given[p.Key] = p.Value
	}
	if lang, ok := s.given["lang"]; ok {
		given["lang"] = lang
	}
	s.given = given
	s.edited()
}

// revive is a run as its record has it.
func revive(record *store.Record, e *samples.Experiment) *run {
	pairs, _ := samples.Split(record.Link)
	model := has(pairs, "model")
	r := &run{
		id: record.ID, name: record.Name, experiment: e, edited: model, identity: identityOf(e.Sample, differencesOf(e, model)),
		diverted: record.Changed,
	}
	history := historyOf(record)
	perEpoch, done := stepsPerEpoch(e), min(record.Epoch, len(history))
	r.takeUp(&port.Started{
		Dataset: record.Dataset, Train: e.Train, Val: e.Val, Test: e.Test, Epochs: e.Epochs, StepsPerEpoch: perEpoch,
		Epoch: done, Step: max(record.Step, done*perEpoch), History: history,
	}, record.Updated)
	return r
}

// historyOf are a run's epochs; none where they are of another version, whose weights may do all the same.
func historyOf(record *store.Record) []port.Epoch {
	var history []port.Epoch
	if len(record.History) == 0 || json.Unmarshal(record.History, &history) != nil {
		return nil
	}
	return history
}

// doneOf is the end of a run as its record has it.
func doneOf(record *store.Record) *port.Done {
	none := port.Float(math.NaN())
	d := &port.Done{WeightsSHA256: record.WeightsSHA256, TestLoss: none, TestCrossEntropy: none, TestAccuracy: none}
	if t := record.Test; t != nil {
		d.TestLoss, d.TestCrossEntropy, d.TestAccuracy = port.Float(t.Loss), port.Float(t.CrossEntropy), port.Float(t.Accuracy)
	}
	return d
}
