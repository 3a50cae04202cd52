package app

import goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

// experiment is what is about to be trained: the sample's story, the recipe, the network.
type experiment struct {
	goapp.Compo
	s *session
}

// OnMount implements goapp.Mounter.
func (x *experiment) OnMount(ctx goapp.Context) {
	x.s.views().add(ctx, false)
	x.s.listenForUndoKeys()
}

// Render implements goapp.Composer.
func (x *experiment) Render() goapp.UI {
	return goapp.Section().Class("experiment").Aria("labelledby", "experiment-title").Body(
		&chapter{s: x.s},
		&recipeForm{s: x.s},
		&network{s: x.s},
	)
}
