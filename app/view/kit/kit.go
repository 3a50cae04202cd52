package kit

import (
	"slices"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/app"
	"muestra/nn/recipe"
	"muestra/wasm/dom"
)

// FirstFile is the first of the files that an input has, or that have been dropped.
func FirstFile(files goapp.Value) (file dom.File, ok bool) {
	if !files.Truthy() || files.Length() == 0 {
		return dom.File{}, false
	}
	return fileOf(files.Index(0)), true
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
	address, _ := dom.Address()
	return address + "#" + fragment
}

// ToClipboard copies a text and says whether that worked.
func ToClipboard(ctx goapp.Context, text string, say func(copied bool)) {
	dom.Copy(text, func(err error) {
		ctx.Dispatch(func(goapp.Context) { say(err == nil) })
	})
}

// Button is a button with an icon.
func Button(testid, class, path, text string) goapp.HTMLButton {
	return goapp.Button().Type("button").Class(class).DataSet("testid", testid).Body(Icon(path), goapp.Span().Text(text))
}

// Focus moves the keyboard to the first of some elements that there is, once the page has been drawn.
func Focus(ctx goapp.Context, selectors ...string) {
	ctx.Defer(func(goapp.Context) {
		for _, selector := range selectors {
			if dom.Find(selector).Focus() == nil {
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
