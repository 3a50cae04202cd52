package nn

import "muestra/nn/tensor"

// Filters are what the first layer with weights looks for, as pictures: rgb [count, height, width, 3] of at most so many filters of a convolution of
// coloured pictures, or units of a dense layer right after them. Each is as bright as can be, and its zero is the grey 128. ok is false where the
// model's first weights are of another kind.
func (n *Twin) Filters(most int) (rgb []byte, count, height, width int, ok bool) {
	in := n.spec.Input
	if len(in) != 3 || in[2] != 3 {
		return nil, 0, 0, 0, false
	}
	for _, u := range n.units {
		var kernel *tensor.Weight
		switch u := u.(type) {
		case *conv2D:
			kernel, height, width = u.kernel, u.geometry.KH, u.geometry.KW
		case *dense:
			kernel, height, width = u.kernel, in[0], in[1]
		case identity, *dropout:
			continue
		default:
			return nil, 0, 0, 0, false
		}
		if len(kernel.Data)%(height*width*in[2]) != 0 {
			return nil, 0, 0, 0, false
		}
		filters := len(kernel.Data) / (height * width * in[2])
		count = min(most, filters)
		for f := range count {
			rgb = appendFilter(rgb, kernel.Data, f, filters)
		}
		return rgb, count, height, width, true
	}
	return nil, 0, 0, 0, false
}

// appendFilter adds every filters-th weight from number f on, as bytes around 128.
func appendFilter(rgb []byte, weights []float32, f, filters int) []byte {
	var largest float32
	for i := f; i < len(weights); i += filters {
		largest = max(largest, weights[i], -weights[i])
	}
	for i := f; i < len(weights); i += filters {
		v := byte(128)
		if largest > 0 {
			v = byte(128.5 + float32(weights[i]/largest*127))
		}
		rgb = append(rgb, v)
	}
	return rgb
}
