//go:build !js

package browser

import (
	"testing"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/nn/recipe"
)

// js is a value of a browser that there is not: what it holds, it gives; all else is nothing.
type js struct {
	goapp.Value
	it any
}

func jsOf(x any) goapp.Value { return js{goapp.Window(), x} }

func (v js) Get(p string) goapp.Value {
	fields, _ := v.it.(map[string]any)
	return jsOf(fields[p])
}

func (v js) Call(m string, _ ...any) goapp.Value { return v.Get(m) }

func (v js) New(args ...any) goapp.Value {
	text := ""
	for _, a := range args {
		if part, ok := a.(string); ok {
			text = part + text // a relative address, and what it starts from
		}
	}
	return jsOf(map[string]any{"href": text})
}

func (v js) Index(i int) goapp.Value { return jsOf(v.it.([]string)[i]) }

func (v js) Length() int { return len(v.it.([]string)) }

func (v js) Truthy() bool { return v.it != nil }

func (v js) Bool() bool { return v.it == true }

func (v js) Int() int { return int(v.it.(float64)) }

func (v js) Float() float64 { return v.it.(float64) }

func (v js) String() string { return v.it.(string) }

func (v js) Type() goapp.Type {
	if _, ok := v.it.(float64); ok {
		return goapp.TypeNumber
	}
	return goapp.TypeUndefined
}

func TestMachineIsWhatTheBrowserSays(t *testing.T) {
	for _, test := range []struct {
		phone     bool
		navigator map[string]any
		want      recipe.Machine
	}{
		{false, map[string]any{}, recipe.Machine{Cores: 1, Memory: 2 << 30}},
		{true, map[string]any{"hardwareConcurrency": 8.0, "deviceMemory": 0.5}, recipe.Machine{Cores: 8, Phone: true, Memory: 1 << 28}},
	} {
		if got := MachineOf(jsOf(map[string]any{"muestra": map[string]any{"phone": test.phone}, "navigator": test.navigator})); got != test.want {
			t.Errorf("%+v: %+v, want %+v", test.navigator, got, test.want)
		}
	}
}

func TestLanguageIsTheFirstThatThePageHas(t *testing.T) {
	for _, test := range []struct {
		languages any
		want      string
	}{{nil, "en"}, {[]string{"fr", "ES-mx", "en"}, "es"}, {[]string{"en-GB", "es"}, "en"}, {[]string{"fr"}, "en"}} {
		if got := Language(jsOf(map[string]any{"navigator": map[string]any{"languages": test.languages}})); got != test.want {
			t.Errorf("%v: %s, want %s", test.languages, got, test.want)
		}
	}
}

func TestSiteSaysWhichPicturesItHas(t *testing.T) {
	if pack, kind := SiteOf(jsOf(map[string]any{})); pack != "" || kind != "synthetic" {
		t.Errorf("without a pack: %q %q", pack, kind)
	}
	window := jsOf(map[string]any{"URL": true, "document": map[string]any{
		"baseURI": "https://example.org/", "querySelector": map[string]any{"getAttribute": "cifar10"},
	}})
	if pack, kind := SiteOf(window); pack != "https://example.org/pack/" || kind != "cifar10" {
		t.Errorf("with a pack: %q %q", pack, kind)
	}
}

func TestThereIsNoWorkerOutsideOfABrowser(t *testing.T) {
	defer func() {
		if recover() != noWorkers {
			t.Error("there is one")
		}
	}()
	StartWebWorker(nil)
}
