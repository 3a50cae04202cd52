package browsertest

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// grip is hold of a worker from outside. A command reaches it whatever it is doing; its answer is waited for, but not for ever: who has been
// ended does not give one.
type grip func(method string, params map[string]any)

// answerTakesMost is how long that is.
const answerTakesMost = time.Second

// What a test can do to a worker that it has got hold of. Without a word is an end of which nobody is told; the other throws in the middle of
// whatever the program is computing.
func (g grip) endWithoutAWord() {
	g("Runtime.evaluate", map[string]any{"expression": `close()`})
	g("Runtime.terminateExecution", map[string]any{}) // a worker that does not listen is closed now
}

func (g grip) makeThrow() {
	g("Debugger.enable", map[string]any{})
	g("Debugger.pause", map[string]any{})
	g("Runtime.evaluate", map[string]any{"expression": `performance.now = () => { throw new Error("out of luck"); }`})
	g("Debugger.resume", map[string]any{})
}

// workersOf waits until a page or worker has started so many workers that have not ended, and says which.
func (b *tab) workersOf(parent target.ID, count int) []target.ID {
	b.t.Helper()
	var all []target.ID
	if !soon(func() bool { // one that is ended while it computes goes on for two seconds
		targets, err := chromedp.CallBrowser(b.ctx, target.GetTargets, target.GetTargetsParams{Filter: target.Filter{{}}})
		if err != nil {
			b.t.Fatal(err)
		}
		all = all[:0]
		for _, info := range targets.TargetInfos {
			if info.Type == "worker" && info.ParentID == parent {
				all = append(all, info.TargetID)
			}
		}
		return len(all) == count
	}) {
		b.t.Fatalf("there are %d workers, not %d", len(all), count)
	}
	return all
}

// grips gets hold of the page's worker, and of so many that this one has started. It can be done once with each: one that has been let go and
// computes without a break does not hear who gets hold of it again.
func (b *tab) grips(nested int) (all []grip, letGo func()) {
	b.t.Helper()
	own := b.workersOf(chromedp.FromContext(b.ctx).Target.TargetID, 1)[0]
	b.workersOf(own, nested)
	ctx, letGo := chromedp.NewContext(b.ctx, chromedp.WithTargetID(own), chromedp.WithDetachOnCancel())
	if err := chromedp.Do(ctx); err != nil {
		b.t.Fatal(err)
	}
	first := chromedp.FromContext(ctx).Target
	all = append(all, func(method string, params map[string]any) {
		limited, cancel := context.WithTimeout(ctx, answerTakesMost)
		defer cancel()
		_ = first.Call(limited, method, params, nil)
	})
	attached := chromedp.Events(ctx, target.AttachedToTarget)
	if nested == 0 {
		return all, letGo
	}
	if _, err := chromedp.Call(ctx, target.SetAutoAttach, target.SetAutoAttachParams{AutoAttach: true}); err != nil {
		b.t.Fatal(err)
	}
	for e, err := range attached {
		if err != nil {
			b.t.Fatal(err)
		}
		if all = append(all, gripOn(ctx, e.SessionID)); len(all) > nested {
			break
		}
	}
	return all, letGo
}

// sendToTarget is a command of the protocol that cdproto leaves out. It is the way to workers of workers.
var sendToTarget = cdp.Command[sendToTargetParams, cdp.Empty]{Method: "Target.sendMessageToTarget"}

type sendToTargetParams struct {
	SessionID target.SessionID `json:"sessionId"`
	Message   string           `json:"message"`
}

// gripOn is hold of a worker that the one of ctx has started.
func gripOn(ctx context.Context, session target.SessionID) grip {
	answers := make(chan int, 100)
	messages := chromedp.Events(ctx, target.ReceivedMessageFromTarget)
	go func() {
		for m, err := range messages {
			var answer struct{ ID int }
			if err != nil {
				return
			}
			if m.SessionID == session && json.Unmarshal([]byte(m.Message), &answer) == nil && answer.ID > 0 {
				answers <- answer.ID
			}
		}
	}()
	id := 0
	return func(method string, params map[string]any) {
		id++
		text, err := json.Marshal(map[string]any{"id": id, "method": method, "params": params})
		if err != nil {
			panic(err)
		}
		if _, err := chromedp.Call(ctx, sendToTarget, sendToTargetParams{session, string(text)}); err != nil {
			return
		}
		limit := time.After(answerTakesMost)
		for {
			select {
			case answer := <-answers:
				if answer == id {
					return
				}
			case <-limit:
				return
			}
		}
	}
}

// isWhole fails the test where an epoch is missing from the history, or there twice, or where it is another than those of a run without a break.
func isWhole(t *testing.T, history, want []map[string]any) {
	t.Helper()
	if len(history) > len(want) {
		t.Fatalf("there are %d epochs of %d", len(history), len(want))
	}
	for i, epoch := range history {
		for _, name := range []string{"epoch", "loss", "accuracy", "val_loss", "val_accuracy"} {
			if !reflect.DeepEqual(epoch[name], want[i][name]) {
				t.Fatalf("epoch %d of the history: %s is %v, want %v", i+1, name, epoch[name], want[i][name])
			}
		}
	}
}

// A run of three workers that is long enough for so many to be ended, with everything in it that must go on as it was.
const (
	crewLink  = "sample=5&train=1280&val=64&test=64&seed=11&lr=0.01&augment=flip,shift"
	crewSteps = 20 // an epoch
	crewSize  = 3
)

func TestARunGoesOnWhateverEndsOneOfItsWorkers(t *testing.T) {
	ways := []struct {
		name string
		one  func(workers []grip) grip // of those that are there
		end  func(grip)
		left int    // workers afterwards; as many as at first where the page has had to replace its own
		said string // of the page's worker
	}{
		{"a worker's worker ends without a word", other, grip.endWithoutAWord, 2, ""},
		{"a worker's worker throws", other, grip.makeThrow, 1, ""},
		{"the page's worker ends without a word", own, grip.endWithoutAWord, crewSize, "has given no sign for"},
		{"a worker's worker throws", other, grip.makeThrow, 2, ""},
		{"a worker's worker ends without a word", other, grip.endWithoutAWord, 1, ""},
		{"the page's worker throws", own, grip.makeThrow, crewSize, "out of luck"},
	}
	n := kills(t)
	link := fmt.Sprintf("%s&epochs=%d&workers=%d", crewLink, 3*n+3, crewSize) // half a second each
	epochs, want := nativeEpochs(t, link, "synthetic")
	for i, transport := range []string{"shared", "transfer"} {
		t.Run(transport, func(t *testing.T) {
			tab := open(t, host(t, transport == "shared", nil)+"/#"+link+"&run=1", visitor{patience: tabPatience + time.Duration(n)*time.Minute})
			s := tab.wait("all workers", func(s state) bool { return s.Step > 0 })
			if s.Workers != crewSize || s.Transport != transport {
				t.Fatalf("%d workers by %q", s.Workers, s.Transport)
			}
			for k := range n {
				way := ways[(k+3*i)%len(ways)]
				workers, letGo := tab.grips(s.Workers - 1)
				one := way.one(workers)
				now, _ := tab.state()
				at := (len(now.History)+1)*crewSteps + 1 + rand.IntN(crewSteps-2)
				if now = tab.wait("the moment", func(s state) bool { return s.Step >= at || s.State == "done" }); now.State == "done" {
					t.Fatalf("the run was over before step %d", at)
				}
				begun := time.Now()
				way.end(one)
				letGo()
				if way.left == crewSize {
					tab.wait("the page to notice", func(s state) bool { return s.State == "loading" })
					tab.shows("notice", way.said)
				}
				s = tab.wait("the run to go on", func(s state) bool {
					isWhole(t, s.History, epochs)
					return s.State == "training" && s.Workers == way.left || s.State == "done" || s.State == "error"
				})
				t.Logf("%2d. in epoch %d, after step %d: %s; after %v it goes on, at step %d, with %d workers", k+1, now.Epoch, now.Step, way.name, time.Since(begun).Round(100*time.Millisecond), s.Step, s.Workers)
			}
			s = tab.wait("the end", func(s state) bool {
				isWhole(t, s.History, epochs)
				return s.State == "done" || s.State == "error"
			})
			if s.Error != "" || s.WeightsSHA256 != want.WeightsSHA256 || len(s.History) != len(epochs) || s.Step != len(epochs)*crewSteps {
				t.Errorf("error %q, weights %s, want %s; %d epochs of %d, step %d", s.Error, s.WeightsSHA256, want.WeightsSHA256, len(s.History), len(epochs), s.Step)
			}
		})
	}
}

// own is the page's worker, other one that it has started.
func own(workers []grip) grip   { return workers[0] }
func other(workers []grip) grip { return workers[1+rand.IntN(len(workers)-1)] }
