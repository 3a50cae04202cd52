package nn

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"muestra/nn/keras"
	"muestra/nn/optimizers"
	"muestra/nn/tensor"
)

// Checkpoint is a training run at rest: all that decides how it goes on, so that a run continued from it gives the same bits as one that
// never stopped. Network.Checkpoint takes one, Network.Restore goes on from it.
type Checkpoint struct {
	Spec *keras.Sequential
	// Optimizer is the class and its arguments alone; what it remembers is among Tensors. It may be nil: then only weights are kept.
	Optimizer optimizers.Optimizer
	// Seed is the whole state of the random streams: each is derived from it and from what it is for (see Stream).
	Seed  uint64
	Epoch int // under way, from 1 on
	Step  int // optimizer steps since the run began
	// Recipe is the experiment, Progress what the fit loop knows of the epoch under way, History the epochs so far: JSON of the packages
	// that run the training, or nil.
	Recipe, Progress, History json.RawMessage
	DataSet                   string          // digest of the pictures
	Tensors                   []tensor.Tensor // the weights, and the optimizer's slots as optimizer/<slot>/<weight>
	// Best is the weights of the best epoch so far, where the run keeps them to come back to: all of them, under the weights' own names.
	// In the file they are best/<weight>.
	Best []tensor.Tensor
}

// The metadata of a checkpoint.
const (
	metaFormat    = "format"
	metaModel     = "model"     // Keras JSON
	metaOptimizer = "optimizer" // Keras JSON
	metaRandom    = "random"
	metaEpoch     = "epoch"
	metaStep      = "step"
	metaRecipe    = "recipe"
	metaProgress  = "progress"
	metaHistory   = "history"
	metaData      = "data"

	checkpointFormat = "muestra-checkpoint-1"
)

// randomState is the metadata's random state: the generator's name, so that nobody takes the seed for another's, and the seed.
type randomState struct {
	Generator string `json:"generator"`
	Seed      uint64 `json:"seed"`
}

const generator = "pcg-dxsm of splitmix64"

// bestPrefix is what the weights of the best epoch have before their names in the file.
const bestPrefix = "best/"

// Checkpoint is the network's and the optimizer's state, o being nil where only weights are wanted. Its tensors are those in use and not
// copies: they must be written before the next step. Epoch, Recipe, Progress, History, DataSet and Best are the caller's to add. A member of
// a team takes o nil, and what the optimizers remember from Gather.
func (n *Network) Checkpoint(o optimizers.Optimizer) *Checkpoint {
	c := &Checkpoint{Spec: n.spec, Optimizer: o, Seed: n.seed, Step: n.steps, Tensors: n.Tensors()}
	if o != nil {
		c.Tensors = append(c.Tensors, o.Slots(n.weights)...)
	}
	return c
}

// Restore makes the network what it was when the checkpoint was taken, its random streams and its count of steps included, and returns the
// optimizer as it was, nil where the checkpoint has none. Model and tensors must be the network's own. Best is the caller's to keep. On an
// error nothing has changed. In a team member 0 calls it, and then all call Spread. Of the members of a team member 0 calls it, and then all call Spread.
func (n *Network) Restore(c *Checkpoint) (optimizers.Optimizer, error) {
	o, err := n.restore(c)
	if err != nil {
		return nil, fmt.Errorf("nn: restore checkpoint: %w", err)
	}
	return o, nil
}

func (n *Network) restore(c *Checkpoint) (optimizers.Optimizer, error) {
	if err := errors.Join(c.checkCounts(), c.checkTensors(n)); err != nil {
		return nil, err
	}
	if err := c.checkModel(n); err != nil {
		return nil, err
	}
	to := n.Tensors()
	o, err := cloneOptimizer(c.Optimizer)
	if err != nil {
		return nil, err
	}
	var slots []tensor.Tensor
	if o != nil {
		o.Follow(c.Step)
		slots = n.wholeSlots(o)
		to = append(to, slots...)
	}
	if err := copyTensors(to, c.Tensors); err != nil {
		return nil, err
	}
	n.scatter(o, slots)
	n.seed, n.steps = c.Seed, c.Step
	return o, nil
}

// cloneOptimizer copies class and arguments, not what it remembers.
func cloneOptimizer(o optimizers.Optimizer) (optimizers.Optimizer, error) {
	if o == nil {
		return nil, nil
	}
	text, err := o.MarshalJSON()
	if err != nil {
		return nil, err
	}
	return optimizers.Parse(text)
}

func (c *Checkpoint) checkCounts() error {
	return errors.Join(checkCount("step", c.Step), checkCount("epoch", c.Epoch))
}

func checkCount(name string, n int) error {
	if n < 0 || n > optimizers.MaxCount {
		return fmt.Errorf("%s %d is not in 0…%d", name, n, optimizers.MaxCount)
	}
	return nil
}

// checkModel says which layer is another one in the network.
func (c *Checkpoint) checkModel(n *Network) error {
	if c.Spec == nil {
		return errors.New("it has no model")
	}
	if len(c.Spec.Layers) != len(n.spec.Layers) || !c.Spec.Input.Equal(n.spec.Input) {
		return fmt.Errorf("its model has %d layers and input %v, the network has %d and %v", len(c.Spec.Layers), c.Spec.Input,
			len(n.spec.Layers), n.spec.Input)
	}
	for i, l := range n.spec.Layers {
		theirs, name := c.Spec.Layers[i], n.rows[i].Name
		if !keras.Same(theirs, l) {
			return fmt.Errorf("layer %s (%s) of the network is another in its model", name, l.ClassName())
		}
	}
	return nil
}

// tensorsOf are the names and shapes that the checkpoint of a network must have.
func (c *Checkpoint) tensorsOf(n *Network) []tensor.Tensor {
	ts := weightsOf(n)
	if c.Optimizer == nil {
		return ts
	}
	for _, slot := range c.Optimizer.SlotNames() {
		for _, w := range n.weights {
			if w.Trainable {
				ts = append(ts, tensor.Tensor{Name: optimizers.SlotName(slot, w), Shape: w.Shape})
			}
		}
	}
	return ts
}

// weightsOf are the names and shapes of a network's weights.
func weightsOf(n *Network) []tensor.Tensor {
	var ts []tensor.Tensor
	for _, w := range n.weights {
		ts = append(ts, tensor.Tensor{Name: w.Name, Shape: w.Shape})
	}
	return ts
}

// checkTensors says which tensor of the network is missing or has another shape, and which is one too many.
func (c *Checkpoint) checkTensors(n *Network) error {
	if err := matchTensors(c.Tensors, c.tensorsOf(n)); err != nil || c.Best == nil {
		return err
	}
	if err := matchTensors(c.Best, weightsOf(n)); err != nil {
		return fmt.Errorf("weights of the best epoch: %w", err)
	}
	return nil
}

// matchTensors says which of the tensors that must be there is missing or has another shape, and which of those given is one too many.
func matchTensors(given, must []tensor.Tensor) error {
	rest := make(map[string]tensor.Tensor, len(given))
	for _, t := range given {
		rest[t.Name] = t
	}
	for _, w := range must {
		g, ok := rest[w.Name]
		if !ok {
			return fmt.Errorf("tensor %s, of shape %v, is missing", w.Name, w.Shape)
		}
		if !slices.Equal(g.Shape, w.Shape) {
			return fmt.Errorf("tensor %s has shape %v instead of %v", w.Name, g.Shape, w.Shape)
		}
		delete(rest, w.Name)
	}
	for _, g := range given {
		if _, extra := rest[g.Name]; extra {
			return fmt.Errorf("tensor %s, of shape %v, belongs neither to the model nor to its optimizer", keras.Excerpt(json.RawMessage(g.Name)), g.Shape)
		}
	}
	return nil
}

func (c *Checkpoint) checkValues() error {
	for _, t := range slices.Concat(c.Tensors, c.Best) {
		if err := checkValues(t, c.isSquare(t.Name)); err != nil {
			return err
		}
	}
	return nil
}

// isSquare says whether a tensor's values are means of squares, which are not negative.
func (c *Checkpoint) isSquare(name string) bool {
	switch c.Optimizer.(type) {
	case *optimizers.Adam:
		return isVariance(name) || strings.HasPrefix(name, "optimizer/v/")
	case *optimizers.RMSprop:
		return isVariance(name) || strings.HasPrefix(name, "optimizer/velocity/")
	}
	return isVariance(name)
}

// WriteCheckpoint writes a checkpoint as a safetensors file. Weights that are not finite are refused, since they could not be read again.
func WriteCheckpoint(w io.Writer, c *Checkpoint) error {
	metadata, err := c.metadata()
	if err == nil {
		err = c.checkValues()
	}
	if err != nil {
		return fmt.Errorf("nn: write checkpoint: %w", err)
	}
	return tensor.Write(w, c.filed(), metadata)
}

// filed are the tensors as they stand in the file.
func (c *Checkpoint) filed() []tensor.Tensor {
	all := slices.Clone(c.Tensors)
	for _, t := range c.Best {
		t.Name = bestPrefix + t.Name
		all = append(all, t)
	}
	return all
}

// unfile takes the tensors as they stand in a file. A layer may be named "best" itself: its weights have one slash only.
func (c *Checkpoint) unfile(all []tensor.Tensor) {
	c.Tensors, c.Best = nil, nil
	for _, t := range all {
		if name, ok := strings.CutPrefix(t.Name, bestPrefix); ok && strings.Contains(name, "/") {
			t.Name = name
			c.Best = append(c.Best, t)
			continue
		}
		c.Tensors = append(c.Tensors, t)
	}
}

// jsonPart is JSON in the metadata that means nothing here.
type jsonPart struct {
	key  string
	text *json.RawMessage
}

func (c *Checkpoint) parts() []jsonPart {
	return []jsonPart{{metaRecipe, &c.Recipe}, {metaProgress, &c.Progress}, {metaHistory, &c.History}}
}

func (c *Checkpoint) metadata() (map[string]string, error) {
	model, err := json.Marshal(c.Spec)
	if err != nil {
		return nil, err
	}
	random, err := json.Marshal(randomState{generator, c.Seed})
	if err != nil {
		return nil, err
	}
	metadata := map[string]string{
		metaFormat: checkpointFormat, metaModel: string(model), metaRandom: string(random),
		metaEpoch: strconv.Itoa(c.Epoch), metaStep: strconv.Itoa(c.Step),
	}
	if c.Optimizer != nil {
		optimizer, err := c.Optimizer.MarshalJSON()
		if err != nil {
			return nil, err
		}
		metadata[metaOptimizer] = string(optimizer)
	}
	for _, part := range c.parts() {
		if *part.text == nil {
			continue
		}
		if !json.Valid(*part.text) {
			return nil, fmt.Errorf("%s is not JSON: %s", part.key, keras.Excerpt(*part.text))
		}
		metadata[part.key] = string(*part.text)
	}
	if c.DataSet != "" {
		metadata[metaData] = c.DataSet
	}
	return metadata, nil
}

// ReadCheckpoint reads what WriteCheckpoint wrote. Nothing in the file is believed before it is checked: the model must be valid, the
// tensors exactly those of the model and the optimizer, before any of their data are read; values must be finite.
func ReadCheckpoint(r io.Reader) (*Checkpoint, error) {
	c, err := readCheckpoint(bufio.NewReaderSize(r, tensor.ChunkBytes))
	if err != nil {
		return nil, fmt.Errorf("nn: read checkpoint: %w", err)
	}
	return c, nil
}

func readCheckpoint(in *bufio.Reader) (*Checkpoint, error) {
	const most = 4 * 5 * keras.MaxParams // weights, three slots of each, and those of the best epoch
	headers, metadata, err := tensor.ReadHeaders(in, most)
	if err != nil {
		return nil, err
	}
	c, err := parseMetadata(metadata)
	if err != nil {
		return nil, err
	}
	frame, err := newNetwork(c.Spec, c.Seed, shallow)
	if err != nil {
		return nil, err
	}
	var all []tensor.Tensor
	for _, h := range headers {
		all = append(all, tensor.Tensor{Name: h.Name, Shape: h.Shape})
	}
	c.unfile(all)
	if err := c.checkTensors(frame); err != nil {
		return nil, err
	}
	if all, err = tensor.ReadBodies(in, headers); err != nil {
		return nil, err
	}
	c.unfile(all)
	return c, c.checkValues()
}

func parseMetadata(metadata map[string]string) (*Checkpoint, error) {
	if format := metadata[metaFormat]; format != checkpointFormat {
		return nil, fmt.Errorf("its format is %q instead of %q", keras.Excerpt(json.RawMessage(format)), checkpointFormat)
	}
	c := &Checkpoint{DataSet: metadata[metaData]}
	var err error
	if c.Spec, err = keras.Parse([]byte(metadata[metaModel])); err != nil {
		return nil, err
	}
	if text, ok := metadata[metaOptimizer]; ok {
		if c.Optimizer, err = optimizers.Parse([]byte(text)); err != nil {
			return nil, err
		}
	}
	random := randomState{}
	if err := json.Unmarshal([]byte(metadata[metaRandom]), &random); err != nil || random.Generator != generator {
		return nil, fmt.Errorf("random state %s is not a seed of %s", keras.Excerpt(json.RawMessage(metadata[metaRandom])), generator)
	}
	c.Seed = random.Seed
	if c.Epoch, err = parseCount(metadata, metaEpoch); err != nil {
		return nil, err
	}
	if c.Step, err = parseCount(metadata, metaStep); err != nil {
		return nil, err
	}
	for _, part := range c.parts() {
		text, ok := metadata[part.key]
		if !ok {
			continue
		}
		if *part.text = json.RawMessage(text); !json.Valid(*part.text) {
			return nil, fmt.Errorf("%s is not JSON: %s", part.key, keras.Excerpt(*part.text))
		}
	}
	return c, nil
}

func parseCount(metadata map[string]string, key string) (int, error) {
	n, err := strconv.Atoi(metadata[key])
	if err != nil {
		return 0, fmt.Errorf("%s %q is not a whole number", key, keras.Excerpt(json.RawMessage(metadata[key])))
	}
	return n, checkCount(key, n)
}
