package keras

import (
	"slices"
	"strings"
)

// Repeated is equal layers in a row.
type Repeated struct {
	Times int
	Layer string // as Keras code would call it, with the arguments that tell it from others
}

// Unshared compares networks: it returns, for each, its layers beyond those that all of them have in the same order. A nil network has none and is
// compared with nothing.
func Unshared(networks []*Sequential) [][]Repeated {
	values := argumentsOf(networks)
	called := make([][]string, len(networks))
	var all [][]string
	for i, n := range networks {
		if n == nil {
			continue
		}
		for _, l := range n.Layers {
			called[i] = append(called[i], call(l, values))
		}
		all = append(all, called[i])
	}
	common := inAll(all)
	unshared := make([][]Repeated, len(networks))
	for i, layers := range called {
		unshared[i] = beyond(layers, common)
	}
	return unshared
}

// argumentsOf counts the different values that an argument has in layers of a class, by class and argument.
func argumentsOf(networks []*Sequential) map[[2]string]int {
	seen, count := map[[3]string]bool{}, map[[2]string]int{}
	for _, n := range networks {
		if n == nil {
			continue
		}
		for _, l := range n.Layers {
			for _, a := range Arguments(l.ClassName()) {
				if v := [3]string{l.ClassName(), a.Name, a.Get(l)}; !seen[v] {
					seen[v] = true
					count[[2]string{v[0], v[1]}]++
				}
			}
		}
	}
	return count
}

// call is a layer as Keras code would call it, but without the arguments that are the same in all layers of its class that are compared; the
// first that it cannot do without is always there.
func call(l Layer, values map[[2]string]int) string {
	var arguments []string
	for i, a := range Arguments(l.ClassName()) {
		first := i == 0 && a.Required
		if !first && values[[2]string{l.ClassName(), a.Name}] < 2 {
			continue
		}
		value := a.Get(l)
		if !first {
			value = a.Name + "=" + value
		}
		arguments = append(arguments, value)
	}
	if len(arguments) == 0 {
		return l.ClassName()
	}
	return l.ClassName() + "(" + strings.Join(arguments, ", ") + ")"
}

// inAll is a longest list of layers that all networks have in the same order; with more than two networks, one that is nearly so.
func inAll(networks [][]string) []string {
	if len(networks) == 0 {
		return nil
	}
	common := networks[0]
	for _, n := range networks[1:] {
		common = inBoth(common, n)
	}
	return common
}

// inBoth is the longest common subsequence.
func inBoth(a, b []string) []string {
	longest := make([][]int, len(a)+1) // of a[i:] and b[j:]
	for i := range longest {
		longest[i] = make([]int, len(b)+1)
	}
	for i, x := range slices.Backward(a) {
		for j, y := range slices.Backward(b) {
			if longest[i][j] = max(longest[i+1][j], longest[i][j+1]); x == y {
				longest[i][j] = longest[i+1][j+1] + 1
			}
		}
	}
	var both []string
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			both = append(both, a[i])
			i, j = i+1, j+1
		case longest[i+1][j] >= longest[i][j+1]:
			i++
		default:
			j++
		}
	}
	return both
}

// beyond are the layers of a network that are not among those that all have.
func beyond(layers, common []string) []Repeated {
	var rest []Repeated
	for _, l := range layers {
		switch n := len(rest); {
		case len(common) > 0 && common[0] == l:
			common = common[1:]
		case n > 0 && rest[n-1].Layer == l:
			rest[n-1].Times++
		default:
			rest = append(rest, Repeated{1, l})
		}
	}
	return rest
}
