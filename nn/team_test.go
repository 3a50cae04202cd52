package nn

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"reflect"
	"sync"
	"testing"

	"muestra/nn/keras"
	"muestra/nn/optimizers"
)

// wire is an Exchange over channels, which waits for ever.
type wire struct {
	member int
	pipes  [][]chan []byte // from, to
}

func wires(members int) []*wire {
	pipes := make([][]chan []byte, members)
	for i := range pipes {
		for range members {
			pipes[i] = append(pipes[i], make(chan []byte, 3))
		}
	}
	var all []*wire
	for m := range members {
		all = append(all, &wire{m, pipes})
	}
	return all
}

func (w *wire) Member() int        { return w.member }
func (w *wire) Members() int       { return len(w.pipes) }
func (w *wire) Begin(func() error) {}

func (w *wire) Send(to int, a, b []byte) error {
	w.pipes[w.member][to] <- append(append([]byte{}, a...), b...)
	return nil
}

func (w *wire) Receive(from int, a, b []byte) error {
	m := <-w.pipes[from][w.member]
	if len(m) != len(a)+len(b) {
		return fmt.Errorf("a message of %d bytes, not %d", len(m), len(a)+len(b))
	}
	copy(b, m[copy(a, m):])
	return nil
}

// teamSpec has summed and sliced kernels with and without bias, normalization over pixels and over units, dropout and penalties.
func teamSpec() *keras.Sequential {
	return &keras.Sequential{Input: keras.Shape{6, 6, 3}, Layers: []keras.Layer{
		keras.Conv2D{Filters: 32, KernelSize: [2]int{3, 3}, Padding: "same", Activation: "relu", UseBias: true, KernelRegularizer: &keras.L2{Rate: 0.001}},
		keras.BatchNormalization{},
		keras.Conv2D{Filters: 64, KernelSize: [2]int{3, 3}, Padding: "same", UseBias: true, KernelRegularizer: &keras.L2{Rate: 0.002}},
		keras.ReLU{},
		keras.MaxPooling2D{},
		keras.Dropout{Rate: 0.25},
		keras.Conv2D{Filters: 80, KernelSize: [2]int{3, 3}, Padding: "same", Activation: "relu"},
		keras.Flatten{},
		keras.Dense{Units: 40, Activation: "relu", UseBias: true, KernelRegularizer: &keras.L2{Rate: 0.001}},
		keras.BatchNormalization{},
		keras.Dropout{Rate: 0.4},
		keras.Dense{Units: 10, UseBias: true, Activation: "softmax"},
	}}
}

// member trains one member's network on its shares of the batches, and tests on the last.
func member(e Exchange, spec *keras.Sequential, optimizer optimizers.Optimizer, batches []Batch) (hash string, results []Result, err error) {
	n, err := New(spec, 42)
	if err != nil {
		return "", nil, err
	}
	if err := n.Share(e); err != nil {
		return "", nil, err
	}
	for _, b := range batches {
		r, err := n.TrainOnBatch(shareOf(n, b), optimizer)
		if err != nil {
			return "", nil, err
		}
		results = append(results, r)
	}
	r, err := n.TestOnBatch(shareOf(n, batches[len(batches)-1]))
	return n.SHA256(), append(results, r), err
}

// shareOf is a member's share of a batch.
func shareOf(n *Network, b Batch) Batch {
	pictures, size := len(b.Labels), n.spec.Input.Size()
	first, end := MemberPictures(n.team.member, n.team.members, pictures)
	share := Batch{X: b.X[first*size : end*size], Labels: b.Labels[first:end], Epoch: b.Epoch, Shared: pictures}
	if b.Index != nil {
		share.Index = b.Index[first:end]
	}
	return share
}

func TestWeightsDoNotDependOnTheMembers(t *testing.T) {
	spec := teamSpec()
	kinds := make(map[gradient]int)
	shallow, err := newNetwork(spec, 0, shallow)
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range shallow.units {
		kinds[u.gradient()]++
	}
	if kinds[summed] != 2 || kinds[sliced] != 3 || kinds[own] != 2 {
		t.Fatalf("the model has %v kinds of gradients", kinds)
	}
	for name, optimizer := range map[string]func() optimizers.Optimizer{
		"sgd":  func() optimizers.Optimizer { return optimizers.NewSGD(0.05, 0.9, false) },
		"adam": func() optimizers.Optimizer { return optimizers.NewAdam(0.001) },
	} {
		t.Run(name, func(t *testing.T) {
			var batches []Batch
			for s, pictures := range []int{64, 23, 5, 1, 16} {
				b := randomBatch(shallow, pictures)
				b.Epoch = s
				for i := range pictures {
					b.Index = append(b.Index, int32(100*s+i))
				}
				batches = append(batches, b)
			}
			var want string
			var wantResults []Result
			for members := 1; members <= 8; members++ {
				var wait sync.WaitGroup
				for m, e := range wires(members) {
					wait.Go(func() {
						hash, results, err := member(e, spec, optimizer(), batches)
						if err != nil {
							t.Errorf("member %d of %d: %v", m, members, err)
							return
						}
						if members == 1 {
							want, wantResults = hash, results
						}
						if hash != want {
							t.Errorf("member %d of %d has weights %.12s, one alone %.12s", m, members, hash, want)
						}
						for i, r := range results {
							w := wantResults[i]
							if m > 0 {
								w.Penalty = 0
							}
							if !reflect.DeepEqual(r, w) { // the probabilities of everybody's pictures included
								t.Errorf("member %d of %d: batch %d gives %+v, alone %+v", m, members, i, r, w)
							}
						}
					})
				}
				wait.Wait()
			}
		})
	}
}

func TestEveryMemberSeesThatAGradientIsNotFinite(t *testing.T) {
	spec := teamSpec()
	shallow, err := newNetwork(spec, 0, shallow)
	if err != nil {
		t.Fatal(err)
	}
	b := randomBatch(shallow, 20)
	b.X[19*spec.Input.Size()] = float32(math.Inf(1)) // in the last member's share
	var wait sync.WaitGroup
	for m, e := range wires(3) {
		wait.Go(func() {
			_, _, err := member(e, spec, optimizers.NewSGD(0.1, 0, false), []Batch{b})
			if !errors.Is(err, ErrNotFinite) {
				t.Errorf("member %d: %v", m, err)
			}
		})
	}
	wait.Wait()
}

func TestSharesMustFit(t *testing.T) {
	n, err := New(teamSpec(), 1)
	if err != nil {
		t.Fatal(err)
	}
	if err := n.Share(wires(2)[0]); err != nil {
		t.Fatal(err)
	}
	b := randomBatch(n, 8)
	for _, c := range []struct {
		shared int
		want   string
	}{{0, "nn: a batch of 8 pictures is not shared; the network has 2 members"},
		{32, "nn: the batch has 8 pictures; member 0 of 2 has 16 of a batch of 32"}} {
		b.Shared = c.shared
		if _, err := n.TrainOnBatch(b, optimizers.NewSGD(0.1, 0, false)); err == nil || err.Error() != c.want {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
}

// TestATeamGoesOnFromAnotherTeamsCheckpoint stops a run of some members and goes on with others.
func TestATeamGoesOnFromAnotherTeamsCheckpoint(t *testing.T) {
	spec := teamSpec()
	shallow, err := newNetwork(spec, 0, shallow)
	if err != nil {
		t.Fatal(err)
	}
	b := randomBatch(shallow, 24)
	for name, fresh := range map[string]func() optimizers.Optimizer{
		"sgd":  func() optimizers.Optimizer { return optimizers.NewSGD(0.05, 0, false) },
		"adam": func() optimizers.Optimizer { return optimizers.NewAdam(0.001) },
		"rmsprop": func() optimizers.Optimizer {
			return &optimizers.RMSprop{LearningRate: 0.001, Rho: 0.8, Momentum: 0.9, Epsilon: 1e-6, Centered: true}
		},
	} {
		t.Run(name, func(t *testing.T) {
			// run trains two steps from a checkpoint, or from the beginning, and returns the checkpoint there.
			run := func(members int, from []byte) (file []byte) {
				var wait sync.WaitGroup
				for m, e := range wires(members) {
					wait.Go(func() {
						n, err := New(spec, 42)
						if err == nil {
							err = n.Share(e)
						}
						o := fresh()
						if err == nil && from != nil {
							c, failed := ReadCheckpoint(bytes.NewReader(from))
							if failed == nil && m == 0 {
								o, failed = n.Restore(c)
							}
							n.Resume(42, 2)
							err = errors.Join(failed, n.Spread(o))
						}
						for s := 0; s < 2 && err == nil; s++ {
							_, err = n.TrainOnBatch(shareOf(n, b), o)
						}
						if err != nil {
							t.Errorf("member %d of %d: %v", m, members, err)
							return
						}
						slots, err := n.Gather(o)
						if err != nil {
							t.Errorf("member %d of %d: %v", m, members, err)
						}
						if m == 0 {
							c := n.Checkpoint(nil)
							c.Optimizer, c.Tensors = o, append(c.Tensors, slots...)
							file = saved(t, c)
						}
					})
				}
				wait.Wait()
				return file
			}
			half := run(1, nil)
			want := run(1, half)
			for _, members := range [][2]int{{3, 1}, {1, 3}, {2, 5}, {8, 2}} {
				first := run(members[0], nil)
				if !bytes.Equal(first, half) {
					t.Errorf("the checkpoint of %d members is not that of one", members[0])
				}
				if !bytes.Equal(run(members[1], first), want) {
					t.Errorf("%d members that go on from %d end otherwise than one alone", members[1], members[0])
				}
			}
		})
	}
}
