package saved

import (
	"context"

	"muestra/app/editor"
	"muestra/app/run"
	"muestra/nn/history"
	"muestra/nn/recipe"
	"muestra/wasm/port"
	"muestra/wasm/store"
)

// savedRecipe is what a kept run trains, read from its link.
type savedRecipe struct {
	experiment *recipe.Experiment
	Pairs      []recipe.Pair
	identity   string
	Err        error // why this version cannot read it
}

// RecipeOf reads a run's recipe, once: building a network takes its time.
func (s *Runs) RecipeOf(r *store.Record) *savedRecipe {
	if known := s.Recipes[r.Link]; known != nil {
		return known
	}
	read := new(savedRecipe)
	s.Recipes[r.Link] = read
	pairs, err := recipe.Split(r.Link)
	if err == nil {
		read.Pairs = editor.Without(editor.Without(pairs, "lang"), "run")
		read.experiment, _, err = recipe.Build(read.Pairs)
	}
	if read.Err = err; err == nil {
		read.identity = editor.IdentityOf(read.experiment.Sample, editor.DifferencesOf(read.experiment, read.edited()))
	}
	return read
}

// edited reports whether the network is not the sample's own.
func (r *savedRecipe) edited() bool { return editor.Has(r.Pairs, "model") }

// GoOn takes up a run that is kept.
func (s *Runs) GoOn(id string) {
	if s.training.Run.Active() || s.Claiming || s.Store == nil {
		return
	}
	kept := s.Store
	s.Claiming, s.Countdown = true, 0
	s.Aside(func(ctx context.Context) func() {
		owned, _ := s.Archive.Owned(ctx, id)
		record, err := kept.Run(ctx, id) // another tab may have gone on with it
		return func() {
			s.Claiming = false
			ours := s.training.Run != nil && s.training.Run.ID == id // its worker may still be putting it away
			if err == nil && record.State != store.Done && (ours || len(owned) == 0) && !s.training.Run.Active() {
				err = s.adopt(record)
			}
			if err != nil {
				s.training.Trouble = s.Text(textGoOnFailed, StoreWords(s.Speaker, err))
			}
			s.ReloadSavedRuns()
		}
	})
	s.Changed()
}

// adopt makes a run that is kept the page's own and has it go on. Its recipe comes back with it.
func (s *Runs) adopt(record *store.Record) error {
	read := s.RecipeOf(record)
	if read.Err != nil {
		return read.Err
	}
	s.Recall(read.Pairs)
	r := revive(record, read)
	r.Experiment.Lang = s.Lang
	r.Resumes, r.Saved = true, true
	s.training.Begin(r)
	return nil
}

// Recall puts a run's recipe into the page's, whose link may fix some of it.
func (s *Runs) Recall(pairs []recipe.Pair) {
	s.recipe.Take("recall", pairs, func(key string) bool { return editor.OfPage(key) || s.recipe.Locked(key) })
}

// revive is a run as its record has it.
func revive(record *store.Record, read *savedRecipe) *run.Run {
	e := *read.experiment
	r := &run.Run{ID: record.ID, Name: record.Name, Experiment: &e, Edited: read.edited(), Identity: read.identity, Overridden: record.Changed}
	epochs := HistoryOf(record)
	perEpoch, done := e.StepsPerEpoch(), min(record.Epoch, len(epochs))
	r.TakeUp(&port.Started{
		Dataset: record.Dataset, Train: e.Train, Val: e.Val, Test: e.Test, Epochs: e.Epochs, StepsPerEpoch: perEpoch,
		Epoch: done, Step: max(record.Step, done*perEpoch), History: epochs,
	}, record.Updated)
	return r
}

// HistoryOf are a run's epochs; none where they are of another version, or no training gives them: the weights may do all the same.
func HistoryOf(record *store.Record) []history.Epoch {
	epochs, err := history.Read(record.History)
	if err != nil || history.Check(epochs) != nil {
		return nil
	}
	return epochs
}

// DoneOf is the end of a run as its record has it.
func DoneOf(record *store.Record) *history.Result {
	return &history.Result{WeightsSHA256: record.WeightsSHA256, Test: record.Test}
}
