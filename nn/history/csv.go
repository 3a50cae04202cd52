package history

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// column is one of a table of epochs.
type column struct {
	name string
	of   func(*Epoch) *Float
}

// columns are those of a table, after that of the epoch's number.
var columns = []column{
	{"loss", func(e *Epoch) *Float { return &e.Loss }},
	{"cross_entropy", func(e *Epoch) *Float { return &e.CrossEntropy }},
	{"accuracy", func(e *Epoch) *Float { return &e.Accuracy }},
	{"val_loss", func(e *Epoch) *Float { return &e.ValLoss }},
	{"val_cross_entropy", func(e *Epoch) *Float { return &e.ValCrossEntropy }},
	{"val_accuracy", func(e *Epoch) *Float { return &e.ValAccuracy }},
	{"images_per_second", func(e *Epoch) *Float { return &e.ImagesPerSecond }},
	{"seconds", func(e *Epoch) *Float { return &e.Seconds }},
}

// CSV writes epochs as a table: one line for each, a point in numbers, nothing where there is no value.
func CSV(epochs []Epoch) string {
	var b strings.Builder
	b.WriteString("epoch")
	for _, c := range columns {
		b.WriteString("," + c.name)
	}
	b.WriteByte('\n')
	for _, e := range epochs {
		b.WriteString(strconv.Itoa(e.Epoch))
		for _, c := range columns {
			b.WriteByte(',')
			if v := *c.of(&e); v.IsFinite() {
				b.WriteString(strconv.FormatFloat(float64(v), 'g', -1, 64))
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// ReadCSV reads a table of epochs: a line of column names, of which epoch is the first and others may be missing, and a line for each epoch.
// Values that are missing are NaN. The error says in which line there is what.
func ReadCSV(text string) ([]Epoch, error) {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	into, err := header(strings.TrimSpace(lines[0]))
	if err != nil {
		return nil, err
	}
	epochs := make([]Epoch, len(lines)-1)
	for i := range epochs {
		epochs[i] = unknown()
		if err := epochs[i].readRow(strings.Split(strings.TrimSpace(lines[i+1]), ","), into); err != nil {
			return nil, fmt.Errorf("line %d: %w", i+2, err)
		}
	}
	return epochs, Check(epochs)
}

// header are the columns after the first that a table's first line names.
func header(line string) ([]column, error) {
	names := strings.Split(line, ",")
	if names[0] != "epoch" {
		return nil, fmt.Errorf("it begins with %.40s and not with epoch", line)
	}
	var all []column
	for i, name := range names[1:] {
		k := slices.IndexFunc(columns, func(c column) bool { return c.name == name })
		if k < 0 || slices.Contains(names[:i+1], name) {
			return nil, fmt.Errorf("it begins with %.40s: there is no column %.40s, or it is there twice", line, name)
		}
		all = append(all, columns[k])
	}
	return all, nil
}

// readRow reads a line's fields.
func (e *Epoch) readRow(fields []string, into []column) error {
	if len(fields) != len(into)+1 {
		return fmt.Errorf("%d values, not %d", len(fields), len(into)+1)
	}
	var err error
	if e.Epoch, err = strconv.Atoi(fields[0]); err != nil {
		return fmt.Errorf("%.40s cannot stand there", fields[0])
	}
	for i, c := range into {
		field := fields[i+1]
		if field == "" {
			continue
		}
		v, err := strconv.ParseFloat(field, 64)
		if err != nil || !Float(v).IsFinite() {
			return fmt.Errorf("%.40s cannot stand there", field)
		}
		*c.of(e) = Float(v)
	}
	return nil
}
