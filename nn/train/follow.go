package train

import (
	"encoding/json"
	"errors"
	"fmt"

	"muestra/nn"
)

// Follow does what member 0 of a team says, over a link that is not member 0's, until it says to end. An error says that this member cannot
// go on; member 0 notices by its silence.
func Follow(link *Link) error {
	f := &follower{link: link}
	for {
		end, err := f.obey()
		switch {
		case errors.Is(err, ErrInterrupted):
			err = link.Resync()
		case errors.Is(err, nn.ErrNotFinite): // everybody's
			err = nil
		}
		if end || err != nil {
			return err
		}
	}
}

// follower is a member that does what it is told.
type follower struct {
	link  *Link
	local Local
	body  []byte // of the last message
	share share
	batch Batch
}

// obey waits for a command and carries it out.
func (f *follower) obey() (end bool, err error) {
	var header [commandBytes]byte
	f.link.Begin(f.link.Poll)
	if err := f.link.Receive(0, header[:], nil); err != nil {
		return false, err
	}
	c := decodeCommand(&header)
	if cap(f.body) < c.follow {
		f.body = make([]byte, c.follow)
	}
	f.body = f.body[:c.follow]
	if c.follow > 0 {
		if err := f.link.Receive(0, f.body, nil); err != nil {
			return false, err
		}
	}
	if f.local.Network == nil && c.kind != commandSetup && c.kind != commandEnd {
		return false, fmt.Errorf("train: worker %d has no network yet for command %d", f.link.Member()+1, c.kind)
	}
	switch c.kind {
	case commandSetup:
		return false, f.setup()
	case commandTrain:
		b, err := f.pictures(c)
		if err == nil {
			_, err = f.local.Network.TrainOnBatch(b, f.local.Optimizer)
		}
		return false, err
	case commandTest:
		b, err := f.pictures(c)
		if err == nil {
			_, err = f.local.Network.TestOnBatch(b)
		}
		return false, err
	case commandAugment:
		return false, json.Unmarshal(f.body, &f.batch.Augmentation)
	case commandRate:
		f.local.Optimizer.SetLearningRate(c.rate)
		return false, nil
	case commandSpread:
		return false, f.local.Network.Spread(nil)
	case commandRestore:
		return false, f.restore()
	case commandGather:
		_, err := f.local.Network.Gather(f.local.Optimizer)
		return false, err
	case commandEnd:
		return true, nil
	}
	return false, fmt.Errorf("train: worker %d does not know command %d", f.link.Member()+1, c.kind)
}

func (f *follower) setup() error {
	spec, o, seed, _, err := decodePlan(f.body)
	if err != nil {
		return err
	}
	network, err := nn.NewBlank(spec, seed) // the weights come next
	if err != nil {
		return err
	}
	network.Yield = f.link.Poll
	f.local = Local{Network: network, Optimizer: o}
	f.batch = Batch{}
	return network.Share(f.link)
}

func (f *follower) restore() error {
	_, o, seed, steps, err := decodePlan(f.body)
	if err != nil {
		return err
	}
	f.local.Optimizer = o
	f.local.Network.Resume(seed, steps)
	return f.local.Network.Spread(o)
}

// pictures are those that have come with a command.
func (f *follower) pictures(c command) (nn.Batch, error) {
	if c.own < 0 || c.own > c.shared || shareBytes(c.own) != len(f.body) {
		return nn.Batch{}, fmt.Errorf("train: worker %d got %d bytes for %d pictures", f.link.Member()+1, len(f.body), c.own)
	}
	f.share.set(f.body, c.own)
	f.batch.Pictures, f.batch.Index, f.batch.Epoch, f.batch.Seed = &f.share, f.share.index, c.epoch, c.seed
	b, err := f.local.reader.read(f.batch)
	b.Shared = c.shared
	return b, err
}
