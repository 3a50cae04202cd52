package data

import "testing"

func TestOverlayGlowsWhereTheHeatIs(t *testing.T) {
	rgb := make([]byte, PictureBytes)
	for i := range rgb {
		rgb[i] = 200
	}
	over := Overlay(rgb, []float32{0, 0, 0, 1}, 2, 2)
	if len(over) != OverlaySide*OverlaySide*Channels {
		t.Fatalf("%d bytes", len(over))
	}
	at := func(row, column int) [3]byte { return [3]byte(over[(row*OverlaySide+column)*Channels:]) }
	if cold := at(10, 10); cold != [3]byte{90, 90, 90} {
		t.Errorf("without heat it is %v, not dark grey", cold)
	}
	hot := at(OverlaySide-10, OverlaySide-10)
	if hot[0] < 200 || hot[1] < 200 || hot[2] > 80 {
		t.Errorf("where it is hottest it is %v, not yellow", hot)
	}
	last := 0
	for d := range OverlaySide {
		red := int(at(d, d)[0])
		if red < last {
			t.Fatalf("on the way to the heat it cools, at %d", d)
		}
		last = red
	}
}

func TestOverlayShowsThePictureWhereThereIsNoHeat(t *testing.T) {
	rgb := drawn(Width, Height)
	over := Overlay(rgb, make([]float32, 64), 8, 8)
	for row := range OverlaySide {
		for column := range OverlaySide {
			p, q := rgb[(row/4*Width+column/4)*Channels:], over[(row*OverlaySide+column)*Channels:]
			if q[0] != q[1] || q[1] != q[2] || q[0] > max(p[0], p[1], p[2]) {
				t.Fatalf("pixel %d, %d is %v over %v", row, column, q[:3], p[:3])
			}
		}
	}
}
