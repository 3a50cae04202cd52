package dom

// SetTitle gives the document its title.
func SetTitle(title string) error {
	document, err := Global("document")
	if err == nil {
		err = set(document, "title", title)
	}
	return err
}

// SetLanguage says which language the texts of the document are in.
func SetLanguage(lang string) error {
	root, err := At("document", "documentElement")
	if err == nil {
		err = set(root, "lang", lang)
	}
	return err
}

// Meta is the content of a <meta> element.
func Meta(name string) (string, error) {
	content, err := Find("meta[name="+name+"]").call("getAttribute", "content")
	return text(content), err
}

// Element is an element of the document, or the reason why there is none, which all its methods return.
type Element struct {
	value Value
	err   error
}

// Find is the first element that a CSS selector matches.
func Find(selector string) Element { return lookUp("querySelector", selector) }

// ByID is the element with an id.
func ByID(id string) Element { return lookUp("getElementById", id) }

func lookUp(by, what string) Element {
	document, err := Global("document")
	if err != nil {
		return Element{err: err}
	}
	found, err := Call(document, by, what)
	if err == nil && !found.Truthy() {
		err = missing(what)
	}
	return Element{found, err}
}

func (e Element) call(method string, args ...any) (Value, error) {
	if e.err != nil {
		return Value{}, e.err
	}
	return Call(e.value, method, args...)
}

// Focus gives it the keyboard.
func (e Element) Focus() error {
	_, err := e.call("focus")
	return err
}

// ScrollTo brings it to the top of the window.
func (e Element) ScrollTo() error {
	_, err := e.call("scrollIntoView")
	return err
}

// Uncover scrolls as far as it takes to see it.
func (e Element) Uncover() error {
	_, err := e.call("scrollIntoView", map[string]any{"block": "nearest"})
	return err
}

// Type gives a field its text.
func (e Element) Type(text string) error {
	if e.err != nil {
		return e.err
	}
	return set(e.value, "value", text)
}

// Open shows a <dialog> before everything else.
func (e Element) Open() error {
	_, err := e.call("showModal")
	return err
}

// Close closes a <dialog>.
func (e Element) Close() error {
	_, err := e.call("close")
	return err
}
