package view

import (
	"strconv"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/app"
	"muestra/app/say"
	"muestra/app/view/kit"
	"muestra/nn/recipe"
	"muestra/nn/samples"
)

// lenses are the switches of the charts, and what can be downloaded of them.
type lenses struct {
	goapp.Compo
	s *app.Session
}

// OnMount implements goapp.Mounter.
func (x *lenses) OnMount(ctx goapp.Context) { kit.ViewsOf(x.s).Add(ctx, false) }

// Render implements goapp.Composer.
func (x *lenses) Render() goapp.UI {
	s := x.s
	sample := s.SampleShown()
	recording := samples.Recorded(sample)
	underlay := textUnderlay
	if recording != nil && recording.Report {
		underlay = textUnderlayReport
	}
	hasPenalties := app.Penalized(s.ExperimentShown().Spec)
	return goapp.FieldSet().Class("lenses").Body(
		goapp.Legend().Class("unseen").Text(s.Text(textLenses)),
		x.pill("recorded", underlay, s.Lens.Recorded, func(l app.Lens) app.Lens { l.Recorded = !l.Recorded; return l }).Hidden(recording == nil),
		x.pill("log", textLog, s.Lens.Log, func(l app.Lens) app.Lens { l.Log = !l.Log; return l }),
		x.pill("penalties", textPenalties, s.Lens.Penalties, func(l app.Lens) app.Lens { l.Penalties = !l.Penalties; return l }).Hidden(!hasPenalties),
		x.smoothing(),
		x.downloads(),
		goapp.P().Class("small").Role("status").DataSet("testid", "lens-note").Text(x.note(recording, hasPenalties)),
	)
}

// pill is a switch.
func (x *lenses) pill(name string, text say.Words, on bool, turn func(app.Lens) app.Lens) goapp.HTMLButton {
	return goapp.Button().Type("button").Class("quiet lens").DataSet("testid", "lens-"+name).Aria("pressed", on).
		OnClick(func(goapp.Context, goapp.Event) {
			x.s.View(turn(x.s.Lens))
		}).Text(x.s.Text(text))
}

// smoothing is how calm the lines are.
func (x *lenses) smoothing() goapp.UI {
	s := x.s
	return goapp.Div().Class("smoothing").Body(
		goapp.Label().For("lens-smooth").Title(s.Text(textSmoothHelp)).Text(s.Text(textSmooth)),
		goapp.Input().Type("range").ID("lens-smooth").DataSet("testid", "lens-smooth").Min(0).Max(app.MaxSmooth).Step(5).Value(s.Lens.Smooth).
			Aria("valuetext", s.Percent(float64(s.Lens.Smooth)/100, 0)).
			OnInput(func(ctx goapp.Context, _ goapp.Event) {
				if n, err := strconv.Atoi(ctx.JSSrc().Get("value").String()); err == nil {
					l := x.s.Lens
					l.Smooth = min(max(n, 0), app.MaxSmooth)
					x.s.View(l)
				}
			}),
		goapp.Label().Hidden(s.Lens.Smooth == 0).Body(
			goapp.Input().Type("checkbox").DataSet("testid", "lens-epochs").Checked(s.Lens.Epochs).
				OnChange(func(ctx goapp.Context, _ goapp.Event) {
					l := x.s.Lens
					l.Epochs = ctx.JSSrc().Get("checked").Bool()
					x.s.View(l)
				}),
			goapp.Text(s.Text(textSmoothEpochs)),
		),
	)
}

// note says why what was asked for cannot be seen.
func (x *lenses) note(recording *samples.Recording, hasPenalties bool) string {
	s := x.s
	switch {
	case s.Unrecorded != nil:
		return s.Text(textUnrecorded, s.Unrecorded)
	case recording != nil && s.Lens.Recorded && hasPenalties && !s.Lens.Penalties:
		return s.Text(textRecordedPenalties)
	}
	return ""
}

var (
	textLenses            = &recipe.Text{ES: "Cómo se ven las curvas", EN: "How the curves are shown"}
	textUnderlay          = &recipe.Text{ES: "Nuestro ensayo", EN: "Our recorded run"}
	textUnderlayReport    = &recipe.Text{ES: "Ensayo del informe", EN: "The report’s run"}
	textLog               = &recipe.Text{ES: "Escala logarítmica", EN: "Log scale"}
	textPenalties         = &recipe.Text{ES: "Con penalización L2", EN: "With L2 penalty"}
	textSmooth            = &recipe.Text{ES: "Suavizar", EN: "Smooth"}
	textSmoothHelp        = &recipe.Text{ES: "Mezcla cada punto con los anteriores, para que se vea hacia dónde va la línea.", EN: "Blends each point with those before, to show where the line is going."}
	textSmoothEpochs      = &recipe.Text{ES: "también las épocas", EN: "epochs too"}
	textUnrecorded        = &recipe.Text{ES: "No se pudo cargar el ensayo grabado: %v. Vuelve a pulsar para intentarlo otra vez.", EN: "The recorded run could not be loaded: %v. Press again to retry."}
	textRecordedPenalties = &recipe.Text{ES: "La pérdida del ensayo grabado incluye la penalización L2: actívala para comparar.", EN: "The recorded run’s loss includes the L2 penalty: switch it on to compare."}
)
