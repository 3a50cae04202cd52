package view

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"testing"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/app/apptest"
	"muestra/app/run"
	"muestra/app/saved"
	"muestra/nn/history"
	"muestra/wasm/port"
	"muestra/wasm/store"
)

func TestWhyARunIsNotKeptIsSaidOnceAndStopsNothing(t *testing.T) {
	for _, lang := range []string{"es", "en"} {
		for _, reason := range []string{"full", "refused", "corrupt", "other"} {
			s, f := apptest.NewWatched(false)
			s.Speak(lang)
			n := &notices{s: s}
			before := len(n.told())
			for range 3 {
				s.Training.OnMessage(f, &port.Unsaved{Run: "new", Reason: reason, Text: "QuotaExceededError"})
			}
			told := n.told()
			if len(told) != before+1 || s.Training.Phase() != run.PhaseTraining || s.Training.Problem() != "" {
				t.Fatalf("%s: told %q, phase %q, problem %q", reason, told, s.Training.Phase(), s.Training.Problem())
			}
			if text, what := told[before], map[string]string{"es": "página", "en": "page"}[lang]; !strings.Contains(text, what) && reason != "full" {
				t.Errorf("%s: %q", reason, text)
			}
		}
	}
}

func TestABrowserThatKeepsNothingIsSaidWhereRunsWouldBe(t *testing.T) {
	s, f := apptest.NewSessionWith(&apptest.FakeArchive{Refuses: store.ErrRefused})
	s.Open("sample=1&run=1", "")
	s.Training.OnMessage(f, &port.Ready{})
	if f.Kinds() != "start" {
		t.Errorf("told %q", f.Kinds())
	}
	if got := noRuns(s); !strings.Contains(got, "Nothing can be saved: this browser does not allow it") {
		t.Errorf("said %q", got)
	}
	// At its end the curves are offered as a file, and not the weights, which nobody has kept.
	s.Training.OnMessage(f, apptest.Started(0, 0))
	s.Training.OnMessage(f, &port.Unsaved{Run: "new", Reason: "refused", Text: "SecurityError"})
	s.Training.OnMessage(f, &port.Done{Test: &history.Score{Accuracy: 0.3}, WeightsSHA256: apptest.Digest, Stopped: "epochs"})
	html := inOrder(goapp.HTMLString((&result{s: s}).Render()))
	for id, hidden := range map[string]bool{"export-csv": false, "export-weights": true} {
		button := regexp.MustCompile(`<button[^>]*data-testid="` + id + `"[^>]*>`).FindString(html)
		if button == "" || strings.Contains(button, " hidden") != hidden {
			t.Errorf("%s is %q", id, button)
		}
	}
}

func TestRunsAreRenamedDeletedLookedAtAndExported(t *testing.T) {
	a := &apptest.FakeArchive{}
	a.Keep(t, store.Record{ID: "one", State: store.Done, Epoch: 2, Test: &history.Score{Accuracy: 0.5}, WeightsSHA256: apptest.Digest})
	a.Keep(t, store.Record{ID: "two", State: store.Stopped, Epoch: 1})
	s, _ := apptest.NewSessionWith(a)
	s.Open("", "")
	if len(s.Saved.Records) != 2 || s.Saved.Offer != nil {
		t.Fatalf("records %v, offer %v", s.Saved.Records, s.Saved.Offer)
	}
	if got := saved.Title(s.Speaker, 2, ""); got != "Sample 2 · SGD instead of Adam" {
		t.Errorf("called %q", got)
	}
	s.Saved.Rename("one", strings.Repeat("\U0001f4f7", saved.MaxName+1))
	kept, err := a.Run(context.Background(), "one")
	if err != nil || kept.Name != strings.Repeat("\U0001f4f7", saved.MaxName) || kept.Name != s.Saved.Record("one").Name {
		t.Errorf("named %q, %v", kept.Name, err)
	}
	s.Saved.Rename("one", "Mi récord / 1")
	s.Saved.Download("one")
	if got := strings.Join(a.Downloaded, ""); got != "one muestra-2-Mi-rcord--1.safetensors" {
		t.Errorf("downloaded %q", got)
	}
	s.Saved.ViewRun("one")
	if r := s.Saved.Shown(); r.Done == nil || r.Done.WeightsSHA256 != apptest.Digest || len(r.History) != 2 || !strings.Contains(whose(s), "Mi récord") {
		t.Errorf("shown %+v, %q", r, whose(s))
	}
	if st := apptest.StateOf(t, s); st.WeightsSHA256 != "" || st.State != run.PhaseIdle {
		t.Errorf("what is looked at is in the state: %+v", st)
	}
	s.Saved.Discard("one")
	if _, err := a.Run(context.Background(), "one"); !errors.Is(err, store.ErrNotFound) || s.Saved.Record("one") != nil || s.Saved.Shown() != nil {
		t.Errorf("deleted: %v", err)
	}
	s.Saved.GoOn("two")
	if s.Training.Run == nil || s.Training.Run.ID != "two" || !s.Training.Run.Resumes {
		t.Errorf("a stopped run does not go on: %+v", s.Training.Run)
	}
}
