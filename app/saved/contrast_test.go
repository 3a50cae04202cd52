package saved

import (
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
		{"C C C P/P", "P", "3 × C/"},
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
			rest = append(rest, strings.ReplaceAll(beyond(n, common), "\n", ","))
		}
		if got := strings.Join(rest, "/"); got != test.beyond {
			t.Errorf("%s: beyond %q, want %q", test.networks, got, test.beyond)
		}
	}
	if got := inAll(nil); got != nil {
		t.Errorf("of no networks %q", got)
	}
}
