//go:build !js

package main

import (
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// bar is a progress bar where a person is looking, and nothing elsewhere.
type bar struct {
	notes io.Writer
	shown bool
	bar   *progressbar.ProgressBar
}

func newBar(notes io.Writer) bar {
	file, ok := notes.(*os.File)
	return bar{notes: notes, shown: ok && term.IsTerminal(int(file.Fd()))}
}

func (b *bar) start(total int) {
	if b.shown {
		b.bar = progressbar.NewOptions(total, progressbar.OptionSetWriter(b.notes), progressbar.OptionShowCount(),
			progressbar.OptionSetPredictTime(true), progressbar.OptionClearOnFinish(), progressbar.OptionSetWidth(20), progressbar.OptionThrottle(100*time.Millisecond))
	}
}

func (b *bar) advance(done int, words string) {
	if b.bar != nil {
		b.bar.Describe(words)
		b.bar.Set(done) // a bar that cannot be drawn is no reason to stop
	}
}

func (b *bar) clear() {
	if b.bar != nil {
		b.bar.Clear()
		b.bar = nil
	}
}
