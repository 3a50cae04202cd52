// Package mediumtest holds every train.Medium to what teams need of it.
package mediumtest

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"muestra/data"
	"muestra/nn"
	"muestra/nn/keras"
	"muestra/nn/optimizers"
	"muestra/nn/train"
)

// Longest is how long the longest message is that Run sends over mediums.
const Longest = 1 << 18

// Run tests the mediums that newMediums makes: one for each of so many members, for messages of up to so many bytes.
func Run(t *testing.T, newMediums func(members, longest int) []train.Medium) {
	t.Run("messages arrive whole and in order", func(t *testing.T) { order(t, newMediums(3, Longest)) })
	t.Run("a full medium waits for its reader", func(t *testing.T) { full(t, newMediums(2, Longest)) })
	t.Run("everybody sees interruptions and beats", func(t *testing.T) { signals(t, newMediums(3, Longest)) })
	t.Run("a dropped step leaves nothing behind", func(t *testing.T) { resync(t, newMediums(4, Longest)) })
	t.Run("teams train to the same bits", func(t *testing.T) { teams(t, newMediums) })
}

// message is the one with a number from a member to another: as long and with such bytes as the three say.
func message(from, to, number int) []byte {
	rng := rand.New(rand.NewPCG(uint64(from<<8|to), uint64(number)))
	size := rng.IntN(40)
	if number%7 == 3 {
		size = rng.IntN(Longest)
	}
	m := make([]byte, size)
	for i := range m {
		m[i] = byte(rng.Uint32())
	}
	return m
}

// each lets every member do something at once.
func each(t *testing.T, mediums []train.Medium, do func(l *train.Link) error) {
	t.Helper()
	var wait sync.WaitGroup
	for _, m := range mediums {
		l := train.NewLink(m)
		wait.Go(func() {
			if err := do(l); err != nil {
				t.Errorf("member %d: %v", l.Member(), err)
			}
		})
	}
	wait.Wait()
}

func others(l *train.Link) []int {
	var all []int
	for m := range l.Members() {
		if m != l.Member() {
			all = append(all, m)
		}
	}
	return all
}

func order(t *testing.T, mediums []train.Medium) {
	each(t, mediums, func(l *train.Link) error {
		for number := range 60 {
			for _, m := range others(l) {
				whole := message(l.Member(), m, number)
				cut := len(whole) / 3
				if err := l.Send(m, whole[:cut], whole[cut:]); err != nil {
					return err
				}
			}
			for _, m := range others(l) {
				want := message(m, l.Member(), number)
				got := make([]byte, len(want))
				cut := len(want) / 2
				if err := l.Receive(m, got[:cut], got[cut:]); err != nil {
					return err
				}
				if !bytes.Equal(got, want) {
					return fmt.Errorf("message %d of member %d is another", number, m)
				}
			}
		}
		return nil
	})
}

func full(t *testing.T, mediums []train.Medium) {
	const count = 40
	each(t, mediums, func(l *train.Link) error {
		m := make([]byte, Longest)
		for number := range count {
			if l.Member() == 0 {
				m[0], m[Longest-1] = byte(number), byte(number)
				if err := l.Send(1, m, nil); err != nil {
					return err
				}
				continue
			}
			if number%10 == 0 {
				time.Sleep(20 * time.Millisecond)
			}
			if err := l.Receive(0, m, nil); err != nil {
				return err
			}
			if m[0] != byte(number) || m[Longest-1] != byte(number) {
				return fmt.Errorf("message %d is message %d", number, m[0])
			}
		}
		return nil
	})
}

func signals(t *testing.T, mediums []train.Medium) {
	before := mediums[1].Interruptions()
	mediums[0].Interrupt()
	eventually(t, func() bool { return mediums[1].Interruptions() == before+1 && mediums[2].Interruptions() == before+1 })
	beats := mediums[0].Beats(2)
	eventually(t, func() bool { mediums[2].Beat(); return mediums[0].Beats(2) > beats })
}

func eventually(t *testing.T, is func() bool) {
	t.Helper()
	for begun := time.Now(); !is(); time.Sleep(time.Millisecond) {
		if time.Since(begun) > 20*time.Second {
			t.Fatal("it never is")
		}
	}
}

func resync(t *testing.T, mediums []train.Medium) {
	each(t, mediums, func(l *train.Link) error {
		body := make([]byte, 5000)
		for range 10 {
			var err error
			rng := rand.New(rand.NewPCG(uint64(l.Member()), 1))
			left := rng.IntN(20)
			l.Begin(func() error {
				if l.Member() == 0 {
					return nil
				}
				return l.Poll()
			})
			for err == nil { // exchange until member 0 has had enough
				if l.Member() == 0 {
					if left--; left < 0 {
						l.Interrupt()
						break
					}
				}
				for _, m := range others(l) {
					if err == nil {
						err = l.Send(m, body, nil)
					}
				}
				for _, m := range others(l) {
					if err == nil {
						err = l.Receive(m, body, nil)
					}
				}
			}
			if err != nil && !errors.Is(err, train.ErrInterrupted) {
				return err
			}
			if err := l.Resync(); err != nil {
				return err
			}
			for _, m := range others(l) { // what comes now is new
				if err := l.Send(m, []byte{byte(l.Member())}, nil); err != nil {
					return err
				}
			}
			for _, m := range others(l) {
				var got [1]byte
				if err := l.Receive(m, got[:], nil); err != nil {
					return err
				}
				if int(got[0]) != m {
					return fmt.Errorf("member %d says it is %d", m, got[0])
				}
			}
		}
		return nil
	})
}

// newRun is a short one of a network with normalization, dropout, augmentation, and kernels that are added up and that are sliced.
func newRun(t *testing.T) *train.Run {
	spec := &keras.Sequential{Input: keras.Shape{32, 32, 3}, Layers: []keras.Layer{
		keras.Conv2D{Filters: 16, KernelSize: [2]int{3, 3}, Strides: [2]int{4, 4}, Padding: "same", UseBias: true},
		keras.BatchNormalization{},
		keras.ReLU{},
		keras.MaxPooling2D{PoolSize: [2]int{4, 4}},
		keras.Dropout{Rate: 0.2},
		keras.Conv2D{Filters: 128, KernelSize: [2]int{3, 3}, Padding: "same", Activation: "relu", UseBias: true, KernelRegularizer: &keras.L2{Rate: 0.001}},
		keras.Flatten{},
		keras.Dense{Units: 10, Activation: "softmax", UseBias: true},
	}}
	network, err := nn.New(spec, 1)
	if err != nil {
		t.Fatal(err)
	}
	set := data.Synthetic(1)
	index := make([]int32, 70)
	for i := range index {
		index[i] = int32(i)
	}
	return &train.Run{
		Backend: &train.Local{Network: network, Optimizer: optimizers.NewAdam(0.01)}, Epochs: 2, Batch: 20, Seed: 1, Shuffle: true,
		Augmentation: data.Augmentation{HorizontalFlip: true, WidthShift: 0.2, HeightShift: 0.2},
		Train:        train.Split{Source: set.Train, Index: index}, Validation: train.Split{Source: set.Train, Index: index[:30]},
		Test: train.Split{Source: set.Test, Index: index[:10]},
	}
}

func teams(t *testing.T, newMediums func(members, longest int) []train.Medium) {
	alone := newRun(t)
	if err := alone.Fit(t.Context(), nil, nil); err != nil {
		t.Fatal(err)
	}
	for _, members := range []int{1, 2, 3, 8} {
		r := newRun(t)
		l := r.Backend.(*train.Local)
		longest, err := train.MessageBytes(l.Network.Spec(), members, r.Batch)
		if err != nil {
			t.Fatal(err)
		}
		mediums := newMediums(members, longest)
		ends := make(chan error, members)
		for _, m := range mediums[1:] {
			go func() { ends <- train.Follow(train.NewLink(m)) }()
		}
		team, err := train.NewTeam(l, train.NewLink(mediums[0]))
		if err != nil {
			t.Fatal(err)
		}
		r.Backend = team
		if err := r.Fit(t.Context(), nil, nil); err != nil {
			t.Fatal(err)
		}
		if got, want := r.Backend.SHA256(), alone.Backend.SHA256(); got != want {
			t.Errorf("%d members end with weights %.12s, one alone with %.12s", members, got, want)
		}
		if _, err := r.Snapshot(); err != nil {
			t.Error(err)
		}
		team.Close()
		for range mediums[1:] {
			if err := <-ends; err != nil {
				t.Error(err)
			}
		}
	}
}
