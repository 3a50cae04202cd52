package trainer

import (
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"
)

// TestTheWorkerStaysSmall names what the worker must not be made of: each of these would add to what every visitor loads.
func TestTheWorkerStaysSmall(t *testing.T) {
	if runtime.GOOS == "js" {
		t.Skip("a browser has no go command")
	}
	list := exec.Command("go", "list", "-deps", ".")
	list.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	list.Stderr = os.Stderr
	out, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	for name := range strings.Lines(string(out)) {
		switch name = strings.TrimSpace(name); {
		case name == "net/http", name == "regexp", name == "text/template", name == "flag", strings.Contains(name, "go-app"):
			t.Errorf("the worker imports %s", name)
		}
	}
}
