package trainer

import (
	"context"
	"time"

	"muestra/wasm/port"
	"muestra/wasm/store"
)

// Local is a worker in this process, without a browser: it trains what a web worker would, alone and with drawn pictures. Tests join it with the page's
// models.
type Local struct {
	w      *worker
	say    chan port.Message // taken in the worker's turns
	ended  chan struct{}
	served chan struct{}
}

// handedOver is how long a message waits for a worker's turn before it is asked whether the worker takes any at all.
const handedOver = 2 * time.Millisecond

// NewLocal starts a worker that keeps its runs in a store. tell hears what it says, in a goroutine of the worker's.
func NewLocal(keep store.Store, tell func(port.Message)) *Local {
	l := &Local{say: make(chan port.Message), ended: make(chan struct{}), served: make(chan struct{})}
	l.w = newWorker(tell, func() {
		select {
		case m := <-l.say:
			l.w.receive(m, nil)
		default:
		}
	})
	l.w.connect = func(context.Context) (store.Store, error) { return keep, nil }
	l.w.own = func(context.Context, string) (release func(), err error) { return func() {}, nil }
	go func() {
		defer close(l.served)
		tell(&port.Ready{})
		l.w.serve()
	}()
	return l
}

// Receive hands the worker a message, and returns when it has it: in one of its turns while it trains, at once while it does not.
func (l *Local) Receive(m port.Message) {
	for {
		select {
		case l.say <- m:
			return
		case <-l.ended:
			return
		case <-time.After(handedOver):
		}
		if l.takesNow(m) {
			return
		}
	}
}

// takesNow gives the worker a message outside its turns, where it is not training.
func (l *Local) takesNow(m port.Message) bool {
	l.w.mu.Lock()
	defer l.w.mu.Unlock()
	if l.w.running && l.w.resume == nil {
		return false
	}
	l.w.take(m)
	return true
}

// End stops the worker's run, if it has one, and waits until the worker has ended.
func (l *Local) End() {
	l.Receive(&port.Stop{})
	close(l.ended)
	close(l.w.starts)
	<-l.served
}
