package data

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
)

// A sprite shows Run pictures as tiles, 40 in each row, from left to right and
// from top to bottom. The last row of a short sprite is filled up with black.
const (
	spriteColumns = 40
	spriteWidth   = spriteColumns * Width
)

func spriteHeight(pictures int) int {
	return (pictures + spriteColumns - 1) / spriteColumns * Height
}

// spriteEncoder is quick: a higher level takes one and a half to three times
// as long for a file that is 0.5 to 2 % smaller (BenchmarkSpriteLevels).
var spriteEncoder = png.Encoder{CompressionLevel: png.BestSpeed}

// encodeSprite writes pictures, [n, height, width, channels], as a PNG.
func encodeSprite(w io.Writer, pictures []byte) error {
	n := len(pictures) / PictureBytes
	sprite := image.NewRGBA(image.Rect(0, 0, spriteWidth, spriteHeight(n)))
	for i := 3; i < len(sprite.Pix); i += 4 {
		sprite.Pix[i] = 255
	}
	eachTileRow(sprite, n, func(row []byte, at int) {
		for x, rgb := 0, pictures[at:][:Width*Channels]; x < Width; x++ {
			copy(row[4*x:][:3], rgb[3*x:][:3])
		}
	})
	return spriteEncoder.Encode(w, sprite)
}

// eachTileRow calls do for each row of 32 pixels of each of the first n tiles:
// row is its 128 bytes in the sprite, at its place in [n, height, width,
// channels].
func eachTileRow(sprite *image.RGBA, n int, do func(row []byte, at int)) {
	for t := range n {
		x0, y0 := t%spriteColumns*Width, t/spriteColumns*Height
		for y := range Height {
			offset := (y0+y)*sprite.Stride + 4*x0
			do(sprite.Pix[offset:][:4*Width], t*PictureBytes+y*Width*Channels)
		}
	}
}

// pngHead is the length of a PNG's signature and first chunk, its header.
const pngHead = 8 + 8 + 13 + 4

// decodeSprite reads a PNG of size bytes that shows n pictures, and returns
// them as [n, height, width, channels]. The header is checked before anything
// is allocated for the picture it promises.
func decodeSprite(r io.Reader, size int64, n int) ([]byte, error) {
	file := &io.LimitedReader{R: r, N: size + 1}
	decoded, err := decodePNG(file, spriteWidth, spriteHeight(n))
	if _, failed := io.Copy(io.Discard, file); failed == nil && file.N != 1 {
		err = wrongSize(size+1-file.N, size)
	}
	if err != nil {
		return nil, err
	}
	sprite, ok := decoded.(*image.RGBA)
	if !ok {
		return nil, errors.New("its pixels are not opaque")
	}
	pictures := make([]byte, n*PictureBytes)
	eachTileRow(sprite, n, func(row []byte, at int) {
		for x, rgb := 0, pictures[at:][:Width*Channels]; x < Width; x++ {
			copy(rgb[3*x:][:3], row[4*x:][:3])
		}
	})
	return pictures, nil
}

// wrongSize speaks of a file that is not as long as pack.json says.
func wrongSize(came, want int64) error {
	if came > want {
		return fmt.Errorf("it is longer than the %d bytes that %s gives", want, packFile)
	}
	return fmt.Errorf("it ends after %d of %d bytes", came, want)
}

// decodePNG reads an opaque PNG of a size that is known.
func decodePNG(r io.Reader, width, height int) (image.Image, error) {
	head := make([]byte, pngHead)
	if _, err := io.ReadFull(r, head); err != nil {
		return nil, err
	}
	config, err := png.DecodeConfig(bytes.NewReader(head))
	if err != nil {
		return nil, err
	}
	if config.Width != width || config.Height != height {
		return nil, fmt.Errorf("it is %d × %d pixels, want %d × %d", config.Width, config.Height, width, height)
	}
	if config.ColorModel != color.RGBAModel {
		return nil, errors.New("its pixels are not plain red, green and blue of 8 bits")
	}
	return png.Decode(io.MultiReader(bytes.NewReader(head), r))
}
