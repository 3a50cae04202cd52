package edit

import (
	"html"
	"math"
	"strconv"
	"strings"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/app"
	"muestra/app/view/kit"
	"muestra/nn/keras"
	"muestra/nn/recipe"
	"muestra/wasm/dom"
)

// Drawing is the network drawn to scale: a block for each layer's output, as high and deep as the picture, as thick as it has channels. A row
// of values is a bar. What a block is, is said below when it is pointed at.
type Drawing struct {
	goapp.Compo
	S       *app.Session
	drawn   drawnFrom
	pointed int // the block's layer, from 1 on; 0 for none
}

// Settled implements steady.
func (w *Drawing) Settled() bool { return w.drawn == drawnOf(w.S) }

// OnMount implements goapp.Mounter.
func (w *Drawing) OnMount(ctx goapp.Context) { kit.ViewsOf(w.S).Add(ctx, false) }

// Render implements goapp.Composer.
func (w *Drawing) Render() goapp.UI {
	s := w.S
	w.drawn = drawnOf(s)
	spec := s.Recipe.Sketch().Spec
	rows, _ := spec.Rows()
	caption := s.Text(textDrawingHint)
	if w.pointed > 0 && w.pointed <= len(rows) {
		caption = blockInWords(s, rows[w.pointed-1])
	}
	return goapp.Figure().Class("drawing").DataSet("testid", "drawing").Hidden(len(rows) == 0).Body(
		goapp.Div().Role("group").Aria("label", s.Text(textDrawing)).
			On("focusin", w.Point).OnMouseOver(w.Point).OnMouseLeave(w.leave).On("focusout", w.leave).OnKeyDown(w.key).OnClick(w.Open).
			Body(goapp.Raw(drawn(s, spec.Input, rows))),
		goapp.FigCaption().Class("small").DataSet("testid", "drawing-caption").Text(caption),
	)
}

// blockOf is the number of the layer whose block an event is about, 0 for none.
func blockOf(e goapp.Event) int {
	block := e.Get("target").Call("closest", "[data-layer]")
	if !block.Truthy() {
		return 0
	}
	n, _ := strconv.Atoi(block.Get("dataset").Get("layer").String())
	return n
}

// Point shows which layer is pointed at.
func (w *Drawing) Point(ctx goapp.Context, e goapp.Event) {
	if n := blockOf(e); n != 0 {
		w.pointed = n
	} else {
		ctx.PreventUpdate()
	}
}

func (w *Drawing) leave(goapp.Context, goapp.Event) { w.pointed = 0 }

// Open opens the layer that was clicked, or closes it.
func (w *Drawing) Open(_ goapp.Context, e goapp.Event) {
	if n := blockOf(e); n != 0 {
		w.S.Recipe.ChooseLayer(n - 1)
	}
}

// key goes from block to block.
func (w *Drawing) key(_ goapp.Context, e goapp.Event) {
	to := blockOf(e)
	switch e.Get("key").String() {
	case "ArrowRight":
		to++
	case "ArrowLeft":
		to--
	case "Enter", " ":
		w.S.Recipe.ChooseLayer(to - 1)
		e.PreventDefault()
		return
	default:
		return
	}
	e.PreventDefault()
	dom.Find(`.drawing [data-layer="` + strconv.Itoa(to) + `"]`).Focus() // beyond the ends there is none
}

// blockInWords is what a block shows.
func blockInWords(s *app.Session, r keras.SummaryRow) string {
	return s.Text(textBlock, r.Name, r.Class, sides(r.Shape), s.Whole(r.Params))
}

// sides writes a shape for people: 32 × 32 × 64.
func sides(shape keras.Shape) string {
	var parts []string
	for _, d := range shape {
		parts = append(parts, strconv.Itoa(d))
	}
	return strings.Join(parts, "\u00a0×\u00a0")
}

// Measures of the drawing, in its own units; the page scales it to the width there is.
const (
	unitsPerPixel = 2.0  // of a picture's height and width
	slant         = 0.28 // of a picture's width, drawn into the depth
	leastGap      = 3.0
	mostGap       = 16.0
	thin          = 3.0 // a layer that changes no shape
	barWidth      = 7.0
	drawnWidth    = 330.0 // that gaps fill, where blocks leave room
)

// block is one layer of the drawing: its front, and how far it reaches into the depth.
type block struct {
	x, width, height, depth float64
	class                   string
}

// lined are the blocks of a network in a row, the picture itself first.
func lined(input keras.Shape, rows []keras.SummaryRow) []block {
	blocks := []block{blockFor("Input", input, false)}
	before, filled := input, blocks[0].width+blocks[0].depth
	for _, r := range rows {
		slim := r.Params == 0 && r.Shape.Equal(before) || r.Class == "BatchNormalization"
		b := blockFor(r.Class, r.Shape, slim)
		blocks, before, filled = append(blocks, b), r.Shape, filled+b.width
	}
	gap := min(max((drawnWidth-filled)/float64(len(rows)), leastGap), mostGap)
	x := 1.0
	for i := range blocks {
		blocks[i].x = x
		x += blocks[i].width + gap
	}
	return blocks
}

// blockFor is a layer's block; slim says that it has the shape of the one before.
func blockFor(class string, shape keras.Shape, slim bool) block {
	b := block{class: class}
	if len(shape) == 3 {
		side := min(float64(shape[0]), 64)
		b.height = max(side*unitsPerPixel, 3)
		b.depth = max(min(float64(shape[1]), 64)*unitsPerPixel*slant, 1)
		b.width = 2 + 0.9*math.Sqrt(float64(shape[2]))
	} else {
		b.height, b.width = 7*math.Log2(float64(shape.Size())+1), barWidth
	}
	if slim {
		b.width = thin
	}
	return b
}

// drawn is the drawing as SVG. Its colours are those of the classes in the style sheet.
func drawn(s *app.Session, input keras.Shape, rows []keras.SummaryRow) string {
	if len(rows) == 0 {
		return "<svg></svg>"
	}
	blocks := lined(input, rows)
	high := 0.0
	for _, b := range blocks {
		high = max(high, b.height+b.depth)
	}
	last := blocks[len(blocks)-1]
	width := last.x + last.width + last.depth + 2
	var b strings.Builder
	width = max(width, 0.6*drawnWidth)
	label := width / 340 * 11 // which is 11 pixels on a phone
	b.WriteString(`<svg viewBox="0 0 ` + short(width+2*label) + " " + short(high+label+6) + `" role="presentation">`)
	labelled, free := 0, 0.0
	for i, box := range blocks {
		b.WriteString(blockSVG(s, box, i, rows, high))
		shape := input
		if i > 0 {
			shape = rows[i-1].Shape
		}
		if shape[0] != labelled && box.x >= free {
			text := strconv.Itoa(shape[0])
			b.WriteString(`<text x="` + short(box.x) + `" y="` + short(high+label+2) + `" font-size="` + short(label) + `">` + text + `</text>`)
			labelled, free = shape[0], box.x+float64(len(text))*label*0.62+label*0.4
		}
	}
	b.WriteString("</svg>")
	return b.String()
}

// blockSVG is one block; the first is the picture itself. One stop of the tab key leads to the drawing, arrow keys go on.
func blockSVG(s *app.Session, box block, i int, rows []keras.SummaryRow, floor float64) string {
	var b strings.Builder
	b.WriteString(`<g class="block kind-` + box.class + `"`)
	if i > 0 {
		stop := "-1"
		if i == 1 {
			stop = "0"
		}
		b.WriteString(` data-layer="` + strconv.Itoa(i) + `" role="img" tabindex="` + stop + `" aria-label="` + html.EscapeString(blockInWords(s, rows[i-1])) + `"`)
		if s.Recipe.Chosen == i {
			b.WriteString(` data-open="true"`)
		}
	} else {
		b.WriteString(` aria-hidden="true"`)
	}
	top := floor - box.height
	x1, x2, d := box.x, box.x+box.width, box.depth
	b.WriteString(">")
	if d > 0 {
		b.WriteString(polygon("top", x1, top, x1+d, top-d, x2+d, top-d, x2, top))
		b.WriteString(polygon("side", x2, top, x2+d, top-d, x2+d, floor-d, x2, floor))
	}
	b.WriteString(polygon("front", x1, top, x2, top, x2, floor, x1, floor))
	b.WriteString("</g>")
	return b.String()
}

func polygon(class string, points ...float64) string {
	var b strings.Builder
	b.WriteString(`<polygon class="` + class + `" points="`)
	for i, p := range points {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(short(p))
	}
	b.WriteString(`"/>`)
	return b.String()
}

// short writes a coordinate.
func short(v float64) string { return strconv.FormatFloat(math.Round(v*10)/10, 'f', -1, 64) }

var (
	textDrawing     = &recipe.Text{ES: "La red dibujada a escala", EN: "The network drawn to scale"}
	textDrawingHint = &recipe.Text{
		ES: "Cada bloque es lo que sale de una capa: tan alto y hondo como la imagen, más grueso cuantos más canales. Señala uno.",
		EN: "Each block is what comes out of a layer: as high and deep as the picture, thicker with more channels. Point at one.",
	}
	textBlock = &recipe.Text{ES: "%s (%s): sale %s; parámetros: %s", EN: "%s (%s): output %s; parameters: %s"}
)
