package keras

import (
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Summary writes the table that Keras's model.summary() prints. The first column is widened where a name and its class would be cut, and lines do
// not end in spaces.
func (s *Sequential) Summary(w io.Writer) error {
	rows, err := s.Rows()
	if err != nil {
		return err
	}
	first := 29 // Keras's widths are 29, 26 and 10
	for _, r := range rows {
		first = max(first, len(r.Name)+len(r.Class)+4)
	}
	width := first + 36
	var b strings.Builder
	line := func(layer, shape, params string) {
		fmt.Fprintf(&b, "%-*s%-26s%s\n", first, layer, shape, params)
	}
	fmt.Fprintf(&b, "Model: %q\n", orElse(s.Name, "sequential"))
	b.WriteString(strings.Repeat("_", width) + "\n")
	line("Layer (type)", "Output Shape", "Param #")
	total, trainable := 0, 0
	for i, r := range rows {
		rule := "_"
		if i == 0 {
			rule = "="
		}
		b.WriteString(strings.Repeat(rule, width) + "\n")
		line(r.Name+" ("+r.Class+")", r.OutputShape, strconv.Itoa(r.Params))
		total += r.Params
		trainable += r.Trainable
	}
	b.WriteString(strings.Repeat("=", width) + "\n")
	fmt.Fprintf(&b, "Total params: %s\nTrainable params: %s\nNon-trainable params: %s\n", Grouped(total), Grouped(trainable), Grouped(total-trainable))
	b.WriteString(strings.Repeat("_", width) + "\n")
	_, err = io.WriteString(w, b.String())
	return err
}

// Grouped writes n with a comma between groups of three digits, as Keras and English do: "16,035,658".
func Grouped(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
