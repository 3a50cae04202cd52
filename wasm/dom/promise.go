package dom

// then calls done once with what becomes of a promise. It runs inside the browser's event and must not block.
func then(promise Value, done func(Value, error)) {
	var kept, broken function
	settle := func(v Value, err error) any {
		kept.Release()
		broken.Release()
		done(v, err)
		return nil
	}
	kept = functionOf(func(args []Value) any { return settle(args[0], nil) })
	broken = functionOf(func(args []Value) any { return settle(Value{}, errorOf(args[0])) })
	if _, err := Call(promise, "then", kept, broken); err != nil {
		settle(Value{}, err)
	}
}
