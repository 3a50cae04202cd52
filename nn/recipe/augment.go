package recipe

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"muestra/data"
)

// Transform is one random change of training pictures that augment= may list: alone, or with its range behind a colon, as in shift:0.1.
type Transform struct {
	Name string
	// Text is its name in words.
	Text Text
	// Range is what its range is where the list names none, 0 where it has none. High is the largest, Open where it is not allowed itself;
	// a range is above 0, and Whole ones are whole numbers.
	Range, High float64
	Open, Whole bool

	set func(*data.Augmentation, float64)
	get func(data.Augmentation) float64 // 0 where it is not used, NaN where no range says what is
}

// transforms lists every Transform. Where the report or the notebook names a range, it is that; the other ranges are ours.
var transforms = []*Transform{
	{
		Name: "flip", Text: Text{"Reflejar", "Flip"},
		set: func(a *data.Augmentation, _ float64) { a.HorizontalFlip = true },
		get: func(a data.Augmentation) float64 {
			if a.HorizontalFlip {
				return 1
			}
			return 0
		},
	},
	{
		Name: "shift", Text: Text{"Desplazar", "Shift"}, Range: 0.2, High: 1, Open: true, // N
		set: func(a *data.Augmentation, v float64) { a.WidthShift, a.HeightShift = v, v },
		get: func(a data.Augmentation) float64 {
			if a.WidthShift != a.HeightShift {
				return math.NaN()
			}
			return a.WidthShift
		},
	},
	{
		Name: "rotation", Text: Text{"Girar", "Rotate"}, Range: 15, High: 180,
		set: func(a *data.Augmentation, v float64) { a.Rotation = v },
		get: func(a data.Augmentation) float64 { return a.Rotation },
	},
	{
		Name: "zoom", Text: Text{"Escalar", "Zoom"}, Range: 0.1, High: 1, Open: true,
		set: func(a *data.Augmentation, v float64) { a.Zoom = v },
		get: func(a data.Augmentation) float64 { return a.Zoom },
	},
	{
		Name: "brightness", Text: Text{"Brillo", "Brightness"}, Range: 0.2, High: 1,
		set: func(a *data.Augmentation, v float64) { a.Brightness = v },
		get: func(a data.Augmentation) float64 { return a.Brightness },
	},
	{
		Name: "cutout", Text: Text{"Tapar", "Cutout"}, Range: 8, High: data.Width, Whole: true,
		set: func(a *data.Augmentation, v float64) { a.Cutout = int(v) },
		get: func(a data.Augmentation) float64 { return float64(a.Cutout) },
	},
}

// Transforms lists every Transform, in the order in which the page writes them. They are shared, and not to be changed.
func Transforms() []*Transform { return transforms }

// In looks for the transform among the entries of an augment= list, and returns its range there.
func (t *Transform) In(list []string) (value float64, on bool) {
	for _, entry := range list {
		if name, given, ranged := strings.Cut(entry, ":"); name == t.Name {
			if v, err := strconv.ParseFloat(given, 64); ranged && err == nil {
				return v, true
			}
			return t.Range, true
		}
	}
	return 0, false
}

// Entry is how a list says it with this range: by name alone where the range is the usual one.
func (t *Transform) Entry(value float64) string {
	if t.Range == 0 || value == t.Range {
		return t.Name
	}
	return t.Name + ":" + formatted(value)
}

// read takes an entry of a list in, and returns how it is written.
func (t *Transform) read(given string, ranged bool, into *data.Augmentation) (entry string, err error) {
	value := t.Range
	if ranged {
		allowed := func(v float64) bool {
			return t.Range > 0 && v > 0 && v <= t.High && !(t.Open && v == t.High) && !(t.Whole && v != math.Trunc(v))
		}
		if value, err = decimal(given, allowed); err != nil {
			return "", err
		}
	}
	t.set(into, value)
	return t.Entry(value), nil
}

// readAugmentation reads the entries of augment=. Their order means nothing: pictures are moved, flipped, lit and cut in this order. It
// returns the entries as they are written, too.
func readAugmentation(list []string) (all data.Augmentation, entries []string, err error) {
	var seen []*Transform
	for _, entry := range list {
		name, given, ranged := strings.Cut(entry, ":")
		i := slices.IndexFunc(transforms, func(t *Transform) bool { return t.Name == name })
		if i < 0 || slices.Contains(seen, transforms[i]) {
			return all, nil, errValue
		}
		seen = append(seen, transforms[i])
		written, err := transforms[i].read(given, ranged, &all)
		if err != nil {
			return all, nil, err
		}
		entries = append(entries, written)
	}
	return all, entries, nil
}

// augmentationOf is the augmentation that a list of entries stands for.
func augmentationOf(list []string) (data.Augmentation, error) {
	all, _, err := readAugmentation(list)
	return all, err
}

// Augmentation is how the experiment varies its training pictures.
func (e *Experiment) Augmentation() (data.Augmentation, error) { return augmentationOf(e.Augment) }

// augmentEntries lists what an augmentation is made of; what no link can say is left out.
func augmentEntries(all data.Augmentation) []string {
	var entries []string
	for _, t := range transforms {
		if v := t.get(all); v != 0 && !math.IsNaN(v) {
			entries = append(entries, t.Entry(v))
		}
	}
	return entries
}

// augmentWant is the list's Want.
func augmentWant() Text {
	var names []string
	for _, t := range transforms {
		names = append(names, t.Name)
	}
	return listWant(names, Text{", con otro alcance tras dos puntos (shift:0.1)", ", another range behind a colon (shift:0.1)"})
}

var augmentHelp = Text{
	"aumento de datos: flip refleja, shift desplaza hasta 0,2 del tamaño, rotation gira hasta 15°, zoom escala hasta 0,1, " +
		"brightness aclara u oscurece hasta 0,2, cutout tapa 8 × 8 píxeles; shift:0.1 y así los demás, con otro alcance",
	"data augmentation: flip mirrors, shift moves by up to 0.2 of the size, rotation turns by up to 15°, zoom scales by up to 0.1, " +
		"brightness lightens or darkens by up to 0.2, cutout covers 8 × 8 pixels; shift:0.1 and the like for other ranges",
}
