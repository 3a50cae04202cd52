package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"runtime"

	"muestra/data"
	"muestra/nn"
	"muestra/nn/history"
	"muestra/nn/recipe"
	"muestra/nn/train"
)

// trainFlags are train's own flags, beside those of the experiment.
type trainFlags struct {
	x         experimentFlags
	d         dataFlag
	weights   string
	resume    string
	save      string
	saveEvery int
	plot      string
	asJSON    bool
}

// trainVerb trains an experiment and reports on it.
func trainVerb(fs *flag.FlagSet) action {
	f := &trainFlags{}
	fs.StringVar(&f.weights, "weights", "", "begin with the weights of a safetensors `file`, as a new run")
	fs.StringVar(&f.resume, "resume", "", "go on with the run of a checkpoint `file`, with the same bits as if it had never stopped; it says what the experiment is. "+
		"Other flags must agree with it, but for -epochs, -steps, -test, -workers, -lang, -lock and -run")
	fs.StringVar(&f.save, "save", "", "write a checkpoint as a safetensors `file` at the end, and when interrupted: weights, and all that -resume needs")
	fs.IntVar(&f.saveEvery, "save_every", 0, "write -save's file after every `n` epochs as well; 0 is at the end only")
	fs.StringVar(&f.plot, "plot", "", "draw the curves as a `file` ending in .png or .svg")
	fs.BoolVar(&f.asJSON, "json", false, "one JSON object a line instead of text")
	f.x.declare(fs)
	f.d.declare(fs)
	return f.train
}

func (f *trainFlags) check() error {
	switch {
	case f.weights != "" && f.resume != "":
		return fmt.Errorf("-weights begins a run and -resume goes on with one: give one of them: %w", errUsage)
	case f.saveEvery < 0:
		return fmt.Errorf("-save_every %d is below 0: %w", f.saveEvery, errUsage)
	case f.saveEvery > 0 && f.save == "":
		return fmt.Errorf("-save_every needs -save to say where: %w", errUsage)
	}
	if err := plottable(f.plot); err != nil {
		return err
	}
	return canWrite(f.save, f.plot)
}

func (f *trainFlags) train(ctx context.Context, out, notes io.Writer) error {
	if err := f.check(); err != nil {
		return err
	}
	r, e, err := f.prepare(notes)
	if err != nil {
		return err
	}
	if e.Val == 0 && len(e.Stopping()) > 0 {
		fmt.Fprintln(notes, "without validation pictures only loss and accuracy can be monitored")
	}
	var report reporter = newText(out, notes, e, r)
	if f.asJSON {
		report = &jsonLines{out: out}
	}
	err = r.Fit(ctx, func(event train.Event) {
		report.event(event)
		if epoch, ok := event.(history.Epoch); ok && f.saveEvery > 0 && epoch.Epoch%f.saveEvery == 0 {
			if err := saveRun(f.save, r); err != nil { // the next one may do
				fmt.Fprintln(notes, err)
			}
		}
	}, stopWith(ctx))
	report.end()
	if errors.Is(err, train.ErrStopped) {
		return f.interrupted(r, notes)
	}
	if err != nil {
		return err
	}
	if err := report.err(); err != nil {
		return err
	}
	if f.plot != "" {
		if err := plotCurves(f.plot, r.History); err != nil {
			return err
		}
	}
	if f.save != "" {
		return saveRun(f.save, r)
	}
	return nil
}

// prepare builds the run, with weights of a file where one is named, or where a checkpoint's stood.
func (f *trainFlags) prepare(notes io.Writer) (*train.Run, *recipe.Experiment, error) {
	var base []recipe.Pair
	var c *nn.Checkpoint
	if f.resume != "" {
		var err error
		if c, err = readCheckpoint(f.resume); err != nil {
			return nil, nil, err
		}
		of, err := recipe.Of(c)
		if err != nil {
			return nil, nil, err
		}
		of.Steps = 0 // which was where to pause
		if base, err = recipe.Split(of.Link()); err != nil {
			return nil, nil, err
		}
	}
	e, err := f.x.experiment(notes, base...)
	if err != nil {
		return nil, nil, err
	}
	set, err := f.d.open(notes)
	if err != nil {
		return nil, nil, err
	}
	r, err := f.run(e, set, c)
	if err != nil {
		return nil, nil, err
	}
	return r, e, share(r, e)
}

// share divides the run's batches among as many threads as the experiment wants.
func share(r *train.Run, e *recipe.Experiment) error {
	workers := e.WorkersFor(recipe.Machine{Cores: runtime.GOMAXPROCS(0)})
	local, ok := r.Backend.(*train.Local)
	if workers == 1 || !ok { // a backend of another kind divides its work itself, or cannot
		return nil
	}
	team, err := train.Goroutines(local, workers)
	if err == nil {
		r.Backend = team
	}
	return err
}

func (f *trainFlags) run(e *recipe.Experiment, set *data.Set, c *nn.Checkpoint) (*train.Run, error) {
	if c != nil {
		return recipe.Resume(e, set, c)
	}
	r, err := recipe.NewRun(e, set)
	if err != nil || f.weights == "" {
		return r, err
	}
	tensors, _, err := readWeights(f.weights)
	if err != nil {
		return nil, err
	}
	return r, r.Backend.SetTensors(tensors)
}

// interrupted keeps what a stopped run has come to, so that it can go on.
func (f *trainFlags) interrupted(r *train.Run, notes io.Writer) error {
	if f.save == "" || r.Step() == 0 {
		return train.ErrStopped
	}
	if err := saveRun(f.save, r); err != nil {
		return errors.Join(train.ErrStopped, err)
	}
	fmt.Fprintf(notes, "after step %d: train -resume %s goes on from here\n", r.Step(), f.save)
	return train.ErrStopped
}

// stopWith is a yield function that ends the run when ctx ends.
func stopWith(ctx context.Context) func() error {
	return func() error {
		if ctx.Err() != nil {
			return train.ErrStopped
		}
		return nil
	}
}
