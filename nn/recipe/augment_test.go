package recipe

import (
	"testing"

	"muestra/data"
)

func TestAugmentNamesRanges(t *testing.T) {
	for value, want := range map[string]data.Augmentation{
		"":                        {},
		"flip":                    {HorizontalFlip: true},
		"shift":                   {WidthShift: 0.2, HeightShift: 0.2},
		"rotation":                {Rotation: 15},
		"zoom":                    {Zoom: 0.1},
		"brightness":              {Brightness: 0.2},
		"cutout":                  {Cutout: 8},
		"flip,shift":              {HorizontalFlip: true, WidthShift: 0.2, HeightShift: 0.2},
		"shift,flip":              {HorizontalFlip: true, WidthShift: 0.2, HeightShift: 0.2},
		"cutout,zoom,rotation":    {Rotation: 15, Zoom: 0.1, Cutout: 8},
		"flip,shift,brightness":   {HorizontalFlip: true, WidthShift: 0.2, HeightShift: 0.2, Brightness: 0.2},
		"zoom,rotation,cutout":    {Rotation: 15, Zoom: 0.1, Cutout: 8},
		"rotation,flip,zoom":      {HorizontalFlip: true, Rotation: 15, Zoom: 0.1},
		"flip,shift,zoom,cutout":  {HorizontalFlip: true, WidthShift: 0.2, HeightShift: 0.2, Zoom: 0.1, Cutout: 8},
		"brightness,flip":         {HorizontalFlip: true, Brightness: 0.2},
		"shift,rotation,flip":     {HorizontalFlip: true, WidthShift: 0.2, HeightShift: 0.2, Rotation: 15},
		"shift:0.1":               {WidthShift: 0.1, HeightShift: 0.1},
		"rotation:180,cutout:32":  {Rotation: 180, Cutout: 32},
		"zoom:0.5,flip":           {HorizontalFlip: true, Zoom: 0.5},
		"brightness:1":            {Brightness: 1},
		"shift:0.2":               {WidthShift: 0.2, HeightShift: 0.2},
		"cutout,brightness,shift": {WidthShift: 0.2, HeightShift: 0.2, Brightness: 0.2, Cutout: 8},
	} {
		r := newRun(t, "sample=1&augment="+value)
		if r.Augmentation != want {
			t.Errorf("augment=%s: %+v, want %+v", value, r.Augmentation, want)
		}
		if r.WholeBatches != (value != "") {
			t.Errorf("augment=%s: whole batches only: %v", value, r.WholeBatches)
		}
	}
}

func TestSamplesAugmentAsInTheReport(t *testing.T) {
	flipAndShift := data.Augmentation{HorizontalFlip: true, WidthShift: 0.2, HeightShift: 0.2}
	tests := []struct {
		link       string
		want       data.Augmentation
		validation bool
		steps      int // in an epoch
	}{
		{"sample=1&train=1000", data.Augmentation{}, false, 16},
		{"sample=8&train=1000", data.Augmentation{}, false, 16},
		{"sample=10&train=1000", flipAndShift, false, 15},
		{"sample=11&train=1000", data.Augmentation{}, false, 16},
		{"sample=12&train=1000", flipAndShift, true, 15},
		{"sample=12&train=40000", flipAndShift, true, 625},
		{"sample=12&train=1000&augment=", data.Augmentation{}, false, 16},
		{"sample=12&train=1000&augment=cutout", data.Augmentation{Cutout: 8}, true, 15},
		{"sample=1&train=1000&augment=flip", data.Augmentation{HorizontalFlip: true}, false, 15},
		{"sample=10&train=20", flipAndShift, false, 1},
	}
	for _, test := range tests {
		r := newRun(t, test.link)
		if r.Augmentation != test.want || r.AugmentValidation != test.validation || r.StepsPerEpoch() != test.steps {
			t.Errorf("%s: %+v, validation %v, %d steps; want %+v", test.link, r.Augmentation, r.AugmentValidation, r.StepsPerEpoch(), test)
		}
	}
}

func TestAugmentationIsInTheLink(t *testing.T) {
	for _, link := range []string{"augment=", "augment=flip,shift", "augment=shift,rotation,zoom,brightness,cutout",
		"augment=shift:0.1,rotation:30,zoom:0.25,brightness:0.5,cutout:12"} {
		e, _, err := ParseLink("sample=10&" + link)
		if err != nil {
			t.Fatal(err)
		}
		again, _, err := ParseLink(e.Link())
		if err != nil {
			t.Fatal(err)
		}
		if d := difference(e, again); d != "" {
			t.Errorf("%s (-want +got):\n%s", link, d)
		}
	}
}

func TestAWayIsFoundInItsList(t *testing.T) {
	list := []string{"flip", "shift:0.1", "cutout"}
	for _, test := range []struct {
		name  string
		value float64
		on    bool
		entry string
	}{{"flip", 0, true, "flip"}, {"shift", 0.1, true, "shift:0.1"}, {"cutout", 8, true, "cutout"}, {"zoom", 0, false, ""}} {
		for _, w := range Transforms() {
			if w.Name != test.name {
				continue
			}
			value, on := w.In(list)
			if value != test.value || on != test.on || on && w.Entry(value) != test.entry {
				t.Errorf("%s: %v, %v, %s", test.name, value, on, w.Entry(value))
			}
		}
	}
}
