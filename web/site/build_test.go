package main

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"muestra/nn/samples"
)

func TestAnInterruptedBuildClearsUp(t *testing.T) {
	cleared := make(chan bool, 1)
	cancel := onInterrupt(func() { cleared <- true })
	defer cancel()
	self, err := os.FindProcess(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	if err := self.Signal(os.Interrupt); err != nil {
		t.Skip(err)
	}
	select {
	case <-cleared:
	case <-time.After(time.Minute):
		t.Error("nothing was cleared up")
	}
}

func TestABuildThatEndsByItselfIsNotInterrupted(t *testing.T) {
	cleared := make(chan bool, 1)
	onInterrupt(func() { cleared <- true })()
	select {
	case <-cleared:
		t.Error("it was cleared up all the same")
	case <-time.After(50 * time.Millisecond):
	}
}

func TestTheSiteHasEveryRecordedRun(t *testing.T) {
	dir := t.TempDir()
	b := &build{root: filepath.Join("..", "..")}
	if err := b.copyRecordings(dir); err != nil {
		t.Fatal(err)
	}
	for _, r := range samples.Recordings() {
		text, err := os.ReadFile(filepath.Join(dir, r.File))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := r.Read(string(text)); err != nil {
			t.Error(err)
		}
	}
}
