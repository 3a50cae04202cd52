package dom

// ChartOptions is what the chart of a run shows beside its points.
type ChartOptions struct {
	Kind       string // "loss" or "accuracy"
	Run        string // whose points are shown, or ""
	Locale     string
	Title      string
	Epochs     int  // how far the axis goes
	Log        bool // a logarithmic scale
	Labels     ChartLabels
	Level      float64 // to look up to, and its words; 0 for none
	LevelLabel string
}

// ChartLabels are the names of a chart's axis, lines and marks.
type ChartLabels struct{ Epoch, Now, Train, Val, Recorded, Best, End string }

// Chart is a chart that is on the page (web/static/chart.js).
type Chart struct{ value Value }

// NewChart makes the chart of a kind, in the place of the one before it.
func NewChart(o ChartOptions) (*Chart, error) {
	options := map[string]any{
		"kind": o.Kind, "run": o.Run, "locale": o.Locale, "epochs": o.Epochs, "log": o.Log, "title": o.Title,
		"labels": map[string]any{
			"epoch": o.Labels.Epoch, "now": o.Labels.Now, "train": o.Labels.Train, "val": o.Labels.Val,
			"recorded": o.Labels.Recorded, "best": o.Labels.Best, "end": o.Labels.End,
		},
	}
	if o.Level > 0 {
		options["level"], options["levelLabel"] = o.Level, o.LevelLabel
	}
	chart, err := ask("chart", o.Kind, options)
	if err != nil {
		report("chart", err)
		return nil, err
	}
	return &Chart{chart}, nil
}

// Smooth evens out the curves, from 0 for not at all to 1; with epochs alone there are no single steps.
func (c *Chart) Smooth(by float64, epochs bool) { c.tell("smooth", by, epochs) }

// Mark marks two epochs, 0 for none: the best one, and the one that a run was stopped after.
func (c *Chart) Mark(best, end int) { c.tell("mark", best, end) }

// Lay puts a recorded run under the curves: 64-bit floats, little endian, of training and of validation for each epoch.
func (c *Chart) Lay(points []byte) { c.tell("lay", Array(points)) }

// Set gives it its points: columns of 64-bit floats, little endian, one after the other.
func (c *Chart) Set(points []byte) { c.tell("set", Array(points)) }

func (c *Chart) tell(method string, args ...any) {
	_, err := Call(c.value, method, args...)
	report("chart."+method, err)
}

// Comparison is what the chart of several runs shows beside its points.
type Comparison struct {
	Kind    string // "loss" or "accuracy"
	Locale  string
	Epoch   string // the axis's name
	Trained bool   // lines of training too
	Runs    []ComparedRun
}

// ComparedRun is a run in a Comparison: its name, and its place, which gives it its colour.
type ComparedRun struct {
	Name  string
	Place int
}

// Compare draws runs side by side. Their points are columns of 64-bit floats, little endian: the epochs, and then the lines of each run.
func Compare(c Comparison, points []byte) {
	runs := make([]any, len(c.Runs))
	for i, r := range c.Runs {
		runs[i] = map[string]any{"name": r.Name, "place": r.Place}
	}
	tell("compare", map[string]any{
		"kind": c.Kind, "locale": c.Locale, "labels": map[string]any{"epoch": c.Epoch}, "trained": c.Trained, "runs": runs,
	}, Array(points))
}
