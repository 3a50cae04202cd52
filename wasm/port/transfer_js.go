package port

import (
	"fmt"
	"syscall/js"
	"time"
)

// Transfer carries messages between the workers of a team in ArrayBuffers that change hands, through a MessagePort for each pair of members:
// for pages that may not share memory. It is a train.Medium. What comes is seen when the browser has its turn: while a goroutine waits, or in
// Beat, which takes a turn now and then.
//
// On the wire a message is [kind, length, buffer], where the buffer may be longer; an interruption is "interrupt", a beat "beat".
type Transfer struct {
	member        int
	ports         []js.Value // by member; of this one there is none
	turn          func()
	queues        [][]parcel
	wake          chan struct{}
	interruptions int
	beats         []int
	beaten        time.Time  // when the others last heard so
	turned        time.Time  // when the browser last had its turn
	free          []js.Value // buffers of messages that have been read
	handlers      []js.Func
}

type parcel struct {
	kind   byte
	size   int
	buffer js.Value
}

const (
	transferTurnEvery = 20 * time.Millisecond
	transferBeatEvery = 500 * time.Millisecond
	transferFree      = 16 // buffers kept
	wordInterrupt     = "interrupt"
	wordBeat          = "beat"
)

// NewTransfer returns a member's end of the ports to all others. turn lets the browser have its turn.
func NewTransfer(ports []js.Value, member int, turn func()) *Transfer {
	t := &Transfer{member: member, ports: ports, turn: turn, queues: make([][]parcel, len(ports)), wake: make(chan struct{}, 1), beats: make([]int, len(ports)), turned: time.Now()}
	for m, p := range ports {
		if m == member {
			continue
		}
		on := js.FuncOf(func(_ js.Value, args []js.Value) any {
			t.arrive(m, args[0].Get("data"))
			return nil
		})
		t.handlers = append(t.handlers, on)
		p.Set("onmessage", on)
	}
	return t
}

// Close ends it.
func (t *Transfer) Close() {
	for m, p := range t.ports {
		if m != t.member {
			p.Set("onmessage", js.Null())
			p.Call("close")
		}
	}
	for _, on := range t.handlers {
		on.Release()
	}
}

// arrive takes what a member has posted.
func (t *Transfer) arrive(from int, data js.Value) {
	t.beats[from]++
	switch {
	case data.Type() == js.TypeString && data.String() == wordInterrupt:
		t.interruptions++
	case data.Type() == js.TypeString:
	default:
		t.queues[from] = append(t.queues[from], parcel{byte(data.Index(0).Int()), data.Index(1).Int(), data.Index(2)})
	}
	select {
	case t.wake <- struct{}{}:
	default:
	}
}

// Member is this member's number.
func (t *Transfer) Member() int { return t.member }

// Members is how many there are.
func (t *Transfer) Members() int { return len(t.ports) }

// Offer posts a message. There is always room.
func (t *Transfer) Offer(to int, kind byte, a, b []byte) bool {
	buffer := t.buffer(len(a) + len(b))
	bytes := js.Global().Get("Uint8Array").New(buffer)
	js.CopyBytesToJS(bytes, a)
	js.CopyBytesToJS(bytes.Call("subarray", len(a)), b)
	t.ports[to].Call("postMessage", []any{int(kind), len(a) + len(b), buffer}, []any{buffer})
	return true
}

// buffer is one for so many bytes, which may be longer.
func (t *Transfer) buffer(size int) js.Value {
	for i, b := range t.free {
		if n := b.Get("byteLength").Int(); n >= size && n <= 2*size+4096 {
			t.free = append(t.free[:i], t.free[i+1:]...)
			return b
		}
	}
	return js.Global().Get("ArrayBuffer").New(size)
}

// Next is the kind and the length of the next message.
func (t *Transfer) Next(from int) (kind byte, size int, ok bool) {
	if len(t.queues[from]) == 0 {
		return 0, 0, false
	}
	return t.queues[from][0].kind, t.queues[from][0].size, true
}

// Take removes it.
func (t *Transfer) Take(from int, a, b []byte) {
	p := t.queues[from][0]
	t.queues[from] = append(t.queues[from][:0], t.queues[from][1:]...)
	if len(a)+len(b) > 0 {
		bytes := js.Global().Get("Uint8Array").New(p.buffer)
		if n := js.CopyBytesToGo(a, bytes); n < len(a) {
			panic(fmt.Sprintf("port: a message of %d bytes in a buffer of %d", p.size, n))
		}
		js.CopyBytesToGo(b, bytes.Call("subarray", len(a)))
	}
	if len(t.free) == transferFree {
		t.free = append(t.free[:0], t.free[1:]...)
	}
	t.free = append(t.free, p.buffer)
}

// Wait lets the browser bring what others have posted.
func (t *Transfer) Wait(_ int, limit time.Duration) {
	timer := time.NewTimer(limit)
	select {
	case <-t.wake:
	case <-timer.C:
	}
	timer.Stop()
	t.turned = time.Now()
}

// Interrupt tells everybody.
func (t *Transfer) Interrupt() {
	t.interruptions++
	t.tell(wordInterrupt)
}

func (t *Transfer) tell(word string) {
	for m, p := range t.ports {
		if m != t.member {
			p.Call("postMessage", word)
		}
	}
}

// Interruptions is how often Interrupt was called.
func (t *Transfer) Interruptions() int { return t.interruptions }

// Beat shows that this member lives, and lets the browser bring messages, both now and then.
func (t *Transfer) Beat() {
	now := time.Now()
	if now.Sub(t.beaten) >= transferBeatEvery {
		t.beats[t.member]++
		t.tell(wordBeat)
		t.beaten = now
	}
	if now.Sub(t.turned) >= transferTurnEvery {
		t.turn()
		t.turned = time.Now()
	}
}

// Beats is how often a member has, and how many messages have come from it.
func (t *Transfer) Beats(m int) int { return t.beats[m] }
