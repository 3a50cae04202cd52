package port

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"muestra/nn/history"
)

// MaxLoad is how many bytes a message carries beside its text, at most.
const MaxLoad = 32 << 20

// Inspected answers the Inspect of the same ID. Its tensors travel as bytes beside the text, and change hands without being copied by the browser.
type Inspected struct {
	ID   int    `json:"id"`
	What string `json:"what"`
	// Error says why there is nothing to see, in the experiment's language; then the rest is empty.
	Error string `json:"error,omitempty"`
	// Interrupted says that it is worth asking again: a run has begun or ended meanwhile.
	Interrupted bool `json:"interrupted,omitempty"`
	// Source and Classes say which pictures these are, and what their labels are called.
	Source  string   `json:"source,omitempty"`
	Classes []string `json:"classes,omitempty"`
	// Epoch and Step say when it was that the network saw it so: epochs and steps done.
	Epoch int `json:"epoch,omitempty"`
	Step  int `json:"step,omitempty"`
	// Pass is "validation" or "test" in InspectJudged.
	Pass       string      `json:"pass,omitempty"`
	Variations []Variation `json:"variations,omitempty"`
	// Layers are those of InspectLayers.
	Layers []Layer `json:"layers,omitempty"`
	// Spreads are those of InspectSpread, from the first layer to the last.
	Spreads []Spreads `json:"spreads,omitempty"`
	// Method is how InspectHeat has found it, "grad-cam" or "occlusion", and Class for which class, from 1.
	Method  string   `json:"method,omitempty"`
	Class   int      `json:"class,omitempty"`
	Tensors []Tensor `json:"tensors,omitempty"`

	load []byte // of the tensors, one after the other
}

// Tensor describes a part of a message's bytes: values of Type "u8", "i32" or "f32", little endian, the last dimension fastest.
type Tensor struct {
	Name  string `json:"name"`
	Type  string `json:"type"`
	Shape []int  `json:"shape"`
}

// Variation is what augmentation did to a picture, see data.Variation.
type Variation struct {
	Rotation   history.Float `json:"rotation"` // degrees
	ShiftX     history.Float `json:"shift_x"`  // pixels that the picture moves to the right
	ShiftY     history.Float `json:"shift_y"`  // down
	ZoomX      history.Float `json:"zoom_x"`   // times its width; 1 is none
	ZoomY      history.Float `json:"zoom_y"`
	Flip       bool          `json:"flip"`
	Brightness history.Float `json:"brightness"` // times; 1 is none
	Cutout     int           `json:"cutout"`     // side in pixels; 0 is none
}

// Layer is one layer of InspectLayers.
type Layer struct {
	Number int           `json:"number"` // from 1
	Name   string        `json:"name"`
	Class  string        `json:"class"` // Keras's
	Shape  []int         `json:"shape"` // of its output
	Low    history.Float `json:"low"`   // the least value of its output, or 0
	High   history.Float `json:"high"`  // the largest, or 0
}

// Spreads says of the kernel of a layer, or its gamma, how its weights and their gradients are spread.
type Spreads struct {
	Name      string `json:"name"` // "conv2d/kernel"
	Values    int    `json:"values"`
	Weights   Spread `json:"weights"`
	Gradients Spread `json:"gradients"`
}

// Spread is what a histogram is about.
type Spread struct {
	Min       history.Float `json:"min"`
	Max       history.Float `json:"max"`
	Mean      history.Float `json:"mean"`
	Deviation history.Float `json:"deviation"`
}

// Kind implements Message.
func (*Inspected) Kind() Kind { return KindInspected }

// PutBytes adds a tensor.
func (m *Inspected) PutBytes(name string, values []byte, shape ...int) {
	m.Tensors = append(m.Tensors, Tensor{name, "u8", shape})
	m.load = append(m.load, values...)
}

// PutInts adds a tensor.
func (m *Inspected) PutInts(name string, values []int32, shape ...int) {
	m.Tensors = append(m.Tensors, Tensor{name, "i32", shape})
	for _, v := range values {
		m.load = binary.LittleEndian.AppendUint32(m.load, uint32(v))
	}
}

// PutFloats adds a tensor.
func (m *Inspected) PutFloats(name string, values []float32, shape ...int) {
	m.Tensors = append(m.Tensors, Tensor{name, "f32", shape})
	for _, v := range values {
		m.load = binary.LittleEndian.AppendUint32(m.load, math.Float32bits(v))
	}
}

// Bytes is the tensor of a name, or nil where there is none of that type.
func (m *Inspected) Bytes(name string) []byte { return m.part(name, "u8") }

// Ints is the tensor of a name, or nil where there is none of that type.
func (m *Inspected) Ints(name string) []int32 {
	part := m.part(name, "i32")
	if part == nil {
		return nil
	}
	values := make([]int32, len(part)/4)
	for i := range values {
		values[i] = int32(binary.LittleEndian.Uint32(part[4*i:]))
	}
	return values
}

// Floats is the tensor of a name, or nil where there is none of that type.
func (m *Inspected) Floats(name string) []float32 {
	part := m.part(name, "f32")
	if part == nil {
		return nil
	}
	values := make([]float32, len(part)/4)
	for i := range values {
		values[i] = math.Float32frombits(binary.LittleEndian.Uint32(part[4*i:]))
	}
	return values
}

// Shape is that of the tensor of a name, or nil.
func (m *Inspected) Shape(name string) []int {
	for _, t := range m.Tensors {
		if t.Name == name {
			return t.Shape
		}
	}
	return nil
}

func (m *Inspected) part(name, kind string) []byte {
	at := 0
	for _, t := range m.Tensors {
		size, err := t.bytes()
		if err != nil || at+size > len(m.load) {
			return nil
		}
		if t.Name == name && t.Type == kind {
			return m.load[at : at+size : at+size]
		}
		at += size
	}
	return nil
}

// bytes is how many the tensor takes.
func (t *Tensor) bytes() (int, error) {
	size, ok := map[string]int{"u8": 1, "i32": 4, "f32": 4}[t.Type]
	if !ok {
		return 0, fmt.Errorf("tensor %q: type %q is none of u8, i32 and f32", Clip(t.Name, 40), Clip(t.Type, 40))
	}
	if len(t.Shape) == 0 {
		return 0, fmt.Errorf("tensor %q has no shape", Clip(t.Name, 40))
	}
	for _, d := range t.Shape {
		if d < 0 || d > MaxLoad {
			return 0, fmt.Errorf("tensor %q: dimension %d is not in 0…%d", Clip(t.Name, 40), d, MaxLoad)
		}
		if size *= d; size > MaxLoad {
			return 0, fmt.Errorf("tensor %q is larger than %d bytes", Clip(t.Name, 40), MaxLoad)
		}
	}
	return size, nil
}

func (m *Inspected) check() error {
	if err := first(oneOf("what", m.What, inspections...), length("error", m.Error), atLeast("epoch", m.Epoch, 0), atLeast("step", m.Step, 0)); err != nil {
		return err
	}
	if m.Error != "" && (len(m.Tensors) > 0 || len(m.Variations) > 0 || len(m.Layers) > 0 || len(m.Spreads) > 0) {
		return errors.New("an error with tensors")
	}
	if err := m.checkLayers(); err != nil {
		return err
	}
	for _, class := range m.Classes {
		if err := words("a class", class); err != nil {
			return err
		}
	}
	sum := 0
	for _, t := range m.Tensors {
		size, err := t.bytes()
		if err != nil {
			return err
		}
		if sum += size; sum > MaxLoad {
			return fmt.Errorf("tensors of more than %d bytes", MaxLoad)
		}
	}
	if sum != len(m.load) {
		return fmt.Errorf("%d bytes for tensors of %d", len(m.load), sum)
	}
	return nil
}

// checkLayers refuses layers without a name or a number.
func (m *Inspected) checkLayers() error {
	if m.What == InspectHeat && m.Error == "" {
		if err := first(oneOf("method", m.Method, "grad-cam", "occlusion"), atLeast("class", m.Class, 1)); err != nil {
			return err
		}
	}
	for _, l := range m.Layers {
		if err := first(words("a layer", l.Name), words("a layer’s class", l.Class), atLeast("a layer’s number", l.Number, 1)); err != nil {
			return err
		}
	}
	for _, s := range m.Spreads {
		if err := first(words("a spread", s.Name), atLeast("a spread’s values", s.Values, 0)); err != nil {
			return err
		}
	}
	return nil
}

// carried implements carrier.
func (m *Inspected) carried() []byte { return m.load }

// carry implements carrier.
func (m *Inspected) carry(load []byte) { m.load = load }

// carrier is a message with bytes beside its text.
type carrier interface {
	Message
	carried() []byte
	carry(load []byte)
}
