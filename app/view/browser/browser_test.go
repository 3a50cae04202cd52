//go:build !js

package browser

import (
	"testing"

	"muestra/nn/recipe"
)

func TestMachineIsWhatTheBrowserSays(t *testing.T) {
	for _, test := range []struct {
		phone     bool
		cores     int
		gigabytes float64
		want      recipe.Machine
	}{
		{false, 0, 0, recipe.Machine{Cores: 1, Memory: 2 << 30}},
		{true, 8, 0.5, recipe.Machine{Cores: 8, Phone: true, Memory: 1 << 28}},
	} {
		if got := machineOf(test.phone, test.cores, test.gigabytes); got != test.want {
			t.Errorf("%d, %g: %+v, want %+v", test.cores, test.gigabytes, got, test.want)
		}
	}
}

func TestLanguageIsTheFirstThatThePageHas(t *testing.T) {
	for _, test := range []struct {
		languages []string
		want      string
	}{{nil, "en"}, {[]string{"fr", "ES-mx", "en"}, "es"}, {[]string{"en-GB", "es"}, "en"}, {[]string{"fr"}, "en"}} {
		if got := languageOf(test.languages); got != test.want {
			t.Errorf("%v: %s, want %s", test.languages, got, test.want)
		}
	}
}

func TestSiteHasNoPackOutsideOfABrowser(t *testing.T) {
	if pack, kind := Site(); pack != "" || kind != "synthetic" {
		t.Errorf("%q %q", pack, kind)
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
