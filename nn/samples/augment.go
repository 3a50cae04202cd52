package samples

import (
	"strings"

	"muestra/data"
)

// augmentations is what augment= may list. Where the report or the notebook names a range, it is that; the other ranges
// are ours.
var augmentations = []struct {
	name string
	set  func(*data.Augmentation)
}{
	{"flip", func(a *data.Augmentation) { a.HorizontalFlip = true }},
	{"shift", func(a *data.Augmentation) { a.WidthShift, a.HeightShift = 0.2, 0.2 }}, // N
	{"rotation", func(a *data.Augmentation) { a.Rotation = 15 }},
	{"zoom", func(a *data.Augmentation) { a.Zoom = 0.1 }},
	{"brightness", func(a *data.Augmentation) { a.Brightness = 0.2 }},
	{"cutout", func(a *data.Augmentation) { a.Cutout = 8 }},
}

// augmentationOf is the augmentation that a list of names stands for. The order of the names means nothing: pictures are
// moved, flipped, lit and cut in this order.
func augmentationOf(names []string) (data.Augmentation, error) {
	var all data.Augmentation
	for _, n := range names {
		known := false
		for _, a := range augmentations {
			if a.name == n {
				a.set(&all)
				known = true
			}
		}
		if !known {
			return data.Augmentation{}, errValue
		}
	}
	return all, nil
}

// augmentWant is the list's Want.
func augmentWant() Text {
	var names []string
	for _, a := range augmentations {
		names = append(names, a.name)
	}
	last := len(names) - 1
	list := strings.Join(names[:last], ", ")
	return Text{"una lista de " + list + " y " + names[last] + ", o nada", "a list of " + list + " and " + names[last] + ", or nothing"}
}

var augmentHelp = Text{
	"aumento de datos: flip refleja, shift desplaza hasta 0,2 del tamaño, rotation gira hasta 15°, zoom escala hasta 0,1, " +
		"brightness aclara u oscurece hasta 0,2, cutout tapa 8 × 8 píxeles",
	"data augmentation: flip mirrors, shift moves by up to 0.2 of the size, rotation turns by up to 15°, zoom scales by up to 0.1, " +
		"brightness lightens or darkens by up to 0.2, cutout covers 8 × 8 pixels",
}
