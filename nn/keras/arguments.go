package keras

import (
	"strconv"
)

// The constructors take where in a layer of type L the value is. A value of zero stands for the default, as in the layers themselves.

// newWhole is a whole number from 1 on that every layer of the class must have.
func newWhole[L Layer](name string, field func(*L) *int) *Argument {
	return &Argument{
		Name: name, Kind: Whole, Low: 1, High: maxUnits, Required: true,
		get:  func(l Layer) string { own := l.(L); return strconv.Itoa(*field(&own)) },
		set:  func(l Layer, v string) Layer { return with(l, func(own *L) { *field(own), _ = strconv.Atoi(v) }) },
		read: func(c *Config, name string) string { return strconv.Itoa(c.Integer(name, 0)) },
	}
}

// newPair is two whole numbers for height and width, required where there is no default.
func newPair[L Layer](name string, byDefault func(L) [2]int, field func(*L) *[2]int) *Argument {
	a := &Argument{Name: name, Kind: Pair, Low: 1, High: maxSide, Required: byDefault == nil, zeroIsDefault: byDefault != nil}
	if byDefault != nil {
		a.byDefault = func(l Layer) string { return writePair(byDefault(l.(L))) }
	}
	a.get = func(l Layer) string {
		own := l.(L)
		if p := *field(&own); p != [2]int{} || byDefault == nil {
			return writePair(p)
		}
		return a.byDefault(l)
	}
	a.set = func(l Layer, v string) Layer {
		return with(l, func(own *L) { h, w, _ := pairOf(v); *field(own) = [2]int{h, w} })
	}
	a.read = func(c *Config, name string) string { return writePair(c.Pair(name)) }
	return a
}

// NewReal is a number, required where the default is empty. Open says which of the bounds it may not reach.
func NewReal[L Layer](name, byDefault string, low, high float64, open [2]bool, field func(*L) *float64) *Argument {
	return &Argument{
		Name: name, Kind: Real, Low: low, High: high, Open: open, Required: byDefault == "", zeroIsDefault: byDefault != "", byDefault: always(byDefault),
		get: func(l Layer) string {
			own := l.(L)
			if f := *field(&own); f != 0 || byDefault == "" {
				return writeReal(f)
			}
			return byDefault
		},
		set: func(l Layer, v string) Layer {
			return with(l, func(own *L) { *field(own), _ = strconv.ParseFloat(v, 64) })
		},
		read: func(c *Config, name string) string { return writeReal(c.Number(name, 0)) },
	}
}

// NewChoice is one of some values, the first of which is the default.
func NewChoice[L Layer](name string, field func(*L) *string, values ...string) *Argument {
	return &Argument{
		Name: name, Kind: Choice, Choices: values, byDefault: always(values[0]),
		get:  func(l Layer) string { own := l.(L); return orElse(*field(&own), values[0]) },
		set:  func(l Layer, v string) Layer { return with(l, func(own *L) { *field(own) = v }) },
		read: func(c *Config, name string) string { return c.Text(name, values[0]) },
	}
}

// newTruth is true or false. A negated one is in its field the other way round, as NoCenter is Keras's center.
func newTruth[L Layer](name string, byDefault, negated bool, field func(*L) *bool) *Argument {
	return &Argument{
		Name: name, Kind: Truth, Choices: []string{"true", "false"}, byDefault: always(strconv.FormatBool(byDefault)),
		get:  func(l Layer) string { own := l.(L); return strconv.FormatBool(*field(&own) != negated) },
		set:  func(l Layer, v string) Layer { return with(l, func(own *L) { *field(own) = (v == "true") != negated }) },
		read: func(c *Config, name string) string { return strconv.FormatBool(c.Truth(name, byDefault)) },
	}
}

// newActivation is the activation that a layer ends with, "linear" by default.
func newActivation[L Layer](field func(*L) *string, values ...string) *Argument {
	a := NewChoice("activation", field, values...)
	a.read = func(c *Config, _ string) string { return c.activation() }
	return a
}

// newInitializer is one of Keras's initializers, by its name.
func newInitializer[L Layer](name, byDefault string, field func(*L) *string) *Argument {
	a := NewChoice(name, field, initializerNames(byDefault)...)
	a.initializer = true
	a.read = func(c *Config, name string) string { return c.initializer(name, byDefault) }
	a.written = func(text string) any { return initializerConfig(text) }
	return a
}

// newL2 is kernel_regularizer: the rate of an L2 on the layer's kernel, 0 for none.
func newL2[L Layer](field func(*L) **L2) *Argument {
	return &Argument{
		Name: "kernel_regularizer", Kind: L2Rate, High: 1e6, byDefault: always("0"),
		get: func(l Layer) string {
			own := l.(L)
			if r := *field(&own); r != nil {
				return writeReal(r.Rate)
			}
			return "0"
		},
		set: func(l Layer, v string) Layer {
			return with(l, func(own *L) {
				*field(own) = nil
				if f, _ := strconv.ParseFloat(v, 64); f != 0 {
					*field(own) = &L2{Rate: f}
				}
			})
		},
		read:    func(c *Config, name string) string { return writeReal(c.regularizer(name)) },
		written: func(text string) any { f, _ := strconv.ParseFloat(text, 64); return regularizerConfig(f) },
	}
}

// fixed is an argument that has one value here: what Keras 3 writes, and the JSON texts that are accepted besides null and none.
func fixed(name string, written any, accepted ...string) *Argument {
	return &Argument{
		Name: name, fixed: true,
		get:     func(Layer) string { return "" },
		read:    func(c *Config, name string) string { c.Only(name, accepted...); return "" },
		written: func(string) any { return written },
	}
}

// unwritten are fixed arguments that Keras 3 does not write, or not always, and that must be absent or null.
func unwritten(names ...string) []*Argument {
	var all []*Argument
	for _, name := range names {
		a := fixed(name, nil)
		a.unwritten = true
		all = append(all, a)
	}
	return all
}

// absent are fixed arguments that Keras 3 writes as null.
func absent(names ...string) []*Argument {
	var all []*Argument
	for _, name := range names {
		all = append(all, fixed(name, nil))
	}
	return all
}

// fixedInitializer is an initializer that cannot be chosen.
func fixedInitializer(name, value string) *Argument {
	a := fixed(name, nil)
	a.read = func(c *Config, name string) string {
		if got := c.initializer(name, value); got != value {
			c.Failf("argument %q is %q; only %q is supported", name, got, value)
		}
		return ""
	}
	a.written = func(string) any { return initializerConfig(value) }
	return a
}

// ignored is an argument that changes nothing here.
func ignored(name string) *Argument {
	a := fixed(name, nil)
	a.read = func(c *Config, name string) string { c.Take(name); return "" }
	return a
}

func required(a *Argument) *Argument {
	a.Required = true
	return a
}

// always is a default that depends on nothing.
func always(value string) func(Layer) string { return func(Layer) string { return value } }

// with returns the layer after a change.
func with[L Layer](l Layer, change func(*L)) Layer {
	own := l.(L)
	change(&own)
	return own
}
