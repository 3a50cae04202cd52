package data

import "fmt"

// The pools of a set of CIFAR-10's size, as the report splits them: the last
// fifth of the training pictures is for validation.
const (
	TrainPictures = 50000
	TestPictures  = 10000
	TrainPool     = 40000                     // canonical 0 … 39,999
	ValPool       = TrainPictures - TrainPool // canonical 40,000 … 49,999
)

// TrainIndices is the first train pictures of Set.Train, 1 … 50,000.
func TrainIndices(train int) ([]int32, error) {
	if err := checkCount("train", train, 1, TrainPictures); err != nil {
		return nil, err
	}
	return run(0, train), nil
}

// ValIndices is the last val pictures of the validation pool of Set.Train,
// 0 … 10,000, in canonical order.
func ValIndices(val int) ([]int32, error) {
	if err := checkCount("val", val, 0, ValPool); err != nil {
		return nil, err
	}
	return run(TrainPictures-val, TrainPictures), nil
}

// TestIndices is the first test pictures of Set.Test, 0 … 10,000.
func TestIndices(test int) ([]int32, error) {
	if err := checkCount("test", test, 0, TestPictures); err != nil {
		return nil, err
	}
	return run(0, test), nil
}

func checkCount(key string, n, lo, hi int) error {
	if n < lo || n > hi {
		return fmt.Errorf("data: %s=%d is not in %d to %d", key, n, lo, hi)
	}
	return nil
}

// run is from, from+1, … to-1.
func run(from, to int) []int32 {
	index := make([]int32, 0, to-from)
	for k := from; k < to; k++ {
		index = append(index, int32(k))
	}
	return index
}
