package app

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"time"
)

// newName is the name under which a new run is saved: when it began and something that no other tab comes upon.
func newName() string {
	return strconv.FormatInt(time.Now().UnixMilli(), 36) + "-" + strconv.FormatUint(rand.Uint64(), 36)
}

// title is what a run is called: the name that the visitor gave it, or its sample.
func (s *session) title(sample int, name string) string {
	if name != "" {
		return name
	}
	text := s.text(textSampleOf, sample)
	if sample < len(stories) {
		text += " · " + stories[sample].title.In(s.lang)
	}
	return text
}

// fileName is what a run's files are called, before the dot.
func fileName(sample int, name string) string {
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

// when writes a moment: the time alone where it is of today.
func (s *session) when(t time.Time) string {
	now := s.now()
	t = t.In(now.Location())
	clock := t.Format("15:04")
	y, m, d := t.Date()
	if ty, tm, td := now.Date(); y == ty && m == tm && d == td {
		return s.text(textToday, clock)
	}
	months := strings.Fields(s.text(textMonths))
	return s.text(textOnDay, d, months[m-1], y, clock)
}

// shortly writes a moment where there is little room: 3 nov, 10:00, with the year where it is another.
func (s *session) shortly(t time.Time) string {
	now := s.now()
	t = t.In(now.Location())
	y, m, d := t.Date()
	clock := t.Format("15:04")
	if ty, tm, td := now.Date(); y == ty && m == tm && d == td {
		return s.text(textToday, clock)
	}
	month := strings.Fields(s.text(textMonths))[m-1]
	text := strconv.Itoa(d) + " " + month[:3]
	if y != now.Year() {
		text += " " + strconv.Itoa(y)
	}
	return text + ", " + clock
}

// size writes a number of bytes.
func (s *session) size(bytes int64) string {
	switch {
	case bytes >= 1e9:
		return s.decimal(float64(bytes)/1e9, 1) + " GB"
	case bytes >= 1e8: // what is behind the point would only need a line of its own
		return s.decimal(float64(bytes)/1e6, 0) + " MB"
	case bytes >= 1e5:
		return s.decimal(float64(bytes)/1e6, 1) + " MB"
	}
	return s.decimal(float64(bytes)/1e3, 0) + " kB"
}

// recipeInWords is a run's recipe in a line.
func (s *session) recipeInWords(r *recipe) string {
	if r.err != nil {
		return s.text(textRunUnreadable, s.words(r.err))
	}
	e := r.experiment
	parts := []string{
		s.text(optimizerText(e.Optimizer)) + " " + s.plain(e.LearningRate),
		s.text(textRecipeEpochs, s.whole(e.Epochs)),
		s.text(textRecipeBatch, s.whole(e.Batch)),
		s.text(textRecipePictures, s.whole(e.Train)),
	}
	if len(e.Augment) > 0 {
		parts = append(parts, s.augmentations(e.Augment))
	}
	return strings.Join(append(parts, s.text(textRecipeSeed, strconv.FormatUint(e.Seed, 10))), " · ")
}

func optimizerText(name string) words {
	switch name {
	case "adam":
		return textAdam
	case "rmsprop":
		return textRMSprop
	}
	return textSGD
}
