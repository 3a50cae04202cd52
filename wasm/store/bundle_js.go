package store

import (
	"context"
	"io"
	"syscall/js"
	"time"

	"muestra/wasm/dom"
)

// file is a File, or any Blob, that the visitor has chosen. Each read waits for the browser.
type file struct {
	ctx  context.Context
	blob js.Value
}

// ReadFile returns a File's bytes and how many they are.
func ReadFile(ctx context.Context, blob js.Value) (io.ReaderAt, int64) {
	return &file{ctx, blob}, whole(blob.Get("size"))
}

// ReadAt implements io.ReaderAt.
func (f *file) ReadAt(p []byte, at int64) (int, error) {
	promise, err := try(func() js.Value {
		return f.blob.Call("slice", float64(at), float64(at)+float64(len(p))).Call("arrayBuffer")
	})
	if err != nil {
		return 0, err
	}
	buffer, err := await(f.ctx, promise)
	if err != nil {
		return 0, err
	}
	n := js.CopyBytesToGo(p, js.Global().Get("Uint8Array").New(buffer))
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

// BlobWriter makes a Blob of what is written to it. The browser may put it on a disk: little of it lies in memory at any time.
type BlobWriter struct {
	blob  js.Value
	parts []any
	bytes int
}

// Write takes bytes out of Go's memory.
func (w *BlobWriter) Write(b []byte) (int, error) {
	part, err := try(func() js.Value { return dom.Array(b) })
	if err != nil {
		return 0, err
	}
	w.parts = append(w.parts, part)
	if w.bytes += len(b); w.bytes >= 2*pieceBytes {
		if err := w.fold(); err != nil {
			return 0, err
		}
		time.Sleep(time.Millisecond) // the browser has its turn
	}
	return len(b), nil
}

// fold hands over to the browser what has been written.
func (w *BlobWriter) fold() error {
	if w.blob.Truthy() {
		w.parts = append([]any{w.blob}, w.parts...)
	}
	blob, err := try(func() js.Value {
		return js.Global().Get("Blob").New(w.parts, map[string]any{"type": "application/octet-stream"})
	})
	w.blob, w.parts, w.bytes = blob, nil, 0
	return err
}

// Blob is what has been written.
func (w *BlobWriter) Blob() (js.Value, error) {
	err := w.fold()
	return w.blob, err
}
