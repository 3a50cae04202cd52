package data

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// still is the variation that changes nothing.
var still = Variation{ZoomY: 1, ZoomX: 1}

// noise is a picture of random bytes, where no two pixels are alike.
func noise(seed uint64) []byte {
	rng := rand.NewPCG(seed, 0)
	rgb := make([]byte, PictureBytes)
	for i := range rgb {
		rgb[i] = byte(rng.Uint64())
	}
	return rgb
}

func vary(rgb []byte, v Variation) []float32 {
	x := make([]float32, PictureBytes)
	new(Augmenter).Vary(x, rgb, v)
	return x
}

// matrix is a homogeneous 3×3 matrix as Keras builds them, rows first.
type matrix [3][3]float64

func (a matrix) dot(b matrix) (c matrix) {
	for i := range 3 {
		for j := range 3 {
			for k := range 3 {
				c[i][j] += a[i][k] * b[k][j]
			}
		}
	}
	return c
}

// reference is the affine transform and the flip once more: Keras's matrices
// multiplied out, and each value looked up with weights in float64.
func reference(rgb []byte, v Variation) []float64 {
	theta := v.Rotation * math.Pi / 180
	rotation := matrix{{math.Cos(theta), -math.Sin(theta), 0}, {math.Sin(theta), math.Cos(theta), 0}, {0, 0, 1}}
	shift := matrix{{1, 0, v.ShiftY}, {0, 1, v.ShiftX}, {0, 0, 1}}
	zoom := matrix{{v.ZoomY, 0, 0}, {0, v.ZoomX, 0}, {0, 0, 1}}
	offset := matrix{{1, 0, 15.5}, {0, 1, 15.5}, {0, 0, 1}}
	reset := matrix{{1, 0, -15.5}, {0, 1, -15.5}, {0, 0, 1}}
	m := offset.dot(rotation.dot(shift).dot(zoom)).dot(reset)
	out := make([]float64, PictureBytes)
	for y := range Height {
		for x := range Width {
			atY := m[0][0]*float64(y) + m[0][1]*float64(x) + m[0][2]
			atX := m[1][0]*float64(y) + m[1][1]*float64(x) + m[1][2]
			to := x
			if v.Flip {
				to = Width - 1 - x
			}
			for c := range Channels {
				out[(y*Width+to)*Channels+c] = bilinear(rgb, atY, atX, c) / 255
			}
		}
	}
	return out
}

// bilinear sums all pixels of the picture, each weighted by how near it is.
func bilinear(rgb []byte, y, x float64, channel int) (sum float64) {
	y, x = math.Max(0, math.Min(y, Height-1)), math.Max(0, math.Min(x, Width-1))
	for row := range Height {
		for column := range Width {
			weight := math.Max(0, 1-math.Abs(y-float64(row))) * math.Max(0, 1-math.Abs(x-float64(column)))
			sum += weight * float64(rgb[(row*Width+column)*Channels+channel])
		}
	}
	return sum
}

func TestVaryIsAnAffineTransformWithTheNearestPixelOutside(t *testing.T) {
	a := everything
	a.Brightness, a.Cutout = 0, 0
	shift := Augmentation{HorizontalFlip: true, WidthShift: 0.2, HeightShift: 0.2}
	rng := rand.NewPCG(7, 8)
	for name, variations := range map[string][]Variation{
		"drawn flips and shifts": {shift.Draw(rng), shift.Draw(rng), shift.Draw(rng), shift.Draw(rng), shift.Draw(rng)},
		"drawn transforms":       {a.Draw(rng), a.Draw(rng), a.Draw(rng), a.Draw(rng), a.Draw(rng)},
		"one thing": {
			{ZoomY: 1, ZoomX: 1, ShiftY: 3.25}, {ZoomY: 1, ZoomX: 1, ShiftX: -3.25}, {ZoomY: 1, ZoomX: 1, Rotation: 30},
			{ZoomY: 1.3, ZoomX: 1}, {ZoomY: 1, ZoomX: 0.6}, {ZoomY: 1, ZoomX: 1, Flip: true},
		},
		"far out": {
			{ZoomY: 1, ZoomX: 1, ShiftY: 31.9, ShiftX: -31.9}, {ZoomY: 1, ZoomX: 1, ShiftY: -31.9, ShiftX: 31.9, Flip: true},
			{ZoomY: 1, ZoomX: 1, ShiftY: -1e6, ShiftX: 1e6}, {ZoomY: 5, ZoomX: 7, ShiftY: -40, Rotation: 178},
		},
	} {
		t.Run(name, func(t *testing.T) {
			for k, v := range variations {
				rgb := noise(uint64(k))
				want := reference(rgb, v)
				for i, got := range vary(rgb, v) {
					if math.Abs(float64(got)-want[i]) > 1e-6 {
						t.Fatalf("%+v: value %d is %v, want %v", v, i, got, want[i])
					}
				}
			}
		})
	}
}

func TestBothWaysToShiftAgree(t *testing.T) {
	a := Augmentation{HorizontalFlip: true, WidthShift: 0.9, HeightShift: 0.9}
	rng := rand.NewPCG(9, 10)
	x, y := make([]float32, PictureBytes), make([]float32, PictureBytes)
	var g Augmenter
	for k := range 50 {
		rgb, v := noise(uint64(k)), a.Draw(rng)
		g.shift(x, rgb, &scaled, v)
		g.transform(y, rgb, &scaled, v)
		for i := range x {
			if math.Abs(float64(x[i])-float64(y[i])) > 1e-6 {
				t.Fatalf("%+v: value %d is %v and %v", v, i, x[i], y[i])
			}
		}
	}
}

func TestWithoutAVariationPicturesStayTheSameBits(t *testing.T) {
	rgb := noise(1)
	want := make([]float32, PictureBytes)
	for i, b := range rgb {
		want[i] = float32(b) / 255
	}
	for name, v := range map[string]Variation{
		"nothing":              still,
		"a brightness of 1":    {ZoomY: 1, ZoomX: 1, Relit: true, Brightness: 1},
		"a turn by 360":        {ZoomY: 1, ZoomX: 1, Rotation: 360},
		"a zoom next to none":  {ZoomY: 1 + 1e-12, ZoomX: 1},
		"a shift next to none": {ZoomY: 1, ZoomX: 1, ShiftX: 1e-30, ShiftY: 1e-30},
	} {
		got := vary(rgb, v)
		for i := range got {
			if same := math.Float32bits(got[i]) == math.Float32bits(want[i]); !same && math.Abs(float64(got[i]-want[i])) > 1e-7 {
				t.Fatalf("%s: value %d is %v, want %v", name, i, got[i], want[i])
			}
		}
		if (v == still || v.Relit || v.Rotation != 0) && !slices.Equal(got, want) {
			t.Errorf("%s changes bits", name)
		}
	}
}

// moved is the picture shifted by whole pixels and flipped, exactly.
func moved(rgb []byte, down, right int, flip bool) []float32 {
	x := make([]float32, PictureBytes)
	for y := range Height {
		for column := range Width {
			from := column
			if flip {
				from = Width - 1 - column
			}
			row, pixel := min(max(y+down, 0), Height-1), min(max(from+right, 0), Width-1)
			for c := range Channels {
				x[(y*Width+column)*Channels+c] = float32(rgb[(row*Width+pixel)*Channels+c]) / 255
			}
		}
	}
	return x
}

func TestWholePixelsAreExact(t *testing.T) {
	rgb := noise(2)
	for _, test := range []struct{ down, right int }{
		{0, 0}, {1, 0}, {0, 1}, {-1, 0}, {0, -1}, {6, -6}, {-6, 6}, {31, 31}, {-31, -31}, {32, -32}, {-32, 32},
	} {
		for _, flip := range []bool{false, true} {
			v := Variation{ZoomY: 1, ZoomX: 1, ShiftY: float64(test.down), ShiftX: float64(test.right), Flip: flip}
			if !slices.Equal(vary(rgb, v), moved(rgb, test.down, test.right, flip)) {
				t.Errorf("shift down %d, right %d, flip %v: values differ", test.down, test.right, flip)
			}
		}
	}
}

func TestFlippingTwiceGivesThePictureBack(t *testing.T) {
	rgb := noise(3)
	once := vary(rgb, Variation{ZoomY: 1, ZoomX: 1, Flip: true})
	if slices.Equal(once, vary(rgb, still)) {
		t.Fatal("flipping changes nothing")
	}
	flipped := make([]byte, PictureBytes)
	for i, v := range once {
		flipped[i] = byte(math.Round(float64(v) * 255))
	}
	if !slices.Equal(vary(flipped, Variation{ZoomY: 1, ZoomX: 1, Flip: true}), vary(rgb, still)) {
		t.Error("flipping twice changes the picture")
	}
}

// TestTheFlipComesAfterTheTransform compares each variation with the flipped
// result of the same one without a flip.
func TestTheFlipComesAfterTheTransform(t *testing.T) {
	rng := rand.NewPCG(11, 12)
	a := Augmentation{WidthShift: 0.2, HeightShift: 0.2}
	for k := range 20 {
		rgb, v := noise(uint64(k)), a.Draw(rng)
		plain := vary(rgb, v)
		v.Flip = true
		flipped := vary(rgb, v)
		for i := range plain {
			y, x, c := i/rowValues, i/Channels%Width, i%Channels
			if flipped[(y*Width+Width-1-x)*Channels+c] != plain[i] {
				t.Fatalf("%+v: value %d differs", v, i)
			}
		}
		a.Rotation, a.Zoom = 15, 0.1
	}
}

func TestAQuarterTurnIsExactAboutTheMiddle(t *testing.T) {
	rgb := noise(4)
	got := vary(rgb, Variation{ZoomY: 1, ZoomX: 1, Rotation: 90})
	for y := range Height {
		for x := range Width {
			for c := range Channels {
				want := float32(rgb[((Width-1-x)*Width+y)*Channels+c]) / 255
				if got[(y*Width+x)*Channels+c] != want {
					t.Fatalf("pixel %d, %d does not come from %d, %d", y, x, Width-1-x, y)
				}
			}
		}
	}
}

func TestBrightnessMultipliesBytesAsPILDoes(t *testing.T) {
	rgb := make([]byte, PictureBytes)
	for i := range rgb {
		rgb[i] = byte(i)
	}
	for _, test := range []struct {
		factor float64
		levels map[int]int // worked out by hand
	}{
		{0, map[int]int{0: 0, 255: 0}},
		{0.5, map[int]int{1: 0, 2: 1, 3: 1, 254: 127, 255: 127}},
		{0.8, map[int]int{10: 8, 11: 8, 100: 80, 255: 204}},
		{1, map[int]int{0: 0, 1: 1, 128: 128, 255: 255}},
		{1.2, map[int]int{4: 4, 6: 7, 212: 254, 213: 255, 214: 255, 255: 255}},
		{2, map[int]int{1: 2, 127: 254, 128: 255, 255: 255}},
	} {
		x := vary(rgb, Variation{ZoomY: 1, ZoomX: 1, Relit: true, Brightness: test.factor})
		for from, to := range test.levels {
			if want := float32(to) / 255; x[from] != want {
				t.Errorf("brightness %v: byte %d becomes %v, want %v", test.factor, from, x[from]*255, to)
			}
		}
		for i := 1; i < 256; i++ {
			if x[i] < x[i-1] {
				t.Errorf("brightness %v: byte %d becomes darker than %d", test.factor, i, i-1)
			}
		}
	}
}

// TestBrightnessDropsTheFractionsOfAShift: Keras hands the shifted picture to
// PIL as bytes.
func TestBrightnessDropsTheFractionsOfAShift(t *testing.T) {
	rgb := noise(5)
	v := Variation{ZoomY: 1, ZoomX: 1, ShiftY: 0.5, ShiftX: 0.25, Relit: true, Brightness: 0.75}
	blended := reference(rgb, v)
	for i, got := range vary(rgb, v) {
		value := blended[i] * 255
		if rest := value - math.Floor(value); rest < 1e-4 || rest > 1-1e-4 {
			continue // either side is right
		}
		if want := float32(math.Floor(0.75*math.Floor(value))) / 255; got != want {
			t.Fatalf("value %d is %v, want %v", i, got*255, want*255)
		}
	}
}

func TestCutoutIsABlackSquareAsFarAsItLiesInside(t *testing.T) {
	white := slices.Repeat([]byte{255}, PictureBytes)
	for _, test := range []struct {
		side, y, x               int
		top, bottom, left, right int // rows and columns that are black, the ends excluded
	}{
		{0, 16, 16, 0, 0, 0, 0},
		{1, 3, 4, 3, 4, 4, 5},
		{8, 16, 16, 12, 20, 12, 20},
		{8, 0, 31, 0, 4, 27, 32},
		{8, 31, 0, 27, 32, 0, 4},
		{2, 0, 0, 0, 1, 0, 1},
		{32, 16, 16, 0, 32, 0, 32},
	} {
		x := vary(white, Variation{ZoomY: 1, ZoomX: 1, Cutout: test.side, CutY: test.y, CutX: test.x})
		for i, v := range x {
			row, column := i/rowValues, i/Channels%Width
			black := row >= test.top && row < test.bottom && column >= test.left && column < test.right
			if black != (v == 0) {
				t.Fatalf("%+v: pixel %d, %d is %v", test, row, column, v)
			}
		}
	}
}

func TestEveryValueStaysBetweenBlackAndWhite(t *testing.T) {
	a := Augmentation{HorizontalFlip: true, WidthShift: 0.99, HeightShift: 0.99, Rotation: 180, Zoom: 0.99, Brightness: 1, Cutout: 5}
	rng := rand.NewPCG(13, 14)
	for k := range 200 {
		v := a.Draw(rng)
		for i, value := range vary(noise(uint64(k)), v) {
			if !(value >= 0 && value <= 1) {
				t.Fatalf("%+v: value %d is %v", v, i, value)
			}
		}
		a.Brightness = float64(k % 2)
	}
}

// TestAugmentedPicturesAreTheSameBitsEverywhere: natively, with any GOAMD64,
// and as WebAssembly.
func TestAugmentedPicturesAreTheSameBitsEverywhere(t *testing.T) {
	for _, test := range []struct {
		name, want string
		a          Augmentation
	}{
		{"flip and shift", "2e3d0fae238c6932513f84adb752113e69694f6ecad013f78b32eed0c9a851bf", Augmentation{HorizontalFlip: true, WidthShift: 0.2, HeightShift: 0.2}},
		{"rotation", "f22e1c2038ee83096ebcceef17dc3f53575e79f6ddfe513f3eb7b01249522889", Augmentation{Rotation: 15}},
		{"zoom", "6f116bf9e0707a9d5e7b3490ff4469920f220d8e5a0defeda44eb41bb91db12b", Augmentation{Zoom: 0.1}},
		{"brightness", "0ea37c216e36155de8e664d9a5264980162d0d06df8ac084c7963aa570f7f21f", Augmentation{Brightness: 0.2}},
		{"cutout", "299399fea3758488ede176bf3ecbe63ae227db89927a790212327ce2c0034b3b", Augmentation{Cutout: 8}},
		{"everything", "640156f12feeb300d70003a4c993b0c92a3abe96095e076f09c6bcbc97460b85", everything},
		{"everything, widely", "68c75a4a3df41ca59145c341fc31233452a754594a893d0f6c226fe395c55797", Augmentation{true, 0.9, 0.9, 180, 0.9, 1, 20}},
	} {
		const pictures = 32
		g := Augmenter{Augmentation: test.a}
		x, labels := make([]float32, pictures*PictureBytes), make([]uint8, pictures)
		if err := g.Fill(Synthetic(1).Train, run(0, pictures), x, labels, stream(1)); err != nil {
			t.Fatal(err)
		}
		h := sha256.New()
		if err := binary.Write(h, binary.LittleEndian, x); err != nil {
			t.Fatal(err)
		}
		if got := hex.EncodeToString(h.Sum(nil)); got != test.want {
			t.Errorf("%s: digest %s, want %s", test.name, got, test.want)
		}
	}
}

// stream gives each picture a stream of its own.
func stream(epoch uint64) func(*rand.PCG, int32) {
	return func(rng *rand.PCG, picture int32) { rng.Seed(epoch, uint64(picture)) }
}

func TestWhatBecomesOfAPictureDoesNotDependOnItsBatch(t *testing.T) {
	p := Synthetic(1).Train
	index := []int32{40, 3, 777, 12, 3}
	fill := func(g *Augmenter, index []int32, epoch uint64) []float32 {
		x, labels := make([]float32, len(index)*PictureBytes), make([]uint8, len(index))
		if err := g.Fill(p, index, x, labels, stream(epoch)); err != nil {
			t.Fatal(err)
		}
		for i, k := range index {
			if int32(labels[i]) != k%10 {
				t.Errorf("picture %d has label %d", k, labels[i])
			}
		}
		return x
	}
	g := &Augmenter{Augmentation: everything}
	whole := fill(g, index, 1)
	for i := len(index) - 1; i >= 0; i-- {
		alone := fill(g, index[i:i+1], 1)
		elsewhere := fill(&Augmenter{Augmentation: everything}, []int32{9, index[i]}, 1)[PictureBytes:]
		if batch := whole[i*PictureBytes : (i+1)*PictureBytes]; !slices.Equal(batch, alone) || !slices.Equal(batch, elsewhere) {
			t.Errorf("picture %d depends on its batch", index[i])
		}
	}
	if slices.Equal(whole, fill(g, index, 2)) {
		t.Error("two epochs draw the same")
	}
}

func TestFillWithoutAugmentationIsFill(t *testing.T) {
	p := Synthetic(1).Test
	index := []int32{5, 1, 8}
	a, b := make([]float32, 3*PictureBytes), make([]float32, 3*PictureBytes)
	labels := make([]uint8, 3)
	if err := Fill(p, index, a, labels); err != nil {
		t.Fatal(err)
	}
	if err := new(Augmenter).Fill(p, index, b, labels, nil); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(a, b) {
		t.Error("the pictures differ")
	}
}

func TestAugmenterRefusesWhatDoesNotFit(t *testing.T) {
	g := Augmenter{Augmentation: everything}
	p := Synthetic(1).Test
	if err := g.Fill(p, []int32{0, 1}, make([]float32, 2*PictureBytes-1), make([]uint8, 2), stream(1)); err == nil {
		t.Error("too few values: no error")
	}
	if err := g.Fill(p, []int32{10000}, make([]float32, PictureBytes), make([]uint8, 1), stream(1)); err == nil {
		t.Error("a picture that is not there: no error")
	}
}

func TestAugmentingAllocatesNothing(t *testing.T) {
	g := &Augmenter{Augmentation: everything}
	p := Synthetic(1).Train
	index := run(0, 8)
	x, labels, seed := make([]float32, 8*PictureBytes), make([]uint8, 8), stream(1)
	fill := func() {
		if err := g.Fill(p, index, x, labels, seed); err != nil {
			t.Fatal(err)
		}
	}
	fill() // draws the synthetic pictures
	if n := testing.AllocsPerRun(10, fill); n != 0 {
		t.Errorf("%v allocations a batch", n)
	}
}
