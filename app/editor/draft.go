package editor

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"muestra/app/say"
	"muestra/nn/keras"
	"muestra/nn/recipe"
	"muestra/nn/samples"
)

// Draft is a network that is being edited, with what was typed into it and cannot be. The network itself travels in Given["model"], as a link
// has it, as soon as it can be trained.
type Draft struct {
	Spec  *keras.Sequential
	Typed []map[string]string // for each layer, by argument: text that is no value of it
	// What the recipe had been given when the draft was made: where that changes, the draft no longer counts.
	sample int
	model  string
}

// Sketch is the network that the page shows: the one being edited, or the experiment's.
func (s *Recipe) Sketch() *Draft {
	if s.Draft != nil {
		return s.Draft
	}
	spec := s.Experiment.Spec
	return &Draft{Spec: spec, Typed: make([]map[string]string, len(spec.Layers))}
}

// copy is a draft that can be changed.
func (d *Draft) copy() *Draft {
	c := &Draft{Spec: d.Spec.Plain(), Typed: make([]map[string]string, len(d.Typed))}
	for i, t := range d.Typed {
		c.Typed[i] = maps.Clone(t)
	}
	return c
}

// problem is why the network cannot be trained, as a *recipe.LinkError, or nil.
func (d *Draft) problem() error {
	for i, t := range d.Typed {
		if len(t) > 0 {
			return &typo{i, textTypo}
		}
	}
	return recipe.CheckModel(d.Spec)
}

// typo is text in a field that is no value of it, of a layer or, with layer -1, elsewhere. The field itself says what it takes.
type typo struct {
	layer int
	words say.Words
}

// Error implements error; the page says it as In does.
func (t *typo) Error() string { return t.In("en") }

// In is the message in Spanish ("es") or English.
func (t *typo) In(lang string) string { return t.words.In(lang) }

var (
	textTypo        = &recipe.Text{ES: "uno de sus valores no vale", EN: "one of its values cannot be"}
	textTypoPenalty = &recipe.Text{ES: "la penalización L2 de la receta no vale", EN: "the L2 penalty of the recipe cannot be"}
	textTypoReach   = &recipe.Text{ES: "Hay un alcance que no vale.", EN: "There is a range that cannot be."}
)

// faultLayer is the layer at fault in an error about the network, -1 where it is none of them.
func faultLayer(err error) int {
	var t *typo
	var f *keras.Fault
	switch {
	case errors.As(err, &t):
		return t.layer
	case errors.As(err, &f):
		return f.Layer
	}
	return -1
}

// NetworkProblem is why the network shown cannot be trained, in words without the layer's name, and which layer is at fault, -1 for none.
func (s *Recipe) NetworkProblem() (text string, layer int) {
	err := s.Wrong["model"]
	if err == nil {
		return "", -1
	}
	var link *recipe.LinkError
	if errors.As(err, &link) {
		return link.Problem.In(s.Lang), faultLayer(err)
	}
	return s.Words(err), faultLayer(err)
}

// redraw changes the network. What names the change: the same one again within a moment is one step of undo.
func (s *Recipe) redraw(what string, change func(*Draft)) {
	if s.Locked("model") {
		return
	}
	s.pushUndo(what)
	d := s.Sketch().copy()
	change(d)
	// It travels in the link as soon as it can be trained.
	if d.problem() == nil {
		if own, err := samples.ByNumber(s.Experiment.Sample).Network(); err == nil && recipe.Model(own) == recipe.Model(d.Spec) {
			delete(s.Given, "model")
		} else {
			s.Given["model"] = recipe.Model(d.Spec)
		}
	}
	d.sample, d.model = s.Experiment.Sample, s.Given["model"]
	s.Draft = d
	s.Edited()
}

// discardDraft forgets what was typed and has no value, and the network that was being edited.
func (s *Recipe) discardDraft() {
	s.Draft, s.Chosen, s.Penalties, s.Reaches = nil, 0, nil, nil
}

// checkTyped notes what was typed beside the link's values and cannot be. A draft that is no longer what is given is forgotten.
func (s *Recipe) checkTyped() {
	if d := s.Draft; d != nil && (d.sample != s.Experiment.Sample || d.model != s.Given["model"]) {
		s.Draft, s.Chosen = nil, 0
	}
	for _, w := range recipe.Transforms() { // what has no field any more keeps nobody from training
		if _, on := w.In(s.Experiment.Augment); !on {
			delete(s.Reaches, w.Name)
		}
	}
	for class := range s.Penalties {
		if _, _, found := DecayOf(s.Sketch().Spec, class); !found {
			delete(s.Penalties, class)
		}
	}
	if len(s.Reaches) > 0 {
		s.Wrong["augment"] = &typo{-1, textTypoReach}
	}
	if len(s.Penalties) > 0 {
		s.Wrong["model"] = &typo{-1, textTypoPenalty}
	}
	if s.Draft != nil {
		if err := s.Draft.problem(); err != nil {
			s.Wrong["model"] = err
		}
	}
}

// SetArgument gives an argument of a layer what somebody typed.
func (s *Recipe) SetArgument(layer int, name, text string) {
	s.redraw("layer "+name, func(d *Draft) {
		if layer >= len(d.Spec.Layers) {
			return
		}
		a := Argument(d.Spec.Layers[layer].ClassName(), name)
		if a == nil {
			return // typed just before the field of a layer that is gone since
		}
		if a.Kind == keras.Real || a.Kind == keras.L2Rate {
			text = s.Pointed(text)
		}
		l, err := a.Set(d.Spec.Layers[layer], text)
		if err == nil {
			d.Spec.Layers[layer] = l
			delete(d.Typed[layer], name)
			return
		}
		if d.Typed[layer] == nil {
			d.Typed[layer] = map[string]string{}
		}
		d.Typed[layer][name] = text
	})
}

// Argument is a layer class's argument of a name, or nil.
func Argument(class, name string) *keras.Argument {
	for _, a := range keras.Arguments(class) {
		if a.Name == name {
			return a
		}
	}
	return nil
}

// AddLayer puts a new layer behind the one that is open, or where most networks have one of its class, and opens it.
func (s *Recipe) AddLayer(class string) {
	at := s.Chosen // which is the number of the next
	if at == 0 {
		at = placeFor(s.Sketch().Spec, class)
	}
	s.redraw("add", func(d *Draft) {
		d.Spec.Layers = slices.Insert(d.Spec.Layers, at, keras.NewLayer(class))
		d.Typed = slices.Insert(d.Typed, at, nil)
	})
	if s.Draft != nil {
		s.Chosen = at + 1
	}
}

// placeFor is before the first layer that has no pictures any more for those that need pictures, else before the last.
func placeFor(spec *keras.Sequential, class string) int {
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

// RemoveLayer takes a layer away.
func (s *Recipe) RemoveLayer(layer int) {
	if layer >= len(s.Sketch().Spec.Layers) {
		return
	}
	s.redraw("remove", func(d *Draft) {
		d.Spec.Layers = slices.Delete(d.Spec.Layers, layer, layer+1)
		d.Typed = slices.Delete(d.Typed, layer, layer+1)
	})
	s.Chosen = 0
}

// MoveLayer changes a layer's place with the one before it, or the one after it. It reports whether it could.
func (s *Recipe) MoveLayer(layer, by int) bool {
	to := layer + by
	if n := len(s.Sketch().Spec.Layers); layer >= n || to < 0 || to >= n || s.Locked("model") {
		return false
	}
	s.redraw("move", func(d *Draft) {
		d.Spec.Layers[layer], d.Spec.Layers[to] = d.Spec.Layers[to], d.Spec.Layers[layer]
		d.Typed[layer], d.Typed[to] = d.Typed[to], d.Typed[layer]
	})
	if s.Chosen == layer+1 {
		s.Chosen = to + 1
	}
	return true
}

// ReplaceNetwork takes another network in place of the one shown, from Keras JSON, which is hostile until checked.
func (s *Recipe) ReplaceNetwork(text []byte) error {
	spec, err := recipe.ReadModel(text)
	if err != nil {
		return err
	}
	s.redraw("replace", func(d *Draft) {
		d.Spec = spec.Plain()
		d.Typed = make([]map[string]string, len(spec.Layers))
	})
	s.Chosen = 0
	return nil
}

// ChooseLayer opens a layer of the table for editing, or closes it.
func (s *Recipe) ChooseLayer(layer int) {
	if s.Chosen == layer+1 {
		s.Chosen = 0
	} else {
		s.Chosen = layer + 1
	}
	s.Changed()
}

// DecayOf is the rate of the L2 penalty that all layers of a class have, but for the last one; known is false where they differ, and found where
// there are none.
func DecayOf(spec *keras.Sequential, class string) (rate string, known, found bool) {
	for i, l := range spec.Layers {
		if l.ClassName() != class || i == len(spec.Layers)-1 {
			continue
		}
		v := Argument(class, "kernel_regularizer").Get(l)
		if found && v != rate {
			return "", false, true
		}
		rate, known, found = v, true, true
	}
	return rate, known, found
}

// SetDecay gives all layers of a class an L2 penalty, but the last layer of the network, as the report has it.
func (s *Recipe) SetDecay(class, text string) {
	a := Argument(class, "kernel_regularizer")
	text = s.Pointed(text)
	if _, err := a.Set(keras.NewLayer(class), text); err != nil {
		s.Penalties = with(s.Penalties, class, text)
		s.Edited()
		return
	}
	delete(s.Penalties, class)
	s.redraw("l2 "+class, func(d *Draft) {
		for i, l := range d.Spec.Layers {
			if l.ClassName() == class && i < len(d.Spec.Layers)-1 {
				d.Spec.Layers[i], _ = a.Set(l, text)
				delete(d.Typed[i], a.Name)
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

// SetReach gives a way to change pictures the range that somebody typed.
func (s *Recipe) SetReach(w *recipe.Transform, text string) {
	list, err := withReach(s.Experiment.Augment, w, s.Pointed(text))
	if err != nil {
		s.Reaches = with(s.Reaches, w.Name, text)
		s.Edited()
		return
	}
	delete(s.Reaches, w.Name)
	s.Set("augment", list)
}

// withReach is what augment= says when a way has another range.
func withReach(list []string, w *recipe.Transform, text string) (string, error) {
	entries := slices.Clone(list)
	for i, entry := range entries {
		if name, _, _ := strings.Cut(entry, ":"); name == w.Name {
			entries[i] = name + ":" + text
		}
	}
	joined := strings.Join(entries, ",")
	_, _, err := recipe.Build([]recipe.Pair{{Key: "augment", Value: joined}})
	return joined, err
}
