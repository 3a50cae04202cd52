package app

import (
	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"
)

// notices are what the visitor should know before anything else: what went wrong, and what is not as one would expect.
type notices struct {
	goapp.Compo
	s         *session
	newer     bool
	dismissed map[string]bool // the notices that were put away
}

// OnMount implements goapp.Mounter.
func (n *notices) OnMount(ctx goapp.Context) { n.s.views().add(ctx, false) }

// OnAppUpdate implements goapp.AppUpdater.
func (n *notices) OnAppUpdate(ctx goapp.Context) { n.newer = ctx.AppUpdateAvailable() }

// Render implements goapp.Composer.
func (n *notices) Render() goapp.UI {
	s := n.s
	problem := s.problem()
	var lines []goapp.UI
	for _, t := range n.told() {
		if !n.dismissed[t] {
			lines = append(lines, goapp.P().Text(t))
		}
	}
	return goapp.Section().Class("notices").Aria("label", s.text(textNotices)).Body(
		goapp.Div().Class("notice problem").Role("alert").DataSet("testid", "error").Hidden(problem == "").Body(
			icon(iconAlert),
			goapp.P().Text(problem),
		),
		goapp.Div().Class("notice").DataSet("testid", "notice").Hidden(len(lines) == 0).Body(
			icon(iconInfo),
			goapp.Div().Role("status").Body(lines...),
			goapp.Button().Type("button").Class("quiet").Text(s.text(textDismiss)).OnClick(n.dismiss),
		),
		goapp.Div().Class("notice").Role("status").Hidden(!n.newer).Body(
			icon(iconInfo),
			goapp.P().Text(s.text(textNewVersion)),
			goapp.Button().Type("button").Class("quiet").Text(s.text(textReload)).OnClick(func(ctx goapp.Context, _ goapp.Event) { ctx.Reload() }),
		),
	)
}

// told are the notices that there are.
func (n *notices) told() []string {
	s := n.s
	var told []string
	if words := s.fallWords(); words != "" {
		told = append(told, words)
	}
	if s.held && s.run.active() {
		told = append(told, s.text(textHeld, s.run.experiment.Sample))
	}
	if s.dataset == "synthetic" {
		told = append(told, s.text(textSyntheticNotice))
	}
	if !s.simd {
		told = append(told, s.text(textNoSIMD))
	}
	for _, reason := range s.reasons {
		told = append(told, s.text(unsavedText(reason)))
	}
	if s.unreadable {
		told = append(told, s.text(textUnreadable))
	}
	if s.remark != "" {
		told = append(told, s.remark)
	}
	for _, notice := range s.notices {
		told = append(told, s.text(textNoticeLink, notice.In(s.lang)))
	}
	return told
}

// unsavedText says why runs are not kept, and what to do.
func unsavedText(reason string) words {
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

func (n *notices) dismiss(goapp.Context, goapp.Event) {
	n.dismissed = map[string]bool{}
	for _, t := range n.told() {
		n.dismissed[t] = true
	}
}
