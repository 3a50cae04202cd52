package data

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// testPerFile is the number of records of a made-up file: with five of them a
// sprite is full, and the sixth makes a short one.
const testPerFile = 250

// madeUp is a small set in the binary version: by file name, its content.
// Labels come in no order, pixels are noise.
func madeUp() map[string][]byte {
	rng := rand.New(rand.NewPCG(1, 2))
	files := make(map[string][]byte)
	for _, name := range binFiles {
		labels := rng.Perm(testPerFile)
		content := make([]byte, testPerFile*recordBytes)
		for i := range content {
			content[i] = byte(rng.Uint32())
		}
		for r, n := range labels {
			content[r*recordBytes] = uint8(n % Classes)
		}
		files[name] = content
	}
	return files
}

func writeFolder(t testing.TB, dir string, files map[string][]byte) {
	t.Helper()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// tarGz packs files as the official archive does.
func tarGz(t testing.TB, files map[string][]byte) []byte {
	t.Helper()
	var archive bytes.Buffer
	zipped := gzip.NewWriter(&archive)
	w := tar.NewWriter(zipped)
	if err := w.WriteHeader(&tar.Header{Name: archiveFolder + "/", Typeflag: tar.TypeDir, Mode: 0o755}); err != nil {
		t.Fatal(err)
	}
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		header := tar.Header{Name: archiveFolder + "/" + name, Mode: 0o644, Size: int64(len(files[name]))}
		if err := w.WriteHeader(&header); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(files[name]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := zipped.Close(); err != nil {
		t.Fatal(err)
	}
	return archive.Bytes()
}

func openTest(t testing.TB, path string) *Set {
	t.Helper()
	set, err := openSized(path, testPerFile)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// read is picture k as one new slice, its label first.
func read(t testing.TB, p Pictures, k int) []byte {
	t.Helper()
	picture := make([]byte, 1+PictureBytes)
	label, err := p.Read(k, picture[1:])
	if err != nil {
		t.Fatal(err)
	}
	picture[0] = label
	return picture
}

func TestPicturesComeInCanonicalOrderAndInterleaved(t *testing.T) {
	files := madeUp()
	dir := t.TempDir()
	writeFolder(t, dir, files)
	set := openTest(t, dir)

	// The definition, word for word: the ⌊k/10⌋-th, in file order, of class k mod 10.
	byClass := make([][][]byte, Classes)
	for _, name := range binFiles[:5] {
		for record := range slices.Chunk(files[name], recordBytes) {
			byClass[record[0]] = append(byClass[record[0]], record)
		}
	}
	if n := set.Train.Len(); n != 5*testPerFile {
		t.Fatalf("%d training pictures, want %d", n, 5*testPerFile)
	}
	for k := range set.Train.Len() {
		record := byClass[k%10][k/10]
		got := read(t, set.Train, k)
		if got[0] != record[0] {
			t.Fatalf("picture %d: label %d, want %d", k, got[0], record[0])
		}
		for i := range plane {
			for c := range Channels {
				if got[1+3*i+c] != record[1+c*plane+i] {
					t.Fatalf("picture %d: pixel %d, colour %d differs", k, i, c)
				}
			}
		}
	}
}

func TestAnyPrefixHoldsEachClassEquallyOften(t *testing.T) {
	dir := t.TempDir()
	writeFolder(t, dir, madeUp())
	for name, p := range map[string]Pictures{"folder": openTest(t, dir).Train, "synthetic": Synthetic(1).Train} {
		var counts [Classes]int
		for k := range min(p.Len(), 1000) {
			counts[read(t, p, k)[0]]++
			if slices.Max(counts[:])-slices.Min(counts[:]) > 1 {
				t.Fatalf("%s: the first %d pictures have %v of each class", name, k+1, counts)
			}
		}
	}
}

func TestEverySourceGivesTheSamePictures(t *testing.T) {
	files := madeUp()
	dir := t.TempDir()
	folder := filepath.Join(dir, "folder")
	writeFolder(t, folder, files)
	parent := filepath.Join(dir, "parent")
	writeFolder(t, filepath.Join(parent, archiveFolder), files)
	archive := filepath.Join(dir, "a.tar.gz")
	writeFolder(t, dir, map[string][]byte{"a.tar.gz": tarGz(t, files)})
	want := openTest(t, folder)
	pack := filepath.Join(dir, "pack")
	if err := WritePack(pack, want); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{parent, archive, pack} {
		compareSets(t, filepath.Base(path), openTest(t, path), want)
	}
}

func compareSets(t *testing.T, name string, got, want *Set) {
	t.Helper()
	if got.Kind != want.Kind || got.Digest != want.Digest || !slices.Equal(got.ClassNames, want.ClassNames) {
		t.Errorf("%s: %s %s %v, want %s %s %v", name, got.Kind, got.Digest, got.ClassNames, want.Kind, want.Digest, want.ClassNames)
	}
	comparePictures(t, name+" train", got.Train, want.Train)
	comparePictures(t, name+" test", got.Test, want.Test)
}

func comparePictures(t *testing.T, name string, got, want Pictures) {
	t.Helper()
	if got.Len() != want.Len() {
		t.Fatalf("%s: %d pictures, want %d", name, got.Len(), want.Len())
	}
	for k := range want.Len() {
		if !bytes.Equal(read(t, got, k), read(t, want, k)) {
			t.Fatalf("%s: picture %d differs", name, k)
		}
	}
}

func TestTheRealSetIsTheOfficialOneFromEverySource(t *testing.T) {
	if runtime.GOOS == "js" || testing.Short() {
		t.Skip("reads and packs 60,000 pictures")
	}
	path := os.Getenv("CIFAR10")
	if path == "" {
		path = filepath.Join("..", "..", "shared", "cifar10")
	}
	if !exists(path) {
		t.Skip("no CIFAR-10 here: neither the environment's CIFAR10 nor ../shared/cifar10")
	}
	set, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	if set.Digest != CIFAR10Digest {
		t.Fatalf("digest %s, want %s", set.Digest, CIFAR10Digest)
	}
	dir := filepath.Join(t.TempDir(), "pack")
	if err := WritePack(dir, set); err != nil {
		t.Fatal(err)
	}
	pack, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if digest, err := digestOf(pack); digest != CIFAR10Digest {
		t.Errorf("the pictures read from the pack have digest %s, %v; want %s", digest, err, CIFAR10Digest)
	}
}

func TestBrokenFoldersAreRefusedInWords(t *testing.T) {
	tests := []struct {
		name  string
		spoil func(files map[string][]byte)
		want  []string
	}{
		{"a truncated file", func(f map[string][]byte) { f["data_batch_1.bin"] = f["data_batch_1.bin"][:1000] },
			[]string{"read data_batch_1.bin", "1000 bytes, want 768250", "unpack it again"}},
		{"a file that is too long", func(f map[string][]byte) { f["test_batch.bin"] = append(f["test_batch.bin"], 0) },
			[]string{"read test_batch.bin", "768251 bytes"}},
		{"a label of 11", func(f map[string][]byte) { f["data_batch_3.bin"][17*recordBytes] = 11 },
			[]string{"read data_batch_3.bin", "record 17: label 11 is not below 10"}},
		{"a class too often", func(f map[string][]byte) {
			f["data_batch_2.bin"][0] = (f["data_batch_2.bin"][0] + 1) % Classes
		}, []string{"training pictures", "want 125"}},
		{"a missing file", func(f map[string][]byte) { delete(f, "data_batch_4.bin") },
			[]string{"data_batch_4.bin: missing", "test_batch.bin"}},
		{"no files", func(f map[string][]byte) { clear(f) },
			[]string{"data_batch_4.bin, data_batch_5.bin and test_batch.bin: missing"}},
		{"the Python version", func(f map[string][]byte) { clear(f); f["data_batch_1"] = nil },
			[]string{"Python version", "cifar-10-binary.tar.gz"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			files := madeUp()
			test.spoil(files)
			dir := t.TempDir()
			writeFolder(t, dir, files)
			_, err := openSized(dir, testPerFile)
			wantWords(t, err, test.want...)
		})
	}
}

// wantWords wants an error of this package with all of the words.
func wantWords(t *testing.T, err error, words ...string) {
	t.Helper()
	if err == nil {
		t.Fatal("no error")
	}
	for _, word := range append(words, "data: ") {
		if !strings.Contains(err.Error(), word) {
			t.Errorf("error %q, want one with %q", err, word)
		}
	}
}

func TestOpenNamesAPathThatIsNotThere(t *testing.T) {
	_, err := Open(filepath.Join(t.TempDir(), "nowhere"))
	wantWords(t, err, "nowhere", "does not exist")
}

func TestReadRefusesWhatIsNotThere(t *testing.T) {
	dir := t.TempDir()
	writeFolder(t, dir, madeUp())
	for name, p := range map[string]Pictures{"folder": openTest(t, dir).Test, "synthetic": Synthetic(1).Test} {
		for _, k := range []int{-1, p.Len()} {
			if _, err := p.Read(k, make([]byte, PictureBytes)); err == nil {
				t.Errorf("%s: picture %d can be read", name, k)
			}
		}
		if _, err := p.Read(0, make([]byte, 10)); err == nil {
			t.Errorf("%s: a picture fits into 10 bytes", name)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	dir := b.TempDir()
	writeFolder(b, dir, madeUp())
	p := openTest(b, dir).Train
	rgb := make([]byte, PictureBytes)
	b.SetBytes(PictureBytes)
	for b.Loop() {
		p.Read(7, rgb)
	}
}
