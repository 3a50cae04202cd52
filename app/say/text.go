package say

import (
	"errors"
	"fmt"

	"muestra/data"
	"muestra/nn/recipe"
)

// Words is one text of the interface in both languages.
type Words = *recipe.Text

// Text is a text in the language, with its blanks filled in.
func (s *Speaker) Text(w Words, args ...any) string {
	t := w.In(s.Lang)
	if len(args) == 0 {
		return t
	}
	return fmt.Sprintf(t, args...)
}

// Words is an error in the language, where it knows it.
func (s *Speaker) Words(err error) string {
	var speaking interface{ In(lang string) string }
	if errors.As(err, &speaking) {
		return speaking.In(s.Lang)
	}
	return err.Error()
}

var (
	textSourceCIFAR     = &recipe.Text{ES: "CIFAR-10", EN: "CIFAR-10"}
	textSourceSynthetic = &recipe.Text{ES: "Imágenes sintéticas", EN: "Synthetic pictures"}
	textSourceOwn       = &recipe.Text{ES: "Imágenes propias", EN: "Own pictures"}

	textYes     = &recipe.Text{ES: "sí", EN: "yes"}
	textNo      = &recipe.Text{ES: "no", EN: "no"}
	textDays    = &recipe.Text{ES: "%d d %d h", EN: "%d d %d h"}
	textHours   = &recipe.Text{ES: "%d h %d min", EN: "%d h %d min"}
	textMinutes = &recipe.Text{ES: "%d min %d s", EN: "%d min %d s"}
	textSeconds = &recipe.Text{ES: "%d s", EN: "%d s"}
)

// YesOrNo writes a truth.
func (s *Speaker) YesOrNo(v bool) string {
	if v {
		return s.Text(textYes)
	}
	return s.Text(textNo)
}

// SourceText is what a kind of data set is called: data.KindCIFAR10, data.KindSynthetic or data.KindOwn.
func SourceText(kind string) Words {
	switch kind {
	case data.KindCIFAR10:
		return textSourceCIFAR
	case data.KindOwn:
		return textSourceOwn
	default:
		return textSourceSynthetic
	}
}
