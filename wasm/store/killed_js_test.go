package store

import (
	"bytes"
	"context"
	"math/rand/v2"
	"syscall/js"
	"testing"
	"time"
)

// inOther says that this program runs in a worker that a test has started, to be killed.
func inOther() bool { return js.Global().Get("location").Get("search").String() != "" }

// bytesOfStep is the checkpoint of a step: its size and all its bytes are the step's own.
func bytesOfStep(step int) []byte {
	return bytes.Repeat([]byte{byte(step)}, (1+step%3)*pieceBytes+step)
}

func TestSavesUntilKilled(t *testing.T) {
	needBrowser(t)
	if !inOther() {
		t.Skip("runs in the worker that TestAKilledWorkerLeavesTheOldOrTheNew kills")
	}
	s, err := Open(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Own(context.Background(), "killed"); err != nil {
		t.Fatal(err)
	}
	step := 0
	if r, err := s.Run(context.Background(), "killed"); err == nil {
		step = r.Step
	}
	for {
		step++
		save(t, s, &Record{ID: "killed", State: Running, Step: step}, bytesOfStep(step))
	}
}

func TestAKilledWorkerLeavesTheOldOrTheNew(t *testing.T) {
	needBrowser(t)
	if inOther() {
		t.Skip("kills workers, and none may kill its own")
	}
	ctx := context.Background()
	s, err := Open(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	s.Delete(ctx, "killed")
	last := 0
	for range 5 { // Chromium takes two seconds to end one
		worker := js.Global().Get("Worker").New("worker.js?run=^TestSavesUntilKilled$")
		step := last
		for step == last { // until it has saved something
			time.Sleep(5 * time.Millisecond)
			if r, err := s.Run(ctx, "killed"); err == nil {
				step = r.Step
			}
		}
		time.Sleep(time.Duration(rand.IntN(200)) * time.Millisecond)
		worker.Call("terminate")
		o, err := Own(ctx, "killed") // its right has ended with it
		if err != nil {
			t.Fatal(err)
		}
		r, checkpoint := load(t, s, "killed")
		if r.Step < step || !bytes.Equal(checkpoint, bytesOfStep(r.Step)) {
			t.Errorf("killed after step %d or later, step %d is left with %d bytes", step, r.Step, len(checkpoint))
		}
		last = r.Step
		o.Release()
	}
	if last < 5 {
		t.Errorf("%d saves in 5 lives", last)
	}
}
