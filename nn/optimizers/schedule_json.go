package optimizers

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"muestra/nn/keras"
)

// schedules holds, for each schedule that can be read, how its arguments are.
var schedules = map[string]func(a *keras.Config) Schedule{
	"CosineDecay": readCosineDecay, "ExponentialDecay": readExponentialDecay, "InverseTimeDecay": readInverseTimeDecay,
	"PiecewiseConstantDecay": readPiecewiseConstantDecay, "PolynomialDecay": readPolynomialDecay,
}

// learningRate reads an optimizer's learning rate: a number, or a schedule in the spelling of Keras 2 or 3.
func learningRate(a *keras.Config, byDefault float64) (float64, Schedule) {
	const key = "learning_rate"
	if !a.IsObject(key) {
		return a.Number(key, byDefault), nil
	}
	s, err := parseSchedule(a.Take(key))
	if err != nil {
		a.Failf("argument %q: %w", key, err)
	}
	return byDefault, s
}

func parseSchedule(text json.RawMessage) (Schedule, error) {
	class, config, err := keras.ParseObject(text)
	if err != nil {
		return nil, fmt.Errorf("schedule: %w", err)
	}
	read, ok := schedules[class]
	if !ok {
		return nil, fmt.Errorf("schedule %q is not supported (only %s)", keras.Excerpt(json.RawMessage(class)), strings.Join(slices.Sorted(maps.Keys(schedules)), ", "))
	}
	a, err := keras.ReadConfig(config)
	if err != nil {
		return nil, fmt.Errorf("schedule %s: %w", class, err)
	}
	a.Take("name")
	s := read(a)
	if err := a.Finish(); err != nil {
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
	return keras.Serialize("keras.optimizers.schedules", s.schedule.class(), s.schedule.config())
}
