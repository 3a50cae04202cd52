package view

import (
	"strconv"
	"strings"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/app"
	"muestra/app/editor"
	"muestra/app/saved"
	"muestra/app/view/edit"
	"muestra/app/view/kit"
	"muestra/nn/samples"
)

// timeline is the story: the thirteen samples, each with the accuracy the report reached, that of our own run, and the visitor's own best.
type timeline struct {
	goapp.Compo
	s *app.Session
}

// OnMount implements goapp.Mounter.
func (t *timeline) OnMount(ctx goapp.Context) { kit.ViewsOf(t.s).Add(ctx, false) }

// Render implements goapp.Composer.
func (t *timeline) Render() goapp.UI {
	s := t.s
	all := samples.All()
	rows := make([]goapp.UI, len(all))
	var reasons []string
	lacking := map[string][]string{} // numbers of samples by reason
	for i, sample := range all {
		missing := edit.NotReady(sample, s.Lang)
		rows[i] = t.row(sample, missing)
		if missing == "" {
			continue
		}
		if lacking[missing] == nil {
			reasons = append(reasons, missing)
		}
		lacking[missing] = append(lacking[missing], strconv.Itoa(sample.Number))
	}
	soon := make([]goapp.UI, len(reasons))
	for i, r := range reasons {
		soon[i] = goapp.Li().Text(s.Text(textSoonWhy, strings.Join(lacking[r], ", "), r))
	}
	return goapp.Section().Class("story card").Aria("labelledby", "story-title").Body(
		goapp.H2().ID("story-title").Body(goapp.Text(s.Text(textStory)+" "), edit.LockSign(s, "sample")),
		goapp.P().Class("lead").Text(s.Text(textStoryIntro)),
		goapp.Ol().Class("bars").Body(rows...),
		goapp.P().Class("key").Body(
			swatch("report", s.Text(textReport), ""), swatch("ours", s.Text(textOurs), s.Text(edit.TextOursHelp)), swatch("yours", s.Text(textYours), ""),
		),
		goapp.Ul().Class("small soon").Hidden(len(soon) == 0).Body(soon...),
	)
}

// row is one sample. While a run is on, another sample may be looked at; the run goes on.
func (t *timeline) row(sample *samples.Sample, missing string) goapp.UI {
	s := t.s
	number := sample.Number
	title := editor.Stories[number].Title.In(s.Lang)
	report := s.Percent(sample.TestPercent/100, 2)
	value, more := report, s.Text(textReport)
	if missing != "" {
		value, more = s.Text(textSoon), s.Text(edit.TextNotReady, missing)
	}
	ours, recorded := edit.OurScore(number)
	if recorded {
		more += ". " + s.Text(edit.TextOursReached, s.Percent(ours, 2))
	}
	best, tried := s.Training.Best[number]
	if tried {
		more += ". " + s.Text(edit.TextYouReached, s.Percent(best, 2))
	}
	button := goapp.Button().Type("button").Class("bar-row").DataSet("testid", "sample-"+strconv.Itoa(number)).
		Aria("pressed", s.Recipe.Told() == number).Disabled(s.Recipe.Locked("sample")).
		OnClick(func(goapp.Context, goapp.Event) {
			if missing != "" {
				s.Recipe.Read(number)
			} else {
				s.Recipe.Choose(number)
			}
		}, number, missing).
		Body(
			goapp.Span().Class("number").Body(kit.Unseen(s.Text(saved.TextSample)+" "), goapp.Text(number)),
			goapp.Span().Class("title").Text(title),
			goapp.Span().Class("value").Body(goapp.Text(value), kit.Unseen(" "+more)),
			goapp.Span().Class("bar").Body(
				length("report", sample.TestPercent/100, true),
				length("ours", ours, recorded),
				length("yours", best, tried),
			),
		)
	if missing != "" {
		button = button.Title(s.Text(edit.TextNotReady, missing))
	} else {
		button = button.Title(title)
	}
	return goapp.Li().Body(button)
}

// swatch explains a part of the bars.
func swatch(class, name, help string) goapp.UI {
	return goapp.Span().Title(help).Body(goapp.Span().Class("swatch "+class), goapp.Text(name))
}

// length is a part of a bar: as long as a share of the whole.
func length(class string, share float64, there bool) goapp.UI {
	return goapp.Span().Class(class).Hidden(!there).Style("--v", strconv.FormatFloat(share*100, 'f', 2, 64))
}
