package app

import (
	"slices"
	"strconv"
	"strings"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/nn"
	"muestra/nn/samples"
)

// lens is how the charts show a run. It is remembered from visit to visit.
type lens struct {
	recorded  bool // the recorded run lies under it
	log       bool // the loss is on a logarithmic scale
	penalties bool // the loss includes the L2 penalties
	epochs    bool // the epochs' lines are smoothed, and not the batches' alone
	smooth    int  // percent of what came before in each point; 0…maxSmooth
}

const maxSmooth = 95

// The words in which a lens is remembered.
const (
	lensRecorded  = "recorded"
	lensLog       = "log"
	lensPenalties = "penalties"
	lensEpochs    = "epochs"
)

// String is the lens as it is remembered.
func (l lens) String() string {
	words := []string{strconv.Itoa(l.smooth)}
	for _, w := range []struct {
		on   bool
		word string
	}{{l.recorded, lensRecorded}, {l.log, lensLog}, {l.penalties, lensPenalties}, {l.epochs, lensEpochs}} {
		if w.on {
			words = append(words, w.word)
		}
	}
	return strings.Join(words, " ")
}

// parseLens reads what was remembered, and passes over what makes no sense.
func parseLens(text string) lens {
	words := strings.Fields(text)
	has := func(word string) bool { return slices.Contains(words, word) }
	l := lens{has(lensRecorded), has(lensLog), has(lensPenalties), has(lensEpochs), 0}
	if len(words) > 0 {
		if n, err := strconv.Atoi(words[0]); err == nil {
			l.smooth = min(max(n, 0), maxSmooth)
		}
	}
	return l
}

// view shows runs through another lens.
func (s *session) view(l lens) {
	s.lens, s.unrecorded = l, nil
	s.memory.remember("charts", l.String())
	s.changed()
}

// penalized reports whether a network has L2 penalties.
func penalized(spec *nn.Spec) bool {
	return slices.ContainsFunc(spec.Layers, func(l nn.Layer) bool {
		switch l := l.(type) {
		case nn.Conv2D:
			return l.KernelRegularizer != nil
		case nn.Dense:
			return l.KernelRegularizer != nil
		}
		return false
	})
}

// experimentShown is the experiment that the charts are about.
func (s *session) experimentShown() *samples.Experiment {
	if r := s.shown(); r != nil {
		return r.experiment
	}
	return s.experiment
}

// withPenalties reports whether the loss chart shows penalties.
func (s *session) withPenalties() bool {
	return s.lens.penalties && penalized(s.experimentShown().Spec)
}

// lenses are the switches of the charts, and what can be downloaded of them.
type lenses struct {
	goapp.Compo
	s *session
}

// OnMount implements goapp.Mounter.
func (x *lenses) OnMount(ctx goapp.Context) { x.s.views().add(ctx, false) }

// Render implements goapp.Composer.
func (x *lenses) Render() goapp.UI {
	s := x.s
	sample := s.sampleShown()
	recording := samples.Recorded(sample)
	underlay := textUnderlay
	if recording != nil && recording.Report {
		underlay = textUnderlayReport
	}
	hasPenalties := penalized(s.experimentShown().Spec)
	return goapp.FieldSet().Class("lenses").Body(
		goapp.Legend().Class("unseen").Text(s.text(textLenses)),
		x.pill("recorded", underlay, s.lens.recorded, func(l *lens) { l.recorded = !l.recorded }).Hidden(recording == nil),
		x.pill("log", textLog, s.lens.log, func(l *lens) { l.log = !l.log }),
		x.pill("penalties", textPenalties, s.lens.penalties, func(l *lens) { l.penalties = !l.penalties }).Hidden(!hasPenalties),
		x.smoothing(),
		x.downloads(),
		goapp.P().Class("small").Role("status").DataSet("testid", "lens-note").Text(x.note(recording, hasPenalties)),
	)
}

// pill is a switch.
func (x *lenses) pill(name string, text words, on bool, turn func(*lens)) goapp.HTMLButton {
	return goapp.Button().Type("button").Class("quiet lens").DataSet("testid", "lens-"+name).Aria("pressed", on).
		OnClick(func(goapp.Context, goapp.Event) {
			l := x.s.lens
			turn(&l)
			x.s.view(l)
		}).Text(x.s.text(text))
}

// smoothing is how calm the lines are.
func (x *lenses) smoothing() goapp.UI {
	s := x.s
	return goapp.Div().Class("smoothing").Body(
		goapp.Label().For("lens-smooth").Title(s.text(textSmoothHelp)).Text(s.text(textSmooth)),
		goapp.Input().Type("range").ID("lens-smooth").DataSet("testid", "lens-smooth").Min(0).Max(maxSmooth).Step(5).Value(s.lens.smooth).
			Aria("valuetext", s.percent(float64(s.lens.smooth)/100, 0)).
			OnInput(func(ctx goapp.Context, _ goapp.Event) {
				if n, err := strconv.Atoi(ctx.JSSrc().Get("value").String()); err == nil {
					l := x.s.lens
					l.smooth = min(max(n, 0), maxSmooth)
					x.s.view(l)
				}
			}),
		goapp.Label().Hidden(s.lens.smooth == 0).Body(
			goapp.Input().Type("checkbox").DataSet("testid", "lens-epochs").Checked(s.lens.epochs).
				OnChange(func(ctx goapp.Context, _ goapp.Event) {
					l := x.s.lens
					l.epochs = ctx.JSSrc().Get("checked").Bool()
					x.s.view(l)
				}),
			goapp.Text(s.text(textSmoothEpochs)),
		),
	)
}

// note says why what was asked for cannot be seen.
func (x *lenses) note(recording *samples.Recording, hasPenalties bool) string {
	s := x.s
	switch {
	case s.unrecorded != nil:
		return s.text(textUnrecorded, s.unrecorded)
	case recording != nil && s.lens.recorded && hasPenalties && !s.lens.penalties:
		return s.text(textRecordedPenalties)
	}
	return ""
}

var (
	textLenses            = &samples.Text{ES: "Cómo se ven las curvas", EN: "How the curves are shown"}
	textUnderlay          = &samples.Text{ES: "Nuestro ensayo", EN: "Our recorded run"}
	textUnderlayReport    = &samples.Text{ES: "Ensayo del informe", EN: "The report’s run"}
	textLog               = &samples.Text{ES: "Escala logarítmica", EN: "Log scale"}
	textPenalties         = &samples.Text{ES: "Con penalización L2", EN: "With L2 penalty"}
	textSmooth            = &samples.Text{ES: "Suavizar", EN: "Smooth"}
	textSmoothHelp        = &samples.Text{ES: "Mezcla cada punto con los anteriores, para que se vea hacia dónde va la línea.", EN: "Blends each point with those before, to show where the line is going."}
	textSmoothEpochs      = &samples.Text{ES: "también las épocas", EN: "epochs too"}
	textUnrecorded        = &samples.Text{ES: "No se pudo cargar el ensayo grabado: %v. Vuelve a pulsar para intentarlo otra vez.", EN: "The recorded run could not be loaded: %v. Press again to retry."}
	textRecordedPenalties = &samples.Text{ES: "La pérdida del ensayo grabado incluye la penalización L2: actívala para comparar.", EN: "The recorded run’s loss includes the L2 penalty: switch it on to compare."}
)
