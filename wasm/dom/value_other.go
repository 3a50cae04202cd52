//go:build !js

package dom

// Value stands for a JavaScript value where there are none: what makes values returns ErrNoBrowser, so that no function gets as far as using one.
type Value struct{}

func (Value) IsNull() bool      { return true }
func (Value) IsUndefined() bool { return true }
func (Value) Truthy() bool      { return false }
func (v Value) Index(int) Value { return v }
func text(Value) string         { return "" }
func number(Value) float64      { return 0 }

// Array, Bytes and errorOf have nothing to read or write.
func Array([]byte) Value  { return Value{} }
func Bytes(Value) []byte  { return nil }
func errorOf(Value) error { return ErrNoBrowser }

// get, Global and Call find no browser.
func get(Value, string) (Value, error)          { return Value{}, ErrNoBrowser }
func Global(string) (Value, error)              { return Value{}, ErrNoBrowser }
func Call(Value, string, ...any) (Value, error) { return Value{}, ErrNoBrowser }
func set(Value, string, any) error              { return ErrNoBrowser }
func construct(string, ...any) (Value, error)   { return Value{}, ErrNoBrowser }

// function stands for a Go function that JavaScript can call.
type function struct{}

func functionOf(func([]Value) any) function { return function{} }
func (function) Release()                   {}
