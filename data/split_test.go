package data

import "testing"

func TestSplits(t *testing.T) {
	for _, test := range []struct {
		name        string
		of          func(int) ([]int32, error)
		n           int
		first, last int32 // of a split that is not empty
		err         bool
	}{
		{"train", TrainIndices, 1, 0, 0, false},
		{"train", TrainIndices, 5000, 0, 4999, false},
		{"train runs on into the validation pool", TrainIndices, 45000, 0, 44999, false},
		{"train", TrainIndices, 50000, 0, 49999, false},
		{"train", TrainIndices, 0, 0, 0, true},
		{"train", TrainIndices, 50001, 0, 0, true},
		{"train", TrainIndices, -1, 0, 0, true},
		{"val", ValIndices, 0, 0, 0, false},
		{"val", ValIndices, 1, 49999, 49999, false},
		{"val", ValIndices, 1000, 49000, 49999, false},
		{"val", ValIndices, 10000, 40000, 49999, false},
		{"val", ValIndices, 10001, 0, 0, true},
		{"val", ValIndices, -1, 0, 0, true},
		{"test", TestIndices, 0, 0, 0, false},
		{"test", TestIndices, 10000, 0, 9999, false},
		{"test", TestIndices, 10001, 0, 0, true},
	} {
		index, err := test.of(test.n)
		if test.err {
			if err == nil {
				t.Errorf("%s of %d: no error", test.name, test.n)
			}
			continue
		}
		if err != nil || len(index) != test.n {
			t.Errorf("%s of %d: %d pictures, %v", test.name, test.n, len(index), err)
			continue
		}
		if test.n == 0 {
			continue
		}
		if index[0] != test.first || index[test.n-1] != test.last {
			t.Errorf("%s of %d: %d … %d, want %d … %d", test.name, test.n, index[0], index[test.n-1], test.first, test.last)
		}
	}
}
