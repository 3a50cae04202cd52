package data

import (
	"slices"
	"testing"
)

// drawn is a picture of which each byte follows from its place.
func drawn(width, height int) []byte {
	rgb := make([]byte, width*height*Channels)
	for i := range rgb {
		rgb[i] = byte(i*i/7 + i*31)
	}
	return rgb
}

func TestShrinkKeepsAPictureOfTheRightSize(t *testing.T) {
	rgb := drawn(Width, Height)
	if got, err := Shrink(rgb, Width, Height); err != nil || !slices.Equal(got, rgb) {
		t.Errorf("it has changed, %v", err)
	}
}

func TestShrinkTakesTheMiddleSquare(t *testing.T) {
	for _, size := range [][2]int{{50, Height}, {Width, 41}} {
		rgb := drawn(size[0], size[1])
		got, err := Shrink(rgb, size[0], size[1])
		if err != nil {
			t.Fatal(err)
		}
		left, top := (size[0]-Width)/2, (size[1]-Height)/2
		for y := range Height {
			want := rgb[((top+y)*size[0]+left)*Channels:][:Width*Channels]
			if !slices.Equal(got[y*Width*Channels:][:Width*Channels], want) {
				t.Fatalf("%v: row %d is another", size, y)
			}
		}
	}
}

// TestShrinkIsTheMeanOfTheArea compares with the plain sum over pixels that are cut into 32 × 32.
func TestShrinkIsTheMeanOfTheArea(t *testing.T) {
	for _, side := range []int{1, 5, 31, 33, 64, 100} {
		rgb := drawn(side, side)
		got, err := Shrink(rgb, side, side)
		if err != nil {
			t.Fatal(err)
		}
		for i, g := range got {
			y, x, c := i/Channels/Width, i/Channels%Width, i%Channels
			sum := 0
			for v := y * side; v < (y+1)*side; v++ {
				for u := x * side; u < (x+1)*side; u++ {
					sum += int(rgb[(v/Height*side+u/Width)*Channels+c])
				}
			}
			if want := (2*sum + side*side) / (2 * side * side); int(g) != want {
				t.Fatalf("side %d: value %d is %d, the mean of its area is %d", side, i, g, want)
			}
		}
	}
}

func TestShrinkRefusesWhatIsNoPicture(t *testing.T) {
	for _, c := range []struct{ bytes, width, height int }{{0, 0, 0}, {3, 1, 2}, {3, -1, -1}, {3 * 8193, 8193, 1}} {
		if got, err := Shrink(make([]byte, c.bytes), c.width, c.height); err == nil {
			t.Errorf("%+v: %d bytes", c, len(got))
		}
	}
}

func TestScaleIsWhatANetworkIsFilledWith(t *testing.T) {
	set := Synthetic(1)
	want, rgb := make([]float32, PictureBytes), make([]byte, PictureBytes)
	if err := Fill(set.Test, []int32{5}, want, make([]uint8, 1)); err != nil {
		t.Fatal(err)
	}
	if _, err := set.Test.Read(5, rgb); err != nil {
		t.Fatal(err)
	}
	if got := Scale(rgb); !slices.Equal(got, want) {
		t.Error("the values are others")
	}
}
