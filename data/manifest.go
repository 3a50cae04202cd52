package data

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
)

// packFile describes a pack; the sprites lie beside it.
const packFile = "pack.json"

// The pack format, and its limits. They keep a hostile pack.json from asking
// for more than a pack can need: a sprite is 3 MB of pixels, and a PNG of
// noise is a little larger than that.
const (
	packFormat     = "muestra-pack"
	packVersion    = 1
	maxPackFile    = 1 << 20 // bytes
	maxPackSplit   = 200_000 // pictures
	maxSpriteBytes = 4 << 20
	maxNameBytes   = 64 // of a class or a file
)

// manifest is pack.json. The pictures of a split are those of its sprites, one
// after the other, in canonical order.
type manifest struct {
	Format     string           `json:"format"`
	Version    int              `json:"version"`
	Kind       string           `json:"kind"`
	Source     string           `json:"source"`
	ClassNames []string         `json:"class_names"`
	Tile       [2]int           `json:"tile"`    // height, width
	Columns    int              `json:"columns"` // tiles in a row of a sprite
	Digest     string           `json:"digest"`  // Set.Digest
	Train      []manifestSprite `json:"train"`
	Test       []manifestSprite `json:"test"`
}

// manifestSprite is one sprite: Run pictures, fewer in the last of a split.
type manifestSprite struct {
	File   string `json:"file"`
	Bytes  int64  `json:"bytes"`  // of the file
	SHA256 string `json:"sha256"` // of the run, see the package comment; not of the file
	Labels string `json:"labels"` // one digit a picture
}

// source says where the pictures of a set come from, for whoever finds a pack.
func source(kind string) string {
	switch kind {
	case KindCIFAR10:
		return "CIFAR-10, Alex Krizhevsky, Vinod Nair and Geoffrey Hinton, https://www.cs.toronto.edu/~kriz/cifar.html"
	case KindSynthetic:
		return "drawn by Muestra"
	}
	return "own pictures"
}

// readManifest reads and checks a pack.json. What it returns can be trusted to
// be consistent and of sane size, wherever it came from.
func readManifest(r io.Reader) (*manifest, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxPackFile+1))
	if err != nil {
		return nil, err
	}
	if len(text) > maxPackFile {
		return nil, fmt.Errorf("it is larger than %d bytes", maxPackFile)
	}
	var m manifest
	if err := json.Unmarshal(text, &m); err != nil {
		return nil, err
	}
	return &m, m.check()
}

func (m *manifest) check() error {
	if m.Format != packFormat || m.Version != packVersion {
		return fmt.Errorf("its format is %.40q version %d, want %q version %d", m.Format, m.Version, packFormat, packVersion)
	}
	if !slices.Contains([]string{KindCIFAR10, KindSynthetic, KindOwn}, m.Kind) {
		return fmt.Errorf("kind %.40q is not %q, %q or %q", m.Kind, KindCIFAR10, KindSynthetic, KindOwn)
	}
	if m.Tile != [2]int{Height, Width} || m.Columns != spriteColumns {
		return fmt.Errorf("its sprites have tiles of %d × %d in %d columns, want %d × %d in %d",
			m.Tile[0], m.Tile[1], m.Columns, Height, Width, spriteColumns)
	}
	if err := checkClassNames(m.ClassNames); err != nil {
		return err
	}
	files := make(map[string]bool)
	train, err := checkSprites("train", m.Train, len(m.ClassNames), files)
	if err != nil {
		return err
	}
	test, err := checkSprites("test", m.Test, len(m.ClassNames), files)
	if err != nil {
		return err
	}
	if want := setDigest(m.ClassNames, train, test); m.Digest != want {
		return fmt.Errorf("its digest is %.64q, but its sprites and class names give %q", m.Digest, want)
	}
	return nil
}

func checkClassNames(names []string) error {
	if len(names) < 1 || len(names) > Classes {
		return fmt.Errorf("it names %d classes, want 1 to %d", len(names), Classes)
	}
	for _, name := range names {
		if name == "" || len(name) > maxNameBytes || strings.ContainsAny(name, "\n\r") {
			return fmt.Errorf("class name %.80q: want 1 to %d bytes on one line", name, maxNameBytes)
		}
	}
	return nil
}

// isSpriteName says what a sprite may be called: nothing that leads out of the
// folder or means something in an address.
func isSpriteName(name string) bool {
	stem, ok := strings.CutSuffix(name, ".png")
	return ok && stem != "" && len(stem) <= maxNameBytes &&
		strings.Trim(stem, "abcdefghijklmnopqrstuvwxyz0123456789_-") == "" && stem[0] != '-'
}

// checkSprites checks one split and gives the digests of its runs.
func checkSprites(split string, sprites []manifestSprite, classes int, files map[string]bool) ([]string, error) {
	if len(sprites) > runs(maxPackSplit) {
		return nil, fmt.Errorf("%s has %d sprites, a pack has at most %d", split, len(sprites), runs(maxPackSplit))
	}
	digests := make([]string, len(sprites))
	for i, s := range sprites {
		if err := s.check(i*Run, i == len(sprites)-1, classes); err != nil {
			return nil, fmt.Errorf("%s sprite %d: %w", split, i, err)
		}
		if files[s.File] {
			return nil, fmt.Errorf("%s sprite %d: file %q is named twice", split, i, s.File)
		}
		files[s.File] = true
		digests[i] = s.SHA256
	}
	return digests, nil
}

// check checks the sprite whose first picture is number first of its split.
func (s *manifestSprite) check(first int, last bool, classes int) error {
	if !isSpriteName(s.File) {
		return fmt.Errorf("file name %.80q: want small letters, digits, - and _, and .png at the end", s.File)
	}
	if s.Bytes < 1 || s.Bytes > maxSpriteBytes {
		return fmt.Errorf("it has %d bytes, want 1 to %d", s.Bytes, maxSpriteBytes)
	}
	if sum, err := hex.DecodeString(s.SHA256); err != nil || len(sum) != 32 || strings.ToLower(s.SHA256) != s.SHA256 {
		return fmt.Errorf("sha256 %.80q is not 64 small hexadecimal digits", s.SHA256)
	}
	if n := len(s.Labels); n == 0 || n > Run || n < Run && !last {
		return fmt.Errorf("it has %d labels, want %d, or fewer in the last sprite only", n, Run)
	}
	for i := range len(s.Labels) {
		c := s.Labels[i]
		if c < '0' || int(c-'0') >= classes {
			return fmt.Errorf("picture %d: label %q is not below %d", first+i, c, classes)
		}
		if want := (first + i) % classes; int(c-'0') != want {
			return fmt.Errorf("picture %d: label %d, want %d: a pack is in canonical order", first+i, c-'0', want)
		}
	}
	return nil
}
