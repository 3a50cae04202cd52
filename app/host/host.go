package host

import (
	"strconv"
	"strings"
	"time"

	"muestra/app/say"
)

// Host is what the models have of the browser that they live in, and of each other: a language, a screen, a memory, a clock, and whom to tell.
type Host struct {
	*say.Speaker
	Language string // the browser's
	Screen   Screen
	Memory   Memory
	Now      func() time.Time
	After    func(time.Duration, func())
	Changed  func() // something turned: everything is to be shown anew, soon
	// ClearMessages puts away the messages about what was before, all models' own.
	ClearMessages func()
	Remark        string // what came of something, for the visitor to know
}

// New is the host of a page that was just opened, in the browser's language.
func New(screen Screen, language string) *Host {
	return &Host{
		Speaker: &say.Speaker{Lang: language}, Language: language, Screen: screen, Memory: Forgetful(), Now: time.Now,
		After: func(d time.Duration, f func()) { time.AfterFunc(d, f) },
	}
}

// Screen is what the models ask of the browser; package kit has the real one.
type Screen interface {
	// RequestRender shows that something turned: everything, soon.
	RequestRender()
	// Tick shows numbers and curves, at its leisure.
	Tick()
	// Address puts a fragment into the address bar without a visit.
	Address(fragment string)
	// Image makes an image file something that can be shown, and returns its address.
	Image(file []byte) (address string)
	// Forget lets go of an image.
	Forget(address string)
	// Observe tells whether an element can be seen, from now on, in the place of the one that was observed before.
	Observe(id string, tell func(visible bool))
	// Busy says what there is to lose by leaving the page, and whether the screen should stay lit.
	Busy(losing, lit bool)
	// Point outlines the part of the page with a CSS selector and brings it into view; "" is none.
	Point(selector string)
	// Enlarge makes all text larger, or not.
	Enlarge(large bool)
}

// When writes a moment: the time alone where it is of today.
func (s *Host) When(t time.Time) string {
	now := s.Now()
	t = t.In(now.Location())
	clock := t.Format("15:04")
	y, m, d := t.Date()
	if ty, tm, td := now.Date(); y == ty && m == tm && d == td {
		return s.Text(textToday, clock)
	}
	months := strings.Fields(s.Text(textMonths))
	return s.Text(textOnDay, d, months[m-1], y, clock)
}

// Shortly writes a moment where there is little room: 3 nov, 10:00, with the year where it is another.
func (s *Host) Shortly(t time.Time) string {
	now := s.Now()
	t = t.In(now.Location())
	y, m, d := t.Date()
	clock := t.Format("15:04")
	if ty, tm, td := now.Date(); y == ty && m == tm && d == td {
		return s.Text(textToday, clock)
	}
	month := strings.Fields(s.Text(textMonths))[m-1]
	text := strconv.Itoa(d) + " " + month[:3]
	if y != now.Year() {
		text += " " + strconv.Itoa(y)
	}
	return text + ", " + clock
}
