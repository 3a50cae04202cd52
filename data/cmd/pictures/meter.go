package main

import (
	"fmt"
	"io"
	"time"

	"github.com/schollz/progressbar/v3"
)

// meter shows how far a long task has come.
type meter interface {
	set(done int64)
	end()
}

// newMeter shows a moving bar on a terminal. Elsewhere, in a log, it writes a
// line each tenth of a task that counts bytes, and nothing for shorter ones.
func newMeter(w io.Writer, terminal bool, what string, total int64, bytes bool) meter {
	if terminal {
		return &bar{progressbar.NewOptions64(total,
			progressbar.OptionSetWriter(w),
			progressbar.OptionSetDescription("pictures: "+what),
			progressbar.OptionShowBytes(bytes),
			progressbar.OptionShowCount(),
			progressbar.OptionThrottle(100*time.Millisecond),
			progressbar.OptionClearOnFinish(),
		)}
	}
	if bytes {
		return &lines{w: w, what: what, total: total}
	}
	return quiet{}
}

// bar is a meter that moves.
type bar struct{ *progressbar.ProgressBar }

func (b *bar) set(done int64) { b.Set64(done) }
func (b *bar) end()           { b.Clear() }

// lines is a meter for a log, of bytes.
type lines struct {
	w           io.Writer
	what        string
	total, next int64
}

func (l *lines) set(done int64) {
	if done < l.next {
		return
	}
	fmt.Fprintf(l.w, "pictures: %s: %d of %d MB\n", l.what, done/1e6, l.total/1e6)
	l.next = done/max(l.total/10, 1e6)*max(l.total/10, 1e6) + max(l.total/10, 1e6)
}

func (l *lines) end() {}

// quiet shows nothing.
type quiet struct{}

func (quiet) set(int64) {}
func (quiet) end()      {}
