package say

import (
	"errors"
	"fmt"

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

	textDays    = &recipe.Text{ES: "%d d %d h", EN: "%d d %d h"}
	textHours   = &recipe.Text{ES: "%d h %d min", EN: "%d h %d min"}
	textMinutes = &recipe.Text{ES: "%d min %d s", EN: "%d min %d s"}
	textSeconds = &recipe.Text{ES: "%d s", EN: "%d s"}
)

// SourceText is what a kind of data set is called: "cifar10", "synthetic" or "own".
func SourceText(kind string) Words {
	switch kind {
	case "cifar10":
		return textSourceCIFAR
	case "own":
		return textSourceOwn
	default:
		return textSourceSynthetic
	}
}
