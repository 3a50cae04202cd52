package app

import (
	"math"

	"muestra/wasm/port"
)

// maxPoints is how many points a curve may have before every second one within the epochs is dropped: more than a screen has pixels
// for costs time and shows nothing.
const maxPoints = 1600

// curve is what the two charts draw: one column of x, in epochs, and for each quantity three columns of values. NaN is a gap.
type curve struct {
	x         []float64
	loss      columns // cross-entropy
	penalized columns // the same with L2 penalties
	accuracy  columns

	last port.Step // the step that the last point of this epoch came from
}

// columns are the three lines of a chart: the training batches since the point before, the epochs' training means, the epochs' validation.
type columns struct{ now, train, val []float64 }

// step adds what the batches since the last step were like. A Step carries the means over the epoch's pictures so far: times
// their number they are sums, and the difference of two sums is that of the batches between, however large the last one is.
func (c *curve) step(m *port.Step) {
	before := c.last
	if before.Epoch != m.Epoch {
		before = port.Step{}
	}
	if m.Steps == 0 || m.Pictures <= before.Pictures {
		return
	}
	c.last = *m
	between := func(now, old port.Float) float64 {
		v := (float64(now)*float64(m.Pictures) - float64(old)*float64(before.Pictures)) / float64(m.Pictures-before.Pictures)
		return math.Max(v, 0)
	}
	none := math.NaN()
	c.add(float64(m.Epoch-1)+float64(m.Step)/float64(m.Steps),
		[3]float64{between(m.CrossEntropy, before.CrossEntropy), none, none},
		[3]float64{between(m.Loss, before.Loss), none, none},
		[3]float64{math.Min(between(m.Accuracy, before.Accuracy), 1), none, none})
	if len(c.x) > maxPoints {
		c.thin()
	}
}

// epoch adds an epoch's own points.
func (c *curve) epoch(m *port.Epoch) {
	none := math.NaN()
	c.add(float64(m.Epoch),
		[3]float64{none, float64(m.CrossEntropy), float64(m.ValCrossEntropy)},
		[3]float64{none, float64(m.Loss), float64(m.ValLoss)},
		[3]float64{none, float64(m.Accuracy), float64(m.ValAccuracy)})
}

// rewind takes the curve back to x, whose epochs are history: what had come after it comes again.
func (c *curve) rewind(x float64, history []port.Epoch) {
	kept := 0
	for kept < len(c.x) && c.x[kept] <= x {
		kept++
	}
	c.cut(kept)
	c.last = port.Step{}
	if kept > 0 {
		return
	}
	for i := range history {
		c.epoch(&history[i])
	}
}

// add appends a point of all quantities, or fills the gaps of the last one where x is the same.
func (c *curve) add(x float64, values ...[3]float64) {
	n := len(c.x)
	if n == 0 || c.x[n-1] != x {
		nan := [3]float64{math.NaN(), math.NaN(), math.NaN()}
		c.x = append(c.x, x)
		for _, all := range c.quantities() {
			all.append(nan)
		}
		n++
	}
	for i, all := range c.quantities() {
		all.fill(n-1, values[i])
	}
}

// thin drops every second point that belongs to no epoch's end.
func (c *curve) thin() {
	kept, drop := 0, false
	for i := range c.x {
		if math.IsNaN(c.loss.train[i]) && math.IsNaN(c.accuracy.train[i]) && i < len(c.x)-1 {
			if drop = !drop; drop {
				continue
			}
		}
		c.x[kept] = c.x[i]
		for _, all := range c.quantities() {
			all.move(kept, i)
		}
		kept++
	}
	c.cut(kept)
}

// cut leaves the first n points.
func (c *curve) cut(n int) {
	c.x = c.x[:n]
	for _, all := range c.quantities() {
		all.cut(n)
	}
}

// quantities are the columns of loss, penalized and accuracy.
func (c *curve) quantities() [3]*columns { return [3]*columns{&c.loss, &c.penalized, &c.accuracy} }

func (c *columns) append(v [3]float64) {
	c.now, c.train, c.val = append(c.now, v[0]), append(c.train, v[1]), append(c.val, v[2])
}

func (c *columns) fill(i int, v [3]float64) {
	for k, column := range [3][]float64{c.now, c.train, c.val} {
		if !math.IsNaN(v[k]) {
			column[i] = v[k]
		}
	}
}

func (c *columns) move(to, from int) {
	c.now[to], c.train[to], c.val[to] = c.now[from], c.train[from], c.val[from]
}

func (c *columns) cut(n int) { c.now, c.train, c.val = c.now[:n], c.train[:n], c.val[:n] }

// bytes writes x and one chart's columns one after the other, little endian, as a Float64Array reads them. It reuses buffer.
func (c *curve) bytes(buffer []byte, chart *columns) []byte {
	buffer = buffer[:0]
	for _, column := range [4][]float64{c.x, chart.now, chart.train, chart.val} {
		buffer = floatBytes(buffer, column)
	}
	return buffer
}
