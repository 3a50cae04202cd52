package store

import (
	"bytes"
	"context"
	"io"
	"syscall/js"
	"testing"
)

// needBlob skips a test where there are no Blobs.
func needBlob(t *testing.T) {
	t.Helper()
	if !js.Global().Get("Blob").Truthy() {
		t.Skip("there are no Blobs here")
	}
}

func TestABlobHasTheBytesThatWereWritten(t *testing.T) {
	needBlob(t)
	want := someBytes(3*pieceBytes + 7)
	w := new(BlobWriter)
	for _, part := range [][]byte{want[:5], want[5 : 2*pieceBytes+1], want[2*pieceBytes+1 : 2*pieceBytes+1], want[2*pieceBytes+1:]} {
		if n, err := w.Write(part); n != len(part) || err != nil {
			t.Fatalf("wrote %d of %d bytes, %v", n, len(part), err)
		}
	}
	blob, err := w.Blob()
	if err != nil {
		t.Fatal(err)
	}
	from, size := ReadFile(context.Background(), blob)
	got, err := io.ReadAll(io.NewSectionReader(from, 0, size))
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("%d bytes, %v", len(got), err)
	}
	if n, err := from.ReadAt(make([]byte, 10), size-4); n != 4 || err != io.EOF {
		t.Errorf("beyond the end: %d bytes, %v", n, err)
	}
}

func TestAnEmptyBlob(t *testing.T) {
	needBlob(t)
	blob, err := new(BlobWriter).Blob()
	if err != nil {
		t.Fatal(err)
	}
	if _, size := ReadFile(context.Background(), blob); size != 0 {
		t.Errorf("%d bytes", size)
	}
}

func TestAFileThatCannotBeReadIsAnError(t *testing.T) {
	needBlob(t)
	gone := js.Global().Get("Function").New(`return { size: 9, slice() { return { arrayBuffer() { return Promise.reject(new DOMException("gone", "NotReadableError")); } }; } };`).Invoke()
	from, size := ReadFile(context.Background(), gone)
	if _, err := OpenBundle(from, size); err == nil {
		t.Error("it was read")
	}
}
