package trainer

import (
	"bytes"
	"io"
	"time"
)

// patient hands out bytes in small pieces and takes a turn now and then, so that decoding a sprite, 0.12 s of work, leaves
// the one thread to training and to the page's messages in between.
type patient struct {
	bytes.Reader
	turn func()
	last time.Time
}

const patientPiece = 16 << 10 // bytes

func newPatient(body []byte, turn func()) io.ReadCloser {
	p := &patient{turn: turn, last: time.Now()}
	p.Reset(body)
	return p
}

// Read reads at most 16 KB.
func (p *patient) Read(b []byte) (int, error) {
	if time.Since(p.last) >= turnEvery {
		p.turn()
		p.last = time.Now()
	}
	return p.Reader.Read(b[:min(len(b), patientPiece)])
}

// Close does nothing: the bytes are in memory.
func (p *patient) Close() error { return nil }
