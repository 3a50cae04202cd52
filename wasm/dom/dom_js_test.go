package dom

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"syscall/js"
	"testing"
	"time"
)

// give has a browser give a global value, written in JavaScript, for the time of a test. An expression that throws is a getter that throws.
func give(t *testing.T, name, expression string) Value {
	global := js.Global()
	object := global.Get("Object")
	before := object.Call("getOwnPropertyDescriptor", global, name)
	object.Call("defineProperty", global, name, map[string]any{
		"configurable": true, "get": global.Get("Function").New(`
			let made = false, value;
			return () => {
				if (!made) value = ` + expression + `;
				made = true;
				return value;
			};`).Invoke(),
	})
	t.Cleanup(func() {
		if before.IsUndefined() {
			global.Delete(name)
		} else {
			object.Call("defineProperty", global, name, before)
		}
	})
	v, _ := get(global, name)
	return v
}

// throws is an expression that throws a DOMException.
func throws(name string) string {
	return `(() => { throw new DOMException("no", "` + name + `"); })()`
}

// is reports whether an error is a DOMException of a name, or an ErrMissing where that is "missing", or none where it is "".
func is(err error, name string) bool {
	var thrown *Error
	switch name {
	case "":
		return err == nil
	case "missing":
		return errors.Is(err, ErrMissing)
	case "any":
		return err != nil
	}
	return errors.As(err, &thrown) && thrown.Name == name
}

func TestStorageMayBeRefused(t *testing.T) {
	for _, test := range []struct{ name, storage, recall, remember string }{
		{"there is none", "undefined", "missing", "missing"},
		{"it is null", "null", "missing", "missing"},
		{"its name throws, as in a frame of another site", throws("SecurityError"), "SecurityError", "SecurityError"},
		{"it is empty", "{}", "any", "any"},
		{"it is full", `{ getItem: () => null, setItem: () => ` + throws("QuotaExceededError") + ` }`, "", "QuotaExceededError"},
		{"it throws", `{ getItem: () => ` + throws("SecurityError") + `, setItem: () => ` + throws("SecurityError") + ` }`, "SecurityError", "SecurityError"},
	} {
		t.Run(test.name, func(t *testing.T) {
			give(t, "localStorage", test.storage)
			if kept, err := Recall("lang"); kept != "" || !is(err, test.recall) {
				t.Errorf("Recall: %q, %v", kept, err)
			}
			if err := Remember("lang", "es"); !is(err, test.remember) {
				t.Errorf("Remember: %v", err)
			}
		})
	}
}

func TestStorageKeepsTexts(t *testing.T) {
	give(t, "localStorage", `{ kept: new Map(), getItem(key) { return this.kept.get(key) ?? null; }, setItem(key, value) { this.kept.set(key, value); } }`)
	if kept, err := Recall("lang"); kept != "" || err != nil {
		t.Errorf("before: %q, %v", kept, err)
	}
	if err := Remember("lang", "es"); err != nil {
		t.Error(err)
	}
	if kept, err := Recall("lang"); kept != "es" || err != nil {
		t.Errorf("after: %q, %v", kept, err)
	}
}

func TestClipboardMayBeRefused(t *testing.T) {
	for _, test := range []struct{ name, navigator, want string }{
		{"no navigator", "undefined", "missing"},
		{"an insecure connection", "{}", "missing"},
		{"without permission", `{ clipboard: { writeText: async () => ` + throws("NotAllowedError") + ` } }`, "NotAllowedError"},
		{"it throws", `{ clipboard: { writeText: () => ` + throws("SecurityError") + ` } }`, "SecurityError"},
		{"it cannot write", `{ clipboard: {} }`, "any"},
		{"it answers nothing", `{ clipboard: { writeText() {} } }`, "any"},
		{"it works", `{ clipboard: { writeText: async (text) => { if (text !== "a text") throw new Error(text); } } }`, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			give(t, "navigator", test.navigator)
			done := make(chan error, 2)
			Copy("a text", func(err error) { done <- err })
			select {
			case err := <-done:
				if !is(err, test.want) {
					t.Errorf("%v, want %q", err, test.want)
				}
			case <-time.After(5 * time.Second):
				t.Error("no answer")
			}
		})
	}
}

func TestAddressIsReadAndChanged(t *testing.T) {
	give(t, "location", `{ origin: "https://example.org", pathname: "/muestra/", hash: "#lr=0.1" }`)
	give(t, "document", `{ baseURI: "https://example.org/muestra/" }`)
	changed := give(t, "history", `{ replaceState(state, title, address) { this.address = address; } }`)
	if address, err := Address(); address != "https://example.org/muestra/" || err != nil {
		t.Errorf("Address: %q, %v", address, err)
	}
	if fragment, err := Fragment(); fragment != "lr=0.1" || err != nil {
		t.Errorf("Fragment: %q, %v", fragment, err)
	}
	if pack, err := Resolve("pack/"); pack != "https://example.org/muestra/pack/" || err != nil {
		t.Errorf("Resolve: %q, %v", pack, err)
	}
	if err := SetFragment("lr=1"); err != nil || changed.Get("address").String() != "#lr=1" {
		t.Errorf("SetFragment: %v, %v", changed.Get("address"), err)
	}
}

func TestAddressMayBeRefused(t *testing.T) {
	give(t, "location", "undefined")
	give(t, "document", `{ baseURI: "about:blank" }`)
	give(t, "history", `{ replaceState() { `+throws("SecurityError")+` } }`)
	if _, err := Address(); !is(err, "missing") {
		t.Errorf("Address: %v", err)
	}
	if _, err := Fragment(); !is(err, "missing") {
		t.Errorf("Fragment: %v", err)
	}
	if _, err := Resolve("pack/"); !is(err, "TypeError") {
		t.Errorf("Resolve: %v", err)
	}
	if err := SetFragment("lr=1"); !is(err, "SecurityError") {
		t.Errorf("SetFragment: %v", err)
	}
}

func TestElementsMayBeMissing(t *testing.T) {
	give(t, "document", `{ querySelector(selector) { if (selector === "<") `+throws("SyntaxError")+`; return null; }, getElementById: () => null }`)
	for _, test := range []struct {
		name string
		err  error
		want string
	}{
		{"Focus", Find("button").Focus(), "missing"},
		{"ScrollTo", ByID("what-happens").ScrollTo(), "missing"},
		{"Uncover", Find("button").Uncover(), "missing"},
		{"Type", ByID("field").Type("text"), "missing"},
		{"Open", ByID("dialog").Open(), "missing"},
		{"Close", ByID("dialog").Close(), "missing"},
		{"a bad selector", Find("<").Focus(), "SyntaxError"},
	} {
		if !is(test.err, test.want) {
			t.Errorf("%s: %v, want %s", test.name, test.err, test.want)
		}
	}
	if _, err := Meta("muestra-pack"); !is(err, "missing") {
		t.Errorf("Meta: %v", err)
	}
}

func TestElementsDoWhatTheyCan(t *testing.T) {
	document := give(t, "document", `{
		documentElement: {}, done: [],
		field: { value: "" },
		getElementById(id) { return id === "field" ? this.field : null; },
		querySelector(selector) { return { focus: () => this.done.push(selector), scrollIntoView: (how) => this.done.push(how.block), getAttribute: (name) => name + " of " + selector }; },
	}`)
	for _, err := range []error{Find("button").Focus(), Find("button").Uncover(), ByID("field").Type("a title"), SetTitle("Muestra"), SetLanguage("es")} {
		if err != nil {
			t.Error(err)
		}
	}
	if done := document.Get("done").Call("join").String(); done != "button,nearest" {
		t.Errorf("done: %s", done)
	}
	if got := document.Get("field").Get("value").String() + " " + document.Get("title").String() + " " + document.Get("documentElement").Get("lang").String(); got != "a title Muestra es" {
		t.Errorf("set: %s", got)
	}
	if content, err := Meta("muestra-pack"); content != "content of meta[name=muestra-pack]" || err != nil {
		t.Errorf("Meta: %q, %v", content, err)
	}
	if err := Find("dialog").Open(); err == nil { // Safari before 15.4
		t.Error("a dialog that cannot be shown")
	}
}

func TestMachineIsWhatTheBrowserSays(t *testing.T) {
	give(t, "navigator", "{}")
	give(t, "performance", "{}")
	if Cores() != 0 || Memory() != 0 || Heap() != 0 || Languages() != nil {
		t.Errorf("a browser that says nothing: %d, %g, %d, %v", Cores(), Memory(), Heap(), Languages())
	}
}

func TestMachineAndLanguagesAreRead(t *testing.T) {
	give(t, "navigator", `{ hardwareConcurrency: 8, deviceMemory: 0.5, languages: ["es-MX", "en"] }`)
	give(t, "performance", `{ memory: { usedJSHeapSize: 12345 } }`)
	if Cores() != 8 || Memory() != 0.5 || Heap() != 12345 || !slices.Equal(Languages(), []string{"es-MX", "en"}) {
		t.Errorf("%d, %g, %d, %v", Cores(), Memory(), Heap(), Languages())
	}
}

func TestKeysAreThoseOfElements(t *testing.T) {
	document := give(t, "document", "new EventTarget()")
	var heard []Key
	OnKey(func(k Key) {
		heard = append(heard, k)
		if k.Within(".experiment") {
			k.Take()
		}
	})
	press := func(fields string) bool {
		press := js.Global().Get("Function").New("document", `
			const event = new Event("keydown", { cancelable: true });
			for (const [name, value] of Object.entries(`+fields+`)) Object.defineProperty(event, name, { value });
			document.dispatchEvent(event);
			return event.defaultPrevented;`)
		return press.Invoke(document).Bool()
	}
	if press(`{ key: undefined }`) || press(`{ key: "z", target: {} }`) || len(heard) != 0 {
		t.Errorf("of nothing on the page: %v", heard)
	}
	if !press(`{ key: "z", ctrlKey: true, target: { closest: (selector) => selector === ".experiment" ? {} : null } }`) {
		t.Error("the key was not taken")
	}
	if press(`{ key: "Z", metaKey: true, shiftKey: true, target: { closest: () => null } }`) {
		t.Error("the key was taken")
	}
	if press(`{ key: "a", target: { closest: () => ` + throws("SyntaxError") + ` } }`) {
		t.Error("the key was taken where closest throws")
	}
	if len(heard) != 3 || !heard[0].Control || heard[0].Shift || !heard[1].Control || !heard[1].Shift || heard[1].Name != "Z" || heard[2].Control {
		t.Errorf("heard: %+v", heard)
	}
}

func TestListenersEnd(t *testing.T) {
	target := js.Global().Get("EventTarget").New()
	heard := 0
	release := Listen(target, "news", func(Value) { heard++ })
	fire := func() { target.Call("dispatchEvent", js.Global().Get("Event").New("news")) }
	fire()
	release()
	fire()
	if heard != 1 {
		t.Errorf("heard %d times", heard)
	}
	Listen(js.Null(), "news", func(Value) {})() // of nothing
	Listen(js.ValueOf(map[string]any{}), "news", func(Value) {})()
}

func TestEveryTicksUntilItIsStopped(t *testing.T) {
	ticks := make(chan bool, 100)
	stop := Every(time.Millisecond, func() { ticks <- true })
	<-ticks
	<-ticks
	stop()
	for len(ticks) > 0 {
		<-ticks
	}
	time.Sleep(20 * time.Millisecond)
	if len(ticks) > 0 {
		t.Error("it goes on")
	}
}

func TestFilesAreRead(t *testing.T) {
	for _, test := range []struct{ file, text, err string }{
		{`new Blob(["ñandú"])`, "ñandú", ""},
		{`{ text: async () => ` + throws("NotReadableError") + ` }`, "", "NotReadableError"}, // it has changed on the disk
		{`{}`, "", "any"}, // Safari before 14 has no text
	} {
		t.Run(test.file, func(t *testing.T) {
			done := make(chan bool)
			FileOf(give(t, "file", test.file)).Text(func(text string, err error) {
				if text != test.text || !is(err, test.err) {
					t.Errorf("%q, %v", text, err)
				}
				close(done)
			})
			<-done
		})
	}
}

func TestWorkersMayBeMissing(t *testing.T) {
	give(t, "Worker", "undefined")
	if _, err := NewWorker("trainer.js"); !is(err, "missing") {
		t.Error(err)
	}
}

func TestWorkersMayBeRefused(t *testing.T) {
	give(t, "Worker", `class { constructor() { `+throws("SecurityError")+` } }`)
	if _, err := NewWorker("trainer.js"); !is(err, "SecurityError") {
		t.Error(err)
	}
}

func TestWorkersAreHeardUntilTheyEnd(t *testing.T) {
	give(t, "Worker", `class extends EventTarget { constructor(script) { super(); this.script = script; } terminate() { this.ended = true; } }`)
	w, err := NewWorker("trainer.js")
	if err != nil {
		t.Fatal(err)
	}
	var heard []string
	w.OnError(func(kind, words string) { heard = append(heard, kind+":"+words) })
	fire := func(kind, message string) bool {
		event := js.Global().Get("Event").New(kind, map[string]any{"cancelable": true})
		if message != "" {
			event.Set("message", message)
		}
		return w.Value.Call("dispatchEvent", event).Bool()
	}
	if fire("error", "boom") || fire("messageerror", "") {
		t.Error("the error goes on")
	}
	w.Terminate()
	if fire("error", "late") {
		t.Error("the late error goes on")
	}
	if got := strings.Join(heard, " "); got != "error:boom messageerror:" || !w.Value.Get("ended").Bool() || w.Value.Get("script").String() != "trainer.js" {
		t.Errorf("heard %s", got)
	}
}

func TestPromisesAreWaitedFor(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	ended, end := context.WithCancel(t.Context())
	end()
	defer cancel()
	for _, test := range []struct {
		promise, want string
		ctx           context.Context
		err           string
	}{
		{`Promise.resolve("kept")`, "kept", ctx, ""},
		{`Promise.reject(new TypeError("broken"))`, "", ctx, "TypeError: broken"},
		{`Promise.reject("a word")`, "", ctx, "a word"},
		{`Promise.reject({})`, "", ctx, "an error without a name"},
		{`({})`, "", ctx, "then"},
		{`undefined`, "", ctx, "undefined"},
		{`new Promise(() => {})`, "", ended, "context canceled"},
	} {
		v, err := Await(test.ctx, js.Global().Get("Function").New("return "+test.promise).Invoke())
		if text(v) != test.want || (err == nil) != (test.err == "") || err != nil && !strings.Contains(err.Error(), test.err) {
			t.Errorf("%s: %v, %v", test.promise, v, err)
		}
	}
}

func TestGettersThatThrowAreErrors(t *testing.T) {
	give(t, "indexedDB", throws("SecurityError"))
	if _, err := Global("indexedDB"); !is(err, "SecurityError") {
		t.Error(err)
	}
	if _, err := At("indexedDB", "open"); !is(err, "SecurityError") {
		t.Error(err)
	}
	if _, err := get(js.Undefined(), "name"); err == nil {
		t.Error("a property of nothing")
	}
}

func TestBytesGoThereAndBack(t *testing.T) {
	for _, b := range [][]byte{nil, {1, 2, 3}} {
		array := Array(b)
		if got := Bytes(array); !bytes.Equal(got, b) {
			t.Errorf("an array: %v", got)
		}
		if got := Bytes(array.Get("buffer")); !bytes.Equal(got, b) {
			t.Errorf("a buffer: %v", got)
		}
	}
}

func TestScriptsThatThrowAreReportedAndThePageGoesOn(t *testing.T) {
	give(t, "muestra", `{ phone: true, damagedLink: "lr=100%", reveal() { throw new TypeError("null"); }, image: (bytes) => "blob:" + bytes.length, chart: () => null }`)
	console := give(t, "console", `{ said: [], error(text) { this.said.push(text); } }`)
	Reveal("what-happens")
	HandOn("train")
	said := console.Get("said")
	if said.Length() != 2 || said.Index(0).String() != "muestra.reveal: TypeError: null" || !strings.HasPrefix(said.Index(1).String(), "muestra.handOn: ") {
		t.Errorf("said: %v", said.Call("join", "; "))
	}
	if !Phone() || SIMD() || DamagedLink() != "lr=100%" {
		t.Errorf("%t, %t, %q", Phone(), SIMD(), DamagedLink())
	}
	if address, err := Image([]byte{1, 2}); address != "blob:2" || err != nil {
		t.Errorf("Image: %q, %v", address, err)
	}
	if err := Download("a.csv", "1", "text/csv"); err == nil {
		t.Error("a download without its script")
	}
	FetchText("runs.json", func(_ string, err error) {
		if err == nil {
			t.Error("a file without its script")
		}
	})
	if chart, err := NewChart(ChartOptions{Kind: "loss"}); err != nil {
		t.Error(err)
	} else {
		chart.Set(nil) // there is none, which is reported
	}
	BringPictures("own-picture", nil)()
}
