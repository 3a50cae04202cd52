package editor

import "muestra/nn/recipe"

// Help says what a field means.
func (s *Recipe) Help(key string) string {
	if key == "early_stopping" {
		return stoppingHelp(s.Speaker, *s.Experiment)
	}
	return s.Text(&recipe.KeyOf(key).Field.Hint)
}
