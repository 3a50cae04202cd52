package port_test

import (
	"runtime"
	"syscall/js"
	"testing"
	"time"

	"muestra/nn/train"
	"muestra/nn/train/mediumtest"
	"muestra/wasm/port"
)

// impatient waits very shortly: here all members are in one thread, which a wait stops.
type impatient struct{ *port.Shared }

func (i impatient) Wait(with int, _ time.Duration) { i.Shared.Wait(with, 50*time.Microsecond) }

func TestSharedIsAMedium(t *testing.T) {
	if js.Global().Get("SharedArrayBuffer").IsUndefined() {
		t.Skip("there is no shared memory here")
	}
	mediumtest.Run(t, func(members, longest int) []train.Medium {
		buffer := js.Global().Get("SharedArrayBuffer").New(port.SharedBytes(members, longest))
		var all []train.Medium
		for m := range members {
			all = append(all, impatient{port.NewShared(buffer, m, members)})
		}
		return all
	})
}

func TestTransferIsAMedium(t *testing.T) {
	mediumtest.Run(t, func(members, longest int) []train.Medium {
		ports := make([][]js.Value, members)
		for m := range ports {
			ports[m] = make([]js.Value, members)
		}
		for m := range members {
			for other := range m {
				channel := js.Global().Get("MessageChannel").New()
				ports[m][other], ports[other][m] = channel.Get("port1"), channel.Get("port2")
			}
		}
		var all []train.Medium
		for m := range members {
			medium := port.NewTransfer(ports[m], m, runtime.Gosched)
			t.Cleanup(medium.Close)
			all = append(all, medium)
		}
		return all
	})
}
