package kit

import (
	"strings"
	"testing"
)

func TestValuesToWatchAreSwitchedInTheirOrder(t *testing.T) {
	list := []string{"val_loss"}
	if list = Switched(list, "accuracy", true); strings.Join(list, ",") != "val_loss,accuracy" {
		t.Errorf("%v", list)
	}
	if list = Switched(list, "val_loss", false); strings.Join(list, ",") != "accuracy" {
		t.Errorf("%v", list)
	}
	if list = Switched(list, "accuracy", false); len(list) != 0 {
		t.Errorf("%v", list)
	}
}
