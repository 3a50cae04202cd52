//go:build !js

package dom

// Value stands for a JavaScript value where there are none: no function gets as far as using one.
type Value struct{}

// IsNull, and the methods below, are those of a JavaScript value.
func (Value) IsNull() bool      { return true }
func (Value) IsUndefined() bool { return true }
func (Value) Truthy() bool      { return false }
func (v Value) Index(int) Value { return v }
func Array([]byte) Value        { return Value{} }
func Bytes(Value) []byte        { return nil }
func text(Value) string         { return "" }
func number(Value) float64      { return 0 }

// Get, and the functions below, find no browser.
func Get(Value, string) (Value, error)          { return Value{}, ErrNoBrowser }
func Global(string) (Value, error)              { return Value{}, ErrNoBrowser }
func Call(Value, string, ...any) (Value, error) { return Value{}, ErrNoBrowser }
func set(Value, string, any) error              { return ErrNoBrowser }
func construct(string, ...any) (Value, error)   { return Value{}, ErrNoBrowser }

// function stands for a Go function that JavaScript can call.
type function struct{}

func functionOf(func([]Value) any) function { return function{} }

// ErrorOf finds no browser.
func ErrorOf(Value) error { return ErrNoBrowser }

func (function) Release() {}
