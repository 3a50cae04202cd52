package app

import (
	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/wasm/store"
)

// offer is what the page found when it was opened: a run that was cut short, or one that another tab trains.
type offer struct {
	goapp.Compo
	s          *session
	discarding string // the run that is about to be deleted, if that is meant
}

// OnMount implements goapp.Mounter.
func (o *offer) OnMount(ctx goapp.Context) { o.s.views().add(ctx, false) }

// Render implements goapp.Composer.
func (o *offer) Render() goapp.UI {
	s := o.s
	idle := !s.run.active()
	return goapp.Section().Class("notices").Aria("label", s.text(textKept)).Body(
		o.restore(s.offer, idle && s.offer != nil),
		o.elsewhere(s.elsewhere, idle && s.elsewhere != nil),
	)
}

// restore offers to go on. A click anywhere on it does.
func (o *offer) restore(r *store.Record, shown bool) goapp.UI {
	s := o.s
	var title, reached, recipe, countdown string
	id, sure := "", false
	if shown {
		id = r.ID
		sure = o.discarding == id
		title = s.text(textOffer, s.title(r.Sample, r.Name))
		reached = s.text(textOfferReached, r.Epoch, r.Epochs, s.whole(r.Step), s.when(r.Updated))
		recipe = s.recipeInWords(s.recipeOf(r))
		if s.countdown > 0 {
			countdown = s.text(textCountdown, s.countdown)
		}
	}
	return goapp.Div().Class("notice offer").DataSet("testid", "restore").Hidden(!shown).
		OnClick(func(goapp.Context, goapp.Event) { o.goOn(id) }, id).
		Body(
			icon(iconClock),
			goapp.Div().Body(
				goapp.P().Role("status").Body(goapp.B().Text(title), goapp.Text(" "), goapp.Span().Text(reached)),
				goapp.P().Class("small").Body(goapp.Span().Text(recipe), goapp.B().Class("countdown").Hidden(countdown == "").Text(" "+countdown)),
			),
			goapp.Div().Class("choices").Body(
				o.choice("restore-go-on", "primary", textGoOn, id, o.goOn).Hidden(sure).Disabled(s.claiming),
				o.choice("restore-later", "quiet", textNotNow, id, func(id string) { s.postpone(id); handOn("train") }).Hidden(sure),
				o.choice("restore-discard", "quiet", textDiscard, id, func(id string) { o.discarding = id; handOn("restore-keep") }).Hidden(sure),
				goapp.Span().Class("really").Role("status").Text(o.really(sure)),
				o.choice("restore-keep", "quiet", textKeep, id, func(string) { o.discarding = ""; handOn("restore-discard") }).Hidden(!sure),
				o.choice("restore-discard-yes", "quiet danger", textDiscardForGood, id, o.discard).Hidden(!sure),
			),
		)
}

func (o *offer) really(sure bool) string {
	if !sure {
		return ""
	}
	return o.s.text(textDiscardReally)
}

// choice is a button on an offer; a click on it is none on the offer.
func (o *offer) choice(testid, class string, text words, id string, do func(id string)) goapp.HTMLButton {
	return goapp.Button().Type("button").Class(class).DataSet("testid", testid).
		OnClick(func(_ goapp.Context, e goapp.Event) {
			e.Call("stopPropagation")
			do(id)
		}, id).
		Body(goapp.Span().Text(o.s.text(text)))
}

func (o *offer) goOn(id string) {
	if o.discarding == "" {
		o.s.goOn(id)
		handOn("pause")
		goapp.Window().Get("muestra").Call("reveal", "what-happens")
	}
}

func (o *offer) discard(id string) {
	o.discarding = ""
	o.s.discard(id)
	handOn("train")
}

// elsewhere says what another tab does.
func (o *offer) elsewhere(r *store.Record, shown bool) goapp.UI {
	s := o.s
	var title, detail, id string
	looking := false
	if shown {
		id = r.ID
		looking = s.viewed != nil && s.viewed.id == id
		title = s.text(textElsewhere, s.title(r.Sample, r.Name), r.Epoch, r.Epochs)
		detail = s.text(textElsewhereDetail)
		if looking {
			detail = s.text(textElsewhereLooking)
		}
	}
	return goapp.Div().Class("notice").DataSet("testid", "elsewhere").Hidden(!shown).Body(
		icon(iconTabs),
		goapp.Div().Body(
			goapp.P().Role("status").Body(goapp.B().Text(title)),
			goapp.P().Class("small").Text(detail),
		),
		goapp.Div().Class("choices").Body(
			o.choice("look", "quiet", textLookOnly, id, s.viewRun).Hidden(looking),
			o.choice("look-away", "quiet", textLookAway, id, func(string) { s.leaveRun() }).Hidden(!looking),
			o.choice("start-another", "quiet", textStartAnother, id, func(id string) { s.startAnother(id); handOn("train") }),
		),
	)
}
