package browser

import (
	"strings"

	"muestra/data"
	"muestra/nn/recipe"
	"muestra/wasm/dom"
)

// Machine is what the browser says of its machine.
func Machine() recipe.Machine { return machineOf(dom.Phone(), dom.Cores(), dom.Memory()) }

// machineOf reckons with half of the memory that the browser speaks of, which is never more than 8 GB, or of 4 GB where it does not say.
func machineOf(phone bool, cores int, gigabytes float64) recipe.Machine {
	m := recipe.Machine{Cores: 1, Phone: phone, Memory: 2 << 30}
	if cores > 0 {
		m.Cores = cores
	}
	if gigabytes > 0 {
		m.Memory = int64(gigabytes * (1 << 29))
	}
	return m
}

// Language is the page's language for this visitor.
func Language() string { return languageOf(dom.Languages()) }

// languageOf is "es" where the first language the visitor asks for that the page has is Spanish, else "en".
func languageOf(languages []string) string {
	for _, tag := range languages {
		switch tag = strings.ToLower(tag); {
		case strings.HasPrefix(tag, "es"):
			return "es"
		case strings.HasPrefix(tag, "en"):
			return "en"
		}
	}
	return "en"
}

// Site reads from index.html which pictures the site was built with: the pack's address and its kind.
func Site() (pack, kind string) {
	kind, err := dom.Meta("muestra-pack")
	if err == nil {
		pack, err = dom.Resolve("pack/")
	}
	if err != nil {
		return "", data.KindSynthetic
	}
	return pack, kind
}
