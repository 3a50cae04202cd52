package port

import (
	"fmt"
	"syscall/js"

	"muestra/wasm/dom"
)

// Send posts m to target: a Worker on the page's side, the global scope on the worker's. A message that carries bytes is [text, ArrayBuffer], and
// the buffer changes hands.
// An error means that m is not a message (a programmer's mistake), not that the other side is gone: nobody learns that by sending.
func Send(target js.Value, m Message) error {
	text, err := Encode(m)
	if err != nil {
		return err
	}
	c, ok := m.(carrier)
	if !ok || len(c.carried()) == 0 {
		target.Call("postMessage", text)
		return nil
	}
	buffer := dom.Array(c.carried()).Get("buffer")
	target.Call("postMessage", []any{text, buffer}, []any{buffer})
	return nil
}

// Receive calls handle for each message that source brings, or with the reason why what it brought is none. handle runs inside the
// browser's event and must not block. release ends it.
func Receive(source js.Value, handle func(Message, error)) (release func()) {
	return dom.Listen(source, "message", func(event js.Value) { handle(decodeValue(event.Get("data"))) })
}

// decodeValue reads a message: a string, or an array of a string and an ArrayBuffer.
func decodeValue(v js.Value) (Message, error) {
	if v.Type() == js.TypeString {
		return Decode(v.String())
	}
	if !v.InstanceOf(js.Global().Get("Array")) || v.Length() != 2 {
		return nil, fmt.Errorf("port: receive: a %s instead of a string", v.Type())
	}
	text, buffer := v.Index(0), v.Index(1)
	if text.Type() != js.TypeString || !buffer.InstanceOf(js.Global().Get("ArrayBuffer")) {
		return nil, fmt.Errorf("port: receive: a %s and a %s instead of a string and a buffer", text.Type(), buffer.Type())
	}
	if size := buffer.Get("byteLength").Int(); size > MaxLoad {
		return nil, fmt.Errorf("port: receive: %d bytes beside the text, more than the %d allowed", size, MaxLoad)
	}
	return DecodeWith(text.String(), dom.Bytes(buffer))
}
