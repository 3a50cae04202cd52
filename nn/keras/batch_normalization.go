package keras

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
)

// BatchNormalization is Keras's BatchNormalization over the last axis: in training each channel is normalised with the mean and the biased
// variance of the batch, and the moving averages follow as m = Momentum·m + (1−Momentum)·batch; in inference the moving averages are used.
// Then it is scaled by gamma and moved by beta. Momentum 0 is 0.99 and Epsilon 0 is 0.001, Keras's defaults.
type BatchNormalization struct {
	Name              string
	Axis              int // 0 is Keras's -1, the last; else the number of the last, counting the batch's as 0
	Momentum, Epsilon float64
	NoCenter, NoScale bool // Keras's center=False and scale=False: without beta, without gamma
}

var batchNormalization = &Class{
	Name: "BatchNormalization", Base: "batch_normalization", Zero: BatchNormalization{}, Usual: BatchNormalization{},
	Arguments: slices.Concat([]*Argument{
		lastAxis,
		NewReal("momentum", "0.99", 0, 1, [2]bool{true, true}, func(n *BatchNormalization) *float64 { return &n.Momentum }),
		NewReal("epsilon", "0.001", 1e-12, 1, [2]bool{}, func(n *BatchNormalization) *float64 { return &n.Epsilon }),
		newTruth("center", true, true, func(n *BatchNormalization) *bool { return &n.NoCenter }),
		newTruth("scale", true, true, func(n *BatchNormalization) *bool { return &n.NoScale }),
		fixedInitializer("beta_initializer", "zeros"),
		fixedInitializer("gamma_initializer", "ones"),
		fixedInitializer("moving_mean_initializer", "zeros"),
		fixedInitializer("moving_variance_initializer", "ones"),
	}, absent("beta_regularizer", "gamma_regularizer", "beta_constraint", "gamma_constraint"), []*Argument{
		fixed("synchronized", false, "false"),
		renorm,
	}),
}

// renorm is an argument of Keras 2.
var renorm = &Argument{Name: "renorm", fixed: true, unwritten: true, read: func(c *Config, name string) string { c.Only(name, "false"); return "" }}

// lastAxis is a whole number or a list of one. Which axis is the last depends on the input, so OutputShape checks it.
var lastAxis = &Argument{
	Name: "axis", Kind: Whole, hidden: true, byDefault: always("-1"),
	get: func(l Layer) string {
		n := l.(BatchNormalization).Axis
		return map[bool]string{true: "-1", false: strconv.Itoa(n)}[n == 0]
	},
	set: func(l Layer, v string) Layer {
		return with(l, func(n *BatchNormalization) { axis, _ := strconv.Atoi(v); n.Axis = max(axis, 0) })
	},
	read: func(c *Config, name string) string {
		raw := c.Take(name)
		n, err := parseInteger(raw)
		var list []json.RawMessage
		if err != nil && json.Unmarshal(raw, &list) == nil && len(list) == 1 {
			n, err = parseInteger(list[0])
		}
		if err != nil || n == 0 || n < -1 {
			c.Refuse(name, raw, "only the last axis is supported")
		}
		return strconv.Itoa(n)
	},
}

// ClassName is "BatchNormalization".
func (n BatchNormalization) ClassName() string { return "BatchNormalization" }

// LayerName is the layer's own name.
func (n BatchNormalization) LayerName() string { return n.Name }

// Named returns the layer with another name.
func (n BatchNormalization) Named(name string) Layer { n.Name = name; return n }

// OutputShape is the input's.
func (n BatchNormalization) OutputShape(in Shape) (Shape, error) {
	if n.Axis != 0 && n.Axis != len(in) {
		return nil, fmt.Errorf("axis %d is not supported for input %v (only -1 or %d, the last)", n.Axis, in, len(in))
	}
	return in, nil
}

// ParamCount is 4 × channels, of which gamma and beta, where there are any, are trainable.
func (n BatchNormalization) ParamCount(in Shape) (total, trainable int) {
	channels := in[len(in)-1]
	if !n.NoScale {
		trainable += channels
	}
	if !n.NoCenter {
		trainable += channels
	}
	return trainable + 2*channels, trainable
}
