package trainer

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"syscall/js"
	"testing"

	"muestra/wasm/port"
)

// serving stands in for a site's server: it answers each request with what JavaScript says.
func serving(t *testing.T, answer string) opener {
	t.Helper()
	stand(t, "location", map[string]any{"origin": "http://here", "href": "http://here/trainer.js"})
	stand(t, "fetch", js.Global().Get("Function").New("address", "return (async () => { "+answer+" })()"))
	return fetcher("http://here/class/pack/", context.Background, func() {})
}

func TestFilesAreFetchedFromTheirFolder(t *testing.T) {
	open := serving(t, `return new Response(address)`)
	file, err := open("train-00.png")
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(file)
	if string(body) != "http://here/class/pack/train-00.png" || err != nil {
		t.Errorf("%q, %v", body, err)
	}
}

func TestWhatCannotBeFetchedIsSaid(t *testing.T) {
	for _, test := range []struct {
		base, answer, want string
		missing            bool
	}{
		{"http://here/pack", `return new Response("", { status: 404 })`, "fetch pack.json: HTTP 404: file does not exist", true},
		{"http://here/pack", `return new Response("", { status: 500 })`, "fetch pack.json: HTTP 500", false},
		{"http://here/pack", `throw new TypeError("Failed to fetch")`, "fetch pack.json: TypeError: Failed to fetch", false},
		{"http://there/pack", `throw new Error("it was asked")`, "http://there is not this site", false},
		{"pack", `throw new Error("it was asked")`, `"pack/" is no address`, false},
	} {
		serving(t, test.answer)
		_, err := fetcher(test.base, context.Background, func() {})("pack.json")
		if err == nil || err.Error() != test.want || errors.Is(err, fs.ErrNotExist) != test.missing {
			t.Errorf("%s, %s: %v, want %s", test.base, test.answer, err, test.want)
		}
	}
}

func TestAFetchEndsWithItsContext(t *testing.T) {
	stand(t, "fetch", js.Global().Get("Function").New("address", "options",
		`return new Promise((_, failed) => options.signal.addEventListener("abort", () => failed(options.signal.reason)))`))
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := fetch(ctx, "http://here/"); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

func TestAPackThatCannotBeReadIsSaidInWords(t *testing.T) {
	for name, answer := range map[string]string{
		"missing":           `return new Response("", { status: 404 })`,
		"damaged":           `return new Response("{")`,
		"of another format": `return new Response('{"format":"zoo"}')`,
	} {
		open := serving(t, answer)
		p := newPage(t)
		p.w.open = func(string, func() context.Context) opener { return open }
		p.w.receive(start(short, "http://here/class/pack/"), nil)
		m, ok := (<-p.heard).(*port.Error)
		if !ok || !strings.Contains(m.Text, "pack.json") {
			t.Errorf("%s: heard %s", name, fmt.Sprintf("%#v", m))
		}
	}
}
