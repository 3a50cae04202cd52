package data

import (
	"slices"
	"testing"
)

// syntheticRuns are the digests of the first run of each split of
// Synthetic(1). They must be the same everywhere, and may change only with
// syntheticVersion.
var syntheticRuns = [2]string{
	"a19b9f08559629782d5b7a58915d77f853335bef4f04b9ec386c01f1ad7e92a2",
	"ddb2e68eafdb2e582a7c8dfa14610c5a4a52f6cd0c913db357d3ac437d8097de",
}

func TestSyntheticDrawsTheSameBytesEverywhere(t *testing.T) {
	set := Synthetic(1)
	for split, p := range []Pictures{set.Train, set.Test} {
		digests, err := runDigests(prefix{p, Run})
		if err != nil {
			t.Fatal(err)
		}
		if digests[0] != syntheticRuns[split] {
			t.Errorf("split %d: digest %s, want %s", split, digests[0], syntheticRuns[split])
		}
	}
}

func TestSyntheticIsFullSizeAndNamesItsClasses(t *testing.T) {
	set := Synthetic(1)
	if set.Kind != KindSynthetic || set.Train.Len() != TrainPictures || set.Test.Len() != TestPictures {
		t.Errorf("%s with %d and %d pictures", set.Kind, set.Train.Len(), set.Test.Len())
	}
	names := slices.Clone(set.ClassNames)
	slices.Sort(names)
	if len(slices.Compact(names)) != Classes {
		t.Errorf("class names %v", set.ClassNames)
	}
}

func TestSyntheticPicturesDifferBySeedSplitAndNumber(t *testing.T) {
	seen := make(map[string]bool)
	for seed := range uint64(3) {
		set := Synthetic(seed)
		for _, p := range []Pictures{set.Train, set.Test} {
			for k := range 200 {
				seen[string(read(t, p, k))] = true
			}
		}
		if Synthetic(seed+1).Digest == set.Digest {
			t.Errorf("seeds %d and %d have the same digest", seed, seed+1)
		}
	}
	if want := 3 * 2 * 200; len(seen) != want {
		t.Errorf("%d different pictures of %d", len(seen), want)
	}
}

func TestASyntheticPictureDoesNotDependOnWhatWasReadBefore(t *testing.T) {
	forwards, backwards := Synthetic(1).Train, Synthetic(1).Train
	for k := range 20 {
		read(t, forwards, k)
		read(t, backwards, 19-k)
	}
	for k := range 20 {
		if !slices.Equal(read(t, forwards, k), read(t, backwards, k)) {
			t.Errorf("picture %d differs", k)
		}
	}
}

// The mean colour of a picture should help to tell its class, but little.
func TestTheMeanColourGivesLittleAway(t *testing.T) {
	set := Synthetic(1)
	const trained, tested = 3000, 2000
	var centre [Classes][Channels]int
	for k := range trained {
		mean := meanColour(read(t, set.Train, k)[1:])
		for c := range mean {
			centre[k%Classes][c] += mean[c]
		}
	}
	right := 0
	for k := range tested {
		mean := meanColour(read(t, set.Test, k)[1:])
		best, nearest := 0, -1
		for class := range centre {
			far := 0
			for c := range mean {
				d := mean[c] - centre[class][c]/(trained/Classes)
				far += d * d
			}
			if nearest < 0 || far < nearest {
				best, nearest = class, far
			}
		}
		if best == k%Classes {
			right++
		}
	}
	t.Logf("the nearest mean colour is right for %d of %d pictures", right, tested)
	if right < tested*12/100 || right > tested*30/100 {
		t.Errorf("the nearest mean colour is right for %d of %d pictures", right, tested)
	}
}

// meanColour is the sum over a picture's pixels.
func meanColour(rgb []byte) (sum [Channels]int) {
	for i, b := range rgb {
		sum[i%Channels] += int(b)
	}
	return sum
}

func BenchmarkDraw(b *testing.B) {
	rgb := make([]byte, PictureBytes)
	for k := 0; b.Loop(); k++ {
		draw(rgb, k%Classes, newDice(1, uint64(k)))
	}
}
