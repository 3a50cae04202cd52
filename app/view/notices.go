package view

import (
	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/app"
	"muestra/app/say"
	"muestra/app/view/inside"
	"muestra/app/view/kit"
	"muestra/data"
)

// notices are what the visitor should know before anything else: what went wrong, and what is not as one would expect.
type notices struct {
	goapp.Compo
	s         *app.Session
	newer     bool
	dismissed map[string]bool // the notices that were put away
}

// OnMount implements goapp.Mounter.
func (n *notices) OnMount(ctx goapp.Context) { kit.ViewsOf(n.s).Add(ctx, false) }

// OnAppUpdate implements goapp.AppUpdater.
func (n *notices) OnAppUpdate(ctx goapp.Context) { n.newer = ctx.AppUpdateAvailable() }

// Render implements goapp.Composer.
func (n *notices) Render() goapp.UI {
	s := n.s
	problem := s.Training.Problem()
	var lines []goapp.UI
	for _, t := range n.told() {
		if !n.dismissed[t] {
			lines = append(lines, goapp.P().Text(t))
		}
	}
	return goapp.Section().Class("notices").Aria("label", s.Text(textNotices)).Body(
		goapp.Div().Class("notice problem").Role("alert").DataSet("testid", "error").Hidden(problem == "").Body(
			kit.Icon(kit.IconAlert),
			goapp.P().Text(problem),
		),
		goapp.Div().Class("notice").DataSet("testid", "notice").Hidden(len(lines) == 0).Body(
			kit.Icon(kit.IconInfo),
			goapp.Div().Role("status").Body(lines...),
			goapp.Button().Type("button").Class("quiet").Text(s.Text(inside.TextDismiss)).OnClick(n.Dismiss),
		),
		goapp.Div().Class("notice").Role("status").Hidden(!n.newer).Body(
			kit.Icon(kit.IconInfo),
			goapp.P().Text(s.Text(textNewVersion)),
			goapp.Button().Type("button").Class("quiet").Text(s.Text(textReload)).OnClick(func(ctx goapp.Context, _ goapp.Event) { ctx.Reload() }),
		),
	)
}

// told are the notices that there are.
func (n *notices) told() []string {
	s := n.s
	var told []string
	if words := s.Training.FallWords(); words != "" {
		told = append(told, words)
	}
	if s.Recipe.Held && s.Training.Run.Active() {
		told = append(told, s.Text(textHeld, s.Training.Run.Experiment.Sample))
	}
	if s.Training.Dataset == data.KindSynthetic {
		told = append(told, s.Text(textSyntheticNotice))
	}
	if !s.Training.SIMD {
		told = append(told, s.Text(textNoSIMD))
	}
	for _, reason := range s.Saved.Reasons {
		told = append(told, s.Text(unsavedText(reason)))
	}
	if s.Saved.Unreadable {
		told = append(told, s.Text(textUnreadable))
	}
	if s.Remark != "" {
		told = append(told, s.Remark)
	}
	for _, notice := range s.Recipe.Notices {
		told = append(told, s.Text(textNoticeLink, notice.In(s.Lang)))
	}
	return told
}

// unsavedText says why runs are not kept, and what to do.
func unsavedText(reason string) say.Words {
	switch reason {
	case "full":
		return textUnsavedFull
	case "refused":
		return textUnsavedRefused
	case "corrupt":
		return textUnsavedCorrupt
	}
	return textUnsavedOther
}

func (n *notices) Dismiss(goapp.Context, goapp.Event) {
	n.dismissed = map[string]bool{}
	for _, t := range n.told() {
		n.dismissed[t] = true
	}
}
