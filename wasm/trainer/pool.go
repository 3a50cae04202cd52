package trainer

import (
	"errors"
	"fmt"

	"muestra/nn/recipe"
	"muestra/nn/train"
	"muestra/wasm/port"
)

// workerPool is the other workers that share a run's batches with this one.
type workerPool interface {
	// prepare lets so many members begin, beside whatever this one does meanwhile.
	prepare(members int)
	// join makes a run's backend the first member of a team of so many, and says how they speak: "shared" or "transfer".
	join(l *train.Local, batch, members int) (team *train.Team, transport string, err error)
	// lost is the member of whom it is known that it has ended, and why; 0 for none.
	lost() (member int, why string)
	// leave ends the team's work, dismiss the workers themselves.
	leave()
	dismiss()
}

// share divides the run's batches among workers. Where there can be none, this one trains alone and the page hears why.
func (r *run) share(fit *train.Run, e *recipe.Experiment, members int) (transport string, shared int) {
	if members == 1 {
		return "none", 1
	}
	local, ok := fit.Backend.(*train.Local)
	if !ok { // a backend that divides its work itself, or cannot
		return "none", 1
	}
	team, transport, err := r.w.pool.join(local, e.Batch, members)
	if err != nil {
		r.w.pool.dismiss()
		r.w.send(&port.Notice{Text: clip(textAlone.In(e.Lang) + ": " + words(err, e.Lang))})
		return "none", 1
	}
	fit.Backend = team
	return transport, members
}

// sayFewer tells the page, after the loss of a worker, from where the run goes on and with how many.
func (r *run) sayFewer(fit *train.Run, lang string, members int) {
	text := fmt.Sprintf(textFewerAnew.In(lang), members, r.lost)
	if fit.Step() > 0 {
		text = fmt.Sprintf(textFewer.In(lang), members, fit.Step(), r.lost)
	}
	r.w.send(&port.Notice{Text: clip(text)})
}

// workerLost says whether an error is that of a lost worker, after which a run can be taken up again with fewer.
func workerLost(err error) bool {
	var lost *train.Lost
	return errors.As(err, &lost)
}

// poolLost is the error of a run with a worker of whom it is known that it has ended.
func (r *run) poolLost() error {
	if r.w.pool == nil {
		return nil
	}
	if m, why := r.w.pool.lost(); m > 0 {
		return fmt.Errorf("%w: %s", &train.Lost{Member: m}, why)
	}
	return nil
}

var (
	textAlone = recipe.Text{ES: "entrena un solo trabajador, porque los demás no han podido empezar", EN: "one worker trains alone, since the others could not begin"}
	textLost  = recipe.Text{
		ES: "un trabajador ha dejado de responder y el entrenamiento se retoma: %s",
		EN: "a worker does not answer any more, and the run is taken up again: %s",
	}
	textFewer = recipe.Text{
		ES: "un trabajador ha dejado de responder; el entrenamiento sigue con menos (%d) tras el paso %d, lo último guardado, con el mismo resultado: %s",
		EN: "a worker does not answer any more; the run goes on with fewer (%d) after step %d, where it was last kept, with the same result: %s",
	}
	textFewerAnew = recipe.Text{
		ES: "un trabajador ha dejado de responder; como aún no se había guardado nada, el entrenamiento empieza de nuevo con menos (%d), con el mismo resultado: %s",
		EN: "a worker does not answer any more; since nothing had been kept yet, the run begins anew with fewer (%d), with the same result: %s",
	}
)
