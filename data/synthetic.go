package data

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"sync"
)

// syntheticNames are the drawn classes by label: six shapes, four textures.
var syntheticNames = []string{"disc", "ring", "square", "triangle", "cross", "crescent", "stripes", "checks", "dots", "waves"}

// syntheticVersion changes when the same seed would draw other pictures.
const syntheticVersion = 1

// Synthetic is a set of 50,000 and 10,000 drawn pictures: ten classes of
// coloured shapes and textures with place, size, angle, colours, light and
// noise all varying. It is drawn with whole numbers only, so that every machine
// draws the same bytes. A small convolutional network learns most of it; the
// mean colour gives little away. Pictures are drawn when first read and kept.
//
// Its Digest stands for the seed: drawing everything to hash it takes too long.
func Synthetic(seed uint64) *Set {
	sum := sha256.Sum256(fmt.Appendf(nil, "muestra synthetic pictures %d, seed %d\n", syntheticVersion, seed))
	return &Set{
		Kind:       KindSynthetic,
		ClassNames: slices.Clone(syntheticNames),
		Train:      newDrawnPictures(seed, trainSplit, TrainPictures),
		Test:       newDrawnPictures(seed, testSplit, TestPictures),
		Digest:     hex.EncodeToString(sum[:]),
	}
}

// The splits, as random streams know them.
const (
	trainSplit = iota
	testSplit
)

// drawnPictures is one split of the synthetic set.
type drawnPictures struct {
	seed  uint64
	split int
	n     int

	mu    sync.Mutex
	kept  [][]byte // by run: the pictures, once one of them was read
	drawn []bool   // by picture
}

func newDrawnPictures(seed uint64, split, n int) *drawnPictures {
	return &drawnPictures{seed: seed, split: split, n: n, kept: make([][]byte, runs(n)), drawn: make([]bool, n)}
}

func (p *drawnPictures) Len() int { return p.n }

func (p *drawnPictures) Read(k int, rgb []byte) (uint8, error) {
	if err := checkRead(k, p.n, rgb); err != nil {
		return 0, err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.kept[k/Run] == nil {
		p.kept[k/Run] = make([]byte, Run*PictureBytes)
	}
	kept := p.kept[k/Run][k%Run*PictureBytes:][:PictureBytes]
	class := k % Classes
	if !p.drawn[k] {
		draw(kept, class, newDice(p.seed, uint64(p.split)<<32|uint64(k)))
		p.drawn[k] = true
	}
	copy(rgb, kept)
	return uint8(class), nil
}
