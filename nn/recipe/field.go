package recipe

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"muestra/nn/keras"
)

// Type is what a key's values are.
type Type byte

const (
	TypeOther Type = iota // read by the key's own rule: a list, a text, one of some words, a network
	TypeWhole             // a whole number
	TypeReal              // a number with a decimal point
	TypeTruth             // true or false, 1 or 0 in a link
)

// Scope is what a key decides about.
type Scope byte

const (
	ScopeRecipe   Scope = iota // the sample's own recipe, which another sample replaces
	ScopeSample                // which sample it is
	ScopePictures              // with how many pictures, and which draw: everybody's own choice, that stays with another sample
	ScopeMachine               // how it is computed: no result depends on it
	ScopePage                  // what the page shows and lets people change: a class link
	ScopeStart                 // what happens when the link is opened
)

// DecidesResult reports whether an experiment's result depends on keys of the scope.
func (s Scope) DecidesResult() bool { return s == ScopeRecipe || s == ScopePictures }

// Stays reports whether a key's value stays when another sample is chosen.
func (s Scope) Stays() bool { return s == ScopePictures || s == ScopeMachine || s == ScopePage }

// Part is the part of the page, as lock and hide name it, where a key is decided; "" is none.
func (k *Key) Part() string {
	switch {
	case k.Name == "lesson":
		return "lessons"
	case k.Name == "model":
		return "network"
	case k.Scope == ScopeSample:
		return "samples"
	case k.Scope.DecidesResult(), k.Scope == ScopeMachine:
		return "recipe"
	}
	return ""
}

// Group is a part of the page's form.
type Group byte

const (
	GroupTraining Group = iota
	GroupSwitches
	GroupAugment
	GroupPictures
	GroupOptimizer // from here on behind "More"
	GroupRate
	GroupStopping
	GroupRest
)

// Rare reports whether the group is behind "More".
func (g Group) Rare() bool { return g >= GroupOptimizer }

// Control is how a field lets people give a value.
type Control byte

const (
	ControlNumber     Control = iota // a text field for digits
	ControlDecimal                   // a text field for digits and a decimal sign
	ControlList                      // a text field for numbers with commas between
	ControlToggle                    // a switch
	ControlChoice                    // one of the options
	ControlTransforms                // a switch for each Transform, and its range
	ControlMonitors                  // a switch for each option, in the order in which they were switched on
)

// Option is a value that a field offers.
type Option struct {
	Name string // as a link has it
	Text Text
}

// Field is a key's place in the page's form.
type Field struct {
	// Label names the field, and Hint says what it is for, to somebody who does not know.
	Label, Hint Text
	Group       Group
	Place       int // among the fields of its group
	Control     Control
	Options     []Option
	Wide        bool   // it takes a whole row
	TestID      string // its data-testid

	shown func(*Experiment) bool // nil: where the key applies
}

// Option is the option of a name, or nil.
func (f *Field) Option(name string) *Option {
	if i := slices.IndexFunc(f.Options, func(o Option) bool { return o.Name == name }); i >= 0 {
		return &f.Options[i]
	}
	return nil
}

// Fields are the keys with a field in a group of the form, in their places.
func Fields(g Group) []*Key {
	var all []*Key
	for _, k := range keys {
		if k.Field != nil && k.Field.Group == g {
			all = append(all, k)
		}
	}
	slices.SortStableFunc(all, func(a, b *Key) int { return cmp.Compare(a.Field.Place, b.Field.Place) })
	return all
}

// Applies reports whether the key says anything to an experiment: momentum does to sgd alone.
func (k *Key) Applies(e *Experiment) bool { return k.applies == nil || k.applies(e) }

// Shown reports whether the form shows the key's field for an experiment.
func (k *Key) Shown(e *Experiment) bool {
	switch {
	case k.Field == nil:
		return false
	case k.Field.shown != nil:
		return k.Field.shown(e)
	}
	return k.Applies(e)
}

func (k *Key) scoped(s Scope) *Key {
	k.Scope = s
	return k
}

func (k *Key) when(applies func(*Experiment) bool) *Key {
	k.applies = applies
	return k
}

// placed gives the key a field, with the control that its type or its words have.
func (k *Key) placed(g Group, place int, label, hint Text) *Key {
	control := ControlNumber
	switch {
	case k.Type == TypeReal:
		control = ControlDecimal
	case k.Type == TypeTruth:
		control = ControlToggle
	case k.words != nil:
		control = ControlChoice
	}
	k.Field = &Field{Label: label, Hint: hint, Group: g, Place: place, Control: control, Options: k.words, TestID: strings.ReplaceAll(k.Name, "_", "-")}
	return k
}

func (k *Key) shown(when func(*Experiment) bool) *Key {
	k.Field.shown = when
	return k
}

func (k *Key) controlled(by Control) *Key {
	k.Field.Control = by
	return k
}

func (k *Key) wide() *Key {
	k.Field.Wide = true
	return k
}

func (k *Key) testID(id string) *Key {
	k.Field.TestID = id
	return k
}

func (k *Key) options(all ...Option) *Key {
	k.Field.Options = all
	return k
}

// optionNames are the names of options.
func optionNames(all []Option) (names []string) {
	for _, o := range all {
		names = append(names, o.Name)
	}
	return names
}

// numbers are the options from low to high, which are their own words.
func numbers(low, high int) (all []Option) {
	for n := low; n <= high; n++ {
		text := strconv.Itoa(n)
		all = append(all, Option{text, Text{text, text}})
	}
	return all
}

func usesSGD(e *Experiment) bool { return e.Optimizer == "sgd" }

func usesNoSGD(e *Experiment) bool { return e.Optimizer != "sgd" }

func uses(optimizer string) func(*Experiment) bool {
	return func(e *Experiment) bool { return e.Optimizer == optimizer }
}

func decays(e *Experiment) bool {
	return e.Schedule == ScheduleStep || e.Schedule == ScheduleExponential || e.Schedule == ScheduleInverseTime
}

func follows(schedule string) func(*Experiment) bool {
	return func(e *Experiment) bool { return e.Schedule == schedule }
}

func reduces(e *Experiment) bool { return e.ReduceLR > 0 }

func reducesConstant(e *Experiment) bool { return e.Schedule == ScheduleConstant && reduces(e) }

func stops(e *Experiment) bool { return e.EarlyStopping }

func watches(e *Experiment) bool { return e.EarlyStopping || e.RestoreBest || reduces(e) }

func always(*Experiment) bool { return true }

// DropsOut reports whether the network has something for the switch of dropout to switch.
func (e *Experiment) DropsOut() bool {
	return e.Spec != nil && slices.ContainsFunc(e.Spec.Layers, func(l keras.Layer) bool { return l.ClassName() == "Dropout" })
}
