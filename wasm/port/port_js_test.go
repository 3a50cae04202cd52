package port

import (
	"strings"
	"syscall/js"
	"testing"
)

// ends makes the two ends of a message channel, which are to each other what a page and its worker are.
func ends(t *testing.T) (a, b js.Value) {
	channel := js.Global().Get("MessageChannel").New()
	a, b = channel.Get("port1"), channel.Get("port2")
	b.Call("start")
	t.Cleanup(func() { a.Call("close") })
	return a, b
}

type received struct {
	message Message
	err     error
}

// listen passes on what arrives at an end.
func listen(t *testing.T, end js.Value) <-chan received {
	got := make(chan received, 10)
	t.Cleanup(Receive(end, func(m Message, err error) { got <- received{m, err} }))
	return got
}

func TestAMessageArrivesAsItWasSent(t *testing.T) {
	a, b := ends(t)
	got := listen(t, b)
	if err := Send(a, &Loading{Done: 1, Total: 6, What: "train-00.png"}); err != nil {
		t.Fatal(err)
	}
	r := <-got
	if r.err != nil {
		t.Fatal(r.err)
	}
	if m, ok := r.message.(*Loading); !ok || *m != (Loading{Done: 1, Total: 6, What: "train-00.png"}) {
		t.Errorf("received %#v", r.message)
	}
}

func TestBytesTravelBesideTheText(t *testing.T) {
	a, b := ends(t)
	got := listen(t, b)
	m := &Inspected{ID: 3, What: InspectPictures}
	m.PutBytes("pixels", []byte{1, 2, 3}, 1, 3)
	if err := Send(a, m); err != nil {
		t.Fatal(err)
	}
	r := <-got
	if r.err != nil {
		t.Fatal(r.err)
	}
	if s, ok := r.message.(*Inspected); !ok || s.ID != 3 || string(s.Bytes("pixels")) != "\x01\x02\x03" {
		t.Errorf("received %#v", r.message)
	}
}

func TestWhatIsNoMessageArrivesAsAnError(t *testing.T) {
	tests := []struct {
		name string
		post any
		want string
	}{
		{"an object", map[string]any{"kind": "pause"}, "object instead of a string"},
		{"a number", 7, "number instead of a string"},
		{"null", nil, "null instead of a string"},
		{"other text", "hello", "invalid character"},
		{"an array", []any{1, 2, 3}, "object instead of a string"},
		{"a text with a text", []any{`{"kind":"pause"}`, "bytes"}, "a string and a string instead of a string and a buffer"},
		{"a pause with bytes", []any{`{"kind":"pause"}`, js.Global().Get("ArrayBuffer").New(1)}, "should carry none"},
		{"too many bytes", []any{`{"kind":"pause"}`, js.Global().Get("ArrayBuffer").New(MaxLoad + 1)}, "more than the 33554432 allowed"},
		{"a long text", strings.Repeat("x", MaxBytes+1), "more than the 1048576 allowed"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a, b := ends(t)
			got := listen(t, b)
			a.Call("postMessage", test.post)
			r := <-got
			if r.err == nil || !strings.Contains(r.err.Error(), test.want) {
				t.Errorf("got %#v, %v; want an error with %q", r.message, r.err, test.want)
			}
		})
	}
}

func TestNothingIsSentThatCannotBeReceived(t *testing.T) {
	a, _ := ends(t)
	if err := Send(a, &Error{}); err == nil {
		t.Error("an error without a text was sent")
	}
}
