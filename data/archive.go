package data

import (
	"archive/tar"
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
)

// Limits on an archive, so that a small hostile one cannot fill the memory or
// take for ever. The official one unpacks to 184 MB in 9 entries.
const (
	maxArchiveEntries = 1000
	maxArchiveExtra   = 64 << 20 // bytes beside the six files
)

var errArchiveTooBig = errors.New("it unpacks to more than CIFAR-10 can be: this is not " + officialArchive)

// officialArchive is the name of the archive that the error texts ask for.
const officialArchive = "cifar-10-binary.tar.gz"

// readArchive reads the six .bin files of a .tar.gz, wherever in it they lie,
// straight into the memory they stay in.
func readArchive(r io.Reader, perFile int) (*binSet, error) {
	in := bufio.NewReaderSize(r, 1<<20)
	if head, _ := in.Peek(len(gzipMagic)); !isGzip(head) {
		return nil, errors.New("it is not a gzip file: name " + officialArchive + " or a folder")
	}
	unzipped, err := gzip.NewReader(in)
	if err != nil {
		return nil, damaged(err)
	}
	files := newBinSet(perFile)
	limited := &limitedReader{r: unzipped, left: int64(len(binFiles))*files.fileBytes() + maxArchiveExtra}
	if err := readTar(limited, files); err != nil {
		return nil, err
	}
	// The checksum stands at the end of the gzip stream, behind the tar's own.
	if _, err := io.Copy(io.Discard, limited); err != nil {
		return nil, damaged(err)
	}
	return files, nil
}

func readTar(r io.Reader, files *binSet) error {
	entries := tar.NewReader(r)
	python := false
	for range maxArchiveEntries {
		entry, err := entries.Next()
		if err == io.EOF {
			if python && len(files.files) == 0 {
				return errNotBinary
			}
			return nil
		}
		if err != nil {
			return damaged(err)
		}
		name := path.Base(entry.Name)
		python = python || name == pythonFile
		if entry.Typeflag != tar.TypeReg || !slices.Contains(binFiles, name) {
			continue
		}
		if err := readEntry(entries, entry.Size, name, files); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return fmt.Errorf("it has more than %d entries: this is not %s", maxArchiveEntries, officialArchive)
}

func readEntry(r io.Reader, size int64, name string, files *binSet) error {
	if files.files[name] != nil {
		return errors.New("the archive holds it twice: get " + officialArchive + " again")
	}
	if err := files.checkSize(size); err != nil {
		return err
	}
	content := make([]byte, size)
	if _, err := io.ReadFull(r, content); err != nil {
		return damaged(err)
	}
	return files.add(name, content)
}

// damaged says what a broken stream means to the reader of the message.
func damaged(err error) error {
	if errors.Is(err, errArchiveTooBig) {
		return err
	}
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return fmt.Errorf("the archive ends too early: %s", getItAgain)
	}
	return fmt.Errorf("the archive is damaged (%w): %s", err, getItAgain)
}

// limitedReader fails, rather than ending, when more than left bytes come.
type limitedReader struct {
	r    io.Reader
	left int64
}

func (l *limitedReader) Read(p []byte) (int, error) {
	if l.left <= 0 {
		// One byte more tells an archive that just fits from one that does not.
		var one [1]byte
		n, err := l.r.Read(one[:])
		if n > 0 {
			return 0, errArchiveTooBig
		}
		return 0, err
	}
	n, err := l.r.Read(p[:min(int64(len(p)), l.left)])
	l.left -= int64(n)
	return n, err
}
