package editor

import (
	"slices"

	"muestra/nn/recipe"
)

// OfPage reports whether a link key shapes the page, as a teacher does with a class link. No run has such keys in its own recipe.
func OfPage(key string) bool {
	k := recipe.KeyOf(key)
	return k != nil && k.Scope == recipe.ScopePage
}

// Locked reports whether the link forbids to change a key, or the part of the page that the key belongs to.
func (s *Recipe) Locked(key string) bool {
	return slices.Contains(s.Experiment.Lock, key) || slices.Contains(s.Experiment.Lock, partOf(key))
}

// partOf is the part of the page where a link key is decided.
func partOf(key string) string {
	if k := recipe.KeyOf(key); k != nil {
		return k.Part()
	}
	return ""
}

// Hides reports whether the link does not want a key's field, or a part of the page, to be seen.
func (s *Recipe) Hides(name string) bool { return slices.Contains(s.Experiment.Hide, name) }

// Bare is an experiment without what its link says about the page.
func Bare(e recipe.Experiment) *recipe.Experiment {
	e.Run, e.Lock, e.Hide, e.Title, e.Task, e.Lesson = false, nil, nil, "", "", 0
	return &e
}

// Take makes the recipe in the pairs of a link the page's; keys that this version does not know are left out. What own reports stays as the page has it.
func (s *Recipe) Take(what string, pairs []recipe.Pair, own func(key string) bool) {
	s.pushUndo(what)
	s.discardDraft()
	s.Given = s.carry(known(pairs), own)
	s.Edited()
}

// known is what the pairs of a link give to keys that there are.
func known(pairs []recipe.Pair) map[string]string {
	given := map[string]string{}
	for _, p := range pairs {
		if recipe.KeyOf(p.Key) != nil {
			given[p.Key] = p.Value
		}
	}
	return given
}

// carry puts the page's own values of some keys into what another recipe gives.
func (s *Recipe) carry(given map[string]string, own func(key string) bool) map[string]string {
	for _, k := range recipe.Keys() {
		if !own(k.Name) {
			continue
		}
		if v, ok := s.Given[k.Name]; ok && s.Wrong[k.Name] == nil {
			given[k.Name] = v
		} else {
			delete(given, k.Name)
		}
	}
	return given
}
