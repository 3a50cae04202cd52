package inspect

import (
	"bytes"
	"image"
	"image/png"
	"testing"
)

func TestMosaicShowsEachPictureInItsPlace(t *testing.T) {
	m := mosaic{count: 3, height: 2, width: 1, colours: 1, columns: 2, scale: 3, gap: 2}
	file := m.file([]byte{10, 20, 30, 40, 50, 255})
	out, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	width, height := m.size()
	if out.Bounds() != image.Rect(0, 0, width, height) || width != 8 || height != 14 {
		t.Fatalf("it is %v, and should be %d × %d", out.Bounds(), width, height)
	}
	for _, c := range []struct{ x, y, grey int }{{0, 0, 10}, {2, 2, 10}, {0, 3, 20}, {5, 0, 30}, {7, 5, 40}, {0, 8, 50}, {2, 13, 254}} {
		r, _, _, a := out.At(c.x, c.y).RGBA()
		if d := int(r>>8) - c.grey; a != 0xffff || d < -2 || d > 2 {
			t.Errorf("at %d, %d it is %d (opacity %d), want %d", c.x, c.y, r>>8, a, c.grey)
		}
	}
	for _, gap := range [][2]int{{3, 0}, {0, 6}, {5, 8}} {
		if _, _, _, a := out.At(gap[0], gap[1]).RGBA(); a != 0 {
			t.Errorf("one cannot see through the gap at %v", gap)
		}
	}
	coloured, err := png.Decode(bytes.NewReader(single(1, 2).file([]byte{1, 2, 3, 4, 5, 6})))
	if err != nil {
		t.Fatal(err)
	}
	if r, g, b, _ := coloured.At(1, 0).RGBA(); r>>8 != 4 || g>>8 != 5 || b>>8 != 6 {
		t.Errorf("the second pixel is %d, %d, %d", r>>8, g>>8, b>>8)
	}
	if (mosaic{count: 2, height: 2, width: 2, colours: 1, columns: 1, scale: 1}).file(make([]byte, 7)) != nil {
		t.Error("a picture of too few bytes has been drawn")
	}
}
