package dom

// Listen calls handle at each event of a kind of target, inside that event, which it must not block. release ends it.
func Listen(target Value, event string, handle func(event Value)) (release func()) {
	f := functionOf(func(args []Value) any {
		handle(args[0])
		return nil
	})
	if _, err := Call(target, "addEventListener", event, f); err != nil {
		f.Release()
		return func() {}
	}
	return func() {
		Call(target, "removeEventListener", event, f)
		f.Release()
	}
}

// Key is a key that was pressed.
type Key struct {
	Name          string // as in KeyboardEvent.key
	Alt, Shift    bool
	Control       bool // or ⌘
	event, target Value
}

// OnKey calls handle for each key that is pressed on an element of the page.
func OnKey(handle func(Key)) {
	document, err := Global("document")
	if err != nil {
		return
	}
	held := func(event Value, name string) bool {
		v, err := get(event, name)
		return err == nil && v.Truthy()
	}
	Listen(document, "keydown", func(event Value) {
		name, _ := get(event, "key")
		target, err := get(event, "target")
		if err != nil || text(name) == "" || !held(target, "closest") { // of a password manager, or of nothing on the page
			return
		}
		handle(Key{
			Name: text(name), Alt: held(event, "altKey"), Shift: held(event, "shiftKey"), Control: held(event, "ctrlKey") || held(event, "metaKey"),
			event: event, target: target,
		})
	})
}

// Within reports whether the element that has the keyboard is one of a selector's, or in one.
func (k Key) Within(selector string) bool {
	found, err := Call(k.target, "closest", selector)
	return err == nil && found.Truthy()
}

// Take keeps the key from what the browser does with it.
func (k Key) Take() { Call(k.event, "preventDefault") }

// OnVisibility calls f when the page has been hidden or shown.
func OnVisibility(f func()) {
	if document, err := Global("document"); err == nil {
		Listen(document, "visibilitychange", func(Value) { f() })
	}
}
