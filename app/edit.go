package app

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"muestra/nn/samples"
)

// readLink takes in a link. What is wrong in it is said, and left out.
func (s *session) readLink(fragment, damaged string) {
	s.given, s.refused, s.pasts = map[string]string{}, false, undoStack{}
	s.discardDraft()
	pairs, err := samples.Split(fragment)
	if err == nil {
		_, s.notices, err = samples.Build(pairs)
	}
	for err != nil && len(pairs) > 0 {
		if s.linkError == nil {
			s.linkError = err
		}
		var link *samples.LinkError
		if !errors.As(err, &link) || link.Key == "" {
			pairs = nil
			break
		}
		var missing *samples.Missing
		if number, wrong := strconv.Atoi(link.Value); wrong == nil && link.Key == "sample" && errors.As(err, &missing) {
			s.reading = number // its story can be told all the same
		}
		rest := without(pairs, link.Key)
		if len(rest) == len(pairs) {
			break // what it needs is not in it; the fields say so
		}
		pairs = rest
		_, s.notices, err = samples.Build(pairs)
	}
	if s.linkError == nil {
		s.linkError = err
	}
	if damaged != "" && s.linkError == nil {
		s.damaged = damaged
	}
	for _, p := range pairs {
		if keyOf(p.Key) != nil {
			s.given[p.Key] = p.Value
		}
	}
	s.evaluate()
	s.lang = s.language
	if s.experiment.Lang != "" {
		s.lang = s.experiment.Lang
	}
}

// forgetLink puts away what is said about the link that the page was opened with.
func (s *session) forgetLink() { s.linkError, s.damaged, s.held = nil, "", false }

// refuseToTrain notes that Train was pressed, and reports whether something is wrong that keeps it from training.
func (s *session) refuseToTrain() bool {
	s.refused = len(s.wrong) > 0
	return s.refused
}

// set gives a field of the recipe what somebody typed.
func (s *session) set(key, text string) {
	s.pushUndo(key)
	text = strings.TrimSpace(text)
	if controlOf[key].decimal {
		text = s.pointed(text)
	}
	s.given[key] = text
	s.edited()
}

// choose takes another sample, with its own recipe.
func (s *session) choose(sample int) {
	s.pushUndo("sample")
	s.discardDraft()
	given := map[string]string{}
	for key, v := range s.given {
		if s.wrong[key] == nil && (slices.Contains(kept, key) || s.locked(key)) {
			given[key] = v
		}
	}
	given["sample"] = strconv.Itoa(sample)
	s.given = given
	s.edited()
}

// restore takes the sample's own values again.
func (s *session) restore() {
	s.pushUndo("reset")
	s.discardDraft()
	for key := range s.given {
		if ofRecipe(key) && !s.locked(key) {
			delete(s.given, key)
		}
	}
	s.edited()
}

// revert takes the sample's own value of one key again.
func (s *session) revert(key string) {
	if !s.locked(key) {
		if key == "model" {
			s.discardDraft()
		}
		delete(s.given, key)
		s.edited()
	}
}

// edited follows a change by hand: the link that the page was opened with, and what was wrong with it, no longer matter.
func (s *session) edited() {
	delete(s.given, "run")
	s.clearMessages()
	s.evaluate()
	s.screen.address(s.experiment.Link())
	s.changed()
}

// without is pairs without a key.
func without(pairs []samples.Pair, key string) []samples.Pair {
	var rest []samples.Pair
	for _, p := range pairs {
		if p.Key != key {
			rest = append(rest, p)
		}
	}
	return rest
}
