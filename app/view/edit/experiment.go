package edit

import (
	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/app"
	"muestra/app/editor"
	"muestra/app/say"
	"muestra/app/view/kit"
	"muestra/nn/recipe"
	"muestra/wasm/dom"
)

// Experiment is what is about to be trained: the sample's story, the recipe, the network.
type Experiment struct {
	goapp.Compo
	S *app.Session
}

// OnMount implements goapp.Mounter.
func (x *Experiment) OnMount(ctx goapp.Context) {
	kit.ViewsOf(x.S).Add(ctx, false)
	listenForUndoKeys(x.S)
}

// Render implements goapp.Composer.
func (x *Experiment) Render() goapp.UI {
	return goapp.Section().Class("experiment").Aria("labelledby", "experiment-title").Body(
		&Chapter{S: x.S},
		&RecipeForm{S: x.S},
		&Network{S: x.S},
	)
}

// LockSign says of a part of the page that the link fixes it, where it does.
func LockSign(s *app.Session, key string) goapp.UI {
	if !s.Recipe.Locked(key) {
		return nil
	}
	return goapp.Span().Class("lock").Title(s.Text(textLocked)).Body(kit.Icon(kit.IconLock), kit.Unseen(" "+s.Text(textLocked)))
}

// drawnFrom is what the recipe and the network on the screen were drawn from. Each change by hand makes a new experiment.
type drawnFrom struct {
	experiment   *recipe.Experiment
	draft        *editor.Draft
	chosen       int
	lang         string
	back, forth  int
	pace         float64
	active, able bool // of the run that goes on
	word         string
}

func drawnOf(s *app.Session) drawnFrom {
	f := drawnFrom{s.Recipe.Experiment, s.Recipe.Draft, s.Recipe.Chosen, s.Lang, len(s.Recipe.Undos.Back), len(s.Recipe.Undos.Forth), 0, s.Training.Run.Active(), s.Training.Changeable(), s.Training.Word}
	if len(s.Training.Measured) > 0 {
		f.pace = s.Training.Measured[0].Rate
	}
	return f
}

// undoButtons are the buttons of undo and redo.
func undoButtons(s *app.Session) goapp.UI {
	one := func(testid, path string, text say.Words, able bool, do func()) goapp.UI {
		return goapp.Button().Type("button").Class("quiet icon-only").DataSet("testid", testid).Disabled(!able).
			Aria("label", s.Text(text)).Title(s.Text(text)).OnClick(func(goapp.Context, goapp.Event) { do() }, testid).Body(kit.Icon(path))
	}
	return goapp.Div().Class("choices").Body(
		one("undo", kit.IconUndo, textUndo, len(s.Recipe.Undos.Back) > 0, s.Recipe.Undo),
		one("redo", kit.IconRedo, textRedo, len(s.Recipe.Undos.Forth) > 0, s.Recipe.Redo),
	)
}

// listenForUndoKeys listens for Ctrl+Z and Ctrl+Shift+Z, everywhere but in texts of other parts of the page.
func listenForUndoKeys(s *app.Session) {
	dom.OnKey(func(k dom.Key) {
		if !k.Control || k.Alt {
			return
		}
		again := k.Shift
		switch k.Name {
		case "z", "Z":
		case "y", "Y":
			again = true
		default:
			return
		}
		if k.Within("textarea, input:not(.experiment input)") {
			return
		}
		k.Take()
		if again {
			s.Recipe.Redo()
		} else {
			s.Recipe.Undo()
		}
	})
}

var (
	textUndo = &recipe.Text{ES: "Deshacer (Ctrl+Z)", EN: "Undo (Ctrl+Z)"}
	textRedo = &recipe.Text{ES: "Rehacer (Ctrl+Mayús+Z)", EN: "Redo (Ctrl+Shift+Z)"}
)
