package app

import (
	"encoding/json"
	"strconv"
	"strings"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/nn/samples"
	"muestra/wasm/port"
)

// exported is a run, or one of its charts, as a JSON file.
type exported struct {
	Sample        int          `json:"sample"`
	Name          string       `json:"name,omitempty"`
	Link          string       `json:"link"`
	Dataset       string       `json:"dataset,omitempty"`
	Chart         string       `json:"chart,omitempty"`
	Points        *points      `json:"points,omitempty"`
	History       []port.Epoch `json:"history,omitempty"`
	Test          *test        `json:"test,omitempty"`
	WeightsSHA256 string       `json:"weights_sha256,omitempty"`
}

// points are the columns of a chart. x is in epochs; a null is a gap.
type points struct {
	X          []port.Float `json:"epoch"`
	Batches    []port.Float `json:"batches"`
	Train      []port.Float `json:"train"`
	Validation []port.Float `json:"validation"`
}

type test struct {
	Loss         port.Float `json:"loss"`
	CrossEntropy port.Float `json:"cross_entropy"`
	Accuracy     port.Float `json:"accuracy"`
}

// exportOf is a run's head.
func exportOf(r *run) *exported {
	x := &exported{Sample: r.experiment.Sample, Name: r.name, Link: r.experiment.Link()}
	if r.started != nil {
		x.Dataset = r.started.Dataset
	}
	return x
}

// historyJSON is a run's table of epochs.
func historyJSON(r *run) string {
	x := exportOf(r)
	x.History = r.history
	if d := r.done; d != nil {
		x.Test, x.WeightsSHA256 = &test{d.TestLoss, d.TestCrossEntropy, d.TestAccuracy}, d.WeightsSHA256
	}
	return x.text()
}

// chartJSON is one of a run's charts.
func chartJSON(r *run, chart string, v *columns) string {
	x := exportOf(r)
	x.Chart, x.Points = chart, &points{floats(r.curve.x), floats(v.now), floats(v.train), floats(v.val)}
	return x.text()
}

func (x *exported) text() string {
	text, err := json.Marshal(x)
	if err != nil {
		panic(badExport)
	}
	return string(text) + "\n"
}

const badExport = "app: an export that JSON cannot write"

func floats(values []float64) []port.Float {
	all := make([]port.Float, len(values))
	for i, v := range values {
		all[i] = port.Float(v)
	}
	return all
}

// chartCSV is one of a run's charts, a line for each point.
func chartCSV(c *curve, v *columns) string {
	var b strings.Builder
	b.WriteString("epoch,batches,train,validation\n")
	for i, x := range c.x {
		b.WriteString(strconv.FormatFloat(x, 'g', -1, 64))
		for _, v := range [...]float64{v.now[i], v.train[i], v.val[i]} {
			b.WriteByte(',')
			if port.Float(v).IsFinite() {
				b.WriteString(strconv.FormatFloat(v, 'g', -1, 64))
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// runFile is what the files of a run are called, before the dot and what they hold.
func runFile(r *run) string {
	return fileName(r.experiment.Sample, r.name) + "-seed" + strconv.FormatUint(r.experiment.Seed, 10)
}

// downloads is the menu of files.
func (x *lenses) downloads() goapp.UI {
	s := x.s
	r := s.shown()
	if r == nil || len(r.curve.x) == 0 {
		return goapp.Details().Hidden(true)
	}
	shut := func(ctx goapp.Context, e goapp.Event) {
		if e.Get("key").String() == "Escape" {
			ctx.JSSrc().Set("open", false)
			ctx.JSSrc().Call("querySelector", "summary").Call("focus")
		}
	}
	return goapp.Details().Class("downloads").DataSet("testid", "downloads").OnKeyDown(shut).Body(
		goapp.Summary().Class("quiet").Body(icon(iconSave), goapp.Text(s.text(textDownload))),
		goapp.Div().Class("card").Body(
			x.files(textLossFile, "loss", []string{"png", "svg", "csv", "json"}),
			x.files(textAccuracyFile, "accuracy", []string{"png", "svg", "csv", "json"}),
			x.files(textHistory, "epochs", []string{"csv", "json"}),
		),
	)
}

// files are the kinds of file that there are of one thing.
func (x *lenses) files(name words, what string, kinds []string) goapp.UI {
	title := x.s.text(name)
	row := []goapp.UI{goapp.Span().Text(title)}
	for _, kind := range kinds {
		row = append(row, goapp.Button().Type("button").Class("quiet").DataSet("testid", "download-"+what+"-"+kind).
			Aria("label", title+", "+strings.ToUpper(kind)).
			OnClick(func(goapp.Context, goapp.Event) { x.s.export(what, kind) }, what, kind).Text(strings.ToUpper(kind)))
	}
	return goapp.Div().Class("files").Body(row...)
}

// export hands the visitor a file about the run that is shown: one of its charts, or its table of epochs.
func (s *session) export(what, kind string) {
	r := s.shown()
	if r == nil {
		return
	}
	muestra, name := goapp.Window().Get("muestra"), runFile(r)+"-"+what+"."+kind
	switch kind {
	case "png", "svg":
		muestra.Call("chartFile", "plot-"+what, kind, name)
	default:
		text, typ := s.exportText(r, what, kind)
		muestra.Call("download", name, text, typ)
	}
}

// exportText is the content of a file of numbers, and its media type.
func (s *session) exportText(r *run, what, kind string) (text, typ string) {
	v := &r.curve.accuracy
	if what == "loss" {
		v = s.lossColumns(r)
	}
	switch {
	case kind == "csv" && what == "epochs":
		return tableOf(r.history), "text/csv"
	case kind == "csv":
		return chartCSV(&r.curve, v), "text/csv"
	case what == "epochs":
		return historyJSON(r), "application/json"
	default:
		return chartJSON(r, what, v), "application/json"
	}
}

// lossColumns are those that the loss chart shows.
func (s *session) lossColumns(r *run) *columns {
	if s.withPenalties() {
		return &r.curve.penalized
	}
	return &r.curve.loss
}

var (
	textDownload     = &samples.Text{ES: "Descargar", EN: "Download"}
	textLossFile     = &samples.Text{ES: "Curva de pérdida", EN: "Loss curve"}
	textAccuracyFile = &samples.Text{ES: "Curva de aciertos", EN: "Accuracy curve"}
)
