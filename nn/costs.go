package nn

import "muestra/nn/keras"

// Cost is what one layer costs.
type Cost struct {
	MACs  int // multiply-adds of one picture's forward pass; the backward pass has about twice as many
	Bytes int // that training remembers of one picture: the output, where it is not written over the input, masks and the like
}

// Costs returns what each layer of a model costs. On an error there are only those of the layers before the one at fault.
func Costs(spec *keras.Sequential) ([]Cost, error) {
	rows, err := spec.Rows()
	costs, in := make([]Cost, 0, len(rows)), spec.Input
	for i, r := range rows {
		b := &builder{content: shallow, layer: i, name: r.Name}
		u, err := b.build(spec.Layers[i], in, r.Shape)
		if err != nil {
			return costs, err
		}
		c := Cost{MACs: u.multiplyAdds(), Bytes: 4 * u.kept()}
		if i == 0 || !u.inPlace() {
			c.Bytes += 4 * r.Shape.Size()
		}
		costs, in = append(costs, c), r.Shape
	}
	return costs, err
}
