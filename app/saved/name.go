package saved

import (
	"strconv"
	"strings"

	"muestra/app/editor"
	"muestra/app/say"
)

// Title is what a run is called: the name that the visitor gave it, or its sample.
func Title(s *say.Speaker, sample int, name string) string {
	if name != "" {
		return name
	}
	text := s.Text(TextSampleOf, sample)
	if sample < len(editor.Stories) {
		text += " · " + editor.Stories[sample].Title.In(s.Lang)
	}
	return text
}

// FileName is what a run's files are called, before the dot.
func FileName(sample int, name string) string {
	plain := strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9', r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r == '-', r == '_':
			return r
		case r == ' ' || r == '.':
			return '-'
		}
		return -1
	}, name)
	text := "muestra-" + strconv.Itoa(sample)
	if plain = strings.Trim(plain, "-"); plain != "" {
		text += "-" + plain
	}
	return text
}

// RecipeInWords is a run's recipe in a line.
func RecipeInWords(s *say.Speaker, r *savedRecipe) string {
	if r.Err != nil {
		return s.Text(textRunUnreadable, s.Words(r.Err))
	}
	e := r.experiment
	parts := []string{
		editor.OptionInWords(s, "optimizer", e.Optimizer) + " " + s.Plain(e.LearningRate),
		s.Text(textRecipeEpochs, s.Whole(e.Epochs)),
		s.Text(textRecipeBatch, s.Whole(e.Batch)),
		s.Text(textRecipePictures, s.Whole(e.Train)),
	}
	if len(e.Augment) > 0 {
		parts = append(parts, editor.AugmentationsInWords(s, e.Augment))
	}
	return strings.Join(append(parts, s.Text(textRecipeSeed, strconv.FormatUint(e.Seed, 10))), " · ")
}
