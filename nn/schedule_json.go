package nn

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// schedules holds, for each schedule that can be read, how its arguments are.
var schedules = map[string]func(a *arguments) Schedule{
	"CosineDecay": readCosineDecay, "ExponentialDecay": readExponentialDecay, "InverseTimeDecay": readInverseTimeDecay,
	"PiecewiseConstantDecay": readPiecewiseConstantDecay, "PolynomialDecay": readPolynomialDecay,
}

// learningRate reads an optimizer's learning rate: a number, or a schedule in the spelling of Keras 2 or 3.
func (a *arguments) learningRate(byDefault float64) (float64, Schedule) {
	const key = "learning_rate"
	if text := a.raw[key]; len(text) == 0 || text[0] != '{' {
		return a.number(key, byDefault), nil
	}
	s, err := parseSchedule(a.take(key))
	if err != nil {
		a.failf("argument %q: %w", key, err)
	}
	return byDefault, s
}

func parseSchedule(text json.RawMessage) (Schedule, error) {
	class, config, err := parseSerialized(text)
	if err != nil {
		return nil, fmt.Errorf("schedule: %w", err)
	}
	read, ok := schedules[class]
	if !ok {
		return nil, fmt.Errorf("schedule %q is not supported (only %s)", excerpt(json.RawMessage(class)), strings.Join(slices.Sorted(maps.Keys(schedules)), ", "))
	}
	a := &arguments{}
	if err := unmarshal(config, &a.raw); err != nil {
		return nil, fmt.Errorf("schedule %s: %w", class, err)
	}
	a.take("name")
	s := read(a)
	if err := a.finish(); err != nil {
		return nil, fmt.Errorf("schedule %s: %w", class, err)
	}
	if err := s.check(); err != nil {
		return nil, fmt.Errorf("schedule %s: %w", class, err)
	}
	return s, nil
}

// rateConfig is an optimizer's learning_rate as Keras 3 writes it: a number or a schedule.
func (s *scheduled) rateConfig(fixed float64) any {
	if s.schedule == nil {
		return fixed
	}
	object := serialize(s.schedule.class(), s.schedule.config(), nil)
	object.Module = "keras.optimizers.schedules"
	return object
}

// requiredNumber is a number that has no default.
func (a *arguments) requiredNumber(key string) float64 {
	n := a.optionalNumber(key)
	if n == nil {
		a.failf("argument %q is missing", key)
		return 0
	}
	return *n
}

// optionalNumber is a number, or nil where it is absent or null.
func (a *arguments) optionalNumber(key string) *float64 {
	if isNull(a.raw[key]) {
		delete(a.raw, key)
		return nil
	}
	n := a.number(key, 0)
	return &n
}

// integers reads a list of whole numbers, of so many at most.
func (a *arguments) integers(key string, most int) []int {
	return list(a, key, most, parseInteger, "whole numbers")
}

// numbers reads a list of numbers, of so many at most.
func (a *arguments) numbers(key string, most int) []float64 {
	return list(a, key, most, func(raw json.RawMessage) (f float64, err error) { return f, json.Unmarshal(raw, &f) }, "numbers")
}

// list reads a list whose entries parse reads.
func list[T any](a *arguments, key string, most int, parse func(json.RawMessage) (T, error), what string) []T {
	raw := a.take(key)
	if raw == nil {
		a.failf("argument %q is missing", key)
		return nil
	}
	var parts []json.RawMessage
	if err := json.Unmarshal(raw, &parts); err != nil {
		a.refuse(key, raw, "a list of "+what+" is needed")
		return nil
	}
	if len(parts) > most {
		a.failf("argument %q has %d entries; the limit is %d", key, len(parts), most)
		return nil
	}
	values := make([]T, len(parts))
	for i, part := range parts {
		v, err := parse(part)
		if isNull(part) || err != nil {
			a.refuse(fmt.Sprintf("%s[%d]", key, i), part, what+" are needed")
			return nil
		}
		values[i] = v
	}
	return values
}
