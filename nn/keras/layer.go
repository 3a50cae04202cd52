package keras

import "fmt"

// Layer is one layer of a model: Conv2D, Dense and the like, with its arguments as fields. Where a field is zero, Keras's default holds.
type Layer interface {
	// ClassName is the class as Keras spells it: "Conv2D".
	ClassName() string
	// LayerName is the layer's own name, "" where Keras chooses it ("max_pooling2d_1").
	LayerName() string
	// Named returns the layer with another name.
	Named(name string) Layer
	// OutputShape is the shape of the output for an input of shape in. Every argument has its value, and one in its range, and the input is
	// as the class takes it: the function OutputShape sees to that.
	OutputShape(in Shape) (Shape, error)
	// ParamCount is the number of parameters for an input of a shape that OutputShape accepts.
	ParamCount(in Shape) (total, trainable int)
}

// Limits on sizes, far above any sample's, that keep a hostile or mistaken model from asking for more memory than there is.
const (
	maxSide       = 4096    // height, width, kernel, window, stride
	maxUnits      = 1 << 16 // channels, filters, units
	maxLayers     = 256     // layers of a model
	maxActivation = 1 << 23 // values that one picture has in all layers together
	maxNameLength = 100
)

// MaxParams is the most parameters that a model may have.
const MaxParams = 50_000_000

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

// windowsOver is how many places a window has in a picture, [height', width'].
func windowsOver(in Shape, window, strides [2]int, padding string) (height, width int) {
	places := func(i int) int {
		if padding == "same" {
			return (in[i] + strides[i] - 1) / strides[i]
		}
		return (in[i]-window[i])/strides[i] + 1
	}
	return places(0), places(1)
}

// orElse returns value, or the Keras default where value is empty.
func orElse(value, byDefault string) string {
	if value == "" {
		return byDefault
	}
	return value
}
