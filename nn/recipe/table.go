package recipe

import (
	"fmt"
	"strings"

	"muestra/nn/samples"
)

// Default says in English what the key is where it is not given.
func (k *Key) Default() string {
	if k.Scope == ScopeSample {
		return "default 1"
	}
	values := map[string]bool{}
	for _, s := range samples.All() {
		if e, err := New(s.Number); err == nil {
			values[k.Get(e)] = true
		}
	}
	for v := range values {
		if len(values) == 1 && v != "" {
			return "default " + v
		}
		if len(values) == 1 {
			return "default: none"
		}
	}
	return "default: the sample's own"
}

// Markdown is the table of the keys for the README: each with its values, its default and what it is for.
func Markdown() string {
	var b strings.Builder
	b.WriteString("| key | values | default | what for |\n|---|---|---|---|\n")
	for _, k := range keys {
		value := strings.TrimPrefix(strings.TrimPrefix(k.Default(), "default "), "default: ")
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", k.Name, k.Want.EN, value, k.Help.EN)
	}
	return b.String()
}

// AddRow puts a row of a whole number from 0 to 9 into the table, in front of run, and takes it out again. Its value is that of cooldown. It is for tests that everything that has
// to do with keys comes from the table: no key needs more than its row.
func AddRow(name string) (remove func()) {
	before := keys
	row := integer(name, false, 0, 9, Text{"fila de una prueba", "row of a test"}, func(e *Experiment) *int { return &e.Cooldown }).
		placed(GroupRest, 3, Text{"De prueba", "Of a test"}, Text{"Está aquí de prueba.", "It is here for a test."})
	keys = append(append(before[:len(before)-1:len(before)-1], row), before[len(before)-1])
	return func() { keys = before }
}
