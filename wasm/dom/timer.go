package dom

import "time"

// Every calls f again and again until it is stopped, late where the browser thins out the timers of hidden pages. f must not block.
func Every(d time.Duration, f func()) (stop func()) {
	global, err := Global("globalThis")
	if err != nil {
		return func() {}
	}
	tick := functionOf(func([]Value) any {
		f()
		return nil
	})
	timer, err := Call(global, "setInterval", tick, d.Milliseconds())
	if err != nil {
		tick.Release()
		return func() {}
	}
	return func() {
		Call(global, "clearInterval", timer)
		tick.Release()
	}
}
