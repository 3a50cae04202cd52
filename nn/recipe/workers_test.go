package recipe

import "testing"

func TestHowManyWorkersThereAre(t *testing.T) {
	for _, test := range []struct {
		name, link string
		m          Machine
		want       int
	}{
		{"all of four cores", "sample=1", Machine{Cores: 4}, 4},
		{"one less of six", "sample=1", Machine{Cores: 6}, 5},
		{"eight at most", "sample=1", Machine{Cores: 64}, 8},
		{"two on a phone", "sample=1", Machine{Cores: 8, Phone: true}, 2},
		{"as many as asked for", "sample=1&workers=7", Machine{Cores: 2, Phone: true, Memory: 1}, 7},
		{"as many as there is memory for", "sample=12", Machine{Cores: 9, Memory: 1 << 30}, 2},
		{"one at least", "sample=12", Machine{Cores: 4, Memory: 1}, 1},
		{"one of a machine that does not say its cores", "sample=1", Machine{}, 1},
	} {
		pairs, err := Split(test.link)
		if err != nil {
			t.Fatal(err)
		}
		e, _, err := Build(pairs)
		if err != nil {
			t.Fatal(err)
		}
		if got := e.WorkersFor(test.m); got != test.want {
			t.Errorf("%s: %d workers, want %d", test.name, got, test.want)
		}
	}
}
