package app

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"muestra/nn"
	"muestra/nn/samples"
)

// draft is a network that is being edited, with what was typed into it and cannot be. The network itself travels in given["model"], as a link
// has it, as soon as it can be trained.
type draft struct {
	spec  *nn.Spec
	typed []map[string]string // for each layer, by argument: text that is no value of it
	// What the session had given when the draft was made: where that changes, the draft no longer counts.
	sample int
	model  string
}

// drawnFrom is what the recipe and the network on the screen were drawn from. Each change by hand makes a new experiment.
type drawnFrom struct {
	experiment   *samples.Experiment
	draft        *draft
	chosen       int
	lang         string
	back, forth  int
	pace         float64
	active, able bool // of the run that goes on
	word         string
}

func (s *session) drawnFrom() drawnFrom {
	f := drawnFrom{s.experiment, s.draft, s.chosen, s.lang, len(s.pasts.back), len(s.pasts.forth), 0, s.run.active(), s.changeable(), s.word}
	if len(s.measured) > 0 {
		f.pace = s.measured[0].Rate
	}
	return f
}

// sketch is the network that the page shows: the one being edited, or the experiment's.
func (s *session) sketch() *draft {
	if s.draft != nil {
		return s.draft
	}
	spec := s.experiment.Spec
	return &draft{spec: spec, typed: make([]map[string]string, len(spec.Layers))}
}

// copy is a draft that can be changed.
func (d *draft) copy() *draft {
	c := &draft{spec: d.spec.Plain(), typed: make([]map[string]string, len(d.typed))}
	for i, t := range d.typed {
		c.typed[i] = maps.Clone(t)
	}
	return c
}

// problem is why the network cannot be trained, as a *samples.LinkError, or nil.
func (d *draft) problem() error {
	for i, t := range d.typed {
		if len(t) > 0 {
			return &typo{i, textTypo}
		}
	}
	return samples.CheckModel(d.spec)
}

// typo is text in a field that is no value of it, of a layer or, with layer -1, elsewhere. The field itself says what it takes.
type typo struct {
	layer int
	words words
}

// Error implements error; the page says it as In does.
func (t *typo) Error() string { return t.In("en") }

// In is the message in Spanish ("es") or English.
func (t *typo) In(lang string) string { return t.words.In(lang) }

var (
	textTypo        = &samples.Text{ES: "uno de sus valores no vale", EN: "one of its values cannot be"}
	textTypoPenalty = &samples.Text{ES: "la penalización L2 de la receta no vale", EN: "the L2 penalty of the recipe cannot be"}
	textTypoReach   = &samples.Text{ES: "Hay un alcance que no vale.", EN: "There is a range that cannot be."}
)

// faultLayer is the layer at fault in an error about the network, -1 where it is none of them.
func faultLayer(err error) int {
	var t *typo
	var f *nn.Fault
	switch {
	case errors.As(err, &t):
		return t.layer
	case errors.As(err, &f):
		return f.Layer
	}
	return -1
}

// networkProblem is why the network shown cannot be trained, in words without the layer's name, and which layer is at fault, -1 for none.
func (s *session) networkProblem() (text string, layer int) {
	err := s.wrong["model"]
	if err == nil {
		return "", -1
	}
	var link *samples.LinkError
	if errors.As(err, &link) {
		return link.Problem.In(s.lang), faultLayer(err)
	}
	return s.words(err), faultLayer(err)
}

// redraw changes the network. What names the change: the same one again within a moment is one step of undo.
func (s *session) redraw(what string, change func(*draft)) {
	if s.locked("model") {
		return
	}
	s.pushUndo(what)
	d := s.sketch().copy()
	change(d)
	s.keepDraft(d)
	s.edited()
}

// keepDraft makes a draft the session's network.
func (s *session) keepDraft(d *draft) {
	if d.problem() == nil {
		if own, err := samples.ByNumber(s.experiment.Sample).Network(); err == nil && samples.Model(own) == samples.Model(d.spec) {
			delete(s.given, "model")
		} else {
			s.given["model"] = samples.Model(d.spec)
		}
	}
	d.sample, d.model = s.experiment.Sample, s.given["model"]
	s.draft = d
}

// discardDraft forgets what was typed and has no value, and the network that was being edited.
func (s *session) discardDraft() {
	s.draft, s.chosen, s.penalties, s.reaches = nil, 0, nil, nil
}

// checkTyped notes what was typed beside the link's values and cannot be. A draft that is no longer what is given is forgotten.
func (s *session) checkTyped() {
	if d := s.draft; d != nil && (d.sample != s.experiment.Sample || d.model != s.given["model"]) {
		s.draft, s.chosen = nil, 0
	}
	for _, w := range samples.Transforms() { // what has no field any more keeps nobody from training
		if _, on := w.In(s.experiment.Augment); !on {
			delete(s.reaches, w.Name)
		}
	}
	for class := range s.penalties {
		if _, _, found := decayOf(s.sketch().spec, class); !found {
			delete(s.penalties, class)
		}
	}
	if len(s.reaches) > 0 {
		s.wrong["augment"] = &typo{-1, textTypoReach}
	}
	if len(s.penalties) > 0 {
		s.wrong["model"] = &typo{-1, textTypoPenalty}
	}
	if s.draft != nil {
		if err := s.draft.problem(); err != nil {
			s.wrong["model"] = err
		}
	}
}

// setArgument gives an argument of a layer what somebody typed.
func (s *session) setArgument(layer int, name, text string) {
	s.redraw("layer "+name, func(d *draft) {
		if layer >= len(d.spec.Layers) {
			return
		}
		a := argument(d.spec.Layers[layer].ClassName(), name)
		if a == nil {
			return // typed just before the field of a layer that is gone since
		}
		if a.Kind == nn.Real || a.Kind == nn.L2Rate {
			text = s.pointed(text)
		}
		l, err := a.Set(d.spec.Layers[layer], text)
		if err == nil {
			d.spec.Layers[layer] = l
			delete(d.typed[layer], name)
			return
		}
		if d.typed[layer] == nil {
			d.typed[layer] = map[string]string{}
		}
		d.typed[layer][name] = text
	})
}

// argument is a layer class's argument of a name, or nil.
func argument(class, name string) *nn.Argument {
	for _, a := range nn.Arguments(class) {
		if a.Name == name {
			return a
		}
	}
	return nil
}

// addLayer puts a new layer behind the one that is open, or where most networks have one of its class, and opens it.
func (s *session) addLayer(class string) {
	at := s.chosen // which is the number of the next
	if at == 0 {
		at = placeFor(s.sketch().spec, class)
	}
	s.redraw("add", func(d *draft) {
		d.spec.Layers = slices.Insert(d.spec.Layers, at, nn.NewLayer(class))
		d.typed = slices.Insert(d.typed, at, nil)
	})
	if s.draft != nil {
		s.chosen = at + 1
	}
}

// placeFor is before the first layer that has no pictures any more for those that need pictures, else before the last.
func placeFor(spec *nn.Spec, class string) int {
	last := max(len(spec.Layers)-1, 0)
	switch class {
	case "Conv2D", "MaxPooling2D", "AveragePooling2D", "GlobalAveragePooling2D", "Flatten":
	default:
		return last
	}
	for i, l := range spec.Layers {
		switch l.ClassName() {
		case "Flatten", "GlobalAveragePooling2D", "Dense":
			return i
		}
	}
	return last
}

// removeLayer takes a layer away.
func (s *session) removeLayer(layer int) {
	if layer >= len(s.sketch().spec.Layers) {
		return
	}
	s.redraw("remove", func(d *draft) {
		d.spec.Layers = slices.Delete(d.spec.Layers, layer, layer+1)
		d.typed = slices.Delete(d.typed, layer, layer+1)
	})
	s.chosen = 0
}

// moveLayer changes a layer's place with the one before it, or the one after it. It reports whether it could.
func (s *session) moveLayer(layer, by int) bool {
	to := layer + by
	if n := len(s.sketch().spec.Layers); layer >= n || to < 0 || to >= n || s.locked("model") {
		return false
	}
	s.redraw("move", func(d *draft) {
		d.spec.Layers[layer], d.spec.Layers[to] = d.spec.Layers[to], d.spec.Layers[layer]
		d.typed[layer], d.typed[to] = d.typed[to], d.typed[layer]
	})
	if s.chosen == layer+1 {
		s.chosen = to + 1
	}
	return true
}

// replaceNetwork takes another network in place of the one shown, from Keras JSON, which is hostile until checked.
func (s *session) replaceNetwork(text []byte) error {
	spec, err := samples.ReadModel(text)
	if err != nil {
		return err
	}
	s.redraw("replace", func(d *draft) {
		d.spec = spec.Plain()
		d.typed = make([]map[string]string, len(spec.Layers))
	})
	s.chosen = 0
	return nil
}

// chooseLayer opens a layer of the table for editing, or closes it.
func (s *session) chooseLayer(layer int) {
	if s.chosen == layer+1 {
		s.chosen = 0
	} else {
		s.chosen = layer + 1
	}
	s.changed()
}

// decayOf is the rate of the L2 penalty that all layers of a class have, but for the last one; known is false where they differ, and any where
// there are none.
func decayOf(spec *nn.Spec, class string) (rate string, known, found bool) {
	for i, l := range spec.Layers {
		if l.ClassName() != class || i == len(spec.Layers)-1 {
			continue
		}
		v := argument(class, "kernel_regularizer").Get(l)
		if found && v != rate {
			return "", false, true
		}
		rate, known, found = v, true, true
	}
	return rate, known, found
}

// setDecay gives all layers of a class an L2 penalty, but the last layer of the network, as the report has it.
func (s *session) setDecay(class, text string) {
	a := argument(class, "kernel_regularizer")
	text = s.pointed(text)
	if _, err := a.Set(nn.NewLayer(class), text); err != nil {
		s.penalties = with(s.penalties, class, text)
		s.edited()
		return
	}
	delete(s.penalties, class)
	s.redraw("l2 "+class, func(d *draft) {
		for i, l := range d.spec.Layers {
			if l.ClassName() == class && i < len(d.spec.Layers)-1 {
				d.spec.Layers[i], _ = a.Set(l, text)
				delete(d.typed[i], a.Name)
			}
		}
	})
}

// with is a map with one more entry.
func with(m map[string]string, key, value string) map[string]string {
	if m == nil {
		m = map[string]string{}
	}
	m[key] = value
	return m
}

// setReach gives a way to change pictures the range that somebody typed.
func (s *session) setReach(w *samples.Transform, text string) {
	list, err := withReach(s.experiment.Augment, w, s.pointed(text))
	if err != nil {
		s.reaches = with(s.reaches, w.Name, text)
		s.edited()
		return
	}
	delete(s.reaches, w.Name)
	s.set("augment", list)
}

// withReach is what augment= says when a way has another range.
func withReach(list []string, w *samples.Transform, text string) (string, error) {
	entries := slices.Clone(list)
	for i, entry := range entries {
		if name, _, _ := strings.Cut(entry, ":"); name == w.Name {
			entries[i] = name + ":" + text
		}
	}
	joined := strings.Join(entries, ",")
	_, _, err := samples.Build([]samples.Pair{{Key: "augment", Value: joined}})
	return joined, err
}

// pointed writes a number with a point, as links do, where somebody typed a comma.
func (s *session) pointed(text string) string {
	return strings.Replace(strings.TrimSpace(text), ",", ".", 1)
}
