package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// sheets are the parts of the page's style, web/static/css/<name>.css, in the order in which they follow one another in style.css: from what holds
// everywhere to single parts of the page. Of two rules of the same weight for one element the later one counts.
var sheets = strings.Fields(`
	colours base card buttons form pills
	page notices tabs tour
	samples chapter recipe explained network layer-editor drawing keras
	controls metrics lenses chart result history
	inside pictures predictions confusion layers own-picture
	runs run comparison
	lessons task class-dialog
	loading`)

// writeStyle writes the sheets as one, so that they cost a visitor one request.
func (b *build) writeStyle(dir string) error {
	var style strings.Builder
	for _, name := range sheets {
		text, err := os.ReadFile(filepath.Join(b.root, "web", "static", "css", name+".css"))
		if err != nil {
			return fmt.Errorf("site: %w", err)
		}
		style.Write(text)
		style.WriteByte('\n')
	}
	if err := os.WriteFile(filepath.Join(dir, "style.css"), []byte(style.String()), 0o644); err != nil {
		return fmt.Errorf("site: %w", err)
	}
	return nil
}
