package dom

import (
	"errors"
)

// The functions and values of the page's own scripts (web/static), which all lie in one global object. web/muestra.d.ts declares them for the scripts; the
// two lists have to agree, and a test says whether they do. None of these functions throws or refuses anything where the scripts are whole: an error is a mistake in
// them. Those that have no result print it for whoever looks for it, and the page goes on.

// own reads one of their values.
func own(name string) Value {
	v, _ := At("muestra", name)
	return v
}

// ask calls one of their functions.
func ask(name string, args ...any) (Value, error) {
	muestra, err := Global("muestra")
	if err != nil {
		return Value{}, err
	}
	return Call(muestra, name, args...)
}

// tell calls one of their functions that has no result.
func tell(name string, args ...any) {
	_, err := ask(name, args...)
	report(name, err)
}

func report(name string, err error) {
	if err == nil || errors.Is(err, ErrNoBrowser) {
		return
	}
	if console, missing := Global("console"); missing == nil {
		Call(console, "error", "muestra."+name+": "+err.Error())
	}
}

// SIMD reports whether the browser has vector code for WebAssembly, and nobody has switched it off.
func SIMD() bool { return own("simd").Truthy() }

// Phone reports whether this is a phone or a tablet.
func Phone() bool { return own("phone").Truthy() }

// DamagedLink is the page's fragment as it came, where it was damaged, or "".
func DamagedLink() string { return text(own("damagedLink")) }

// Program is the page's program, compiled; workers run it too.
func Program() Value { return own("program") }

// OnLink calls f when the page's fragment has changed.
func OnLink(f func()) {
	muestra, err := Global("muestra")
	if err != nil {
		return
	}
	report("onlink", set(muestra, "onlink", functionOf(func([]Value) any { f(); return nil })))
}

// Expose has state answer muestra.state() from here on.
func Expose(state func() string) {
	tell("expose", functionOf(func([]Value) any { return state() }))
}

// FetchText gets a file of the site.
func FetchText(file string, then func(text string, err error)) {
	var done function
	done = functionOf(func(args []Value) any {
		done.Release()
		var err error
		if problem := text(args[1]); problem != "" {
			err = errors.New(problem)
		}
		then(text(args[0]), err)
		return nil
	})
	if _, err := ask("fetchText", file, done); err != nil {
		done.Release()
		then("", err)
	}
}

// Download hands the visitor a text as a file of a media type.
func Download(name, content, mediaType string) error {
	_, err := ask("download", name, content, mediaType)
	return err
}

// DownloadFile hands the visitor a File or Blob as a file.
func DownloadFile(name string, f File) error {
	_, err := ask("download", name, f.value)
	return err
}

// DownloadChart hands the visitor a chart that is on the page as a file, a "png" or an "svg".
func DownloadChart(place, kind, name string) { tell("chartFile", place, kind, name) }

// Image is an address for an image file, until it is forgotten.
func Image(file []byte) (string, error) {
	address, err := ask("image", Array(file))
	if err != nil {
		return "", err
	}
	return text(address), nil
}

// Forget lets go of an image.
func Forget(address string) { tell("forget", address) }

// Observer tells whether an element can be seen, or nearly, whenever that changes.
type Observer struct {
	hear function
	tell func(seen bool)
	made bool
}

// Observe begins with an element, in the place of the one that was observed before.
func (o *Observer) Observe(id string, seen func(bool)) {
	if !o.made {
		o.made = true
		o.hear = functionOf(func(args []Value) any {
			o.tell(args[0].Truthy())
			return nil
		})
	}
	o.tell = seen
	tell("observe", id, o.hear)
}

// BringPictures calls brought with each picture that comes to an element, from a file, the clipboard or the camera: its pixels as bytes [height, width, 4], or the
// reason why there are none.
func BringPictures(id string, brought func(reason string, rgba []byte, width, height int)) (detach func()) {
	hear := functionOf(func(args []Value) any {
		if reason := text(args[0]); reason != "" {
			brought(reason, nil, 0, 0)
			return nil
		}
		brought("", Bytes(args[1]), int(number(args[2])), int(number(args[3])))
		return nil
	})
	attached, err := ask("bring", id, hear)
	report("bring", err)
	return func() {
		if err == nil {
			_, err := Call(attached, "detach")
			report("bring", err)
		}
		hear.Release()
	}
}

// Busy says whether something would be lost by leaving the page, and whether the screen should stay lit.
func Busy(losing, lit bool) { tell("busy", losing, lit) }

// Point outlines the part of the page with a CSS selector and brings it into view; "" is none.
func Point(selector string) { tell("point", selector) }

// Uncover scrolls to an element that somebody has opened.
func Uncover(id string) { tell("uncover", id) }

// Reveal brings a part of the page into view where the screen is small.
func Reveal(id string) { tell("reveal", id) }

// Lead takes the visitor and the keyboard to the first of some elements that there is, by their CSS selectors.
func Lead(selectors ...string) { tell("lead", list(selectors)...) }

func list(texts []string) []any {
	all := make([]any, len(texts))
	for i, t := range texts {
		all[i] = t
	}
	return all
}

// HandOn gives the keyboard to another element, by its data-testid, once that is there.
func HandOn(testid string) { tell("handOn", testid) }

// Enlarge makes all text larger, or not.
func Enlarge(large bool) { tell("enlarge", large) }
