package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"runtime"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"

	"muestra/data"
	"muestra/nn/keras"
	"muestra/nn/kernel"
	"muestra/nn/recipe"
	"muestra/nn/train"
)

// bench measures kernels in GFLOP/s on one thread, gonum's matrix product beside them, and training steps in images per
// second, with the share of what one thread can do at most.
func bench(fs *flag.FlagSet) action {
	seconds := fs.Float64("seconds", 0.3, "`time` for each measurement, 0.01 to 60")
	list := fs.String("sample", "1,2,3,4,5,6,7,8,10,11,12", "samples whose training steps are measured, a `list`; empty for the kernels alone")
	batch := fs.Int("batch", 64, "`pictures` in a batch")
	workers := fs.Int("workers", 1, "threads that share each batch of the training steps, a `number` from 1 to 8")
	return func(ctx context.Context, out, _ io.Writer) error {
		if !(*seconds >= 0.01 && *seconds <= 60) {
			return fmt.Errorf("-seconds %v is not in 0.01 to 60: %w", *seconds, errUsage)
		}
		if *workers < 1 || *workers > 8 {
			return fmt.Errorf("-workers %d is not in 1 to 8: %w", *workers, errUsage)
		}
		chosen, err := chosenSamples(*list, *batch)
		if err != nil {
			return err
		}
		b := &bencher{ctx: ctx, most: time.Duration(*seconds * float64(time.Second)), workers: *workers, out: out}
		fmt.Fprintf(out, "%s/%s, vector kernels: %v, one thread\n", runtime.GOOS, runtime.GOARCH, kernel.SIMD)
		if err := b.findPeak(); err != nil {
			return err
		}
		fmt.Fprintf(out, "peak: %.1f GFLOP/s, as many multiplications as additions in registers, not fused; percentages are of it\n"+
			"Operations are counted as the definition has them: Winograd's convolutions make do with fewer and may pass 100 %%.\n\n", b.peak/1e9)
		if err := b.kernels(); err != nil {
			return err
		}
		return b.steps(chosen)
	}
}

func chosenSamples(list string, batch int) ([]*recipe.Experiment, error) {
	var chosen []*recipe.Experiment
	for name := range strings.SplitSeq(list, ",") {
		if name == "" {
			continue
		}
		e, _, err := recipe.Build([]recipe.Pair{{Key: "sample", Value: name}, {Key: "batch", Value: strconv.Itoa(batch)}})
		if err != nil {
			return nil, err
		}
		chosen = append(chosen, e)
	}
	return chosen, nil
}

// bencher measures until ctx ends.
type bencher struct {
	ctx     context.Context
	most    time.Duration // of one measurement
	workers int           // that share each batch
	out     io.Writer
	peak    float64 // operations a second
}

// findPeak measures the peak, the fastest of several spins.
func (b *bencher) findPeak() error {
	const rounds = 500_000
	for begun := time.Now(); b.peak == 0 || time.Since(begun) < b.most; {
		if b.ctx.Err() != nil {
			return b.ctx.Err()
		}
		from := time.Now()
		spin(rounds)
		if took := time.Since(from).Seconds(); took > 0 {
			b.peak = max(b.peak, rounds*spinOperations()/took)
		}
	}
	return nil
}

// speed is operations a second in words.
func (b *bencher) speed(operations float64) string {
	return fmt.Sprintf("%.1f %3.0f%%", operations/1e9, 100*operations/b.peak)
}

// rate is how often a second f can run, after half the measuring time to warm up: browsers compile twice, well the second
// time.
func (b *bencher) rate(f func() error) (float64, error) {
	if _, err := b.repeat(f, b.most/2); err != nil {
		return 0, err
	}
	return b.repeat(f, b.most)
}

// repeat runs f for some time and at least once, and returns how often a second that was.
func (b *bencher) repeat(f func() error, most time.Duration) (float64, error) {
	begun, runs := time.Now(), 0
	for runs == 0 || time.Since(begun) < most {
		if b.ctx.Err() != nil {
			return 0, b.ctx.Err()
		}
		if err := f(); err != nil {
			return 0, err
		}
		runs++
	}
	return float64(runs) / time.Since(begun).Seconds(), nil
}

// row measures several functions of the same number of operations.
func (b *bencher) row(w io.Writer, name string, operations float64, functions ...func()) error {
	fmt.Fprintf(w, "%s\t", name)
	for _, f := range functions {
		if f == nil {
			fmt.Fprint(w, "\t")
			continue
		}
		rate, err := b.rate(func() error { f(); return nil })
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "%s\t", b.speed(rate*operations))
	}
	fmt.Fprintln(w)
	return nil
}

func newTable(out io.Writer) *tabwriter.Writer {
	return tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
}

// kernels prints the table of the kernels: the convolutions of samples 1, 6 and 8, and dense layers.
func (b *bencher) kernels() error {
	t := newTable(b.out)
	fmt.Fprintln(t, "GFLOP/s\tforward\tinput gradient\tweight gradient\tgonum Gemm\t")
	for _, c := range []struct{ size, channels, filters, pictures int }{
		{32, 3, 32, 64}, {16, 32, 64, 64}, {8, 64, 128, 64}, {32, 64, 64, 8}, {16, 128, 128, 16}, {8, 256, 256, 16}, {4, 512, 512, 32},
	} {
		if err := b.convolution(t, c.size, c.channels, c.filters, c.pictures); err != nil {
			return err
		}
	}
	for _, p := range [][3]int{{64, 8192, 32}, {64, 2048, 512}, {512, 512, 512}} {
		if err := b.product(t, p[0], p[1], p[2]); err != nil {
			return err
		}
	}
	return t.Flush()
}

func (b *bencher) convolution(w io.Writer, size, channels, filters, pictures int) error {
	var s kernel.Scratch
	g := kernel.Same(size, size, channels, 3, 3, 1, 1)
	n, f := pictures, filters
	x, k, y := ramp(n*g.H*g.W*g.C), ramp(9*g.C*f), ramp(n*g.OH*g.OW*f)
	dk, bias := ramp(len(k)), ramp(f)
	return b.row(w, fmt.Sprintf("convolution 3x3, %dx%dx%d to %d", size, size, channels, filters), 2*float64(len(y)*9*g.C),
		func() { kernel.Conv(y, x, k, bias, g, n, f, true, &s) },
		func() { kernel.ConvInputGrad(x, y, k, g, n, f, &s) },
		func() { kernel.ConvWeightGrad(dk, bias, x, y, g, n, f, &s) },
		nil)
}

func (b *bencher) product(w io.Writer, m, k, n int) error {
	var s kernel.Scratch
	x, a, y := ramp(m*k), ramp(k*n), ramp(m*n)
	da, bias := ramp(len(a)), ramp(n)
	general := func(rows, cols int, data []float32) blas32.General {
		return blas32.General{Rows: rows, Cols: cols, Stride: cols, Data: data}
	}
	return b.row(w, fmt.Sprintf("matrix product, %dx%d by %dx%d", m, k, k, n), 2*float64(m*k*n),
		func() { kernel.MatMul(y, x, a, bias, m, k, n, false, &s) },
		func() { kernel.MatMulInputGrad(x, y, a, m, k, n, &s) },
		func() { kernel.MatMulWeightGrad(da, bias, x, y, m, k, n, &s) },
		func() {
			blas32.Gemm(blas.NoTrans, blas.NoTrans, 1, general(m, k, x), general(k, n, a), 0, general(m, n, y))
		})
}

// ramp is n values between -0.4 and 0.6.
func ramp(n int) []float32 {
	x := make([]float32, n)
	for i := range x {
		x[i] = float32(i%17)/17 - 0.4
	}
	return x
}

// steps prints images per second in training, step after step on the same batch.
func (b *bencher) steps(chosen []*recipe.Experiment) error {
	if len(chosen) == 0 {
		return nil
	}
	set := data.Synthetic(recipe.SyntheticSeed)
	t := newTable(b.out)
	fmt.Fprintln(t, "\ntraining\tbatch\tworkers\timages/s\tGFLOP/s\t")
	for _, e := range chosen {
		r, err := recipe.NewRun(e, set)
		if err != nil {
			return err
		}
		e.Workers = strconv.Itoa(b.workers)
		if err := share(r, e); err != nil {
			return err
		}
		step, err := newStep(r, e.Batch)
		if err != nil {
			return err
		}
		rate, err := b.rate(step)
		if err != nil {
			return err
		}
		images := rate * float64(e.Batch)
		operations, err := trainingOperations(e.Spec)
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(t, "sample %d\t%d\t%d\t%.4g\t%s\t\n", e.Sample, e.Batch, b.workers, images, b.speed(images*operations)); err != nil {
			return err
		}
		runtime.GC() // the next network may need the memory
	}
	return t.Flush()
}

// trainingOperations is the number of multiplications and additions that a training step does for each picture in
// convolutions and dense layers: forward, for the gradient of the weights, and, but for the first layer, for that of its
// input.
func trainingOperations(spec *keras.Sequential) (float64, error) {
	rows, err := spec.Rows()
	if err != nil {
		return 0, err
	}
	all, in := 0, spec.Input
	for i, l := range spec.Layers {
		out, products := rows[i].Shape, 0
		switch l := l.(type) {
		case keras.Conv2D:
			products = out.Size() * l.KernelSize[0] * l.KernelSize[1] * in[2]
		case keras.Dense:
			products = out.Size() * in.Size()
		}
		times := 3
		if all == 0 {
			times = 2
		}
		all += times * 2 * products
		in = out
	}
	return float64(all), nil
}

// newStep returns a function that does one optimizer step.
func newStep(r *train.Run, batch int) (func() error, error) {
	b, err := train.FirstBatch(r.Train, batch)
	if err != nil {
		return nil, err
	}
	return func() error {
		_, err := r.Backend.TrainOnBatch(b, nil)
		return err
	}, nil
}
