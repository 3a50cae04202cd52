package train

import (
	"sync"
	"sync/atomic"
	"time"
)

// Goroutines makes a backend the first member of a team of goroutines, wherever its training stands; Close ends them.
func Goroutines(l *Local, members int) (*Team, error) {
	mediums := NewGoroutines(members)
	for _, m := range mediums[1:] {
		go func() {
			if err := Follow(NewLink(m)); err != nil { // nothing from outside can bring this about
				panic(err)
			}
		}()
	}
	return NewTeam(l, NewLink(mediums[0]))
}

// goroutines is the Medium between goroutines of one process.
type goroutines struct {
	member int
	*room
	timer *time.Timer
}

// room is what the members of a team share.
type room struct {
	pipes         [][]pipe        // from, to
	wake          []chan struct{} // a member for whom something has changed
	interruptions atomic.Int64
	beats         []atomic.Int64
}

// pipe is the messages from one member to another.
type pipe struct {
	mu       sync.Mutex
	messages []parcel
	free     [][]byte // memory of messages taken
}

type parcel struct {
	kind byte
	body []byte
}

// pipeLength is how many messages may be unread: those of two exchanges, and a command.
const pipeLength = 8

// NewGoroutines returns the mediums of so many members.
func NewGoroutines(members int) []Medium {
	r := &room{beats: make([]atomic.Int64, members)}
	for range members {
		r.pipes, r.wake = append(r.pipes, make([]pipe, members)), append(r.wake, make(chan struct{}, 1))
	}
	var all []Medium
	for m := range members {
		all = append(all, &goroutines{m, r, time.NewTimer(0)})
	}
	return all
}

func (g *goroutines) Member() int  { return g.member }
func (g *goroutines) Members() int { return len(g.pipes) }

func (g *goroutines) Offer(to int, kind byte, a, b []byte) bool {
	p := &g.pipes[g.member][to]
	p.mu.Lock()
	full := len(p.messages) == pipeLength
	if !full {
		var body []byte
		if n := len(p.free); n > 0 {
			body, p.free = p.free[n-1], p.free[:n-1]
		}
		p.messages = append(p.messages, parcel{kind, append(append(body[:0], a...), b...)})
	}
	p.mu.Unlock()
	if !full {
		g.wakeUp(to)
	}
	return !full
}

func (g *goroutines) wakeUp(member int) {
	select {
	case g.wake[member] <- struct{}{}:
	default:
	}
}

func (g *goroutines) Next(from int) (kind byte, size int, ok bool) {
	p := &g.pipes[from][g.member]
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.messages) == 0 {
		return 0, 0, false
	}
	return p.messages[0].kind, len(p.messages[0].body), true
}

func (g *goroutines) Take(from int, a, b []byte) {
	p := &g.pipes[from][g.member]
	p.mu.Lock()
	body := p.messages[0].body
	p.messages = append(p.messages[:0], p.messages[1:]...)
	p.mu.Unlock()
	copy(b, body[copy(a, body):])
	p.mu.Lock()
	p.free = append(p.free, body)
	p.mu.Unlock()
	g.wakeUp(from)
}

func (g *goroutines) Wait(_ int, limit time.Duration) {
	g.timer.Reset(limit)
	select {
	case <-g.wake[g.member]:
	case <-g.timer.C:
	}
}

func (g *goroutines) Interrupt()           { g.interruptions.Add(1) }
func (g *goroutines) Interruptions() int   { return int(g.interruptions.Load()) }
func (g *goroutines) Beat()                { g.room.beats[g.member].Add(1) }
func (g *goroutines) Beats(member int) int { return int(g.room.beats[member].Load()) }
