package history

import (
	"encoding/json"
	"fmt"
	"math"
)

// Float is a float64 that JSON can always carry: NaN and the infinities, which JSON has no words for, are
// written as null, and null is read as NaN. A loss that has blown up, and a validation loss where there are no
// validation pictures, are such numbers.
type Float float64

// None is the number that there is none of.
func None() Float { return Float(math.NaN()) }

// IsFinite reports whether f is a number that can be drawn or printed.
func (f Float) IsFinite() bool {
	return !math.IsNaN(float64(f)) && !math.IsInf(float64(f), 0)
}

// MarshalJSON implements json.Marshaler.
func (f Float) MarshalJSON() ([]byte, error) {
	if !f.IsFinite() {
		return []byte("null"), nil
	}
	return json.Marshal(float64(f))
}

// UnmarshalJSON implements json.Unmarshaler.
func (f *Float) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		*f = None()
		return nil
	}
	return json.Unmarshal(b, (*float64)(f))
}

// pointer is nil where there is no number, for JSON that leaves it out.
func (f Float) pointer() *float64 {
	if !f.IsFinite() {
		return nil
	}
	return (*float64)(&f)
}

// of is the number that v points to, if any.
func of(v *float64) Float {
	if v == nil {
		return None()
	}
	return Float(*v)
}

// checkShare lets NaN pass.
func checkShare(name string, v Float) error {
	if v < 0 || v > 1 {
		return fmt.Errorf("%s: %g is not between 0 and 1", name, float64(v))
	}
	return nil
}

// checkLoss lets a loss pass that is not finite: that it has blown up may be told.
func checkLoss(name string, v Float, most float64) error {
	if v.IsFinite() && math.Abs(float64(v)) > most {
		return fmt.Errorf("%s: %g is beyond all that training gives", name, float64(v))
	}
	return nil
}

func checkSpeed(v Float) error {
	if v < 0 {
		return fmt.Errorf("images_per_second: %g is negative", float64(v))
	}
	return nil
}

func checkLeast(name string, v, least int) error {
	if v < least {
		return fmt.Errorf("%s: %d is below %d", name, v, least)
	}
	return nil
}
