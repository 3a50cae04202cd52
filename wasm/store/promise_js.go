package store

import (
	"context"
	"errors"
	"fmt"
	"syscall/js"
)

// try runs what JavaScript may throw out of and returns what it has thrown.
func try[T any](f func() T) (result T, err error) {
	defer func() {
		if thrown := recover(); thrown != nil {
			err = thrownError(thrown)
		}
	}()
	return f(), nil
}

// thrownError is what came out of JavaScript as an error.
func thrownError(thrown any) error {
	err, ok := thrown.(error)
	if !ok {
		return fmt.Errorf("%v", thrown)
	}
	return fromJS(err)
}

// fromJS names an error that has come from JavaScript, so that errors.Is knows what it means.
func fromJS(err error) error {
	var thrown js.Error
	if errors.As(err, &thrown) {
		return errorOf(thrown.Value)
	}
	return err
}

// errorOf is the error that a JavaScript value is.
func errorOf(v js.Value) error {
	if v.Type() != js.TypeObject {
		return fmt.Errorf("%s", v.String())
	}
	name, text := v.Get("name"), v.Get("message")
	if name.Type() != js.TypeString || text.Type() != js.TypeString {
		return errors.New("an error without a name")
	}
	return &exception{name.String(), text.String()}
}

// await waits for a promise, or for the end of ctx; the promise is not needed any more then.
func await(ctx context.Context, promise js.Value) (js.Value, error) {
	type outcome struct {
		value js.Value
		err   error
	}
	done := make(chan outcome, 1)
	var kept, broken js.Func
	settle := func(o outcome) any {
		kept.Release()
		broken.Release()
		done <- o
		return nil
	}
	kept = js.FuncOf(func(_ js.Value, args []js.Value) any { return settle(outcome{value: args[0]}) })
	broken = js.FuncOf(func(_ js.Value, args []js.Value) any { return settle(outcome{err: errorOf(args[0])}) })
	promise.Call("then", kept, broken)
	select {
	case o := <-done:
		return o.value, givenUp(ctx, o.err)
	case <-ctx.Done():
		return js.Value{}, ctx.Err()
	}
}
