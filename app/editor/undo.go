package editor

import (
	"maps"
	"time"
)

// snapshot is the experiment as it was before a change: the recipe's fields and the network.
type snapshot struct {
	given  map[string]string
	draft  *Draft
	chosen int
}

// UndoStack holds the snapshots to go back to, the last one at the end, and those to come back to.
type UndoStack struct {
	Back, Forth []snapshot
	last        string // what was changed last
	at          time.Time
}

// Typing is one change as long as its keys follow one another; the first of many changes are forgotten.
const (
	typingPause  = 3 * time.Second
	MaxSnapshots = 100
)

func snapshotOf(s *Recipe) snapshot {
	return snapshot{maps.Clone(s.Given), s.Draft, s.Chosen} // drafts do not change
}

// pushUndo keeps the present for undo, before a change of what.
func (s *Recipe) pushUndo(what string) {
	p, now := &s.Undos, s.Now()
	goesOn := what == p.last && len(p.Back) > 0 && now.Sub(p.at) < typingPause
	p.last, p.at, p.Forth = what, now, nil
	if goesOn {
		return
	}
	if len(p.Back) == MaxSnapshots {
		p.Back = p.Back[1:]
	}
	p.Back = append(p.Back, snapshotOf(s))
}

// Undo takes the last change back.
func (s *Recipe) Undo() { step(s, &s.Undos.Back, &s.Undos.Forth) }

// Redo makes the change again that was taken back last.
func (s *Recipe) Redo() { step(s, &s.Undos.Forth, &s.Undos.Back) }

// step goes to the last snapshot of one list and keeps the present in the other.
func step(s *Recipe, from, to *[]snapshot) {
	if len(*from) == 0 {
		return
	}
	m := (*from)[len(*from)-1]
	*from, *to = (*from)[:len(*from)-1], append(*to, snapshotOf(s))
	s.Undos.last = ""
	s.discardDraft()
	s.Given, s.Draft, s.Chosen = s.carry(maps.Clone(m.given), OfPage), m.draft, m.chosen
	s.Edited()
}
