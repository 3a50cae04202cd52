package view

import (
	"strconv"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/app"
	"muestra/app/lesson"
	"muestra/app/run"
	"muestra/app/saved"
	"muestra/app/view/kit"
	"muestra/nn/recipe"
	"muestra/wasm/dom"
)

// happens is the title of the part where the training is seen.
type happens struct {
	goapp.Compo
	s *app.Session
}

// OnMount implements goapp.Mounter.
func (h *happens) OnMount(ctx goapp.Context) { kit.ViewsOf(h.s).Add(ctx, false) }

// Render implements goapp.Composer.
func (h *happens) Render() goapp.UI {
	return goapp.H2().ID("happens-title").Class("unseen").Text(h.s.Text(textHappens))
}

// controls are the buttons that start, pause and stop, and where the run stands.
type controls struct {
	goapp.Compo
	s *app.Session
}

// OnMount implements goapp.Mounter.
func (c *controls) OnMount(ctx goapp.Context) { kit.ViewsOf(c.s).Add(ctx, true) }

// Render implements goapp.Composer.
func (c *controls) Render() goapp.UI {
	s := c.s
	r := s.Training.Current()
	active := r.Active()
	paused := active && r.Phase == run.PhasePaused
	train := textTrain
	progress, class := 0.0, ""
	if paused {
		class = "paused"
	}
	if r != nil {
		progress = r.Progress()
		if r.Phase != run.PhaseError {
			train = textTrainAgain
		}
	}
	over := s.Training.Run != nil && !active
	return goapp.Div().Class("controls card").Body(
		goapp.Div().Class("buttons").Body(
			kit.Button("train", "primary", kit.IconPlay, s.Text(train)).Hidden(active).OnClick(c.train),
			kit.Button("pause", "primary", kit.IconPause, s.Text(textPause)).Hidden(!active || paused).OnClick(c.pause),
			kit.Button("resume", "primary", kit.IconPlay, s.Text(textResume)).Hidden(!paused).OnClick(c.resume),
		),
		goapp.Div().Class("extras").Hidden(!active && !over).Body(
			kit.Button("step", "quiet", kit.IconStep, s.Text(textStepOnce)).Hidden(!active).Disabled(r == nil || r.Started == nil).OnClick(c.once),
			kit.Button("stop", "quiet", kit.IconStop, s.Text(textStop)).Hidden(!active).OnClick(c.stop),
			kit.Button("reseed", "quiet", kit.IconDice, s.Text(textReseed)).Hidden(!over || r == nil || s.Recipe.Locked("seed")).OnClick(c.reseed),
			kit.Button("clear", "quiet", kit.IconClear, s.Text(textClear)).Hidden(!over).OnClick(c.clear),
		),
		goapp.Div().Class("standing").Body(
			goapp.P().Class("status").Role("status").Aria("live", "polite").DataSet("testid", "status").Text(s.Training.Standing()),
			goapp.P().Class("detail").DataSet("testid", "detail").Text(s.Training.Detail()),
			goapp.P().Class("detail battery").DataSet("testid", "battery").Hidden(!s.Training.Machine.Phone || active || over).Text(s.Text(textBattery)),
			goapp.Progress().Max(1).Value(strconv.FormatFloat(progress, 'f', 4, 64)).
				Aria("label", s.Text(textProgress)).Class(class),
		),
	)
}

// belongs says whose numbers and curves are below, where they are not those of the experiment beside them.
type belongs struct {
	goapp.Compo
	s *app.Session
}

// OnMount implements goapp.Mounter.
func (b *belongs) OnMount(ctx goapp.Context) { kit.ViewsOf(b.s).Add(ctx, false) }

// Render implements goapp.Composer.
func (b *belongs) Render() goapp.UI {
	s := b.s
	text := whose(s)
	n := s.Recipe.Experiment.Lesson
	taught := n > 0 && s.Training.Run != nil && s.Saved.Shown() == s.Training.Run && lesson.StepOf(&lesson.Lessons[n-1], s.Training.Run) >= 0
	return goapp.Div().Class("belongs").Body(
		goapp.P().DataSet("testid", "belongs").Hidden(text == "").Text(text),
		goapp.Button().Type("button").Class("quiet to-lesson").DataSet("testid", "to-lesson").Hidden(!taught).
			OnClick(func(goapp.Context, goapp.Event) {
				s.TurnTo("guide", "lessons")
				dom.Lead("[data-testid=lesson-check]:not(:disabled)", "[data-testid=lesson-start]:not([hidden], :disabled)", "#lesson-title")
			}).Text(s.Text(textToLesson, max(n, 1))),
		goapp.Button().Type("button").Class("quiet").DataSet("testid", "back").Hidden(s.Saved.Shown() == s.Training.Run).
			OnClick(func(goapp.Context, goapp.Event) { s.Saved.LeaveRun() }).Text(s.Text(textLookAway)),
	)
}

// The buttons hand the keyboard on: the one that was pressed is gone afterwards.

func (c *controls) train(ctx goapp.Context, _ goapp.Event) {
	c.s.Training.Train()
	if c.s.Recipe.Refused {
		kit.Focus(ctx, ".experiment [aria-invalid=true]", ".network .faulty button")
		return
	}
	dom.HandOn("pause")
	dom.Reveal("what-happens")
}

func (c *controls) pause(goapp.Context, goapp.Event) {
	c.s.Training.Pause()
	dom.HandOn("resume")
}

func (c *controls) resume(goapp.Context, goapp.Event) {
	c.s.Training.Resume()
	dom.HandOn("pause")
}

// once leaves the keyboard where it is: a step is seldom the last.
func (c *controls) once(goapp.Context, goapp.Event) { c.s.Training.Once() }

func (c *controls) reseed(goapp.Context, goapp.Event) {
	c.s.Training.Reseed()
	dom.HandOn("pause")
}

func (c *controls) clear(goapp.Context, goapp.Event) {
	c.s.Training.Clear()
	dom.HandOn("train")
}

func (c *controls) stop(goapp.Context, goapp.Event) {
	c.s.Training.Stop()
	dom.HandOn("train")
}

// whose says, where sample and run are not the same experiment, which one the numbers below belong to.
func whose(s *app.Session) string {
	switch r := s.Saved.Shown(); {
	case r != s.Training.Run:
		return s.Text(textLookingAt, saved.Title(s.Speaker, r.Experiment.Sample, r.Name))
	case r == nil || r.Identity == s.Recipe.Identity:
		return ""
	case r.Active():
		return s.Text(textRunOf, r.Experiment.Sample)
	case len(r.Curve.X) == 0:
		return "" // it has left nothing to see
	default:
		return s.Text(textLastRunOf, r.Experiment.Sample)
	}
}

var textToLesson = &recipe.Text{ES: "Volver a la lección %d", EN: "Back to lesson %d"}

var textBattery = &recipe.Text{ES: "Entrenar gasta batería: mejor con el cargador puesto.", EN: "Training uses up the battery: better with the charger in."}
