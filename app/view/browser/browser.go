package browser

import (
	"errors"
	"strings"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/nn/recipe"
)

// MachineOf is what the browser says of its machine: page.js tells phones. The memory to reckon with is half of what it says, which is never more than
// 8 GB, or of 4 GB where it does not say.
func MachineOf(window goapp.Value) recipe.Machine {
	m := recipe.Machine{Cores: 1, Phone: window.Get("muestra").Get("phone").Bool(), Memory: 2 << 30}
	navigator := window.Get("navigator")
	if cores := navigator.Get("hardwareConcurrency"); cores.Type() == goapp.TypeNumber {
		m.Cores = cores.Int()
	}
	if gigabytes := navigator.Get("deviceMemory"); gigabytes.Type() == goapp.TypeNumber {
		m.Memory = int64(gigabytes.Float() * (1 << 29))
	}
	return m
}

// Language is "es" where the first language the visitor asks for that the page has is Spanish, else "en".
func Language(window goapp.Value) string {
	languages := window.Get("navigator").Get("languages")
	if !languages.Truthy() {
		return "en"
	}
	for i := range languages.Length() {
		switch tag := strings.ToLower(languages.Index(i).String()); {
		case strings.HasPrefix(tag, "es"):
			return "es"
		case strings.HasPrefix(tag, "en"):
			return "en"
		}
	}
	return "en"
}

// SiteOf reads from index.html which pictures the site was built with: the pack's address and its kind.
func SiteOf(window goapp.Value) (pack, kind string) {
	meta := window.Get("document").Call("querySelector", "meta[name=muestra-pack]")
	if !meta.Truthy() {
		return "", "synthetic"
	}
	base := window.Get("document").Get("baseURI").String()
	return window.Get("URL").New("pack/", base).Get("href").String(), meta.Call("getAttribute", "content").String()
}

// FetchText gets a file of the site.
func FetchText(file string, then func(text string, err error)) {
	var done goapp.Func
	done = goapp.FuncOf(func(_ goapp.Value, args []goapp.Value) any {
		done.Release()
		var err error
		if problem := args[1].String(); problem != "" {
			err = errors.New(problem)
		}
		then(args[0].String(), err)
		return nil
	})
	goapp.Window().Get("muestra").Call("fetchText", file, done)
}
