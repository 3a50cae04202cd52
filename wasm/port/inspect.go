package port

import (
	"encoding/json"
	"errors"
	"fmt"
)

// What an Inspect can ask for, and what its Inspected then brings.
const (
	// InspectPictures: the tensors "labels" u8 [n] and "pixels" u8 [n, height, width, channels] of the pictures at Index of Source.
	InspectPictures = "pictures"
	// InspectAugment: those, and the same pictures as epoch Epoch of Experiment varies them, "varied", shaped like "pixels", with Variations.
	InspectAugment = "augment"
	// InspectPredict: "index" i32 [n], "labels" u8 [n], and "probabilities" f32 [n, classes] that the network of Run gives to the pictures at Index of
	// Source. Without Index it chooses the first pictures of the run's validation, or of its test where there is none.
	InspectPredict = "predict"
	// InspectJudged: what the network of Run said in its last validation or test, without computing anything: "index" i32 [n] into Source,
	// "labels" and "probabilities". Where a run that was kept has not been judged here, its network judges up to Judged test pictures.
	InspectJudged = "judged"
	// InspectOwn: an own picture as a network sees it, "pixels" u8 [1, height, width, channels], and, where Run is given, the "probabilities"
	// f32 [1, classes] that its network gives to it.
	InspectOwn = "own"
	// InspectLayers: what the network of Run makes of one picture, in its Layers: "maps 3" u8 [maps, height, width] of the layer with Number 3, from
	// black for its Low to white for its High, the values of a layer without pixels in lines. Of each layer that is the first Maps channels, or all, up to MaxMaps, of the one that Layer names.
	// Also "probabilities" and "pixels", as of an own picture, the "labels" u8 [1] of another, and "filters" u8 [n, height, width, 3] where the
	// first weights look at colours.
	InspectLayers = "layers"
	// InspectHeat: where in one picture the network of Run finds what speaks for Class: "heat" f32 [height, width] from 0 to 1, and "over" u8
	// [height, width, 3], that laid over the picture. Method and Class say how it was found, and for which class.
	InspectHeat = "heat"
	// InspectSpread: how the weights of each layer of the network of Run, and their gradients for the first training pictures, are spread, in
	// Spreads, with counts "weights" and "gradients" i32 [spreads, bins].
	InspectSpread = "spread"
)

// inspections are all of them.
var inspections = []string{InspectPictures, InspectAugment, InspectPredict, InspectJudged, InspectOwn, InspectLayers, InspectHeat, InspectSpread}

// Maps is how many channels of each layer InspectLayers brings, and MaxMaps how many of a single one.
const (
	Maps    = 8
	MaxMaps = 512
)

// Own is the source of pictures that the visitor brings, and MaxOwn their largest width and height.
const (
	Own    = "own"
	MaxOwn = 1024
)

// Chosen is how many pictures InspectPredict chooses.
const Chosen = 24

// Judged is how many pictures a kept run's network judges to answer InspectJudged.
const Judged = 1000

// MaxInspected is how many pictures one Inspect may ask for.
const MaxInspected = 1024

// Inspect asks the worker to show what is inside: pictures, or what a network makes of them. The worker answers each with one Inspected: at once where it
// is idle or holds still, else within a layer of the step under way.
type Inspect struct {
	// ID is the answer's too.
	ID   int    `json:"id"`
	What string `json:"what"`
	// Live says that nobody waits for the answer: the worker holds it back until all live answers together take a small part of its time only.
	Live bool `json:"live,omitempty"`
	// Pack and Experiment are as in Start. An experiment is needed for InspectAugment, and for the network of a run that is not the last.
	Pack       string          `json:"pack,omitempty"`
	Experiment json.RawMessage `json:"experiment,omitempty"`
	// Run is whose network is meant: the present or last run of the worker, or one that is kept.
	Run string `json:"run,omitempty"`
	// Source is "train" or "test" of the data set, Index pictures of it in the canonical order. For InspectOwn, InspectLayers and InspectHeat it can be Own:
	// then the picture of Width × Height is carried beside the text, as bytes [height, width, 3].
	Source string  `json:"source,omitempty"`
	Index  []int32 `json:"index,omitempty"`
	// Epoch is that whose variations InspectAugment shows, from 1.
	Epoch int `json:"epoch,omitempty"`
	// Layer is the number of the one that InspectLayers is to show whole, from 1; 0 is none.
	Layer int `json:"layer,omitempty"`
	// Class is the one that InspectHeat is about, from 1; 0 is the most probable one.
	Class  int `json:"class,omitempty"`
	Width  int `json:"width,omitempty"`
	Height int `json:"height,omitempty"`

	picture []byte
}

// Show makes the question one about an own picture, rgb [height, width, 3].
func (m *Inspect) Show(rgb []byte, width, height int) {
	m.Source, m.picture, m.Width, m.Height = Own, rgb, width, height
}

// Picture is the own picture, rgb [Height, Width, 3], or nil.
func (m *Inspect) Picture() []byte { return m.picture }

// carried implements carrier.
func (m *Inspect) carried() []byte { return m.picture }

// carry implements carrier.
func (m *Inspect) carry(load []byte) { m.picture = load }

// Kind implements Message.
func (*Inspect) Kind() Kind { return KindInspect }

func (m *Inspect) check() error {
	if err := first(oneOf("what", m.What, inspections...), length("pack", m.Pack), atLeast("layer", m.Layer, 0), atLeast("class", m.Class, 0), m.checkPictures()); err != nil {
		return err
	}
	if len(m.Experiment) > 0 && m.Experiment[0] != '{' {
		return errors.New("the experiment is not a JSON object")
	}
	if m.What == InspectAugment && (len(m.Experiment) == 0 || m.Epoch < 1) {
		return errors.New("augment: no experiment, or no epoch")
	}
	if m.Run != "" {
		return checkRun(m.Run)
	}
	return nil
}

// checkPictures refuses pictures that cannot be. Whether the data set has so many, the worker will see.
func (m *Inspect) checkPictures() error {
	if m.Source == Own || m.What == InspectOwn {
		return m.checkOwn()
	}
	if len(m.picture) > 0 {
		return errors.New("a picture beside a look at other pictures")
	}
	if m.What == InspectJudged || m.What == InspectSpread || m.What == InspectPredict && len(m.Index) == 0 {
		return nil
	}
	if (m.What == InspectLayers || m.What == InspectHeat) && len(m.Index) != 1 {
		return fmt.Errorf("index: %d pictures, not one", len(m.Index))
	}
	if err := oneOf("source", m.Source, "train", "test"); err != nil {
		return err
	}
	if len(m.Index) == 0 || len(m.Index) > MaxInspected {
		return fmt.Errorf("index: %d pictures, not 1 to %d", len(m.Index), MaxInspected)
	}
	for _, k := range m.Index {
		if k < 0 {
			return fmt.Errorf("index: there is no picture %d", k)
		}
	}
	return nil
}

// checkOwn refuses own pictures that are none.
func (m *Inspect) checkOwn() error {
	if err := first(oneOf("source", m.Source, Own), oneOf("what", m.What, InspectOwn, InspectLayers, InspectHeat)); err != nil {
		return err
	}
	if len(m.Index) > 0 {
		return errors.New("index: an own picture has none")
	}
	if m.Width < 1 || m.Height < 1 || m.Width > MaxOwn || m.Height > MaxOwn {
		return fmt.Errorf("a picture of %d × %d pixels; each is 1 to %d", m.Width, m.Height, MaxOwn)
	}
	if len(m.picture) != 3*m.Width*m.Height {
		return fmt.Errorf("%d bytes for a picture of %d × %d pixels", len(m.picture), m.Width, m.Height)
	}
	return nil
}
