package store

import (
	"context"
	"fmt"
	"io"
	"syscall/js"
)

// pieceReader reads a checkpoint out of JavaScript's memory, and lets go of each piece that it has read.
type pieceReader struct {
	pieces []js.Value // ArrayBuffers
	first  js.Value   // Uint8Array over the rest of the first piece
}

// Read copies into Go's memory.
func (r *pieceReader) Read(b []byte) (int, error) {
	for r.first.IsUndefined() || r.first.Length() == 0 {
		if len(r.pieces) == 0 {
			return 0, io.EOF
		}
		r.first, r.pieces[0] = js.Global().Get("Uint8Array").New(r.pieces[0]), js.Undefined()
		r.pieces = r.pieces[1:]
	}
	n := js.CopyBytesToGo(b, r.first)
	r.first = r.first.Call("subarray", n)
	return n, nil
}

// verify says whether pieces are the checkpoint that the record speaks of.
func (r *Record) verify(ctx context.Context, pieces []js.Value) error {
	p := new(pieceList)
	for i, piece := range pieces {
		if !piece.InstanceOf(js.Global().Get("ArrayBuffer")) {
			return fmt.Errorf("%w: piece %d of its checkpoint is missing", ErrCorrupt, i)
		}
		n := piece.Get("byteLength").Int()
		if n != pieceBytes && i < len(pieces)-1 {
			return fmt.Errorf("%w: piece %d of its checkpoint has %d bytes", ErrCorrupt, i, n)
		}
		p.length += int64(n)
		p.digests = append(p.digests, digestOf(piece))
	}
	digest, err := p.digest(ctx)
	if err != nil {
		return err
	}
	return r.matches(p.length, digest)
}
