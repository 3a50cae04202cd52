package metrics

import (
	"encoding/csv"
	"fmt"
	"math"
	"strings"
	"testing"
)

// example has five pictures of three classes.
var example = NewConfusion(3, []byte{0, 0, 1, 1, 2}, []int{0, 1, 0, 0, 2})

func TestConfusionCountsPictures(t *testing.T) {
	if got, want := fmt.Sprint(example), "[[1 1 0] [2 0 0] [0 0 1]]"; got != want {
		t.Errorf("matrix %s, want %s", got, want)
	}
	if got := example.Accuracy(); got != 0.4 {
		t.Errorf("accuracy %v, want 0.4", got)
	}
	if got := NewConfusion(2, nil, nil).Accuracy(); !math.IsNaN(got) {
		t.Errorf("accuracy of no pictures: %v", got)
	}
}

func TestScores(t *testing.T) {
	first := example.Scores()[0] // one of three that were called so, one of two that are
	if math.Abs(first.Precision-1.0/3) > 1e-12 || first.Recall != 0.5 || math.Abs(first.F1-0.4) > 1e-12 || first.Support != 2 {
		t.Errorf("%+v", first)
	}
	none := Confusion{{0, 0}, {0, 2}}.Scores()[0]
	if !math.IsNaN(none.Precision) || !math.IsNaN(none.Recall) || !math.IsNaN(none.F1) {
		t.Errorf("a class that nobody has seen: %+v", none)
	}
}

func TestMostConfused(t *testing.T) {
	if label, said, ok := example.MostConfused(); label != 1 || said != 0 || !ok {
		t.Errorf("%d for %d, %v", label, said, ok)
	}
	if _, _, ok := (Confusion{{3, 0}, {0, 2}}).MostConfused(); ok {
		t.Error("something is confused where nothing is")
	}
}

func TestConfusionAsCSVKeepsEveryName(t *testing.T) {
	got := example.CSV([]string{"disc", `a,"b`, "square"})
	want := `true,predicted disc,"predicted a,""b",predicted square,precision,recall,f1,support
disc,1,1,0,0.333333,0.5,0.4,2
"a,""b",2,0,0,0,0,0,2
square,0,0,1,1,1,1,1
`
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	lines, err := csv.NewReader(strings.NewReader(got)).ReadAll()
	if err != nil || lines[2][0] != `a,"b` {
		t.Errorf("read back: %v, %v", lines, err)
	}
}
