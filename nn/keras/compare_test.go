package keras

import (
	"strconv"
	"strings"
	"testing"
)

func TestCommonLayersAreTheLongestListInTheSameOrder(t *testing.T) {
	tests := []struct {
		networks string
		common   string
		beyond   string
	}{
		{"C P D/C P D", "C P D", "/"},
		{"C P D/C C P d D", "C P D", "/C,d"},
		{"C P D/D P C", "D", "C,P/P,C"},
		{"C C C P/P", "P", "3C/"},
		{"C P D/C P d D/C D d", "C D", "P/P,d/d"},
		{"C/", "", "C/"},
	}
	for _, test := range tests {
		var all [][]string
		for n := range strings.SplitSeq(test.networks, "/") {
			all = append(all, strings.Fields(n))
		}
		common := inAll(all)
		if got := strings.Join(common, " "); got != test.common {
			t.Errorf("%s: common %q, want %q", test.networks, got, test.common)
		}
		var rest []string
		for _, n := range all {
			rest = append(rest, listed(beyond(n, common)))
		}
		if got := strings.Join(rest, "/"); got != test.beyond {
			t.Errorf("%s: beyond %q, want %q", test.networks, got, test.beyond)
		}
	}
	if got := inAll(nil); got != nil {
		t.Errorf("of no networks %q", got)
	}
}

// listed is layers with their number where it is not 1, separated by commas.
func listed(layers []Repeated) string {
	var all []string
	for _, l := range layers {
		times := ""
		if l.Times != 1 {
			times = strconv.Itoa(l.Times)
		}
		all = append(all, times+l.Layer)
	}
	return strings.Join(all, ",")
}

func TestUnsharedLayersSayWhatTellsThemFromOthers(t *testing.T) {
	network := func(layers ...Layer) *Sequential { return &Sequential{Input: Shape{8, 8, 3}, Layers: layers} }
	small, large := Conv2D{Filters: 4, KernelSize: [2]int{3, 3}}, Conv2D{Filters: 4, KernelSize: [2]int{5, 5}}
	got := Unshared([]*Sequential{
		network(small, small, Flatten{}, Dropout{Rate: 0.25}, Dense{Units: 10}),
		nil,
		network(large, Flatten{}, Dropout{Rate: 0.5}, Dense{Units: 10}),
		network(Flatten{}, Dense{Units: 10}),
	})
	want := []string{"2Conv2D(4, kernel_size=3),Dropout(0.25)", "", "Conv2D(4, kernel_size=5),Dropout(0.5)", ""}
	for i, layers := range got {
		if listed(layers) != want[i] {
			t.Errorf("network %d: %s, want %s", i, listed(layers), want[i])
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d answers", len(got))
	}
}
