package data_test

import (
	"fmt"

	"muestra/data"
)

// A batch of the first pictures of the training pool.
func Example() {
	set := data.Synthetic(1)
	index, err := data.TrainIndices(5000)
	if err != nil {
		panic(err)
	}
	const batch = 12
	x := make([]float32, batch*data.PictureBytes)
	labels := make([]uint8, batch)
	if err := data.Fill(set.Train, index[:batch], x, labels); err != nil {
		panic(err)
	}
	for _, label := range labels {
		fmt.Print(set.ClassNames[label], " ")
	}
	fmt.Println(labels)
	// Output: disc ring square triangle cross crescent stripes checks dots waves disc ring [0 1 2 3 4 5 6 7 8 9 0 1]
}
