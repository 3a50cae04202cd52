package nn

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

// Argument is one argument of a layer, with its value as text: what an editor shows and Keras code spells. Arguments that change nothing here,
// such as data_format, are not among them.
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
		return l, fmt.Errorf("nn: layer %s (%s): %s %q: %w", l.LayerName(), l.ClassName(), a.Name, text, err)
	}
	return a.set(l, value), nil
}

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
	if v < a.Low || v > a.High || v == a.Low && a.Open[0] || v == a.High && a.Open[1] {
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

// always is a default that depends on nothing.
func always(value string) func(Layer) string { return func(Layer) string { return value } }

// The constructors take where in a layer of type L the value is. A value of zero stands for the default, as in the layers themselves.

func whole[L Layer](name string, field func(*L) *int) *Argument {
	return &Argument{
		Name: name, Kind: Whole, Low: 1, High: maxUnits, Required: true,
		get: func(l Layer) string { own := l.(L); return strconv.Itoa(*field(&own)) },
		set: func(l Layer, v string) Layer {
			own := l.(L)
			*field(&own), _ = strconv.Atoi(v)
			return any(own).(Layer)
		},
	}
}

func pair[L Layer](name string, byDefault func(Layer) string, field func(*L) *[2]int) *Argument {
	a := &Argument{Name: name, Kind: Pair, Low: 1, High: maxSide, Required: byDefault == nil, byDefault: byDefault}
	a.get = func(l Layer) string {
		own := l.(L)
		if p := *field(&own); p != [2]int{} || byDefault == nil {
			return writePair(p)
		}
		return byDefault(l)
	}
	a.set = func(l Layer, v string) Layer {
		own := l.(L)
		h, w, _ := pairOf(v)
		*field(&own) = [2]int{h, w}
		return any(own).(Layer)
	}
	return a
}

func real[L Layer](name, byDefault string, low, high float64, open [2]bool, field func(*L) *float64) *Argument {
	return &Argument{
		Name: name, Kind: Real, Low: low, High: high, Open: open, Required: byDefault == "", byDefault: always(byDefault),
		get: func(l Layer) string {
			own := l.(L)
			if f := *field(&own); f != 0 || byDefault == "" {
				return writeReal(f)
			}
			return byDefault
		},
		set: func(l Layer, v string) Layer {
			own := l.(L)
			*field(&own), _ = strconv.ParseFloat(v, 64)
			return any(own).(Layer)
		},
	}
}

// choice takes the first of its values as the default.
func choice[L Layer](name string, field func(*L) *string, values ...string) *Argument {
	return &Argument{
		Name: name, Kind: Choice, Choices: values, byDefault: always(values[0]),
		get: func(l Layer) string { own := l.(L); return orElse(*field(&own), values[0]) },
		set: func(l Layer, v string) Layer { own := l.(L); *field(&own) = v; return any(own).(Layer) },
	}
}

// truth has the default true where a layer's field says that it is not, as NoCenter does, or where it says so itself.
func truth[L Layer](name string, byDefault, negated bool, field func(*L) *bool) *Argument {
	return &Argument{
		Name: name, Kind: Truth, Choices: []string{"true", "false"}, byDefault: always(strconv.FormatBool(byDefault)),
		get: func(l Layer) string { own := l.(L); return strconv.FormatBool(*field(&own) != negated) },
		set: func(l Layer, v string) Layer {
			own := l.(L)
			*field(&own) = (v == "true") != negated
			return any(own).(Layer)
		},
	}
}

func decay[L Layer](field func(*L) **L2) *Argument {
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
			own := l.(L)
			*field(&own) = nil
			if f, _ := strconv.ParseFloat(v, 64); f != 0 {
				*field(&own) = &L2{Rate: f}
			}
			return any(own).(Layer)
		},
	}
}

// initializerNames are those of the table, with Keras's default for kernels or biases first.
func initializerNames(first string) []string {
	names := []string{first}
	for name := range initializers {
		if name != first {
			names = append(names, name)
		}
	}
	slices.Sort(names[1:])
	return names
}

// ClassNames are the layers that there are, in the order in which a network meets them.
func ClassNames() []string {
	return []string{"Conv2D", "MaxPooling2D", "AveragePooling2D", "GlobalAveragePooling2D", "Flatten", "Dense", "Dropout", "BatchNormalization", "Activation", "ReLU"}
}

// NewLayer returns a layer of a class of ClassNames as most networks have it: same padding, ReLU. It returns nil for other classes.
func NewLayer(class string) Layer {
	switch class {
	case "Conv2D":
		return Conv2D{Filters: 32, KernelSize: [2]int{3, 3}, Padding: "same", Activation: "relu", UseBias: true}
	case "MaxPooling2D":
		return MaxPooling2D{}
	case "AveragePooling2D":
		return AveragePooling2D{}
	case "GlobalAveragePooling2D":
		return GlobalAveragePooling2D{}
	case "Flatten":
		return Flatten{}
	case "Dense":
		return Dense{Units: 64, Activation: "relu", UseBias: true}
	case "Dropout":
		return Dropout{Rate: 0.3}
	case "BatchNormalization":
		return BatchNormalization{}
	case "Activation":
		return Activation{Activation: "relu"}
	case "ReLU":
		return ReLU{}
	}
	return nil
}

// Arguments are those of a layer class in Keras's order, none for a class that is not known. They are shared, and not to be changed.
func Arguments(class string) []*Argument { return layerArguments[class] }

// layerArguments is filled by init, since the names of initializers come from their table.
var layerArguments map[string][]*Argument

func init() {
	layerArguments = map[string][]*Argument{
		"Conv2D": {
			whole("filters", func(c *Conv2D) *int { return &c.Filters }),
			pair("kernel_size", nil, func(c *Conv2D) *[2]int { return &c.KernelSize }),
			pair("strides", always("1"), func(c *Conv2D) *[2]int { return &c.Strides }),
			choice("padding", func(c *Conv2D) *string { return &c.Padding }, "valid", "same"),
			choice("activation", func(c *Conv2D) *string { return &c.Activation }, "linear", "relu"),
			truth("use_bias", true, false, func(c *Conv2D) *bool { return &c.UseBias }),
			choice("kernel_initializer", func(c *Conv2D) *string { return &c.KernelInitializer }, initializerNames("glorot_uniform")...),
			choice("bias_initializer", func(c *Conv2D) *string { return &c.BiasInitializer }, initializerNames("zeros")...),
			decay(func(c *Conv2D) **L2 { return &c.KernelRegularizer }),
		},
		"MaxPooling2D":           pooling(func(l Layer) MaxPooling2D { return l.(MaxPooling2D) }, func(m MaxPooling2D) Layer { return m }),
		"AveragePooling2D":       pooling(func(l Layer) MaxPooling2D { return MaxPooling2D(l.(AveragePooling2D)) }, func(m MaxPooling2D) Layer { return AveragePooling2D(m) }),
		"GlobalAveragePooling2D": {truth("keepdims", false, false, func(p *GlobalAveragePooling2D) *bool { return &p.KeepDims })},
		"Flatten":                nil,
		"Dense": {
			whole("units", func(d *Dense) *int { return &d.Units }),
			choice("activation", func(d *Dense) *string { return &d.Activation }, "linear", "relu", "softmax"),
			truth("use_bias", true, false, func(d *Dense) *bool { return &d.UseBias }),
			choice("kernel_initializer", func(d *Dense) *string { return &d.KernelInitializer }, initializerNames("glorot_uniform")...),
			choice("bias_initializer", func(d *Dense) *string { return &d.BiasInitializer }, initializerNames("zeros")...),
			decay(func(d *Dense) **L2 { return &d.KernelRegularizer }),
		},
		"Dropout": {real("rate", "", 0, 1, [2]bool{false, true}, func(d *Dropout) *float64 { return &d.Rate })},
		"BatchNormalization": {
			real("momentum", "0.99", 0, 1, [2]bool{true, true}, func(n *BatchNormalization) *float64 { return &n.Momentum }),
			real("epsilon", "0.001", 1e-12, 1, [2]bool{}, func(n *BatchNormalization) *float64 { return &n.Epsilon }),
			truth("center", true, true, func(n *BatchNormalization) *bool { return &n.NoCenter }),
			truth("scale", true, true, func(n *BatchNormalization) *bool { return &n.NoScale }),
		},
		"Activation": {required(choice("activation", func(a *Activation) *string { return &a.Activation }, "linear", "relu", "softmax"))},
		"ReLU":       nil,
	}
}

func required(a *Argument) *Argument {
	a.Required = true
	return a
}

// pooling are the arguments of both poolings, which are those of MaxPooling2D.
func pooling(from func(Layer) MaxPooling2D, to func(MaxPooling2D) Layer) []*Argument {
	all := []*Argument{
		pair("pool_size", always("2"), func(m *MaxPooling2D) *[2]int { return &m.PoolSize }),
		pair("strides", func(l Layer) string { return writePair(l.(MaxPooling2D).withDefaults().PoolSize) }, func(m *MaxPooling2D) *[2]int { return &m.Strides }),
		choice("padding", func(m *MaxPooling2D) *string { return &m.Padding }, "valid", "same"),
	}
	for _, a := range all {
		get, set, byDefault := a.get, a.set, a.byDefault
		a.get = func(l Layer) string { return get(from(l)) }
		a.set = func(l Layer, v string) Layer { return to(set(from(l), v).(MaxPooling2D)) }
		a.byDefault = func(l Layer) string { return byDefault(from(l)) }
	}
	return all
}

// Compact writes the model as short as ParseSpec reads it: arguments that have Keras's default are left out, and so are names that Keras would
// choose itself.
func (s *Spec) Compact() ([]byte, error) {
	rows, err := s.Rows()
	if err != nil {
		return nil, err
	}
	var b strings.Builder
	b.WriteString(`{"class_name":"Sequential","config":{`)
	if name := orElse(s.Name, "sequential"); name != "sequential" {
		b.WriteString(`"name":` + string(mustMarshal(name)) + `,`)
	}
	b.WriteString(`"build_input_shape":` + string(mustMarshal(batchOf(s.Input))) + `,"layers":[`)
	spelled := s.spelledNames(rows)
	for i, l := range s.Layers {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(`{"class_name":"` + l.ClassName() + `","config":{`)
		separator := ""
		if spelled[i] {
			b.WriteString(`"name":` + string(mustMarshal(rows[i].Name)))
			separator = ","
		}
		for _, a := range Arguments(l.ClassName()) {
			if a.Required || a.Get(l) != a.Default(l) {
				b.WriteString(separator + `"` + a.Name + `":` + a.JSON(l))
				separator = ","
			}
		}
		b.WriteString("}}")
	}
	b.WriteString("]}}")
	return []byte(b.String()), nil
}

// spelledNames says which layers' names must be written, so that a reader who chooses the others comes to the same.
func (s *Spec) spelledNames(rows []SummaryRow) []bool {
	spelled := make([]bool, len(rows))
	for again := true; again; {
		again = false
		taken := make(map[string]bool)
		for i, r := range rows {
			if spelled[i] {
				taken[r.Name] = true
			}
		}
		for i, r := range rows {
			if spelled[i] {
				continue
			}
			name := autoName(r.Class, taken)
			taken[name] = true
			if name != r.Name {
				spelled[i], again = true, true
				break
			}
		}
	}
	return spelled
}

// Plain returns the model with nothing in it that Keras would choose itself: names such as conv2d_1, which are chosen anew when layers come and
// go, and the axis of batch normalization, which is the last.
func (s *Spec) Plain() *Spec {
	plain := &Spec{Name: s.Name, Input: s.Input, Layers: slices.Clone(s.Layers)}
	for i, l := range plain.Layers {
		if isAutomatic(l) {
			l = l.named("")
		}
		if n, ok := l.(BatchNormalization); ok {
			n.Axis = 0
			l = n
		}
		plain.Layers[i] = l
	}
	return plain
}

// isAutomatic reports whether a layer's name is its class's base, alone or with a number.
func isAutomatic(l Layer) bool {
	rest, ok := strings.CutPrefix(l.LayerName(), classes[l.ClassName()].base)
	if !ok || rest == "" {
		return ok
	}
	digits, ok := strings.CutPrefix(rest, "_")
	return ok && digits != "" && strings.Trim(digits, "0123456789") == ""
}
