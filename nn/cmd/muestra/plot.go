//go:build !js

package main

import (
	"fmt"
	"image/color"
	"io"
	"math"
	"path/filepath"
	"slices"
	"strconv"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgsvg"

	"muestra/nn/history"
)

// plottable refuses file names whose kind cannot be drawn, before hours of work.
func plottable(path string) error {
	if path == "" || slices.Contains([]string{".png", ".svg"}, filepath.Ext(path)) {
		return nil
	}
	return fmt.Errorf("-plot %s: the name must end in .png or .svg: %w", path, errUsage)
}

const (
	plotWidth  = 24 * vg.Centimeter
	plotHeight = 9 * vg.Centimeter
	plotMargin = 5 * vg.Millimeter
	plotDPI    = 160
)

// plotCurves draws loss and accuracy side by side, training and validation in each, as the report does.
func plotCurves(path string, epochs []history.Epoch) error {
	left, err := curves("Loss", epochs, func(e history.Epoch) (train, val history.Float) { return e.Loss, e.ValLoss })
	if err != nil {
		return err
	}
	right, err := curves("Accuracy", epochs, func(e history.Epoch) (train, val history.Float) { return e.Accuracy, e.ValAccuracy })
	if err != nil {
		return err
	}
	left.Legend.Top = true // where the curves are not: losses fall, accuracies rise
	return writeFile(path, func(w io.Writer) error {
		var canvas interface {
			vg.CanvasSizer
			io.WriterTo
		}
		if filepath.Ext(path) == ".svg" {
			canvas = vgsvg.New(plotWidth, plotHeight)
		} else {
			canvas = vgimg.PngCanvas{Canvas: vgimg.NewWith(vgimg.UseWH(plotWidth, plotHeight), vgimg.UseDPI(plotDPI))}
		}
		dc := draw.New(canvas)
		half := plotWidth / 2
		left.Draw(draw.Crop(dc, plotMargin, -half-plotMargin, plotMargin, -plotMargin))
		right.Draw(draw.Crop(dc, half+plotMargin, -plotMargin, plotMargin, -plotMargin))
		_, err := canvas.WriteTo(w)
		return err
	})
}

// curves is one plot: training in blue, validation, where there is any, in orange.
func curves(title string, epochs []history.Epoch, values func(history.Epoch) (train, val history.Float)) (*plot.Plot, error) {
	p := plot.New()
	p.Title.Text, p.X.Label.Text = title, "epoch"
	p.Title.Padding, p.X.Padding, p.Y.Padding = 2*vg.Millimeter, 0, 0
	p.X.Tick.Marker, p.Y.Tick.Marker = plot.TickerFunc(epochTicks), plot.TickerFunc(valueTicks)
	p.Legend.XOffs, p.Legend.ThumbnailWidth = -2*vg.Millimeter, 8*vg.Millimeter
	p.Legend.Padding = vg.Millimeter
	grid := plotter.NewGrid()
	grid.Horizontal.Color, grid.Vertical.Color = color.Gray{225}, color.Gray{225}
	p.Add(grid)
	var training, validation plotter.XYs
	for _, e := range epochs {
		t, v := values(e)
		training = append(training, plotter.XY{X: float64(e.Epoch), Y: float64(t)})
		if v.IsFinite() {
			validation = append(validation, plotter.XY{X: float64(e.Epoch), Y: float64(v)})
		}
	}
	for _, c := range []struct {
		name   string
		points plotter.XYs
		color  color.Color
	}{
		{"training", training, color.RGBA{31, 119, 180, 255}},
		{"validation", validation, color.RGBA{255, 127, 14, 255}},
	} {
		if len(c.points) == 0 {
			continue
		}
		line, dots, err := plotter.NewLinePoints(c.points)
		if err != nil {
			return nil, fmt.Errorf("plot %s: %w", title, err)
		}
		line.Color, line.Width = c.color, vg.Points(1.5)
		dots.Color, dots.Shape = c.color, draw.CircleGlyph{}
		p.Add(line, dots)
		p.Legend.Add(c.name, line, dots)
	}
	p.X.Min, p.X.Max = 1, max(p.X.Max, 2) // one epoch is one point
	air := 0.04 * (p.Y.Max - p.Y.Min)
	p.Y.Min, p.Y.Max = p.Y.Min-air, p.Y.Max+air
	return p, nil
}

// epochTicks are whole numbers, at most ten.
func epochTicks(low, high float64) []plot.Tick {
	step := 1
	for _, step = range []int{1, 2, 5, 10, 20, 50, 100, 200} {
		if high-low <= float64(10*step) {
			break
		}
	}
	var ticks []plot.Tick
	for e := step; float64(e) <= high; e += step {
		if float64(e) >= low {
			ticks = append(ticks, plot.Tick{Value: float64(e), Label: strconv.Itoa(e)})
		}
	}
	return ticks
}

// valueTicks are gonum's with as many decimals as tell them apart.
func valueTicks(low, high float64) []plot.Tick {
	ticks := slices.DeleteFunc(plot.DefaultTicks{}.Ticks(low, high), func(t plot.Tick) bool { return t.Label == "" })
	decimals := 0
	for ; decimals < 8; decimals++ {
		seen := map[string]bool{}
		exact := true
		for i := range ticks {
			ticks[i].Label = strconv.FormatFloat(ticks[i].Value, 'f', decimals, 64)
			again, err := strconv.ParseFloat(ticks[i].Label, 64)
			exact = exact && err == nil && math.Abs(again-ticks[i].Value) < 1e-9
			seen[ticks[i].Label] = true
		}
		if exact && len(seen) == len(ticks) {
			break
		}
	}
	return ticks
}
