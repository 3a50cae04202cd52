package dom

import "context"

// Await waits for a promise, or for the end of ctx; what becomes of the promise then is of no interest.
func Await(ctx context.Context, promise Value) (Value, error) {
	type outcome struct {
		value Value
		err   error
	}
	done := make(chan outcome, 1)
	then(promise, func(v Value, err error) { done <- outcome{v, err} })
	select {
	case o := <-done:
		if o.err != nil && ctx.Err() != nil {
			return Value{}, ctx.Err() // whatever the browser says of what it has dropped
		}
		return o.value, o.err
	case <-ctx.Done():
		return Value{}, ctx.Err()
	}
}
