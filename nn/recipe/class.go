package recipe

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"muestra/nn/keras"
)

// Limits of what a class link says.
const (
	MaxTitle = 80    // characters
	MaxTask  = 1_000 // characters
	Lessons  = 10    // the page's lessons are 1…Lessons
)

// The parts of the page that a link may name besides its keys: those that lock fixes whole, and those that hide takes away.
var (
	LockParts = []string{"samples", "lessons", "recipe", "network"}
	HideParts = append(slices.Clone(LockParts), "pictures", "predictions", "confusion", "layers", "runs")
)

// classKeys are the rows with which a class link shapes the page. No step of the training depends on them.
func classKeys() []*Key {
	return []*Key{
		partsKey("lock", LockParts, Text{"valores y partes que la página no deja cambiar", "values and parts that the page does not let people change"},
			func(e *Experiment) *[]string { return &e.Lock }),
		partsKey("hide", HideParts, Text{"valores y partes que la página no muestra", "values and parts that the page does not show"},
			func(e *Experiment) *[]string { return &e.Hide }),
		plainText("title", MaxTitle, false, Text{"título que la página muestra", "title that the page shows"}, func(e *Experiment) *string { return &e.Title }),
		plainText("task", MaxTask, true, Text{"tarea que la página muestra", "task that the page shows"}, func(e *Experiment) *string { return &e.Task }),
		free(integer("lesson", false, 0, Lessons, Text{"lección abierta; 0 es ninguna", "lesson that is open; 0 is none"}, func(e *Experiment) *int { return &e.Lesson })),
	}
}

// partsKey is the row of a list of link keys and parts of the page.
func partsKey(name string, parts []string, help Text, field func(*Experiment) *[]string) *Key {
	all := strings.Join(parts, ", ")
	return &Key{
		Name: name, free: true, Help: help,
		Want: Text{"una lista de claves de enlace y de " + all + ", o nada", "a list of link keys and of " + all + ", or nothing"},
		get:  func(e *Experiment) string { return strings.Join(*field(e), ",") },
		set: func(e *Experiment, v string) error {
			names, err := list(v)
			if err != nil || slices.ContainsFunc(names, func(n string) bool { return KeyOf(n) == nil && !slices.Contains(parts, n) }) {
				return errValue
			}
			*field(e) = names
			return nil
		},
	}
}

// plainText is the row of a text for people.
func plainText(name string, most int, lines bool, help Text, field func(*Experiment) *string) *Key {
	where := Text{" en una línea, todos visibles", " in one line, all of which can be seen"}
	if lines {
		where = Text{", todos visibles", ", all of which can be seen"}
	}
	return &Key{
		Name: name, free: true, Help: help,
		Want: Text{"texto de " + strings.ReplaceAll(keras.Grouped(most), ",", ".") + " caracteres como mucho" + where.ES,
			"text of at most " + keras.Grouped(most) + " characters" + where.EN},
		get: func(e *Experiment) string { return *field(e) },
		set: func(e *Experiment, v string) error {
			v = strings.TrimSpace(v)
			if v != Tidy(v, most, lines) {
				return errValue
			}
			*field(e) = v
			return nil
		},
	}
}

// Tidy is what a link may say of a text for people: at most so many characters, with newlines where it has lines, and none that one cannot see, of
// which some turn the direction of what is around them; but for U+200D, which joins emojis.
func Tidy(text string, most int, lines bool) string {
	text = strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsGraphic(r) && r != utf8.RuneError, r == '\u200d', lines && r == '\n':
			return r
		case unicode.IsSpace(r) && r != '\r':
			return ' '
		}
		return -1
	}, text))
	if utf8.RuneCountInString(text) > most {
		text = strings.TrimSpace(string([]rune(text)[:most]))
	}
	return text
}
