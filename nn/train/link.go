package train

import (
	"errors"
	"fmt"
	"runtime"
	"time"
)

// Medium moves messages between the members of a team, and never waits: one object for each member. Messages from one member to another
// arrive in the order in which they were offered.
type Medium interface {
	// Member is the number of this member, from 0 on, Members how many there are.
	Member() int
	Members() int
	// Offer hands a member the message a, and b after it, which it copies. It says false where there is no room for it now.
	Offer(to int, kind byte, a, b []byte) bool
	// Next is the kind and the length of the next message from a member, where one has arrived.
	Next(from int) (kind byte, size int, ok bool)
	// Take removes that message. It copies as much of it as goes into a, and then b.
	Take(from int, a, b []byte)
	// Wait returns when a message from the member or room for one to it may have come, and at the latest after the limit.
	Wait(with int, limit time.Duration)

	// Interrupt adds one to Interruptions, which everybody sees.
	Interrupt()
	Interruptions() int
	// Beat adds one to this member's Beats, which everybody sees.
	Beat()
	Beats(member int) int
}

// Kinds of messages.
const (
	message byte = iota
	marker       // the last one before which everything is dropped; see Resync
)

// Link is one member's end of a team, an nn.Exchange over any Medium.
type Link struct {
	Medium
	// Waiting, where not nil, is called every so often while Send and Receive wait, also where nothing may end that.
	Waiting func()

	yield func() error
	seen  int // interruptions

	beats    []int           // of each member, when they were last looked at
	silent   []time.Duration // how long each has had the same
	patience time.Duration   // how long a member may be silent
	setup    time.Duration   // how long while it builds its network
}

// NewLink returns the link over a medium.
func NewLink(m Medium) *Link {
	return &Link{Medium: m, seen: m.Interruptions(), beats: make([]int, m.Members()), silent: make([]time.Duration, m.Members()), patience: patience, setup: setupPatience}
}

// ErrInterrupted is what a member returns from a step that member 0 has given up.
var ErrInterrupted = errors.New("train: the step has been given up")

// Lost is the error of member 0 when another has shown no sign of life for a while. The team is of no use any more.
type Lost struct{ Member int }

func (l *Lost) Error() string {
	return fmt.Sprintf("train: worker %d does not answer any more", l.Member+1)
}

const (
	// tick is how long a member waits between two looks around.
	tick = 10 * time.Millisecond
	// patience is how long a member may show no sign of life. It gives one every few milliseconds in a step.
	patience = 4500 * time.Millisecond
	// setupPatience is how long it may be busy with building its network.
	setupPatience = time.Minute
)

// Begin sets what Send and Receive call every so often while they wait.
func (l *Link) Begin(yield func() error) { l.yield = yield }

// Send gives member to the message a, and b after it.
func (l *Link) Send(to int, a, b []byte) error {
	for !l.Offer(to, message, a, b) {
		if err := l.wait(to); err != nil {
			return err
		}
	}
	return nil
}

// Receive waits for the next message from a member, and copies it into a and b.
func (l *Link) Receive(from int, a, b []byte) error {
	for {
		kind, size, ok := l.Next(from)
		switch {
		case ok && kind == marker && l.Interruptions() != l.seen:
			return ErrInterrupted
		case ok && (kind != message || size != len(a)+len(b)):
			return fmt.Errorf("train: worker %d sent a message of kind %d with %d bytes, %d are expected", from+1, kind, size, len(a)+len(b))
		case ok:
			l.Take(from, a, b)
			return nil
		}
		if err := l.wait(from); err != nil {
			return err
		}
	}
}

// wait waits a little, and looks whether the others live.
func (l *Link) wait(with int) error {
	begun := time.Now()
	l.Wait(with, tick)
	runtime.Gosched() // a browser's worker has one thread, and it may be the other member's
	l.Beat()
	if l.Waiting != nil {
		l.Waiting()
	}
	if l.Member() == 0 {
		if err := l.listen(min(time.Since(begun), 2*tick)); err != nil { // more is a machine that was asleep
			return err
		}
	}
	if l.yield == nil {
		return nil
	}
	return l.yield()
}

// listen says who has been silent too long, after so much more time.
func (l *Link) listen(more time.Duration) error {
	for m := range l.Members() {
		if m == l.Member() {
			continue
		}
		if beats := l.Beats(m); beats != l.beats[m] {
			l.beats[m], l.silent[m] = beats, 0
			continue
		}
		if l.silent[m] += more; l.silent[m] > l.patience {
			return &Lost{m}
		}
	}
	return nil
}

// Poll is the yield function of members that follow: it shows that they live, and tells them when the step is given up.
func (l *Link) Poll() error {
	l.Beat()
	if l.Interruptions() != l.seen {
		return ErrInterrupted
	}
	return nil
}

// Resync ends a step that was given up: member 0 calls it after Interrupt, the others when they get ErrInterrupted. What is still under way
// is dropped: each member sends a marker after its last message, and drops what comes before those of the others.
func (l *Link) Resync() error {
	l.seen = l.Interruptions()
	l.yield = nil
	sent, got := make([]bool, l.Members()), make([]bool, l.Members())
	sent[l.Member()], got[l.Member()] = true, true
	for {
		pending := -1
		for m := range l.Members() {
			sent[m] = sent[m] || l.Offer(m, marker, nil, nil)
			for !got[m] {
				kind, _, ok := l.Next(m)
				if !ok {
					break
				}
				got[m] = kind == marker
				l.Take(m, nil, nil)
			}
			if !sent[m] || !got[m] {
				pending = m
			}
		}
		if pending < 0 {
			return nil
		}
		if err := l.wait(pending); err != nil {
			return err
		}
	}
}
