package nn

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"

	"muestra/nn/keras"
	"muestra/nn/kernel"
	"muestra/nn/optimizers"
	"muestra/nn/tensor"
)

// Network is a Spec built: its weights, and buffers that are planned for the largest batch seen. One goroutine uses it at a time.
type Network struct {
	// Yield, where not nil, is called between layers, and every few milliseconds within large ones. It may block for a pause. An
	// error from it ends the step with that error before any weight has changed.
	Yield func() error

	spec    *keras.Sequential
	seed    uint64 // of the random streams
	rows    []keras.SummaryRow
	units   []unit
	weights []*tensor.Weight
	classes int
	// trainedFrom is the first layer that has trainable weights: no gradient is needed before it.
	trainedFrom int
	firstWeight []int // of each layer, in weights
	steps       int

	team  *team
	grads *gradients // nil before the first training

	training, inference layout
	arena               []float32   // of the layout that needs more
	outputs, gradients  [][]float32 // of each layer, in the arena: those of the current batch
	probabilities       []float32   // of the pictures that this network has
	judged              []float32   // of everybody's, in a batch that is tested
	marks               []float64   // see marksOf
	scratch             kernel.Scratch
	part                part                         // that the current call of a unit works on; here, since a local one would be allocated for each call
	watch               func(layer int, y []float32) // where not nil, sees each layer's output in forward
}

// Batch is pictures to train or test on: a whole batch, or this member's share of it where a network has joined others (see Share).
type Batch struct {
	X      []float32 // [pictures, height, width, channels]
	Labels []uint8
	Index  []int32 // each picture's index in the canonical order, for random streams; nil: its number in the batch
	Epoch  int     // for random streams
	// Shared is the number of pictures in the batch of all members; 0 in a batch that is not shared.
	Shared int
}

// Result is what one batch gave.
type Result struct {
	Loss     float64 // sum over the pictures of the cross-entropy
	Penalty  float64 // of all L2 regularizers, once for the batch; Keras's loss is Loss/Pictures + Penalty
	Correct  int     // pictures whose largest output is their label's
	Pictures int
	// Probabilities are the softmax outputs of the batch in inference mode, everybody's, [pictures, classes]; nil in training. They are valid
	// until the next call of a method of the network.
	Probabilities []float32
}

// ErrNotFinite says that the loss or a gradient is infinite or NaN: the learning rate is too high for the model. It is wrapped with where.
var ErrNotFinite = errors.New("not a finite number")

// New builds a network and draws its weights with each layer's initializers.
func New(spec *keras.Sequential, seed uint64) (*Network, error) {
	if err := spec.Validate(); err != nil {
		return nil, err
	}
	return newNetwork(spec, seed, drawn)
}

// NewBlank builds a network like New, with all weights 0 until somebody sets them.
func NewBlank(spec *keras.Sequential, seed uint64) (*Network, error) {
	if err := spec.Validate(); err != nil {
		return nil, err
	}
	return newNetwork(spec, seed, blank)
}

// content is what a network is built with.
type content int

const (
	drawn   content = iota // weights of the initializers
	blank                  // weights that are 0
	lent                   // without data, which another network will lend
	shallow                // names and shapes of weights, without data, and nothing else
)

// newNetwork builds a network of a model that need not be valid.
func newNetwork(spec *keras.Sequential, seed uint64, with content) (*Network, error) {
	rows, err := spec.Rows()
	if err != nil {
		return nil, err
	}
	named := spec.Named(rows)
	n := &Network{
		team: newTeam(nil), spec: named,
		seed: seed, rows: rows, units: make([]unit, len(rows)), trainedFrom: len(rows), classes: rows[len(rows)-1].Shape.Size(),
	}
	in := spec.Input
	for i, l := range named.Layers {
		b := &builder{seed: seed, content: with, layer: i, name: rows[i].Name}
		if n.units[i], err = b.build(l, in, rows[i].Shape); err != nil {
			return nil, err
		}
		if slices.ContainsFunc(b.weights, func(w *tensor.Weight) bool { return w.Trainable }) {
			n.trainedFrom = min(n.trainedFrom, i)
		}
		n.firstWeight = append(n.firstWeight, len(n.weights))
		n.weights = append(n.weights, b.weights...)
		in = rows[i].Shape
	}
	n.training, n.inference = n.layoutOf(true), n.layoutOf(false)
	n.outputs, n.gradients = make([][]float32, len(rows)), make([][]float32, len(rows))
	return n, nil
}

// Spec is the network's model, each layer with its name.
func (n *Network) Spec() *keras.Sequential { return n.spec }

// Weights are all tensors in Keras's order: layer by layer, kernel and bias, or gamma, beta, moving_mean and moving_variance.
func (n *Network) Weights() []*tensor.Weight { return n.weights }

// SHA256 is the hash over all weight tensors in the order of Weights, float32 little endian, in hexadecimal digits.
func (n *Network) SHA256() string { return tensor.SHA256(n.weights) }

// Classes is the number of classes that the network tells apart.
func (n *Network) Classes() int { return n.classes }

// Seed is that of the random streams.
func (n *Network) Seed() uint64 { return n.seed }

// Steps is how often TrainOnBatch has changed the weights.
func (n *Network) Steps() int { return n.steps }

// Tensors are the weights for a checkpoint, with the data themselves and not a copy.
func (n *Network) Tensors() []tensor.Tensor {
	ts := make([]tensor.Tensor, len(n.weights))
	for i, w := range n.weights {
		ts[i] = tensor.Tensor{Name: w.Name, Shape: w.Shape, Data: w.Data}
	}
	return ts
}

// SetTensors takes the weights from tensors of the same names and shapes. Tensors of other names are left aside. On an error nothing has
// changed.
func (n *Network) SetTensors(tensors []tensor.Tensor) error {
	if err := copyTensors(n.Tensors(), tensors); err != nil {
		return fmt.Errorf("nn: set weights: %w", err)
	}
	return nil
}

// plan makes room for batches of this many pictures and says where in the arena their tensors lie.
func (n *Network) plan(pictures int, training bool) error {
	l := n.inference
	if training {
		l = n.training
	}
	if pictures*l.size > len(n.arena) {
		memory := n.memory(pictures, 0, training).Total()
		if memory > maxMemory {
			return fmt.Errorf("nn: batches of %d pictures need %d MB; the limit is %d MB", pictures, memory>>20, maxMemory>>20)
		}
		n.arena = nil // before there are two
		n.arena = make([]float32, pictures*l.size)
	}
	if size := pictures * n.classes; size > len(n.probabilities) {
		n.probabilities = make([]float32, size)
	}
	if size := n.team.members*marksAhead + n.team.batch; size > len(n.marks) {
		n.marks = make([]float64, size)
	}
	if size := n.team.batch * n.classes; !training && size > len(n.judged) {
		n.judged = make([]float32, size)
	}
	for i, u := range n.units {
		size := pictures * n.rows[i].Shape.Size()
		n.outputs[i] = n.arena[pictures*l.outputs[i]:][:size]
		n.gradients[i] = n.arena[pictures*l.gradients[i]:][:size]
		u.plan(pictures, training)
	}
	return nil
}

// check refuses batches that do not fit the network, and makes room for those that do.
func (n *Network) check(b Batch, training bool) error {
	pictures := len(b.Labels)
	n.team.batch, n.team.err = pictures, nil
	if b.Shared > 0 {
		n.team.batch = b.Shared
		if first, end := n.team.pictures(n.team.member); end-first != pictures {
			return fmt.Errorf("nn: the batch has %d pictures; member %d of %d has %d of a batch of %d", pictures, n.team.member, n.team.members, end-first, b.Shared)
		}
	}
	switch {
	case n.team.batch == 0:
		return errors.New("nn: the batch is empty")
	case n.team.members > 1 && b.Shared == 0:
		return fmt.Errorf("nn: a batch of %d pictures is not shared; the network has %d members", pictures, n.team.members)
	case len(b.X) != pictures*n.spec.Input.Size():
		return fmt.Errorf("nn: the batch has %d values for %d pictures of shape %v", len(b.X), pictures, n.spec.Input)
	case b.Index != nil && len(b.Index) != pictures:
		return fmt.Errorf("nn: the batch has %d indices for %d pictures", len(b.Index), pictures)
	}
	for i, label := range b.Labels {
		if int(label) >= n.classes {
			return fmt.Errorf("nn: picture %d of the batch: label %d is not below %d", i, label, n.classes)
		}
	}
	if training {
		n.prepare()
	}
	return n.plan(pictures, training)
}

// yield gives way between two layers, and passes on an error that ended a kernel or an exchange.
func (n *Network) yield() error {
	if err := cmp.Or(n.scratch.Err(), n.team.err); err != nil || n.Yield == nil {
		return err
	}
	return n.Yield()
}

// begin is called before a batch goes forward.
func (n *Network) begin(yield func() error) {
	n.scratch.Begin(yield)
	if n.team.exchange != nil {
		n.team.exchange.Begin(yield)
	}
}

// TrainOnBatch makes one step: forward in training mode, backward, update. The result is that before the update, of the whole batch. On an
// error no weight has changed, unless it is the Exchange's own.
func (n *Network) TrainOnBatch(b Batch, opt optimizers.Optimizer) (Result, error) {
	if err := n.check(b, true); err != nil {
		return Result{}, err
	}
	r, err := n.gradient(b)
	if err != nil {
		return Result{}, err
	}
	n.begin(nil) // from here on nothing stops the step
	for _, u := range n.units {
		if c, ok := u.(interface{ commit() }); ok {
			c.commit()
		}
	}
	n.steps++
	opt.Update(n.steps, n.grads.updated)
	n.grads.publish()
	return r, n.team.err
}

// gradient runs a batch forward in training mode and backward, and leaves the gradient of the mean loss, penalties included, in the weights.
func (n *Network) gradient(b Batch) (Result, error) {
	if err := n.forward(b, true); err != nil {
		return Result{}, err
	}
	mine := n.marksOf(n.team.member)
	n.measure(b, mine)
	if err := n.backward(b); err != nil {
		return Result{}, err
	}
	mine[0] = n.grads.penalize(true)
	if n.team.member == 0 { // when it has sent this, the others may finish the step: nothing may stop it any more
		n.begin(nil)
	}
	n.team.share(func(m int) (a, b []byte) { return tensor.Bytes(n.marksOf(m)), tensor.Bytes(n.grads.sumsOf(m)) })
	if n.team.err != nil {
		return Result{}, n.team.err
	}
	sums, _, _ := join(root, n.team.nodes, n.grads.sums, n.grads.size, addVectors)
	n.grads.pointSums(sums)
	first := n.grads.penalize(false)
	for m := range n.team.members {
		first = min(first, n.marksOf(m)[0])
	}
	r := n.result()
	if r.Loss-r.Loss != 0 {
		return r, fmt.Errorf("nn: the loss is %v, %w", r.Loss, ErrNotFinite)
	}
	if !math.IsInf(first, 1) {
		return r, fmt.Errorf("nn: the gradient of %s is %w", n.weights[int(first)].Name, ErrNotFinite)
	}
	return r, nil
}

// TestOnBatch runs a batch in inference mode.
func (n *Network) TestOnBatch(b Batch) (Result, error) {
	if err := n.check(b, false); err != nil {
		return Result{}, err
	}
	if err := n.forward(b, false); err != nil {
		return Result{}, err
	}
	n.measure(b, n.marksOf(n.team.member))
	copy(n.judgedOf(n.team.member), n.probabilities)
	if b.Shared > 0 {
		n.team.share(func(m int) (a, b []byte) { return tensor.Bytes(n.marksOf(m)), tensor.Bytes(n.judgedOf(m)) })
	}
	r := n.result()
	r.Probabilities = n.judged[:n.team.batch*n.classes]
	return r, n.team.err
}

// PredictOnBatch runs pictures x[pictures, height, width, channels] in inference mode and returns the softmax outputs
// [pictures, classes], which are valid until the next call of a method of n.
func (n *Network) PredictOnBatch(x []float32, pictures int) ([]float32, error) {
	if pictures < 1 || len(x) != pictures*n.spec.Input.Size() {
		return nil, fmt.Errorf("nn: %d values are not %d pictures of shape %v", len(x), pictures, n.spec.Input)
	}
	n.team.err = nil // of a batch that was given up
	if err := n.plan(pictures, false); err != nil {
		return nil, err
	}
	if err := n.forward(Batch{X: x}, false); err != nil {
		return nil, err
	}
	logits, probabilities := n.logits(), n.probabilities[:pictures*n.classes]
	for i := 0; i < len(probabilities); i += n.classes {
		softmax(probabilities[i:i+n.classes], logits[i:i+n.classes])
	}
	return probabilities, nil
}

// judgedOf are the probabilities of a member's pictures of a batch that is tested.
func (n *Network) judgedOf(member int) []float32 {
	first, end := n.team.pictures(member)
	return n.judged[first*n.classes : end*n.classes]
}

func (n *Network) logits() []float32 { return n.outputs[len(n.outputs)-1] }

// measure takes the losses of the pictures that have just gone forward.
func (n *Network) measure(b Batch, marks []float64) {
	marks[1] = float64(crossEntropy(marks[marksAhead:], n.probabilities, n.logits(), b.Labels, n.classes))
}

// result is the loss and the accuracy of the batch from everybody's marks.
func (n *Network) result() Result {
	r := Result{Pictures: n.team.batch}
	for m := range n.team.members {
		marks := n.marksOf(m)
		r.Correct += int(marks[1])
		for _, loss := range marks[marksAhead:] {
			r.Loss += loss
		}
	}
	for _, w := range n.weights {
		if w.L2 != 0 && n.team.member == 0 { // the others have nobody to tell
			r.Penalty += penalty(w.L2, w.Data)
		}
	}
	return r
}

// forward runs a batch through all layers.
func (n *Network) forward(b Batch, training bool) error {
	n.begin(n.Yield)
	x, in := b.X, n.spec.Input.Size()
	pictures := len(x) / in
	for i, u := range n.units {
		y, out := n.outputs[i], n.rows[i].Shape.Size()
		if i == 0 && u.inPlace() { // the caller's pictures stay as they are
			copy(y, x)
		}
		if pictures > 0 || training && u.gradient() == own { // which waits for the others
			u.forward(n.partOf(b, 0, pictures, training), y[:pictures*out], x[:pictures*in])
		}
		if n.watch != nil {
			n.watch(i, y[:pictures*out])
		}
		if err := n.yield(); err != nil {
			return err
		}
		x, in = y, out
	}
	return nil
}

// backward computes what this member finds of the gradients of all weights, for the batch that has just gone forward in training mode.
func (n *Network) backward(b Batch) error {
	pictures := len(b.Labels)
	crossEntropyGrad(n.gradients[len(n.units)-1], n.probabilities, b.Labels, n.classes, n.team.batch)
	for i := len(n.units) - 1; i >= n.trainedFrom; i-- {
		u, dy, x := n.units[i], n.gradients[i], b.X
		if i > 0 {
			x = n.outputs[i-1]
		}
		if pictures > 0 {
			u.backwardActivation(n.partOf(b, 0, pictures, true), dy, n.outputs[i])
		}
		switch u.gradient() {
		case summed:
			n.grads.sumWeights(b, i, dy, x)
		case sliced:
			n.grads.sendSlices(i, dy, x) // the others' are on their way while the gradient of the input is computed
		case own:
			u.backwardWeights(n.partOf(b, 0, pictures, true), dy, x)
		}
		if err := n.yield(); err != nil {
			return err
		}
		if i > n.trainedFrom && pictures > 0 {
			dx := dy
			if !u.inPlace() {
				dx = n.gradients[i-1]
			}
			u.backwardInput(n.partOf(b, 0, pictures, true), dx, dy, x)
		}
		if u.gradient() == sliced {
			n.grads.sliceWeights(i, dy, x)
		}
		if err := n.yield(); err != nil {
			return err
		}
	}
	return nil
}

// partOf makes the pictures first…end−1 of this member's batch the current part.
func (n *Network) partOf(b Batch, first, end int, training bool) *part {
	ahead, _ := n.team.pictures(n.team.member)
	n.part = part{first: ahead + first, pictures: end - first, training: training, seed: n.seed, epoch: b.Epoch, scratch: &n.scratch, team: n.team}
	if b.Index != nil {
		n.part.index = b.Index[first:end]
	}
	return &n.part
}
