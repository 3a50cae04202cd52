package main

import (
	"testing"

	"muestra/nn/recipe"
	"muestra/nn/train"
)

func TestABackendOfAnotherKindIsNotShared(t *testing.T) {
	third := struct{ train.Backend }{&train.Local{}}
	r := &train.Run{Backend: third}
	if err := share(r, &recipe.Experiment{Workers: "2"}); err != nil || r.Backend != train.Backend(third) {
		t.Errorf("the backend is %T, %v", r.Backend, err)
	}
}
