package nn

import (
	"errors"
	"fmt"
	"strconv"
)

// Layer is the configuration of one layer, with Keras's arguments under their Keras names spelled the Go way. It is a plain value: weights
// and buffers belong to the Network that New builds from it.
type Layer interface {
	// ClassName is the Keras class, for example "MaxPooling2D".
	ClassName() string
	// LayerName is the layer's own name, or empty where Spec is still to choose one ("max_pooling2d_1").
	LayerName() string
	// OutputShape is the shape of the output for an input of shape in. It checks every argument.
	OutputShape(in Shape) (Shape, error)
	// ParamCount is the number of parameters for an input of a shape that OutputShape accepts.
	ParamCount(in Shape) (total, trainable int)

	named(name string) Layer
	config(name string) any // the Keras 3 config, ready for encoding/json
	build(b *builder, in, out Shape) unit
}

// classes holds, for each layer class that can be read, the base of the names Keras gives it and how its arguments are read.
var classes = map[string]struct {
	base string
	read func(a *arguments) Layer
}{
	"Conv2D":                 {"conv2d", readConv2D},
	"MaxPooling2D":           {"max_pooling2d", readMaxPooling2D},
	"AveragePooling2D":       {"average_pooling2d", readAveragePooling2D},
	"GlobalAveragePooling2D": {"global_average_pooling2d", readGlobalAveragePooling2D},
	"Flatten":                {"flatten", readFlatten},
	"Dense":                  {"dense", readDense},
	"Dropout":                {"dropout", readDropout},
	"Activation":             {"activation", readActivation},
	"ReLU":                   {"re_lu", readReLU},
	"BatchNormalization":     {"batch_normalization", readBatchNormalization},
}

// autoName chooses Keras's name for a layer of this class: the base, then base_1, base_2 …, skipping names that are taken.
func autoName(class string, taken map[string]bool) string {
	base := classes[class].base
	name := base
	for i := 1; taken[name]; i++ {
		name = base + "_" + strconv.Itoa(i)
	}
	return name
}

// Limits on sizes, far above any sample's, that keep a hostile or mistaken spec from asking for more memory than there is.
const (
	maxSide       = 4096              // height, width, kernel, window, stride
	maxUnits      = 1 << 16           // channels, filters, units
	maxLayers     = 256               // layers of a model
	maxParams     = 50_000_000        // parameters of a model
	maxActivation = 1 << 23           // values that one picture has in all layers together
	maxMemory     = int64(3584) << 20 // bytes that a batch may need
	maxNameLength = 100
)

// checkShape refuses shapes that are empty or beyond the limits.
func checkShape(s Shape) error {
	if len(s) != 1 && len(s) != 3 {
		return &reasoned{TooLarge, fmt.Sprintf("shape %v has %d dimensions; [height width channels] and [features] are supported", s, len(s))}
	}
	size := 1
	for i, d := range s {
		limit := maxSide
		switch {
		case len(s) == 1:
			limit = maxActivation
		case i == 2:
			limit = maxUnits
		}
		if d < 1 || d > limit {
			return &reasoned{TooLarge, fmt.Sprintf("shape %v: %d is not in 1…%d", s, d, limit)}
		}
		size *= d
	}
	if size > maxActivation {
		return &reasoned{TooLarge, fmt.Sprintf("shape %v has %d values; the limit is %d", s, size, maxActivation)}
	}
	return nil
}

// checkRange names the argument whose value lies outside low…high.
func checkRange(argument string, value, low, high int) error {
	if value < low || value > high {
		return fmt.Errorf("%s %d is not in %d…%d", argument, value, low, high)
	}
	return nil
}

// checkPair checks both numbers of an argument such as kernel_size.
func checkPair(argument string, pair [2]int) error {
	return errors.Join(checkRange(argument, pair[0], 1, maxSide), checkRange(argument, pair[1], 1, maxSide))
}

// checkWindow refuses a window that does not fit into the input or, with padding "same", that is more than twice as large and has only zeros more
// to see: one of a thousand would keep a kernel busy for minutes between two looks around.
func checkWindow(argument string, window [2]int, in Shape, padding string) error {
	for i, side := range window {
		most := in[i]
		if padding == "same" {
			most = max(2*in[i], 64)
		}
		if side > most {
			return &reasoned{WindowTooLarge, fmt.Sprintf("%s %v is larger than the input %v allows: at most %d with padding %q", argument, window, in, most, padding)}
		}
	}
	return nil
}

// checkOneOf names the argument whose value is not among those allowed.
func checkOneOf(argument, value string, allowed ...string) error {
	for _, a := range allowed {
		if value == a {
			return nil
		}
	}
	return fmt.Errorf("%s %q is not supported (only %q)", argument, value, allowed)
}

// checkInitializer names the argument whose initializer is not known.
func checkInitializer(argument, name string) error {
	if _, ok := initializers[name]; !ok {
		return fmt.Errorf("%s %q is not known", argument, name)
	}
	return nil
}

// orElse returns value, or the Keras default where value is empty.
func orElse(value, byDefault string) string {
	if value == "" {
		return byDefault
	}
	return value
}

// wantPicture refuses inputs that are not [height width channels].
func wantPicture(in Shape) error {
	if len(in) != 3 {
		return &reasoned{NeedsPicture, fmt.Sprintf("input %v is not [height width channels]", in)}
	}
	return nil
}
