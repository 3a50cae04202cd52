package keras

import (
	"slices"
	"strings"
)

// Compact writes the model as short as Parse reads it: arguments that have Keras's default are left out, and so are names that Keras would
// choose itself.
func (s *Sequential) Compact() ([]byte, error) {
	rows, err := s.Rows()
	if err != nil {
		return nil, err
	}
	var b strings.Builder
	b.WriteString(`{"class_name":"Sequential","config":{`)
	if name := orElse(s.Name, "sequential"); name != "sequential" {
		b.WriteString(`"name":` + string(mustMarshal(name)) + `,`)
	}
	b.WriteString(`"build_input_shape":` + string(mustMarshal(batchOf(s.Input))) + `,"layers":[`)
	spelled := s.spelledNames(rows)
	for i, l := range s.Layers {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(`{"class_name":"` + l.ClassName() + `","config":{`)
		separator := ""
		if spelled[i] {
			b.WriteString(`"name":` + string(mustMarshal(rows[i].Name)))
			separator = ","
		}
		for _, a := range Arguments(l.ClassName()) {
			if a.Required || a.Get(l) != a.Default(l) {
				b.WriteString(separator + `"` + a.Name + `":` + a.JSON(l))
				separator = ","
			}
		}
		b.WriteString("}}")
	}
	b.WriteString("]}}")
	return []byte(b.String()), nil
}

// spelledNames says which layers' names must be written, so that a reader who chooses the others comes to the same.
func (s *Sequential) spelledNames(rows []SummaryRow) []bool {
	spelled := make([]bool, len(rows))
	for again := true; again; {
		again = false
		taken := make(map[string]bool)
		for i, r := range rows {
			if spelled[i] {
				taken[r.Name] = true
			}
		}
		for i, r := range rows {
			if spelled[i] {
				continue
			}
			name := classNamed(r.Class).autoName(taken)
			taken[name] = true
			if name != r.Name {
				spelled[i], again = true, true
				break
			}
		}
	}
	return spelled
}

// Plain returns the model with nothing in it that Keras would choose itself: names such as conv2d_1, which are chosen anew when layers come and
// go, and the axis of batch normalization, which is the last.
func (s *Sequential) Plain() *Sequential {
	plain := &Sequential{Name: s.Name, Input: s.Input, Layers: slices.Clone(s.Layers)}
	for i, l := range plain.Layers {
		if isAutomatic(l) {
			l = l.Named("")
		}
		if n, ok := l.(BatchNormalization); ok {
			n.Axis = 0
			l = n
		}
		plain.Layers[i] = l
	}
	return plain
}

// isAutomatic reports whether a layer's name is its class's base, alone or with a number.
func isAutomatic(l Layer) bool {
	rest, ok := strings.CutPrefix(l.LayerName(), classNamed(l.ClassName()).Base)
	if !ok || rest == "" {
		return ok
	}
	digits, ok := strings.CutPrefix(rest, "_")
	return ok && digits != "" && strings.Trim(digits, "0123456789") == ""
}
