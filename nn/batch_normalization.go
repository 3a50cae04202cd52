package nn

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"

	"muestra/nn/kernel"
)

// BatchNormalization is Keras's BatchNormalization over the last axis: in training each channel is normalised with the mean and the biased
// variance of the batch, and the moving averages follow as m = Momentum·m + (1−Momentum)·batch; in inference the moving averages are used.
// Then it is scaled by gamma and moved by beta. Momentum 0 is 0.99 and Epsilon 0 is 0.001, Keras's defaults.
type BatchNormalization struct {
	Name              string
	Axis              int // 0 is Keras's -1, the last; else the number of the last, counting the batch's as 0
	Momentum, Epsilon float64
	NoCenter, NoScale bool // Keras's center=False and scale=False: without beta, without gamma
}

func readBatchNormalization(a *arguments) Layer {
	n := BatchNormalization{Axis: a.axis(), Momentum: a.number("momentum", 0.99), Epsilon: a.number("epsilon", 0.001),
		NoCenter: !a.boolean("center", true), NoScale: !a.boolean("scale", true)}
	a.only("synchronized", "false")
	a.only("renorm", "false")
	for _, only := range [][2]string{{"beta_initializer", "zeros"}, {"gamma_initializer", "ones"},
		{"moving_mean_initializer", "zeros"}, {"moving_variance_initializer", "ones"}} {
		if got := a.initializer(only[0], only[1]); got != only[1] {
			a.failf("argument %q is %q; only %q is supported", only[0], got, only[1])
		}
	}
	for _, key := range []string{"beta_regularizer", "gamma_regularizer", "beta_constraint", "gamma_constraint"} {
		a.only(key)
	}
	if n.Momentum == 0 || n.Epsilon == 0 {
		a.failf("argument %q or %q is 0", "momentum", "epsilon")
	}
	return n
}

// axis reads a whole number or a list of one; -1 becomes 0.
func (a *arguments) axis() int {
	raw := a.take("axis")
	if raw == nil {
		return 0
	}
	n, err := parseInteger(raw)
	var list []json.RawMessage
	if err != nil && json.Unmarshal(raw, &list) == nil && len(list) == 1 {
		n, err = parseInteger(list[0])
	}
	if err != nil || n == 0 || n < -1 {
		a.refuse("axis", raw, "only the last axis is supported")
	}
	return max(n, 0)
}

func (n BatchNormalization) withDefaults() BatchNormalization {
	if n.Momentum == 0 {
		n.Momentum = 0.99
	}
	if n.Epsilon == 0 {
		n.Epsilon = 0.001
	}
	return n
}

// ClassName is "BatchNormalization".
func (n BatchNormalization) ClassName() string { return "BatchNormalization" }

// LayerName is the layer's own name.
func (n BatchNormalization) LayerName() string { return n.Name }

func (n BatchNormalization) named(name string) Layer { n.Name = name; return n }

// OutputShape is the input's.
func (n BatchNormalization) OutputShape(in Shape) (Shape, error) {
	n = n.withDefaults()
	if n.Axis != 0 && n.Axis != len(in) {
		return nil, fmt.Errorf("axis %d is not supported for input %v (only -1 or %d, the last)", n.Axis, in, len(in))
	}
	if !(n.Momentum > 0 && n.Momentum < 1) {
		return nil, fmt.Errorf("momentum %v is not between 0 and 1", n.Momentum)
	}
	if !(n.Epsilon >= 1e-12 && n.Epsilon <= 1) {
		return nil, fmt.Errorf("epsilon %v is not in 1e-12…1", n.Epsilon)
	}
	return in, nil
}

// ParamCount is 4 × channels, of which gamma and beta, where there are any, are trainable.
func (n BatchNormalization) ParamCount(in Shape) (total, trainable int) {
	channels := in[len(in)-1]
	if !n.NoScale {
		trainable += channels
	}
	if !n.NoCenter {
		trainable += channels
	}
	return trainable + 2*channels, trainable
}

func (n BatchNormalization) config(name string) any {
	n = n.withDefaults()
	if n.Axis == 0 {
		n.Axis = -1
	}
	zeros, ones := initializerConfig("zeros"), initializerConfig("ones")
	return struct {
		commonConfig
		Axis                      int         `json:"axis"`
		Momentum                  float64     `json:"momentum"`
		Epsilon                   float64     `json:"epsilon"`
		Center                    bool        `json:"center"`
		Scale                     bool        `json:"scale"`
		BetaInitializer           serialized  `json:"beta_initializer"`
		GammaInitializer          serialized  `json:"gamma_initializer"`
		MovingMeanInitializer     serialized  `json:"moving_mean_initializer"`
		MovingVarianceInitializer serialized  `json:"moving_variance_initializer"`
		BetaRegularizer           *serialized `json:"beta_regularizer"`
		GammaRegularizer          *serialized `json:"gamma_regularizer"`
		BetaConstraint            *serialized `json:"beta_constraint"`
		GammaConstraint           *serialized `json:"gamma_constraint"`
		Synchronized              bool        `json:"synchronized"`
	}{commonConfig: common(name), Axis: n.Axis, Momentum: n.Momentum, Epsilon: n.Epsilon, Center: !n.NoCenter, Scale: !n.NoScale,
		BetaInitializer: zeros, GammaInitializer: ones, MovingMeanInitializer: zeros, MovingVarianceInitializer: ones}
}

func (n BatchNormalization) build(b *builder, in, _ Shape) unit {
	n = n.withDefaults()
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
func fixed(value float32, size int) *Weight {
	return &Weight{Data: slices.Repeat([]float32{value}, size), Grad: make([]float32, size)}
}

// batchNormalization computes y = gamma·(x − mean)/√(variance + ε) + beta for each channel of x[rows, channels], where the rows are all
// pixels of all pictures. In training, mean and variance are those of the whole batch, whoever has its pictures. Sums are float64, in row
// order within a part of the batch and as a tree over the parts.
type batchNormalization struct {
	passive
	size, channels    int // size: values of one picture
	momentum, epsilon float64
	gamma, beta       *Weight
	movingMean        *Weight
	movingVariance    *Weight
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
