package nn

import (
	"math"
	"slices"

	"muestra/nn/keras"
	"muestra/nn/kernel"
	"muestra/nn/tensor"
)

func newBatchNormalization(b *builder, n keras.BatchNormalization, in, _ keras.Shape) unit {
	c := in[len(in)-1]
	u := &batchNormalization{size: in.Size(), channels: c, momentum: n.Momentum, epsilon: n.Epsilon}
	if b.content != shallow {
		u.mean, u.variance, u.sums, u.coefficients = make([]float64, c), make([]float64, c), make([]float64, 2*c), make([]float32, 4*c)
		u.gamma, u.beta = fixed(1, c), fixed(0, c)
	}
	if !n.NoScale {
		u.gamma = b.weight("gamma", "ones", c, c, c)
	}
	if !n.NoCenter {
		u.beta = b.weight("beta", "zeros", c, c, c)
	}
	u.movingMean = b.weight("moving_mean", "zeros", c, c, c)
	u.movingVariance = b.weight("moving_variance", "ones", c, c, c)
	u.movingMean.Trainable, u.movingVariance.Trainable = false, false
	return u
}

// fixed is a tensor of one value that does not belong to the model. Its gradient is computed for nothing.
func fixed(value float32, size int) *tensor.Weight {
	return &tensor.Weight{Data: slices.Repeat([]float32{value}, size), Grad: make([]float32, size)}
}

// batchNormalization computes y = gamma·(x − mean)/√(variance + ε) + beta for each channel of x[rows, channels], where the rows are all
// pixels of all pictures. In training, mean and variance are those of the whole batch, whoever has its pictures. Sums are float64, in row
// order within a part of the batch and as a tree over the parts.
type batchNormalization struct {
	passive
	size, channels    int // size: values of one picture
	momentum, epsilon float64
	gamma, beta       *tensor.Weight
	movingMean        *tensor.Weight
	movingVariance    *tensor.Weight
	mean, variance    []float64 // of the batch, from the last forward pass in training
	sums              []float64 // [2·channels] of the backward pass
	coefficients      []float32 // [4·channels]
}

func (u *batchNormalization) forward(p *part, y, x []float32) {
	c := u.channels
	shift, scale, beta := u.coefficients[:c], u.coefficients[c:2*c], u.beta.Data
	if p.training {
		u.statistics(p.team, x)
	}
	for j := range c {
		mean, variance := float64(u.movingMean.Data[j]), float64(u.movingVariance.Data[j])
		if p.training {
			mean, variance = u.mean[j], u.variance[j]
		}
		shift[j] = float32(mean)
		scale[j] = float32(float64(u.gamma.Data[j]) / math.Sqrt(variance+u.epsilon))
	}
	kernel.Normalize(y, x, shift, scale, beta, c)
}

// statistics computes the mean and the biased variance of each channel over the whole batch: each part's mean and sum of squared
// deviations from it in two passes, those of two parts together by the formula of Chan, Golub and LeVeque (1979).
func (u *batchNormalization) statistics(t *team, x []float32) {
	c := u.channels
	moments := t.sum(2*c, func(at node, dst []float64) {
		first, end := t.part(at)
		rows := x[first*u.size : end*u.size]
		mean, squares := dst[:c], dst[c:]
		clear(dst)
		if len(rows) == 0 {
			return
		}
		kernel.ColumnSums(mean, rows, c)
		count := float64(len(rows) / c)
		for j := range mean {
			mean[j] /= count
		}
		kernel.ColumnSquares(squares, mean, rows, c)
	}, func(at node, left, right []float64) {
		first, end := at.pictures(t.batch)
		_, middle := at.left().pictures(t.batch)
		mergeMoments(left, right, float64((middle-first)*u.size/c), float64((end-middle)*u.size/c))
	})
	copy(u.mean, moments[:c])
	count := float64(t.batch * u.size / c)
	for j := range c {
		u.variance[j] = moments[c+j] / count
	}
}

// mergeMoments adds the means and the sums of squared deviations of m values to those of n values.
func mergeMoments(left, right []float64, n, m float64) {
	if n == 0 {
		copy(left, right)
		return
	}
	c := len(left) / 2
	share, weight := m/(n+m), n*m/(n+m)
	for j := range c {
		distance := right[j] - left[j]
		left[j] += float64(distance * share)
		left[c+j] += right[c+j] + float64(float64(distance*distance)*weight)
	}
}

// backwardWeights is dbeta = Σ dy and dgamma = Σ dy·(x − mean)/√(variance + ε), over the whole batch.
func (u *batchNormalization) backwardWeights(p *part, dy, x []float32) {
	c, t := u.channels, p.team
	copy(u.sums, t.sum(2*c, func(at node, dst []float64) {
		first, end := t.part(at)
		clear(dst)
		kernel.ColumnSums(dst[:c], dy[first*u.size:end*u.size], c)
		kernel.ColumnProducts(dst[c:], u.mean, dy[first*u.size:end*u.size], x[first*u.size:end*u.size], c)
	}, add))
	dbeta, dgamma := u.sums[:c], u.sums[c:]
	for j := range c {
		dgamma[j] /= math.Sqrt(u.variance[j] + u.epsilon)
		u.beta.Grad[j], u.gamma.Grad[j] = float32(dbeta[j]), float32(dgamma[j])
	}
}

// backwardInput is dx = gamma/√(variance + ε) · (dy − dbeta/rows − x̂·dgamma/rows), with the sums that backwardWeights left. In inference, where
// mean and variance are fixed, only the first factor stays.
func (u *batchNormalization) backwardInput(p *part, dx, dy, x []float32) {
	c := u.channels
	if !p.training {
		for i, d := range dy {
			j := i % c
			dx[i] = d * float32(float64(u.gamma.Data[j])/math.Sqrt(float64(u.movingVariance.Data[j])+u.epsilon))
		}
		return
	}
	rows := float64(p.team.batch * u.size / c)
	scale, slope, offset, mean := u.coefficients[:c], u.coefficients[c:2*c], u.coefficients[2*c:3*c], u.coefficients[3*c:]
	for j := range c { // dx = scale·dy + slope·(x − mean) + offset
		deviation := math.Sqrt(u.variance[j] + u.epsilon)
		s := float64(u.gamma.Data[j]) / deviation
		scale[j] = float32(s)
		slope[j] = float32(-float64(s*u.sums[c+j]) / float64(rows*deviation))
		offset[j] = float32(-float64(s*u.sums[j]) / rows)
		mean[j] = float32(u.mean[j])
	}
	kernel.NormalizeGrad(dx, dy, x, mean, scale, slope, offset, c)
}

func (u *batchNormalization) multiplyAdds() int { return u.size }

func (u *batchNormalization) gradient() gradient { return own }

// commit moves the moving averages towards the batch's statistics, when nothing can stop the step any more.
func (u *batchNormalization) commit() {
	keep, take := u.momentum, 1-u.momentum
	for j := range u.channels {
		u.movingMean.Data[j] = float32(float64(keep*float64(u.movingMean.Data[j])) + float64(take*u.mean[j]))
		u.movingVariance.Data[j] = float32(float64(keep*float64(u.movingVariance.Data[j])) + float64(take*u.variance[j]))
	}
}
