package app

import (
	"slices"
	"strconv"
	"strings"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/nn/samples"
)

// recipeForm are the fields of the recipe: what everybody needs, and the rest behind "More".
type recipeForm struct {
	goapp.Compo
	s     *session
	drawn drawnFrom
	more  bool // the rest is shown
}

// settled implements steady.
func (x *recipeForm) settled() bool { return x.drawn == x.s.drawnFrom() }

// OnMount implements goapp.Mounter.
func (x *recipeForm) OnMount(ctx goapp.Context) { x.s.views().add(ctx, false) }

// Render implements goapp.Composer.
func (x *recipeForm) Render() goapp.UI {
	s := x.s
	x.drawn = s.drawnFrom()
	rowed := []string{"lr", "momentum", "epochs", "batch", "seed"}
	if s.experiment.Optimizer != "sgd" {
		rowed = slices.DeleteFunc(rowed, func(key string) bool { return key == "momentum" })
	}
	rows := []goapp.UI{x.optimizer()}
	for _, key := range rowed {
		rows = append(rows, x.number(key))
	}
	rows = append(rows, x.workers())
	return goapp.Form().Class("recipe card").NoValidate(true).Hidden(s.hides("recipe")).Aria("labelledby", "recipe-title").
		OnSubmit(func(_ goapp.Context, e goapp.Event) { e.PreventDefault(); s.train() }).
		Body(
			goapp.Div().Class("heading").Body(
				goapp.H3().ID("recipe-title").Text(s.text(textRecipe)),
				goapp.Button().Type("button").Class("quiet").Hidden(!s.resettable()).DataSet("testid", "reset").Body(
					icon(iconReset), goapp.Span().Text(s.text(textReset)),
				).OnClick(func(goapp.Context, goapp.Event) { s.restore() }),
			),
			goapp.Div().Class("grid").Body(rows...),
			goapp.Div().Class("switches").Body(
				x.toggle("early_stopping", s.experiment.EarlyStopping),
				x.toggle("dropout", s.experiment.Dropout).Hidden(s.hides("dropout") || !drops(s.experiment.Spec)),
			),
			x.augment(),
			goapp.FieldSet().Class("part").Body(
				goapp.Legend().Text(s.text(textPictures)),
				goapp.Div().Class("grid").Body(x.number("train"), x.number("val"), x.number("test")),
			),
			x.settings(),
			x.rest(),
			goapp.P().Class("help small").Aria("hidden", true).Hidden(!slices.ContainsFunc(rowed, s.assumed)).
				Body(assumedMark(s), goapp.Text(" "+s.text(textAssumedLegend))),
			x.next(),
		)
}

// rest are the fields behind "More". They are on the page only while they are shown.
func (x *recipeForm) rest() goapp.UI {
	s := x.s
	var parts []goapp.UI
	if x.more {
		parts = []goapp.UI{
			x.part(textOptimizer, x.optimizerArguments()...),
			x.part(textOfRate, x.schedule()...),
			x.part(textOfStopping, x.stopping()...),
			x.part(textOfPenalty, x.penalty("Conv2D", textPenaltyConv), x.penalty("Dense", textPenaltyDense)),
			x.part(textOfRest, x.number("steps"), x.toggle("shuffle", s.experiment.Shuffle)),
		}
	}
	return goapp.Details().Class("more").DataSet("testid", "more").
		OnToggle(func(ctx goapp.Context, _ goapp.Event) { x.more = ctx.JSSrc().Get("open").Bool() }).
		Body(
			goapp.Summary().Text(s.text(textMore)),
			goapp.Div().Body(parts...),
		)
}

func (x *recipeForm) part(title words, fields ...goapp.UI) goapp.UI {
	return goapp.FieldSet().Class("part").Body(
		goapp.Legend().Text(x.s.text(title)),
		goapp.Div().Class("grid").Body(fields...),
	)
}

// optimizerArguments are those that most never touch, of the optimizer chosen.
func (x *recipeForm) optimizerArguments() []goapp.UI {
	switch x.s.experiment.Optimizer {
	case "adam":
		return []goapp.UI{x.number("beta_1"), x.number("beta_2"), x.number("epsilon")}
	case "rmsprop":
		return []goapp.UI{x.number("rho"), x.number("epsilon")}
	}
	return []goapp.UI{x.toggle("nesterov", x.s.experiment.Nesterov)}
}

// scheduleOption is a course of the learning rate, with the fields that it has.
type scheduleOption struct {
	name   string
	text   words
	fields []string
}

// schedules are the courses of the learning rate.
var schedules = []scheduleOption{
	{"constant", textConstant, []string{"reduce_lr", "reduce_lr_patience", "cooldown", "min_lr"}},
	{"step", textStepped, []string{"decay_rate", "decay_epochs"}},
	{"exponential", textExponential, []string{"decay_rate", "decay_epochs"}},
	{"inverse_time", textInverseTime, []string{"decay_rate", "decay_epochs"}},
	{"piecewise", textPiecewise, []string{"boundaries", "values"}},
	{"polynomial", textPolynomial, []string{"end_lr", "power"}},
	{"cosine", textCosine, []string{"alpha", "warmup_epochs"}},
}

// schedule is the choice of a course and the fields of the one chosen. What is asked for and cannot be yet, piecewise without its epochs, is
// shown with its fields all the same.
func (x *recipeForm) schedule() []goapp.UI {
	s := x.s
	chosen := s.value("schedule")
	var names, words []string
	var fields []goapp.UI
	for _, one := range schedules {
		names, words = append(names, one.name), append(words, s.text(one.text))
		if one.name != chosen {
			continue
		}
		for _, key := range one.fields {
			if s.experiment.ReduceLR > 0 || key == "reduce_lr" || one.name != "constant" {
				fields = append(fields, x.number(key))
			}
		}
	}
	return append([]goapp.UI{x.choice("schedule", names, words)}, fields...)
}

// stopping are the fields of early stopping.
func (x *recipeForm) stopping() []goapp.UI {
	return []goapp.UI{x.monitors(), x.number("patience"), x.number("min_delta"), x.toggle("restore_best", x.s.experiment.RestoreBest)}
}

// monitored are the values that can be watched.
var monitored = []option{
	{"val_loss", textHistoryValLoss}, {"val_accuracy", textHistoryValAccuracy}, {"loss", textHistoryLoss}, {"accuracy", textHistoryAccuracy},
}

// monitors are switches, one for each value that can be watched; the first one switched on stays the first.
func (x *recipeForm) monitors() goapp.UI {
	s := x.s
	var pills []goapp.UI
	for _, m := range monitored {
		text := s.text(m.text)
		if i := slices.Index(s.experiment.Monitor, m.name); i >= 0 && len(s.experiment.Monitor) > 1 {
			text = s.whole(i+1) + " · " + text
		}
		pills = append(pills, x.pill("monitor", m.name, text, slices.Contains(s.experiment.Monitor, m.name), func(on bool) {
			s.set("monitor", strings.Join(switched(s.experiment.Monitor, m.name, on), ","))
		}))
	}
	return goapp.Div().Class("field whole").Hidden(s.hides("monitor")).Body(
		x.name("monitor"),
		goapp.Div().Class("pills two").Role("group").Aria("labelledby", "label-monitor").Body(pills...),
		explained("help-monitor", s.help("monitor")),
	)
}

// pill is a switch among others that look like it.
func (x *recipeForm) pill(key, name, text string, on bool, set func(bool)) goapp.UI {
	return goapp.Label().Class("pill").Body(
		goapp.Input().Type("checkbox").Class("unseen").DataSet("testid", key+"-"+name).Checked(on).Disabled(x.s.locked(key)).
			OnChange(func(ctx goapp.Context, _ goapp.Event) { set(ctx.JSSrc().Get("checked").Bool()) }, name),
		goapp.Span().Text(text),
	)
}

// penalty is the field of the L2 penalty of all layers of a class.
func (x *recipeForm) penalty(class string, name words) goapp.UI {
	s := x.s
	rate, known, found := decayOf(s.sketch().spec, class)
	id := "l2-" + strings.ToLower(class)
	hint := ""
	if found && !known {
		hint = s.text(textPenaltyMany)
	}
	typed, wrong := s.penalties[class]
	if wrong {
		rate = typed
	}
	said := ""
	if wrong {
		said = s.text(textFieldAllowed, s.takes(argument(class, "kernel_regularizer")))
	}
	return goapp.Div().Class("field").Hidden(!found).Body(
		goapp.Div().Class("label").Body(goapp.Label().For(id).Text(s.text(name)), s.question("about-"+id, s.text(name))),
		goapp.Div().Class("box").Body(
			goapp.Input().Type("text").Attr("inputmode", "decimal").ID(id).DataSet("testid", id).AutoComplete(false).Spellcheck(false).
				Placeholder(hint).Value(rate).Disabled(s.locked("model")).Aria("describedby", "about-"+id+" wrong-"+id).Aria("invalid", wrong).
				OnInput(func(ctx goapp.Context, _ goapp.Event) { s.setDecay(class, ctx.JSSrc().Get("value").String()) }, class),
		),
		goapp.P().ID("wrong-"+id).Class("wrong").Aria("live", "polite").Hidden(!wrong).Text(said),
		explained("about-"+id, s.text(textPenaltyHelp)),
	)
}

// next says what becomes of changes while a run goes on, and lets it go on with those that it can take.
func (x *recipeForm) next() goapp.UI {
	s := x.s
	able := s.changeable()
	text := s.text(textNextRun)
	if able {
		e := overrideOf(s.experiment)
		text = s.text(textCanChange, s.plain(e.rate), s.augmentations(e.list()))
	}
	return goapp.Div().Class("next").Hidden(!s.run.active()).Body(
		goapp.P().Class("small").Text(text),
		goapp.Button().Type("button").Class("quiet").DataSet("testid", "apply").Hidden(!able).Text(s.text(textChangeNow)).
			OnClick(func(goapp.Context, goapp.Event) { s.change() }),
		goapp.P().Class("small").Role("status").DataSet("testid", "changed").Text(s.word),
	)
}

// number is a field for a number. It is a text field to the browser, so that what was typed stays there to be corrected.
func (x *recipeForm) number(key string) goapp.UI {
	s, c := x.s, controlOf[key]
	mode := "numeric"
	if c.decimal {
		mode = "decimal"
	}
	if strings.Contains(s.value(key), ",") || slices.Contains([]string{"boundaries", "values", "patience"}, key) {
		mode = "text" // a list
	}
	return x.field(key, goapp.Input().Type("text").Attr("inputmode", mode).ID("field-"+key).DataSet("testid", c.testid).
		AutoComplete(false).Spellcheck(false).
		Value(s.value(key)).Disabled(s.locked(key)).
		Aria("describedby", "help-"+key+" problem-"+key).Aria("invalid", s.wrong[key] != nil).
		OnInput(func(ctx goapp.Context, _ goapp.Event) { s.set(key, ctx.JSSrc().Get("value").String()) }, key))
}

func (x *recipeForm) optimizer() goapp.UI {
	s := x.s
	return x.choice("optimizer", []string{"sgd", "adam", "rmsprop"}, []string{s.text(textSGD), s.text(textAdam), s.text(textRMSprop)})
}

// workers is how many share each batch: by the machine, or a number.
func (x *recipeForm) workers() goapp.UI {
	values := []string{"auto", "1", "2", "3", "4", "5", "6", "7", "8"}
	words := slices.Clone(values)
	words[0] = x.s.text(textSharersAuto)
	return x.choice("workers", values, words)
}

// choice is a field that takes one of some values, which are shown in words.
func (x *recipeForm) choice(key string, values, words []string) goapp.UI {
	s := x.s
	chosen := keyOf(key).Get(s.experiment)
	if slices.Contains(values, s.value(key)) {
		chosen = s.value(key)
	}
	return x.field(key, goapp.Select().ID("field-"+key).DataSet("testid", controlOf[key].testid).
		Disabled(s.locked(key)).Aria("describedby", "help-"+key+" problem-"+key).
		OnChange(func(ctx goapp.Context, _ goapp.Event) { s.set(key, ctx.JSSrc().Get("value").String()) }, key).
		Body(options(values, words, chosen)...))
}

// field is a label, its control, and the message about it.
func (x *recipeForm) field(key string, control goapp.UI) goapp.UI {
	s := x.s
	class := "field"
	if key == "optimizer" && s.experiment.Optimizer != "sgd" {
		class += " two" // there is no momentum beside it
	}
	if key == "workers" || key == "schedule" {
		class += " row"
	}
	var mark goapp.UI
	if s.changedHere(key) {
		class += " fresh"
	}
	if s.assumed(key) {
		class += " marked"
		mark = assumedMark(s)
	}
	return goapp.Div().Class(class).Hidden(s.hides(key)).Body(
		x.name(key),
		goapp.Div().Class("box").Body(control, mark),
		goapp.P().ID("problem-"+key).Class("wrong").DataSet("testid", "problem-"+key).Aria("live", "polite").
			Hidden(s.wrong[key] == nil).Text(s.allowed(key)),
		explained("help-"+key, s.help(key)),
	)
}

// name is a field's label with its question mark.
func (x *recipeForm) name(key string) goapp.UI {
	return goapp.Div().Class("label").ID("label-"+key).Body(
		goapp.Label().For("field-"+key).Body(x.s.label(key)),
		x.s.question("help-"+key, x.s.text(controlOf[key].label)),
	)
}

// label is a field's name, and that it cannot be changed where it cannot.
func (s *session) label(key string) goapp.UI {
	name := s.text(controlOf[key].label)
	if !s.locked(key) {
		return goapp.Span().Text(name)
	}
	return goapp.Span().Body(
		goapp.Text(name+" "),
		goapp.Span().Class("lock").Title(s.text(textLocked)).Body(icon(iconLock), unseen(" "+s.text(textLocked))),
	)
}

func assumedMark(s *session) goapp.UI {
	return goapp.Abbr().Class("assumed").Title(s.text(textAssumed)).Text("A")
}

// toggle is a switch.
func (x *recipeForm) toggle(key string, on bool) goapp.HTMLDiv {
	s, c := x.s, controlOf[key]
	return goapp.Div().Class("field switch").Hidden(s.hides(key)).Body(
		goapp.Input().Type("checkbox").ID("field-"+key).DataSet("testid", c.testid).
			Checked(on).Disabled(s.locked(key)).Aria("describedby", "help-"+key).
			OnChange(func(ctx goapp.Context, _ goapp.Event) {
				if ctx.JSSrc().Get("checked").Bool() {
					s.set(key, "1")
				} else {
					s.set(key, "0")
				}
			}, key),
		goapp.Label().For("field-"+key).Body(s.label(key)),
		s.question("help-"+key, s.text(c.label)),
		explained("help-"+key, s.help(key)),
	)
}

// augment are the switches of augmentation, one for each way to change a picture, and the ranges of those that are on.
func (x *recipeForm) augment() goapp.UI {
	s := x.s
	const key = "augment"
	var pills, ranges []goapp.UI
	for i, w := range samples.Transforms() {
		value, on := w.In(s.experiment.Augment)
		pills = append(pills, x.pill(key, w.Name, s.text(augmentations[i].text), on, func(on bool) {
			s.set(key, augmentedBy(s.experiment.Augment, w.Name, on))
		}))
		if on && w.Range > 0 {
			ranges = append(ranges, x.reach(w, s.text(augmentations[i].text), value))
		}
	}
	return goapp.FieldSet().Class("part").Aria("describedby", "help-"+key).Hidden(s.hides(key)).Body(
		goapp.Legend().Body(s.label(key), goapp.Text(" "), s.question("help-"+key, s.text(textAugment)), explained("help-"+key, s.help(key))),
		goapp.Div().Class("pills").Body(pills...),
		goapp.Div().Class("grid ranges").Hidden(len(ranges) == 0).Body(ranges...),
		goapp.P().Class("wrong").DataSet("testid", "problem-augment").Aria("live", "polite").Hidden(s.wrong[key] == nil).Text(s.allowed(key)),
	)
}

// reach is the field for how far a way to change pictures goes.
func (x *recipeForm) reach(w *samples.Transform, name string, value float64) goapp.UI {
	s := x.s
	id := "range-" + w.Name
	text, wrong := s.reaches[w.Name]
	if !wrong {
		text = strconv.FormatFloat(value, 'g', -1, 64)
	}
	label := s.text(textRangeUpTo, name)
	return goapp.Div().Class("field").Body(
		goapp.Div().Class("label").Body(goapp.Label().For(id).Text(label), s.question("about-"+id, label)),
		goapp.Div().Class("box").Body(
			goapp.Input().Type("text").Attr("inputmode", "decimal").ID(id).DataSet("testid", id).AutoComplete(false).Spellcheck(false).
				Value(text).Disabled(s.locked("augment")).Aria("describedby", "about-"+id+" wrong-"+id).Aria("invalid", wrong).
				OnInput(func(ctx goapp.Context, _ goapp.Event) { s.setReach(w, ctx.JSSrc().Get("value").String()) }, w.Name),
		),
		goapp.P().ID("wrong-"+id).Class("wrong").Aria("live", "polite").Hidden(!wrong).Text(s.text(textRangeWrong, s.plain(w.High))),
		explained("about-"+id, s.text(textRangeHelp)),
	)
}

// settings are what is not as the sample has it and no field shows now. Each can be taken back.
func (x *recipeForm) settings() goapp.UI {
	s := x.s
	var chips []goapp.UI
	for _, c := range s.settings() {
		class := "chip setting"
		if c.wrong {
			class += " wrong"
		}
		chips = append(chips, goapp.Li().Class(class).DataSet("testid", "setting-"+c.key).Body(
			goapp.Span().Title(c.help).Text(c.text),
			goapp.Button().Type("button").Hidden(c.fixed).Aria("label", s.text(textSettingRemove, c.text)).
				OnClick(func(goapp.Context, goapp.Event) { s.pushUndo("revert"); s.revert(c.key) }, c.key).Body(icon(iconClose)),
		))
	}
	return goapp.Ul().Class("settings").Aria("label", s.text(textSettings)).Hidden(len(chips) == 0).Body(chips...)
}
