package train

import (
	"errors"
	"math/rand/v2"
	"testing"
	"time"

	"muestra/nn"
	"muestra/nn/history"
	"muestra/nn/keras"
	"muestra/nn/optimizers"
)

// wide is everything with kernels that are divided among the members.
func wide(t *testing.T, optimizer optimizers.Optimizer) *Run {
	t.Helper()
	r := everything(t, optimizer)
	network, err := nn.New(&keras.Sequential{Input: keras.Shape{32, 32, 3}, Layers: []keras.Layer{
		keras.Conv2D{Filters: 16, KernelSize: [2]int{3, 3}, Strides: [2]int{4, 4}, Padding: "same", UseBias: true, KernelRegularizer: &keras.L2{Rate: 0.001}},
		keras.BatchNormalization{Momentum: 0.9, Epsilon: 1e-3},
		keras.ReLU{},
		keras.MaxPooling2D{PoolSize: [2]int{2, 2}},
		keras.Conv2D{Filters: 128, KernelSize: [2]int{3, 3}, Padding: "same", Activation: "relu", UseBias: true},
		keras.Dropout{Rate: 0.3},
		keras.Flatten{},
		keras.Dense{Units: 10, Activation: "softmax", UseBias: true},
	}}, 1)
	if err != nil {
		t.Fatal(err)
	}
	r.Backend = &Local{Network: network, Optimizer: optimizer}
	return r
}

// spread gives a run to a team of goroutines.
func spread(t *testing.T, r *Run, members int) {
	t.Helper()
	team, err := Goroutines(r.Backend.(*Local), members)
	if err != nil {
		t.Fatal(err)
	}
	r.Backend = team
	t.Cleanup(team.Close)
}

func TestARunDoesNotDependOnTheMembers(t *testing.T) {
	for name, optimizer := range map[string]func() optimizers.Optimizer{
		"momentum": func() optimizers.Optimizer { return optimizers.NewSGD(0.01, 0.9, false) },
		"adam, with a schedule": func() optimizers.Optimizer {
			o := optimizers.NewAdam(0.01)
			if err := o.SetSchedule(optimizers.CosineDecay{InitialLearningRate: 0.01, DecaySteps: 12}); err != nil {
				t.Fatal(err)
			}
			return o
		},
	} {
		var want string
		var alone []history.Epoch
		for _, members := range []int{0, 1, 2, 3, 5, 8} { // 0: alone
			r := wide(t, optimizer())
			if members > 0 {
				spread(t, r, members)
			}
			if err := r.Fit(t.Context(), nil, nil); err != nil {
				t.Fatal(err)
			}
			if members == 0 {
				want, alone = r.Backend.SHA256(), r.History
			}
			if got := r.Backend.SHA256(); got != want {
				t.Errorf("%s: %d members end with weights %.12s, one alone with %.12s", name, members, got, want)
			}
			for i, e := range r.History {
				if w := alone[i]; e.Loss != w.Loss || e.ValLoss != w.ValLoss || e.Accuracy != w.Accuracy || e.LearningRate != w.LearningRate {
					t.Errorf("%s: epoch %d of %d members is %+v, alone %+v", name, i+1, members, e, w)
				}
			}
		}
	}
}

// TestATeamThatIsStoppedGoesOn stops runs at random moments, within steps and within validation, and goes on with the same team or, through a
// checkpoint, with another.
func TestATeamThatIsStoppedGoesOn(t *testing.T) {
	straight := wide(t, optimizers.NewSGD(0.01, 0.9, false))
	if err := straight.Fit(t.Context(), nil, nil); err != nil {
		t.Fatal(err)
	}
	want := straight.Backend.SHA256()
	rng := rand.New(rand.NewPCG(8, 9))
	for trial := range 20 {
		r := wide(t, optimizers.NewSGD(0.01, 0.9, false))
		spread(t, r, 1+rng.IntN(8))
		stops := 0
		for {
			left := rng.IntN(400)
			err := r.Fit(t.Context(), nil, func() error {
				if left--; left < 0 {
					return ErrStopped
				}
				return nil
			})
			if err == nil {
				break
			}
			if !errors.Is(err, ErrStopped) {
				t.Fatal(err)
			}
			if stops++; stops%2 == 1 {
				continue
			}
			c, err := r.Snapshot()
			if err != nil {
				t.Fatal(err)
			}
			c = reread(t, c)
			r = wide(t, optimizers.NewSGD(0.01, 0.9, false))
			if err := r.Restore(c); err != nil {
				t.Fatal(err)
			}
			spread(t, r, 1+rng.IntN(8))
		}
		if got := r.Backend.SHA256(); got != want {
			t.Fatalf("trial %d: after %d stops the weights are %.12s, without %.12s", trial, stops, got, want)
		}
	}
}

func TestATeamDivergesTogether(t *testing.T) {
	r := wide(t, optimizers.NewSGD(1e6, 0.9, false))
	spread(t, r, 3)
	var diverged *Diverged
	if err := r.Fit(t.Context(), nil, nil); !errors.As(err, &diverged) {
		t.Fatalf("got %v", err)
	}
	r.Backend.SetLearningRate(0.01)
	if _, err := r.Snapshot(); err != nil {
		t.Errorf("after that: %v", err)
	}
}

// TestAMemberThatIsSilentIsNoticed has a member that never does anything.
func TestAMemberThatIsSilentIsNoticed(t *testing.T) {
	r := wide(t, optimizers.NewSGD(0.01, 0, false))
	mediums := NewGoroutines(3)
	go Follow(NewLink(mediums[1]))
	link := NewLink(mediums[0])
	link.patience, link.setup = 50*time.Millisecond, 50*time.Millisecond
	waits := 0
	link.Waiting = func() { waits++ }
	team, err := NewTeam(r.Backend.(*Local), link)
	if err == nil {
		r.Backend = team
		err = r.Fit(t.Context(), nil, nil)
	}
	var lost *Lost
	if !errors.As(err, &lost) || lost.Member != 2 {
		t.Fatalf("got %v", err)
	}
	if waits == 0 {
		t.Error("nobody heard that the first member waits")
	}
}
