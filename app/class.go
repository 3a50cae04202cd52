package app

import (
	"slices"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/nn/samples"
)

// classKeys are the link keys with which a teacher shapes the page. No run has them in its own recipe.
var classKeys = []string{"lang", "lock", "hide", "title", "task", "lesson"}

// ofPage reports whether a link key is one of those.
func ofPage(key string) bool { return slices.Contains(classKeys, key) }

// locked reports whether the link forbids to change a key, or the part of the page that the key belongs to.
func (s *session) locked(key string) bool {
	return slices.Contains(s.experiment.Lock, key) || slices.Contains(s.experiment.Lock, partOf(key))
}

// partOf is the part of the page where a link key is decided.
func partOf(key string) string {
	switch {
	case key == "sample":
		return "samples"
	case key == "lesson":
		return "lessons"
	case key == "model":
		return "network"
	case ofRecipe(key), key == "workers":
		return "recipe"
	default:
		return ""
	}
}

// hides reports whether the link does not want a key's field, or a part of the page, to be seen.
func (s *session) hides(name string) bool { return slices.Contains(s.experiment.Hide, name) }

// bare is an experiment without what its link says about the page.
func bare(e samples.Experiment) *samples.Experiment {
	e.Run, e.Lock, e.Hide, e.Title, e.Task, e.Lesson = false, nil, nil, "", "", 0
	return &e
}

// obey adds to what another recipe gives what the page's link says about the page, and the values that it fixes.
func (s *session) obey(given map[string]string) map[string]string {
	return s.carry(given, func(key string) bool { return ofPage(key) || s.locked(key) })
}

// carry puts the page's own values of some keys into what another recipe gives.
func (s *session) carry(given map[string]string, own func(key string) bool) map[string]string {
	for _, k := range samples.Keys() {
		if !own(k.Name) {
			continue
		}
		if v, ok := s.given[k.Name]; ok && s.wrong[k.Name] == nil {
			given[k.Name] = v
		} else {
			delete(given, k.Name)
		}
	}
	return given
}

// lockSign says of a part of the page that the link fixes it, where it does.
func (s *session) lockSign(key string) goapp.UI {
	if !s.locked(key) {
		return nil
	}
	return goapp.Span().Class("lock").Title(s.text(textLocked)).Body(icon(iconLock), unseen(" "+s.text(textLocked)))
}

// task is what a teacher says with the link. It is a stranger's text: shown as it is, as text, and as what it is.
type task struct {
	goapp.Compo
	s *session
}

// OnMount implements goapp.Mounter.
func (t *task) OnMount(ctx goapp.Context) { t.s.views().add(ctx, false) }

// Render implements goapp.Composer.
func (t *task) Render() goapp.UI {
	e := t.s.experiment
	return goapp.Section().Class("task card").Aria("label", t.s.text(textTask)).DataSet("testid", "task").Hidden(e.Title == "" && e.Task == "").
		Body(t.s.taskSaid(e.Title, e.Task)...)
}

// taskSaid is a title and a task.
func (s *session) taskSaid(title, task string) []goapp.UI {
	return []goapp.UI{
		goapp.P().Class("eyebrow").Text(s.text(textTask)),
		goapp.H2().Hidden(title == "").DataSet("testid", "task-title").Text(title),
		goapp.P().Class("words").Hidden(task == "").DataSet("testid", "task-text").Text(task),
	}
}

var textTask = &samples.Text{ES: "Tarea del enlace", EN: "Task from the link"}
