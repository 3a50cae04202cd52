package editor

import (
	"errors"
	"strconv"
	"strings"

	"muestra/nn/recipe"
)

// ReadLink takes in a link. What is wrong in it is said, and left out.
func (s *Recipe) ReadLink(fragment, damaged string) {
	s.Given, s.Refused, s.Undos = map[string]string{}, false, UndoStack{}
	s.discardDraft()
	pairs, err := recipe.Split(fragment)
	if err == nil {
		_, s.Notices, err = recipe.Build(pairs)
	}
	for err != nil && len(pairs) > 0 {
		if s.LinkError == nil {
			s.LinkError = err
		}
		var link *recipe.LinkError
		if !errors.As(err, &link) || link.Key == "" {
			pairs = nil
			break
		}
		var missing *recipe.Missing
		if number, wrong := strconv.Atoi(link.Value); wrong == nil && link.Key == "sample" && errors.As(err, &missing) {
			s.Reading = number // its story can be told all the same
		}
		rest := Without(pairs, link.Key)
		if len(rest) == len(pairs) {
			break // what it needs is not in it; the fields say so
		}
		pairs = rest
		_, s.Notices, err = recipe.Build(pairs)
	}
	if s.LinkError == nil {
		s.LinkError = err
	}
	if damaged != "" && s.LinkError == nil {
		s.Damaged = damaged
	}
	s.Given = known(pairs)
	s.Evaluate()
	s.Lang = s.Language
	if s.Experiment.Lang != "" {
		s.Lang = s.Experiment.Lang
	}
}

// ForgetLink puts away what is said about the link that the page was opened with.
func (s *Recipe) ForgetLink() { s.LinkError, s.Damaged, s.Held = nil, "", false }

// RefuseToTrain notes that Train was pressed, and reports whether something is wrong that keeps it from training.
func (s *Recipe) RefuseToTrain() bool {
	s.Refused = len(s.Wrong) > 0
	return s.Refused
}

// Set gives a field of the recipe what somebody typed.
func (s *Recipe) Set(key, text string) {
	s.pushUndo(key)
	text = strings.TrimSpace(text)
	if k := recipe.KeyOf(key); k != nil && k.Type == recipe.TypeReal {
		text = s.Pointed(text)
	}
	s.Given[key] = text
	s.Edited()
}

// Choose takes another sample, with its own recipe.
func (s *Recipe) Choose(sample int) {
	s.pushUndo("sample")
	s.discardDraft()
	given := map[string]string{}
	for key, v := range s.Given {
		if s.Wrong[key] == nil && (recipe.KeyOf(key).Scope.Stays() || s.Locked(key)) {
			given[key] = v
		}
	}
	given["sample"] = strconv.Itoa(sample)
	s.Given = given
	s.Edited()
}

// Restore takes the sample's own values again.
func (s *Recipe) Restore() {
	s.pushUndo("reset")
	s.discardDraft()
	for key := range s.Given {
		if decides(key) && !s.Locked(key) {
			delete(s.Given, key)
		}
	}
	s.Edited()
}

// Revert takes the sample's own value of one key again.
func (s *Recipe) Revert(key string) {
	if s.Locked(key) {
		return
	}
	s.pushUndo("revert " + key)
	if key == "model" {
		s.discardDraft()
	}
	delete(s.Given, key)
	s.Edited()
}

// Edited follows a change by hand: the link that the page was opened with, and what was wrong with it, no longer matter.
func (s *Recipe) Edited() {
	delete(s.Given, "run")
	s.ClearMessages()
	s.Evaluate()
	s.Screen.Address(s.Experiment.Link())
	s.Changed()
}

// Without is pairs without a key.
func Without(pairs []recipe.Pair, key string) []recipe.Pair {
	var rest []recipe.Pair
	for _, p := range pairs {
		if p.Key != key {
			rest = append(rest, p)
		}
	}
	return rest
}
