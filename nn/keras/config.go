package keras

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
)

// Config reads the config of one object, such as a layer, from Keras JSON, argument by argument. What is absent or null takes Keras's default; what nobody
// has read in the end is an argument that is not supported, and refused by name.
type Config struct {
	raw  map[string]json.RawMessage
	errs []error
}

// bookkeeping are the arguments that Keras writes beside the real ones and that change nothing here.
var bookkeeping = []string{"autocast", "build_config", "input_spec", "module", "registered_name"}

// ReadConfig begins to read a config.
func ReadConfig(text json.RawMessage) (*Config, error) {
	c := &Config{}
	return c, json.Unmarshal(text, &c.raw)
}

// Failf records an error, which Finish returns.
func (c *Config) Failf(format string, args ...any) {
	c.errs = append(c.errs, fmt.Errorf(format, args...))
}

// Take returns the argument's JSON and strikes it off, or nil where it is absent or null.
func (c *Config) Take(key string) json.RawMessage {
	raw := c.raw[key]
	delete(c.raw, key)
	if isNull(raw) {
		return nil
	}
	return raw
}

func isNull(raw json.RawMessage) bool { return len(raw) == 0 || string(raw) == "null" }

// Refuse records that the value of an argument will not do.
func (c *Config) Refuse(key string, raw json.RawMessage, want string) {
	c.Failf("argument %q is %s; %s", key, Excerpt(raw), want)
}

// Excerpt is the beginning of a JSON text, for messages.
func Excerpt(raw json.RawMessage) string {
	const most = 80
	if len(raw) <= most {
		return string(raw)
	}
	return strings.ToValidUTF8(string(raw[:most]), "") + "…"
}

// Has says whether the argument is there and is not null.
func (c *Config) Has(key string) bool { return !isNull(c.raw[key]) }

// IsObject says whether the argument is a JSON object.
func (c *Config) IsObject(key string) bool { raw := c.raw[key]; return len(raw) > 0 && raw[0] == '{' }

// Integer reads a whole number.
func (c *Config) Integer(key string, byDefault int) int {
	raw := c.Take(key)
	if raw == nil {
		return byDefault
	}
	n, err := parseInteger(raw)
	if err != nil {
		c.Refuse(key, raw, "a whole number is needed")
	}
	return n
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

// Number reads a number.
func (c *Config) Number(key string, byDefault float64) float64 {
	raw := c.Take(key)
	if raw == nil {
		return byDefault
	}
	var f float64
	if err := json.Unmarshal(raw, &f); err != nil {
		c.Refuse(key, raw, "a number is needed")
	}
	return f
}

// Truth reads true or false.
func (c *Config) Truth(key string, byDefault bool) bool {
	raw := c.Take(key)
	if raw == nil {
		return byDefault
	}
	var b bool
	if err := json.Unmarshal(raw, &b); err != nil {
		c.Refuse(key, raw, "true or false is needed")
	}
	return b
}

// Text reads a string.
func (c *Config) Text(key, byDefault string) string {
	raw := c.Take(key)
	if raw == nil {
		return byDefault
	}
	var s string
	if err := json.Unmarshal(raw, &s); err != nil {
		c.Refuse(key, raw, "a string is needed")
	}
	return s
}

// Pair reads two whole numbers, or one that stands for both.
func (c *Config) Pair(key string) [2]int {
	raw := c.Take(key)
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
	c.Refuse(key, raw, "one or two whole numbers are needed")
	return [2]int{}
}

// Only accepts an argument that is absent, null or one of the JSON texts given, and nothing else.
func (c *Config) Only(key string, allowed ...string) {
	raw := c.Take(key)
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
	c.Refuse(key, raw, want)
}

// object is how Keras serializes what is not a plain value: an initializer, a regularizer, a function.
type object struct {
	ClassName string          `json:"class_name"`
	Config    json.RawMessage `json:"config"`
}

// activation reads an activation: a name, null, or Keras 3's way of writing a function.
func (c *Config) activation() string {
	raw := c.Take("activation")
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
	c.Refuse("activation", raw, "the name of an activation is needed")
	return "linear"
}

// initializer reads an initializer, as a name or as a class with its arguments, and returns its Keras name.
func (c *Config) initializer(key, byDefault string) string {
	raw := c.Take(key)
	if raw == nil {
		return byDefault
	}
	var class string
	in := &Config{}
	if json.Unmarshal(raw, &class) != nil {
		var o object
		if err := json.Unmarshal(raw, &o); err != nil || o.ClassName == "" {
			c.Refuse(key, raw, "an initializer's name or class is needed")
			return byDefault
		}
		class = o.ClassName
		if !isNull(o.Config) {
			if err := json.Unmarshal(o.Config, &in.raw); err != nil {
				c.Refuse(key, o.Config, "an initializer's config is an object")
				return byDefault
			}
		}
	}
	name := in.initializerName(class)
	if name == "" {
		c.Failf("argument %q: initializer %q is not known", key, class)
		return byDefault
	}
	if err := in.Finish(); err != nil {
		c.Failf("argument %q: %s: %w", key, class, err)
	}
	return name
}

// initializerName finds an initializer by its Keras name or class, and reads its arguments, which must be Keras's defaults. The seed is
// not used: streams come from the run's own seed.
func (c *Config) initializerName(class string) string {
	c.Take("seed")
	c.Only("dtype", `"float32"`)
	if class == "VarianceScaling" || class == "variance_scaling" {
		return c.varianceScaling()
	}
	for _, in := range initializers {
		if class != in.name && class != in.class {
			continue
		}
		switch in.name {
		case "random_uniform":
			c.Only("minval", "-0.05")
			c.Only("maxval", "0.05")
		case "random_normal", "truncated_normal":
			c.Only("mean", "0", "0.0")
			c.Only("stddev", "0.05")
		}
		return in.name
	}
	return ""
}

// varianceScaling maps the class under which TensorFlow.js and old Keras write Glorot, He and LeCun initializers to their names.
func (c *Config) varianceScaling() string {
	scale, mode, distribution := c.Number("scale", 1), c.Text("mode", "fan_in"), c.Text("distribution", "truncated_normal")
	base := map[string]string{"1 fan_avg": "glorot_", "2 fan_in": "he_", "1 fan_in": "lecun_"}[fmt.Sprint(scale, " ", mode)]
	suffix := map[string]string{"uniform": "uniform", "normal": "normal", "truncated_normal": "normal"}[distribution]
	if base == "" || suffix == "" {
		c.Failf("scale %v, mode %q, distribution %q is none of Glorot, He and LeCun", scale, mode, distribution)
		return "glorot_uniform"
	}
	return base + suffix
}

// regularizer reads an L2, or an L1L2 without an l1, and returns its rate.
func (c *Config) regularizer(key string) float64 {
	raw := c.Take(key)
	var class string
	in := &Config{}
	if json.Unmarshal(raw, &class) != nil {
		var o object
		if err := json.Unmarshal(raw, &o); err != nil || o.ClassName == "" {
			c.Refuse(key, raw, "a regularizer's name or class is needed")
			return 0
		}
		class = o.ClassName
		if !isNull(o.Config) {
			if err := json.Unmarshal(o.Config, &in.raw); err != nil {
				c.Refuse(key, o.Config, "a regularizer's config is an object")
				return 0
			}
		}
	}
	var rate float64
	switch class {
	case "L2", "l2":
		rate = in.Number("l2", 0.01)
	case "L1L2", "l1_l2":
		in.Only("l1", "0", "0.0")
		rate = in.Number("l2", 0)
	default:
		c.Failf("argument %q: regularizer %q is not supported (only L2)", key, class)
		return 0
	}
	if err := in.Finish(); err != nil {
		c.Failf("argument %q: %s: %w", key, class, err)
	}
	return rate
}

// RequiredNumber is a number that has no default.
func (c *Config) RequiredNumber(key string) float64 {
	n := c.OptionalNumber(key)
	if n == nil {
		c.Failf("argument %q is missing", key)
		return 0
	}
	return *n
}

// OptionalNumber is a number, or nil where it is absent or null.
func (c *Config) OptionalNumber(key string) *float64 {
	if isNull(c.raw[key]) {
		delete(c.raw, key)
		return nil
	}
	n := c.Number(key, 0)
	return &n
}

// Integers reads a list of whole numbers, of so many at most.
func (c *Config) Integers(key string, most int) []int {
	return list(c, key, most, parseInteger, "whole numbers")
}

// Numbers reads a list of numbers, of so many at most.
func (c *Config) Numbers(key string, most int) []float64 {
	return list(c, key, most, func(raw json.RawMessage) (f float64, err error) { return f, json.Unmarshal(raw, &f) }, "numbers")
}

// list reads a list whose entries parse reads.
func list[T any](c *Config, key string, most int, parse func(json.RawMessage) (T, error), what string) []T {
	raw := c.Take(key)
	if raw == nil {
		c.Failf("argument %q is missing", key)
		return nil
	}
	var parts []json.RawMessage
	if err := json.Unmarshal(raw, &parts); err != nil {
		c.Refuse(key, raw, "a list of "+what+" is needed")
		return nil
	}
	if len(parts) > most {
		c.Failf("argument %q has %d entries; the limit is %d", key, len(parts), most)
		return nil
	}
	values := make([]T, len(parts))
	for i, part := range parts {
		v, err := parse(part)
		if isNull(part) || err != nil {
			c.Refuse(fmt.Sprintf("%s[%d]", key, i), part, what+" are needed")
			return nil
		}
		values[i] = v
	}
	return values
}

// RequiredInteger reads a whole number that has no default.
func (c *Config) RequiredInteger(key string) int {
	if !c.Has(key) {
		c.Take(key)
		c.Failf("argument %q is missing", key)
	}
	return c.Integer(key, 0)
}

// common reads the arguments that every layer has.
func (c *Config) common() {
	c.Only("trainable", "true")
	c.dtype()
	for _, key := range bookkeeping {
		c.Take(key)
	}
}

// dtype accepts float32, as a name or as Keras 3's DTypePolicy.
func (c *Config) dtype() {
	raw := c.Take("dtype")
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
		c.Refuse("dtype", raw, "only float32 is supported")
	}
}

// Finish returns all that was wrong, arguments that nobody has read included.
func (c *Config) Finish() error {
	var unknown []string
	for key := range c.raw {
		unknown = append(unknown, key)
	}
	slices.Sort(unknown)
	for _, key := range unknown {
		c.Failf("argument %q is not supported", key)
	}
	return errors.Join(c.errs...)
}
