package keras

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// ArgumentKind says which values an argument takes, and how they are written as text.
type ArgumentKind int

const (
	Whole  ArgumentKind = iota // "32"
	Pair                       // "3,5", or "3" for two equal ones
	Real                       // "0.3"
	Choice                     // one of Choices
	Truth                      // "true" or "false"
	L2Rate                     // a Real that is the rate of an L2 regularizer, "0" for none
)

// Argument is one argument of a class of layers, with its value as text: what an editor shows and Keras code spells. NewReal, NewChoice and the
// like make them.
type Argument struct {
	Name    string // Keras's
	Kind    ArgumentKind
	Choices []string
	// Low and High bound numbers; Open says that they are not allowed themselves, the lower and the upper one.
	Low, High float64
	Open      [2]bool
	// Required arguments have no default in Keras.
	Required bool

	byDefault func(Layer) string
	get       func(Layer) string
	set       func(Layer, string) Layer

	fixed     bool // it has one value here, or changes nothing
	hidden    bool // it has a value that nobody edits
	unwritten bool // Keras 3 does not write it
	// zeroIsDefault says that the layer cannot hold zero, since that stands for the default.
	zeroIsDefault bool
	initializer   bool                                // its values are names of initializers
	read          func(c *Config, name string) string // the value in a config that has one, as text
	written       func(text string) any               // a value as Keras 3 writes it, nil for what encoding/json makes of it
}

// Get is the argument's value in a layer of its class.
func (a *Argument) Get(l Layer) string { return a.get(l) }

// Default is Keras's default in a layer like l, "" where there is none.
func (a *Argument) Default(l Layer) string {
	if a.Required {
		return ""
	}
	return a.byDefault(l)
}

// Set returns the layer with another value. Text that is none of the allowed values is an error; l stays as it is.
func (a *Argument) Set(l Layer, text string) (Layer, error) {
	value, err := a.normal(text)
	if err != nil {
		return l, fmt.Errorf("keras: layer %s (%s): %s %q: %w", l.LayerName(), l.ClassName(), a.Name, text, err)
	}
	return a.set(l, value), nil
}

// readInto reads the argument from a config into a layer.
func (a *Argument) readInto(l Layer, c *Config) Layer {
	switch {
	case a.fixed:
		a.read(c, a.Name)
		return l
	case !c.Has(a.Name):
		c.Take(a.Name)
		if a.Required {
			c.Failf("argument %q is missing", a.Name)
			return l
		}
		return a.set(l, a.byDefault(l))
	}
	before := len(c.errs)
	value := a.read(c, a.Name)
	if len(c.errs) > before {
		return l
	}
	if a.zeroIsDefault && (value == "0" || value == "-0") || value == "" {
		c.Failf("argument %q is %s", a.Name, orElse(value, `""`))
		return l
	}
	return a.set(l, value)
}

// keras3 is the argument's value in a layer as Keras 3 writes it, for encoding/json.
func (a *Argument) keras3(l Layer) any {
	value := a.get(l)
	if a.written != nil {
		return a.written(value)
	}
	switch a.Kind {
	case Whole:
		n, _ := strconv.Atoi(value)
		return n
	case Pair:
		h, w, _ := pairOf(value)
		return [2]int{h, w}
	case Real:
		f, _ := strconv.ParseFloat(value, 64)
		return f
	case Truth:
		return value == "true"
	}
	return value
}

// check says what is wrong with the argument's value in a layer.
func (a *Argument) check(l Layer) error {
	value := a.get(l)
	switch a.Kind {
	case Whole, Real, L2Rate:
		return a.checkNumber(value)
	case Pair:
		h, w, _ := strings.Cut(value, ",")
		return errors.Join(a.checkNumber(h), a.checkNumber(orElse(w, h)))
	}
	if slices.Contains(a.Choices, value) {
		return nil
	}
	if a.initializer {
		return fmt.Errorf("%s %q is not known", a.Name, value)
	}
	return fmt.Errorf("%s %q is not supported (only %q)", a.Name, value, a.Choices)
}

// checkNumber says that a number is not in the argument's range.
func (a *Argument) checkNumber(value string) error {
	f, err := strconv.ParseFloat(value, 64)
	if err == nil && a.within(f) == nil {
		return nil
	}
	low, high, name := bound(a.Low), bound(a.High), a.Name
	if a.Kind == L2Rate {
		name += ": l2"
	}
	switch a.Open {
	case [2]bool{true, true}:
		return fmt.Errorf("%s %s is not between %s and %s", name, value, low, high)
	case [2]bool{false, true}:
		return fmt.Errorf("%s %s is not in [%s, %s)", name, value, low, high)
	}
	return fmt.Errorf("%s %s is not in %s…%s", name, value, low, high)
}

// bound is a bound of a range as people write it: "1e6".
func bound(f float64) string { return strings.Replace(writeReal(f), "e+0", "e", 1) }

// JSON is the argument's value in a layer, as model.to_json() may spell it.
func (a *Argument) JSON(l Layer) string {
	value := a.get(l)
	switch a.Kind {
	case Pair:
		h, w, _ := pairOf(value)
		return fmt.Sprintf("[%d,%d]", h, w)
	case Choice:
		return strconv.Quote(value)
	case L2Rate:
		return `{"class_name":"L2","config":{"l2":` + value + `}}`
	}
	return value
}

// Python is the argument's value in a layer as Keras code; an L2 is keras.regularizers.L2.
func (a *Argument) Python(l Layer) string {
	value := a.get(l)
	switch a.Kind {
	case Pair:
		if h, w, _ := pairOf(value); h != w {
			return fmt.Sprintf("(%d, %d)", h, w)
		}
	case Choice:
		return strconv.Quote(value)
	case Truth:
		return strings.ToUpper(value[:1]) + value[1:]
	case L2Rate:
		return "keras.regularizers.L2(" + value + ")"
	}
	return value
}

var (
	errNotAllowed = errors.New("not an allowed value")
	errNoNumber   = errors.New("not a number")
	errOutOfRange = errors.New("out of range")
)

// normal is the one way in which a value is written.
func (a *Argument) normal(text string) (string, error) {
	text = strings.TrimSpace(text)
	switch a.Kind {
	case Whole:
		n, err := strconv.Atoi(text)
		if err != nil {
			return "", errNoNumber
		}
		return strconv.Itoa(n), a.within(float64(n))
	case Pair:
		h, w, err := pairOf(text)
		if err != nil {
			return "", err
		}
		return writePair([2]int{h, w}), errors.Join(a.within(float64(h)), a.within(float64(w)))
	case Real, L2Rate:
		if text == "" || strings.Trim(text, "0123456789.eE+-") != "" {
			return "", errNoNumber
		}
		f, err := strconv.ParseFloat(text, 64)
		if err != nil {
			return "", errNoNumber
		}
		return writeReal(f), a.within(f)
	}
	if !slices.Contains(a.Choices, text) {
		return "", errNotAllowed
	}
	return text, nil
}

func (a *Argument) within(v float64) error {
	if !(v >= a.Low && v <= a.High) || v == a.Low && a.Open[0] || v == a.High && a.Open[1] {
		return errOutOfRange
	}
	return nil
}

// pairOf reads one or two whole numbers, separated by a comma, a cross or a space, perhaps in brackets.
func pairOf(text string) (h, w int, err error) {
	parts := strings.FieldsFunc(strings.Trim(text, "()[]"), func(r rune) bool { return strings.ContainsRune(",x× ", r) })
	if len(parts) == 1 {
		parts = append(parts, parts[0])
	}
	if len(parts) != 2 {
		return 0, 0, errNoNumber
	}
	h, errH := strconv.Atoi(parts[0])
	w, errW := strconv.Atoi(parts[1])
	if errH != nil || errW != nil {
		return 0, 0, errNoNumber
	}
	return h, w, nil
}

func writePair(p [2]int) string {
	if p[0] == p[1] {
		return strconv.Itoa(p[0])
	}
	return strconv.Itoa(p[0]) + "," + strconv.Itoa(p[1])
}

func writeReal(f float64) string { return strconv.FormatFloat(f, 'g', -1, 64) }
