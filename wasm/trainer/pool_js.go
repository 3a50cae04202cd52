package trainer

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"syscall/js"
	"time"

	"muestra/nn/recipe"
	"muestra/nn/train"
	"muestra/wasm/dom"
	"muestra/wasm/port"
)

// nested is the pool of workers that this one has started. Each is the same program with the argument "follow", which says "ready" and then
// waits for invitations {member, members, buffer} or {member, members, ports}. They live as long as this worker, and train again and again.
type nested struct {
	turn    func()
	alive   func() // tells the page that this worker lives, now and then
	workers []*nestedWorker
	team    *train.Team
	members int            // of the team, this one too: the workers behind have no part in it
	medium  *port.Transfer // nil where memory is shared
}

// nestedWorker is a worker that this one has started.
type nestedWorker struct {
	worker *dom.Worker
	ready  chan struct{}
	failed chan struct{}
	why    string // it has ended, or is empty
}

// textNoNesting is why there are none: Safari knows them from 15.5 on.
var textNoNesting = recipe.Text{ES: "este navegador no deja que un trabajador ponga otros a trabajar", EN: "this browser does not let a worker start others"}

// startTakesMost is how long a worker may take to begin.
const startTakesMost = 20 * time.Second

func (n *nested) prepare(members int) {
	_ = n.start(members - 1) // what the browser refuses, it refuses again at join
}

func (n *nested) join(l *train.Local, batch, members int) (team *train.Team, transport string, err error) {
	defer func() { // what the browser throws: no memory, no nested workers
		if thrown := recover(); thrown != nil {
			err = dom.Thrown(thrown)
		}
	}()
	if err := n.startWorkers(members - 1); err != nil {
		return nil, "", err
	}
	longest, err := train.MessageBytes(l.Network.Spec(), members, batch)
	if err != nil {
		return nil, "", err
	}
	var medium train.Medium
	if transport = "transfer"; port.CanShare() {
		transport = "shared"
		medium = n.shareMemory(members, longest)
	} else {
		medium = n.shareBuffers(members)
	}
	link := train.NewLink(medium)
	link.Waiting = n.alive // who waits for a dead worker is not dead itself
	n.members = members
	n.team, err = train.NewTeam(l, link)
	return n.team, transport, err
}

// shareMemory invites the others to one SharedArrayBuffer.
func (n *nested) shareMemory(members, longest int) train.Medium {
	buffer := js.Global().Get("SharedArrayBuffer").New(port.SharedBytes(members, longest))
	for m := 1; m < members; m++ {
		n.workers[m-1].worker.Value.Call("postMessage", map[string]any{"member": m, "members": members, "buffer": buffer})
	}
	return port.NewShared(buffer, 0, members)
}

// shareBuffers connects every two members with a channel.
func (n *nested) shareBuffers(members int) train.Medium {
	ports := make([][]any, members)
	for m := range ports {
		ports[m] = make([]any, members)
	}
	for m := range members {
		for other := range m {
			channel := js.Global().Get("MessageChannel").New()
			ports[m][other], ports[other][m] = channel.Get("port1"), channel.Get("port2")
		}
	}
	own := make([]js.Value, members)
	for m := 1; m < members; m++ {
		own[m] = ports[0][m].(js.Value)
		var moved []any
		for other, p := range ports[m] {
			if other != m {
				moved = append(moved, p)
			}
		}
		n.workers[m-1].worker.Value.Call("postMessage", map[string]any{"member": m, "members": members, "ports": ports[m]}, moved)
	}
	n.medium = port.NewTransfer(own, 0, n.turn)
	return n.medium
}

// start drops the workers that have ended, and starts others until there are so many. It is for the time between two teams.
func (n *nested) start(count int) error {
	own, err := dom.At("location", "href")
	if err != nil {
		return err
	}
	n.workers = slices.DeleteFunc(n.workers, func(h *nestedWorker) bool {
		if h.why == "" {
			return false
		}
		h.worker.Terminate()
		return true
	})
	for len(n.workers) < count {
		worker, err := dom.NewWorker(own.String())
		if err != nil {
			return err
		}
		h := &nestedWorker{worker: worker, ready: make(chan struct{}), failed: make(chan struct{})}
		worker.Listen("message", h.onMessage)
		worker.OnError(func(kind, words string) { h.fail(cmp.Or(words, kind)) })
		if _, err := dom.Call(worker.Value, "postMessage", map[string]any{"module": js.Global().Get("trainerProgram"), "follow": true}); err != nil {
			worker.Terminate()
			return err
		}
		n.workers = append(n.workers, h)
	}
	return nil
}

// startWorkers is start, and waits until they are ready.
func (n *nested) startWorkers(count int) error {
	switch err := n.start(count); {
	case errors.Is(err, dom.ErrMissing):
		return &trouble{textNoNesting, errors.New("there is no Worker in a worker")}
	case err != nil:
		return err
	}
	limit := time.NewTimer(startTakesMost)
	defer limit.Stop()
	for _, h := range n.workers[:count] {
		select {
		case <-h.ready:
		case <-h.failed:
			return errors.New(h.why)
		case <-limit.C:
			return fmt.Errorf("a worker has not begun within %d seconds", int(startTakesMost/time.Second))
		}
	}
	return nil
}

// onMessage takes what a worker says: "ready", or what trainer.js says of its end.
func (h *nestedWorker) onMessage(event js.Value) {
	data := event.Get("data")
	if data.Type() == js.TypeString && data.String() == followerReady {
		close(h.ready)
		return
	}
	why := "message"
	if data.Type() == js.TypeString {
		if m, err := port.Decode(data.String()); err == nil {
			if exit, ok := m.(*port.Exit); ok {
				why = fmt.Sprintf("a worker has ended (%d): %s", exit.Code, exit.Text)
			}
		}
	}
	h.fail(why)
}

// fail notes the first reason why a worker is at its end.
func (h *nestedWorker) fail(why string) {
	if h.why == "" {
		h.why = why
		close(h.failed)
	}
}

func (n *nested) lost() (member int, why string) {
	if n.team == nil {
		return 0, ""
	}
	for i, h := range n.workers[:n.members-1] {
		if h.why != "" {
			return i + 1, h.why
		}
	}
	return 0, ""
}

func (n *nested) leave() {
	if n.team != nil {
		n.team.Close()
	}
	if n.medium != nil {
		n.medium.Close()
	}
	n.team, n.medium = nil, nil
}

func (n *nested) dismiss() {
	for _, h := range n.workers {
		h.worker.Terminate()
	}
	n.workers, n.team = nil, nil
	n.leave()
}

// followerReady is what a nested worker says first.
const followerReady = "ready"

// follow is the program of a nested worker.
func follow(turn func()) {
	self := js.Global()
	invitations := make(chan js.Value, 4)
	dom.Listen(self, "message", func(event js.Value) { invitations <- event.Get("data") })
	self.Call("postMessage", followerReady)
	for {
		i := <-invitations
		member, members := i.Get("member").Int(), i.Get("members").Int()
		if buffer := i.Get("buffer"); buffer.Truthy() {
			obey(port.NewShared(buffer, member, members))
			continue
		}
		ports := make([]js.Value, members)
		for m := range ports {
			ports[m] = i.Get("ports").Index(m)
		}
		medium := port.NewTransfer(ports, member, turn)
		obey(medium)
		medium.Close()
	}
}

func obey(m train.Medium) {
	if err := train.Follow(train.NewLink(m)); err != nil {
		panic(err) // trainer.js tells the first member
	}
}
