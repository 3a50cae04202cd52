package saved

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"muestra/app/editor"
	"muestra/app/host"
	"muestra/app/run"
	"muestra/data"
	"muestra/nn/history"
	"muestra/nn/recipe"
	"muestra/wasm/port"
	"muestra/wasm/store"
)

// Runs is what the page knows about the runs that are kept.
type Runs struct {
	*host.Host
	recipe   *editor.Recipe
	training *run.Training

	Archive Archive
	// Aside has work done that waits, and then what it returns, on the browser's thread again.
	Aside    func(work func(context.Context) (then func()))
	Store    store.Store // nil until it is open, and where there is none
	Answered bool        // the browser has said whether there is one
	None     error       // why there is none

	Records     []*store.Record         // those saved last first
	Recipes     map[string]*savedRecipe // of those seen so far, by link
	Owned       []string                // the runs that were being trained somewhere at the last look
	Used, Quota int64                   // bytes; 0 where the browser does not say

	Offer     *store.Record   // cut short: the page offers to go on with it
	Countdown int             // beats until it goes on by itself; 0 where it does not
	Elsewhere *store.Record   // another tab trains it
	sure      bool            // and it did so at a second look
	Postponed map[string]bool // what the visitor does not want to be asked about now
	Claiming  bool            // the run to go on with is being fetched
	wanted    bool            // a link has asked for a run before the browser had answered
	asks      string          // the run that it asks for is this one, which was cut short
	barred    bool            // a link has asked for the very run that another tab trains
	Viewed    *run.Run        // a run that is shown and not gone on with
	seen      time.Time       // when what is shown of it was saved

	List Listing

	Reasons    []string // of port.Unsaved, each once
	Unreadable bool     // there are runs that cannot be read
	persisted  bool     // the browser has been asked not to delete anything
}

// New knows of no runs yet; see OpenSavedRuns.
func New(h *host.Host, r *editor.Recipe, t *run.Training) *Runs {
	return &Runs{
		Host: h, recipe: r, training: t, Postponed: map[string]bool{}, Recipes: map[string]*savedRecipe{},
		Aside: func(work func(context.Context) func()) { go func() { work(context.Background())() }() },
	}
}

// listPatience is how long a link that asks for a run waits for the browser's answer about those that are kept.
const listPatience = 3 * time.Second

// Grace is how many seconds a link that asks for a run leaves to say otherwise, before a run of it that was cut short goes on.
const Grace = 10

// OpenSavedRuns asks the browser what is kept.
func (s *Runs) OpenSavedRuns() {
	s.After(listPatience, s.depart)
	s.Aside(func(ctx context.Context) func() {
		kept, err := s.Archive.Open(ctx)
		if err != nil {
			return func() {
				s.Answered, s.None = true, err
				s.depart()
				s.Changed()
			}
		}
		return func() {
			s.Store = kept
			s.ReloadSavedRuns()
		}
	})
}

// ReloadSavedRuns reads again what is kept.
func (s *Runs) ReloadSavedRuns() {
	if s.Store == nil {
		return
	}
	kept := s.Store
	s.Aside(func(ctx context.Context) func() {
		records, err := kept.Runs(ctx)
		owned, _ := s.Archive.Owned(ctx, running(records)...) // without an answer nobody is known to own one
		used, quota := s.Archive.Room(ctx)
		return func() {
			if s.training.Run.Active() {
				owned = slices.DeleteFunc(owned, func(id string) bool { return id == s.training.Run.ID })
			}
			s.Used, s.Quota, s.None = used, quota, nil
			if s.Unreadable = errors.Is(err, store.ErrCorrupt); !s.Unreadable {
				s.None = err
			}
			if err == nil || len(records) > 0 { // else the look has failed, and what the last one found stays
				picked := s.Picked()
				s.Records, s.Owned = records, owned
				for _, r := range picked {
					if s.Record(r.ID) == nil {
						s.List.leave(r.ID)
					}
				}
				s.training.RememberBests(bestsOf(records))
			}
			s.Sort()
			s.refreshViewed()
			if s.Elsewhere != nil && !s.sure { // the tab may just be ending: this one, before it was loaded anew
				s.sure = true
				s.After(time.Second, s.ReloadSavedRuns)
				return
			}
			s.Answered = true
			s.depart()
			s.Changed()
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

// Sort finds out which run the page can offer to go on with, and which one another tab is training: the one that the link asks for, or the last.
func (s *Runs) Sort() {
	s.Offer, s.Elsewhere = nil, nil
	for _, r := range s.Records {
		if r.State != store.Running || s.Postponed[r.ID] || has(s.training.Run, r.ID) {
			continue
		}
		found := &s.Offer
		if slices.Contains(s.Owned, r.ID) {
			found = &s.Elsewhere
		}
		if *found == nil || r.ID == s.asks {
			*found = r
		}
	}
	if s.Offer == nil {
		s.Countdown = 0
	}
}

// has reports whether the run of a name is this one, and is going on or has come to its end.
func has(r *run.Run, id string) bool {
	return r != nil && r.ID == id && (r.Active() || r.Stopped || r.Done != nil)
}

// depart does what a link has asked for, if it waited for the browser's answer.
func (s *Runs) depart() {
	if s.wanted {
		s.wanted = false
		s.setOff()
	}
}

// RunLinked starts the run that the page's link asks for, once the browser has said what is kept.
func (s *Runs) RunLinked() {
	if s.wanted = !s.Answered; !s.wanted {
		s.setOff()
	}
}

// MakeWay puts away what was asked and shown of kept runs, for one that begins.
func (s *Runs) MakeWay() {
	s.ForgetRequests()
	s.Sort()
}

// ForgetRequests puts away what is shown of a kept run, and what a link has asked for.
func (s *Runs) ForgetRequests() { s.Viewed, s.Countdown, s.wanted, s.barred = nil, 0, false, false }

// setOff starts the run that a link asks for, but for one that was cut short or is on in another tab: the first goes on after a while, the
// second is said.
func (s *Runs) setOff() {
	if s.training.Run.Active() {
		return
	}
	for _, r := range s.Records {
		if r.State != store.Running || r.Sample != s.recipe.Experiment.Sample || s.Postponed[r.ID] || has(s.training.Run, r.ID) || s.RecipeOf(r).identity != s.recipe.Identity {
			continue
		}
		s.asks = r.ID
		if s.Sort(); s.Offer != nil && s.Offer.ID == r.ID {
			s.Countdown = Grace
		} else {
			s.barred = true
		}
		return
	}
	s.training.Train()
}

// Postpone puts away the offer to go on with a run, and with it those for older ones, or what is said about one in another tab. The runs stay
// in the list.
func (s *Runs) Postpone(id string) {
	offered := s.Offer != nil && s.Offer.ID == id
	for _, r := range s.Records {
		if r.ID == id || offered && !slices.Contains(s.Owned, r.ID) {
			s.Postponed[r.ID] = true
		}
	}
	s.Sort()
	s.Changed()
}

// StartAnother leaves a run to the other tab that trains it. A link that has asked for the same gets a run of its own.
func (s *Runs) StartAnother(id string) {
	barred := s.barred
	s.barred = false
	s.Postpone(id)
	if barred {
		s.training.Train()
	}
}

// OnSaved notes that the run is kept.
func (s *Runs) OnSaved(m *port.Saved) {
	r := s.training.Run
	if r == nil || r.ID != m.Run {
		return // of a run that another one has followed
	}
	r.Saved = true
	if !s.persisted {
		s.persisted = true
		s.Aside(func(ctx context.Context) func() {
			s.Archive.Persist(ctx)
			return func() {}
		})
	}
	old := s.Record(r.ID)
	if old == nil || !r.Active() {
		s.ReloadSavedRuns()
		return
	}
	// What has changed is known. Reading all of it again would hold up the page at every epoch.
	record := *old
	record.Epoch, record.Step, record.Bytes, record.Updated = m.Epoch, m.Step, int64(m.Bytes), s.Now()
	epochs := r.History[:min(m.Epoch, len(r.History))]
	if text, err := json.Marshal(epochs); err == nil {
		record.History = text
		record.ValAccuracy, record.Seconds = history.Short(epochs)
	}
	s.Records = slices.DeleteFunc(slices.Clone(s.Records), func(k *store.Record) bool { return k.ID == r.ID })
	s.Records = slices.Insert(s.Records, 0, &record)
	s.Screen.Tick()
}

// OnUnsaved notes why the run could not be kept. It goes on. One that has failed is kept as it was before.
func (s *Runs) OnUnsaved(m *port.Unsaved) {
	if s.training.Run.Broken() {
		return
	}
	if !slices.Contains(s.Reasons, m.Reason) {
		s.Reasons = append(s.Reasons, m.Reason)
		s.Changed()
	}
}

// bestsOf are the visitor's best results, by sample, of the runs that are kept. It builds no networks: there may be many runs.
func bestsOf(records []*store.Record) map[int]float64 {
	best := map[int]float64{}
	for _, r := range records {
		if r.State != store.Done || r.Dataset != data.KindCIFAR10 || r.Test == nil {
			continue
		}
		if pairs, err := recipe.Split(r.Link); err == nil && !editor.Has(pairs, "model") {
			best[r.Sample] = max(best[r.Sample], float64(r.Test.Accuracy))
		}
	}
	return best
}

// CheckOtherTab looks how far a run in another tab has come, and whether it is still on.
func (s *Runs) CheckOtherTab(id string) {
	kept := s.Store
	s.Aside(func(ctx context.Context) func() {
		owned, _ := s.Archive.Owned(ctx, id)
		record, err := kept.Run(ctx, id)
		return func() {
			i := slices.IndexFunc(s.Records, func(r *store.Record) bool { return r.ID == id })
			switch {
			case i < 0 || err != nil || len(owned) == 0:
				s.ReloadSavedRuns()
			case !record.Updated.Equal(s.Records[i].Updated):
				s.Records[i] = record
				s.Sort()
				s.refreshViewed()
				s.Changed()
			}
		}
	})
}
