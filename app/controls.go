package app

import (
	"strconv"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/nn/samples"
)

// happens is the title of the part where the training is seen.
type happens struct {
	goapp.Compo
	s *session
}

// OnMount implements goapp.Mounter.
func (h *happens) OnMount(ctx goapp.Context) { h.s.views().add(ctx, false) }

// Render implements goapp.Composer.
func (h *happens) Render() goapp.UI {
	return goapp.H2().ID("happens-title").Class("unseen").Text(h.s.text(textHappens))
}

// controls are the buttons that start, pause and stop, and where the run stands.
type controls struct {
	goapp.Compo
	s *session
}

// OnMount implements goapp.Mounter.
func (c *controls) OnMount(ctx goapp.Context) { c.s.views().add(ctx, true) }

// Render implements goapp.Composer.
func (c *controls) Render() goapp.UI {
	s := c.s
	r := s.current()
	active := r.active()
	paused := active && r.phase == phasePaused
	train := textTrain
	progress := 0.0
	if r != nil {
		progress = r.progress()
		if r.phase != phaseError {
			train = textTrainAgain
		}
	}
	over := s.run != nil && !active
	return goapp.Div().Class("controls card").Body(
		goapp.Div().Class("buttons").Body(
			button("train", "primary", iconPlay, s.text(train)).Hidden(active).OnClick(c.train),
			button("pause", "primary", iconPause, s.text(textPause)).Hidden(!active || paused).OnClick(c.pause),
			button("resume", "primary", iconPlay, s.text(textResume)).Hidden(!paused).OnClick(c.resume),
		),
		goapp.Div().Class("extras").Hidden(!active && !over).Body(
			button("step", "quiet", iconStep, s.text(textStepOnce)).Hidden(!active).Disabled(r == nil || r.started == nil).OnClick(c.once),
			button("stop", "quiet", iconStop, s.text(textStop)).Hidden(!active).OnClick(c.stop),
			button("reseed", "quiet", iconDice, s.text(textReseed)).Hidden(!over || r == nil || s.locked("seed")).OnClick(c.reseed),
			button("clear", "quiet", iconClear, s.text(textClear)).Hidden(!over).OnClick(c.clear),
		),
		goapp.Div().Class("standing").Body(
			goapp.P().Class("status").Role("status").Aria("live", "polite").DataSet("testid", "status").Text(s.standing()),
			goapp.P().Class("detail").DataSet("testid", "detail").Text(s.detail()),
			goapp.P().Class("detail battery").DataSet("testid", "battery").Hidden(!s.machine.Phone || active || over).Text(s.text(textBattery)),
			goapp.Progress().Max(1).Value(strconv.FormatFloat(progress, 'f', 4, 64)).
				Aria("label", s.text(textProgress)).Class(s.progressClass()),
		),
	)
}

// belongs says whose numbers and curves are below, where they are not those of the experiment beside them.
type belongs struct {
	goapp.Compo
	s *session
}

// OnMount implements goapp.Mounter.
func (b *belongs) OnMount(ctx goapp.Context) { b.s.views().add(ctx, false) }

// Render implements goapp.Composer.
func (b *belongs) Render() goapp.UI {
	s := b.s
	text := s.whose()
	n := s.experiment.Lesson
	taught := n > 0 && s.run != nil && s.shown() == s.run && stepOf(&lessons[n-1], s.run) >= 0
	return goapp.Div().Class("belongs").Body(
		goapp.P().DataSet("testid", "belongs").Hidden(text == "").Text(text),
		goapp.Button().Type("button").Class("quiet to-lesson").DataSet("testid", "to-lesson").Hidden(!taught).
			OnClick(func(goapp.Context, goapp.Event) {
				s.turnTo("guide", "lessons")
				goapp.Window().Get("muestra").Call("lead", "[data-testid=lesson-check]:not(:disabled)", "[data-testid=lesson-start]:not([hidden], :disabled)", "#lesson-title")
			}).Text(s.text(textToLesson, max(n, 1))),
		goapp.Button().Type("button").Class("quiet").DataSet("testid", "back").Hidden(s.shown() == s.run).
			OnClick(func(goapp.Context, goapp.Event) { s.leaveRun() }).Text(s.text(textLookAway)),
	)
}

func button(testid, class, path, text string) goapp.HTMLButton {
	return goapp.Button().Type("button").Class(class).DataSet("testid", testid).Body(icon(path), goapp.Span().Text(text))
}

// The buttons hand the keyboard on: the one that was pressed is gone afterwards.

func (c *controls) train(ctx goapp.Context, _ goapp.Event) {
	c.s.train()
	if c.s.refused {
		focus(ctx, ".experiment [aria-invalid=true]", ".network .faulty button")
		return
	}
	handOn("pause")
	goapp.Window().Get("muestra").Call("reveal", "what-happens")
}

func (c *controls) pause(goapp.Context, goapp.Event) {
	c.s.pause()
	handOn("resume")
}

func (c *controls) resume(goapp.Context, goapp.Event) {
	c.s.resume()
	handOn("pause")
}

// once leaves the keyboard where it is: a step is seldom the last.
func (c *controls) once(goapp.Context, goapp.Event) { c.s.once() }

func (c *controls) reseed(goapp.Context, goapp.Event) {
	c.s.reseed()
	handOn("pause")
}

func (c *controls) clear(goapp.Context, goapp.Event) {
	c.s.clear()
	handOn("train")
}

func (c *controls) stop(goapp.Context, goapp.Event) {
	c.s.stop()
	handOn("train")
}

func handOn(testid string) { goapp.Window().Get("muestra").Call("handOn", testid) }

// standing says in one line where the page stands. It is announced, so it changes with phases and epochs and not with steps.
func (s *session) standing() string {
	r := s.current()
	switch {
	case r.active() && r.stopping:
		return s.text(textStatusStopping)
	case r.active() && r.phase == phasePaused:
		return s.text(textStatusPaused, s.whole(r.step.Total), max(r.step.Epoch, 1), r.experiment.Epochs)
	case r.active() && r.phase == phaseLoading && r.resumes:
		return s.text(textStatusTakingUp)
	case r.active() && r.phase == phaseLoading && s.waiting:
		return s.text(textStatusStarting)
	case r.active() && r.phase == phaseLoading:
		return s.text(textStatusLoading)
	case r.active() && r.testing != nil && r.testing.What == "test":
		return s.text(textStatusTesting)
	case r.active() && r.testing != nil:
		return s.text(textStatusValidating, r.step.Epoch, r.experiment.Epochs)
	case r.active():
		return s.text(textStatusTraining, r.step.Epoch, r.experiment.Epochs)
	case s.phase() == phaseError:
		switch {
		case s.refused:
			return s.text(textRefused)
		case r == nil && s.trouble == "" && s.ready: // only the link was at fault
			return s.text(textStatusReady, s.experiment.Sample)
		}
		return s.text(textStatusError)
	case s.phase() == phaseDone && !r.done.TestAccuracy.IsFinite():
		return s.text(textStatusUntested)
	case s.phase() == phaseDone:
		return s.text(textStatusDone, s.percent(float64(r.done.TestAccuracy), 2))
	case r != nil && r.stopped:
		return s.text(textStatusStopped)
	case s.ready:
		return s.text(textStatusReady, s.experiment.Sample)
	default:
		return s.text(textStatusIdle)
	}
}

// whose says, where sample and run are not the same experiment, which one the numbers below belong to.
func (s *session) whose() string {
	switch r := s.shown(); {
	case r != s.run:
		return s.text(textLookingAt, s.title(r.experiment.Sample, r.name))
	case r == nil || r.identity == s.identity:
		return ""
	case r.active():
		return s.text(textRunOf, r.experiment.Sample)
	case len(r.curve.x) == 0:
		return "" // it has left nothing to see
	default:
		return s.text(textLastRunOf, r.experiment.Sample)
	}
}

// detail are the numbers under it.
func (s *session) detail() string {
	r := s.current()
	if r == nil {
		return s.plan()
	}
	if r.phase == phaseError {
		return ""
	}
	if r.phase == phaseLoading {
		if r.loading.Total > 0 {
			return s.text(textStep, s.whole(r.loading.Done), s.whole(r.loading.Total))
		}
		return ""
	}
	done, all := r.steps()
	if r.phase == phaseDone {
		return s.text(textStepsTaken, s.whole(done), s.duration(r.took(s.now())))
	}
	text := s.text(textStep, s.whole(done), s.whole(all))
	if !r.active() {
		return text
	}
	if left, known := r.left(s.now()); known {
		key := textTimeLeft
		if r.experiment.EarlyStopping {
			key = textAtMost
		}
		text += " · " + s.text(key, s.duration(left))
	}
	return text
}

func (s *session) progressClass() string {
	if s.run.active() && s.run.phase == phasePaused {
		return "paused"
	}
	return ""
}

var textToLesson = &samples.Text{ES: "Volver a la lección %d", EN: "Back to lesson %d"}

var textBattery = &samples.Text{ES: "Entrenar gasta batería: mejor con el cargador puesto.", EN: "Training uses up the battery: better with the charger in."}
