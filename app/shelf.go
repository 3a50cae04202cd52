package app

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"muestra/nn/samples"
	"muestra/wasm/port"
	"muestra/wasm/store"
)

// Runs is what the page knows about the runs that are kept.
type Runs struct {
	archive archive
	// aside has work done that waits, and then what it returns, on the browser's thread again.
	aside    func(work func(context.Context) (then func()))
	store    store.Store // nil until it is open, and where there is none
	answered bool        // the browser has said whether there is one
	none     error       // why there is none

	records     []*store.Record    // those saved last first
	recipes     map[string]*recipe // of those seen so far, by link
	owned       []string           // the runs that were being trained somewhere at the last look
	used, quota int64              // bytes; 0 where the browser does not say

	offer     *store.Record   // cut short: the page offers to go on with it
	countdown int             // beats until it goes on by itself; 0 where it does not
	elsewhere *store.Record   // another tab trains it
	sure      bool            // and it did so at a second look
	postponed map[string]bool // what the visitor does not want to be asked about now
	claiming  bool            // the run to go on with is being fetched
	wanted    bool            // a link has asked for a run before the browser had answered
	asks      string          // the run that it asks for is this one, which was cut short
	barred    bool            // a link has asked for the very run that another tab trains
	viewed    *run            // a run that is shown and not gone on with
	seen      time.Time       // when what is shown of it was saved

	list listing

	reasons    []string // of port.Unsaved, each once
	unreadable bool     // there are runs that cannot be read
	persisted  bool     // the browser has been asked not to delete anything
}

// shelfPatience is how long a link that asks for a run waits for the browser's answer about those that are kept.
const shelfPatience = 3 * time.Second

// grace is how many seconds a link that asks for a run leaves to say otherwise, before a run of it that was cut short goes on.
const grace = 10

// openSavedRuns asks the browser what is kept.
func (s *session) openSavedRuns() {
	s.after(shelfPatience, s.depart)
	s.aside(func(ctx context.Context) func() {
		kept, err := s.archive.open(ctx)
		if err != nil {
			return func() {
				s.answered, s.none = true, err
				s.depart()
				s.changed()
			}
		}
		return func() {
			s.store = kept
			s.reloadSavedRuns()
		}
	})
}

// reloadSavedRuns reads again what is kept.
func (s *session) reloadSavedRuns() {
	if s.store == nil {
		return
	}
	kept := s.store
	s.aside(func(ctx context.Context) func() {
		records, err := kept.Runs(ctx)
		owned, _ := s.archive.owned(ctx, running(records)...) // without an answer nobody is known to own one
		used, quota := s.archive.room(ctx)
		return func() {
			if s.run.active() {
				owned = slices.DeleteFunc(owned, func(id string) bool { return id == s.run.id })
			}
			s.records, s.owned, s.used, s.quota = records, owned, used, quota
			s.unreadable = errors.Is(err, store.ErrCorrupt)
			if err != nil && !s.unreadable {
				s.none = err
			}
			s.ownBests()
			s.sort()
			s.refreshViewed()
			if s.elsewhere != nil && !s.sure { // the tab may just be ending: this one, before it was loaded anew
				s.sure = true
				s.after(time.Second, s.reloadSavedRuns)
				return
			}
			s.answered = true
			s.depart()
			s.changed()
		}
	})
}

// running are the runs among records that have not ended.
func running(records []*store.Record) []string {
	var ids []string
	for _, r := range records {
		if r.State == store.Running {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

// sort finds out which run the page can offer to go on with, and which one another tab is training: the one that the link asks for, or the last.
func (s *session) sort() {
	s.offer, s.elsewhere = nil, nil
	for _, r := range s.records {
		if r.State != store.Running || s.postponed[r.ID] || s.run.has(r.ID) {
			continue
		}
		found := &s.offer
		if slices.Contains(s.owned, r.ID) {
			found = &s.elsewhere
		}
		if *found == nil || r.ID == s.asks {
			*found = r
		}
	}
	if s.offer == nil {
		s.countdown = 0
	}
}

// has reports whether the run of a name is this one, and is going on or has come to its end.
func (r *run) has(id string) bool {
	return r != nil && r.id == id && (r.active() || r.stopped || r.done != nil)
}

// depart does what a link has asked for, if it waited for the browser's answer.
func (s *session) depart() {
	if s.wanted {
		s.wanted = false
		s.setOff()
	}
}

// runLinked starts the run that the page's link asks for, once the browser has said what is kept.
func (s *session) runLinked() {
	if s.wanted = !s.answered; !s.wanted {
		s.setOff()
	}
}

// makeWay puts away what was asked and shown of kept runs, for one that begins.
func (s *session) makeWay() {
	s.forgetRequests()
	s.sort()
}

// forgetRequests puts away what is shown of a kept run, and what a link has asked for.
func (s *session) forgetRequests() { s.viewed, s.countdown, s.wanted, s.barred = nil, 0, false, false }

// setOff starts the run that a link asks for, but for one that was cut short or is on in another tab: the first goes on after a while, the
// second is said.
func (s *session) setOff() {
	if s.run.active() {
		return
	}
	for _, r := range s.records {
		if r.State != store.Running || r.Sample != s.experiment.Sample || s.postponed[r.ID] || s.run.has(r.ID) || s.recipeOf(r).identity != s.identity {
			continue
		}
		s.asks = r.ID
		if s.sort(); s.offer != nil && s.offer.ID == r.ID {
			s.countdown = grace
		} else {
			s.barred = true
		}
		return
	}
	s.train()
}

// postpone puts away the offer to go on with a run, and with it those for older ones, or what is said about one in another tab. The runs stay
// in the list.
func (s *session) postpone(id string) {
	offered := s.offer != nil && s.offer.ID == id
	for _, r := range s.records {
		if r.ID == id || offered && !slices.Contains(s.owned, r.ID) {
			s.postponed[r.ID] = true
		}
	}
	s.sort()
	s.changed()
}

// startAnother leaves a run to the other tab that trains it. A link that has asked for the same gets a run of its own.
func (s *session) startAnother(id string) {
	barred := s.barred
	s.barred = false
	s.postpone(id)
	if barred {
		s.train()
	}
}

// onSaved notes that the run is kept.
func (s *session) onSaved(m *port.Saved) {
	r := s.run
	if r == nil || r.id != m.Run {
		return // of a run that another one has followed
	}
	r.saved = true
	if !s.persisted {
		s.persisted = true
		s.aside(func(ctx context.Context) func() {
			s.archive.persist(ctx)
			return func() {}
		})
	}
	old := s.record(r.id)
	if old == nil || !r.active() {
		s.reloadSavedRuns()
		return
	}
	// What has changed is known. Reading all of it again would hold up the page at every epoch.
	record := *old
	record.Epoch, record.Step, record.Bytes, record.Updated = m.Epoch, m.Step, int64(m.Bytes), s.now()
	history, err := json.Marshal(r.history[:min(m.Epoch, len(r.history))])
	if err == nil {
		record.History = history
		record.ValAccuracy, record.Seconds = inShort(r.history[:min(m.Epoch, len(r.history))])
	}
	s.records = slices.DeleteFunc(slices.Clone(s.records), func(k *store.Record) bool { return k.ID == r.id })
	s.records = slices.Insert(s.records, 0, &record)
	s.screen.tick()
}

// onUnsaved notes why the run could not be kept. It goes on. One that has failed is kept as it was before.
func (s *session) onUnsaved(m *port.Unsaved) {
	if s.run.broken() {
		return
	}
	if !slices.Contains(s.reasons, m.Reason) {
		s.reasons = append(s.reasons, m.Reason)
		s.changed()
	}
}

// ownBests takes the visitor's best results from the runs that are kept. It builds no networks: there may be many runs.
func (s *session) ownBests() {
	for _, r := range s.records {
		if r.State != store.Done || r.Dataset != "cifar10" || r.Test == nil {
			continue
		}
		if pairs, err := samples.Split(r.Link); err == nil && !has(pairs, "model") {
			s.best[r.Sample] = max(s.best[r.Sample], r.Test.Accuracy)
		}
	}
}

// onSecond comes once a second, as long as the page lives.
func (s *session) onSecond() {
	s.beats++
	s.watch()
	if s.countdown > 0 {
		if s.countdown--; s.countdown == 0 {
			s.goOn(s.offer.ID)
		}
		s.changed()
	}
	if s.elsewhere != nil && !s.run.active() && s.beats%2 == 0 {
		s.checkOtherTab(s.elsewhere.ID)
	}
}

// checkOtherTab looks how far a run in another tab has come, and whether it is still on.
func (s *session) checkOtherTab(id string) {
	kept := s.store
	s.aside(func(ctx context.Context) func() {
		owned, _ := s.archive.owned(ctx, id)
		record, err := kept.Run(ctx, id)
		return func() {
			i := slices.IndexFunc(s.records, func(r *store.Record) bool { return r.ID == id })
			switch {
			case i < 0 || err != nil || len(owned) == 0:
				s.reloadSavedRuns()
			case !record.Updated.Equal(s.records[i].Updated):
				s.records[i] = record
				s.sort()
				s.refreshViewed()
				s.changed()
			}
		}
	})
}
