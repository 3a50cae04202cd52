package keras

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
)

// Class is a class of layers, such as Conv2D: its arguments in one table, and what it takes.
type Class struct {
	Name  string // Keras's: "Conv2D"
	Base  string // of the names that Keras gives its layers: "conv2d" for conv2d, conv2d_1 …
	Input Input
	Zero  Layer // a layer with no argument set
	Usual Layer // as most networks have it: same padding, ReLU
	// Arguments are in the order in which an editor shows them. Written is Keras's order of their names in model.to_json(), nil for the same.
	Arguments []*Argument
	Written   []string
}

// Input says which shapes of input a class of layers takes.
type Input int

const (
	AnyInput Input = iota
	Picture        // [height width channels]
	Features       // [features]
)

// classes are the layers that there are, in the order in which a network meets them.
var classes = []*Class{conv2D, maxPooling2D, averagePooling2D, globalAveragePooling2D, flatten, dense, dropout, batchNormalization, activation, reLU}

// AddClass makes a class of layers known and returns what takes it away again. Tests add classes with it: all classes of the product are in one
// table already.
func AddClass(c *Class) (remove func()) {
	before := classes
	classes = append(slices.Clip(classes), c)
	return func() { classes = before }
}

// ClassNames are the layers that there are, in the order in which a network meets them.
func ClassNames() []string {
	var names []string
	for _, c := range classes {
		names = append(names, c.Name)
	}
	return names
}

// NewLayer returns a layer of a class of ClassNames as most networks have it: same padding, ReLU. It returns nil for other classes.
func NewLayer(class string) Layer {
	if c := classNamed(class); c != nil {
		return c.Usual
	}
	return nil
}

// Arguments are those of a class of layers that have more than one value, in the order in which an editor shows them.
func Arguments(class string) []*Argument {
	c := classNamed(class)
	if c == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(c.Arguments), func(a *Argument) bool { return a.fixed || a.hidden })
}

// classNamed is the class of that name, nil where there is none.
func classNamed(name string) *Class {
	for _, c := range classes {
		if c.Name == name {
			return c
		}
	}
	return nil
}

// autoName chooses Keras's name for a layer of this class: the base, then base_1, base_2 …, skipping names that are taken.
func (c *Class) autoName(taken map[string]bool) string {
	name := c.Base
	for i := 1; taken[name]; i++ {
		name = c.Base + "_" + strconv.Itoa(i)
	}
	return name
}

// read reads a layer's config, argument by argument.
func (c *Class) read(config *Config) Layer {
	l := c.Zero
	for _, a := range c.Arguments {
		l = a.readInto(l, config)
	}
	return l
}

// config is a layer of the class as Keras 3 writes it.
func (c *Class) config(l Layer, name string) ordered {
	o := ordered{{"name", name}, {"trainable", true}, {"dtype", float32Policy}}
	if c.Written != nil {
		for _, name := range c.Written {
			i := slices.IndexFunc(c.Arguments, func(a *Argument) bool { return a.Name == name })
			o = append(o, entry{name, c.Arguments[i].keras3(l)})
		}
		return o
	}
	for _, a := range c.Arguments {
		if !a.unwritten {
			o = append(o, entry{a.Name, a.keras3(l)})
		}
	}
	return o
}

// Complete returns the layer with Keras's default for each argument that has no value.
func Complete(l Layer) Layer {
	c := classNamed(l.ClassName())
	if c == nil {
		return l
	}
	for _, a := range c.Arguments {
		if !a.fixed {
			l = a.set(l, a.get(l))
		}
	}
	return l
}

// Same says whether two layers are of one class and have the same arguments, whatever their names.
func Same(a, b Layer) bool {
	c := classNamed(a.ClassName())
	return c != nil && a.ClassName() == b.ClassName() && !slices.ContainsFunc(c.Arguments, func(arg *Argument) bool {
		return !arg.fixed && arg.get(a) != arg.get(b)
	})
}

// OutputShape is the shape of a layer's output for an input of shape in. It checks every argument.
func OutputShape(l Layer, in Shape) (Shape, error) {
	c := classNamed(l.ClassName())
	switch {
	case c == nil:
		return nil, &reasoned{UnknownLayer, fmt.Sprintf("layer class %q is not supported", l.ClassName())}
	case c.Input == Picture && len(in) != 3:
		return nil, &reasoned{NeedsPicture, fmt.Sprintf("input %v is not [height width channels]", in)}
	case c.Input == Features && len(in) != 1:
		// Keras applies a Dense to the last dimension of a picture. Here a Flatten was most likely forgotten.
		return nil, &reasoned{NeedsFeatures, fmt.Sprintf("input %v is not [features]; a Flatten belongs before it", in)}
	}
	var errs []error
	for _, a := range c.Arguments {
		if !a.fixed && !a.hidden {
			errs = append(errs, a.check(l))
		}
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return Complete(l).OutputShape(in)
}
