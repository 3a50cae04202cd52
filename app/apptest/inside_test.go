package apptest

import (
	"fmt"
	"slices"
	"testing"

	"muestra/app/inspect"
	"muestra/wasm/port"
)

func TestOutputsThatAreNoClassAreOne(t *testing.T) {
	m := &port.Inspected{ID: 1, What: port.InspectJudged, Source: "test", Pass: "test", Classes: Synthetic}
	m.PutInts("index", []int32{1, 2}, 2)
	m.PutBytes("labels", []byte{0, 2}, 2)
	m.PutFloats("probabilities", []float32{0.4, 0.1, 0, 0.25, 0.25, 0, 0.1, 0.1, 0.3, 0.1, 0.4, 0}, 2, 6)
	v := inspect.VerdictsOf(m)
	if v == nil || !slices.Equal(v.Classes, []string{"disc", "ring", "square", "4–6"}) || !slices.Equal(v.Said, []int{0, 3}) {
		t.Fatalf("%+v", v)
	}
	if got := fmt.Sprint(v.Confusion()); got != "[[1 0 0 0] [0 0 0 0] [0 0 0 1] [0 0 0 0]]" {
		t.Errorf("matrix %s", got)
	}
	if len(m.Classes) != 3 {
		t.Error("the answer has changed")
	}
	if got := inspect.ClassAt(Speaking("en").Speaker, Synthetic, 4); got != "5" {
		t.Errorf("the fifth output is called %q", got)
	}
}
