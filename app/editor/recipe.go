package editor

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"muestra/app/host"
	"muestra/app/say"
	"muestra/nn/recipe"
	"muestra/nn/samples"
)

// Recipe is the experiment that is being edited.
type Recipe struct {
	*host.Host

	Given      map[string]string // link keys and what they were given, also where it cannot be
	Experiment *recipe.Experiment
	Identity   string           // equal for experiments that give the same result
	Changes    map[string]bool  // keys of the recipe that are not as the sample has them
	Wrong      map[string]error // by key: why what was given cannot be
	Notices    []recipe.Notice  // about the link
	Held       bool             // the link asked for a run while another one was on
	LinkError  error            // the link that the page was opened with
	Damaged    string           // that link, where its escapes were broken
	Refused    bool             // Train was pressed although something is wrong
	Reading    int              // a sample that can only be read about, whose story is shown; 0 for none

	Draft     *Draft            // the network as it is being edited; nil: it is the experiment's
	Chosen    int               // the layer of the table that is open, from 1 on; 0 for none
	Penalties map[string]string // by class of layers: an L2 penalty that was typed and cannot be
	Reaches   map[string]string // by way to change pictures: a range that was typed and cannot be
	Undos     UndoStack
}

// New is the recipe of an empty link.
func New(h *host.Host) *Recipe {
	s := &Recipe{Host: h, Given: map[string]string{}}
	s.Evaluate()
	return s
}

// decides reports whether a link key decides about the result.
func decides(key string) bool {
	k := recipe.KeyOf(key)
	return k != nil && k.Scope.DecidesResult()
}

// Evaluate makes the experiment of what was given. A value that cannot be is noted and left out.
func (s *Recipe) Evaluate() {
	s.Wrong = map[string]error{}
	var pairs []recipe.Pair
	for _, k := range recipe.Keys() {
		if v, ok := s.Given[k.Name]; ok {
			pairs = append(pairs, recipe.Pair{Key: k.Name, Value: v})
		}
	}
	experiment, _, err := recipe.Build(pairs)
	if err != nil {
		experiment = sift(pairs, s.Wrong)
	}
	s.Experiment = experiment
	s.checkTyped()
	_, model := s.Given["model"]
	differences := DifferencesOf(s.Experiment, model)
	s.Identity = IdentityOf(s.Experiment.Sample, differences)
	s.Changes = map[string]bool{}
	for _, d := range differences {
		s.Changes[d.Key] = true
	}
	for key := range s.Wrong {
		if decides(key) {
			s.Changes[key] = true
		}
	}
	if len(s.Wrong) == 0 {
		s.Refused = false
	}
}

// sift takes in what can be, value by value, and notes in wrong what cannot. A value may need one that comes later, as train=50000 needs val=0: so what
// was refused is tried again as long as others come in.
func sift(pairs []recipe.Pair, wrong map[string]error) *recipe.Experiment {
	experiment, _, err := recipe.Build(nil)
	if err != nil {
		panic(noExperiment)
	}
	var taken []recipe.Pair
	for came := true; came; {
		came = false
		var refused []recipe.Pair
		for _, p := range pairs {
			trial := append(taken[:len(taken):len(taken)], p)
			e, _, err := recipe.Build(trial)
			if err != nil {
				wrong[p.Key] = err
				refused = append(refused, p)
				continue
			}
			delete(wrong, p.Key)
			experiment, taken, came = e, trial, true
		}
		pairs = refused
	}
	return experiment
}

const noExperiment = "app: an empty link makes no experiment"

// DifferencesOf are the keys of the recipe that an experiment does not have as its sample, and its values. The network is looked at only where
// model says so: writing a large one takes a tenth of a second.
func DifferencesOf(e *recipe.Experiment, model bool) []recipe.Pair {
	own, err := recipe.New(e.Sample)
	if err != nil {
		panic(noExperiment)
	}
	var all []recipe.Pair
	for _, k := range recipe.Keys() {
		if !k.Scope.DecidesResult() || k.Name == "model" && !model {
			continue
		}
		if value := k.Get(e); value != k.Get(own) {
			all = append(all, recipe.Pair{Key: k.Name, Value: value})
		}
	}
	return all
}

// IdentityOf is equal for experiments that give the same result.
func IdentityOf(sample int, differences []recipe.Pair) string {
	var b strings.Builder
	fmt.Fprintf(&b, "sample=%d", sample)
	for _, d := range differences {
		fmt.Fprintf(&b, "&%s=%s", d.Key, d.Value)
	}
	return b.String()
}

// Resettable reports whether there is something to reset.
func (s *Recipe) Resettable() bool {
	for key := range s.Changes {
		if !s.Locked(key) {
			return true
		}
	}
	return false
}

// Value is what a field shows: what somebody typed, or the experiment's value.
func (s *Recipe) Value(key string) string {
	if v, ok := s.Given[key]; ok {
		return v
	}
	if k := recipe.KeyOf(key); k != nil {
		return k.Get(s.Experiment)
	}
	return ""
}

// Allowed says what a field takes, where what it holds cannot be.
func (s *Recipe) Allowed(key string) string {
	err := s.Wrong[key]
	if err == nil {
		return ""
	}
	if link, ok := err.(*recipe.LinkError); ok && link.Problem == (recipe.Text{}) {
		if k := recipe.KeyOf(key); k != nil {
			return s.Text(TextFieldAllowed, k.Want.In(s.Lang))
		}
	}
	return s.Words(err)
}

// Assumed reports whether a field holds a value that is ours and not the report's.
func (s *Recipe) Assumed(key string) bool {
	k := recipe.KeyOf(key)
	return k != nil && k.Scope == recipe.ScopeRecipe && k.Field != nil && !k.Field.Group.Rare() &&
		!s.Changes[key] && samples.ByNumber(s.Experiment.Sample).Mark(key) == samples.Assumed
}

// AugmentationsInWords are the entries of an augment= list, in words.
func AugmentationsInWords(s *say.Speaker, list []string) string {
	if len(list) == 0 {
		return s.Text(textAugmentNone)
	}
	var all []string
	for _, w := range recipe.Transforms() {
		value, on := w.In(list)
		if !on {
			continue
		}
		text := s.Text(&w.Text)
		if value != w.Range {
			text += " " + s.Plain(value)
		}
		all = append(all, text)
	}
	return strings.Join(all, ", ")
}

// AugmentedBy is what augment= says when a way to change pictures is switched on or off.
func AugmentedBy(list []string, name string, on bool) string {
	var all []string
	for _, w := range recipe.Transforms() {
		value, was := w.In(list)
		switch {
		case w.Name == name && on && !was:
			all = append(all, w.Entry(w.Range))
		case was && (w.Name != name || on):
			all = append(all, w.Entry(value))
		}
	}
	return strings.Join(all, ",")
}

// Setting is something about the experiment that is not as the sample has it and that no field shows, or one behind "More".
type Setting struct {
	Key, Text string
	Help      string // for a key that the page has no words of its own for
	Fixed     bool   // by the link
	Wrong     bool
}

// Settings are what the experiment has otherwise than the sample where no field shows it.
func (s *Recipe) Settings() []Setting {
	var all []Setting
	for _, k := range recipe.Keys() {
		known := k.Field != nil
		if known && !k.Field.Group.Rare() || !s.Changes[k.Name] {
			continue
		}
		var text, help string
		switch e := s.Experiment; k.Name {
		case "model":
			text = s.Text(textSettingModel)
		case "nesterov":
			if e.Optimizer != "sgd" {
				continue // it does nothing there
			}
			text = s.Text(textSettingNesterov)
		case "shuffle":
			text = s.Text(textSettingOrder)
		case "steps":
			text = s.Text(textSettingSteps, s.Whole(e.Steps))
		default:
			if known {
				text, help = s.Text(&k.Field.Label), s.Help(k.Name)
				if value := s.Value(k.Name); s.Wrong[k.Name] != nil {
					text += ": " + cmp.Or(value, "–")
				} else if k.Type != recipe.TypeTruth || value != "1" {
					text += ": " + ValueInWords(s.Speaker, k, e)
				}
				break
			}
			text, help = k.Name+" = "+cmp.Or(k.Get(e), "–"), k.Help.In(s.Lang)
		}
		all = append(all, Setting{k.Name, text, help, s.Locked(k.Name), s.Wrong[k.Name] != nil})
	}
	return all
}

// ValueInWords is a value of an experiment as people write it.
func ValueInWords(s *say.Speaker, k *recipe.Key, e *recipe.Experiment) string {
	value := k.Get(e)
	switch {
	case k.Name == "augment":
		return AugmentationsInWords(s, e.Augment)
	case k.Name == "monitor":
		return OptionsInWords(s, k.Name, e.Monitor)
	case k.Field != nil && k.Field.Control == recipe.ControlChoice:
		return OptionInWords(s, k.Name, value)
	case k.Type == recipe.TypeTruth:
		return s.YesOrNo(value == "1")
	case s.Lang == "es" && strings.Trim(value, "0123456789.") == "":
		return strings.Replace(value, ".", ",", 1)
	}
	return cmp.Or(value, "–")
}

// OptionInWords is a value that a key's field offers, by its name in a link.
func OptionInWords(s *say.Speaker, key, name string) string {
	if k := recipe.KeyOf(key); k != nil && k.Field != nil {
		if o := k.Field.Option(name); o != nil {
			return s.Text(&o.Text)
		}
	}
	return name
}

// OptionsInWords are several values that a key's field offers, in their order: the first of the monitors decides more than the others.
func OptionsInWords(s *say.Speaker, key string, names []string) string {
	var all []string
	for _, name := range names {
		all = append(all, OptionInWords(s, key, name))
	}
	return cmp.Or(strings.Join(all, ", "), "–")
}

// Refusal says why Train does nothing: what is wrong with the network, or that something in the recipe is marked.
func (s *Recipe) Refusal() string {
	text, layer := s.NetworkProblem()
	switch {
	case text == "":
		return s.Text(TextRefused)
	case layer < 0:
		return s.Text(TextNetworkWrong, text)
	}
	return s.Text(TextNetworkWrongAt, layer+1, text)
}

// stoppingHelp says when early stopping ends a run.
func stoppingHelp(s *say.Speaker, e recipe.Experiment) string {
	e.EarlyStopping = true
	rules := e.Stopping()
	if len(rules) == 0 {
		return s.Text(textStoppingNever)
	}
	text := ""
	for i, rule := range rules {
		what := rule.Monitor
		switch what {
		case "loss":
			what = s.Text(textMonitorLoss)
		case "accuracy":
			what = s.Text(textMonitorAccuracy)
		case "val_loss":
			what = s.Text(textMonitorValLoss)
		case "val_accuracy":
			what = s.Text(textMonitorValAccuracy)
		}
		if i > 0 {
			text += s.Text(textOr)
		}
		text += s.Text(textStoppingRule, what, rule.Patience)
	}
	return s.Text(textEarlyStoppingHelp, text)
}

// Has reports whether a key is among pairs.
func Has(pairs []recipe.Pair, key string) bool {
	return slices.ContainsFunc(pairs, func(p recipe.Pair) bool { return p.Key == key })
}
