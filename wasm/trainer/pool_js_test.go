package trainer

import (
	"syscall/js"
	"testing"

	"muestra/nn/train"
	"muestra/wasm/port"
)

// stand puts a value in the place of a global one for a test.
func stand(t *testing.T, name string, value any) {
	before := js.Global().Get(name)
	js.Global().Set(name, value)
	t.Cleanup(func() { js.Global().Set(name, before) })
}

func TestWhereAWorkerCannotStartOthersOneTrainsAlone(t *testing.T) {
	want := hash(t, steady)
	stand(t, "Worker", js.Undefined())
	for _, test := range []struct{ link, want string }{
		{"&workers=3&lang=en", "one worker trains alone, since the others could not begin: this browser does not let a worker start others"},
		{"&workers=2&lang=es", "entrena un solo trabajador, porque los demás no han podido empezar: este navegador no deja que un trabajador ponga otros a trabajar"},
	} {
		p := newPage(t)
		p.w.pool = &nested{turn: p.w.turn}
		p.w.receive(start(steady+test.link, ""), nil)
		if n := p.hear(port.KindNotice).(*port.Notice); n.Text != test.want {
			t.Errorf("it says %q", n.Text)
		}
		if s := p.hear(port.KindStarted).(*port.Started); s.Workers != 1 || s.Transport != "none" {
			t.Errorf("%+v", s)
		}
		if got := p.hear(port.KindDone).(*port.Done).WeightsSHA256; got != want {
			t.Errorf("weights %s, want %s", got, want)
		}
	}
}

// standWorkers puts workers that do nothing but say "ready" in the place of the browser's, and lists those that were started.
func standWorkers(t *testing.T) (started js.Value) {
	started = js.Global().Get("Array").New()
	stand(t, "location", map[string]any{"href": "http://here/trainer.js"})
	stand(t, "Worker", js.Global().Get("Function").New("started", `return class extends EventTarget {
		constructor() { super(); started.push(this) }
		postMessage() { setTimeout(() => this.say("ready")) }
		say(data) { this.dispatchEvent(Object.assign(new Event("message"), {data})) }
		terminate() { this.ended = true }
	}`).Invoke(started))
	return started
}

func TestAWorkerThatHasDiedBetweenTwoRunsIsReplaced(t *testing.T) {
	started := standWorkers(t)
	n := &nested{}
	defer n.dismiss()
	if err := n.startWorkers(3); err != nil {
		t.Fatal(err)
	}
	kept := []*nestedWorker{n.workers[0], n.workers[2]}
	started.Index(1).Call("say", "it is over")
	if err := n.startWorkers(3); err != nil {
		t.Errorf("the next run has no workers: %v", err)
	}
	if len(n.workers) != 3 || n.workers[0] != kept[0] || n.workers[1] != kept[1] || n.workers[2].why != "" {
		t.Errorf("the workers of the next run are %v, of which %v were there", n.workers, kept)
	}
	if count := started.Length(); count != 4 || !started.Index(1).Get("ended").Truthy() {
		t.Errorf("%d workers were started for 3 and one that died", count)
	}
}

func TestATeamDoesNotMissAWorkerThatHasNoPartInIt(t *testing.T) {
	started := standWorkers(t)
	n := &nested{}
	defer n.dismiss()
	if err := n.startWorkers(3); err != nil {
		t.Fatal(err)
	}
	n.team, n.members = new(train.Team), 3
	started.Index(2).Call("say", "it is over")
	if m, why := n.lost(); m != 0 {
		t.Errorf("a team of 3 has lost its member %d: %s", m, why)
	}
	started.Index(1).Call("say", "it is over")
	if m, _ := n.lost(); m != 2 {
		t.Errorf("a team of 3 whose last member has ended has lost %d", m)
	}
}
