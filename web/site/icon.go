package main

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strings"
)

// The icon is a picture of 5 × 5 pixels, as small as those the networks learn from: an M with one pixel lit.
var iconPixels = [5]string{
	"#...#",
	"##.##",
	"#.o.#",
	"#...#",
	"#...#",
}

var iconColors = map[rune]color.NRGBA{
	'#': {0xff, 0xff, 0xff, 0xff},
	'.': {0x3d, 0x5f, 0xd8, 0xff},
	'o': {0xff, 0xa6, 0x4d, 0xff},
}

var iconGround = color.NRGBA{0x25, 0x47, 0xc4, 0xff}

// iconUnits is the icon's side in units: a margin of 2 around five pixels of 4, of which a quarter is gap.
const iconUnits = 2 + 5*4 + 1 // the last pixel's gap counts as margin

// writeIcons draws icon.svg and the two PNG sizes that browsers ask of an installable page.
func writeIcons(dir string) error {
	if err := os.WriteFile(filepath.Join(dir, "icon.svg"), []byte(iconSVG()), 0o644); err != nil {
		return fmt.Errorf("site: %w", err)
	}
	for _, side := range []int{192, 512} {
		var b bytes.Buffer
		if err := png.Encode(&b, iconPNG(side)); err != nil {
			return fmt.Errorf("site: %w", err)
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("icon-%d.png", side)), b.Bytes(), 0o644); err != nil {
			return fmt.Errorf("site: %w", err)
		}
	}
	return nil
}

func iconSVG() string {
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d"><rect width="%d" height="%d" rx="5" fill="%s"/>`,
		iconUnits, iconUnits, iconUnits, iconUnits, hexColor(iconGround))
	for y, row := range iconPixels {
		for x, c := range row {
			fmt.Fprintf(&b, `<rect x="%d" y="%d" width="3" height="3" rx=".6" fill="%s"/>`, 2+4*x, 2+4*y, hexColor(iconColors[c]))
		}
	}
	b.WriteString("</svg>\n")
	return b.String()
}

// iconPNG fills the whole square: phones cut their own corners.
func iconPNG(side int) image.Image {
	img := image.NewNRGBA(image.Rect(0, 0, side, side))
	for y := range side {
		for x := range side {
			img.SetNRGBA(x, y, iconAt(x*iconUnits*8/side, y*iconUnits*8/side))
		}
	}
	return img
}

// iconAt is the icon's colour at (x, y) in eighths of a unit.
func iconAt(x, y int) color.NRGBA {
	x, y = x-16, y-16
	if x < 0 || y < 0 || x/32 > 4 || y/32 > 4 || x%32 >= 24 || y%32 >= 24 {
		return iconGround
	}
	return iconColors[rune(iconPixels[y/32][x/32])]
}

func hexColor(c color.NRGBA) string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }
