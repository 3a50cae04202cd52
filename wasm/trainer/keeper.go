package trainer

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"sync/atomic"
	"time"

	"muestra/nn"
	"muestra/nn/history"
	"muestra/nn/recipe"
	"muestra/nn/train"
	"muestra/wasm/port"
	"muestra/wasm/store"
)

const (
	// keepWithin is how much work is lost at most with a worker: a save is to be complete so soon after the one before it began.
	keepWithin = 30 * time.Second
	// keepShare is the part of the time that saves may hold Fit still, a twentieth, and keepCredit what they may hold it still beyond that:
	// a run whose epochs are much shorter than that is kept after each of its first hundred epochs all the same.
	keepShare  = 20
	keepCredit = time.Second
	// keepingTakesMost is how long a save may take; one that hangs must not keep the next run waiting for ever.
	keepingTakesMost = 2 * time.Minute
)

// keeper keeps a run: after its first step, after each epoch, every so often in between, and at its end. A save takes the run's
// bytes out of Go's memory at once and is done beside the training from then on. There is one at a time, and they take no more
// than a twentieth of the time; what has become due meanwhile is owed and made after a later step.
type keeper struct {
	run     *run
	id      string
	release func()       // the right to train the run
	record  store.Record // what stays the same
	unsaved map[string]bool

	saved    atomic.Bool // at least once, or it was there already
	owed     bool
	opening  bool          // the store, beside the training, or it has just been tried
	begun    time.Time     // of the last save
	seen     time.Time     // the last step or epoch
	judging  time.Duration // of the last validation
	credit   time.Duration // how long Fit may be held still; where it is below 0, it was too long
	took     atomic.Int64  // nanoseconds, the last whole save
	underWay chan struct{} // closed at the end of the save under way; nil where there was none

	// The save under way has these to itself.
	store store.Store // nil while there is none
}

func newKeeper(r *run, id string) *keeper {
	now := time.Now()
	return &keeper{run: r, id: id, release: func() {}, unsaved: map[string]bool{}, owed: true, begun: now, seen: now, credit: keepCredit}
}

// own makes sure that nobody else trains the run. A browser that cannot tell is no reason not to train.
func (k *keeper) own() error {
	release, err := k.run.w.own(k.run.ctx, k.id)
	if errors.Is(err, store.ErrOwned) {
		return &trouble{textOwned, err}
	}
	if err == nil {
		k.release = release
	}
	return nil
}

// describe notes what the run is.
func (k *keeper) describe(e *recipe.Experiment, dataset string) {
	k.record = store.Record{ID: k.id, Link: e.Link(), Sample: e.Sample, Dataset: dataset, Epochs: e.Epochs}
}

// connect opens the store where it is not open.
func (k *keeper) connect(ctx context.Context) error {
	if k.store != nil {
		return nil
	}
	s, err := k.run.w.connect(ctx)
	if err != nil {
		return err
	}
	k.store = s
	return nil
}

// load reads the checkpoint from which the run is to go on.
func (k *keeper) load() (*nn.Checkpoint, error) {
	if err := k.connect(k.run.ctx); err != nil {
		return nil, &trouble{textUnreadable, err}
	}
	file, err := k.store.Checkpoint(k.run.ctx, k.id)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return nil, &trouble{textGone, err}
	case errors.Is(err, store.ErrCorrupt):
		return nil, &trouble{textDamaged, err}
	case err != nil:
		return nil, &trouble{textUnreadable, err}
	}
	c, err := nn.ReadCheckpoint(&breathing{r: file, breathe: k.run.breathe})
	if err != nil {
		return nil, &trouble{textDamaged, err}
	}
	k.owed = false
	k.saved.Store(true)
	return c, nil
}

// kept says whether there is something to go on from. It waits for the save under way.
func (k *keeper) kept() bool {
	if k.underWay != nil {
		<-k.underWay
	}
	return k.saved.Load()
}

// due notes what has happened and says whether a save should begin: always at the end of an epoch, and in time before the last one is too old.
func (k *keeper) due(e train.Event) bool {
	now := time.Now()
	since := now.Sub(k.seen)
	ahead, last, stepped := since, false, false // until the next event, if it takes as long as this one
	switch e := e.(type) {
	case history.Step:
		if stepped, last = true, e.EpochStep == e.EpochSteps; last {
			ahead = k.judging
		}
	case history.Epoch:
		k.owed, k.judging = true, since
	case train.Evaluating:
		if e.What == train.Validation {
			return false // its epoch comes
		}
	case history.Result:
		return false // the last save comes
	}
	k.seen = now
	k.credit = min(k.credit+since/keepShare, keepCredit)
	late := stepped && now.Sub(k.begun)+ahead+time.Duration(k.took.Load()) >= keepWithin
	k.owed = k.owed || late
	if last && !late {
		return false // its epoch comes soon
	}
	return k.owed && k.credit >= 0
}

// keep keeps the run where that is due. Fit holds still meanwhile.
func (k *keeper) keep(e train.Event) {
	if !k.due(e) || k.busy() {
		return
	}
	k.begun = time.Now()
	if k.store == nil && !k.opening {
		k.opening = true // and the next step finds it open
		k.beside(func() {
			if err := k.connect(context.Background()); err != nil {
				k.say(err)
			}
		})
		return
	}
	k.owed, k.opening = false, false
	if k.store == nil { // it will be tried again
		return
	}
	save, err := k.pack(store.Running, nil, k.run.breathe)
	k.credit -= time.Since(k.begun)
	if err != nil {
		k.say(err)
		return
	}
	k.beside(save)
}

// keepLast keeps the run as it is at its end.
func (k *keeper) keepLast(state store.State, done *port.Done) {
	defer func() {
		if thrown := recover(); thrown != nil {
			k.say(fmt.Errorf("%v", thrown))
		}
	}()
	if k.underWay != nil {
		<-k.underWay
	}
	k.begun = time.Now()
	if err := k.connect(context.Background()); err != nil {
		k.say(err)
		return
	}
	save, err := k.pack(state, done, func() error {
		k.run.breathe() // its error says that the run is over
		return nil
	})
	if err != nil {
		k.say(err)
		return
	}
	save()
}

// busy says whether a save is under way.
func (k *keeper) busy() bool {
	select {
	case <-k.underWay:
		return false
	default:
		return k.underWay != nil
	}
}

// beside does something beside the training.
func (k *keeper) beside(f func()) {
	done := make(chan struct{})
	k.underWay = done
	go func() {
		defer close(done)
		defer func() {
			if thrown := recover(); thrown != nil {
				k.say(fmt.Errorf("%v", thrown))
			}
		}()
		f()
	}()
}

// pack takes what is to be kept out of the run, which may go on from here, and returns what keeps it.
func (k *keeper) pack(state store.State, done *port.Done, breathe func() error) (save func(), err error) {
	fit, begun := k.run.fit, k.begun
	c, err := fit.Snapshot()
	if err != nil {
		return nil, err
	}
	record := k.record
	record.State, record.Step, record.Epoch, record.Changed = state, fit.Step(), c.Epoch-1, fit.Changed
	if record.History, err = json.Marshal(epochsOf(fit)); err != nil {
		return nil, err
	}
	if done != nil {
		record.WeightsSHA256, record.Test = done.WeightsSHA256, done.Test
	}
	parcel := k.store.NewParcel()
	if err := nn.WriteCheckpoint(&breathing{w: parcel, breathe: breathe}, c); err != nil {
		return nil, err
	}
	return func() { k.save(&record, parcel, begun) }, nil
}

// save keeps a record and its checkpoint and says so.
func (k *keeper) save(record *store.Record, parcel store.Parcel, begun time.Time) {
	ctx, cancel := context.WithTimeout(context.Background(), keepingTakesMost)
	defer cancel()
	if err := k.store.Save(ctx, record, parcel); err != nil {
		k.say(err)
		if errors.Is(err, store.ErrRefused) { // what is open may be of no use any more
			k.store.Close()
			k.store = nil
		}
		return
	}
	k.saved.Store(true)
	k.took.Store(int64(time.Since(begun)))
	k.run.w.send(&port.Saved{
		Run: k.id, Epoch: record.Epoch, Step: record.Step, Bytes: int(min(parcel.Len(), math.MaxInt32)), Seconds: history.Float(time.Since(begun).Seconds()),
	})
}

// say tells the page that the run could not be kept, and why, once for each reason.
func (k *keeper) say(err error) {
	why := reason(err)
	if k.unsaved[why] || errors.Is(err, train.ErrStopped) {
		return
	}
	k.unsaved[why] = true
	k.run.w.send(&port.Unsaved{Run: k.id, Reason: why, Text: clip(err.Error())})
}

// reason is an error's in an Unsaved.
func reason(err error) string {
	switch {
	case errors.Is(err, store.ErrFull):
		return "full"
	case errors.Is(err, store.ErrRefused):
		return "refused"
	case errors.Is(err, store.ErrCorrupt):
		return "corrupt"
	}
	return "other"
}

// close lets go of the run.
func (k *keeper) close() {
	if k.underWay != nil {
		<-k.underWay
	}
	if k.store != nil {
		k.store.Close()
	}
	k.release()
}

// breathing lets the browser have its turns while a checkpoint is written or read.
type breathing struct {
	w       io.Writer
	r       io.Reader
	breathe func() error
}

func (b *breathing) Write(p []byte) (int, error) {
	if err := b.breathe(); err != nil {
		return 0, err
	}
	return b.w.Write(p)
}

func (b *breathing) Read(p []byte) (int, error) {
	if err := b.breathe(); err != nil {
		return 0, err
	}
	return b.r.Read(p)
}

var (
	textOwned = recipe.Text{
		ES: "este entrenamiento ya está en marcha en otra pestaña: detenlo allí o empieza otro",
		EN: "this run is going on in another tab: stop it there, or begin another one",
	}
	textGone       = recipe.Text{ES: "este entrenamiento ya no está guardado", EN: "this run is no longer kept"}
	textDamaged    = recipe.Text{ES: "lo guardado de este entrenamiento está dañado: empieza de nuevo", EN: "what was kept of this run is damaged: begin anew"}
	textUnreadable = recipe.Text{ES: "el navegador no deja leer lo guardado", EN: "the browser does not let what was kept be read"}
)
