package port

import (
	"fmt"
	"syscall/js"
)

// Send posts m to target: a Worker on the page's side, the global scope on the worker's.
// An error means that m is not a message (a programmer's mistake), not that the other side is gone: nobody learns that by sending.
func Send(target js.Value, m Message) error {
	text, err := Encode(m)
	if err != nil {
		return err
	}
	target.Call("postMessage", text)
	return nil
}

// Receive calls handle for each message that source brings, or with the reason why what it brought is none. handle runs inside the
// browser's event and must not block. release ends it.
func Receive(source js.Value, handle func(Message, error)) (release func()) {
	on := js.FuncOf(func(_ js.Value, args []js.Value) any {
		data := args[0].Get("data")
		if data.Type() != js.TypeString {
			handle(nil, fmt.Errorf("port: receive: a %s instead of a string", data.Type()))
			return nil
		}
		handle(Decode(data.String()))
		return nil
	})
	source.Call("addEventListener", "message", on)
	return func() {
		source.Call("removeEventListener", "message", on)
		on.Release()
	}
}
