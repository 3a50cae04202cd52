package train

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"

	"muestra/data"
	"muestra/nn/keras"
	"muestra/nn/optimizers"
)

// What member 0 tells the others to do.
const (
	commandSetup   byte = iota + 1 // build the network: a plan follows
	commandTrain                   // a step: this member's share of the pictures follows
	commandTest                    // the same for a batch to test on
	commandAugment                 // an Augmentation as JSON follows
	commandRate                    // the learning rate
	commandSpread                  // take the weights from member 0
	commandRestore                 // take weights and slots from member 0: a plan follows
	commandGather                  // bring the slots to member 0
	commandEnd
)

// command is what member 0 tells another member to do, with the size of what follows.
type command struct {
	kind   byte
	follow int
	epoch  int
	seed   uint64  // of the augmentation
	shared int     // pictures in the whole batch
	own    int     // of this member
	rate   float64 // for commandRate
}

const commandBytes = 48

func (c command) encode(b *[commandBytes]byte) {
	b[0] = c.kind
	binary.LittleEndian.PutUint32(b[4:], uint32(c.follow))
	binary.LittleEndian.PutUint32(b[8:], uint32(c.epoch))
	binary.LittleEndian.PutUint32(b[12:], uint32(c.shared))
	binary.LittleEndian.PutUint32(b[16:], uint32(c.own))
	binary.LittleEndian.PutUint64(b[24:], c.seed)
	binary.LittleEndian.PutUint64(b[32:], math.Float64bits(c.rate))
}

func decodeCommand(b *[commandBytes]byte) command {
	return command{
		kind: b[0], follow: int(binary.LittleEndian.Uint32(b[4:])), epoch: int(binary.LittleEndian.Uint32(b[8:])),
		shared: int(binary.LittleEndian.Uint32(b[12:])), own: int(binary.LittleEndian.Uint32(b[16:])),
		seed: binary.LittleEndian.Uint64(b[24:]), rate: math.Float64frombits(binary.LittleEndian.Uint64(b[32:])),
	}
}

// encodePlan writes what a member builds its network from, and how far the run is.
func encodePlan(spec *keras.Sequential, o optimizers.Optimizer, seed uint64, steps int) ([]byte, error) {
	optimizer, err := o.MarshalJSON()
	if err != nil {
		return nil, err
	}
	return json.Marshal(struct {
		Spec      *keras.Sequential `json:"spec"`
		Optimizer json.RawMessage   `json:"optimizer"`
		Seed      uint64            `json:"seed"`
		Steps     int               `json:"steps"`
	}{spec, optimizer, seed, steps})
}

// decodePlan returns what encodePlan was given.
func decodePlan(text []byte) (spec *keras.Sequential, o optimizers.Optimizer, seed uint64, steps int, err error) {
	var p struct {
		Spec, Optimizer json.RawMessage
		Seed            uint64
		Steps           int
	}
	if err = json.Unmarshal(text, &p); err != nil {
		return nil, nil, 0, 0, err
	}
	if spec, err = keras.Parse(p.Spec); err != nil {
		return nil, nil, 0, 0, err
	}
	o, err = optimizers.Parse(p.Optimizer)
	return spec, o, p.Seed, p.Steps, err
}

// shareBytes is how long a share of so many pictures is: indices, labels and pixels.
func shareBytes(pictures int) int { return pictures * (4 + 1 + data.PictureBytes) }

// encodeShare reads pictures of a set into a message.
func encodeShare(dst []byte, p data.Pictures, index []int32) ([]byte, error) {
	n := len(index)
	if cap(dst) < shareBytes(n) {
		dst = make([]byte, shareBytes(n))
	}
	dst = dst[:shareBytes(n)]
	for i, k := range index {
		binary.LittleEndian.PutUint32(dst[4*i:], uint32(k))
		label, err := p.Read(int(k), dst[5*n+i*data.PictureBytes:][:data.PictureBytes])
		if err != nil {
			return nil, err
		}
		dst[4*n+i] = label
	}
	return dst, nil
}

// share is the pictures of a message, as a set in which each has its number in the canonical order. They are read in that order only.
type share struct {
	index []int32
	body  []byte
	at    int
}

func (s *share) set(body []byte, pictures int) {
	s.body, s.at, s.index = body, 0, s.index[:0]
	for i := range pictures {
		s.index = append(s.index, int32(binary.LittleEndian.Uint32(body[4*i:])))
	}
}

// Len is beyond every number in the canonical order.
func (s *share) Len() int { return math.MaxInt32 }

// Read is that of the next picture.
func (s *share) Read(k int, rgb []byte) (label uint8, err error) {
	n, i := len(s.index), s.at
	if i >= n || int(s.index[i]) != k {
		return 0, fmt.Errorf("train: picture %d is not the next of the share", k)
	}
	s.at++
	copy(rgb, s.body[5*n+i*data.PictureBytes:][:data.PictureBytes])
	return s.body[4*n+i], nil
}
