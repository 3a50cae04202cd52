package say

import (
	"math"
	"strconv"
	"strings"
	"time"

	"muestra/nn/recipe"
)

// A Spanish page writes 60,48 % and 263.402; an English one 60.48% and 263,402.

// Decimal writes v with a fixed number of digits after the sign of the language; "–" where v is not a number.
func (s *Speaker) Decimal(v float64, digits int) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return "–"
	}
	text := strconv.FormatFloat(v, 'f', digits, 64)
	if s.Lang == "es" {
		return strings.Replace(text, ".", ",", 1)
	}
	return text
}

// Plain writes v with as many digits as it takes.
func (s *Speaker) Plain(v float64) string {
	text := strconv.FormatFloat(v, 'g', -1, 64)
	if s.Lang == "es" {
		return strings.Replace(text, ".", ",", 1)
	}
	return text
}

// Percent writes a share between 0 and 1.
func (s *Speaker) Percent(share float64, digits int) string {
	text := s.Decimal(share*100, digits)
	if text == "–" {
		return text
	}
	if s.Lang == "es" {
		return text + "\u00a0%"
	}
	return text + "%"
}

// Whole writes a whole number in groups of three. Spanish leaves four digits together.
func (s *Speaker) Whole(n int) string {
	text := strconv.Itoa(n)
	separator := ","
	if s.Lang == "es" {
		if len(text) <= 4 {
			return text
		}
		separator = "."
	}
	for i := len(text) - 3; i > 0 && text[i-1] != '-'; i -= 3 {
		text = text[:i] + separator + text[i:]
	}
	return text
}

// Span is so many seconds, at most a century: a sum of what files say may be more than a Duration holds.
func Span(seconds float64) time.Duration {
	const most = 100 * 365 * 24 * time.Hour
	switch {
	case seconds > most.Seconds():
		return most
	case !(seconds > 0):
		return 0
	}
	return time.Duration(seconds * float64(time.Second))
}

// Duration writes the two largest units.
func (s *Speaker) Duration(d time.Duration) string {
	total := int(d.Round(time.Second) / time.Second)
	switch {
	case total >= 24*3600:
		return s.Text(textDays, total/(24*3600), total/3600%24)
	case total >= 3600:
		return s.Text(textHours, total/3600, total/60%60)
	case total >= 60:
		return s.Text(textMinutes, total/60, total%60)
	default:
		return s.Text(textSeconds, total)
	}
}

// Pointed writes a number with a point, as links do, where somebody typed a comma.
func (s *Speaker) Pointed(text string) string {
	return strings.Replace(strings.TrimSpace(text), ",", ".", 1)
}

// Short writes v with two digits that count.
func (s *Speaker) Short(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return "–"
	}
	text := strconv.FormatFloat(v, 'g', 2, 64)
	if size := math.Abs(v); size >= 100 && size < 1e6 {
		text = strconv.FormatFloat(v, 'f', 0, 64)
	}
	text = strings.Replace(text, "-", "−", 2)
	if s.Lang == "es" {
		text = strings.Replace(text, ".", ",", 1)
	}
	return text
}

// Size writes a number of bytes.
func (s *Speaker) Size(bytes int64) string {
	switch {
	case bytes >= 1e9:
		return s.Decimal(float64(bytes)/1e9, 1) + " GB"
	case bytes >= 1e8: // what is behind the point would only need a line of its own
		return s.Decimal(float64(bytes)/1e6, 0) + " MB"
	case bytes >= 1e5:
		return s.Decimal(float64(bytes)/1e6, 1) + " MB"
	}
	return s.Decimal(float64(bytes)/1e3, 0) + " kB"
}

// Roughly writes a time with no more digits than a forecast has.
func (s *Speaker) Roughly(d time.Duration) string {
	if d < 10*time.Second {
		return s.Decimal(math.Max(d.Seconds(), 0.1), 1) + " s"
	}
	return s.Duration(d)
}

// Coarsely writes a time in its largest unit alone, as one would say it.
func (s *Speaker) Coarsely(d time.Duration) string {
	switch {
	case d >= 48*time.Hour:
		return s.Text(textAboutDays, int(math.Round(d.Hours()/24)))
	case d >= 90*time.Minute:
		return s.Text(textAboutHours, int(math.Round(d.Hours())))
	case d >= 90*time.Second:
		return s.Text(textAboutMinutes, int(math.Round(d.Minutes())))
	}
	return s.Text(textSeconds, max(1, int(math.Round(d.Seconds()))))
}

var (
	textAboutDays    = &recipe.Text{ES: "%d días", EN: "%d days"}
	textAboutHours   = &recipe.Text{ES: "%d h", EN: "%d h"}
	textAboutMinutes = &recipe.Text{ES: "%d min", EN: "%d min"}
)
