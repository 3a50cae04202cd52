package view

import (
	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/app"
	"muestra/app/saved"
	"muestra/app/say"
	"muestra/app/view/kit"
	"muestra/wasm/dom"
	"muestra/wasm/store"
)

// offer is what the page found when it was opened: a run that was cut short, or one that another tab trains.
type offer struct {
	goapp.Compo
	s          *app.Session
	discarding string // the run that is about to be deleted, if that is meant
}

// OnMount implements goapp.Mounter.
func (o *offer) OnMount(ctx goapp.Context) { kit.ViewsOf(o.s).Add(ctx, false) }

// Render implements goapp.Composer.
func (o *offer) Render() goapp.UI {
	s := o.s
	idle := !s.Training.Run.Active()
	return goapp.Section().Class("notices").Aria("label", s.Text(textKept)).Body(
		o.restore(s.Saved.Offer, idle && s.Saved.Offer != nil),
		o.elsewhere(s.Saved.Elsewhere, idle && s.Saved.Elsewhere != nil),
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
		title = s.Text(textOffer, saved.Title(s.Speaker, r.Sample, r.Name))
		reached = s.Text(textOfferReached, r.Epoch, r.Epochs, s.Whole(r.Step), s.When(r.Updated))
		recipe = saved.RecipeInWords(s.Speaker, s.Saved.RecipeOf(r))
		if s.Saved.Countdown > 0 {
			countdown = s.Text(textCountdown, s.Saved.Countdown)
		}
	}
	return goapp.Div().Class("notice offer").DataSet("testid", "restore").Hidden(!shown).
		OnClick(func(goapp.Context, goapp.Event) { o.goOn(id) }, id).
		Body(
			kit.Icon(kit.IconClock),
			goapp.Div().Body(
				goapp.P().Role("status").Body(goapp.B().Text(title), goapp.Text(" "), goapp.Span().Text(reached)),
				goapp.P().Class("small").Body(goapp.Span().Text(recipe), goapp.B().Class("countdown").Hidden(countdown == "").Text(" "+countdown)),
			),
			goapp.Div().Class("choices").Body(
				o.choice("restore-go-on", "primary", textGoOn, id, o.goOn).Hidden(sure).Disabled(s.Saved.Claiming),
				o.choice("restore-later", "quiet", textNotNow, id, func(id string) { s.Saved.Postpone(id); dom.HandOn("train") }).Hidden(sure),
				o.choice("restore-discard", "quiet", textDiscard, id, func(id string) { o.discarding = id; dom.HandOn("restore-keep") }).Hidden(sure),
				goapp.Span().Class("really").Role("status").Text(o.really(sure)),
				o.choice("restore-keep", "quiet", textKeep, id, func(string) { o.discarding = ""; dom.HandOn("restore-discard") }).Hidden(!sure),
				o.choice("restore-discard-yes", "quiet danger", textDiscardForGood, id, o.discard).Hidden(!sure),
			),
		)
}

func (o *offer) really(sure bool) string {
	if !sure {
		return ""
	}
	return o.s.Text(textDiscardReally)
}

// choice is a button on an offer; a click on it is none on the offer.
func (o *offer) choice(testid, class string, text say.Words, id string, do func(id string)) goapp.HTMLButton {
	return goapp.Button().Type("button").Class(class).DataSet("testid", testid).
		OnClick(func(_ goapp.Context, e goapp.Event) {
			e.Call("stopPropagation")
			do(id)
		}, id).
		Body(goapp.Span().Text(o.s.Text(text)))
}

func (o *offer) goOn(id string) {
	if o.discarding == "" {
		o.s.Saved.GoOn(id)
		dom.HandOn("pause")
		dom.Reveal("what-happens")
	}
}

func (o *offer) discard(id string) {
	o.discarding = ""
	o.s.Saved.Discard(id)
	dom.HandOn("train")
}

// elsewhere says what another tab does.
func (o *offer) elsewhere(r *store.Record, shown bool) goapp.UI {
	s := o.s
	var title, detail, id string
	looking := false
	if shown {
		id = r.ID
		looking = s.Saved.Viewed != nil && s.Saved.Viewed.ID == id
		title = s.Text(textElsewhere, saved.Title(s.Speaker, r.Sample, r.Name), r.Epoch, r.Epochs)
		detail = s.Text(textElsewhereDetail)
		if looking {
			detail = s.Text(textElsewhereLooking)
		}
	}
	return goapp.Div().Class("notice").DataSet("testid", "elsewhere").Hidden(!shown).Body(
		kit.Icon(kit.IconTabs),
		goapp.Div().Body(
			goapp.P().Role("status").Body(goapp.B().Text(title)),
			goapp.P().Class("small").Text(detail),
		),
		goapp.Div().Class("choices").Body(
			o.choice("look", "quiet", textLookOnly, id, s.Saved.ViewRun).Hidden(looking),
			o.choice("look-away", "quiet", textLookAway, id, func(string) { s.Saved.LeaveRun() }).Hidden(!looking),
			o.choice("start-another", "quiet", textStartAnother, id, func(id string) { s.Saved.StartAnother(id); dom.HandOn("train") }),
		),
	)
}
