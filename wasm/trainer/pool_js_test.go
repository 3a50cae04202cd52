package trainer

import (
	"syscall/js"
	"testing"

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
