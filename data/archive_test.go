package data

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"testing"
)

func TestBrokenArchivesAreRefusedInWords(t *testing.T) {
	good := tarGz(t, madeUp())
	flipped := func(at int) []byte {
		b := bytes.Clone(good)
		b[at] ^= 0x10
		return b
	}
	spoilt := func(spoil func(files map[string][]byte)) []byte {
		files := madeUp()
		spoil(files)
		return tarGz(t, files)
	}
	tests := []struct {
		name    string
		archive []byte
		want    []string
	}{
		{"empty", nil, []string{"not a gzip file"}},
		{"not gzip", []byte("<html>404</html>"), []string{"not a gzip file"}},
		{"only the magic", good[:2], []string{"ends too early"}},
		{"truncated in the middle", good[:len(good)/2], []string{"ends too early", "make data"}},
		{"truncated by its checksum", good[:len(good)-4], []string{"ends too early"}},
		{"a byte flipped in the middle", flipped(len(good) / 2), []string{"damaged", "make data"}},
		{"a byte flipped in the checksum", flipped(len(good) - 6), []string{"damaged"}},
		{"gzip but not tar", gzipped(bytes.Repeat([]byte("no tar "), 1000)), []string{"damaged"}},
		{"an empty tar", gzipped(make([]byte, 1024)), []string{"data_batch_1.bin", "missing"}},
		{"a truncated file", spoilt(func(f map[string][]byte) { f["data_batch_1.bin"] = f["data_batch_1.bin"][:99] }),
			[]string{"data_batch_1.bin: it has 99 bytes"}},
		{"a label of 11", spoilt(func(f map[string][]byte) { f["test_batch.bin"][0] = 11 }),
			[]string{"test_batch.bin: record 0: label 11 is not below 10"}},
		{"a missing file", spoilt(func(f map[string][]byte) { delete(f, "test_batch.bin") }),
			[]string{"test_batch.bin: missing"}},
		{"the Python version", spoilt(func(f map[string][]byte) { clear(f); f["data_batch_1"] = []byte("pickle") }),
			[]string{"Python version"}},
		{"a file twice", twice(t), []string{"data_batch_1.bin: the archive holds it twice"}},
		{"a bomb in one entry", bomb(t, 1, 1<<30), []string{"unpacks to more"}},
		{"a bomb behind the tar", gzipped(make([]byte, 200<<20)), []string{"unpacks to more"}},
		{"a bomb of entries", bomb(t, maxArchiveEntries+1, 0), []string{"more than 1000 entries"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "cifar.tar.gz")
			if err := os.WriteFile(path, test.archive, 0o644); err != nil {
				t.Fatal(err)
			}
			_, err := openSized(path, testPerFile)
			wantWords(t, err, append(test.want, "read cifar.tar.gz")...)
		})
	}
}

func gzipped(content []byte) []byte {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestSpeed)
	w.Write(content)
	w.Close()
	return b.Bytes()
}

// twice is a tar with one of the files in two folders.
func twice(t *testing.T) []byte {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, dir := range []string{"a/", "b/"} {
		w.WriteHeader(&tar.Header{Name: dir + binFiles[0], Size: testPerFile * recordBytes})
		w.Write(make([]byte, testPerFile*recordBytes))
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return gzipped(b.Bytes())
}

// bomb is a small archive of much: entries of size zero bytes each.
func bomb(t *testing.T, entries int, size int64) []byte {
	var b bytes.Buffer
	zipped, _ := gzip.NewWriterLevel(&b, gzip.BestSpeed)
	w := tar.NewWriter(zipped)
	for range entries {
		if err := w.WriteHeader(&tar.Header{Name: "readme", Size: size}); err != nil {
			t.Fatal(err)
		}
		if _, err := io.CopyN(w, zeros{}, min(size, 200<<20)); err != nil {
			t.Fatal(err)
		}
	}
	zipped.Close() // the tar may be half of what it promises
	return b.Bytes()
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

func FuzzArchive(f *testing.F) {
	one := map[string][]byte{binFiles[0]: make([]byte, recordBytes)}
	f.Add(tarGz(f, one))
	f.Add([]byte("no archive"))
	f.Add(gzipped(make([]byte, 1024)))
	f.Fuzz(func(t *testing.T, archive []byte) {
		files, err := readArchive(bytes.NewReader(archive), 1)
		if err != nil {
			return
		}
		for name, content := range files.files {
			if len(content) != recordBytes || content[0] >= Classes {
				t.Errorf("%s was taken with %d bytes and label %d", name, len(content), content[0])
			}
		}
	})
}

// FuzzTar goes at the tar inside, which the checksum of gzip hides from FuzzArchive. What is fuzzed are its headers: with a record behind them
// the fuzzer spent a minute on shortening each find of 5,000 bytes and tried nothing else.
func FuzzTar(f *testing.F) {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	w.WriteHeader(&tar.Header{Name: "a/" + binFiles[0], Size: recordBytes})
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, headers []byte) {
		const rest = 8 << 10 // zeros: a record and the end of the tar
		files := newBinSet(1)
		if readTar(io.MultiReader(bytes.NewReader(headers), io.LimitReader(zeros{}, rest)), files) == nil {
			files.set()
		}
	})
}
