package dom

import (
	"errors"
	"fmt"
	"syscall/js"
)

// Value is a JavaScript value.
type Value = js.Value

// Try runs what JavaScript may throw out of, and returns what it has thrown.
func Try[T any](f func() T) (result T, err error) {
	defer func() {
		if thrown := recover(); thrown != nil {
			err = Thrown(thrown)
		}
	}()
	return f(), nil
}

// Thrown is what was recovered from JavaScript as an error.
func Thrown(recovered any) error {
	err, ok := recovered.(error)
	if !ok {
		return fmt.Errorf("%v", recovered)
	}
	var thrown js.Error
	if errors.As(err, &thrown) {
		return errorOf(thrown.Value)
	}
	return err
}

// errorOf is the error that a JavaScript value is.
func errorOf(v Value) error {
	if v.Type() != js.TypeObject {
		return errors.New(v.String())
	}
	name, text := v.Get("name"), v.Get("message")
	if name.Type() != js.TypeString || text.Type() != js.TypeString {
		return errors.New("an error without a name")
	}
	return &Error{name.String(), text.String()}
}

// get reads a property. A getter that throws ends a program that reads it with js.Value.Get; where Reflect calls it, it does not.
func get(v Value, name string) (Value, error) {
	return Try(func() Value { return js.Global().Get("Reflect").Call("get", v, name) })
}

// Global is a global value that there is.
func Global(name string) (Value, error) {
	v, err := get(js.Global(), name)
	if err == nil && (v.IsUndefined() || v.IsNull()) {
		err = missing(name)
	}
	return v, err
}

// set gives a property a value, like get.
func set(v Value, name string, to any) error {
	_, err := Try(func() Value { return js.Global().Get("Reflect").Call("set", v, name, to) })
	return err
}

// Call calls a method.
func Call(v Value, method string, args ...any) (Value, error) {
	return Try(func() Value { return v.Call(method, args...) })
}

// construct makes an object of a class.
func construct(class string, args ...any) (Value, error) {
	constructor, err := Global(class)
	if err != nil {
		return Value{}, err
	}
	return Try(func() Value { return constructor.New(args...) })
}

// number is a number, or 0 where a value is none.
func number(v Value) float64 {
	if v.Type() != js.TypeNumber {
		return 0
	}
	return v.Float()
}

// text is a string, or "" where a value is none.
func text(v Value) string {
	if v.Type() != js.TypeString {
		return ""
	}
	return v.String()
}

// function is a Go function that JavaScript can call.
type function = js.Func

func functionOf(f func(args []Value) any) function {
	return js.FuncOf(func(_ Value, args []Value) any { return f(args) })
}

// Array is a new Uint8Array with some bytes.
func Array(b []byte) Value {
	array := js.Global().Get("Uint8Array").New(len(b))
	js.CopyBytesToJS(array, b)
	return array
}

// Bytes copies those of a Uint8Array or of an ArrayBuffer.
func Bytes(v Value) []byte {
	if v.InstanceOf(js.Global().Get("ArrayBuffer")) {
		v = js.Global().Get("Uint8Array").New(v)
	}
	b := make([]byte, v.Length())
	js.CopyBytesToGo(b, v)
	return b
}
