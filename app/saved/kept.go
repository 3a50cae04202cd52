package saved

import (
	"context"
	"errors"
	"slices"

	"muestra/app/run"
	"muestra/app/say"
	"muestra/nn/recipe"
	"muestra/wasm/store"
)

// Discard deletes a run.
func (s *Runs) Discard(id string) {
	if s.Store == nil || s.training.Run.Active() && s.training.Run.ID == id {
		return
	}
	if s.List.Open == id {
		s.List.Toggle(id)
	}
	kept := s.Store
	wanted := s.Countdown > 0 && s.Offer.ID == id
	s.Records = slices.DeleteFunc(slices.Clone(s.Records), func(r *store.Record) bool { return r.ID == id })
	s.List.leave(id)
	s.Sort()
	if s.Viewed != nil && s.Viewed.ID == id {
		s.Viewed = nil
	}
	s.Aside(func(ctx context.Context) func() {
		err := kept.Delete(ctx, id)
		return func() {
			s.failed(textDeleteFailed, err)
			s.ReloadSavedRuns()
		}
	})
	if wanted {
		s.training.Train() // the link still asks for it
	}
	s.Changed()
}

// The longest name of a run and the longest note on it, in characters.
const (
	MaxName = 100
	MaxNote = 1000
)

// Rename gives a run another name; none is its sample's.
func (s *Runs) Rename(id, name string) {
	s.relabel(id, func(l *store.Labels) { l.Name = recipe.Tidy(name, MaxName, false) })
}

// Annotate writes something down about a run.
func (s *Runs) Annotate(id, text string) {
	s.relabel(id, func(l *store.Labels) { l.Note = recipe.Tidy(text, MaxNote, true) })
}

// Star marks a run, so that it stands first, or no longer.
func (s *Runs) Star(id string) {
	s.relabel(id, func(l *store.Labels) { l.Starred = !l.Starred })
}

// relabel changes what the visitor says about a run.
func (s *Runs) relabel(id string, change func(*store.Labels)) {
	record := s.Record(id)
	if s.Store == nil || record == nil {
		return
	}
	labels := record.Labels
	if change(&labels); labels == record.Labels {
		return
	}
	kept := s.Store
	record.Labels = labels
	s.Aside(func(ctx context.Context) func() {
		err := kept.Update(ctx, id, labels)
		return func() { s.failed(textLabelFailed, err) }
	})
	s.Changed()
}

// Download hands the visitor a run's weights, and all else that it needs to go on, as a file.
func (s *Runs) Download(id string) {
	record := s.Record(id)
	if s.Store == nil || record == nil {
		return
	}
	kept, name := s.Store, FileName(record.Sample, record.Name)+".safetensors"
	s.Aside(func(ctx context.Context) func() {
		err := s.Archive.Download(ctx, kept, id, name)
		return func() { s.failed(textExportFailed, err) }
	})
}

// failed tells the visitor in words, what, why something has not come about, such as deleting a run; a nil error is that it has.
func (s *Runs) failed(what say.Words, err error) {
	if err != nil {
		s.Remark = s.Text(what, StoreWords(s.Speaker, err))
		s.Changed()
	}
}

// StoreWords is an error of the store in words.
func StoreWords(s *say.Speaker, err error) string {
	for _, known := range []struct {
		err  error
		text say.Words
	}{{store.ErrFull, textStoreFull}, {store.ErrNewer, textStoreNewer}, {store.ErrRefused, textStoreRefused}, {store.ErrCorrupt, textStoreCorrupt}, {store.ErrNotFound, textStoreGone}} {
		if errors.Is(err, known.err) {
			return s.Text(known.text)
		}
	}
	return s.Words(err)
}

// Record is the run of a name among those that are kept, or nil.
func (s *Runs) Record(id string) *store.Record {
	for _, r := range s.Records {
		if r.ID == id {
			return r
		}
	}
	return nil
}

// ViewRun shows a run that is kept; it is not gone on with.
func (s *Runs) ViewRun(id string) {
	record := s.Record(id)
	if record == nil || s.training.Run.Active() {
		return
	}
	recipe := s.RecipeOf(record)
	if recipe.Err != nil {
		s.failed(textGoOnFailed, recipe.Err)
		return
	}
	r := revive(record, recipe)
	if record.State == store.Done {
		r.Phase, r.Done = run.PhaseDone, DoneOf(record)
	}
	s.Viewed, s.seen = r, record.Updated
	s.Changed()
}

// refreshViewed brings what is shown of a kept run up to date.
func (s *Runs) refreshViewed() {
	if s.Viewed == nil {
		return
	}
	switch record := s.Record(s.Viewed.ID); {
	case record == nil:
		s.Viewed = nil
	case !record.Updated.Equal(s.seen):
		s.ViewRun(record.ID)
	}
}

// LeaveRun shows the page's own run again.
func (s *Runs) LeaveRun() {
	s.Viewed = nil
	s.Changed()
}

// Shown is the run whose curves and numbers are on the screen, or nil.
func (s *Runs) Shown() *run.Run {
	if s.Viewed != nil && !s.training.Run.Active() {
		return s.Viewed
	}
	return s.training.Run
}
