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

// recipe is what a kept run trains, read from its link.
type recipe struct {
	experiment *samples.Experiment
	pairs      []samples.Pair
	identity   string
	err        error // why this version cannot read it
}

// recipeOf reads a run's recipe, once: building a network takes its time.
func (s *session) recipeOf(r *store.Record) *recipe {
	if known := s.recipes[r.Link]; known != nil {
		return known
	}
	read := new(recipe)
	s.recipes[r.Link] = read
	pairs, err := samples.Split(r.Link)
	if err == nil {
		read.pairs = without(without(pairs, "lang"), "run")
		read.experiment, _, err = samples.Build(read.pairs)
	}
	if read.err = err; err == nil {
		read.identity = identityOf(read.experiment.Sample, differencesOf(read.experiment, read.edited()))
	}
	return read
}

// edited reports whether the network is not the sample's own.
func (r *recipe) edited() bool { return has(r.pairs, "model") }

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
			s.reloadSavedRuns()
		}
	})
	s.changed()
}

// adopt makes a run that is kept the page's own and has it go on. Its recipe comes back with it.
func (s *session) adopt(record *store.Record) error {
	recipe := s.recipeOf(record)
	if recipe.err != nil {
		return recipe.err
	}
	s.recall(recipe.pairs)
	r := revive(record, recipe)
	r.experiment.Lang = s.lang
	r.resumes, r.saved = true, true
	s.begin(r)
	return nil
}

// recall puts a run's recipe into the page's.
func (s *session) recall(pairs []samples.Pair) {
	s.pushUndo("recall")
	s.discardDraft()
	given := map[string]string{}
	for _, p := range pairs {
		given[p.Key] = p.Value
	}
	s.given = s.obey(given)
	s.edited()
}

// revive is a run as its record has it.
func revive(record *store.Record, read *recipe) *run {
	e := *read.experiment
	r := &run{id: record.ID, name: record.Name, experiment: &e, edited: read.edited(), identity: read.identity, overridden: record.Changed}
	history := historyOf(record)
	perEpoch, done := stepsPerEpoch(&e), min(record.Epoch, len(history))
	r.takeUp(&port.Started{
		Dataset: record.Dataset, Train: e.Train, Val: e.Val, Test: e.Test, Epochs: e.Epochs, StepsPerEpoch: perEpoch,
		Epoch: done, Step: max(record.Step, done*perEpoch), History: history,
	}, record.Updated)
	return r
}

// historyOf are a run's epochs; none where they are of another version, or no training gives them: the weights may do all the same.
func historyOf(record *store.Record) []port.Epoch {
	var history []port.Epoch
	if len(record.History) == 0 || json.Unmarshal(record.History, &history) != nil || port.CheckHistory(history) != nil {
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
