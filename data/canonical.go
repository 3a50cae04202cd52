package data

import "fmt"

// canonicalOrder gives for each k the position, in file order, of the ⌊k/c⌋-th
// picture of class k mod c. It wants every class equally often.
func canonicalOrder(labels []uint8, classes int) ([]int32, error) {
	if len(labels)%classes != 0 {
		return nil, fmt.Errorf("%d pictures cannot be shared out equally over %d classes", len(labels), classes)
	}
	each := len(labels) / classes
	seen := make([]int, classes)
	order := make([]int32, len(labels))
	for position, label := range labels {
		if n := seen[label]; n < each {
			order[n*classes+int(label)] = int32(position)
		}
		seen[label]++
	}
	for class, n := range seen {
		if n != each {
			return nil, fmt.Errorf("class %d has %d pictures, want %d", class, n, each)
		}
	}
	return order, nil
}
