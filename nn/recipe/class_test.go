package recipe

import (
	"strings"
	"testing"

	"muestra/nn/samples"
)

func TestAClassLinkSurvivesWhateverItSays(t *testing.T) {
	for _, task := range []string{
		"100 % & more: a=b, c#d; <b>\"bold\"</b>", "¿Qué pasa?\n1. Entrena.\n2. Mira.", "a+b c", "%41", "👩\u200d🔬", "\u00a0x", strings.Repeat("ñ", MaxTask),
	} {
		e := own(samples.ByNumber(3))
		e.Title, e.Task, e.Lock, e.Hide, e.Lesson = "Día 1: ¿más?", task, []string{"recipe", "seed"}, []string{"samples"}, 2
		link := e.Link()
		if strings.ContainsFunc(link, func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune("+#\"<>", r) }) {
			t.Errorf("a browser would change %s", link)
		}
		got, notices, err := ParseLink(link)
		if err != nil || len(notices) > 0 {
			t.Errorf("%.40q: %v %v", task, err, notices)
			continue
		}
		e.Task = strings.TrimSpace(task)
		if d := difference(e, got); d != "" {
			t.Errorf("%.40q: %s", task, d)
		}
	}
}

func TestPartsAndKeysHaveDifferentNames(t *testing.T) {
	for _, part := range HideParts {
		if KeyOf(part) != nil {
			t.Errorf("%s is both", part)
		}
	}
}

func TestTidyTextsAreWhatALinkTakes(t *testing.T) {
	tests := []struct {
		text  string
		lines bool
		want  string
	}{
		{" a\tb\r\nc ", true, "a b\nc"},
		{"a\nb", false, "a b"},
		{"\u202etxet\x00\xff\ufeff", true, "txet"},
		{"👩\u200d🔬 ñ\u00a0x", false, "👩\u200d🔬 ñ\u00a0x"},
		{strings.Repeat("ñ", 90), false, strings.Repeat("ñ", 80)},
		{strings.Repeat("ñ", 79) + " x", false, strings.Repeat("ñ", 79)},
	}
	for _, test := range tests {
		got := Tidy(test.text, 80, test.lines)
		if got != test.want {
			t.Errorf("%q becomes %q, want %q", test.text, got, test.want)
		}
		if again := Tidy(got, 80, test.lines); again != got {
			t.Errorf("%q is not tidy: it becomes %q", got, again)
		}
	}
}
