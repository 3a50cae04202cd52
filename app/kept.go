package app

import (
	"context"
	"errors"
	"slices"

	"muestra/nn/samples"
	"muestra/wasm/store"
)

// discard deletes a run.
func (s *session) discard(id string) {
	if s.store == nil || s.run.active() && s.run.id == id {
		return
	}
	kept := s.store
	wanted := s.countdown > 0 && s.offer.ID == id
	s.records = slices.DeleteFunc(slices.Clone(s.records), func(r *store.Record) bool { return r.ID == id })
	s.sort()
	if s.viewed != nil && s.viewed.id == id {
		s.viewed = nil
	}
	s.aside(func(ctx context.Context) func() {
		err := kept.Delete(ctx, id)
		return func() {
			s.failed(textDeleteFailed, err)
			s.reloadSavedRuns()
		}
	})
	if wanted {
		s.train() // the link still asks for it
	}
	s.changed()
}

// The longest name of a run and the longest note on it, in characters.
const (
	maxName = 100
	maxNote = 1000
)

// rename gives a run another name; none is its sample's.
func (s *session) rename(id, name string) {
	s.relabel(id, func(l *store.Labels) { l.Name = samples.Tidy(name, maxName, false) })
}

// annotate writes something down about a run.
func (s *session) annotate(id, text string) {
	s.relabel(id, func(l *store.Labels) { l.Note = samples.Tidy(text, maxNote, true) })
}

// star marks a run, so that it stands first, or no longer.
func (s *session) star(id string) {
	s.relabel(id, func(l *store.Labels) { l.Starred = !l.Starred })
}

// relabel changes what the visitor says about a run.
func (s *session) relabel(id string, change func(*store.Labels)) {
	record := s.record(id)
	if s.store == nil || record == nil {
		return
	}
	labels := record.Labels
	if change(&labels); labels == record.Labels {
		return
	}
	kept := s.store
	record.Labels = labels
	s.aside(func(ctx context.Context) func() {
		err := kept.Update(ctx, id, labels)
		return func() { s.failed(textLabelFailed, err) }
	})
	s.changed()
}

// download hands the visitor a run's weights, and all else that it needs to go on, as a file.
func (s *session) download(id string) {
	record := s.record(id)
	if s.store == nil || record == nil {
		return
	}
	kept, name := s.store, fileName(record.Sample, record.Name)+".safetensors"
	s.aside(func(ctx context.Context) func() {
		err := s.archive.download(ctx, kept, id, name)
		return func() { s.failed(textExportFailed, err) }
	})
}

// failed says that something about the runs that are kept has not come about; nil is that it has.
func (s *session) failed(what words, err error) {
	if err != nil {
		s.remark = s.text(what, s.storeWords(err))
		s.changed()
	}
}

// storeWords is an error of the store in the session's language.
func (s *session) storeWords(err error) string {
	for _, known := range []struct {
		err  error
		text words
	}{{store.ErrFull, textStoreFull}, {store.ErrNewer, textStoreNewer}, {store.ErrRefused, textStoreRefused}, {store.ErrCorrupt, textStoreCorrupt}, {store.ErrNotFound, textStoreGone}} {
		if errors.Is(err, known.err) {
			return s.text(known.text)
		}
	}
	return s.words(err)
}

// record is the run of a name among those that are kept, or nil.
func (s *session) record(id string) *store.Record {
	for _, r := range s.records {
		if r.ID == id {
			return r
		}
	}
	return nil
}

// viewRun shows a run that is kept; it is not gone on with.
func (s *session) viewRun(id string) {
	record := s.record(id)
	if record == nil || s.run.active() {
		return
	}
	recipe := s.recipeOf(record)
	if recipe.err != nil {
		s.failed(textGoOnFailed, recipe.err)
		return
	}
	r := revive(record, recipe)
	if record.State == store.Done {
		r.phase, r.done = phaseDone, doneOf(record)
	}
	s.viewed, s.seen = r, record.Updated
	s.changed()
}

// refreshViewed brings what is shown of a kept run up to date.
func (s *session) refreshViewed() {
	if s.viewed == nil {
		return
	}
	switch record := s.record(s.viewed.id); {
	case record == nil:
		s.viewed = nil
	case !record.Updated.Equal(s.seen):
		s.viewRun(record.ID)
	}
}

// leaveRun shows the page's own run again.
func (s *session) leaveRun() {
	s.viewed = nil
	s.changed()
}

// shown is the run whose curves and numbers are on the screen, or nil.
func (s *session) shown() *run {
	if s.viewed != nil && !s.run.active() {
		return s.viewed
	}
	return s.run
}
