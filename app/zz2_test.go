package app

import (
	"strings"
	"testing"
	"time"

	"muestra/wasm/port"
	"muestra/wasm/store"
)

func TestZZSift(t *testing.T) {
	m := big("conv3")
	link := "model=" + m + "&val=9&test=9&epochs=9&seed=9&optimizer=sgd&lr=0.5&momentum=0.5&nesterov=1&rho=0.1&beta_1=0.1&beta_2=0.1&epsilon=1e-3&batch=9&augment=flip&decay_epochs=3&decay_rate=0.2&boundaries=1&values=1&end_lr=1&power=2&alpha=0.2&warmup_epochs=2&reduce_lr_patience=2&cooldown=2&min_lr=1&early_stopping=1&patience=4&min_delta=2&restore_best=1&shuffle=0&dropout=0&steps=5&workers=2&title=x&task=y"
	s, _ := newTestSession()
	timed(t, "open", func() { s.open(link, "") })
	t.Log(s.problem())
	timed(t, "good edit", func() { s.set("batch", "10") })
	timed(t, "bad edit", func() { s.set("batch", "x") })
	timed(t, "bad edit", func() { s.set("lr", "x") })
	timed(t, "good edit", func() { s.set("seed", "10") })
}

func TestZZIDs(t *testing.T) {
	for _, id := range []string{"a/b", "<b>", "ñ", "a b"} {
		_, err := port.Encode(&port.Start{Experiment: []byte(`{}`), Run: id, Resume: true})
		r := &store.Record{ID: id, Link: "sample=1", Sample: 1, Epochs: 30, Dataset: "cifar10"}
		t.Log(id, err, admissible(r))
	}
	s, _ := newTestSession()
	for _, x := range []float64{1e308, 1e19, 1e10} {
		t.Log(s.duration(time.Duration(x * float64(time.Second))))
	}
	t.Log(fileName(1, "../../a\\b\"\n<>:*?"+strings.Repeat("x", 300)))
}
