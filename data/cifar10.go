package data

import (
	"errors"
	"fmt"
	"slices"
)

// CIFAR10Digest is the Set.Digest of the official CIFAR-10.
const CIFAR10Digest = "16f52c362415bd3ebe881e1f36728585c137bd4e6afe82215b8939bab5c4a124"

// cifar10Names are CIFAR-10's classes by label (its batches.meta.txt).
var cifar10Names = []string{"airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"}

// The binary version, https://www.cs.toronto.edu/~kriz/cifar.html: each file
// is a run of records, a record is a label byte and the red, the green and the
// blue plane, each 32 rows of 32.
const (
	plane       = Height * Width
	recordBytes = 1 + PictureBytes
)

// binFiles are the files of the binary version, the test file last.
var binFiles = []string{
	"data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin",
	"test_batch.bin",
}

// pythonFile is a file of the Python version, the one that is most often taken
// for the binary one.
const pythonFile = "data_batch_1"

const (
	getItAgain    = "get the archive again (make data downloads it) or unpack it again"
	wantBinary    = "Muestra reads the binary version, cifar-10-binary.tar.gz"
	wantSixFiles  = "the binary version of CIFAR-10 is data_batch_1.bin to data_batch_5.bin and test_batch.bin"
	cifar10PerBin = 10000 // records of each file
)

// binSet collects the six files of the binary version while they are read.
type binSet struct {
	perFile int               // records of each file
	files   map[string][]byte // by name, whole
}

func newBinSet(perFile int) *binSet {
	return &binSet{perFile: perFile, files: make(map[string][]byte)}
}

// fileBytes is the size of each file.
func (b *binSet) fileBytes() int64 { return int64(b.perFile) * recordBytes }

// checkSize names a file that cannot be what it should be.
func (b *binSet) checkSize(size int64) error {
	if want := b.fileBytes(); size != want {
		return fmt.Errorf("it has %d bytes, want %d (%d records of %d): %s", size, want, b.perFile, recordBytes, getItAgain)
	}
	return nil
}

// add takes a whole file and checks its labels.
func (b *binSet) add(name string, content []byte) error {
	if err := b.checkSize(int64(len(content))); err != nil {
		return err
	}
	for r := range b.perFile {
		if label := content[r*recordBytes]; label >= Classes {
			return fmt.Errorf("record %d: label %d is not below %d: %s", r, label, Classes, getItAgain)
		}
	}
	b.files[name] = content
	return nil
}

// set puts the files together.
func (b *binSet) set() (*Set, error) {
	var missing []string
	for _, name := range binFiles {
		if b.files[name] == nil {
			missing = append(missing, name)
		}
	}
	if len(missing) > 0 {
		return nil, fmt.Errorf("%s: missing: %s", joinNames(missing), wantSixFiles)
	}
	last := len(binFiles) - 1
	train, err := b.pictures(binFiles[:last])
	if err != nil {
		return nil, fmt.Errorf("training pictures: %w: %s", err, getItAgain)
	}
	test, err := b.pictures(binFiles[last:])
	if err != nil {
		return nil, fmt.Errorf("test pictures: %w: %s", err, getItAgain)
	}
	set := &Set{Kind: KindCIFAR10, ClassNames: slices.Clone(cifar10Names), Train: train, Test: test}
	set.Digest, err = digestOf(set)
	return set, err
}

func (b *binSet) pictures(names []string) (*binPictures, error) {
	p := &binPictures{perFile: b.perFile}
	labels := make([]uint8, 0, len(names)*b.perFile)
	for _, name := range names {
		content := b.files[name]
		p.files = append(p.files, content)
		for r := range b.perFile {
			labels = append(labels, content[r*recordBytes])
		}
	}
	order, err := canonicalOrder(labels, Classes)
	p.order = order
	return p, err
}

// binPictures holds the files as they are, the only copy in memory, and turns
// planes into pixels when a picture is read.
type binPictures struct {
	files   [][]byte
	perFile int
	order   []int32 // canonical index → position over all files
}

func (p *binPictures) Len() int { return len(p.order) }

func (p *binPictures) Read(k int, rgb []byte) (uint8, error) {
	if err := checkRead(k, len(p.order), rgb); err != nil {
		return 0, err
	}
	at := int(p.order[k])
	record := p.files[at/p.perFile][at%p.perFile*recordBytes:][:recordBytes]
	r, g, b := record[1:][:plane], record[1+plane:][:plane], record[1+2*plane:][:plane]
	for i := range plane {
		pixel := rgb[3*i:][:3]
		pixel[0], pixel[1], pixel[2] = r[i], g[i], b[i]
	}
	return record[0], nil
}

// errNotBinary is given where the Python version lies instead.
var errNotBinary = errors.New("this is the Python version of CIFAR-10: " + wantBinary)

func joinNames(names []string) string {
	text := names[0]
	for i, name := range names[1:] {
		if i == len(names)-2 {
			return text + " and " + name
		}
		text += ", " + name
	}
	return text
}
