package edit

import (
	"slices"
	"strconv"
	"strings"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/app"
	"muestra/app/editor"
	"muestra/app/run"
	"muestra/app/saved"
	"muestra/app/say"
	"muestra/app/view/kit"
	"muestra/nn/recipe"
)

// RecipeForm are the fields of the recipe: what everybody needs, and the rest behind "More".
type RecipeForm struct {
	goapp.Compo
	S     *app.Session
	drawn drawnFrom
	more  bool // the rest is shown
}

// NewRecipeForm is the form, with what is behind "More" shown or not.
func NewRecipeForm(s *app.Session, more bool) *RecipeForm { return &RecipeForm{S: s, more: more} }

// Settled implements steady.
func (x *RecipeForm) Settled() bool { return x.drawn == drawnOf(x.S) }

// OnMount implements goapp.Mounter.
func (x *RecipeForm) OnMount(ctx goapp.Context) { kit.ViewsOf(x.S).Add(ctx, false) }

// Render implements goapp.Composer.
func (x *RecipeForm) Render() goapp.UI {
	s := x.S
	x.drawn = drawnOf(s)
	return goapp.Form().Class("recipe card").NoValidate(true).Hidden(s.Recipe.Hides("recipe")).Aria("labelledby", "recipe-title").
		OnSubmit(func(_ goapp.Context, e goapp.Event) { e.PreventDefault(); s.Training.Train() }).
		Body(slices.Concat([]goapp.UI{
			goapp.Div().Class("heading").Body(
				goapp.H3().ID("recipe-title").Text(s.Text(textRecipe)),
				goapp.Button().Type("button").Class("quiet").Hidden(!s.Recipe.Resettable()).DataSet("testid", "reset").Body(
					kit.Icon(kit.IconReset), goapp.Span().Text(s.Text(textReset)),
				).OnClick(func(goapp.Context, goapp.Event) { s.Recipe.Restore() }),
			),
			goapp.Div().Class("grid").Body(x.group(recipe.GroupTraining)...),
			goapp.Div().Class("switches").Body(x.group(recipe.GroupSwitches)...),
		}, x.group(recipe.GroupAugment), []goapp.UI{
			x.part(saved.TextPictures, x.group(recipe.GroupPictures)...),
			x.settings(),
			x.rest(),
			goapp.P().Class("help small").Aria("hidden", true).Hidden(!slices.ContainsFunc(recipe.Fields(recipe.GroupTraining), func(k *recipe.Key) bool { return k.Shown(s.Recipe.Experiment) && s.Recipe.Assumed(k.Name) })).
				Body(assumedMark(s), goapp.Text(" "+s.Text(textAssumedLegend))),
			x.next(),
		})...)
}

// rest are the fields behind "More". They are on the page only while they are shown.
func (x *RecipeForm) rest() goapp.UI {
	s := x.S
	var parts []goapp.UI
	if x.more {
		parts = []goapp.UI{
			x.part(&recipe.KeyOf("optimizer").Field.Label, x.group(recipe.GroupOptimizer)...),
			x.part(textOfRate, x.group(recipe.GroupRate)...),
			x.part(textOfStopping, x.group(recipe.GroupStopping)...),
			x.part(textOfPenalty, x.penalty("Conv2D", editor.TextPenaltyConv), x.penalty("Dense", editor.TextPenaltyDense)),
			x.part(textOfRest, x.group(recipe.GroupRest)...),
		}
	}
	return goapp.Details().Class("more").DataSet("testid", "more").
		OnToggle(func(ctx goapp.Context, _ goapp.Event) { x.more = ctx.JSSrc().Get("open").Bool() }).
		Body(
			goapp.Summary().Text(s.Text(textMore)),
			goapp.Div().Body(parts...),
		)
}

func (x *RecipeForm) part(title say.Words, fields ...goapp.UI) goapp.UI {
	return goapp.FieldSet().Class("part").Body(
		goapp.Legend().Text(x.S.Text(title)),
		goapp.Div().Class("grid").Body(fields...),
	)
}

// group are the fields of a group that are shown. What is asked for and cannot be yet, as piecewise without its epochs, is shown with its fields all
// the same.
func (x *RecipeForm) group(g recipe.Group) []goapp.UI {
	asked := *x.S.Recipe.Experiment
	asked.Schedule = x.S.Recipe.Value("schedule")
	var fields []goapp.UI
	for _, k := range recipe.Fields(g) {
		if k.Shown(&asked) {
			fields = append(fields, x.control(k))
		}
	}
	return fields
}

// control is the field of a key.
func (x *RecipeForm) control(k *recipe.Key) goapp.UI {
	switch k.Field.Control {
	case recipe.ControlToggle:
		return x.toggle(k)
	case recipe.ControlChoice:
		return x.choice(k)
	case recipe.ControlTransforms:
		return x.augment(k.Name)
	case recipe.ControlMonitors:
		return x.monitors(k)
	}
	return x.number(k)
}

// monitors are switches, one for each value that can be watched; the first one switched on stays the first.
func (x *RecipeForm) monitors(k *recipe.Key) goapp.UI {
	s := x.S
	var pills []goapp.UI
	for _, m := range k.Field.Options {
		text := s.Text(&m.Text)
		if i := slices.Index(s.Recipe.Experiment.Monitor, m.Name); i >= 0 && len(s.Recipe.Experiment.Monitor) > 1 {
			text = s.Whole(i+1) + " · " + text
		}
		pills = append(pills, x.pill("monitor", m.Name, text, slices.Contains(s.Recipe.Experiment.Monitor, m.Name), func(on bool) {
			s.Recipe.Set("monitor", strings.Join(kit.Switched(s.Recipe.Experiment.Monitor, m.Name, on), ","))
		}))
	}
	return goapp.Div().Class("field whole").Hidden(s.Recipe.Hides("monitor")).Body(
		x.name("monitor"),
		goapp.Div().Class("pills two").Role("group").Aria("labelledby", "label-monitor").Body(pills...),
		kit.Explained("help-monitor", s.Recipe.Help("monitor")),
	)
}

// pill is a switch among others that look like it.
func (x *RecipeForm) pill(key, name, text string, on bool, set func(bool)) goapp.UI {
	return goapp.Label().Class("pill").Body(
		goapp.Input().Type("checkbox").Class("unseen").DataSet("testid", key+"-"+name).Checked(on).Disabled(x.S.Recipe.Locked(key)).
			OnChange(func(ctx goapp.Context, _ goapp.Event) { set(ctx.JSSrc().Get("checked").Bool()) }, name),
		goapp.Span().Text(text),
	)
}

// penalty is the field of the L2 penalty of all layers of a class.
func (x *RecipeForm) penalty(class string, name say.Words) goapp.UI {
	s := x.S
	rate, known, found := editor.DecayOf(s.Recipe.Sketch().Spec, class)
	id := "l2-" + strings.ToLower(class)
	hint := ""
	if found && !known {
		hint = s.Text(textPenaltyMany)
	}
	typed, wrong := s.Recipe.Penalties[class]
	if wrong {
		rate = typed
	}
	said := ""
	if wrong {
		said = s.Text(editor.TextFieldAllowed, takes(s, editor.Argument(class, "kernel_regularizer")))
	}
	return goapp.Div().Class("field").Hidden(!found).Body(
		goapp.Div().Class("label").Body(goapp.Label().For(id).Text(s.Text(name)), kit.Question(s, "about-"+id, s.Text(name))),
		goapp.Div().Class("box").Body(
			goapp.Input().Type("text").Attr("inputmode", "decimal").ID(id).DataSet("testid", id).AutoComplete(false).Spellcheck(false).
				Placeholder(hint).Value(rate).Disabled(s.Recipe.Locked("model")).Aria("describedby", "about-"+id+" wrong-"+id).Aria("invalid", wrong).
				OnInput(func(ctx goapp.Context, _ goapp.Event) { s.Recipe.SetDecay(class, ctx.JSSrc().Get("value").String()) }, class),
		),
		goapp.P().ID("wrong-"+id).Class("wrong").Aria("live", "polite").Hidden(!wrong).Text(said),
		kit.Explained("about-"+id, s.Text(textPenaltyHelp)),
	)
}

// next says what becomes of changes while a run goes on, and lets it go on with those that it can take.
func (x *RecipeForm) next() goapp.UI {
	s := x.S
	able := s.Training.Changeable()
	text := s.Text(textNextRun)
	if able {
		e := run.OverrideOf(s.Recipe.Experiment)
		text = s.Text(textCanChange, s.Plain(e.Rate), editor.AugmentationsInWords(s.Speaker, e.List()))
	}
	return goapp.Div().Class("next").Hidden(!s.Training.Run.Active()).Body(
		goapp.P().Class("small").Text(text),
		goapp.Button().Type("button").Class("quiet").DataSet("testid", "apply").Hidden(!able).Text(s.Text(textChangeNow)).
			OnClick(func(goapp.Context, goapp.Event) { s.Training.Change() }),
		goapp.P().Class("small").Role("status").DataSet("testid", "changed").Text(s.Training.Word),
	)
}

// number is a field for a number. It is a text field to the browser, so that what was typed stays there to be corrected.
func (x *RecipeForm) number(k *recipe.Key) goapp.UI {
	s, key := x.S, k.Name
	mode := "numeric"
	switch {
	case strings.Contains(s.Recipe.Value(key), ","), k.Field.Control == recipe.ControlList:
		mode = "text"
	case k.Field.Control == recipe.ControlDecimal:
		mode = "decimal"
	}
	return x.field(k, goapp.Input().Type("text").Attr("inputmode", mode).ID("field-"+key).DataSet("testid", k.Field.TestID).
		AutoComplete(false).Spellcheck(false).
		Value(s.Recipe.Value(key)).Disabled(s.Recipe.Locked(key)).
		Aria("describedby", "help-"+key+" problem-"+key).Aria("invalid", s.Recipe.Wrong[key] != nil).
		OnInput(func(ctx goapp.Context, _ goapp.Event) { s.Recipe.Set(key, ctx.JSSrc().Get("value").String()) }, key))
}

// choice is a field that takes one of some values, which are shown in words.
func (x *RecipeForm) choice(k *recipe.Key) goapp.UI {
	s, key := x.S, k.Name
	var values, words []string
	for _, o := range k.Field.Options {
		values, words = append(values, o.Name), append(words, s.Text(&o.Text))
	}
	chosen := k.Get(s.Recipe.Experiment)
	if slices.Contains(values, s.Recipe.Value(key)) {
		chosen = s.Recipe.Value(key)
	}
	return x.field(k, goapp.Select().ID("field-"+key).DataSet("testid", k.Field.TestID).
		Disabled(s.Recipe.Locked(key)).Aria("describedby", "help-"+key+" problem-"+key).
		OnChange(func(ctx goapp.Context, _ goapp.Event) { s.Recipe.Set(key, ctx.JSSrc().Get("value").String()) }, key).
		Body(options(values, words, chosen)...))
}

// field is a label, its control, and the message about it.
func (x *RecipeForm) field(k *recipe.Key, control goapp.UI) goapp.UI {
	s, key := x.S, k.Name
	class := "field"
	if key == "optimizer" && s.Recipe.Experiment.Optimizer != "sgd" {
		class += " two" // there is no momentum beside it
	}
	if k.Field.Wide {
		class += " row"
	}
	var mark goapp.UI
	if s.Recipe.ChangedHere(key) {
		class += " fresh"
	}
	if s.Recipe.Assumed(key) {
		class += " marked"
		mark = assumedMark(s)
	}
	return goapp.Div().Class(class).Hidden(s.Recipe.Hides(key)).Body(
		x.name(key),
		goapp.Div().Class("box").Body(control, mark),
		goapp.P().ID("problem-"+key).Class("wrong").DataSet("testid", "problem-"+key).Aria("live", "polite").
			Hidden(s.Recipe.Wrong[key] == nil).Text(s.Recipe.Allowed(key)),
		kit.Explained("help-"+key, s.Recipe.Help(key)),
	)
}

// name is a field's label with its question mark.
func (x *RecipeForm) name(key string) goapp.UI {
	return goapp.Div().Class("label").ID("label-"+key).Body(
		goapp.Label().For("field-"+key).Body(label(x.S, key)),
		kit.Question(x.S, "help-"+key, x.S.Text(&recipe.KeyOf(key).Field.Label)),
	)
}

// label is a field's name, and that it cannot be changed where it cannot.
func label(s *app.Session, key string) goapp.UI {
	name := s.Text(&recipe.KeyOf(key).Field.Label)
	if !s.Recipe.Locked(key) {
		return goapp.Span().Text(name)
	}
	return goapp.Span().Body(
		goapp.Text(name+" "),
		goapp.Span().Class("lock").Title(s.Text(textLocked)).Body(kit.Icon(kit.IconLock), kit.Unseen(" "+s.Text(textLocked))),
	)
}

func assumedMark(s *app.Session) goapp.UI {
	return goapp.Abbr().Class("assumed").Title(s.Text(textAssumed)).Text("A")
}

// toggle is a switch.
func (x *RecipeForm) toggle(k *recipe.Key) goapp.UI {
	s, key := x.S, k.Name
	return goapp.Div().Class("field switch").Hidden(s.Recipe.Hides(key)).Body(
		goapp.Input().Type("checkbox").ID("field-"+key).DataSet("testid", k.Field.TestID).
			Checked(k.Get(s.Recipe.Experiment) == "1").Disabled(s.Recipe.Locked(key)).Aria("describedby", "help-"+key).
			OnChange(func(ctx goapp.Context, _ goapp.Event) {
				if ctx.JSSrc().Get("checked").Bool() {
					s.Recipe.Set(key, "1")
				} else {
					s.Recipe.Set(key, "0")
				}
			}, key),
		goapp.Label().For("field-"+key).Body(label(s, key)),
		kit.Question(s, "help-"+key, s.Text(&k.Field.Label)),
		kit.Explained("help-"+key, s.Recipe.Help(key)),
	)
}

// augment are the switches of augmentation, one for each way to change a picture, and the ranges of those that are on.
func (x *RecipeForm) augment(key string) goapp.UI {
	s := x.S
	var pills, ranges []goapp.UI
	for _, w := range recipe.Transforms() {
		value, on := w.In(s.Recipe.Experiment.Augment)
		pills = append(pills, x.pill(key, w.Name, s.Text(&w.Text), on, func(on bool) {
			s.Recipe.Set(key, editor.AugmentedBy(s.Recipe.Experiment.Augment, w.Name, on))
		}))
		if on && w.Range > 0 {
			ranges = append(ranges, x.reach(w, s.Text(&w.Text), value))
		}
	}
	return goapp.FieldSet().Class("part").Aria("describedby", "help-"+key).Hidden(s.Recipe.Hides(key)).Body(
		goapp.Legend().Body(label(s, key), goapp.Text(" "), kit.Question(s, "help-"+key, s.Text(&recipe.KeyOf(key).Field.Label)), kit.Explained("help-"+key, s.Recipe.Help(key))),
		goapp.Div().Class("pills").Body(pills...),
		goapp.Div().Class("grid ranges").Hidden(len(ranges) == 0).Body(ranges...),
		goapp.P().Class("wrong").DataSet("testid", "problem-augment").Aria("live", "polite").Hidden(s.Recipe.Wrong[key] == nil).Text(s.Recipe.Allowed(key)),
	)
}

// reach is the field for how far a way to change pictures goes.
func (x *RecipeForm) reach(w *recipe.Transform, name string, value float64) goapp.UI {
	s := x.S
	id := "range-" + w.Name
	text, wrong := s.Recipe.Reaches[w.Name]
	if !wrong {
		text = strconv.FormatFloat(value, 'g', -1, 64)
	}
	label := s.Text(textRangeUpTo, name)
	return goapp.Div().Class("field").Body(
		goapp.Div().Class("label").Body(goapp.Label().For(id).Text(label), kit.Question(s, "about-"+id, label)),
		goapp.Div().Class("box").Body(
			goapp.Input().Type("text").Attr("inputmode", "decimal").ID(id).DataSet("testid", id).AutoComplete(false).Spellcheck(false).
				Value(text).Disabled(s.Recipe.Locked("augment")).Aria("describedby", "about-"+id+" wrong-"+id).Aria("invalid", wrong).
				OnInput(func(ctx goapp.Context, _ goapp.Event) { s.Recipe.SetReach(w, ctx.JSSrc().Get("value").String()) }, w.Name),
		),
		goapp.P().ID("wrong-"+id).Class("wrong").Aria("live", "polite").Hidden(!wrong).Text(s.Text(textRangeWrong, s.Plain(w.High))),
		kit.Explained("about-"+id, s.Text(textRangeHelp)),
	)
}

// settings are what is not as the sample has it and no field shows now. Each can be taken back.
func (x *RecipeForm) settings() goapp.UI {
	s := x.S
	var chips []goapp.UI
	for _, c := range s.Recipe.Settings() {
		class := "chip setting"
		if c.Wrong {
			class += " wrong"
		}
		chips = append(chips, goapp.Li().Class(class).DataSet("testid", "setting-"+c.Key).Body(
			goapp.Span().Title(c.Help).Text(c.Text),
			goapp.Button().Type("button").Hidden(c.Fixed).Aria("label", s.Text(textSettingRemove, c.Text)).
				OnClick(func(goapp.Context, goapp.Event) { s.Recipe.Revert(c.Key) }, c.Key).Body(kit.Icon(kit.IconClose)),
		))
	}
	return goapp.Ul().Class("settings").Aria("label", s.Text(textSettings)).Hidden(len(chips) == 0).Body(chips...)
}
