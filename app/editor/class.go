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

// Obey adds to what another recipe gives what the page's link says about the page, and the values that it fixes.
func (s *Recipe) Obey(given map[string]string) map[string]string {
	return s.Carry(given, func(key string) bool { return OfPage(key) || s.Locked(key) })
}

// Carry puts the page's own values of some keys into what another recipe gives.
func (s *Recipe) Carry(given map[string]string, own func(key string) bool) map[string]string {
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
