package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"muestra/data"
)

// testMaker is a maker in a folder of its own that finds nothing and whose
// server does not answer.
func testMaker(t *testing.T) (*maker, *bytes.Buffer) {
	server := httptest.NewServer(nil)
	server.Close()
	dir := t.TempDir()
	out := new(bytes.Buffer)
	return &maker{
		pack:     filepath.Join(dir, "cache", "pack"),
		beside:   filepath.Join(dir, "shared", "cifar10"),
		archive:  filepath.Join(dir, "cache", "cifar-10-binary.tar.gz"),
		official: testDownload(server.URL),
		out:      out,
	}, out
}

// smallPack writes a pack of the first pictures of the synthetic set.
func smallPack(t *testing.T, dir string, seed uint64) {
	set := data.Synthetic(seed)
	set.Train, set.Test = first{set.Train, 50}, first{set.Test, 20}
	if err := data.WritePack(dir, set); err != nil {
		t.Fatal(err)
	}
}

// first is the first n pictures.
type first struct {
	data.Pictures
	n int
}

func (f first) Len() int { return f.n }

func TestWithNoNetworkAndNoCopyOneLineSaysSoAndNoPackIsLeft(t *testing.T) {
	m, out := testMaker(t)
	smallPack(t, m.pack, 1) // of a source that is gone
	if err := m.make(); err != nil {
		t.Fatal(err)
	}
	if exists(m.pack) {
		t.Error("a pack is left")
	}
	if text := out.String(); strings.Count(text, "\n") != 1 || !strings.Contains(text, "the synthetic set is used") {
		t.Errorf("it says %q", text)
	}
}

func TestABrokenSourceThatIsNamedIsAnError(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "not.tar.gz")
	os.WriteFile(file, []byte("no archive"), 0o644)
	for _, test := range []struct{ named, want string }{
		{filepath.Join(dir, "absent"), "does not exist"},
		{dir, "data_batch_1.bin"},
		{file, "not a gzip file"},
	} {
		m, _ := testMaker(t)
		m.named = test.named
		if err := m.make(); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v, want one with %q", test.named, err, test.want)
		}
		if exists(m.pack) {
			t.Errorf("%s: a pack is left", test.named)
		}
	}
}

func TestAPackIsMadeOnceAndAgainWhenItIsNotWhole(t *testing.T) {
	m, out := testMaker(t)
	m.named = filepath.Join(t.TempDir(), "source")
	smallPack(t, m.named, 1)
	makes := func(when, want string) {
		t.Helper()
		out.Reset()
		if err := m.make(); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(out.String(), want) {
			t.Errorf("%s it says %q, want %q", when, out, want)
		}
	}
	makes("at first", "packed into")
	makes("then", "is complete")
	os.Remove(filepath.Join(m.pack, "train-00.png"))
	makes("without a sprite", "packed into")
	os.Truncate(filepath.Join(m.pack, "test-00.png"), 10)
	makes("with a short sprite", "packed into")
	os.WriteFile(filepath.Join(m.pack, "pack.json"), []byte("{"), 0o644)
	makes("with half a pack.json", "packed into")
	smallPack(t, m.named, 2)
	makes("for another source", "packed into")
	makes("in the end", "is complete")
}

func TestTheFolderBesideTheRepositoryIsPickedUp(t *testing.T) {
	m, out := testMaker(t)
	smallPack(t, m.beside, 1)
	if err := m.make(); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "packed into") {
		t.Errorf("it says %q", out)
	}
}

func TestTheArchiveIsDownloadedOnceAndPacked(t *testing.T) {
	if testing.Short() {
		t.Skip("unpacks and packs 60,000 pictures")
	}
	content := blackArchive(t)
	m, out := testMaker(t)
	server := httptest.NewServer(whole(content))
	defer server.Close()
	m.official.url = server.URL
	m.official.most = int64(len(content))
	m.official.md5 = md5Text(content)
	if err := m.make(); err != nil {
		t.Fatal(err)
	}
	if text := out.String(); !strings.Contains(text, "60000 pictures") || !strings.Contains(text, "not hold the official") {
		t.Errorf("it says %q", text)
	}
	server.Close()
	out.Reset()
	if err := m.make(); err != nil {
		t.Fatal(err)
	}
	if text := out.String(); !strings.Contains(text, "is complete") {
		t.Errorf("the second time it says %q", text)
	}
}

// blackArchive is an archive of the official form, all pictures black.
func blackArchive(t *testing.T) []byte {
	const record = 1 + data.PictureBytes
	bin := make([]byte, 10000*record)
	for r := range 10000 {
		bin[r*record] = uint8(r % data.Classes)
	}
	var archive bytes.Buffer
	zipped, err := gzip.NewWriterLevel(&archive, gzip.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	files := tar.NewWriter(zipped)
	for _, name := range []string{"data_batch_1", "data_batch_2", "data_batch_3", "data_batch_4", "data_batch_5", "test_batch"} {
		header := tar.Header{Name: "cifar-10-batches-bin/" + name + ".bin", Mode: 0o644, Size: int64(len(bin))}
		if err := files.WriteHeader(&header); err != nil {
			t.Fatal(err)
		}
		if _, err := files.Write(bin); err != nil {
			t.Fatal(err)
		}
	}
	if err := files.Close(); err != nil {
		t.Fatal(err)
	}
	if err := zipped.Close(); err != nil {
		t.Fatal(err)
	}
	return archive.Bytes()
}
