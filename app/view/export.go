package view

import (
	"encoding/json"
	"strconv"
	"strings"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/app"
	"muestra/app/run"
	"muestra/app/saved"
	"muestra/app/say"
	"muestra/app/view/kit"
	"muestra/nn/history"
	"muestra/nn/recipe"
	"muestra/wasm/dom"
)

// exported is a run, or one of its charts, as a JSON file.
type exported struct {
	Sample        int             `json:"sample"`
	Name          string          `json:"name,omitempty"`
	Link          string          `json:"link"`
	Dataset       string          `json:"dataset,omitempty"`
	Chart         string          `json:"chart,omitempty"`
	Points        *points         `json:"points,omitempty"`
	History       []history.Epoch `json:"history,omitempty"`
	Test          *history.Score  `json:"test,omitempty"`
	WeightsSHA256 string          `json:"weights_sha256,omitempty"`
}

// points are the columns of a chart. x is in epochs; a null is a gap.
type points struct {
	X          []history.Float `json:"epoch"`
	Batches    []history.Float `json:"batches"`
	Train      []history.Float `json:"train"`
	Validation []history.Float `json:"validation"`
}

// exportOf is a run's head.
func exportOf(r *run.Run) *exported {
	x := &exported{Sample: r.Experiment.Sample, Name: r.Name, Link: r.Experiment.Link()}
	if r.Started != nil {
		x.Dataset = r.Started.Dataset
	}
	return x
}

// historyJSON is a run's table of epochs.
func historyJSON(r *run.Run) string {
	x := exportOf(r)
	x.History = r.History
	if d := r.Done; d != nil {
		x.Test, x.WeightsSHA256 = new(d.Score()), d.WeightsSHA256
	}
	return x.text()
}

// chartJSON is one of a run's charts.
func chartJSON(r *run.Run, chart string, v *run.Columns) string {
	x := exportOf(r)
	x.Chart, x.Points = chart, &points{floats(r.Curve.X), floats(v.Now), floats(v.Train), floats(v.Val)}
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

func floats(values []float64) []history.Float {
	all := make([]history.Float, len(values))
	for i, v := range values {
		all[i] = history.Float(v)
	}
	return all
}

// chartCSV is one of a run's charts, a line for each point.
func chartCSV(c *run.Curve, v *run.Columns) string {
	var b strings.Builder
	b.WriteString("epoch,batches,train,validation\n")
	for i, x := range c.X {
		b.WriteString(strconv.FormatFloat(x, 'g', -1, 64))
		for _, v := range [...]float64{v.Now[i], v.Train[i], v.Val[i]} {
			b.WriteByte(',')
			if history.Float(v).IsFinite() {
				b.WriteString(strconv.FormatFloat(v, 'g', -1, 64))
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// runFile is what the files of a run are called, before the dot and what they hold.
func runFile(r *run.Run) string {
	return saved.FileName(r.Experiment.Sample, r.Name) + "-seed" + strconv.FormatUint(r.Experiment.Seed, 10)
}

// downloads is the menu of files.
func (x *lenses) downloads() goapp.UI {
	s := x.s
	r := s.Saved.Shown()
	if r == nil || len(r.Curve.X) == 0 {
		return goapp.Details().Hidden(true)
	}
	shut := func(ctx goapp.Context, e goapp.Event) {
		if e.Get("key").String() == "Escape" {
			ctx.JSSrc().Set("open", false)
			ctx.JSSrc().Call("querySelector", "summary").Call("focus")
		}
	}
	return goapp.Details().Class("downloads").DataSet("testid", "downloads").OnKeyDown(shut).Body(
		goapp.Summary().Class("quiet").Body(kit.Icon(kit.IconSave), goapp.Text(s.Text(textDownload))),
		goapp.Div().Class("card").Body(
			x.files(textLossFile, "loss", []string{"png", "svg", "csv", "json"}),
			x.files(textAccuracyFile, "accuracy", []string{"png", "svg", "csv", "json"}),
			x.files(textHistory, "epochs", []string{"csv", "json"}),
		),
	)
}

// files are the kinds of file that there are of one thing.
func (x *lenses) files(name say.Words, what string, kinds []string) goapp.UI {
	title := x.s.Text(name)
	row := []goapp.UI{goapp.Span().Text(title)}
	for _, kind := range kinds {
		row = append(row, goapp.Button().Type("button").Class("quiet").DataSet("testid", "download-"+what+"-"+kind).
			Aria("label", title+", "+strings.ToUpper(kind)).
			OnClick(func(goapp.Context, goapp.Event) { export(x.s, what, kind) }, what, kind).Text(strings.ToUpper(kind)))
	}
	return goapp.Div().Class("files").Body(row...)
}

// export hands the visitor a file about the run that is shown: one of its charts, or its table of epochs.
func export(s *app.Session, what, kind string) {
	r := s.Saved.Shown()
	if r == nil {
		return
	}
	name := runFile(r) + "-" + what + "." + kind
	switch kind {
	case "png", "svg":
		dom.DownloadChart(what, kind, name)
	default:
		text, typ := exportText(s, r, what, kind)
		dom.Download(name, text, typ)
	}
}

// exportText is the content of a file of numbers, and its media type.
func exportText(s *app.Session, r *run.Run, what, kind string) (text, typ string) {
	v := &r.Curve.Accuracy
	if what == "loss" {
		v = s.LossColumns(r)
	}
	switch {
	case kind == "csv" && what == "epochs":
		return history.CSV(r.History), "text/csv"
	case kind == "csv":
		return chartCSV(&r.Curve, v), "text/csv"
	case what == "epochs":
		return historyJSON(r), "application/json"
	default:
		return chartJSON(r, what, v), "application/json"
	}
}

var (
	textDownload     = &recipe.Text{ES: "Descargar", EN: "Download"}
	textLossFile     = &recipe.Text{ES: "Curva de pérdida", EN: "Loss curve"}
	textAccuracyFile = &recipe.Text{ES: "Curva de aciertos", EN: "Accuracy curve"}
)
