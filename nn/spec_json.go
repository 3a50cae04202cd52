package nn

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
)

// maxSpecBytes bounds the JSON of a model; VGG16's is 20 KB.
const maxSpecBytes = 1 << 20

// ParseSpec reads a Keras Sequential model as model.to_json() writes it, in the spellings of Keras 2 and 3. Layers, arguments and values
// that are not supported are refused by name, and so are sizes beyond the limits. The model returned is valid (see Validate) and each
// of its layers has a name.
func ParseSpec(text []byte) (*Spec, error) {
	if len(text) > maxSpecBytes {
		return nil, fmt.Errorf("nn: parse model: %d bytes; the limit is %d", len(text), maxSpecBytes)
	}
	s, err := parseModel(text)
	if err != nil && !json.Valid(text) {
		err = unread(NotJSON, "", "", err)
	}
	if err != nil {
		return nil, fmt.Errorf("nn: parse model: %w", err)
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

// UnmarshalJSON is ParseSpec.
func (s *Spec) UnmarshalJSON(text []byte) error {
	parsed, err := ParseSpec(text)
	if err != nil {
		return err
	}
	*s = *parsed
	return nil
}

// serialized is a model or a layer as Keras writes it.
type serialized struct {
	Module         string          `json:"module,omitempty"`
	ClassName      string          `json:"class_name"`
	Config         json.RawMessage `json:"config"`
	RegisteredName *string         `json:"registered_name"`
	BuildConfig    json.RawMessage `json:"build_config,omitempty"`
}

// serializedKeys are the keys around a config, with what is only Keras's own bookkeeping.
var serializedKeys = []string{"module", "class_name", "config", "registered_name", "build_config", "compile_config", "keras_version",
	"backend", "name", "inbound_nodes"}

// parseSerialized reads class and config, and refuses keys that Keras does not write there.
func parseSerialized(text json.RawMessage) (class string, config json.RawMessage, err error) {
	var keys map[string]json.RawMessage
	if err := unmarshal(text, &keys); err != nil {
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
		return "", nil, fmt.Errorf("class_name is %s, not a string", excerpt(keys["class_name"]))
	}
	return class, keys["config"], nil
}

// unmarshal is json.Unmarshal with a word on what a truncated text is.
func unmarshal(text json.RawMessage, v any) error {
	err := json.Unmarshal(text, v)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return errors.New("the JSON ends too early")
	}
	return err
}

func parseModel(text []byte) (*Spec, error) {
	class, config, err := parseSerialized(text)
	if err != nil {
		return nil, err
	}
	if class != "Sequential" {
		return nil, unread(UnknownModel, "", class, fmt.Errorf("model class %q is not supported (only Sequential)", class))
	}
	s := &Spec{Name: "sequential"}
	a := &arguments{}
	var layers []json.RawMessage
	if bytes.HasPrefix(bytes.TrimSpace(config), []byte("[")) { // the first Keras 2 versions: the layers alone
		err = unmarshal(config, &layers)
	} else if err = unmarshal(config, &a.raw); err == nil {
		s.Name = a.text("name", s.Name)
		a.common()
		if raw := a.take("layers"); raw == nil {
			err = errors.New("layers are missing")
		} else {
			err = unmarshal(raw, &layers)
		}
	}
	if err != nil {
		return nil, err
	}
	buildShape := a.shape("build_input_shape")
	if err := errors.Join(a.finish(), checkName(s.Name)); err != nil {
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
func (s *Spec) parseLayer(i int, text json.RawMessage) error {
	class, config, err := parseSerialized(text)
	if err != nil {
		return fmt.Errorf("layer %d: %w", i, err)
	}
	a := &arguments{}
	if err := unmarshal(config, &a.raw); err != nil {
		return fmt.Errorf("layer %d (%s): %w", i, class, err)
	}
	name := a.text("name", "")
	input := a.inputShape()
	a.common()
	switch {
	case input == nil:
	case len(s.Layers) > 0:
		a.failf("an input shape is supported in the first layer only")
	case s.Input != nil && !s.Input.Equal(input):
		a.failf("input shapes %v and %v contradict each other", s.Input, input)
	default:
		s.Input = input
	}
	if class == "InputLayer" {
		a.only("sparse", "false")
		a.only("ragged", "false")
		a.only("optional", "false")
		if i > 0 {
			a.failf("an InputLayer is supported as the first layer only")
		}
	} else if reader, ok := classes[class]; !ok {
		return unread(UnknownLayer, "", class, fmt.Errorf("layer %d: layer class %q is not supported", i, class))
	} else {
		s.Layers = append(s.Layers, reader.read(a).named(name))
	}
	if err := a.finish(); err != nil {
		name = orElse(name, fmt.Sprint(i))
		return unread(UnknownArgument, name, class, fmt.Errorf("layer %s (%s): %w", name, class, err))
	}
	return nil
}

// inputShape reads the shape of the model's input under each of the names that Keras has had for it.
func (a *arguments) inputShape() Shape {
	for _, key := range []string{"batch_shape", "batch_input_shape"} {
		if s := a.shape(key); s != nil {
			return s
		}
	}
	return nil
}

// shape reads a shape whose first dimension is the batch, which is dropped.
func (a *arguments) shape(key string) Shape {
	raw := a.take(key)
	if raw == nil {
		return nil
	}
	var dims []json.RawMessage
	if err := json.Unmarshal(raw, &dims); err != nil || len(dims) < 2 || len(dims) > 4 {
		a.refuse(key, raw, "[null, height, width, channels] or [null, features] is needed")
		return nil
	}
	s := make(Shape, len(dims)-1)
	for i, d := range dims[1:] {
		n, err := parseInteger(d)
		if isNull(d) || err != nil {
			a.refuse(key, raw, "whole numbers are needed")
			return nil
		}
		s[i] = n
	}
	return s
}

// MarshalJSON writes the model as Keras 3's model.to_json() does.
func (s *Spec) MarshalJSON() ([]byte, error) {
	rows, err := s.Rows()
	if err != nil {
		return nil, err
	}
	layers := []serialized{serialize("InputLayer", inputConfig{batchOf(s.Input), "float32", false, "input_layer"}, nil)}
	in := s.Input
	for i, l := range s.Layers {
		layers = append(layers, serialize(rows[i].Class, l.config(rows[i].Name), in))
		in = rows[i].Shape
	}
	config := struct {
		Name            string       `json:"name"`
		Trainable       bool         `json:"trainable"`
		DType           dtypePolicy  `json:"dtype"`
		Layers          []serialized `json:"layers"`
		BuildInputShape []any        `json:"build_input_shape"`
	}{orElse(s.Name, "sequential"), true, float32Policy, layers, batchOf(s.Input)}
	model := serialize("Sequential", config, nil)
	model.Module = "keras"
	return json.Marshal(model)
}

// serialize wraps a config as Keras 3 does; in is the layer's input shape, nil where Keras writes no build_config.
func serialize(class string, config any, in Shape) serialized {
	s := serialized{Module: "keras.layers", ClassName: class, Config: mustMarshal(config)}
	if in != nil {
		s.BuildConfig = mustMarshal(map[string]any{"input_shape": batchOf(in)})
	}
	return s
}

// mustMarshal encodes our own config structs, which hold nothing that could fail once Rows has checked them.
func mustMarshal(v any) json.RawMessage {
	text, err := json.Marshal(v)
	if err != nil {
		panic("nn: config cannot be encoded")
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

// commonConfig are the arguments with which every Keras 3 layer config begins.
type commonConfig struct {
	Name      string      `json:"name"`
	Trainable bool        `json:"trainable"`
	DType     dtypePolicy `json:"dtype"`
}

func common(name string) commonConfig { return commonConfig{name, true, float32Policy} }

type dtypePolicy struct {
	Module         string            `json:"module"`
	ClassName      string            `json:"class_name"`
	Config         map[string]string `json:"config"`
	RegisteredName *string           `json:"registered_name"`
}

var float32Policy = dtypePolicy{Module: "keras", ClassName: "DTypePolicy", Config: map[string]string{"name": "float32"}}

// initializerConfig is Keras 3's way of writing an initializer given by its name.
func initializerConfig(name string) serialized {
	config := map[string]any{}
	switch name {
	case "zeros", "ones":
	case "random_uniform":
		config = map[string]any{"seed": nil, "minval": -0.05, "maxval": 0.05}
	case "random_normal", "truncated_normal":
		config = map[string]any{"seed": nil, "mean": 0.0, "stddev": 0.05}
	default:
		config["seed"] = nil
	}
	s := serialize(initializers[name].class, config, nil)
	s.Module = "keras.initializers"
	return s
}

// regularizerConfig is Keras 3's way of writing an L2 regularizer, null where there is none.
func regularizerConfig(l *L2) *serialized {
	if l == nil {
		return nil
	}
	s := serialize("L2", map[string]any{"l2": l.Rate}, nil)
	s.Module = "keras.regularizers"
	return &s
}
