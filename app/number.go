package app

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// A Spanish page writes 60,48 % and 263.402; an English one 60.48% and 263,402.

// decimal writes v with a fixed number of digits after the sign of the language; "–" where v is not a number.
func (s *session) decimal(v float64, digits int) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return "–"
	}
	text := strconv.FormatFloat(v, 'f', digits, 64)
	if s.lang == "es" {
		return strings.Replace(text, ".", ",", 1)
	}
	return text
}

// plain writes v with as many digits as it takes.
func (s *session) plain(v float64) string {
	text := strconv.FormatFloat(v, 'g', -1, 64)
	if s.lang == "es" {
		return strings.Replace(text, ".", ",", 1)
	}
	return text
}

// percent writes a share between 0 and 1.
func (s *session) percent(share float64, digits int) string {
	text := s.decimal(share*100, digits)
	if text == "–" {
		return text
	}
	if s.lang == "es" {
		return text + "\u00a0%"
	}
	return text + "%"
}

// whole writes a whole number in groups of three. Spanish leaves four digits together.
func (s *session) whole(n int) string {
	text := strconv.Itoa(n)
	separator := ","
	if s.lang == "es" {
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

// span is so many seconds, at most a century: a sum of what files say may be more than a Duration holds.
func span(seconds float64) time.Duration {
	const most = 100 * 365 * 24 * time.Hour
	switch {
	case seconds > most.Seconds():
		return most
	case !(seconds > 0):
		return 0
	}
	return time.Duration(seconds * float64(time.Second))
}

// duration writes the two largest units.
func (s *session) duration(d time.Duration) string {
	total := int(d.Round(time.Second) / time.Second)
	switch {
	case total >= 24*3600:
		return s.text(textDays, total/(24*3600), total/3600%24)
	case total >= 3600:
		return s.text(textHours, total/3600, total/60%60)
	case total >= 60:
		return s.text(textMinutes, total/60, total%60)
	default:
		return s.text(textSeconds, total)
	}
}
