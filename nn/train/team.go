package train

import (
	"encoding/json"
	"errors"
	"fmt"

	"muestra/data"
	"muestra/nn"
	"muestra/nn/keras"
	"muestra/nn/tensor"
)

// Team is the Backend of several members that share each batch: this one, and those that Follow over the other links. Weights are the same as
// those of Local, to the last bit, whatever the number of members.
type Team struct {
	Local
	link *Link

	augmentation data.Augmentation // that the others know
	body         []byte            // of the message on its way
	broken       error
}

// NewTeam makes a backend the first member of a team, wherever its training stands. The backend is not to be used any more.
func NewTeam(l *Local, link *Link) (*Team, error) {
	if link.Member() != 0 {
		return nil, fmt.Errorf("train: member %d cannot lead a team", link.Member())
	}
	var c *nn.Checkpoint
	if l.Network.Steps() > 0 { // else the optimizer remembers nothing
		var err error
		if c, err = l.Checkpoint(); err != nil {
			return nil, err
		}
	}
	t := &Team{Local: Local{Network: l.Network, Optimizer: l.Optimizer}, link: link}
	if err := t.Network.Share(link); err != nil {
		return nil, err
	}
	plan, err := t.plan()
	if err != nil {
		return nil, err
	}
	if _, t.Optimizer, _, _, err = decodePlan(plan); err != nil { // one that remembers nothing
		return nil, err
	}
	patience := link.patience
	link.patience = link.setup
	defer func() { link.patience = patience }()
	if err := t.tell(command{kind: commandSetup}, plan); err != nil {
		return nil, err
	}
	if c != nil {
		return t, t.Restore(c)
	}
	return t, t.spread()
}

// plan is what the others build, and how far the run is.
func (t *Team) plan() ([]byte, error) {
	return encodePlan(t.Network.Spec(), t.Optimizer, t.Network.Seed(), t.Network.Steps())
}

// MessageBytes is how long the longest message of a team is in training a model with batches of this size.
func MessageBytes(spec *keras.Sequential, members, batch int) (int, error) {
	longest, err := nn.MessageBytes(spec, members, batch)
	most := 0
	for m := range members {
		first, end := nn.MemberPictures(m, members, batch)
		most = max(most, end-first)
	}
	return max(longest, shareBytes(most)), err
}

// tell gives all others a command, with what follows.
func (t *Team) tell(c command, body []byte) error {
	if t.broken != nil {
		return t.broken
	}
	t.link.Begin(nil)
	for m := 1; m < t.link.Members(); m++ {
		if err := t.tellOne(m, c, body); err != nil {
			return t.fail(err)
		}
	}
	return nil
}

func (t *Team) tellOne(member int, c command, body []byte) error {
	var header [commandBytes]byte
	c.follow = len(body)
	c.encode(&header)
	if err := t.link.Send(member, header[:], nil); err != nil {
		return err
	}
	if len(body) == 0 {
		return nil
	}
	return t.link.Send(member, body, nil)
}

// fail notes an error after which nobody knows what the others do.
func (t *Team) fail(err error) error {
	t.broken = err
	return err
}

// share gives the others their pictures of a batch, and returns this member's.
func (t *Team) share(kind byte, b Batch) (nn.Batch, error) {
	if t.broken != nil {
		return nn.Batch{}, t.broken
	}
	if b.Augmentation != t.augmentation {
		text, err := json.Marshal(b.Augmentation)
		if err == nil {
			err = t.tell(command{kind: commandAugment}, text)
		}
		if err != nil {
			return nn.Batch{}, err
		}
		t.augmentation = b.Augmentation
	}
	t.link.Begin(nil)
	all, members := len(b.Index), t.link.Members()
	for m := 1; m < members; m++ {
		first, end := nn.MemberPictures(m, members, all)
		body, err := encodeShare(t.body, b.Pictures, b.Index[first:end])
		if err != nil {
			return nn.Batch{}, t.giveUp(err)
		}
		t.body = body
		c := command{kind: kind, epoch: b.Epoch, seed: b.Seed, shared: all, own: end - first}
		if err := t.tellOne(m, c, body); err != nil {
			return nn.Batch{}, t.fail(err)
		}
	}
	first, end := nn.MemberPictures(0, members, all)
	b.Index = b.Index[first:end]
	own, err := t.reader.read(b)
	if err != nil {
		return nn.Batch{}, t.giveUp(err)
	}
	own.Shared = all
	return own, nil
}

// giveUp ends the step that the others have begun.
func (t *Team) giveUp(err error) error {
	var lost *Lost
	if errors.As(err, &lost) {
		return t.fail(err)
	}
	t.link.Interrupt()
	if failed := t.link.Resync(); failed != nil {
		return t.fail(failed)
	}
	return err
}

// TrainOnBatch does one optimizer step in training mode.
func (t *Team) TrainOnBatch(b Batch, yield func() error) (nn.Result, error) {
	own, err := t.share(commandTrain, b)
	if err != nil {
		return nn.Result{}, err
	}
	t.Network.Yield = yield
	r, err := t.Network.TrainOnBatch(own, t.Optimizer)
	if err != nil && !errors.Is(err, nn.ErrNotFinite) { // which all members see alike
		return r, t.giveUp(err)
	}
	return r, err
}

// TestOnBatch measures a batch in inference mode.
func (t *Team) TestOnBatch(b Batch, yield func() error) (nn.Result, error) {
	own, err := t.share(commandTest, b)
	if err != nil {
		return nn.Result{}, err
	}
	t.Network.Yield = yield
	r, err := t.Network.TestOnBatch(own)
	if err != nil {
		return r, t.giveUp(err)
	}
	return r, nil
}

// SetLearningRate sets everybody's.
func (t *Team) SetLearningRate(rate float64) {
	if rate == t.Optimizer.Rate() && t.Optimizer.Schedule() == nil {
		return
	}
	t.Optimizer.SetLearningRate(rate)
	_ = t.tell(command{kind: commandRate, rate: rate}, nil) // the next step says what is broken
}

// SetTensors sets everybody's weights.
func (t *Team) SetTensors(tensors []tensor.Tensor) error {
	if err := t.Network.SetTensors(tensors); err != nil {
		return err
	}
	return t.spread()
}

func (t *Team) spread() error {
	if err := t.tell(command{kind: commandSpread}, nil); err != nil {
		return err
	}
	if err := t.Network.Spread(nil); err != nil {
		return t.fail(err)
	}
	return nil
}

// Checkpoint is the state of the networks and their optimizers.
func (t *Team) Checkpoint() (*nn.Checkpoint, error) {
	if err := t.tell(command{kind: commandGather}, nil); err != nil {
		return nil, err
	}
	slots, err := t.Network.Gather(t.Optimizer)
	if err != nil {
		return nil, t.fail(err)
	}
	c := t.Network.Checkpoint(nil)
	c.Optimizer, c.Tensors = t.Optimizer, append(c.Tensors, slots...)
	return c, nil
}

// Restore makes networks and optimizers what they were.
func (t *Team) Restore(c *nn.Checkpoint) error {
	if err := t.Local.Restore(c); err != nil {
		return err
	}
	plan, err := t.plan()
	if err == nil {
		err = t.tell(command{kind: commandRestore}, plan)
	}
	if err != nil {
		return t.fail(err)
	}
	if err := t.Network.Spread(t.Optimizer); err != nil {
		return t.fail(err)
	}
	return nil
}

// Close ends the others' Follow.
func (t *Team) Close() { _ = t.tell(command{kind: commandEnd}, nil) }
