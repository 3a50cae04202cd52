package nn

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
)

// arguments reads the config of one layer from Keras JSON, argument by argument. What is absent or null takes Keras's default; what nobody
// has read in the end is an argument that is not supported, and refused by name.
type arguments struct {
	raw  map[string]json.RawMessage
	errs []error
}

// bookkeeping are the arguments that Keras writes beside the real ones and that change nothing here.
var bookkeeping = []string{"autocast", "build_config", "input_spec", "module", "registered_name"}

func (a *arguments) failf(format string, args ...any) {
	a.errs = append(a.errs, fmt.Errorf(format, args...))
}

// take returns the argument's JSON and strikes it off, or nil where it is absent or null.
func (a *arguments) take(key string) json.RawMessage {
	raw := a.raw[key]
	delete(a.raw, key)
	if isNull(raw) {
		return nil
	}
	return raw
}

func isNull(raw json.RawMessage) bool { return len(raw) == 0 || string(raw) == "null" }

// refuse records that the value of an argument will not do.
func (a *arguments) refuse(key string, raw json.RawMessage, want string) {
	a.failf("argument %q is %s; %s", key, excerpt(raw), want)
}

// excerpt is the beginning of a JSON text, for messages.
func excerpt(raw json.RawMessage) string {
	const most = 80
	if len(raw) <= most {
		return string(raw)
	}
	return strings.ToValidUTF8(string(raw[:most]), "") + "…"
}

func (a *arguments) integer(key string, byDefault int) int {
	raw := a.take(key)
	if raw == nil {
		return byDefault
	}
	n, err := parseInteger(raw)
	if err != nil {
		a.refuse(key, raw, "a whole number is needed")
	}
	return n
}

// required is an integer that has no default.
func (a *arguments) required(key string) int {
	if isNull(a.raw[key]) {
		delete(a.raw, key)
		a.failf("argument %q is missing", key)
		return 0
	}
	return a.integer(key, 0)
}

// parseInteger reads a whole number, also one that is written 32.0.
func parseInteger(raw json.RawMessage) (int, error) {
	var f float64
	if err := json.Unmarshal(raw, &f); err != nil {
		return 0, err
	}
	if f != math.Trunc(f) || math.Abs(f) > 1<<31 {
		return 0, errors.New("not a whole number")
	}
	return int(f), nil
}

func (a *arguments) number(key string, byDefault float64) float64 {
	raw := a.take(key)
	if raw == nil {
		return byDefault
	}
	var f float64
	if err := json.Unmarshal(raw, &f); err != nil {
		a.refuse(key, raw, "a number is needed")
	}
	return f
}

func (a *arguments) boolean(key string, byDefault bool) bool {
	raw := a.take(key)
	if raw == nil {
		return byDefault
	}
	var b bool
	if err := json.Unmarshal(raw, &b); err != nil {
		a.refuse(key, raw, "true or false is needed")
	}
	return b
}

func (a *arguments) text(key, byDefault string) string {
	raw := a.take(key)
	if raw == nil {
		return byDefault
	}
	var s string
	if err := json.Unmarshal(raw, &s); err != nil {
		a.refuse(key, raw, "a string is needed")
	}
	return s
}

// pair reads two whole numbers, or one that stands for both.
func (a *arguments) pair(key string, byDefault [2]int) [2]int {
	raw := a.take(key)
	if raw == nil {
		return byDefault
	}
	if n, err := parseInteger(raw); err == nil {
		return [2]int{n, n}
	}
	var both []json.RawMessage
	if err := json.Unmarshal(raw, &both); err == nil && len(both) == 2 {
		h, errH := parseInteger(both[0])
		w, errW := parseInteger(both[1])
		if errH == nil && errW == nil {
			return [2]int{h, w}
		}
	}
	a.refuse(key, raw, "one or two whole numbers are needed")
	return byDefault
}

// only accepts an argument that is absent, null or one of the JSON texts given, and nothing else.
func (a *arguments) only(key string, allowed ...string) {
	raw := a.take(key)
	if raw == nil {
		return
	}
	var b bytes.Buffer
	if err := json.Compact(&b, raw); err == nil && slices.Contains(allowed, b.String()) {
		return
	}
	want := "only null is supported"
	if len(allowed) > 0 {
		want = "only " + strings.Join(allowed, ", ") + " is supported"
	}
	a.refuse(key, raw, want)
}

// object is how Keras serializes what is not a plain value: an initializer, a regularizer, a function.
type object struct {
	ClassName string          `json:"class_name"`
	Config    json.RawMessage `json:"config"`
}

// activation reads an activation: a name, null, or Keras 3's way of writing a function.
func (a *arguments) activation() string {
	raw := a.take("activation")
	if raw == nil {
		return "linear"
	}
	var name string
	if json.Unmarshal(raw, &name) == nil {
		return name
	}
	var o object
	if json.Unmarshal(raw, &o) == nil && o.ClassName == "function" && json.Unmarshal(o.Config, &name) == nil {
		return name
	}
	a.refuse("activation", raw, "the name of an activation is needed")
	return "linear"
}

// initializer reads an initializer, as a name or as a class with its arguments, and returns its Keras name.
func (a *arguments) initializer(key, byDefault string) string {
	raw := a.take(key)
	if raw == nil {
		return byDefault
	}
	var class string
	in := &arguments{}
	if json.Unmarshal(raw, &class) != nil {
		var o object
		if err := json.Unmarshal(raw, &o); err != nil || o.ClassName == "" {
			a.refuse(key, raw, "an initializer's name or class is needed")
			return byDefault
		}
		class = o.ClassName
		if !isNull(o.Config) {
			if err := json.Unmarshal(o.Config, &in.raw); err != nil {
				a.refuse(key, o.Config, "an initializer's config is an object")
				return byDefault
			}
		}
	}
	name := in.initializerName(class)
	if name == "" {
		a.failf("argument %q: initializer %q is not known", key, class)
		return byDefault
	}
	if err := in.finish(); err != nil {
		a.failf("argument %q: %s: %w", key, class, err)
	}
	return name
}

// initializerName finds an initializer by its Keras name or class, and reads its arguments, which must be Keras's defaults. The seed is
// not used: streams come from the run's own seed.
func (a *arguments) initializerName(class string) string {
	a.take("seed")
	a.only("dtype", `"float32"`)
	if class == "VarianceScaling" || class == "variance_scaling" {
		return a.varianceScaling()
	}
	for name, in := range initializers {
		if class != name && class != in.class {
			continue
		}
		switch name {
		case "random_uniform":
			a.only("minval", "-0.05")
			a.only("maxval", "0.05")
		case "random_normal", "truncated_normal":
			a.only("mean", "0", "0.0")
			a.only("stddev", "0.05")
		}
		return name
	}
	return ""
}

// varianceScaling maps the class under which TensorFlow.js and old Keras write Glorot, He and LeCun initializers to their names.
func (a *arguments) varianceScaling() string {
	scale, mode, distribution := a.number("scale", 1), a.text("mode", "fan_in"), a.text("distribution", "truncated_normal")
	base := map[string]string{"1 fan_avg": "glorot_", "2 fan_in": "he_", "1 fan_in": "lecun_"}[fmt.Sprint(scale, " ", mode)]
	suffix := map[string]string{"uniform": "uniform", "normal": "normal", "truncated_normal": "normal"}[distribution]
	if base == "" || suffix == "" {
		a.failf("scale %v, mode %q, distribution %q is none of Glorot, He and LeCun", scale, mode, distribution)
		return "glorot_uniform"
	}
	return base + suffix
}

// regularizer reads null, L2 or L1L2 without an l1.
func (a *arguments) regularizer(key string) *L2 {
	raw := a.take(key)
	if raw == nil {
		return nil
	}
	var class string
	in := &arguments{}
	if json.Unmarshal(raw, &class) != nil {
		var o object
		if err := json.Unmarshal(raw, &o); err != nil || o.ClassName == "" {
			a.refuse(key, raw, "a regularizer's name or class is needed")
			return nil
		}
		class = o.ClassName
		if !isNull(o.Config) {
			if err := json.Unmarshal(o.Config, &in.raw); err != nil {
				a.refuse(key, o.Config, "a regularizer's config is an object")
				return nil
			}
		}
	}
	var l2 *L2
	switch class {
	case "L2", "l2":
		l2 = &L2{in.number("l2", 0.01)}
	case "L1L2", "l1_l2":
		in.only("l1", "0", "0.0")
		l2 = &L2{in.number("l2", 0)}
	default:
		a.failf("argument %q: regularizer %q is not supported (only L2)", key, class)
		return nil
	}
	if err := in.finish(); err != nil {
		a.failf("argument %q: %s: %w", key, class, err)
	}
	if l2.Rate == 0 {
		return nil
	}
	return l2
}

// common reads the arguments that every layer has.
func (a *arguments) common() {
	a.only("trainable", "true")
	a.dtype()
	for _, key := range bookkeeping {
		a.take(key)
	}
}

// dtype accepts float32, as a name or as Keras 3's DTypePolicy.
func (a *arguments) dtype() {
	raw := a.take("dtype")
	if raw == nil {
		return
	}
	var name string
	if json.Unmarshal(raw, &name) != nil {
		var o struct {
			Config struct {
				Name string `json:"name"`
			} `json:"config"`
		}
		if json.Unmarshal(raw, &o) == nil {
			name = o.Config.Name
		}
	}
	if name != "float32" {
		a.refuse("dtype", raw, "only float32 is supported")
	}
}

// finish returns all that was wrong, arguments that nobody has read included.
func (a *arguments) finish() error {
	var unknown []string
	for key := range a.raw {
		unknown = append(unknown, key)
	}
	slices.Sort(unknown)
	for _, key := range unknown {
		a.failf("argument %q is not supported", key)
	}
	return errors.Join(a.errs...)
}
