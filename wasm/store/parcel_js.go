package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"syscall/js"

	"muestra/wasm/dom"
)

// pieceList is a Parcel whose bytes lie in JavaScript's memory, in the pieces in which they are kept. The browser counts the digest of a full
// piece beside Go's own work.
type pieceList struct {
	length  int64
	pieces  []js.Value // ArrayBuffers
	digests []js.Value // promises of ArrayBuffers, or the ArrayBuffers
	last    js.Value   // Uint8Array over the piece being filled, where there is one
	at      int        // in last
}

// Len is the number of bytes written.
func (p *pieceList) Len() int64 { return p.length }

// Write takes bytes out of Go's memory.
func (p *pieceList) Write(b []byte) (n int, err error) {
	defer func() {
		if thrown := recover(); thrown != nil { // JavaScript has no memory left
			err = meant(dom.Thrown(thrown))
		}
	}()
	for n < len(b) {
		if p.last.IsUndefined() {
			p.last, p.at = js.Global().Get("Uint8Array").New(pieceBytes), 0
		}
		k := js.CopyBytesToJS(p.last.Call("subarray", p.at), b[n:])
		n, p.at, p.length = n+k, p.at+k, p.length+int64(k)
		if p.at == pieceBytes {
			p.close()
		}
	}
	return n, nil
}

// close ends the piece being filled.
func (p *pieceList) close() {
	if p.last.IsUndefined() {
		return
	}
	piece := p.last.Get("buffer")
	if p.at < pieceBytes {
		piece = piece.Call("slice", 0, p.at)
	}
	p.pieces = append(p.pieces, piece)
	p.digests = append(p.digests, digestOf(piece))
	p.last = js.Undefined()
}

// digestOf begins to count the SHA-256 of an ArrayBuffer. Where the page has come over an insecure connection the browser does not do that,
// and Go does.
func digestOf(piece js.Value) js.Value {
	if subtle, err := dom.At("crypto", "subtle"); err == nil {
		return subtle.Call("digest", "SHA-256", piece)
	}
	sum := sha256.Sum256(dom.Bytes(piece))
	return js.Global().Get("Promise").Call("resolve", dom.Array(sum[:]).Get("buffer"))
}

// digest is the whole checkpoint's, as in Memory.
func (p *pieceList) digest(ctx context.Context) (string, error) {
	all := sha256.New()
	for _, promise := range p.digests {
		buffer, err := await(ctx, promise)
		if err != nil {
			return "", err
		}
		all.Write(dom.Bytes(buffer))
	}
	return hex.EncodeToString(all.Sum(nil)), nil
}
