package kit

import (
	"slices"
	"time"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/app"
	"muestra/wasm/dom"
)

// Views are the mounted components, and the session's way to the screen.
type Views struct {
	S    *app.Session
	all  []view
	Draw func() // the charts

	losing, lit bool // what the browser was told last

	followed, ticked time.Time
	drawn            time.Time // the charts
	following        bool
	ticking          bool

	observer dom.Observer
}

// view is one mounted component.
type view struct {
	of   goapp.UI
	ctx  goapp.Context
	live bool // shows numbers that move while it trains
}

// steady are components that know whether they would look the same, since drawing them takes its time.
type steady interface{ Settled() bool }

// The least times between two updates of everything, of the numbers while it trains, and of the charts meanwhile: where all cores train, what
// the page does holds up all workers of a step.
const (
	restSteady = 250 * time.Millisecond
	restBusy   = 250 * time.Millisecond
	restCharts = 500 * time.Millisecond
)

// Add takes a component in, until it leaves the page.
func (v *Views) Add(ctx goapp.Context, live bool) { v.all = append(v.all, view{ctx.Src(), ctx, live}) }

// RequestRender implements screen.
func (v *Views) RequestRender() {
	if v.following {
		return
	}
	v.following = true
	later(restSteady-time.Since(v.followed), func() {
		v.following, v.followed, v.ticked = false, time.Now(), time.Now()
		v.all = slices.DeleteFunc(v.all, func(x view) bool { return !x.of.Mounted() })
		for _, view := range v.all {
			if one, ok := view.of.(steady); !ok || !one.Settled() {
				view.ctx.Dispatch(nothing)
			}
		}
		v.chart()
	})
}

// Tick implements screen.
func (v *Views) Tick() {
	if v.ticking || v.following {
		return
	}
	v.ticking = true
	later(restBusy-time.Since(v.ticked), func() {
		v.ticking, v.ticked = false, time.Now()
		for _, view := range v.all {
			if view.live {
				view.ctx.Dispatch(nothing)
			}
		}
		if time.Since(v.drawn) >= restCharts {
			v.chart()
		}
	})
}

func (v *Views) chart() {
	v.drawn = time.Now()
	if v.Draw != nil {
		v.Draw()
	}
}

// Address implements screen.
func (v *Views) Address(fragment string) {
	_ = dom.SetFragment(fragment) // the next change brings the address up to date
}

// Image implements screen.
func (v *Views) Image(file []byte) string {
	address, _ := dom.Image(file)
	return address
}

// Forget implements screen.
func (v *Views) Forget(address string) { dom.Forget(address) }

// Observe implements screen.
func (v *Views) Observe(id string, tell func(bool)) { v.observer.Observe(id, tell) }

// Busy implements screen.
func (v *Views) Busy(losing, lit bool) {
	if losing != v.losing || lit != v.lit {
		v.losing, v.lit = losing, lit
		dom.Busy(losing, lit)
	}
}

// Point implements screen.
func (v *Views) Point(selector string) { dom.Point(selector) }

// Enlarge implements screen.
func (v *Views) Enlarge(large bool) { dom.Enlarge(large) }

// later calls f now, or in d.
func later(d time.Duration, f func()) {
	if d <= 0 {
		f()
		return
	}
	time.AfterFunc(d, f)
}

func nothing(goapp.Context) {}

// ViewsOf is the session's screen in the browser.
func ViewsOf(s *app.Session) *Views { return s.Screen.(*Views) }
