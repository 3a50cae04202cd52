package nn

import (
	"fmt"
	"math/rand/v2"

	"muestra/nn/keras"
	"muestra/nn/kernel"
	"muestra/nn/tensor"
)

// unit is one layer of a Network: its weights, and what its forward pass leaves for the backward pass. Each function works on the pictures
// of the part it is given. Backward is two separate functions because batches are split differently for them: by picture for the gradient of
// the input, as gradient says for the gradients of the weights.
type unit interface {
	// forward computes y, the layer's output, from x, its input.
	forward(p *part, y, x []float32)
	// backwardActivation turns dy, the gradient of the output y, into that before an activation fused into the layer, in place.
	backwardActivation(p *part, dy, y []float32)
	// backwardWeights computes the gradients of the weights from dy and x.
	backwardWeights(p *part, dy, x []float32)
	// gradient says how those of a whole batch come about.
	gradient() gradient
	// backwardInput computes dx, the gradient of the input, from dy.
	backwardInput(p *part, dx, dy, x []float32)

	// plan makes room for what is kept of batches of this many pictures.
	plan(pictures int, training bool)
	// kept is how many values of 4 bytes that is for one picture, in training.
	kept() int
	// scratch is how many values the kernels need to work in, at most.
	scratch() int
	// multiplyAdds is how often forward multiplies and adds for one picture.
	multiplyAdds() int
	// inPlace says that output and input, and their gradients, share their memory.
	inPlace() bool
}

// gradient is how the gradients of a unit's weights come about where several members share a batch.
type gradient int

const (
	noGradient gradient = iota // there are no weights
	// summed: backwardWeights is called for each part of the batch, and what it leaves is added up. Right for few weights and large
	// outputs, since only sums travel.
	summed
	// sliced: each member computes the gradient of a slice of the kernel over the whole batch, and alone updates that slice. Right for many
	// weights: pictures travel, and the new weights. The unit is a slicer.
	sliced
	// own: the unit's business, in one call of backwardWeights.
	own
)

// part is the pictures of a batch that one call of a unit works on.
type part struct {
	first, pictures int // first is the number in the whole batch of the first of them
	training        bool
	seed            uint64
	index           []int32 // the canonical index of each picture of the part; nil: its number in the batch
	epoch           int
	scratch         *kernel.Scratch
	team            *team // for what concerns the whole batch
}

// picture is the canonical index of the part's picture number i.
func (p *part) picture(i int) int {
	if p.index == nil {
		return p.first + i
	}
	return int(p.index[i])
}

// passive is embedded by units for what they do not have: weights, a fused activation, buffers, a reason to be split.
type passive struct{}

func (passive) backwardActivation(*part, []float32, []float32) {}
func (passive) backwardWeights(*part, []float32, []float32)    {}
func (passive) gradient() gradient                             { return noGradient }
func (passive) plan(int, bool)                                 {}
func (passive) kept() int                                      { return 0 }
func (passive) scratch() int                                   { return 0 }
func (passive) multiplyAdds() int                              { return 0 }
func (passive) inPlace() bool                                  { return false }

// identity is the unit of layers that change nothing: Flatten, and softmax, which belongs to the loss.
type identity struct{ passive }

func (identity) forward(*part, []float32, []float32)                  {}
func (identity) backwardInput(*part, []float32, []float32, []float32) {}
func (identity) inPlace() bool                                        { return true }

// units holds how the unit of each class of layers is built, from arguments that are complete.
var units = map[string]func(b *builder, l keras.Layer, in, out keras.Shape) unit{
	"Conv2D": unitOf(newConv2D), "MaxPooling2D": unitOf(newMaxPooling2D), "AveragePooling2D": unitOf(newAveragePooling2D),
	"GlobalAveragePooling2D": unitOf(newGlobalAveragePooling2D), "Flatten": unitOf(newFlatten), "Dense": unitOf(newDense),
	"Dropout": unitOf(newDropout), "BatchNormalization": unitOf(newBatchNormalization), "Activation": unitOf(newActivation), "ReLU": unitOf(newReLU),
}

// AddIdentity makes layers of a class pass their input on, and returns what takes that away again. Tests add classes with it (see keras.AddClass).
func AddIdentity(class string) (remove func()) {
	units[class] = func(*builder, keras.Layer, keras.Shape, keras.Shape) unit { return identity{} }
	return func() { delete(units, class) }
}

// unitOf is how the unit of a layer of type L is built, where the layer is known to be one.
func unitOf[L keras.Layer](build func(b *builder, l L, in, out keras.Shape) unit) func(*builder, keras.Layer, keras.Shape, keras.Shape) unit {
	return func(b *builder, l keras.Layer, in, out keras.Shape) unit { return build(b, l.(L), in, out) }
}

// build makes a layer's unit.
func (b *builder) build(l keras.Layer, in, out keras.Shape) (unit, error) {
	build, ok := units[l.ClassName()]
	if !ok {
		return nil, fmt.Errorf("nn: layer %s: layers of class %s cannot be computed", b.name, l.ClassName())
	}
	u := build(b, keras.Complete(l), in, out)
	if b.err != nil {
		return nil, fmt.Errorf("nn: layer %s (%s): %w", b.name, l.ClassName(), b.err)
	}
	return u, nil
}

// builder hands out the weights of the layer that is being built.
type builder struct {
	seed    uint64
	content content
	layer   int
	name    string
	weights []*tensor.Weight // of this layer so far
	err     error
}

// weight makes one tensor of the layer and fills it with the Keras initializer named, from a stream of its own.
func (b *builder) weight(name, initializer string, fanIn, fanOut int, shape ...int) *tensor.Weight {
	w := &tensor.Weight{Name: b.name + "/" + name, Shape: shape, Trainable: true}
	b.weights = append(b.weights, w)
	if b.content == shallow || b.content == lent {
		return w
	}
	w.Data = make([]float32, keras.Shape(shape).Size())
	if b.content == blank {
		return w
	}
	src := rand.NewPCG(streamSeed(b.seed, Init, b.layer, 0, len(b.weights)-1))
	if err := initialize(initializer, w.Data, fanIn, fanOut, src); err != nil && b.err == nil {
		b.err = err
	}
	return w
}

// dataOf is a weight's values, nil for a layer without this weight.
func dataOf(w *tensor.Weight) []float32 {
	if w == nil {
		return nil
	}
	return w.Data
}

// gradOf is a weight's gradient, nil for a layer without this weight.
func gradOf(w *tensor.Weight) []float32 {
	if w == nil {
		return nil
	}
	return w.Grad
}
