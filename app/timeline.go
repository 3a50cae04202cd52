package app

import (
	"strconv"
	"strings"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/nn/samples"
)

// timeline is the story: the thirteen samples, each with the accuracy the report reached, that of our own run, and the visitor's own best.
type timeline struct {
	goapp.Compo
	s *session
}

// OnMount implements goapp.Mounter.
func (t *timeline) OnMount(ctx goapp.Context) { t.s.views().add(ctx, false) }

// Render implements goapp.Composer.
func (t *timeline) Render() goapp.UI {
	s := t.s
	all := samples.All()
	rows := make([]goapp.UI, len(all))
	var reasons []string
	lacking := map[string][]string{} // numbers of samples by reason
	for i, sample := range all {
		missing := notReady(sample, s.lang)
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
		soon[i] = goapp.Li().Text(s.text(textSoonWhy, strings.Join(lacking[r], ", "), r))
	}
	return goapp.Section().Class("story card").Aria("labelledby", "story-title").Body(
		goapp.H2().ID("story-title").Body(goapp.Text(s.text(textStory)+" "), s.lockSign("sample")),
		goapp.P().Class("lead").Text(s.text(textStoryIntro)),
		goapp.Ol().Class("bars").Body(rows...),
		goapp.P().Class("key").Body(
			swatch("report", s.text(textReport), ""), swatch("ours", s.text(textOurs), s.text(textOursHelp)), swatch("yours", s.text(textYours), ""),
		),
		goapp.Ul().Class("small soon").Hidden(len(soon) == 0).Body(soon...),
	)
}

// row is one sample. While a run is on, another sample may be looked at; the run goes on.
func (t *timeline) row(sample *samples.Sample, missing string) goapp.UI {
	s := t.s
	number := sample.Number
	title := stories[number].title.In(s.lang)
	report := s.percent(sample.TestPercent/100, 2)
	value, more := report, s.text(textReport)
	if missing != "" {
		value, more = s.text(textSoon), s.text(textNotReady, missing)
	}
	ours, recorded := ourScore(number)
	if recorded {
		more += ". " + s.text(textOursReached, s.percent(ours, 2))
	}
	best, tried := s.best[number]
	if tried {
		more += ". " + s.text(textYouReached, s.percent(best, 2))
	}
	button := goapp.Button().Type("button").Class("bar-row").DataSet("testid", "sample-"+strconv.Itoa(number)).
		Aria("pressed", s.told() == number).Disabled(s.locked("sample")).
		OnClick(func(goapp.Context, goapp.Event) {
			if missing != "" {
				s.read(number)
			} else {
				s.choose(number)
			}
		}, number, missing).
		Body(
			goapp.Span().Class("number").Body(unseen(s.text(textSample)+" "), goapp.Text(number)),
			goapp.Span().Class("title").Text(title),
			goapp.Span().Class("value").Body(goapp.Text(value), unseen(" "+more)),
			goapp.Span().Class("bar").Body(
				length("report", sample.TestPercent/100, true),
				length("ours", ours, recorded),
				length("yours", best, tried),
			),
		)
	if missing != "" {
		button = button.Title(s.text(textNotReady, missing))
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

// notReady says what keeps this version from training a sample, or nothing.
func notReady(sample *samples.Sample, lang string) string {
	_, err := samples.New(sample.Number)
	if err == nil {
		return ""
	}
	if link, ok := err.(*samples.LinkError); ok {
		return link.Problem.In(lang)
	}
	return err.Error()
}

// unseen is text for those who hear the page.
func unseen(text string) goapp.UI { return goapp.Span().Class("unseen").Text(text) }
