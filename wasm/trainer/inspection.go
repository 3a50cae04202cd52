package trainer

import (
	"errors"

	"muestra/data"
	"muestra/nn"
	"muestra/nn/recipe"
	"muestra/nn/train"
	"muestra/wasm/port"
)

// inspection is what can be seen of the present run's network, or of the last one's. It looks through a twin of the network: nothing of a step that is
// half done is touched, whether one worker does it or many.
type inspection struct {
	run         string     // its name
	fit         *train.Run // nil when it has ended
	network     *nn.Twin   // the twin; nil before the first question about it
	epoch, step int        // done, when it had ended
	val, test   train.Split

	judging, judged judgement // the validation or test under way, and the last one
}

// judgement is what a network has said of pictures in validation or test.
type judgement struct {
	pass          string // train.Validation or train.Test; "" where there was none
	epoch, step   int
	index         []int32
	probabilities []float32
}

func newInspection(run string, fit *train.Run) *inspection {
	return &inspection{run: run, fit: fit, val: fit.Validation, test: fit.Test}
}

// at says how many epochs and steps are done.
func (s *inspection) at() (epoch, step int) {
	if s.fit == nil {
		return s.epoch, s.step
	}
	return len(s.fit.History), s.fit.Step()
}

// twin is the network to look through.
func (s *inspection) twin() (*nn.Twin, error) {
	if s.network != nil {
		return s.network, nil
	}
	var err error
	s.network, err = s.fit.Backend.Twin()
	return s.network, err
}

// rest keeps of a run that has ended what can be seen, and lets go of the rest.
func (s *inspection) rest() {
	if _, err := s.twin(); err != nil {
		return
	}
	s.epoch, s.step = s.at()
	s.fit = nil
}

// judge notes what the network has said of a batch.
func (s *inspection) judge(e train.Evaluating) {
	j := &s.judging
	if e.Done == len(e.Index) { // the first
		j.pass, j.index, j.probabilities = e.What, j.index[:0], j.probabilities[:0]
		j.epoch, j.step = s.at()
		if e.What == train.Validation {
			j.epoch++ // which it closes
		}
	}
	j.index = append(j.index, e.Index...)
	j.probabilities = append(j.probabilities, e.Probabilities...)
	if e.Done == e.Total {
		s.judging, s.judged = s.judged, s.judging
	}
}

// choose is the first pictures of validation, or of the test where there is none.
func (s *inspection) choose() (source string, index []int32) {
	if n := len(s.val.Index); n > 0 {
		return "train", s.val.Index[:min(n, port.Chosen)]
	}
	if n := len(s.test.Index); n > 0 {
		return "test", s.test.Index[:min(n, port.Chosen)]
	}
	index, _ = data.TestIndices(port.Chosen)
	return "test", index
}

// predictPiece is how many pictures are looked at together: few, since what they need stays in memory.
const predictPiece = 16

// predict tells what the network says of pictures, [len(index), classes].
func (s *inspection) predict(pictures data.Pictures, index []int32, breathe func() error) ([]float32, error) {
	network, err := s.twin()
	if err != nil {
		return nil, err
	}
	network.Yield = breathe
	x, labels := make([]float32, predictPiece*data.PictureBytes), make([]uint8, predictPiece)
	var all []float32
	for len(index) > 0 {
		piece := index[:min(predictPiece, len(index))]
		index = index[len(piece):]
		if err := data.Fill(pictures, piece, x, labels); err != nil {
			return nil, err
		}
		probabilities, err := network.PredictOnBatch(x[:len(piece)*data.PictureBytes], len(piece))
		if err != nil {
			return nil, err
		}
		all = append(all, probabilities...)
	}
	return all, nil
}

// inspectionOf is the inspection of the run that a question is about. One that is neither the present nor the last is read from where it is kept.
func (w *worker) inspectionOf(q *question) (*inspection, error) {
	if w.inspection != nil && w.inspection.run == q.Run {
		return w.inspection, nil
	}
	w.mu.Lock()
	running := w.running
	w.mu.Unlock()
	if running {
		return nil, &trouble{textBusyNetwork, errOtherRun}
	}
	return w.recall(q)
}

// recall reads a kept run, to look at it.
func (w *worker) recall(q *question) (*inspection, error) {
	e, err := q.experiment()
	if err != nil {
		return nil, err
	}
	if q.Run == "" {
		return nil, &trouble{textNoNetwork, errOtherRun}
	}
	w.inspection = nil // before there are two
	k := newKeeper(&run{w: w, ctx: w.context()}, q.Run)
	defer k.close()
	c, err := k.load()
	if err != nil {
		return nil, err
	}
	fit, err := recipe.Resume(e, q.set, c)
	if err != nil {
		return nil, err
	}
	s := newInspection(q.Run, fit)
	s.rest()
	w.inspection = s
	return s, nil
}

var (
	errNoExperiment = errors.New("there is no experiment in the question")
	errOtherRun     = errors.New("it is of another run")
)

var (
	textNoNetwork   = recipe.Text{ES: "no hay ninguna red que mirar: entrena primero", EN: "there is no network to look at: train first"}
	textBusyNetwork = recipe.Text{
		ES: "no se puede mirar otra red mientras se entrena una",
		EN: "another network cannot be looked at while one is being trained",
	}
	textUnjudged = recipe.Text{
		ES: "la red aún no se ha probado: eso ocurre al final de cada época",
		EN: "the network has not been tested yet: that comes at each epoch’s end",
	}
)
