package port

import (
	"encoding/json"
	"math"
)

// Float is a float64 that JSON can always carry: NaN and the infinities, which JSON has no words for, are
// written as null, and null is read as NaN. A loss that has blown up, and a validation loss where there are no
// validation pictures, are such numbers.
type Float float64

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
		*f = Float(math.NaN())
		return nil
	}
	return json.Unmarshal(b, (*float64)(f))
}
