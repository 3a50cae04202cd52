package app

import (
	"fmt"
	"slices"
	"strings"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/nn"
)

// experiment is what is about to be trained: the sample's story, the recipe, the network.
type experiment struct {
	goapp.Compo
	s       *session
	focused string // the field whose meaning is shown
}

// OnMount implements goapp.Mounter.
func (x *experiment) OnMount(ctx goapp.Context) { x.s.views().add(ctx, false) }

// Render implements goapp.Composer.
func (x *experiment) Render() goapp.UI {
	return goapp.Section().Class("experiment").Aria("labelledby", "experiment-title").Body(
		&chapter{s: x.s},
		x.recipe(),
		x.network(),
	)
}

// control is one field of the recipe.
type control struct {
	key, testid string
	label, help words // of early stopping, the help depends on the sample: see session.help
	decimal     bool
}

var controlOf = map[string]control{
	"epochs":   {"epochs", "epochs", textEpochs, textEpochsHelp, false},
	"batch":    {"batch", "batch", textBatch, textBatchHelp, false},
	"lr":       {"lr", "lr", textLearningRate, textLearningRateHelp, true},
	"momentum": {"momentum", "momentum", textMomentum, textMomentumHelp, true},
	"seed":     {"seed", "seed", textSeed, textSeedHelp, false},
	"train":    {"train", "train-size", textTrainSize, textTrainSizeHelp, false},
	"val":      {"val", "val-size", textValSize, textValSizeHelp, false},
	"test":     {"test", "test-size", textTestSize, textTestSizeHelp, false},

	"optimizer":      {"optimizer", "optimizer", textOptimizer, textOptimizerHelp, false},
	"early_stopping": {"early_stopping", "early-stopping", textEarlyStopping, textEarlyStoppingHelp, false},
	"dropout":        {"dropout", "dropout", textDropout, textDropoutHelp, false},
	"augment":        {"augment", "augment", textAugment, textAugmentHelp, false},
	"workers":        {"workers", "workers", textSharers, textSharersHelp, false},
}

// help says what a field means.
func (s *session) help(key string) string {
	if key == "early_stopping" {
		return s.stoppingHelp()
	}
	return s.text(controlOf[key].help)
}

// recipe is the form.
func (x *experiment) recipe() goapp.UI {
	s := x.s
	rowed := []string{"optimizer", "lr", "momentum", "epochs", "batch", "seed"}
	if s.experiment.Optimizer != "sgd" {
		rowed = slices.DeleteFunc(rowed, func(key string) bool { return key == "momentum" })
	}
	rows := []goapp.UI{x.optimizer()}
	for _, key := range rowed[1:] {
		rows = append(rows, x.number(key))
	}
	rows = append(rows, x.workers())
	help := goapp.P().Class("help small").Aria("hidden", true)
	if c, ok := controlOf[x.focused]; ok {
		help = help.Body(goapp.B().Text(s.text(c.label)+": "), goapp.Text(s.help(x.focused)))
	} else if slices.ContainsFunc(rowed, s.assumed) {
		help = help.Body(assumedMark(s), goapp.Text(" "+s.text(textAssumedLegend)))
	}
	return goapp.Form().Class("recipe card").NoValidate(true).Hidden(s.hides("recipe")).Aria("labelledby", "recipe-title").
		OnSubmit(func(_ goapp.Context, e goapp.Event) { e.PreventDefault(); s.train() }).
		Body(
			goapp.Div().Class("heading").Body(
				goapp.H3().ID("recipe-title").Text(s.text(textRecipe)),
				goapp.Button().Type("button").Class("quiet").Hidden(!s.changed()).DataSet("testid", "reset").Body(
					icon(iconReset), goapp.Span().Text(s.text(textReset)),
				).OnClick(func(goapp.Context, goapp.Event) { s.restore() }),
			),
			goapp.Div().Class("grid").Body(rows...),
			x.settings(),
			goapp.Div().Class("switches").Body(
				x.toggle("early_stopping", s.experiment.EarlyStopping),
				x.toggle("dropout", s.experiment.Dropout).Hidden(s.hides("dropout") || !drops(s.experiment.Spec)),
			),
			x.augment(),
			goapp.FieldSet().Class("part").Body(
				goapp.Legend().Text(s.text(textPictures)),
				goapp.Div().Class("grid").Body(x.number("train"), x.number("val"), x.number("test")),
			),
			help,
			x.next(),
		)
}

// next says what becomes of changes while a run goes on, and lets it go on with those that it can take.
func (x *experiment) next() goapp.UI {
	s := x.s
	able := s.changeable()
	text := s.text(textNextRun)
	if able {
		e := askedOf(s.experiment)
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
func (x *experiment) number(key string) goapp.UI {
	s, c := x.s, controlOf[key]
	mode := "numeric"
	if c.decimal {
		mode = "decimal"
	}
	input := goapp.Input().Type("text").Attr("inputmode", mode).ID("field-"+key).DataSet("testid", c.testid).
		AutoComplete(false).Spellcheck(false).
		Value(s.value(key)).Disabled(s.locked(key)).
		Aria("describedby", "help-"+key+" problem-"+key).Aria("invalid", s.wrong[key] != nil).
		OnInput(func(ctx goapp.Context, _ goapp.Event) { s.set(key, ctx.JSSrc().Get("value").String()) }, key).
		OnFocus(func(goapp.Context, goapp.Event) { x.focused = key }, key)
	return x.field(key, input)
}

func (x *experiment) optimizer() goapp.UI {
	s := x.s
	return x.choice("optimizer", []string{"sgd", "adam", "rmsprop"}, []string{s.text(textSGD), s.text(textAdam), s.text(textRMSprop)})
}

// workers is how many share each batch: by the machine, or a number.
func (x *experiment) workers() goapp.UI {
	values := []string{"auto", "1", "2", "3", "4", "5", "6", "7", "8"}
	words := slices.Clone(values)
	words[0] = x.s.text(textSharersAuto)
	return x.choice("workers", values, words)
}

// choice is a field that takes one of some values, which are shown in words.
func (x *experiment) choice(key string, values, words []string) goapp.UI {
	s := x.s
	options := make([]goapp.UI, len(values))
	for i, v := range values {
		options[i] = goapp.Option().Value(v).Selected(keyOf(key).Get(s.experiment) == v).Text(words[i])
	}
	return x.field(key, goapp.Select().ID("field-"+key).DataSet("testid", controlOf[key].testid).
		Disabled(s.locked(key)).Aria("describedby", "help-"+key+" problem-"+key).
		OnChange(func(ctx goapp.Context, _ goapp.Event) { s.set(key, ctx.JSSrc().Get("value").String()) }, key).
		OnFocus(func(goapp.Context, goapp.Event) { x.focused = key }, key).
		Body(options...))
}

// field is a label, its control, and the message about it.
func (x *experiment) field(key string, control goapp.UI) goapp.UI {
	s := x.s
	class := "field"
	if key == "optimizer" && s.experiment.Optimizer != "sgd" {
		class += " two" // there is no momentum beside it
	}
	if key == "workers" {
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
		goapp.Label().For("field-"+key).Body(s.label(key)),
		goapp.Div().Class("box").Body(control, mark),
		goapp.P().ID("problem-"+key).Class("wrong").DataSet("testid", "problem-"+key).Aria("live", "polite").
			Hidden(s.wrong[key] == nil).Text(s.allowed(key)),
		goapp.Span().ID("help-"+key).Class("unseen").Text(s.help(key)),
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
func (x *experiment) toggle(key string, on bool) goapp.HTMLDiv {
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
			}, key).
			OnFocus(func(goapp.Context, goapp.Event) { x.focused = key }, key),
		goapp.Label().For("field-"+key).Body(s.label(key)),
		goapp.Span().ID("help-"+key).Class("unseen").Text(s.help(key)),
	)
}

// drops reports whether a network has something for the switch of dropout to switch.
func drops(spec *nn.Spec) bool {
	return slices.ContainsFunc(spec.Layers, func(l nn.Layer) bool { return l.ClassName() == "Dropout" })
}

// augment are the switches of augmentation, one for each way to change a picture.
func (x *experiment) augment() goapp.UI {
	s := x.s
	const key = "augment"
	ways := make([]goapp.UI, len(augmentations))
	for i, a := range augmentations {
		ways[i] = goapp.Label().Class("pill").Body(
			goapp.Input().Type("checkbox").Class("unseen").DataSet("testid", key+"-"+a.name).
				Checked(slices.Contains(s.experiment.Augment, a.name)).Disabled(s.locked(key)).
				OnChange(func(ctx goapp.Context, _ goapp.Event) {
					s.set(key, augmentedBy(s.experiment.Augment, a.name, ctx.JSSrc().Get("checked").Bool()))
				}, a.name).
				OnFocus(func(goapp.Context, goapp.Event) { x.focused = key }, key),
			goapp.Span().Text(s.text(a.text)),
		)
	}
	return goapp.FieldSet().Class("part").Aria("describedby", "help-"+key).Hidden(s.hides(key)).Body(
		goapp.Legend().Body(s.label(key)),
		goapp.Div().Class("pills").Body(ways...),
		goapp.Span().ID("help-"+key).Class("unseen").Text(s.help(key)),
	)
}

// settings are what a link has changed and no field shows. Each can be taken back.
func (x *experiment) settings() goapp.UI {
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
				OnClick(func(goapp.Context, goapp.Event) { s.revert(c.key) }, c.key).Body(icon(iconClose)),
		))
	}
	return goapp.Ul().Class("settings").Aria("label", s.text(textSettings)).Hidden(len(chips) == 0).Body(chips...)
}

// network is the Keras summary.
func (x *experiment) network() goapp.UI {
	s := x.s
	spec := s.experiment.Spec
	rows, err := spec.Rows()
	if err != nil {
		return goapp.Div().Class("network card").Body(goapp.P().Text(err.Error()))
	}
	total, trainable := 0, 0
	body := make([]goapp.UI, 0, len(rows))
	for i, r := range rows {
		total += r.Params
		trainable += r.Trainable
		class, news := s.news(i)
		body = append(body, goapp.Tr().Class("kind-"+r.Class+class).Title(news).Body(
			goapp.Th().Scope("row").Body(append(layerName(r.Name), goapp.Text(" "), goapp.Span().Class("type").Text("("+r.Class+")"), unseen(news))...),
			goapp.Td().Text(r.OutputShape),
			goapp.Td().Class("figure").Text(s.whole(r.Params)),
		))
	}
	foot := []goapp.UI{s.sum(textTotal, s.whole(total), "total-params"), s.sum(textTrainable, s.whole(trainable), "trainable-params")}
	if bytes, err := spec.Memory(s.experiment.Batch); err == nil {
		foot = append(foot, s.sum(textMemory, fmt.Sprintf("%s MB", s.decimal(float64(bytes)/1e6, 1)), "memory"))
	}
	return goapp.Div().Class("network card").DataSet("testid", "summary").Hidden(s.hides("network")).Body(
		goapp.H3().ID("network-title").Text(s.text(textNetwork)),
		goapp.Div().Class("scroll").TabIndex(0).Role("region").Aria("labelledby", "network-title").Body(
			goapp.Table().Aria("labelledby", "network-title").Body(
				goapp.THead().Body(goapp.Tr().Body(
					goapp.Th().Scope("col").Text(s.text(textLayer)),
					goapp.Th().Scope("col").Text(s.text(textOutput)),
					goapp.Th().Scope("col").Class("figure").Text(s.text(textParameters)),
				)),
				goapp.TBody().Body(body...),
				goapp.TFoot().Body(foot...),
			),
		),
	)
}

// layerName is a name that may be broken after its underscores, and only there if that is enough.
func layerName(name string) []goapp.UI {
	var parts []goapp.UI
	for part := range strings.SplitAfterSeq(name, "_") {
		parts = append(parts, goapp.Text(part), goapp.Wbr())
	}
	return parts
}

func (s *session) sum(label words, value, testid string) goapp.UI {
	return goapp.Tr().Body(
		goapp.Th().Scope("row").ColSpan(2).Text(s.text(label)),
		goapp.Td().Class("figure").DataSet("testid", testid).Text(value),
	)
}
