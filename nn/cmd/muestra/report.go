package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"

	"muestra/app/say"
	"muestra/data"
	"muestra/nn/history"
	"muestra/nn/metrics"
	"muestra/nn/recipe"
	"muestra/nn/train"
)

// reporter tells people or programs how a run goes.
type reporter interface {
	event(train.Event)
	// end is called after the last event, also when the run fails.
	end()
	// err is the first error in telling.
	err() error
}

// jsonLines writes one JSON object for each epoch and one for the end.
type jsonLines struct {
	out    io.Writer
	failed error
}

func (j *jsonLines) event(e train.Event) {
	switch e := e.(type) {
	case history.Epoch:
		j.write(struct {
			Event string `json:"event"`
			history.Line
		}{"epoch", e.Line()})
	case history.Result:
		j.write(struct {
			Event string `json:"event"`
			history.ResultLine
		}{"done", e.Line()})
	}
}

func (j *jsonLines) write(v any) {
	if j.failed != nil {
		return
	}
	line, err := json.Marshal(v)
	if err == nil {
		_, err = j.out.Write(append(line, '\n'))
	}
	j.failed = err
}

func (j *jsonLines) end()       {}
func (j *jsonLines) err() error { return j.failed }

// text writes lines as Keras does, and a progress bar where a person is looking.
type text struct {
	out    io.Writer
	bar    bar
	of     *recipe.Experiment
	epoch  int // told of last
	run    *train.Run
	judged string // what the bar is about, where it is not training
	failed error
}

func newText(out, notes io.Writer, e *recipe.Experiment, r *train.Run) *text {
	return &text{out: out, bar: newBar(notes), of: e, run: r}
}

func (t *text) event(e train.Event) {
	switch e := e.(type) {
	case history.Step:
		if e.Epoch != t.epoch {
			t.epoch = e.Epoch
			t.printf("Epoch %d/%d\n", e.Epoch, t.of.Epochs)
			t.start(e.EpochSteps, "")
		}
		now := e.Score()
		t.bar.advance(e.EpochStep, fmt.Sprintf("loss %.4f  accuracy %.4f  %.0f images/s", now.Loss, now.Accuracy, e.ImagesPerSecond))
	case train.Evaluating:
		if t.judged != e.What {
			t.start(e.Total, e.What)
		}
		t.bar.advance(e.Done, e.What)
	case history.Epoch:
		t.end()
		t.printf("%s\n", epochLine(e))
	case history.Result:
		t.end()
		if e.RestoredEpoch > 0 {
			t.printf("restored the weights of epoch %d\n", e.RestoredEpoch)
		}
		if e.Test != nil {
			t.printf("test_loss: %.4f - test_accuracy: %.4f\n", e.Test.Loss, e.Test.Accuracy)
		}
		speaker := &say.Speaker{Lang: cmp.Or(t.of.Lang, "en")}
		if verdict := speaker.Verdict(metrics.Judge(t.run.History, data.Classes), t.of, t.of.LearningRate, true); verdict != "" {
			t.printf("%s\n", verdict)
		}
		t.printf("stopped: %s - weights_sha256: %s\n", e.Stopped, e.WeightsSHA256)
	}
}

// epochLine is an epoch as Keras prints it.
func epochLine(e history.Epoch) string {
	line := fmt.Sprintf("%.1fs - %.0f images/s - loss: %.4f - accuracy: %.4f", e.Seconds, e.ImagesPerSecond, e.Loss, e.Accuracy)
	if e.ValLoss.IsFinite() {
		line += fmt.Sprintf(" - val_loss: %.4f - val_accuracy: %.4f", e.ValLoss, e.ValAccuracy)
	}
	return line
}

func (t *text) start(total int, judged string) {
	t.end()
	t.judged = judged
	t.bar.start(total)
}

func (t *text) end() {
	t.bar.clear()
	t.judged = ""
}

func (t *text) printf(format string, values ...any) {
	if t.failed == nil {
		_, t.failed = fmt.Fprintf(t.out, format, values...)
	}
}

func (t *text) err() error { return t.failed }
