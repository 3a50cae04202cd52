package main

import (
	"fmt"
	"image/color"
	"io"
	"path/filepath"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgsvg"

	"muestra/nn/train"
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
)

// plotCurves draws loss and accuracy side by side, training and validation in each, as the report does.
func plotCurves(path string, history []train.Epoch) error {
	left, err := curves("Loss", "loss", history, func(e train.Epoch) (float64, *float64) { return e.Loss, e.ValLoss })
	if err != nil {
		return err
	}
	right, err := curves("Accuracy", "accuracy", history, func(e train.Epoch) (float64, *float64) { return e.Accuracy, e.ValAccuracy })
	if err != nil {
		return err
	}
	return writeFile(path, func(w io.Writer) error {
		var canvas interface {
			vg.CanvasSizer
			io.WriterTo
		}
		if filepath.Ext(path) == ".svg" {
			canvas = vgsvg.New(plotWidth, plotHeight)
		} else {
			canvas = vgimg.PngCanvas{Canvas: vgimg.New(plotWidth, plotHeight)}
		}
		dc := draw.New(canvas)
		half := plotWidth / 2
		left.Draw(draw.Crop(dc, 0, -half, 0, 0))
		right.Draw(draw.Crop(dc, half, 0, 0, 0))
		_, err := canvas.WriteTo(w)
		return err
	})
}

// curves is one plot: training in blue, validation, where there is any, in orange.
func curves(title, unit string, history []train.Epoch, values func(train.Epoch) (float64, *float64)) (*plot.Plot, error) {
	p := plot.New()
	p.Title.Text, p.X.Label.Text, p.Y.Label.Text = title, "epoch", unit
	p.Legend.Top = true
	var training, validation plotter.XYs
	for _, e := range history {
		t, v := values(e)
		training = append(training, plotter.XY{X: float64(e.Epoch), Y: t})
		if v != nil {
			validation = append(validation, plotter.XY{X: float64(e.Epoch), Y: *v})
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
		line.Color, dots.Color, dots.Shape = c.color, c.color, draw.CircleGlyph{}
		p.Add(line, dots)
		p.Legend.Add(c.name, line)
	}
	return p, nil
}
