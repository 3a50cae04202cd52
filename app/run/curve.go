package run

import (
	"math"

	"muestra/nn/history"
)

// maxPoints is how many points a curve may have before every second one within the epochs is dropped: more than a screen has pixels
// for costs time and shows nothing.
const maxPoints = 1600

// Curve is what the two charts draw: one column of x, in epochs, and for each quantity three columns of values. NaN is a gap.
type Curve struct {
	X         []float64
	Loss      Columns // cross-entropy
	Penalized Columns // the same with L2 penalties
	Accuracy  Columns

	last history.Step // the step that the last point of this epoch came from
}

// Columns are the three lines of a chart: the training batches since the point before, the epochs' training means, the epochs' validation.
type Columns struct{ Now, Train, Val []float64 }

// Step adds what the batches since the last step were like: the difference of two sums over the epoch is that of the batches between, however large
// the last one is.
func (c *Curve) Step(m *history.Step) {
	before := c.last
	if before.Epoch != m.Epoch {
		before = history.Step{}
	}
	if m.EpochSteps == 0 || m.Pictures <= before.Pictures {
		return
	}
	c.last = *m
	now, none := m.Since(before.Sums).Score(), math.NaN()
	c.add(float64(m.Epoch-1)+float64(m.EpochStep)/float64(m.EpochSteps),
		[3]float64{float64(now.CrossEntropy), none, none},
		[3]float64{float64(now.Loss), none, none},
		[3]float64{float64(now.Accuracy), none, none})
	if len(c.X) > maxPoints {
		c.thin()
	}
}

// Epoch adds an epoch's own points.
func (c *Curve) Epoch(m *history.Epoch) {
	none := math.NaN()
	c.add(float64(m.Epoch),
		[3]float64{none, float64(m.CrossEntropy), float64(m.ValCrossEntropy)},
		[3]float64{none, float64(m.Loss), float64(m.ValLoss)},
		[3]float64{none, float64(m.Accuracy), float64(m.ValAccuracy)})
}

// rewind takes the curve back to x, by whose end there were these epochs: what had come after it comes again.
func (c *Curve) rewind(x float64, epochs []history.Epoch) {
	kept := 0
	for kept < len(c.X) && c.X[kept] <= x {
		kept++
	}
	c.cut(kept)
	c.last = history.Step{}
	if kept > 0 {
		return
	}
	for i := range epochs {
		c.Epoch(&epochs[i])
	}
}

// add appends a point of all quantities, or fills the gaps of the last one where x is the same.
func (c *Curve) add(x float64, values ...[3]float64) {
	n := len(c.X)
	if n == 0 || c.X[n-1] != x {
		nan := [3]float64{math.NaN(), math.NaN(), math.NaN()}
		c.X = append(c.X, x)
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
func (c *Curve) thin() {
	kept, drop := 0, false
	for i := range c.X {
		if math.IsNaN(c.Loss.Train[i]) && math.IsNaN(c.Accuracy.Train[i]) && i < len(c.X)-1 {
			if drop = !drop; drop {
				continue
			}
		}
		c.X[kept] = c.X[i]
		for _, all := range c.quantities() {
			all.move(kept, i)
		}
		kept++
	}
	c.cut(kept)
}

// cut leaves the first n points.
func (c *Curve) cut(n int) {
	c.X = c.X[:n]
	for _, all := range c.quantities() {
		all.cut(n)
	}
}

// quantities are the columns of loss, penalized and accuracy.
func (c *Curve) quantities() [3]*Columns { return [3]*Columns{&c.Loss, &c.Penalized, &c.Accuracy} }

func (c *Columns) append(v [3]float64) {
	c.Now, c.Train, c.Val = append(c.Now, v[0]), append(c.Train, v[1]), append(c.Val, v[2])
}

func (c *Columns) fill(i int, v [3]float64) {
	for k, column := range [3][]float64{c.Now, c.Train, c.Val} {
		if !math.IsNaN(v[k]) {
			column[i] = v[k]
		}
	}
}

func (c *Columns) move(to, from int) {
	c.Now[to], c.Train[to], c.Val[to] = c.Now[from], c.Train[from], c.Val[from]
}

func (c *Columns) cut(n int) { c.Now, c.Train, c.Val = c.Now[:n], c.Train[:n], c.Val[:n] }

// Bytes writes x and one chart's columns one after the other, little endian, as a Float64Array reads them. It reuses buffer.
func (c *Curve) Bytes(buffer []byte, chart *Columns) []byte {
	buffer = buffer[:0]
	for _, column := range [4][]float64{c.X, chart.Now, chart.Train, chart.Val} {
		buffer = FloatBytes(buffer, column)
	}
	return buffer
}
