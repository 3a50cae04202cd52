package kit

import (
	"slices"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/app"
	"muestra/nn/recipe"
)

// BytesOf is a new Uint8Array.
func BytesOf(b []byte) goapp.Value {
	array := goapp.Window().Get("Uint8Array").New(len(b))
	goapp.CopyBytesToJS(array, b)
	return array
}

// TaskSaid is a title and a task.
func TaskSaid(s *app.Session, title, task string) []goapp.UI {
	return []goapp.UI{
		goapp.P().Class("eyebrow").Text(s.Text(TextTask)),
		goapp.H2().Hidden(title == "").DataSet("testid", "task-title").Text(title),
		goapp.P().Class("words").Hidden(task == "").DataSet("testid", "task-text").Text(task),
	}
}

// TextTask names what a teacher says with the link.
var TextTask = &recipe.Text{ES: "Tarea del enlace", EN: "Task from the link"}

// Switched is a list with a name or without it.
func Switched(list []string, name string, on bool) []string {
	list = slices.DeleteFunc(slices.Clone(list), func(n string) bool { return n == name })
	if on {
		list = append(list, name)
	}
	return list
}

// PageAddress is the page's address with a fragment.
func PageAddress(fragment string) string {
	location := goapp.Window().Get("location")
	return location.Get("origin").String() + location.Get("pathname").String() + "#" + fragment
}

// ToClipboard copies a text and says whether that worked.
func ToClipboard(ctx goapp.Context, text string, say func(copied bool)) {
	clipboard := goapp.Window().Get("navigator").Get("clipboard")
	if !clipboard.Truthy() { // only where the page came over an insecure connection
		say(false)
		return
	}
	Await(clipboard.Call("writeText", text),
		func(goapp.Value) { ctx.Dispatch(func(goapp.Context) { say(true) }) },
		func(goapp.Value) { ctx.Dispatch(func(goapp.Context) { say(false) }) })
}

// Await hears once what becomes of a promise.
func Await(promise goapp.Value, kept, broken func(goapp.Value)) {
	var one, other goapp.Func
	hear := func(then func(goapp.Value)) goapp.Func {
		return goapp.FuncOf(func(_ goapp.Value, args []goapp.Value) any {
			one.Release()
			other.Release()
			then(args[0])
			return nil
		})
	}
	one, other = hear(kept), hear(broken)
	promise.Call("then", one, other)
}

// Button is a button with an icon.
func Button(testid, class, path, text string) goapp.HTMLButton {
	return goapp.Button().Type("button").Class(class).DataSet("testid", testid).Body(Icon(path), goapp.Span().Text(text))
}

// HandOn gives the keyboard to another element, by its data-testid, once that is there.
func HandOn(testid string) { goapp.Window().Get("muestra").Call("handOn", testid) }

// Focus moves the keyboard to the first of some elements that there is, once the page has been drawn.
func Focus(ctx goapp.Context, selectors ...string) {
	ctx.Defer(func(goapp.Context) {
		for _, selector := range selectors {
			if at := goapp.Window().Get("document").Call("querySelector", selector); at.Truthy() {
				at.Call("focus")
				return
			}
		}
	})
}

// Explained is a sentence about something, shown when its question mark is pressed, and read out with the field that it describes. The browser
// itself opens and closes it: it is a popover.
func Explained(id, text string) goapp.UI {
	return goapp.Span().ID(id).Class("explained").Attr("popover", "auto").Text(text)
}

// Question is the button that shows it.
func Question(s *app.Session, id, name string) goapp.UI {
	return goapp.Button().Type("button").Class("question").Attr("popovertarget", id).Aria("label", s.Text(textQuestion, name)).Text("?")
}

var textQuestion = &recipe.Text{ES: "¿Qué es «%s»?", EN: "What is “%s”?"}

// Unseen is text for those who hear the page.
func Unseen(text string) goapp.UI { return goapp.Span().Class("unseen").Text(text) }
