package data

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"image/png"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
)

// testPack is a pack in memory: 1,250 training pictures in two sprites, 250
// test pictures in one.
func testPack(t testing.TB) map[string][]byte {
	t.Helper()
	if keptPack == nil {
		keptPack = writeTestPack(t)
	}
	return maps.Clone(keptPack)
}

// keptPack is what testPack wrote; tests do not change its files in place.
var keptPack map[string][]byte

func writeTestPack(t testing.TB) map[string][]byte {
	t.Helper()
	dir := t.TempDir()
	writeFolder(t, filepath.Join(dir, "bin"), madeUp())
	if err := WritePack(filepath.Join(dir, "pack"), openTest(t, filepath.Join(dir, "bin"))); err != nil {
		t.Fatal(err)
	}
	return readFolder(t, filepath.Join(dir, "pack"))
}

func readFolder(t testing.TB, dir string) map[string][]byte {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	files := make(map[string][]byte)
	for _, entry := range entries {
		content, err := os.ReadFile(filepath.Join(dir, entry.Name()))
		if err != nil {
			t.Fatal(err)
		}
		files[entry.Name()] = content
	}
	return files
}

func opener(files map[string][]byte) packOpener {
	return func(name string) (io.ReadCloser, error) {
		content, ok := files[name]
		if !ok {
			return nil, fmt.Errorf("%s: %w", name, fs.ErrNotExist)
		}
		return io.NopCloser(bytes.NewReader(content)), nil
	}
}

// openQuick opens a pack that does not pause between tries.
func openQuick(t *testing.T, open packOpener) *Set {
	t.Helper()
	set, err := OpenPack(open)
	if err != nil {
		t.Fatal(err)
	}
	set.Train.(*packPictures).sprites[0].source.pause = func(int) {} // one source for all
	return set
}

func TestAPackHoldsSpritesOf1000AndAPackJSON(t *testing.T) {
	files := testPack(t)
	names := slices.Sorted(maps.Keys(files))
	if want := []string{"pack.json", "test-00.png", "train-00.png", "train-01.png"}; !slices.Equal(names, want) {
		t.Fatalf("files %v, want %v", names, want)
	}
	for name, want := range map[string]image.Point{"train-00.png": {1280, 800}, "train-01.png": {1280, 224}} {
		config, err := png.DecodeConfig(bytes.NewReader(files[name]))
		if err != nil || config.Width != want.X || config.Height != want.Y {
			t.Errorf("%s: %d × %d, %v; want %v", name, config.Width, config.Height, err, want)
		}
	}
}

func TestATileOfASpriteIsItsPicture(t *testing.T) {
	files := testPack(t)
	sprite, err := png.Decode(bytes.NewReader(files["train-00.png"]))
	if err != nil {
		t.Fatal(err)
	}
	set := openQuick(t, opener(files))
	for _, k := range []int{0, 39, 40, 999} {
		picture := read(t, set.Train, k)[1:]
		for y := range Height {
			for x := range Width {
				r, g, b, _ := sprite.At(k%40*Width+x, k/40*Height+y).RGBA()
				if got := [3]byte{byte(r), byte(g), byte(b)}; got != [3]byte(picture[3*(y*Width+x):][:3]) {
					t.Fatalf("picture %d, row %d, column %d: %v in the sprite", k, y, x, got)
				}
			}
		}
	}
}

func TestTheSamePicturesMakeTheSamePackToTheByte(t *testing.T) {
	first, again := testPack(t), writeTestPack(t)
	for name := range first {
		if !bytes.Equal(first[name], again[name]) {
			t.Errorf("%s differs", name)
		}
	}
}

func TestWritePackReplacesAPackAndNothingElse(t *testing.T) {
	set := Synthetic(1)
	small := &Set{Kind: set.Kind, ClassNames: set.ClassNames, Train: prefix{set.Train, 20}, Test: prefix{set.Test, 10}}
	dir := t.TempDir()
	pack := filepath.Join(dir, "pack")
	for _, what := range []string{"a new folder", "a pack"} {
		if err := WritePack(pack, small); err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 1 {
		t.Errorf("beside the pack there is something left: %v", entries)
	}
	home := filepath.Join(dir, "home")
	writeFolder(t, home, map[string][]byte{"letter.txt": nil})
	wantWords(t, WritePack(home, small), "write pack", "not a pack")
	if !exists(filepath.Join(home, "letter.txt")) {
		t.Error("a file that was there is gone")
	}
}

func TestWritePackLeavesTheOldPackWhenItFails(t *testing.T) {
	files := testPack(t)
	delete(files, "train-01.png")
	set := openQuick(t, opener(files))
	pack := filepath.Join(t.TempDir(), "pack")
	good := openQuick(t, opener(testPack(t)))
	if err := WritePack(pack, good); err != nil {
		t.Fatal(err)
	}
	wantWords(t, WritePack(pack, set), "train-01.png")
	if digest, err := PackDigest(pack); digest != good.Digest {
		t.Errorf("the old pack has digest %q, %v; want %q", digest, err, good.Digest)
	}
	if entries, _ := os.ReadDir(filepath.Dir(pack)); len(entries) != 1 {
		t.Errorf("beside the pack there is something left: %v", entries)
	}
}

// prefix is the first n pictures.
type prefix struct {
	Pictures
	n int
}

func (p prefix) Len() int { return p.n }

func TestPackDigestWantsEverySpriteWithItsSize(t *testing.T) {
	files := testPack(t)
	dir := t.TempDir()
	writeFolder(t, dir, files)
	digest, err := PackDigest(dir)
	if want := openQuick(t, opener(files)).Digest; err != nil || digest != want {
		t.Errorf("digest %q, %v; want %q", digest, err, want)
	}
	os.Truncate(filepath.Join(dir, "test-00.png"), 10)
	_, err = PackDigest(dir)
	wantWords(t, err, "test-00.png has 10 bytes")
	os.Remove(filepath.Join(dir, "test-00.png"))
	_, err = PackDigest(dir)
	wantWords(t, err, "test-00.png")
}

func TestHostilePackJSONIsRefusedInWords(t *testing.T) {
	good := testPack(t)[packFile]
	tests := []struct {
		name  string
		spoil func(m *manifest)
		want  string
	}{
		{"another format", func(m *manifest) { m.Format = "zip" }, `format is "zip"`},
		{"a later version", func(m *manifest) { m.Version = 2 }, "version 2"},
		{"an unknown kind", func(m *manifest) { m.Kind = "imagenet" }, `kind "imagenet"`},
		{"other tiles", func(m *manifest) { m.Tile[0] = 1 << 30 }, "tiles of 1073741824 × 32"},
		{"other columns", func(m *manifest) { m.Columns = 0 }, "in 0 columns"},
		{"no classes", func(m *manifest) { m.ClassNames = nil }, "names 0 classes"},
		{"too many classes", func(m *manifest) { m.ClassNames = make([]string, 11) }, "names 11 classes"},
		{"a class name of two lines", func(m *manifest) { m.ClassNames[3] = "a\nb" }, `class name "a\nb"`},
		{"an endless class name", func(m *manifest) { m.ClassNames[3] = strings.Repeat("a", 1000) }, "want 1 to 64 bytes"},
		{"a label beyond the classes", func(m *manifest) { m.ClassNames = m.ClassNames[:5] }, "label '5' is not below 5"},
		{"a label that is no digit", func(m *manifest) { m.Train[1].Labels = "0123x" }, "train sprite 1: picture 1004: label 'x'"},
		{"labels in another order", func(m *manifest) { m.Train[1].Labels = "10" }, "canonical order"},
		{"no labels", func(m *manifest) { m.Train[1].Labels = "" }, "0 labels"},
		{"too many labels", func(m *manifest) { m.Train[1].Labels = strings.Repeat("0123456789", 101) }, "1010 labels"},
		{"a short sprite in the middle", func(m *manifest) { m.Train[0].Labels = "0123456789" }, "train sprite 0: it has 10 labels"},
		{"absurdly many sprites", func(m *manifest) { m.Test = make([]manifestSprite, 201) }, "test has 201 sprites"},
		{"an absurd size", func(m *manifest) { m.Test[0].Bytes = 1 << 40 }, "1099511627776 bytes"},
		{"a negative size", func(m *manifest) { m.Test[0].Bytes = -1 }, "-1 bytes"},
		{"a path", func(m *manifest) { m.Test[0].File = "../../etc/passwd.png" }, "file name"},
		{"an address", func(m *manifest) { m.Test[0].File = "https://example.org/a.png" }, "file name"},
		{"a query", func(m *manifest) { m.Test[0].File = "a?b.png" }, "file name"},
		{"a hidden file", func(m *manifest) { m.Test[0].File = ".png" }, "file name"},
		{"another file type", func(m *manifest) { m.Test[0].File = "pack.json" }, "file name"},
		{"a file twice", func(m *manifest) { m.Test[0].File = m.Train[0].File }, "named twice"},
		{"no sprite digest", func(m *manifest) { m.Test[0].SHA256 = "" }, "64 small hexadecimal digits"},
		{"another sprite digest", func(m *manifest) { m.Test[0].SHA256 = m.Train[0].SHA256 }, "its digest is"},
		{"another digest", func(m *manifest) { m.Digest = "x" }, `its digest is "x"`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var m manifest
			if err := json.Unmarshal(good, &m); err != nil {
				t.Fatal(err)
			}
			test.spoil(&m)
			text, err := json.Marshal(m)
			if err != nil {
				t.Fatal(err)
			}
			_, err = OpenPack(opener(map[string][]byte{packFile: text}))
			wantWords(t, err, "read pack.json", "make data", test.want)
		})
	}
	for name, text := range map[string][]byte{
		"not JSON":    []byte("<!doctype html>"),
		"half of it":  good[:len(good)/2],
		"endless":     append(bytes.Repeat([]byte(" "), maxPackFile), good...),
		"a wrong key": bytes.Replace(good, []byte(`"train": [`), []byte(`"train": {}, "trains": [`), 1),
	} {
		_, err := OpenPack(opener(map[string][]byte{packFile: text}))
		t.Run(name, func(t *testing.T) { wantWords(t, err, "read pack.json") })
	}
	_, err := OpenPack(opener(nil))
	wantWords(t, err, "open pack.json")
}

func TestWrongSpritesAreRefusedInWords(t *testing.T) {
	files := testPack(t)
	tests := []struct {
		name   string
		sprite []byte
		want   string
	}{
		{"empty", nil, "ends after 0 of"},
		{"cut short", files["train-00.png"][:5000], "ends after 5000 of"},
		{"longer", append(bytes.Clone(files["train-00.png"]), 0), "it is longer than the"},
		{"a picture that is a web page", []byte(strings.Repeat("<html>", 100)), "not a PNG"},
		{"the picture of another sprite", files["train-01.png"], "it is 1280 × 224 pixels, want 1280 × 800"},
		{"another picture of that size", solid(t, image.NewRGBA(image.Rect(0, 0, 1280, 800)), 255), "digest"},
		{"a picture with holes", solid(t, image.NewNRGBA(image.Rect(0, 0, 1280, 800)), 9), "not plain red, green and blue"},
		{"a grey picture", solid(t, image.NewGray(image.Rect(0, 0, 1280, 800)), 9), "not plain red, green and blue"},
		{"a huge picture", hugePNG(files["train-00.png"]), "pixels, want 1280 × 800"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			spoilt := maps.Clone(files)
			spoilt["train-00.png"] = test.sprite
			if strings.Contains(test.name, "picture") { // its size must be right for the other checks to count
				spoilt[packFile] = withSize(t, files[packFile], len(test.sprite))
			}
			set := openQuick(t, opener(spoilt))
			_, err := set.Train.Read(0, make([]byte, PictureBytes))
			wantWords(t, err, "read sprite train-00.png", "tried 3 times", "make data", test.want)
			read(t, set.Train, 1000) // the others can still be read
		})
	}
}

// solid is a PNG all of whose bytes are b once unpacked.
func solid(t *testing.T, picture image.Image, b byte) []byte {
	var pix []byte
	switch p := picture.(type) {
	case *image.RGBA:
		pix = p.Pix
	case *image.NRGBA:
		pix = p.Pix
	case *image.Gray:
		pix = p.Pix
	}
	for i := range pix {
		pix[i] = b
	}
	var file bytes.Buffer
	if err := png.Encode(&file, picture); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

// hugePNG is a PNG whose header promises 2 billion pixels.
func hugePNG(sprite []byte) []byte {
	var file bytes.Buffer
	small := bytes.Clone(sprite)
	file.Write(small[:16])
	header := append([]byte("IHDR"), 0, 0, 0x80, 0, 0, 1, 0, 0, 8, 2, 0, 0, 0)
	file.Write(header[4:])
	sum := crc32.ChecksumIEEE(header)
	file.Write([]byte{byte(sum >> 24), byte(sum >> 16), byte(sum >> 8), byte(sum)})
	file.Write(small[pngHead:])
	return file.Bytes()
}

func withSize(t *testing.T, packJSON []byte, size int) []byte {
	var m manifest
	if err := json.Unmarshal(packJSON, &m); err != nil {
		t.Fatal(err)
	}
	m.Train[0].Bytes = int64(size)
	text, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// failing opens files, but the first so many times each of them fails.
type failing struct {
	files map[string][]byte
	fails int
	how   func(content []byte) (io.ReadCloser, error)

	mu    sync.Mutex
	opens map[string]int
}

func (f *failing) open(name string) (io.ReadCloser, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.opens == nil {
		f.opens = make(map[string]int)
	}
	f.opens[name]++
	if name != packFile && f.opens[name] <= f.fails {
		return f.how(f.files[name])
	}
	return opener(f.files)(name)
}

func TestASpriteThatFailsIsTriedThreeTimes(t *testing.T) {
	files := testPack(t)
	errGone := errors.New("connection reset")
	ways := map[string]func([]byte) (io.ReadCloser, error){
		"cannot be opened": func([]byte) (io.ReadCloser, error) { return nil, errGone },
		"breaks off": func(content []byte) (io.ReadCloser, error) {
			half := bytes.NewReader(content[:len(content)/2])
			return io.NopCloser(io.MultiReader(half, iotest.ErrReader(errGone))), nil
		},
	}
	for name, how := range ways {
		t.Run(name, func(t *testing.T) {
			twice := &failing{files: files, fails: 2, how: how}
			read(t, openQuick(t, twice.open).Train, 0)

			thrice := &failing{files: files, fails: 3, how: how}
			set := openQuick(t, thrice.open)
			_, err := set.Train.Read(0, make([]byte, PictureBytes))
			wantWords(t, err, "read sprite train-00.png", "tried 3 times", "connection reset")
			if !errors.Is(err, errGone) {
				t.Error("the cause is not wrapped")
			}
			read(t, set.Train, 0) // the connection is back
			if n := thrice.opens["train-00.png"]; n != 4 {
				t.Errorf("the sprite was opened %d times, want 4", n)
			}
		})
	}
}

func TestASpriteIsFetchedOnceHoweverManyReadIt(t *testing.T) {
	source := &failing{files: testPack(t)}
	set := openQuick(t, source.open)
	var wait sync.WaitGroup
	for k := range 50 {
		wait.Go(func() {
			if _, err := set.Train.Read(k, make([]byte, PictureBytes)); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if n := source.opens["train-00.png"]; n != 1 {
		t.Errorf("the sprite was opened %d times, want 1", n)
	}
	if n := source.opens["train-01.png"]; n != 0 {
		t.Errorf("a sprite that nobody reads was opened %d times", n)
	}
}

func TestASpriteMayComeInSmallPieces(t *testing.T) {
	files := testPack(t)
	set := openQuick(t, func(name string) (io.ReadCloser, error) {
		file, err := opener(files)(name)
		if err != nil {
			return nil, err
		}
		return io.NopCloser(iotest.OneByteReader(file)), nil
	})
	read(t, set.Test, 0)
}

func FuzzPackJSON(f *testing.F) {
	f.Add(testPack(f)[packFile])
	f.Add([]byte(`{"format":"muestra-pack","version":1,"kind":"own","tile":[32,32],"columns":40,"class_names":["a"]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		m, err := readManifest(bytes.NewReader(text))
		if err != nil {
			return
		}
		set, err := OpenPack(opener(map[string][]byte{packFile: text}))
		if err != nil {
			t.Fatalf("readManifest takes it, OpenPack does not: %v", err)
		}
		for split, p := range map[int]Pictures{len(m.Train): set.Train, len(m.Test): set.Test} {
			if runs(p.Len()) != split {
				t.Errorf("%d sprites hold %d pictures", split, p.Len())
			}
		}
	})
}

func FuzzSprite(f *testing.F) {
	sprite := testPack(f)["test-00.png"]
	f.Add(sprite)
	f.Fuzz(func(t *testing.T, content []byte) {
		pictures, err := decodeSprite(bytes.NewReader(content), int64(len(content)), testPerFile)
		if err == nil && len(pictures) != testPerFile*PictureBytes {
			t.Errorf("%d bytes of pictures", len(pictures))
		}
	})
}

func BenchmarkDecodeSprite(b *testing.B) {
	dir := filepath.Join("..", ".cache", "pack")
	file, err := os.ReadFile(filepath.Join(dir, "train-00.png"))
	if err != nil {
		b.Skip("there is no pack of CIFAR-10 in .cache: make data")
	}
	for b.Loop() {
		if _, err := decodeSprite(bytes.NewReader(file), int64(len(file)), Run); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkSpriteLevels is what spriteEncoder's level was chosen by.
func BenchmarkSpriteLevels(b *testing.B) {
	pack, err := Open(filepath.Join("..", ".cache", "pack"))
	if err != nil {
		b.Skip("there is no pack of CIFAR-10 in .cache: make data")
	}
	pictures := make([]byte, 0, Run*PictureBytes)
	for k := range Run {
		pictures = append(pictures, read(b, pack.Train, k)[1:]...)
	}
	for _, level := range []png.CompressionLevel{png.BestSpeed, png.DefaultCompression, png.BestCompression} {
		b.Run(fmt.Sprintf("level=%d", level), func(b *testing.B) {
			was := spriteEncoder.CompressionLevel
			spriteEncoder.CompressionLevel = level
			defer func() { spriteEncoder.CompressionLevel = was }()
			var file bytes.Buffer
			for b.Loop() {
				file.Reset()
				if err := encodeSprite(&file, pictures); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(file.Len()), "file-bytes")
		})
	}
}
