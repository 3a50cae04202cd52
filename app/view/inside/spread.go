package inside

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/app"
	"muestra/app/say"
	"muestra/nn/recipe"
	"muestra/wasm/port"
)

// spreads are histograms of the weights of each layer, and of their gradients.
func (p *LayerPanel) spreads() goapp.UI {
	s, m := p.S, p.S.Inspection.Layers.Spreads
	if m == nil || len(m.Spreads) == 0 || s.Inspection.Layers.SpreadOf != s.Inspection.Layers.Run {
		return goapp.Div().Class("spreads").Hidden(true)
	}
	weights, gradients := m.Ints("weights"), m.Ints("gradients")
	bins := len(weights) / len(m.Spreads)
	var rows []goapp.UI
	for i, one := range m.Spreads {
		if bins < 1 || len(gradients) != len(weights) {
			break
		}
		rows = append(rows, goapp.Li().Body(
			goapp.P().Class("title").Body(goapp.Span().Class("name").Text(one.Name), goapp.Span().Class("small").Text(s.Text(textCounted, s.Whole(one.Values)))),
			histogram(s, textWeights, weights[i*bins:(i+1)*bins], one.Weights),
			histogram(s, textGradients, gradients[i*bins:(i+1)*bins], one.Gradients),
		))
	}
	return goapp.Div().Class("spreads").DataSet("testid", "spreads").Body(
		goapp.H4().Text(s.Text(textSpreads)),
		goapp.P().Class("small").Text(s.Text(textSpreadsWhy)),
		goapp.Ol().Body(rows...),
	)
}

// histogram is a drawing of counts, with its ends and its deviation in words.
func histogram(s *app.Session, title say.Words, counts []int32, of port.Spread) goapp.UI {
	low, high := s.Short(float64(of.Min)), s.Short(float64(of.Max))
	deviation := s.Text(textDeviation, s.Short(float64(of.Deviation)))
	alt := s.Text(title) + ": " + s.Text(textFromTo, low, high) + ", " + deviation
	return goapp.Figure().Body(
		goapp.Raw(histogramDrawing(counts, float64(of.Min), float64(of.Max), alt)),
		goapp.FigCaption().Class("ends small").Aria("hidden", true).Body(
			goapp.Span().Text(low), goapp.Span().Text(s.Text(title)+" · "+deviation), goapp.Span().Text(high)),
	)
}

// histogramDrawing is counts as bars, whose height is the root of the count, so that the few far out are seen beside the many in the middle; a line
// stands at zero.
func histogramDrawing(counts []int32, low, high float64, alt string) string {
	var most int32
	for _, n := range counts {
		most = max(most, n)
	}
	const height = 20.0
	var b strings.Builder
	fmt.Fprintf(&b, `<svg class="histogram" viewBox="0 0 %d 20" preserveAspectRatio="none" role="img" aria-label="%s"><path d="`, len(counts), alt)
	for i, n := range counts {
		if n > 0 {
			h := height * math.Sqrt(float64(n)/float64(most))
			fmt.Fprintf(&b, "M%d 20v-%sh1v%sz", i, strconv.FormatFloat(h, 'f', 2, 64), strconv.FormatFloat(h, 'f', 2, 64))
		}
	}
	b.WriteString(`"/>`)
	if low < 0 && high > 0 {
		zero := strconv.FormatFloat(float64(len(counts))*-low/(high-low), 'f', 2, 64)
		fmt.Fprintf(&b, `<path class="zero" d="M%s 0v20"/>`, zero)
	}
	b.WriteString(`</svg>`)
	return b.String()
}

var (
	textSpreads    = &recipe.Text{ES: "Pesos y gradientes", EN: "Weights and gradients"}
	textSpreadsWhy = &recipe.Text{
		ES: "Cómo se reparten los valores de cada capa; la línea marca el cero y las alturas son raíces, para que se vean también los pocos de los extremos. Los gradientes son los de diez imágenes de entrenamiento, una por clase: si en las primeras capas son mucho más pequeños que en las últimas, esas capas apenas aprenden.",
		EN: "How each layer’s values are spread; the line marks zero, and heights are roots, so that the few far out are seen as well. Gradients are those of ten training pictures, one of each class: where they are much smaller in the first layers than in the last, those layers hardly learn.",
	}
	textCounted   = &recipe.Text{ES: "%s valores", EN: "%s values"}
	textWeights   = &recipe.Text{ES: "Pesos", EN: "Weights"}
	textGradients = &recipe.Text{ES: "Gradientes", EN: "Gradients"}
	textDeviation = &recipe.Text{ES: "σ %s", EN: "σ %s"}
)
