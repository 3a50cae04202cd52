package app

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"muestra/nn"
	"muestra/nn/samples"
)

func timed(t *testing.T, what string, f func()) {
	t.Helper()
	at := time.Now()
	f()
	t.Logf("%-40s %v", what, time.Since(at))
}

func big(kind string) string {
	in := nn.Shape{32, 32, 3}
	spec := &nn.Spec{Input: in}
	for i := 0; i < 250; i++ {
		var l nn.Layer
		switch kind {
		case "act":
			l = nn.Activation{Name: fmt.Sprintf("activation_%d", 300-i), Activation: "relu"}
		case "relu":
			l = nn.ReLU{}
		case "conv":
			l = nn.Conv2D{Filters: 3, KernelSize: [2]int{1, 1}, Padding: "same"}
		case "conv3":
			l = nn.Conv2D{Filters: 16, KernelSize: [2]int{3, 3}, Padding: "same"}
		case "bn":
			l = nn.BatchNormalization{}
		}
		spec.Layers = append(spec.Layers, l)
	}
	spec.Layers = append(spec.Layers, nn.GlobalAveragePooling2D{}, nn.Dense{Units: 10, Activation: "softmax"})
	return samples.Model(spec)
}

func TestZZOpen(t *testing.T) {
	bad := ""
	for _, k := range samples.Keys() {
		if k.Name != "model" && k.Name != "sample" {
			bad += "&" + k.Name + "=%00x"
		}
	}
	for _, kind := range []string{"act", "relu", "conv", "conv3", "bn"} {
		m := big(kind)
		t.Log(kind, len(m))
		s, _ := newTestSession()
		timed(t, kind+" alone", func() { s.open("model="+m, "") })
		timed(t, kind+" with bad", func() { s.open("model="+m+bad, "") })
		t.Log(s.problem())
		timed(t, kind+" edit", func() { s.set("epochs", "x") })
		timed(t, kind+" edit2", func() { s.set("batch", "0") })
		timed(t, kind+" arg", func() { s.setArgument(251, "units", "9e9") })
	}
	s, _ := newTestSession()
	timed(t, "no model", func() { s.open(bad[1:], "") })
	timed(t, "vgg", func() { s.open("sample=8"+bad, "") })
	_ = strings.Repeat
}

func TestZZLinks(t *testing.T) {
	vals := []string{"", "NaN", "Inf", "-Inf", "1e9", "-1", "1e400", "1e-400", "99999999999999999999", "0x10", " 5", "5 ", "+5", "１", "%00", "%zz", "%F0%28", "%E2%80%AE", "a%0Ab", strings.Repeat("9", 50000), strings.Repeat(",", 50000), "1,,2", "%3Cscript%3E", "-0", "1_0", "1e5", ".5", "5.", "e", "--"}
	for _, k := range samples.Keys() {
		for _, v := range vals {
			for _, lang := range []string{"es", "en"} {
				s, _ := newTestSession()
				at := time.Now()
				s.open(k.Name+"="+v+"&lang="+lang, "")
				if d := time.Since(at); d > 30*time.Millisecond {
					t.Errorf("%s=%.20s: %v", k.Name, v, d)
				}
				if p := s.problem(); p != "" {
					if len(p) > 600 || strings.ContainsAny(p, "\x00\n\u202e") {
						t.Errorf("%s=%.20q: %q", k.Name, v, p)
					}
					if !strings.Contains(p, k.Name) && !strings.Contains(p, "lang") {
						t.Errorf("does not name %s=%.20q: %q", k.Name, v, p)
					}
				}
				s.state()
				// typed
				s, _ = newTestSession()
				s.lang = lang
				if controlOf[k.Name].testid != "" {
					s.set(k.Name, v)
					s.allowed(k.Name)
					s.train()
					s.problem()
					s.plan()
					s.settings()
				}
			}
		}
	}
}
