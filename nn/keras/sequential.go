package keras

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// Sequential is a Keras Sequential model: the shape of a picture and the layers it goes through. Layers without a name get Keras's
// (conv2d, conv2d_1, max_pooling2d …) wherever names are needed.
type Sequential struct {
	Name   string // "sequential" where empty
	Input  Shape  // [height width channels] or [features]
	Layers []Layer
}

// SummaryRow is one layer's line in the Keras summary.
type SummaryRow struct {
	Name, Class string
	OutputShape string // as Keras writes it: "(None, 32, 32, 32)"
	Shape       Shape  // the same as numbers, without the batch
	Params      int
	Trainable   int // those of Params that training changes
}

// Rows returns a line for each layer. It checks every argument, shape and size on the way, but not that the model can be trained: that is
// Validate's. On an error, most of which are a *Fault, the lines are those before the layer at fault.
func (s *Sequential) Rows() ([]SummaryRow, error) {
	layers, err := s.namedLayers()
	if err != nil {
		return nil, err
	}
	if err := checkShape(s.Input); err != nil {
		return nil, fmt.Errorf("keras: input: %w", err)
	}
	rows := make([]SummaryRow, len(layers))
	in, params, values := s.Input, 0, s.Input.Size()
	for i, l := range layers {
		out, err := OutputShape(l, in)
		if err == nil {
			err = checkShape(out)
		}
		if err != nil {
			return rows[:i], faultOf(i, l, in, err)
		}
		total, trainable := l.ParamCount(in)
		params, values = params+total, values+out.Size()
		if params > MaxParams {
			return rows[:i], fault(i, l, in, TooLarge, "the model has %d parameters up to here; the limit is %d", params, MaxParams)
		}
		if values > maxActivation {
			return rows[:i], fault(i, l, in, TooLarge, "a picture has %d values up to here; the limit is %d", values, maxActivation)
		}
		rows[i] = SummaryRow{Name: l.LayerName(), Class: l.ClassName(), OutputShape: out.String(), Shape: out, Params: total, Trainable: trainable}
		in = out
	}
	return rows, nil
}

// Params counts the parameters of all layers.
func (s *Sequential) Params() (total, trainable int, err error) {
	rows, err := s.Rows()
	for _, r := range rows {
		total += r.Params
		trainable += r.Trainable
	}
	return total, trainable, err
}

// Classes is the number of classes that the last layer tells apart.
func (s *Sequential) Classes() (int, error) {
	rows, err := s.Rows()
	if err != nil {
		return 0, err
	}
	return rows[len(rows)-1].Shape.Size(), nil
}

// Named returns the model with the names that rows has for its layers, and a name of its own.
func (s *Sequential) Named(rows []SummaryRow) *Sequential {
	named := &Sequential{Name: orElse(s.Name, "sequential"), Input: s.Input, Layers: slices.Clone(s.Layers)}
	for i, l := range named.Layers {
		named.Layers[i] = l.Named(rows[i].Name)
	}
	return named
}

// Validate says why the model cannot be trained, or nil: all that Rows checks, and that softmax over at least two classes is the last layer
// and stands nowhere else.
func (s *Sequential) Validate() error {
	rows, err := s.Rows()
	if err != nil {
		return err
	}
	last := len(rows) - 1
	for i, l := range s.Layers {
		soft := activationOf(l) == "softmax"
		switch named := l.Named(rows[i].Name); {
		case soft && i != last:
			return fault(i, named, nil, EarlySoftmax, "activation softmax is supported in the last layer only")
		case !soft && i == last:
			return fault(i, named, nil, NoSoftmax, "it is the last layer, and its activation is not softmax")
		}
	}
	if shape := rows[last].Shape; len(shape) != 1 || shape[0] < 2 || shape[0] > 256 {
		return fault(last, s.Layers[last].Named(rows[last].Name), nil, NoClasses, "it is the last layer, and its output %v is not 2…256 classes", shape)
	}
	return nil
}

// faultOf says that a layer cannot be for the reason that err gives.
func faultOf(i int, l Layer, in Shape, err error) *Fault {
	reason := BadArgument
	var r *reasoned
	if errors.As(err, &r) {
		reason = r.reason
	}
	return &Fault{Layer: i, Name: l.LayerName(), Class: l.ClassName(), Input: in, Reason: reason,
		text: fmt.Sprintf("keras: layer %s (%s): %v", l.LayerName(), l.ClassName(), err)}
}

func fault(i int, l Layer, in Shape, reason Reason, format string, args ...any) *Fault {
	return faultOf(i, l, in, &reasoned{reason, fmt.Sprintf(format, args...)})
}

// activationOf returns a layer's activation, "linear" for layers that have none.
func activationOf(l Layer) string {
	for _, a := range Arguments(l.ClassName()) {
		if a.Name == "activation" {
			return a.Get(l)
		}
	}
	return "linear"
}

// namedLayers returns the layers, each with a name of its own.
func (s *Sequential) namedLayers() ([]Layer, error) {
	switch n := len(s.Layers); {
	case n == 0:
		return nil, &Fault{Layer: -1, Reason: NoLayers, text: "keras: the model has no layers"}
	case n > maxLayers:
		return nil, &Fault{Layer: -1, Reason: NoLayers, text: fmt.Sprintf("keras: the model has %d layers; the limit is %d", n, maxLayers)}
	}
	taken := make(map[string]bool)
	for i, l := range s.Layers {
		if l == nil {
			return nil, fmt.Errorf("keras: layer %d is nil", i)
		}
		name := l.LayerName()
		if name == "" {
			continue
		}
		if err := checkName(name); err != nil {
			return nil, fmt.Errorf("keras: layer %d (%s): %w", i, l.ClassName(), err)
		}
		if taken[name] {
			return nil, fmt.Errorf("keras: two layers are named %q", name)
		}
		taken[name] = true
	}
	layers := make([]Layer, len(s.Layers))
	for i, l := range s.Layers {
		if l.LayerName() == "" {
			c := classNamed(l.ClassName())
			if c == nil {
				return nil, fmt.Errorf("keras: layer %d: layer class %q is not supported", i, l.ClassName())
			}
			name := c.autoName(taken)
			taken[name] = true
			l = l.Named(name)
		}
		layers[i] = l
	}
	return layers, nil
}

// checkName refuses names that would not do as part of a tensor's name or in a table.
func checkName(name string) error {
	if len(name) > maxNameLength {
		return fmt.Errorf("a name of %d bytes is longer than %d", len(name), maxNameLength)
	}
	if strings.ContainsFunc(name, func(r rune) bool { return r == '/' || !unicode.IsPrint(r) }) {
		return fmt.Errorf("name %q has a slash or an unprintable character", name)
	}
	return nil
}
