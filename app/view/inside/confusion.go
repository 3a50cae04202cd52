package inside

import (
	"strconv"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/app"
	"muestra/app/inspect"
	"muestra/app/saved"
	"muestra/app/say"
	"muestra/app/view/kit"
	"muestra/nn/metrics"
	"muestra/nn/recipe"
	"muestra/wasm/dom"
)

// ConfusionMatrix is the panel of a network's mistakes, class by class.
type ConfusionMatrix struct {
	goapp.Compo
	S *app.Session
}

// OnMount implements goapp.Mounter.
func (c *ConfusionMatrix) OnMount(ctx goapp.Context) {
	kit.ViewsOf(c.S).Add(ctx, false)
	c.S.Inspection.Show(c)
}

// OnDismount implements goapp.Dismounter.
func (c *ConfusionMatrix) OnDismount() { c.S.Inspection.Leave(c) }

// Ask implements inspect.Panel.
func (c *ConfusionMatrix) Ask() { inspect.AskConfusion(c.S.Inspection) }

// Render implements goapp.Composer.
func (c *ConfusionMatrix) Render() goapp.UI {
	s := c.S
	v := s.Inspection.Judged()
	body := []goapp.UI{
		goapp.Div().Class("heading").Body(
			goapp.H3().ID("confusion-title").Text(s.Text(textConfusion)),
			goapp.Div().Class("choices").Hidden(v == nil).Body(
				goapp.Button().Type("button").Class("quiet").DataSet("testid", "confusion-csv").Body(kit.Icon(kit.IconSave), goapp.Span().Text("CSV")).
					Title(s.Text(textConfusionCSV)).OnClick(func(goapp.Context, goapp.Event) { downloadMatrix(s) }),
			),
		),
		inspectionProblem(s, &s.Inspection.Verdicts.Inspected),
	}
	if v == nil {
		wait := textConfusionSoon
		if r := s.Saved.Shown(); r != nil && r.Experiment.Val == 0 {
			wait = textConfusionLast
		}
		body = append(body, invite(s, wait))
	} else {
		matrix := v.Confusion()
		body = append(body,
			goapp.P().Class("small").DataSet("testid", "confusion-words").Text(confusionWords(s, v, matrix)),
			goapp.Div().Class("two").Body(c.matrix(v, matrix), c.scores(v, matrix)),
			c.pictures(),
		)
	}
	return goapp.Section().Class("look confusion card").DataSet("testid", "confusion").Aria("labelledby", "confusion-title").
		Aria("busy", s.Inspection.Verdicts.Waiting).Body(body...)
}

// confusionWords say what is in the matrix.
func confusionWords(s *app.Session, v *inspect.Verdicts, matrix metrics.Confusion) string {
	text := inspect.PassWords(s.Speaker, v) + " " + s.Text(textRightOf, s.Percent(matrix.Accuracy(), 1), s.Whole(len(v.Labels)))
	if label, said, any := matrix.MostConfused(); any {
		text += " " + s.Text(textMostConfused, inspect.Class(s.Speaker, v.Classes[label]), inspect.Class(s.Speaker, v.Classes[said]), s.Whole(matrix[label][said]))
	}
	return text
}

// matrix is a table of buttons.
func (c *ConfusionMatrix) matrix(v *inspect.Verdicts, matrix metrics.Confusion) goapp.UI {
	s := c.S
	heads := []goapp.UI{goapp.Td().Class("corner").Body(goapp.Span().Aria("hidden", true).Text(s.Text(textTrueBySaid)))}
	for _, name := range v.Classes {
		heads = append(heads, goapp.Th().Scope("col").Body(goapp.Span().Text(inspect.Class(s.Speaker, name))))
	}
	var rows []goapp.UI
	for label, counts := range matrix {
		all := 0
		for _, n := range counts {
			all += n
		}
		cells := []goapp.UI{goapp.Th().Scope("row").Text(inspect.Class(s.Speaker, v.Classes[label]))}
		for said, n := range counts {
			cells = append(cells, goapp.Td().Body(c.cell(v, label, said, n, all)))
		}
		rows = append(rows, goapp.Tr().Body(cells...))
	}
	return goapp.Div().Class("scroll").TabIndex(0).Role("region").Aria("label", s.Text(textMatrixTable)).Body(
		goapp.Table().Class("matrix").Body(
			goapp.Caption().Class("small").Text(s.Text(textMatrixHelp)),
			goapp.THead().Body(goapp.Tr().Body(heads...)),
			goapp.TBody().Body(rows...),
		),
	)
}

// cell is how many pictures of one class, of so many, the network took for another.
func (c *ConfusionMatrix) cell(v *inspect.Verdicts, label, said, n, all int) goapp.UI {
	s := c.S
	kind, words := "mistake", s.Text(textTakenFor, inspect.Class(s.Speaker, v.Classes[label]), inspect.Class(s.Speaker, v.Classes[said]), s.Whole(n))
	if label == said {
		kind, words = "hit", s.Text(textTakenRight, inspect.Class(s.Speaker, v.Classes[label]), s.Whole(n))
	}
	share := 0.0
	if all > 0 {
		share = float64(n) / float64(all)
	}
	o := &s.Inspection.Confusion
	at := strconv.Itoa(label) + "-" + strconv.Itoa(said)
	return goapp.Button().Type("button").Class(kind).DataSet("testid", "cell-"+at).Disabled(n == 0).
		Style("--v", strconv.FormatFloat(share, 'f', 3, 64)).
		Aria("label", words).Aria("expanded", o.Open && o.Label == label && o.Said == said).
		OnClick(func(goapp.Context, goapp.Event) { s.Inspection.OpenCell(label, said) }, at).Text(n)
}

// scores are precision, recall and F1 of each class.
func (c *ConfusionMatrix) scores(v *inspect.Verdicts, matrix metrics.Confusion) goapp.UI {
	s := c.S
	heads := []goapp.UI{goapp.Th().Scope("col").Text(s.Text(textClass))}
	for _, h := range []struct{ name, help say.Words }{
		{textPrecision, textPrecisionHelp}, {textRecall, textRecallHelp}, {textF1, textF1Help}, {textSupport, textSupportHelp},
	} {
		heads = append(heads, goapp.Th().Scope("col").Title(s.Text(h.help)).Text(s.Text(h.name)))
	}
	var rows []goapp.UI
	for k, of := range matrix.Scores() {
		rows = append(rows, goapp.Tr().Body(
			goapp.Th().Scope("row").Text(inspect.Class(s.Speaker, v.Classes[k])),
			goapp.Td().Text(s.Percent(of.Precision, 0)), goapp.Td().Text(s.Percent(of.Recall, 0)),
			goapp.Td().Text(s.Percent(of.F1, 0)), goapp.Td().Text(s.Whole(of.Support)),
		))
	}
	return goapp.Div().Class("scores scroll").TabIndex(0).Role("region").Aria("label", s.Text(textScoresTable)).Body(
		goapp.Table().DataSet("testid", "class-scores").Body(
			goapp.Caption().Class("small").Text(s.Text(textScoresHelp)),
			goapp.THead().Body(goapp.Tr().Body(heads...)),
			goapp.TBody().Body(rows...),
		),
	)
}

// pictures are those of the open cell.
func (c *ConfusionMatrix) pictures() goapp.UI {
	s := c.S
	v, numbers := s.Inspection.Cell()
	if v == nil {
		return goapp.Div().Hidden(true)
	}
	o := &s.Inspection.Confusion
	label, said := inspect.Class(s.Speaker, v.Classes[o.Label]), inspect.Class(s.Speaker, v.Classes[o.Said])
	all := len(v.Taken(o.Label, o.Said))
	title := s.Text(textTakenFor, label, said, s.Whole(all))
	if o.Label == o.Said {
		title = s.Text(textTakenRight, label, s.Whole(all))
	}
	if all > len(numbers) {
		title += " " + s.Text(textSurest, len(numbers))
	}
	var cards []goapp.UI
	for _, i := range numbers {
		cards = append(cards, verdictCard(s, &o.Sheet, v, i))
	}
	return goapp.Div().Class("cell").DataSet("testid", "confusion-pictures").Role("region").Aria("label", title).Body(
		goapp.Div().Class("heading").Body(
			goapp.H4().Aria("live", "polite").Text(title),
			goapp.Button().Type("button").Class("quiet").DataSet("testid", "confusion-close").Body(kit.Icon(kit.IconClose), goapp.Span().Text(s.Text(TextDismiss))).
				OnClick(func(goapp.Context, goapp.Event) {
					s.Inspection.OpenCell(s.Inspection.Confusion.Label, s.Inspection.Confusion.Said)
				}),
		),
		goapp.Ul().Class("verdicts").Body(cards...),
	)
}

// downloadMatrix hands the visitor the matrix as a file.
func downloadMatrix(s *app.Session) {
	v, r := s.Inspection.Judged(), s.Saved.Shown()
	if v == nil || r == nil {
		return
	}
	names := make([]string, len(v.Classes))
	for k, name := range v.Classes {
		names[k] = inspect.Class(s.Speaker, name)
	}
	dom.Download(saved.FileName(r.Experiment.Sample, r.Name)+"-confusion.csv", v.Confusion().CSV(names), "text/csv")
}

var (
	textConfusion     = &recipe.Text{ES: "Matriz de confusión", EN: "Confusion matrix"}
	textConfusionCSV  = &recipe.Text{ES: "Descargar la matriz y las medidas de cada clase", EN: "Download the matrix and the scores of each class"}
	textConfusionLast = &recipe.Text{ES: "Sin imágenes de validación, la matriz aparece cuando termina el entrenamiento, con imágenes de prueba.", EN: "Without validation pictures the matrix appears when the training has ended, with test pictures."}
	textConfusionSoon = &recipe.Text{ES: "La matriz aparece al final de la primera época, con las imágenes de validación, y se renueva con cada época.", EN: "The matrix appears at the end of the first epoch, with the validation pictures, and is renewed with each epoch."}
	textMatrixHelp    = &recipe.Text{ES: "Filas: la clase verdadera. Columnas: lo que dijo la red. Toca una celda para ver sus imágenes.", EN: "Rows: the true class. Columns: what the network said. Click a cell to see its pictures."}
	textMatrixTable   = &recipe.Text{ES: "Tabla de la matriz", EN: "Table of the matrix"}
	textScoresTable   = &recipe.Text{ES: "Medidas de cada clase", EN: "Scores of each class"}
	textTrueBySaid    = &recipe.Text{ES: "es ↓ · dice →", EN: "is ↓ · says →"}
	textTakenFor      = &recipe.Text{ES: "Es %s y la red dice %s: %s", EN: "%s taken for %s: %s"}
	textTakenRight    = &recipe.Text{ES: "Es %s y la red lo acierta: %s", EN: "%s, right: %s"}
	textSurest        = &recipe.Text{ES: "(los %d en que la red estaba más segura)", EN: "(the %d that the network was surest of)"}
	textMostConfused  = &recipe.Text{ES: "La confusión más frecuente: es %s y dice %s, %s veces.", EN: "The most frequent confusion: %s taken for %s, %s times."}
	textClass         = &recipe.Text{ES: "Clase", EN: "Class"}
	textPrecision     = &recipe.Text{ES: "Precisión", EN: "Precision"}
	textPrecisionHelp = &recipe.Text{ES: "De las imágenes que la red llamó así, cuántas lo eran", EN: "Of the pictures that the network called this, how many were it"}
	textRecall        = &recipe.Text{ES: "Exhaustividad", EN: "Recall"}
	textRecallHelp    = &recipe.Text{ES: "De las imágenes de esta clase, cuántas encontró la red", EN: "Of the pictures of this class, how many the network found"}
	textF1            = &recipe.Text{ES: "F1", EN: "F1"}
	textF1Help        = &recipe.Text{ES: "Media armónica de las dos", EN: "Harmonic mean of the two"}
	textSupport       = &recipe.Text{ES: "Imágenes", EN: "Pictures"}
	textSupportHelp   = &recipe.Text{ES: "Imágenes de esta clase", EN: "Pictures of this class"}
	textScoresHelp    = &recipe.Text{ES: "Precisión: de lo que llamó así, cuánto lo era. Exhaustividad: de lo que era, cuánto encontró. F1: media armónica.", EN: "Precision: of what it called so, how much was. Recall: of what was, how much it found. F1: their harmonic mean."}
)
