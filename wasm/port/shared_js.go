package port

import (
	"fmt"
	"syscall/js"
	"time"
)

// Shared carries messages between the workers of a team through one SharedArrayBuffer, with Atomics to wait and to wake. It is a
// train.Medium. The buffer begins with 32-bit words:
//
//	0                 interruptions
//	1 + m             beats of member m
//	1 + members + m   bell of member m: goes up when something has changed for it
//	then 2 for each pair of members (from, to): how many bytes have been written and read, modulo twice the ring's size
//
// and then has a ring of bytes for each pair. A message in a ring is two words, its kind and its length, and its bytes, filled up to a
// multiple of 8.
type Shared struct {
	member, members int
	ring            int      // size of one, a multiple of 8
	words, bytes    js.Value // Int32Array, Uint8Array
	atomics         js.Value
	bell            int // before the last look around
}

const (
	sharedAlign  = 8
	sharedHeader = 8
)

func alignUp(n int) int { return (n + sharedAlign - 1) / sharedAlign * sharedAlign }

// sharedStart is where the rings begin, in bytes.
func sharedStart(members int) int { return alignUp(4 * (1 + 2*members + 2*members*members)) }

// SharedBytes is how large the buffer must be for messages of up to so many bytes.
func SharedBytes(members, longest int) int {
	return sharedStart(members) + members*members*sharedRing(longest)
}

// sharedRing holds the longest message, or many short ones.
func sharedRing(longest int) int { return alignUp(max(longest, 64<<10) + sharedHeader + sharedAlign) }

// NewShared returns a member's end of a SharedArrayBuffer of SharedBytes, full of zeros when the first member gets it.
func NewShared(buffer js.Value, member, members int) *Shared {
	size := buffer.Get("byteLength").Int() - sharedStart(members)
	return &Shared{
		member: member, members: members, ring: size / (members * members) / sharedAlign * sharedAlign,
		words: js.Global().Get("Int32Array").New(buffer), bytes: js.Global().Get("Uint8Array").New(buffer), atomics: js.Global().Get("Atomics"),
	}
}

// CanShare says whether this page or worker may share memory: it must be cross-origin isolated.
func CanShare() bool {
	return js.Global().Get("crossOriginIsolated").Truthy() && js.Global().Get("SharedArrayBuffer").Truthy()
}

func (s *Shared) beatWord(m int) int           { return 1 + m }
func (s *Shared) bellWord(m int) int           { return 1 + s.members + m }
func (s *Shared) writtenWord(from, to int) int { return 1 + 2*s.members + 2*(from*s.members+to) }
func (s *Shared) readWord(from, to int) int    { return s.writtenWord(from, to) + 1 }

func (s *Shared) load(word int) int       { return s.atomics.Call("load", s.words, word).Int() }
func (s *Shared) store(word, value int)   { s.atomics.Call("store", s.words, word, value) }
func (s *Shared) advance(word, value int) { s.store(word, value%(2*s.ring)) }

// ringBell tells a member that something has changed for it.
func (s *Shared) ringBell(m int) {
	s.atomics.Call("add", s.words, s.bellWord(m), 1)
	s.atomics.Call("notify", s.words, s.bellWord(m))
}

// start is where in bytes a pair's ring begins.
func (s *Shared) start(from, to int) int {
	return sharedStart(s.members) + (from*s.members+to)*s.ring
}

// Member is this member's number.
func (s *Shared) Member() int { return s.member }

// Members is how many there are.
func (s *Shared) Members() int { return s.members }

// Offer writes a message, where there is room for it.
func (s *Shared) Offer(to int, kind byte, a, b []byte) bool {
	size := sharedHeader + alignUp(len(a)+len(b))
	if size > s.ring {
		panic(fmt.Sprintf("port: a message of %d bytes for a ring of %d", size, s.ring))
	}
	s.bell = s.load(s.bellWord(s.member))
	word := s.writtenWord(s.member, to)
	written, read := s.words.Index(word).Int(), s.load(s.readWord(s.member, to)) // nobody else writes the first
	if (written-read+2*s.ring)%(2*s.ring)+size > s.ring {
		return false
	}
	start, at := s.start(s.member, to), written%s.ring
	s.words.SetIndex((start+at)/4, int(kind))
	s.words.SetIndex((start+at)/4+1, len(a)+len(b))
	at = s.put(start, at+sharedHeader, a)
	s.put(start, at, b)
	s.advance(word, written+size)
	s.ringBell(to)
	return true
}

// put copies bytes to a place in a ring, and on at its beginning, and returns the place after them.
func (s *Shared) put(start, at int, b []byte) int {
	for len(b) > 0 {
		at %= s.ring
		n := min(len(b), s.ring-at)
		js.CopyBytesToJS(s.bytes.Call("subarray", start+at, start+at+n), b[:n])
		at, b = at+n, b[n:]
	}
	return at
}

// get copies bytes from a place in a ring.
func (s *Shared) get(start, at int, b []byte) int {
	for len(b) > 0 {
		at %= s.ring
		n := min(len(b), s.ring-at)
		js.CopyBytesToGo(b[:n], s.bytes.Call("subarray", start+at, start+at+n))
		at, b = at+n, b[n:]
	}
	return at
}

// Next is the kind and the length of the next message.
func (s *Shared) Next(from int) (kind byte, size int, ok bool) {
	s.bell = s.load(s.bellWord(s.member))
	read := s.words.Index(s.readWord(from, s.member)).Int()
	if s.load(s.writtenWord(from, s.member)) == read {
		return 0, 0, false
	}
	at := (s.start(from, s.member) + read%s.ring) / 4
	return byte(s.words.Index(at).Int()), s.words.Index(at + 1).Int(), true
}

// Take removes it.
func (s *Shared) Take(from int, a, b []byte) {
	word := s.readWord(from, s.member)
	read := s.words.Index(word).Int()
	start, at := s.start(from, s.member), read%s.ring
	size := s.words.Index((start+at)/4 + 1).Int()
	at = s.get(start, at+sharedHeader, a)
	s.get(start, at, b)
	s.advance(word, read+sharedHeader+alignUp(size))
	s.ringBell(from)
}

// Wait blocks the whole worker until this member's bell rings, for a short time at most.
func (s *Shared) Wait(_ int, limit time.Duration) {
	s.atomics.Call("wait", s.words, s.bellWord(s.member), s.bell, float64(limit)/1e6)
}

// Interrupt tells everybody.
func (s *Shared) Interrupt() {
	s.atomics.Call("add", s.words, 0, 1)
	for m := range s.members {
		s.ringBell(m)
	}
}

// Interruptions is how often Interrupt was called.
func (s *Shared) Interruptions() int { return s.load(0) }

// Beat shows that this member lives.
func (s *Shared) Beat() { s.atomics.Call("add", s.words, s.beatWord(s.member), 1) }

// Beats is how often a member has.
func (s *Shared) Beats(m int) int { return s.load(s.beatWord(m)) }
