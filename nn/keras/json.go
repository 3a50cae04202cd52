package keras

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
)

// maxModelBytes bounds the JSON of a model; VGG16's is 20 KB.
const maxModelBytes = 1 << 20

// Parse reads a Keras Sequential model as model.to_json() writes it, in the spellings of Keras 2 and 3. Layers, arguments and values
// that are not supported are refused by name, and so are sizes beyond the limits. The model returned is valid (see Validate) and each
// of its layers has a name.
func Parse(text []byte) (*Sequential, error) {
	if len(text) > maxModelBytes {
		return nil, fmt.Errorf("keras: parse model: %d bytes; the limit is %d", len(text), maxModelBytes)
	}
	s, err := parseModel(text)
	if err != nil && !json.Valid(text) {
		err = unread(NotJSON, "", "", err)
	}
	if err != nil {
		return nil, fmt.Errorf("keras: parse model: %w", err)
	}
	if s.Layers, err = s.namedLayers(); err != nil {
		return nil, err
	}
	return s, s.Validate()
}

// unread is the fault of a text of which there is no model, and so no layer, to show it on. Name and class are as the text has them.
func unread(reason Reason, name, class string, err error) error {
	return &Fault{Layer: -1, Name: name, Class: class, Reason: reason, text: err.Error()}
}

// UnmarshalJSON is Parse.
func (s *Sequential) UnmarshalJSON(text []byte) error {
	parsed, err := Parse(text)
	if err != nil {
		return err
	}
	*s = *parsed
	return nil
}

// Serialized is a model, a layer or an optimizer as Keras writes it.
type Serialized struct {
	Module         string          `json:"module,omitempty"`
	ClassName      string          `json:"class_name"`
	Config         json.RawMessage `json:"config"`
	RegisteredName *string         `json:"registered_name"`
	BuildConfig    json.RawMessage `json:"build_config,omitempty"`
}

// serializedKeys are the keys around a config, with what is only Keras's own bookkeeping.
var serializedKeys = []string{"module", "class_name", "config", "registered_name", "build_config", "compile_config", "keras_version",
	"backend", "name", "inbound_nodes"}

// ParseObject reads class and config of what Keras serializes: a model, a layer, an optimizer, and refuses keys that Keras does not write there.
func ParseObject(text json.RawMessage) (class string, config json.RawMessage, err error) {
	var keys map[string]json.RawMessage
	if err := json.Unmarshal(text, &keys); err != nil {
		return "", nil, err
	}
	var unknown []string
	for key := range keys {
		if !slices.Contains(serializedKeys, key) {
			unknown = append(unknown, key)
		}
	}
	if len(unknown) > 0 {
		slices.Sort(unknown)
		return "", nil, fmt.Errorf("key %q is not known", unknown[0])
	}
	if isNull(keys["class_name"]) || isNull(keys["config"]) {
		return "", nil, errors.New("class_name or config is missing")
	}
	if err := json.Unmarshal(keys["class_name"], &class); err != nil {
		return "", nil, fmt.Errorf("class_name is %s, not a string", Excerpt(keys["class_name"]))
	}
	return class, keys["config"], nil
}

func parseModel(text []byte) (*Sequential, error) {
	class, config, err := ParseObject(text)
	if err != nil {
		return nil, err
	}
	if class != "Sequential" {
		return nil, unread(UnknownModel, "", class, fmt.Errorf("model class %q is not supported (only Sequential)", class))
	}
	s := &Sequential{Name: "sequential"}
	a := &Config{}
	var layers []json.RawMessage
	if bytes.HasPrefix(bytes.TrimSpace(config), []byte("[")) { // the first Keras 2 versions: the layers alone
		err = json.Unmarshal(config, &layers)
	} else if err = json.Unmarshal(config, &a.raw); err == nil {
		s.Name = a.Text("name", s.Name)
		a.common()
		if raw := a.Take("layers"); raw == nil {
			err = errors.New("layers are missing")
		} else {
			err = json.Unmarshal(raw, &layers)
		}
	}
	if err != nil {
		return nil, err
	}
	buildShape := a.shape("build_input_shape")
	if err := errors.Join(a.Finish(), checkName(s.Name)); err != nil {
		return nil, err
	}
	if len(layers) > maxLayers+1 {
		return nil, fmt.Errorf("%d layers; the limit is %d", len(layers), maxLayers)
	}
	for i, raw := range layers {
		if err := s.parseLayer(i, raw); err != nil {
			return nil, err
		}
	}
	if s.Input == nil {
		s.Input = buildShape
	}
	if s.Input == nil {
		return nil, errors.New("the input shape is missing (an InputLayer, or batch_input_shape of the first layer)")
	}
	return s, nil
}

// parseLayer appends the model's layer number i, or takes the input's shape from it.
func (s *Sequential) parseLayer(i int, text json.RawMessage) error {
	class, config, err := ParseObject(text)
	if err != nil {
		return fmt.Errorf("layer %d: %w", i, err)
	}
	a := &Config{}
	if err := json.Unmarshal(config, &a.raw); err != nil {
		return fmt.Errorf("layer %d (%s): %w", i, class, err)
	}
	name := a.Text("name", "")
	input := a.inputShape()
	a.common()
	switch {
	case input == nil:
	case len(s.Layers) > 0:
		a.Failf("an input shape is supported in the first layer only")
	case s.Input != nil && !s.Input.Equal(input):
		a.Failf("input shapes %v and %v contradict each other", s.Input, input)
	default:
		s.Input = input
	}
	if class == "InputLayer" {
		a.Only("sparse", "false")
		a.Only("ragged", "false")
		a.Only("optional", "false")
		if i > 0 {
			a.Failf("an InputLayer is supported as the first layer only")
		}
	} else if known := classNamed(class); known == nil {
		return unread(UnknownLayer, "", class, fmt.Errorf("layer %d: layer class %q is not supported", i, class))
	} else {
		s.Layers = append(s.Layers, known.read(a).Named(name))
	}
	if err := a.Finish(); err != nil {
		name = orElse(name, fmt.Sprint(i))
		return unread(UnknownArgument, name, class, fmt.Errorf("layer %s (%s): %w", name, class, err))
	}
	return nil
}

// inputShape reads the shape of the model's input under each of the names that Keras has had for it.
func (c *Config) inputShape() Shape {
	for _, key := range []string{"batch_shape", "batch_input_shape"} {
		if s := c.shape(key); s != nil {
			return s
		}
	}
	return nil
}

// shape reads a shape whose first dimension is the batch, which is dropped.
func (c *Config) shape(key string) Shape {
	raw := c.Take(key)
	if raw == nil {
		return nil
	}
	var dims []json.RawMessage
	if err := json.Unmarshal(raw, &dims); err != nil || len(dims) < 2 || len(dims) > 4 {
		c.Refuse(key, raw, "[null, height, width, channels] or [null, features] is needed")
		return nil
	}
	s := make(Shape, len(dims)-1)
	for i, d := range dims[1:] {
		n, err := parseInteger(d)
		if isNull(d) || err != nil {
			c.Refuse(key, raw, "whole numbers are needed")
			return nil
		}
		s[i] = n
	}
	return s
}

// MarshalJSON writes the model as Keras 3's model.to_json() does.
func (s *Sequential) MarshalJSON() ([]byte, error) {
	rows, err := s.Rows()
	if err != nil {
		return nil, err
	}
	layers := []Serialized{Serialize("keras.layers", "InputLayer", inputConfig{batchOf(s.Input), "float32", false, "input_layer"})}
	in := s.Input
	for i, l := range s.Layers {
		layer := Serialize("keras.layers", rows[i].Class, classNamed(rows[i].Class).config(l, rows[i].Name))
		layer.BuildConfig = mustMarshal(map[string]any{"input_shape": batchOf(in)})
		layers = append(layers, layer)
		in = rows[i].Shape
	}
	config := struct {
		Name            string       `json:"name"`
		Trainable       bool         `json:"trainable"`
		DType           dtypePolicy  `json:"dtype"`
		Layers          []Serialized `json:"layers"`
		BuildInputShape []any        `json:"build_input_shape"`
	}{orElse(s.Name, "sequential"), true, float32Policy, layers, batchOf(s.Input)}
	return json.Marshal(Serialize("keras", "Sequential", config))
}

// Serialize wraps a config that encoding/json can write, as Keras 3 does.
func Serialize(module, class string, config any) Serialized {
	return Serialized{Module: module, ClassName: class, Config: mustMarshal(config)}
}

// ordered is a JSON object whose keys have an order.
type ordered []entry

type entry struct {
	key   string
	value any
}

// MarshalJSON writes the entries in their order.
func (o ordered) MarshalJSON() ([]byte, error) {
	b := []byte{'{'}
	for i, e := range o {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(append(append(b, mustMarshal(e.key)...), ':'), mustMarshal(e.value)...)
	}
	return append(b, '}'), nil
}

// mustMarshal encodes our own configs, which hold nothing that could fail once Rows has checked them.
func mustMarshal(v any) json.RawMessage {
	text, err := json.Marshal(v)
	if err != nil {
		panic("keras: config cannot be encoded")
	}
	return text
}

// batchOf is the shape with its batch dimension, which is null.
func batchOf(s Shape) []any {
	dims := []any{nil}
	for _, d := range s {
		dims = append(dims, d)
	}
	return dims
}

type inputConfig struct {
	BatchShape []any  `json:"batch_shape"`
	DType      string `json:"dtype"`
	Sparse     bool   `json:"sparse"`
	Name       string `json:"name"`
}

type dtypePolicy struct {
	Module         string            `json:"module"`
	ClassName      string            `json:"class_name"`
	Config         map[string]string `json:"config"`
	RegisteredName *string           `json:"registered_name"`
}

var float32Policy = dtypePolicy{Module: "keras", ClassName: "DTypePolicy", Config: map[string]string{"name": "float32"}}
