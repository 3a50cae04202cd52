package view

import (
	"strconv"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/app"
	"muestra/app/lesson"
	"muestra/app/run"
	"muestra/app/say"
	"muestra/app/view/edit"
	"muestra/app/view/kit"
	"muestra/data"
	"muestra/nn/recipe"
	"muestra/wasm/dom"
)

// lessonPanel is the tab of the lessons: the list, or the one that is open.
type lessonPanel struct {
	goapp.Compo
	s    *app.Session
	sure bool // about forgetting everything
}

// OnMount implements goapp.Mounter.
func (p *lessonPanel) OnMount(ctx goapp.Context) { kit.ViewsOf(p.s).Add(ctx, false) }

// Render implements goapp.Composer.
func (p *lessonPanel) Render() goapp.UI {
	if n := p.s.Recipe.Experiment.Lesson; n > 0 {
		return p.lesson(n)
	}
	return p.list()
}

// list are all lessons.
func (p *lessonPanel) list() goapp.UI {
	s := p.s
	rows := make([]goapp.UI, len(lesson.Lessons))
	for i := range lesson.Lessons {
		rows[i] = p.row(i + 1)
	}
	done := s.Course.LessonsDone()
	return goapp.Section().Class("lessons card").Aria("labelledby", "lessons-title").Body(
		goapp.H2().ID("lessons-title").DataSet("testid", "lessons-title").TabIndex(-1).Body(goapp.Text(s.Text(edit.TextLessons)+" "), edit.LockSign(s, "lesson")),
		goapp.P().Class("lead").Text(s.Text(textLessonsIntro)),
		goapp.Ol().Class("rows").Body(rows...),
		goapp.Div().Class("choices").Body(
			goapp.P().Class("small").DataSet("testid", "lessons-done").Text(s.Text(textLessonsDone, done, len(lesson.Lessons))),
			goapp.Button().Type("button").Class("quiet").DataSet("testid", "lessons-reset").Hidden(!s.Course.Learned() || p.sure).
				OnClick(func(goapp.Context, goapp.Event) { p.sure = true }).Text(s.Text(textLessonsReset)),
			goapp.Button().Type("button").Class("quiet danger").DataSet("testid", "lessons-reset-sure").Hidden(!p.sure).
				OnClick(func(goapp.Context, goapp.Event) { p.sure = false; s.Course.StartOver(0) }).Text(s.Text(textLessonsResetSure)),
			goapp.Button().Type("button").Class("quiet").Hidden(!p.sure).
				OnClick(func(goapp.Context, goapp.Event) { p.sure = false }).Text(s.Text(textKeep)),
		),
		p.back(),
		&edit.ClassLink{S: s},
	)
}

// row is one lesson in the list.
func (p *lessonPanel) row(n int) goapp.UI {
	s, l := p.s, &lesson.Lessons[n-1]
	more, class := lessonTime(s, l), ""
	if x := s.Course.Learning().Notes[n]; x != nil && x.Checked {
		more, class = s.Text(textLessonDone), "done"
	} else if x != nil && x.Guess > 0 {
		more = s.Text(textLessonBegun)
	}
	return goapp.Li().Body(
		goapp.Button().Type("button").Class("lesson-row "+class).DataSet("testid", "lesson-"+strconv.Itoa(n)).Disabled(s.Recipe.Locked("lesson")).
			OnClick(func(goapp.Context, goapp.Event) {
				s.Course.OpenLesson(n)
				dom.HandOn("lesson-title")
			}, n).
			Body(
				goapp.Span().Class("number").Text(n),
				goapp.Span().Class("title").Text(l.Title.In(s.Lang)),
				goapp.Span().Class("value").Text(more),
			),
	)
}

// lessonTime is how long a lesson's runs take, roughly.
func lessonTime(s *app.Session, l *lesson.Lesson) string {
	seconds := 0
	for _, st := range l.Steps {
		seconds += st.Seconds
	}
	if seconds == 0 {
		return s.Text(textLessonThought)
	}
	return s.Text(textLessonMinutes, max(1, (seconds+30)/60))
}

// lesson is the one that is open.
func (p *lessonPanel) lesson(n int) goapp.UI {
	s, l, x := p.s, &lesson.Lessons[n-1], p.s.Course.NoteOf(n)
	return goapp.Section().Class("lessons card").Aria("labelledby", "lesson-title").DataSet("testid", "lesson").Body(
		goapp.Div().Class("choices").Body(
			goapp.Button().Type("button").Class("quiet").DataSet("testid", "lesson-list").Hidden(s.Recipe.Locked("lesson")).
				OnClick(func(goapp.Context, goapp.Event) {
					s.Course.OpenLesson(0)
					dom.HandOn("lessons-title")
				}).Text(s.Text(textLessonList)),
			goapp.Button().Type("button").Class("quiet").DataSet("testid", "lesson-over").Hidden(x.Guess == 0 || teaching(s, n)).
				OnClick(func(goapp.Context, goapp.Event) { s.Course.StartOver(n) }, n).Text(s.Text(textLessonOver)),
		),
		goapp.P().Class("eyebrow").Text(s.Text(textLessonOf, n, len(lesson.Lessons))),
		goapp.H2().ID("lesson-title").DataSet("testid", "lesson-title").TabIndex(-1).Text(l.Title.In(s.Lang)),
		goapp.P().Text(l.Intro.In(s.Lang)),
		p.prediction(n),
		p.runs(n),
		p.outcome(n),
		p.back(),
	)
}

// prediction is the question, and the answers to choose from.
func (p *lessonPanel) prediction(n int) goapp.UI {
	s, l, x := p.s, &lesson.Lessons[n-1], p.s.Course.NoteOf(n)
	fixed := x.Begun() || teaching(s, n)
	choices := make([]goapp.UI, len(l.Choices))
	for i := range l.Choices {
		choices[i] = goapp.Button().Type("button").Class("quiet guess").DataSet("testid", "lesson-predict-"+strconv.Itoa(i)).
			Aria("pressed", x.Guess == i+1).Aria("describedby", "lesson-question").Disabled(fixed && x.Guess != i+1).
			OnClick(func(goapp.Context, goapp.Event) { s.Course.Guess(n, i) }, n, i).Text(l.Choices[i].In(s.Lang))
	}
	return goapp.Div().Class("part").Body(
		goapp.H3().Text(s.Text(textLessonPredict)),
		goapp.P().ID("lesson-question").Text(l.Question.In(s.Lang)),
		goapp.Div().Class("guesses").Body(choices...),
	)
}

// runs are the lesson's steps, what came of them, and the button for the next one.
func (p *lessonPanel) runs(n int) goapp.UI {
	s, l, x := p.s, &lesson.Lessons[n-1], p.s.Course.NoteOf(n)
	next := s.Course.NextStep(n)
	rows := make([]goapp.UI, len(l.Steps))
	for i := range l.Steps {
		rows[i] = p.step(n, i)
	}
	label, hint := "", ""
	if next >= 0 {
		label = s.Text(textLessonTrain, l.Steps[next].Name.In(s.Lang))
	}
	switch {
	case x.Guess == 0:
		hint = s.Text(textLessonGuessFirst)
	case next >= 0 && s.Training.Run.Active() && !teaching(s, n):
		hint = s.Text(textLessonBusy)
	}
	return goapp.Div().Class("part").Hidden(len(l.Steps) == 0).Body(
		goapp.H3().Text(s.Text(textLessonTry)),
		goapp.Ol().Class("runs-of-lesson").Body(rows...),
		goapp.P().Class("small").DataSet("testid", "lesson-hint").Hidden(hint == "").Text(hint),
		goapp.Div().Class("choices").Body(
			goapp.Button().Type("button").Class("primary").DataSet("testid", "lesson-start").Hidden(next < 0 || teaching(s, n)).
				Disabled(hint != "").OnClick(func(goapp.Context, goapp.Event) {
				s.Course.Try(n)
				dom.HandOn("lesson-curves")
				dom.Reveal("what-happens")
			}, n).Body(kit.Icon(kit.IconPlay), goapp.Span().Text(label)),
			goapp.Button().Type("button").Class("quiet").DataSet("testid", "lesson-curves").Hidden(!teaching(s, n)).
				OnClick(func(goapp.Context, goapp.Event) {
					dom.ByID("what-happens").ScrollTo()
					dom.ByID("what-happens").Focus()
				}).Text(s.Text(textLessonCurves)),
		),
	)
}

// step is one run of the lesson.
func (p *lessonPanel) step(n, i int) goapp.UI {
	s, st := p.s, &lesson.Lessons[n-1].Steps[i]
	standing, class := s.Text(textLessonSeconds, st.Seconds), ""
	switch done := s.Course.TrialsOf(n)[i]; {
	case done != nil:
		train, val := done.End()
		standing, class = s.Text(textLessonScore, s.Percent(train, 1), s.Percent(val, 1)), "done"
	case teaching(s, n) && lesson.StepOf(&lesson.Lessons[n-1], s.Training.Run) == i:
		standing, class = s.Text(run.TextStatusTraining, max(s.Training.Run.Step.Epoch, 1), s.Training.Run.Experiment.Epochs), "now"
	}
	return goapp.Li().Class(class).DataSet("testid", "lesson-run-"+strconv.Itoa(i)).Body(
		goapp.Span().Text(st.Name.In(s.Lang)),
		goapp.Span().Class("small").Text(standing),
	)
}

// teaching reports whether the run that goes on is of a lesson.
func teaching(s *app.Session, n int) bool {
	return s.Training.Run.Active() && lesson.StepOf(&lesson.Lessons[n-1], s.Training.Run) >= 0
}

// outcome is the check: what happened, against what was predicted and what is usual, and why.
func (p *lessonPanel) outcome(n int) goapp.UI {
	s, x := p.s, p.s.Course.NoteOf(n)
	ready := s.Course.Checkable(n)
	var said []goapp.UI
	if x.Checked {
		said = p.verdict(n)
	}
	return goapp.Div().Class("part").Body(
		goapp.H3().Text(s.Text(textLessonSee)),
		goapp.P().Class("small").Hidden(ready).Text(s.Text(textLessonNotYet)),
		goapp.Div().Class("choices").Hidden(x.Checked).Body(
			goapp.Button().Type("button").Class("primary").DataSet("testid", "lesson-check").Disabled(!ready).
				OnClick(func(goapp.Context, goapp.Event) {
					s.Course.Examine(n)
					dom.HandOn("lesson-verdict")
				}, n).Text(s.Text(textLessonCheck)),
		),
		goapp.Div().Class("lesson-verdict").Role("status").Body(said...),
		goapp.Div().Class("choices").Hidden(!x.Checked || n == len(lesson.Lessons) || s.Recipe.Locked("lesson")).Body(
			goapp.Button().Type("button").Class("quiet").DataSet("testid", "lesson-next").
				OnClick(func(goapp.Context, goapp.Event) {
					s.Course.OpenLesson(n + 1)
					dom.HandOn("lesson-title")
				}, n).Text(s.Text(textLessonNext, lesson.Lessons[min(n, len(lesson.Lessons)-1)].Title.In(s.Lang))),
		),
	)
}

// verdict says what a lesson has come to.
func (p *lessonPanel) verdict(n int) []goapp.UI {
	s, l, x := p.s, &lesson.Lessons[n-1], p.s.Course.NoteOf(n)
	found := s.Course.Found(n)
	title, happened := textLessonWrong, ""
	switch {
	case found.Choice == lesson.Unclear:
		title = textLessonUnclear
	case found.Choice == x.Guess-1:
		title = textLessonRight
	}
	if found.Choice != lesson.Unclear {
		happened = l.Choices[found.Choice].In(s.Lang)
	}
	strange := ""
	if found.Choice != l.Usual {
		strange = s.Text(textLessonStrange, l.Choices[l.Usual].In(s.Lang))
	}
	other := ""
	if w := otherPictures(&x); w != nil {
		other = s.Text(w)
	}
	return []goapp.UI{
		goapp.P().Class("title").DataSet("testid", "lesson-verdict").DataSet("choice", strconv.Itoa(found.Choice)).TabIndex(-1).Text(s.Text(title)),
		goapp.P().Class("happened").Hidden(happened == "").Text(happened),
		goapp.P().DataSet("testid", "lesson-facts").Hidden(found.Facts == nil).Text(factual(s, l.Facts, found.Facts)),
		goapp.P().Class("strange").DataSet("testid", "lesson-strange").Hidden(strange == "").Text(strange),
		goapp.P().Class("small").Hidden(other == "").Text(other),
		goapp.P().DataSet("testid", "lesson-why").Body(goapp.B().Text(s.Text(textLessonWhy)+" "), goapp.Text(l.Why.In(s.Lang))),
		goapp.P().Body(goapp.B().Text(s.Text(textLessonOn)+" "), goapp.Text(l.Next.In(s.Lang))),
	}
}

// otherPictures says what comes of trials with other pictures than CIFAR-10's; nil where they are those.
func otherPictures(x *lesson.Note) say.Words {
	if len(x.Trials) > 0 && x.Trials[0] != nil {
		switch x.Trials[0].Dataset {
		case data.KindSynthetic:
			return textLessonSynthetic
		case data.KindOwn:
			return textLessonOthers
		}
	}
	return nil
}

// factual is a sentence with a finding's facts in its blanks.
func factual(s *app.Session, sentence recipe.Text, facts []any) string {
	if facts == nil {
		return ""
	}
	words := make([]any, len(facts))
	for i, f := range facts {
		switch f := f.(type) {
		case float64:
			words[i] = s.Percent(f, 1)
		case int:
			words[i] = s.Whole(f)
		default:
			words[i] = f
		}
	}
	return s.Text(&sentence, words...)
}

// back is the way to the experiment from before.
func (p *lessonPanel) back() goapp.UI {
	s := p.s
	return goapp.Div().Class("choices own").Hidden(!s.Course.Taught()).Body(
		goapp.P().Class("small").Text(s.Text(textLessonOwn)),
		goapp.Button().Type("button").Class("quiet").DataSet("testid", "lesson-back").
			OnClick(func(goapp.Context, goapp.Event) { s.Course.GoBack() }).Text(s.Text(textLessonBack)),
	)
}

var (
	textLessonsIntro = &recipe.Text{
		ES: "En cada una predices, lo pruebas con pocas imágenes y la página mira qué ha pasado de verdad.",
		EN: "In each you predict, try it with a few pictures, and the page looks at what really happened.",
	}
	textLessonsDone      = &recipe.Text{ES: "Hechas: %d de %d", EN: "Done: %d of %d"}
	textLessonsReset     = &recipe.Text{ES: "Empezar de nuevo", EN: "Start afresh"}
	textLessonsResetSure = &recipe.Text{ES: "Olvidar todo lo hecho", EN: "Forget all that was done"}
	textLessonDone       = &recipe.Text{ES: "hecha", EN: "done"}
	textLessonBegun      = &recipe.Text{ES: "empezada", EN: "begun"}
	textLessonThought    = &recipe.Text{ES: "sin entrenar", EN: "no training"}
	textLessonMinutes    = &recipe.Text{ES: "≈ %d min", EN: "≈ %d min"}
	textLessonSeconds    = &recipe.Text{ES: "≈ %d s con dos núcleos", EN: "≈ %d s on two cores"}
	textLessonList       = &recipe.Text{ES: "Todas las lecciones", EN: "All lessons"}
	textLessonOver       = &recipe.Text{ES: "Repetir la lección", EN: "Do it again"}
	textLessonOf         = &recipe.Text{ES: "Lección %d de %d", EN: "Lesson %d of %d"}
	textLessonPredict    = &recipe.Text{ES: "1. Predice", EN: "1. Predict"}
	textLessonTry        = &recipe.Text{ES: "2. Prueba", EN: "2. Try"}
	textLessonSee        = &recipe.Text{ES: "¿Qué ha pasado?", EN: "What happened?"}
	textLessonGuessFirst = &recipe.Text{ES: "Primero elige una respuesta. Equivocarse también enseña.", EN: "Choose an answer first. Being wrong teaches too."}
	textLessonBusy       = &recipe.Text{ES: "Hay otro entrenamiento en marcha: espera a que termine o páralo.", EN: "Another run is under way: wait for its end, or stop it."}
	textLessonTrain      = &recipe.Text{ES: "Entrenar: %s", EN: "Train: %s"}
	textLessonCurves     = &recipe.Text{ES: "Ver las curvas", EN: "See the curves"}
	textLessonScore      = &recipe.Text{ES: "entrenamiento %s · validación %s", EN: "training %s · validation %s"}
	textLessonNotYet     = &recipe.Text{ES: "Se podrá comprobar cuando hayas predicho y terminen las pruebas.", EN: "This can be checked once you have predicted and the runs are done."}
	textLessonCheck      = &recipe.Text{ES: "Comprobar", EN: "Check"}
	textLessonRight      = &recipe.Text{ES: "Lo habías previsto.", EN: "You saw it coming."}
	textLessonWrong      = &recipe.Text{ES: "Ha salido de otra manera.", EN: "It turned out otherwise."}
	textLessonUnclear    = &recipe.Text{ES: "Esta vez no queda claro.", EN: "This time it is not clear-cut."}
	textLessonStrange    = &recipe.Text{ES: "No es lo habitual. Con CIFAR-10 y estos valores suele ocurrir esto: %s", EN: "That is not the usual outcome. With CIFAR-10 and these values it is mostly this: %s"}
	textLessonSynthetic  = &recipe.Text{
		ES: "Has entrenado con imágenes sintéticas, mucho más fáciles que las fotografías de CIFAR-10: el resultado puede ser otro.",
		EN: "You have trained on synthetic pictures, which are much easier than CIFAR-10’s photographs: the outcome may be another.",
	}
	textLessonOthers = &recipe.Text{
		ES: "Has entrenado con otras imágenes que las de CIFAR-10: el resultado puede ser otro.",
		EN: "You have trained on other pictures than CIFAR-10’s: the outcome may be another.",
	}
	textLessonWhy  = &recipe.Text{ES: "Por qué.", EN: "Why."}
	textLessonOn   = &recipe.Text{ES: "Y ahora.", EN: "What next."}
	textLessonNext = &recipe.Text{ES: "Siguiente: %s", EN: "Next: %s"}
	textLessonOwn  = &recipe.Text{ES: "La receta es la de la lección.", EN: "The recipe is the lesson’s."}
	textLessonBack = &recipe.Text{ES: "Volver a mi experimento", EN: "Back to my experiment"}
)
