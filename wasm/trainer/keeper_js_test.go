package trainer

import (
	"context"
	"syscall/js"
	"testing"

	"muestra/wasm/port"
	"muestra/wasm/store"
)

// browserPage is a page whose worker keeps its runs where a browser's does, and takes turns as it does.
func browserPage(t *testing.T) *page {
	t.Helper()
	if !js.Global().Get("indexedDB").Truthy() {
		t.Skip("there is no IndexedDB here")
	}
	p := newPage(t)
	turns := newTurns()
	deliver := p.w.turn
	p.w.turn = func() {
		turns.take()
		deliver()
	}
	p.w.connect, p.w.own = connect, own
	return p
}

func TestIndexedDBGivesBackTheSameBits(t *testing.T) {
	want := hash(t, steady)
	begin := keep(steady, "a")
	for n := 1; ; n++ {
		p := browserPage(t)
		p.w.receive(begin, nil)
		if done, ok := listen(p, port.KindStep, n).(*port.Done); ok {
			if done.WeightsSHA256 != want {
				t.Errorf("after %d sittings the weights are %s, want %s", n, done.WeightsSHA256, want)
			}
			break
		}
		begin = goOn(steady, "a")
	}
	s, err := store.Open(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	r, err := s.Run(context.Background(), "a")
	if err != nil || r.State != store.Done || r.WeightsSHA256 != want {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestIndexedDBHasOneTrainerARun(t *testing.T) {
	p, other := browserPage(t), browserPage(t)
	const long = "sample=1&train=5000&epochs=1000"
	p.w.receive(keep(long, "b"), nil)
	p.hear(port.KindSaved)
	other.w.receive(goOn(long, "b"), nil)
	if e, ok := (<-other.heard).(*port.Error); !ok || e.Text != textOwned.EN {
		t.Errorf("heard %#v", e)
	}
	p.say <- &port.Stop{}
	p.hear(port.KindStopped)
	p.end()
	other.w.receive(goOn(long, "b"), nil)
	other.hear(port.KindStarted)
}
