package app

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"muestra/nn/samples"
)

// beside are the link keys that say nothing about the recipe: which sample it is of, and how it is trained and shown.
var beside = []string{"sample", "workers", "lang", "lock", "hide", "title", "task", "lesson", "run"}

// kept are the keys that stay when another sample is chosen: they are not the sample's.
var kept = []string{"train", "val", "test", "seed", "workers", "lang", "lock", "hide", "title", "task", "lesson"}

// keyOf is the link key of a name, or nil.
func keyOf(name string) *samples.Key {
	for _, k := range samples.Keys() {
		if k.Name == name {
			return k
		}
	}
	return nil
}

// ofRecipe reports whether a link key decides about the result.
func ofRecipe(key string) bool { return !slices.Contains(beside, key) }

// evaluate makes the experiment of what was given. A value that cannot be is noted and left out.
func (s *session) evaluate() {
	s.wrong = map[string]error{}
	var pairs []samples.Pair
	for _, k := range samples.Keys() {
		if v, ok := s.given[k.Name]; ok {
			pairs = append(pairs, samples.Pair{Key: k.Name, Value: v})
		}
	}
	experiment, _, err := samples.Build(pairs)
	if err != nil {
		experiment = s.sift(pairs)
	}
	s.experiment = experiment
	s.checkTyped()
	s.compareWithSample()
	if len(s.wrong) == 0 {
		s.refused = false
	}
}

// sift takes in what can be, value by value, and notes what cannot. A value may need one that comes later, as train=50000 needs val=0: so what
// was refused is tried again as long as others come in.
func (s *session) sift(pairs []samples.Pair) *samples.Experiment {
	experiment, _, err := samples.Build(nil)
	if err != nil {
		panic(noExperiment)
	}
	var taken []samples.Pair
	for came := true; came; {
		came = false
		var refused []samples.Pair
		for _, p := range pairs {
			trial := append(taken[:len(taken):len(taken)], p)
			e, _, err := samples.Build(trial)
			if err != nil {
				s.wrong[p.Key] = err
				refused = append(refused, p)
				continue
			}
			delete(s.wrong, p.Key)
			experiment, taken, came = e, trial, true
		}
		pairs = refused
	}
	return experiment
}

const noExperiment = "app: an empty link makes no experiment"

// compareWithSample notes which keys of the recipe are not as the sample has them, and the experiment's identity.
func (s *session) compareWithSample() {
	_, model := s.given["model"]
	differences := differencesOf(s.experiment, model)
	s.identity = identityOf(s.experiment.Sample, differences)
	s.changes = map[string]bool{}
	for _, d := range differences {
		s.changes[d.Key] = true
	}
	for key := range s.wrong {
		if ofRecipe(key) {
			s.changes[key] = true
		}
	}
}

// differencesOf are the keys of the recipe that an experiment does not have as its sample, and its values. The network is looked at only where
// model says so: writing a large one takes a tenth of a second.
func differencesOf(e *samples.Experiment, model bool) []samples.Pair {
	own, err := samples.New(e.Sample)
	if err != nil {
		panic(noExperiment)
	}
	var all []samples.Pair
	for _, k := range samples.Keys() {
		if !ofRecipe(k.Name) || k.Name == "model" && !model {
			continue
		}
		if value := k.Get(e); value != k.Get(own) {
			all = append(all, samples.Pair{Key: k.Name, Value: value})
		}
	}
	return all
}

// identityOf is equal for experiments that give the same result.
func identityOf(sample int, differences []samples.Pair) string {
	var b strings.Builder
	fmt.Fprintf(&b, "sample=%d", sample)
	for _, d := range differences {
		fmt.Fprintf(&b, "&%s=%s", d.Key, d.Value)
	}
	return b.String()
}

// resettable reports whether there is something to reset.
func (s *session) resettable() bool {
	for key := range s.changes {
		if !s.locked(key) {
			return true
		}
	}
	return false
}

// value is what a field shows: what somebody typed, or the experiment's value.
func (s *session) value(key string) string {
	if v, ok := s.given[key]; ok {
		return v
	}
	if k := keyOf(key); k != nil {
		return k.Get(s.experiment)
	}
	return ""
}

// allowed says what a field takes, where what it holds cannot be.
func (s *session) allowed(key string) string {
	err := s.wrong[key]
	if err == nil {
		return ""
	}
	if link, ok := err.(*samples.LinkError); ok && link.Problem == (samples.Text{}) {
		if k := keyOf(key); k != nil {
			return s.text(textFieldAllowed, k.Want.In(s.lang))
		}
	}
	return s.words(err)
}

// assumed reports whether a field holds a value that is ours and not the report's.
func (s *session) assumed(key string) bool {
	switch key {
	case "seed", "train", "val", "test", "workers":
		return false // everybody's own choice
	}
	return !controlOf[key].rare && !s.changes[key] && samples.ByNumber(s.experiment.Sample).Mark(key) == samples.Assumed
}

// option is one of the values that a field offers, by its name in a link.
type option struct {
	name string
	text words
}

// augmentations are the ways to change a picture that augment= can list, in the order in which the page writes them.
var augmentations = []option{
	{"flip", textFlip},
	{"shift", textShift},
	{"rotation", textRotation},
	{"zoom", textZoom},
	{"brightness", textBrightness},
	{"cutout", textCutout},
}

// augmentations are the entries of an augment= list, in words.
func (s *session) augmentations(list []string) string {
	if len(list) == 0 {
		return s.text(textAugmentNone)
	}
	var all []string
	for i, w := range samples.Transforms() {
		value, on := w.In(list)
		if !on {
			continue
		}
		text := s.text(augmentations[i].text)
		if value != w.Range {
			text += " " + s.plain(value)
		}
		all = append(all, text)
	}
	return strings.Join(all, ", ")
}

// augmentedBy is what augment= says when a way to change pictures is switched on or off.
func augmentedBy(list []string, name string, on bool) string {
	var all []string
	for _, w := range samples.Transforms() {
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

// stepsPerEpoch is the number of optimizer steps of a whole epoch, by the rule of train.Run: with augmentation, what is too little for a whole
// batch is left out.
func stepsPerEpoch(e *samples.Experiment) int {
	if len(e.Augment) > 0 {
		return max(e.Train/e.Batch, 1)
	}
	return (e.Train + e.Batch - 1) / e.Batch
}

// plan says what Train would do.
func (s *session) plan() string {
	e := s.experiment
	perEpoch, pictures := stepsPerEpoch(e), min(e.Batch, e.Train)
	if e.Steps > 0 && e.Steps < perEpoch*e.Epochs {
		return s.text(textPlanSteps, s.whole(e.Steps), s.whole(pictures)) + s.forecast(float64(e.Steps)/float64(perEpoch))
	}
	return s.text(textPlan, s.whole(e.Epochs), s.whole(perEpoch), s.whole(pictures)) + s.forecast(float64(e.Epochs))
}

// forecast says how long so many epochs will take on this machine, roughly; nothing for a network that cannot be trained.
func (s *session) forecast(epochs float64) string {
	if s.wrong["model"] != nil || macsOf(s.experiment.Spec) == 0 {
		return ""
	}
	each, _ := s.epochTime(s.computing())
	text := textPlanTakes
	if s.experiment.EarlyStopping {
		text = textPlanAtMost
	}
	return " · " + s.text(text, s.coarsely(time.Duration(epochs*float64(each))))
}

// setting is something about the experiment that is not as the sample has it and that no field shows, or one behind "More".
type setting struct {
	key, text string
	help      string // for a key that the page has no words of its own for
	fixed     bool   // by the link
	wrong     bool
}

// settings are those there are.
func (s *session) settings() []setting {
	var all []setting
	for _, k := range samples.Keys() {
		c, known := controlOf[k.Name]
		if known && !c.rare || !s.changes[k.Name] {
			continue
		}
		var text, help string
		switch e := s.experiment; k.Name {
		case "model":
			text = s.text(textSettingModel)
		case "nesterov":
			if e.Optimizer != "sgd" {
				continue // it does nothing there
			}
			text = s.text(textSettingNesterov)
		case "shuffle":
			text = s.text(textSettingOrder)
		case "steps":
			text = s.text(textSettingSteps, s.whole(e.Steps))
		default:
			if known {
				text, help = s.text(c.label)+s.settingValue(k), s.help(k.Name)
				break
			}
			text, help = k.Name+" = "+cmp.Or(k.Get(e), "–"), k.Help.In(s.lang)
		}
		all = append(all, setting{k.Name, text, help, s.locked(k.Name), s.wrong[k.Name] != nil})
	}
	return all
}

// settingValue is a setting's value in words, behind its name.
func (s *session) settingValue(k *samples.Key) string {
	switch value := s.value(k.Name); {
	case k.Switch && value == "1":
		return ""
	case k.Name == "schedule":
		return ": " + s.scheduleInWords(value)
	case k.Name == "monitor":
		return ": " + s.monitorInWords(s.experiment.Monitor)
	default:
		return ": " + cmp.Or(value, "–")
	}
}

func (s *session) scheduleInWords(name string) string {
	for _, one := range schedules {
		if one.name == name {
			return s.text(one.text)
		}
	}
	return name
}

func (s *session) monitorInWords(metrics []string) string {
	var names []string
	for _, m := range monitored {
		if slices.Contains(metrics, m.name) {
			names = append(names, s.text(m.text))
		}
	}
	return cmp.Or(strings.Join(names, ", "), "–")
}

// refusal says why Train does nothing: what is wrong with the network, or that something in the recipe is marked.
func (s *session) refusal() string {
	text, layer := s.networkProblem()
	switch {
	case text == "":
		return s.text(textRefused)
	case layer < 0:
		return s.text(textNetworkWrong, text)
	}
	return s.text(textNetworkWrongAt, layer+1, text)
}

// stoppingHelp says when early stopping ends a run.
func (s *session) stoppingHelp() string {
	e := *s.experiment
	e.EarlyStopping = true
	rules := e.Stopping()
	if len(rules) == 0 {
		return s.text(textStoppingNever)
	}
	text := ""
	for i, rule := range rules {
		what := rule.Monitor
		switch what {
		case "loss":
			what = s.text(textMonitorLoss)
		case "accuracy":
			what = s.text(textMonitorAccuracy)
		case "val_loss":
			what = s.text(textMonitorValLoss)
		case "val_accuracy":
			what = s.text(textMonitorValAccuracy)
		}
		if i > 0 {
			text += s.text(textOr)
		}
		text += s.text(textStoppingRule, what, rule.Patience)
	}
	return s.text(textEarlyStoppingHelp, text)
}
