package app

import (
	"strconv"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/nn/samples"
)

// lessonPanel is the tab of the lessons: the list, or the one that is open.
type lessonPanel struct {
	goapp.Compo
	s    *session
	sure bool // about forgetting everything
}

// OnMount implements goapp.Mounter.
func (p *lessonPanel) OnMount(ctx goapp.Context) { p.s.views().add(ctx, false) }

// Render implements goapp.Composer.
func (p *lessonPanel) Render() goapp.UI {
	if n := p.s.experiment.Lesson; n > 0 {
		return p.lesson(n)
	}
	return p.list()
}

// list are all lessons.
func (p *lessonPanel) list() goapp.UI {
	s := p.s
	rows := make([]goapp.UI, len(lessons))
	for i := range lessons {
		rows[i] = p.row(i + 1)
	}
	done := s.lessonsDone()
	return goapp.Section().Class("lessons card").Aria("labelledby", "lessons-title").Body(
		goapp.H2().ID("lessons-title").DataSet("testid", "lessons-title").TabIndex(-1).Body(goapp.Text(s.text(textLessons)+" "), s.lockSign("lesson")),
		goapp.P().Class("lead").Text(s.text(textLessonsIntro)),
		goapp.Ol().Class("rows").Body(rows...),
		goapp.Div().Class("choices").Body(
			goapp.P().Class("small").DataSet("testid", "lessons-done").Text(s.text(textLessonsDone, done, len(lessons))),
			goapp.Button().Type("button").Class("quiet").DataSet("testid", "lessons-reset").Hidden(!s.learned() || p.sure).
				OnClick(func(goapp.Context, goapp.Event) { p.sure = true }).Text(s.text(textLessonsReset)),
			goapp.Button().Type("button").Class("quiet danger").DataSet("testid", "lessons-reset-sure").Hidden(!p.sure).
				OnClick(func(goapp.Context, goapp.Event) { p.sure = false; s.startOver(0) }).Text(s.text(textLessonsResetSure)),
			goapp.Button().Type("button").Class("quiet").Hidden(!p.sure).
				OnClick(func(goapp.Context, goapp.Event) { p.sure = false }).Text(s.text(textKeep)),
		),
		p.back(),
		&classLink{s: s},
	)
}

// row is one lesson in the list.
func (p *lessonPanel) row(n int) goapp.UI {
	s, l := p.s, &lessons[n-1]
	more, class := s.lessonTime(l), ""
	if x := s.learning().Notes[n]; x != nil && x.Checked {
		more, class = s.text(textLessonDone), "done"
	} else if x != nil && x.Guess > 0 {
		more = s.text(textLessonBegun)
	}
	return goapp.Li().Body(
		goapp.Button().Type("button").Class("lesson-row "+class).DataSet("testid", "lesson-"+strconv.Itoa(n)).Disabled(s.locked("lesson")).
			OnClick(func(goapp.Context, goapp.Event) {
				s.openLesson(n)
				handOn("lesson-title")
			}, n).
			Body(
				goapp.Span().Class("number").Text(n),
				goapp.Span().Class("title").Text(l.title.In(s.lang)),
				goapp.Span().Class("value").Text(more),
			),
	)
}

// lessonTime is how long a lesson's runs take, roughly.
func (s *session) lessonTime(l *lesson) string {
	seconds := 0
	for _, st := range l.steps {
		seconds += st.seconds
	}
	if seconds == 0 {
		return s.text(textLessonThought)
	}
	return s.text(textLessonMinutes, max(1, (seconds+30)/60))
}

// lesson is the one that is open.
func (p *lessonPanel) lesson(n int) goapp.UI {
	s, l, x := p.s, &lessons[n-1], p.s.noteOf(n)
	return goapp.Section().Class("lessons card").Aria("labelledby", "lesson-title").DataSet("testid", "lesson").Body(
		goapp.Div().Class("choices").Body(
			goapp.Button().Type("button").Class("quiet").DataSet("testid", "lesson-list").Hidden(s.locked("lesson")).
				OnClick(func(goapp.Context, goapp.Event) {
					s.openLesson(0)
					handOn("lessons-title")
				}).Text(s.text(textLessonList)),
			goapp.Button().Type("button").Class("quiet").DataSet("testid", "lesson-over").Hidden(x.Guess == 0 || s.teaching(n)).
				OnClick(func(goapp.Context, goapp.Event) { s.startOver(n) }, n).Text(s.text(textLessonOver)),
		),
		goapp.P().Class("eyebrow").Text(s.text(textLessonOf, n, len(lessons))),
		goapp.H2().ID("lesson-title").DataSet("testid", "lesson-title").TabIndex(-1).Text(l.title.In(s.lang)),
		goapp.P().Text(l.intro.In(s.lang)),
		p.prediction(n),
		p.runs(n),
		p.outcome(n),
		p.back(),
	)
}

// prediction is the question, and the answers to choose from.
func (p *lessonPanel) prediction(n int) goapp.UI {
	s, l, x := p.s, &lessons[n-1], p.s.noteOf(n)
	fixed := x.begun() || s.teaching(n)
	choices := make([]goapp.UI, len(l.choices))
	for i := range l.choices {
		choices[i] = goapp.Button().Type("button").Class("quiet guess").DataSet("testid", "lesson-predict-"+strconv.Itoa(i)).
			Aria("pressed", x.Guess == i+1).Aria("describedby", "lesson-question").Disabled(fixed && x.Guess != i+1).
			OnClick(func(goapp.Context, goapp.Event) { s.guess(n, i) }, n, i).Text(l.choices[i].In(s.lang))
	}
	return goapp.Div().Class("part").Body(
		goapp.H3().Text(s.text(textLessonPredict)),
		goapp.P().ID("lesson-question").Text(l.question.In(s.lang)),
		goapp.Div().Class("guesses").Body(choices...),
	)
}

// runs are the lesson's steps, what came of them, and the button for the next one.
func (p *lessonPanel) runs(n int) goapp.UI {
	s, l, x := p.s, &lessons[n-1], p.s.noteOf(n)
	next := s.nextStep(n)
	rows := make([]goapp.UI, len(l.steps))
	for i := range l.steps {
		rows[i] = p.step(n, i)
	}
	label, hint := "", ""
	if next >= 0 {
		label = s.text(textLessonTrain, l.steps[next].name.In(s.lang))
	}
	switch {
	case x.Guess == 0:
		hint = s.text(textLessonGuessFirst)
	case next >= 0 && s.run.active() && !s.teaching(n):
		hint = s.text(textLessonBusy)
	}
	return goapp.Div().Class("part").Hidden(len(l.steps) == 0).Body(
		goapp.H3().Text(s.text(textLessonTry)),
		goapp.Ol().Class("runs-of-lesson").Body(rows...),
		goapp.P().Class("small").DataSet("testid", "lesson-hint").Hidden(hint == "").Text(hint),
		goapp.Div().Class("choices").Body(
			goapp.Button().Type("button").Class("primary").DataSet("testid", "lesson-start").Hidden(next < 0 || s.teaching(n)).
				Disabled(hint != "").OnClick(func(goapp.Context, goapp.Event) {
				s.try(n)
				handOn("lesson-curves")
				goapp.Window().Get("muestra").Call("reveal", "what-happens")
			}, n).Body(icon(iconPlay), goapp.Span().Text(label)),
			goapp.Button().Type("button").Class("quiet").DataSet("testid", "lesson-curves").Hidden(!s.teaching(n)).
				OnClick(func(goapp.Context, goapp.Event) {
					goapp.Window().GetElementByID("what-happens").Call("scrollIntoView")
					goapp.Window().GetElementByID("what-happens").Call("focus")
				}).Text(s.text(textLessonCurves)),
		),
	)
}

// step is one run of the lesson.
func (p *lessonPanel) step(n, i int) goapp.UI {
	s, st := p.s, &lessons[n-1].steps[i]
	standing, class := s.text(textLessonSeconds, st.seconds), ""
	switch done := s.trialsOf(n)[i]; {
	case done != nil:
		train, val := done.end()
		standing, class = s.text(textLessonScore, s.percent(train, 1), s.percent(val, 1)), "done"
	case s.teaching(n) && stepOf(&lessons[n-1], s.run) == i:
		standing, class = s.text(textStatusTraining, max(s.run.step.Epoch, 1), s.run.experiment.Epochs), "now"
	}
	return goapp.Li().Class(class).DataSet("testid", "lesson-run-"+strconv.Itoa(i)).Body(
		goapp.Span().Text(st.name.In(s.lang)),
		goapp.Span().Class("small").Text(standing),
	)
}

// teaching reports whether the run that goes on is of a lesson.
func (s *session) teaching(n int) bool { return s.run.active() && stepOf(&lessons[n-1], s.run) >= 0 }

// outcome is the check: what happened, against what was predicted and what is usual, and why.
func (p *lessonPanel) outcome(n int) goapp.UI {
	s, x := p.s, p.s.noteOf(n)
	ready := s.checkable(n)
	var said []goapp.UI
	if x.Checked {
		said = p.verdict(n)
	}
	return goapp.Div().Class("part").Body(
		goapp.H3().Text(s.text(textLessonSee)),
		goapp.P().Class("small").Hidden(ready).Text(s.text(textLessonNotYet)),
		goapp.Div().Class("choices").Hidden(x.Checked).Body(
			goapp.Button().Type("button").Class("primary").DataSet("testid", "lesson-check").Disabled(!ready).
				OnClick(func(goapp.Context, goapp.Event) {
					s.examine(n)
					handOn("lesson-verdict")
				}, n).Text(s.text(textLessonCheck)),
		),
		goapp.Div().Class("lesson-verdict").Role("status").Body(said...),
		goapp.Div().Class("choices").Hidden(!x.Checked || n == len(lessons) || s.locked("lesson")).Body(
			goapp.Button().Type("button").Class("quiet").DataSet("testid", "lesson-next").
				OnClick(func(goapp.Context, goapp.Event) {
					s.openLesson(n + 1)
					handOn("lesson-title")
				}, n).Text(s.text(textLessonNext, lessons[min(n, len(lessons)-1)].title.In(s.lang))),
		),
	)
}

// verdict says what a lesson has come to.
func (p *lessonPanel) verdict(n int) []goapp.UI {
	s, l, x := p.s, &lessons[n-1], p.s.noteOf(n)
	found := s.found(n)
	title, happened := textLessonWrong, ""
	switch {
	case found.choice == unclear:
		title = textLessonUnclear
	case found.choice == x.Guess-1:
		title = textLessonRight
	}
	if found.choice != unclear {
		happened = l.choices[found.choice].In(s.lang)
	}
	strange := ""
	if found.choice != l.usual {
		strange = s.text(textLessonStrange, l.choices[l.usual].In(s.lang))
	}
	other := ""
	if w := x.otherPictures(); w != nil {
		other = s.text(w)
	}
	return []goapp.UI{
		goapp.P().Class("title").DataSet("testid", "lesson-verdict").DataSet("choice", strconv.Itoa(found.choice)).TabIndex(-1).Text(s.text(title)),
		goapp.P().Class("happened").Hidden(happened == "").Text(happened),
		goapp.P().DataSet("testid", "lesson-facts").Hidden(found.facts == nil).Text(s.factual(l.facts, found.facts)),
		goapp.P().Class("strange").DataSet("testid", "lesson-strange").Hidden(strange == "").Text(strange),
		goapp.P().Class("small").Hidden(other == "").Text(other),
		goapp.P().DataSet("testid", "lesson-why").Body(goapp.B().Text(s.text(textLessonWhy)+" "), goapp.Text(l.why.In(s.lang))),
		goapp.P().Body(goapp.B().Text(s.text(textLessonOn)+" "), goapp.Text(l.next.In(s.lang))),
	}
}

// otherPictures says what comes of trials with other pictures than CIFAR-10's; nil where they are those.
func (x *note) otherPictures() words {
	if len(x.Trials) > 0 && x.Trials[0] != nil {
		switch x.Trials[0].Dataset {
		case "synthetic":
			return textLessonSynthetic
		case "own":
			return textLessonOthers
		}
	}
	return nil
}

// factual is a sentence with a finding's facts in its blanks.
func (s *session) factual(sentence samples.Text, facts []any) string {
	if facts == nil {
		return ""
	}
	words := make([]any, len(facts))
	for i, f := range facts {
		switch f := f.(type) {
		case float64:
			words[i] = s.percent(f, 1)
		case int:
			words[i] = s.whole(f)
		default:
			words[i] = f
		}
	}
	return s.text(&sentence, words...)
}

// back is the way to the experiment from before.
func (p *lessonPanel) back() goapp.UI {
	s := p.s
	return goapp.Div().Class("choices own").Hidden(!s.taught()).Body(
		goapp.P().Class("small").Text(s.text(textLessonOwn)),
		goapp.Button().Type("button").Class("quiet").DataSet("testid", "lesson-back").
			OnClick(func(goapp.Context, goapp.Event) { s.goBack() }).Text(s.text(textLessonBack)),
	)
}

var (
	textLessons      = &samples.Text{ES: "Lecciones", EN: "Lessons"}
	textLessonsIntro = &samples.Text{
		ES: "En cada una predices, lo pruebas con pocas imágenes y la página mira qué ha pasado de verdad.",
		EN: "In each you predict, try it with a few pictures, and the page looks at what really happened.",
	}
	textLessonsDone      = &samples.Text{ES: "Hechas: %d de %d", EN: "Done: %d of %d"}
	textLessonsReset     = &samples.Text{ES: "Empezar de nuevo", EN: "Start afresh"}
	textLessonsResetSure = &samples.Text{ES: "Olvidar todo lo hecho", EN: "Forget all that was done"}
	textLessonDone       = &samples.Text{ES: "hecha", EN: "done"}
	textLessonBegun      = &samples.Text{ES: "empezada", EN: "begun"}
	textLessonThought    = &samples.Text{ES: "sin entrenar", EN: "no training"}
	textLessonMinutes    = &samples.Text{ES: "≈ %d min", EN: "≈ %d min"}
	textLessonSeconds    = &samples.Text{ES: "≈ %d s con dos núcleos", EN: "≈ %d s on two cores"}
	textLessonList       = &samples.Text{ES: "Todas las lecciones", EN: "All lessons"}
	textLessonOver       = &samples.Text{ES: "Repetir la lección", EN: "Do it again"}
	textLessonOf         = &samples.Text{ES: "Lección %d de %d", EN: "Lesson %d of %d"}
	textLessonPredict    = &samples.Text{ES: "1. Predice", EN: "1. Predict"}
	textLessonTry        = &samples.Text{ES: "2. Prueba", EN: "2. Try"}
	textLessonSee        = &samples.Text{ES: "¿Qué ha pasado?", EN: "What happened?"}
	textLessonGuessFirst = &samples.Text{ES: "Primero elige una respuesta. Equivocarse también enseña.", EN: "Choose an answer first. Being wrong teaches too."}
	textLessonBusy       = &samples.Text{ES: "Hay otro entrenamiento en marcha: espera a que termine o páralo.", EN: "Another run is under way: wait for its end, or stop it."}
	textLessonTrain      = &samples.Text{ES: "Entrenar: %s", EN: "Train: %s"}
	textLessonCurves     = &samples.Text{ES: "Ver las curvas", EN: "See the curves"}
	textLessonScore      = &samples.Text{ES: "entrenamiento %s · validación %s", EN: "training %s · validation %s"}
	textLessonNotYet     = &samples.Text{ES: "Se podrá comprobar cuando hayas predicho y terminen las pruebas.", EN: "This can be checked once you have predicted and the runs are done."}
	textLessonCheck      = &samples.Text{ES: "Comprobar", EN: "Check"}
	textLessonRight      = &samples.Text{ES: "Lo habías previsto.", EN: "You saw it coming."}
	textLessonWrong      = &samples.Text{ES: "Ha salido de otra manera.", EN: "It turned out otherwise."}
	textLessonUnclear    = &samples.Text{ES: "Esta vez no queda claro.", EN: "This time it is not clear-cut."}
	textLessonStrange    = &samples.Text{ES: "No es lo habitual. Con CIFAR-10 y estos valores suele ocurrir esto: %s", EN: "That is not the usual outcome. With CIFAR-10 and these values it is mostly this: %s"}
	textLessonSynthetic  = &samples.Text{
		ES: "Has entrenado con imágenes sintéticas, mucho más fáciles que las fotografías de CIFAR-10: el resultado puede ser otro.",
		EN: "You have trained on synthetic pictures, which are much easier than CIFAR-10’s photographs: the outcome may be another.",
	}
	textLessonOthers = &samples.Text{
		ES: "Has entrenado con otras imágenes que las de CIFAR-10: el resultado puede ser otro.",
		EN: "You have trained on other pictures than CIFAR-10’s: the outcome may be another.",
	}
	textLessonWhy  = &samples.Text{ES: "Por qué.", EN: "Why."}
	textLessonOn   = &samples.Text{ES: "Y ahora.", EN: "What next."}
	textLessonNext = &samples.Text{ES: "Siguiente: %s", EN: "Next: %s"}
	textLessonOwn  = &samples.Text{ES: "La receta es la de la lección.", EN: "The recipe is the lesson’s."}
	textLessonBack = &samples.Text{ES: "Volver a mi experimento", EN: "Back to my experiment"}
)
