package nn

import (
	"fmt"
	"math"
)

// BatchNormalization is Keras's BatchNormalization over the last axis, with scale and centre: in training each channel is normalised with
// the mean and the biased variance of the batch, and the moving averages follow as m = Momentum·m + (1−Momentum)·batch; in inference the
// moving averages are used. Momentum 0 is 0.99 and Epsilon 0 is 0.001, Keras's defaults.
type BatchNormalization struct {
	Name              string
	Momentum, Epsilon float64
}

func readBatchNormalization(a *arguments) Layer {
	n := BatchNormalization{Momentum: a.number("momentum", 0.99), Epsilon: a.number("epsilon", 0.001)}
	a.only("axis", "-1", "3", "1", "[3]", "[1]", "[-1]")
	a.only("center", "true")
	a.only("scale", "true")
	a.only("synchronized", "false")
	a.only("renorm", "false")
	for key, want := range map[string]string{"beta_initializer": "zeros", "gamma_initializer": "ones",
		"moving_mean_initializer": "zeros", "moving_variance_initializer": "ones"} {
		if got := a.initializer(key, want); got != want {
			a.failf("argument %q is %q; only %q is supported", key, got, want)
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
	if !(n.Momentum > 0 && n.Momentum < 1) {
		return nil, fmt.Errorf("momentum %v is not between 0 and 1", n.Momentum)
	}
	if !(n.Epsilon >= 1e-12 && n.Epsilon <= 1) {
		return nil, fmt.Errorf("epsilon %v is not in 1e-12…1", n.Epsilon)
	}
	return in, nil
}

// ParamCount is 4 × channels, of which gamma and beta are trainable.
func (n BatchNormalization) ParamCount(in Shape) (total, trainable int) {
	channels := in[len(in)-1]
	return 4 * channels, 2 * channels
}

func (n BatchNormalization) config(name string) any {
	n = n.withDefaults()
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
	}{commonConfig: common(name), Axis: -1, Momentum: n.Momentum, Epsilon: n.Epsilon, Center: true, Scale: true,
		BetaInitializer: zeros, GammaInitializer: ones, MovingMeanInitializer: zeros, MovingVarianceInitializer: ones}
}

func (n BatchNormalization) build(b *builder, in, _ Shape) unit {
	n = n.withDefaults()
	c := in[len(in)-1]
	u := &batchNormalization{channels: c, momentum: n.Momentum, epsilon: n.Epsilon,
		mean: make([]float64, c), variance: make([]float64, c), sums: make([]float64, 2*c), coefficients: make([]float32, 3*c)}
	u.gamma = b.trained("gamma", "ones", c, c, c)
	u.beta = b.trained("beta", "zeros", c, c, c)
	u.movingMean = b.weight("moving_mean", "zeros", c, c, c)
	u.movingVariance = b.weight("moving_variance", "ones", c, c, c)
	u.movingMean.Trainable, u.movingVariance.Trainable = false, false
	return u
}

// batchNormalization computes y = gamma·(x − mean)/√(variance + ε) + beta for each channel of x[rows, channels], where the rows are all
// pixels of all pictures. Sums over rows are float64, in row order. It needs whole batches in training.
type batchNormalization struct {
	passive
	channels          int
	momentum, epsilon float64
	gamma, beta       *Weight
	movingMean        *Weight
	movingVariance    *Weight
	mean, variance    []float64 // of the batch, from the last forward pass in training
	sums              []float64 // [2·channels] of the backward pass
	coefficients      []float32 // [3·channels]
}

func (u *batchNormalization) forward(p *part, y, x []float32) {
	c := u.channels
	shift, scale, beta := u.coefficients[:c], u.coefficients[c:2*c], u.beta.Data
	if p.training {
		u.statistics(x)
	}
	for j := range c {
		mean, variance := float64(u.movingMean.Data[j]), float64(u.movingVariance.Data[j])
		if p.training {
			mean, variance = u.mean[j], u.variance[j]
		}
		shift[j] = float32(mean)
		scale[j] = float32(float64(u.gamma.Data[j]) / math.Sqrt(variance+u.epsilon))
	}
	for len(x) > 0 {
		for j := range c {
			y[j] = float32((x[j]-shift[j])*scale[j]) + beta[j]
		}
		x, y = x[c:], y[c:]
	}
}

// statistics computes the mean and the biased variance of each channel, in two passes.
func (u *batchNormalization) statistics(x []float32) {
	c := u.channels
	rows := float64(len(x) / c)
	mean, variance := u.mean, u.variance
	clear(mean)
	clear(variance)
	for r := x; len(r) > 0; r = r[c:] {
		for j := range mean {
			mean[j] += float64(r[j])
		}
	}
	for j := range mean {
		mean[j] /= rows
	}
	for r := x; len(r) > 0; r = r[c:] {
		for j := range variance {
			d := float64(r[j]) - mean[j]
			variance[j] += float64(d * d)
		}
	}
	for j := range variance {
		variance[j] /= rows
	}
}

// backwardWeights is dbeta = Σ dy and dgamma = Σ dy·(x − mean)/√(variance + ε).
func (u *batchNormalization) backwardWeights(_ *part, dy, x []float32) {
	c := u.channels
	dbeta, dgamma := u.sums[:c], u.sums[c:]
	clear(u.sums)
	for len(dy) > 0 {
		for j := range c {
			d := float64(dy[j])
			dbeta[j] += d
			dgamma[j] += float64(d * (float64(x[j]) - u.mean[j]))
		}
		dy, x = dy[c:], x[c:]
	}
	for j := range c {
		dgamma[j] /= math.Sqrt(u.variance[j] + u.epsilon)
		u.beta.Grad[j], u.gamma.Grad[j] = float32(dbeta[j]), float32(dgamma[j])
	}
}

// backwardInput is dx = gamma/√(variance + ε) · (dy − dbeta/rows − x̂·dgamma/rows), with the sums that backwardWeights left.
func (u *batchNormalization) backwardInput(_ *part, dx, dy, x []float32) {
	c := u.channels
	rows := float64(len(dy) / c)
	scale, slope, offset := u.coefficients[:c], u.coefficients[c:2*c], u.coefficients[2*c:]
	for j := range c { // dx = scale·dy + slope·(x − mean) + offset
		deviation := math.Sqrt(u.variance[j] + u.epsilon)
		s := float64(u.gamma.Data[j]) / deviation
		scale[j] = float32(s)
		slope[j] = float32(-float64(s*u.sums[c+j]) / float64(rows*deviation))
		offset[j] = float32(-float64(s*u.sums[j]) / rows)
	}
	for len(dy) > 0 {
		for j := range c {
			dx[j] = float32(scale[j]*dy[j]) + float32(slope[j]*(x[j]-float32(u.mean[j]))) + offset[j]
		}
		dx, dy, x = dx[c:], dy[c:], x[c:]
	}
}

// commit moves the moving averages towards the batch's statistics, when nothing can stop the step any more.
func (u *batchNormalization) commit() {
	keep, take := u.momentum, 1-u.momentum
	for j := range u.channels {
		u.movingMean.Data[j] = float32(float64(keep*float64(u.movingMean.Data[j])) + float64(take*u.mean[j]))
		u.movingVariance.Data[j] = float32(float64(keep*float64(u.movingVariance.Data[j])) + float64(take*u.variance[j]))
	}
}
