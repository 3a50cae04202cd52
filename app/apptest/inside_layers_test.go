package apptest

import (
	"fmt"
	"testing"

	"muestra/app"
	"muestra/wasm/port"
)

func TestShortNumbers(t *testing.T) {
	s := app.NewSession(nil, &Fake{}, "es")
	for v, want := range map[float64]string{0: "0", 0.1234: "0,12", -0.000012: "−1,2e−05", 12345: "12345", 1.5e9: "1,5e+09"} {
		if got := s.Short(v); got != want {
			t.Errorf("%v is %q, want %q", v, got, want)
		}
	}
}

// BenchmarkTookLayers is what the page does with an answer about a network of forty layers.
func BenchmarkTookLayers(b *testing.B) {
	m := &port.Inspected{}
	for i := range 40 {
		width := 32 >> (i / 8)
		m.Layers = append(m.Layers, port.Layer{Number: i + 1})
		m.PutBytes(fmt.Sprint("maps ", i+1), make([]byte, port.Maps*width*width), port.Maps, width, width)
	}
	m.PutBytes("pixels", make([]byte, 3072), 1, 32, 32, 3)
	m.PutBytes("filters", make([]byte, 64*27), 64, 3, 3, 3)
	for b.Loop() {
		s, _ := NewTestSession()
		s.Inspection.ShowLayers("a", 1, m)
	}
}
