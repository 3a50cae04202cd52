package data

import "fmt"

// The shape of every picture.
const (
	Height       = 32
	Width        = 32
	Channels     = 3
	PictureBytes = Height * Width * Channels
)

// Classes is the number of classes of CIFAR-10 and of the synthetic set, and
// the most that a pack may have.
const Classes = 10

// Pictures is one split in canonical order. It is safe for concurrent use.
type Pictures interface {
	// Len is the number of pictures.
	Len() int
	// Read copies picture k into rgb, which holds PictureBytes bytes as
	// [height, width, channels], and returns its label. A source that streams
	// blocks until the picture is there.
	Read(k int, rgb []byte) (label uint8, err error)
}

// The kinds of sets.
const (
	KindCIFAR10   = "cifar10"
	KindSynthetic = "synthetic"
	KindOwn       = "own"
)

// Set is a data set: two splits and what is known about them.
type Set struct {
	Kind       string   // KindCIFAR10, KindSynthetic or KindOwn
	ClassNames []string // by label
	Train      Pictures
	Test       Pictures
	// Digest identifies the pictures, their labels and their order (64
	// hexadecimal digits, see the package comment).
	Digest string
}

// checkRead guards every Read against a picture that is not there and a slice
// that cannot hold it.
func checkRead(k, n int, rgb []byte) error {
	if k < 0 || k >= n {
		return fmt.Errorf("data: read picture %d: the split holds pictures 0 to %d", k, n-1)
	}
	if len(rgb) != PictureBytes {
		return fmt.Errorf("data: read picture %d: the slice holds %d bytes, a picture has %d", k, len(rgb), PictureBytes)
	}
	return nil
}
