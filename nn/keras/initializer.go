package keras

import "slices"

// initializers are Keras's, by their name and the class that the JSON spells.
var initializers = []struct{ name, class string }{
	{"zeros", "Zeros"}, {"ones", "Ones"}, {"glorot_uniform", "GlorotUniform"}, {"glorot_normal", "GlorotNormal"}, {"he_uniform", "HeUniform"},
	{"he_normal", "HeNormal"}, {"lecun_uniform", "LecunUniform"}, {"lecun_normal", "LecunNormal"}, {"random_uniform", "RandomUniform"},
	{"random_normal", "RandomNormal"}, {"truncated_normal", "TruncatedNormal"},
}

// initializerNames are all of them, with Keras's default for kernels or biases first.
func initializerNames(first string) []string {
	names := []string{first}
	for _, in := range initializers {
		if in.name != first {
			names = append(names, in.name)
		}
	}
	slices.Sort(names[1:])
	return names
}

// initializerConfig is Keras 3's way of writing an initializer given by its name.
func initializerConfig(name string) Serialized {
	config := map[string]any{}
	switch name {
	case "zeros", "ones":
	case "random_uniform":
		config = map[string]any{"seed": nil, "minval": -0.05, "maxval": 0.05}
	case "random_normal", "truncated_normal":
		config = map[string]any{"seed": nil, "mean": 0.0, "stddev": 0.05}
	default:
		config["seed"] = nil
	}
	i := slices.IndexFunc(initializers, func(in struct{ name, class string }) bool { return in.name == name })
	return Serialize("keras.initializers", initializers[i].class, config)
}
