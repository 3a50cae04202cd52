package main

import (
	"fmt"

	"muestra/nn/history"
)

// plottable refuses to draw in a browser: the fonts alone would double the program.
func plottable(path string) error {
	if path == "" {
		return nil
	}
	return fmt.Errorf("-plot %s: this build draws no curves: %w", path, errUsage)
}

// plotCurves is never called, since plottable lets nothing pass.
func plotCurves(string, []history.Epoch) error { return nil }
