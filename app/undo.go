package app

import (
	"maps"
	"time"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/nn/samples"
)

// snapshot is the experiment as it was before a change: the recipe's fields and the network.
type snapshot struct {
	given  map[string]string
	draft  *draft
	chosen int
}

// undoStack holds the snapshots to go back to, the last one at the end, and those to come back to.
type undoStack struct {
	back, forth []snapshot
	last        string // what was changed last
	at          time.Time
}

// Typing is one change as long as its keys follow one another; the first of many changes are forgotten.
const (
	typingPause  = 3 * time.Second
	maxSnapshots = 100
)

func (s *session) snapshot() snapshot {
	return snapshot{maps.Clone(s.given), s.draft, s.chosen} // drafts do not change
}

// pushUndo keeps the present for undo, before a change of what.
func (s *session) pushUndo(what string) {
	p, now := &s.pasts, s.now()
	goesOn := what == p.last && len(p.back) > 0 && now.Sub(p.at) < typingPause
	p.last, p.at, p.forth = what, now, nil
	if goesOn {
		return
	}
	if len(p.back) == maxSnapshots {
		p.back = p.back[1:]
	}
	p.back = append(p.back, s.snapshot())
}

// undo takes the last change back, redo makes it again.
func (s *session) undo() { s.step(&s.pasts.back, &s.pasts.forth) }

func (s *session) redo() { s.step(&s.pasts.forth, &s.pasts.back) }

// step goes to the last snapshot of one list and keeps the present in the other.
func (s *session) step(from, to *[]snapshot) {
	if len(*from) == 0 {
		return
	}
	m := (*from)[len(*from)-1]
	*from, *to = (*from)[:len(*from)-1], append(*to, s.snapshot())
	s.pasts.last = ""
	s.discardDraft()
	s.given, s.draft, s.chosen = s.carry(maps.Clone(m.given), ofPage), m.draft, m.chosen
	s.edited()
}

// undoButtons are the buttons of undo and redo.
func (s *session) undoButtons() goapp.UI {
	one := func(testid, path string, text words, able bool, do func()) goapp.UI {
		return goapp.Button().Type("button").Class("quiet icon-only").DataSet("testid", testid).Disabled(!able).
			Aria("label", s.text(text)).Title(s.text(text)).OnClick(func(goapp.Context, goapp.Event) { do() }, testid).Body(icon(path))
	}
	return goapp.Div().Class("choices").Body(
		one("undo", iconUndo, textUndo, len(s.pasts.back) > 0, s.undo),
		one("redo", iconRedo, textRedo, len(s.pasts.forth) > 0, s.redo),
	)
}

// listenForUndoKeys listens for Ctrl+Z and Ctrl+Shift+Z, everywhere but in texts of other parts of the page.
func (s *session) listenForUndoKeys() {
	goapp.Window().Get("document").Call("addEventListener", "keydown", goapp.FuncOf(func(_ goapp.Value, args []goapp.Value) any {
		e := args[0]
		if !e.Get("key").Truthy() || !e.Get("target").Get("closest").Truthy() { // of a password manager, or of nothing on the page
			return nil
		}
		if !e.Get("ctrlKey").Truthy() && !e.Get("metaKey").Truthy() || e.Get("altKey").Truthy() {
			return nil
		}
		again := e.Get("shiftKey").Truthy()
		switch e.Get("key").String() {
		case "z", "Z":
		case "y", "Y":
			again = true
		default:
			return nil
		}
		if at := e.Get("target"); at.Call("closest", "textarea, input:not(.experiment input)").Truthy() {
			return nil
		}
		e.Call("preventDefault")
		if again {
			s.redo()
		} else {
			s.undo()
		}
		return nil
	}))
}

var (
	textUndo = &samples.Text{ES: "Deshacer (Ctrl+Z)", EN: "Undo (Ctrl+Z)"}
	textRedo = &samples.Text{ES: "Rehacer (Ctrl+Mayús+Z)", EN: "Redo (Ctrl+Shift+Z)"}
)
