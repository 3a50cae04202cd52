package app

import (
	"strconv"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/nn/metrics"
	"muestra/nn/samples"
)

// confusionShown is the cell of the confusion matrix that is open.
type confusionShown struct {
	open        bool
	label, said int
	sheet       sheet
}

// confusionPictures is how many pictures of a cell are shown.
const confusionPictures = 48

// confusionMatrix is the panel of a network's mistakes, class by class.
type confusionMatrix struct {
	goapp.Compo
	s *session
}

// OnMount implements goapp.Mounter.
func (c *confusionMatrix) OnMount(ctx goapp.Context) {
	c.s.views().add(ctx, false)
	c.s.show(c)
}

// OnDismount implements goapp.Dismounter.
func (c *confusionMatrix) OnDismount() { c.s.leave(c) }

// ask implements panel.
func (c *confusionMatrix) ask() {
	s := c.s
	s.wantVerdicts()
	if v, numbers := s.cell(); v != nil {
		s.wantSheet(&s.confusion.sheet, v.source, pick(v.index, numbers))
	}
}

// cell are the pictures of the open cell, where one is open.
func (s *session) cell() (v *verdicts, numbers []int) {
	o := &s.confusion
	v = s.judged()
	if v == nil || !o.open || o.label >= len(v.classes) || o.said >= len(v.classes) {
		return nil, nil
	}
	numbers = v.taken(o.label, o.said)
	return v, numbers[:min(confusionPictures, len(numbers))]
}

// openCell shows the pictures of a cell, or puts them away.
func (s *session) openCell(label, said int) {
	o := &s.confusion
	o.open = !o.open || o.label != label || o.said != said
	o.label, o.said = label, said
	s.refreshPanel()
	s.screen.requestRender()
}

// Render implements goapp.Composer.
func (c *confusionMatrix) Render() goapp.UI {
	s := c.s
	v := s.judged()
	body := []goapp.UI{
		goapp.Div().Class("heading").Body(
			goapp.H3().ID("confusion-title").Text(s.text(textConfusion)),
			goapp.Div().Class("choices").Hidden(v == nil).Body(
				goapp.Button().Type("button").Class("quiet").DataSet("testid", "confusion-csv").Body(icon(iconSave), goapp.Span().Text("CSV")).
					Title(s.text(textConfusionCSV)).OnClick(func(goapp.Context, goapp.Event) { s.downloadMatrix() }),
			),
		),
		s.inspectionProblem(&s.Inspection.verdicts.inspected),
	}
	if v == nil {
		wait := textConfusionSoon
		if r := s.shown(); r != nil && r.experiment.Val == 0 {
			wait = textConfusionLast
		}
		body = append(body, s.invite(wait))
	} else {
		matrix := v.confusion()
		body = append(body,
			goapp.P().Class("small").DataSet("testid", "confusion-words").Text(s.confusionWords(v, matrix)),
			goapp.Div().Class("two").Body(c.matrix(v, matrix), c.scores(v, matrix)),
			c.pictures(),
		)
	}
	return goapp.Section().Class("look confusion card").DataSet("testid", "confusion").Aria("labelledby", "confusion-title").
		Aria("busy", s.Inspection.verdicts.waiting).Body(body...)
}

// confusionWords say what is in the matrix.
func (s *session) confusionWords(v *verdicts, matrix metrics.Confusion) string {
	text := s.passWords(v) + " " + s.text(textRightOf, s.percent(matrix.Accuracy(), 1), s.whole(len(v.labels)))
	if label, said, any := matrix.MostConfused(); any {
		text += " " + s.text(textMostConfused, s.class(v.classes[label]), s.class(v.classes[said]), s.whole(matrix[label][said]))
	}
	return text
}

// matrix is a table of buttons.
func (c *confusionMatrix) matrix(v *verdicts, matrix metrics.Confusion) goapp.UI {
	s := c.s
	heads := []goapp.UI{goapp.Td().Class("corner").Body(goapp.Span().Aria("hidden", true).Text(s.text(textTrueBySaid)))}
	for _, name := range v.classes {
		heads = append(heads, goapp.Th().Scope("col").Body(goapp.Span().Text(s.class(name))))
	}
	var rows []goapp.UI
	for label, counts := range matrix {
		all := 0
		for _, n := range counts {
			all += n
		}
		cells := []goapp.UI{goapp.Th().Scope("row").Text(s.class(v.classes[label]))}
		for said, n := range counts {
			cells = append(cells, goapp.Td().Body(c.cell(v, label, said, n, all)))
		}
		rows = append(rows, goapp.Tr().Body(cells...))
	}
	return goapp.Div().Class("scroll").TabIndex(0).Role("region").Aria("label", s.text(textMatrixTable)).Body(
		goapp.Table().Class("matrix").Body(
			goapp.Caption().Class("small").Text(s.text(textMatrixHelp)),
			goapp.THead().Body(goapp.Tr().Body(heads...)),
			goapp.TBody().Body(rows...),
		),
	)
}

// cell is how many pictures of one class, of so many, the network took for another.
func (c *confusionMatrix) cell(v *verdicts, label, said, n, all int) goapp.UI {
	s := c.s
	kind, words := "mistake", s.text(textTakenFor, s.class(v.classes[label]), s.class(v.classes[said]), s.whole(n))
	if label == said {
		kind, words = "hit", s.text(textTakenRight, s.class(v.classes[label]), s.whole(n))
	}
	share := 0.0
	if all > 0 {
		share = float64(n) / float64(all)
	}
	o := &s.confusion
	at := strconv.Itoa(label) + "-" + strconv.Itoa(said)
	return goapp.Button().Type("button").Class(kind).DataSet("testid", "cell-"+at).Disabled(n == 0).
		Style("--v", strconv.FormatFloat(share, 'f', 3, 64)).
		Aria("label", words).Aria("expanded", o.open && o.label == label && o.said == said).
		OnClick(func(goapp.Context, goapp.Event) { s.openCell(label, said) }, at).Text(n)
}

// scores are precision, recall and F1 of each class.
func (c *confusionMatrix) scores(v *verdicts, matrix metrics.Confusion) goapp.UI {
	s := c.s
	heads := []goapp.UI{goapp.Th().Scope("col").Text(s.text(textClass))}
	for _, h := range []struct{ name, help words }{
		{textPrecision, textPrecisionHelp}, {textRecall, textRecallHelp}, {textF1, textF1Help}, {textSupport, textSupportHelp},
	} {
		heads = append(heads, goapp.Th().Scope("col").Title(s.text(h.help)).Text(s.text(h.name)))
	}
	var rows []goapp.UI
	for k, of := range matrix.Scores() {
		rows = append(rows, goapp.Tr().Body(
			goapp.Th().Scope("row").Text(s.class(v.classes[k])),
			goapp.Td().Text(s.percent(of.Precision, 0)), goapp.Td().Text(s.percent(of.Recall, 0)),
			goapp.Td().Text(s.percent(of.F1, 0)), goapp.Td().Text(s.whole(of.Support)),
		))
	}
	return goapp.Div().Class("scores scroll").TabIndex(0).Role("region").Aria("label", s.text(textScoresTable)).Body(
		goapp.Table().DataSet("testid", "class-scores").Body(
			goapp.Caption().Class("small").Text(s.text(textScoresHelp)),
			goapp.THead().Body(goapp.Tr().Body(heads...)),
			goapp.TBody().Body(rows...),
		),
	)
}

// pictures are those of the open cell.
func (c *confusionMatrix) pictures() goapp.UI {
	s := c.s
	v, numbers := s.cell()
	if v == nil {
		return goapp.Div().Hidden(true)
	}
	o := &s.confusion
	label, said := s.class(v.classes[o.label]), s.class(v.classes[o.said])
	all := len(v.taken(o.label, o.said))
	title := s.text(textTakenFor, label, said, s.whole(all))
	if o.label == o.said {
		title = s.text(textTakenRight, label, s.whole(all))
	}
	if all > len(numbers) {
		title += " " + s.text(textSurest, len(numbers))
	}
	var cards []goapp.UI
	for _, i := range numbers {
		cards = append(cards, s.verdictCard(&o.sheet, v, i))
	}
	return goapp.Div().Class("cell").DataSet("testid", "confusion-pictures").Role("region").Aria("label", title).Body(
		goapp.Div().Class("heading").Body(
			goapp.H4().Aria("live", "polite").Text(title),
			goapp.Button().Type("button").Class("quiet").DataSet("testid", "confusion-close").Body(icon(iconClose), goapp.Span().Text(s.text(textDismiss))).
				OnClick(func(goapp.Context, goapp.Event) { s.openCell(s.confusion.label, s.confusion.said) }),
		),
		goapp.Ul().Class("verdicts").Body(cards...),
	)
}

// downloadMatrix hands the visitor the matrix as a file.
func (s *session) downloadMatrix() {
	v, r := s.judged(), s.shown()
	if v == nil || r == nil {
		return
	}
	names := make([]string, len(v.classes))
	for k, name := range v.classes {
		names[k] = s.class(name)
	}
	goapp.Window().Get("muestra").Call("download", fileName(r.experiment.Sample, r.name)+"-confusion.csv", v.confusion().CSV(names))
}

var (
	textConfusion     = &samples.Text{ES: "Matriz de confusión", EN: "Confusion matrix"}
	textConfusionCSV  = &samples.Text{ES: "Descargar la matriz y las medidas de cada clase", EN: "Download the matrix and the scores of each class"}
	textConfusionLast = &samples.Text{ES: "Sin imágenes de validación, la matriz aparece cuando termina el entrenamiento, con imágenes de prueba.", EN: "Without validation pictures the matrix appears when the training has ended, with test pictures."}
	textConfusionSoon = &samples.Text{ES: "La matriz aparece al final de la primera época, con las imágenes de validación, y se renueva con cada época.", EN: "The matrix appears at the end of the first epoch, with the validation pictures, and is renewed with each epoch."}
	textMatrixHelp    = &samples.Text{ES: "Filas: la clase verdadera. Columnas: lo que dijo la red. Toca una celda para ver sus imágenes.", EN: "Rows: the true class. Columns: what the network said. Click a cell to see its pictures."}
	textMatrixTable   = &samples.Text{ES: "Tabla de la matriz", EN: "Table of the matrix"}
	textScoresTable   = &samples.Text{ES: "Medidas de cada clase", EN: "Scores of each class"}
	textTrueBySaid    = &samples.Text{ES: "es ↓ · dice →", EN: "is ↓ · says →"}
	textTakenFor      = &samples.Text{ES: "Es %s y la red dice %s: %s", EN: "%s taken for %s: %s"}
	textTakenRight    = &samples.Text{ES: "Es %s y la red lo acierta: %s", EN: "%s, right: %s"}
	textSurest        = &samples.Text{ES: "(los %d en que la red estaba más segura)", EN: "(the %d that the network was surest of)"}
	textMostConfused  = &samples.Text{ES: "La confusión más frecuente: es %s y dice %s, %s veces.", EN: "The most frequent confusion: %s taken for %s, %s times."}
	textClass         = &samples.Text{ES: "Clase", EN: "Class"}
	textPrecision     = &samples.Text{ES: "Precisión", EN: "Precision"}
	textPrecisionHelp = &samples.Text{ES: "De las imágenes que la red llamó así, cuántas lo eran", EN: "Of the pictures that the network called this, how many were it"}
	textRecall        = &samples.Text{ES: "Exhaustividad", EN: "Recall"}
	textRecallHelp    = &samples.Text{ES: "De las imágenes de esta clase, cuántas encontró la red", EN: "Of the pictures of this class, how many the network found"}
	textF1            = &samples.Text{ES: "F1", EN: "F1"}
	textF1Help        = &samples.Text{ES: "Media armónica de las dos", EN: "Harmonic mean of the two"}
	textSupport       = &samples.Text{ES: "Imágenes", EN: "Pictures"}
	textSupportHelp   = &samples.Text{ES: "Imágenes de esta clase", EN: "Pictures of this class"}
	textScoresHelp    = &samples.Text{ES: "Precisión: de lo que llamó así, cuánto lo era. Exhaustividad: de lo que era, cuánto encontró. F1: media armónica.", EN: "Precision: of what it called so, how much was. Recall: of what was, how much it found. F1: their harmonic mean."}
)
