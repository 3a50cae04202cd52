package app

import (
	"math"
	"slices"

	goapp "github.com/maxence-charriere/go-app/v9/pkg/app"

	"muestra/data"
	"muestra/nn/samples"
	"muestra/wasm/port"
)

// verdict is what a run's epochs say about how it learns.
type verdict struct {
	kind  verdictKind
	epoch int // from which on, where the kind has one
}

type verdictKind byte

const (
	verdictNone     verdictKind = iota // no epoch yet
	verdictBlind                       // no validation pictures
	verdictBroken                      // values that are no numbers
	verdictGuesses                     // no better than guessing
	verdictForgot                      // was better than guessing once
	verdictFirst                       // one epoch says little
	verdictOverfits                    // training goes on improving, validation has not since an epoch
	verdictStands                      // neither improves
	verdictJumps                       // validation jumps about more than it improves
	verdictAhead                       // validation is better than training
	verdictParts                       // both improve, training faster
	verdictLearns                      // both improve
)

// What counts, in the units of a loss (natural logarithm) and of an accuracy.
const (
	patient      = 3    // epochs without a better validation loss before anything is said about it
	standing     = 0.02 // a loss that has fallen by less has stood still
	pullingAway  = 0.05 // a gap in accuracy that is worth a word
	aheadBy      = 0.01 // the same where validation is ahead
	betterThan   = 1.3  // times the accuracy of guessing is better than guessing
	onceLearned  = 2    // times it is that for sure
	recentEpochs = 8    // from which one can tell how much validation jumps
	jumps        = 1.5  // times that is more than jumping
)

// judge reads the epochs of a run on pictures of so many classes; a network with more outputs guesses no worse for that. Losses may have penalties
// in them: they are in both, so they cancel out.
func judge(history []port.Epoch, classes int) verdict {
	n := len(history)
	if n == 0 {
		return verdict{}
	}
	last := &history[n-1]
	if !last.Loss.IsFinite() {
		return verdict{kind: verdictBroken}
	}
	guess := 1 / float64(classes)
	top := 0.0
	for _, e := range history {
		top = max(top, float64(e.Accuracy))
	}
	switch {
	case n > 1 && top < betterThan*guess:
		return verdict{kind: verdictGuesses}
	case top >= onceLearned*guess && float64(last.Accuracy) < betterThan*guess:
		return verdict{kind: verdictForgot}
	case !last.ValLoss.IsFinite():
		return verdict{kind: verdictBlind}
	case n == 1:
		return verdict{kind: verdictFirst}
	}
	if v := stalled(history); v.kind != verdictNone {
		return v
	}
	switch gap := float64(last.Accuracy - last.ValAccuracy); {
	case gap > pullingAway:
		return verdict{kind: verdictParts}
	case gap < -aheadBy:
		return verdict{kind: verdictAhead}
	}
	return verdict{kind: verdictLearns}
}

// stalled is what to say where validation has not improved for a while; nothing where it has.
func stalled(history []port.Epoch) verdict {
	n, best := len(history), bestEpoch(history)
	if n-best < patient {
		return verdict{}
	}
	fell := float64(history[best-1].Loss - history[n-1].Loss)
	worse := 0.0
	for _, e := range history[n-patient:] {
		worse += float64(e.ValLoss-history[best-1].ValLoss) / patient
	}
	switch {
	case fell < standing && n-best >= patient+2:
		return verdict{verdictStands, best + 1}
	case fell < standing:
		return verdict{}
	case worse > jumps*jump(history):
		return verdict{verdictOverfits, best + 1}
	default:
		return verdict{verdictJumps, best + 1}
	}
}

// jump is how far validation usually moves from one epoch to the next: the median of the last few.
func jump(history []port.Epoch) float64 {
	recent := history[max(0, len(history)-1-recentEpochs):]
	var moves []float64
	for i, e := range recent[1:] {
		moves = append(moves, math.Abs(float64(e.ValLoss-recent[i].ValLoss)))
	}
	slices.Sort(moves)
	return moves[len(moves)/2]
}

// bestEpoch is the number of the epoch with the lowest validation loss, the first of equals; 0 where there is none.
func bestEpoch(history []port.Epoch) int {
	best := 0
	for i, e := range history {
		if e.ValLoss.IsFinite() && (best == 0 || e.ValLoss < history[best-1].ValLoss) {
			best = i + 1
		}
	}
	return best
}

// verdictOf says how a run learns, in one sentence or two.
func (s *session) verdictOf(r *run) string {
	v := judge(r.history, data.Classes)
	switch {
	case v.kind == verdictStands:
		return s.text(textVerdictStands, v.epoch)
	case v.kind == verdictOverfits:
		return s.text(textVerdictOverfits, v.epoch)
	case v.kind == verdictJumps:
		return s.text(textVerdictJumps, v.epoch-1)
	case v.kind == verdictGuesses:
		return s.text(textVerdictGuesses, s.plain(r.override.rate))
	case v.kind == verdictForgot:
		return s.text(textVerdictForgot, s.plain(r.override.rate))
	case v.kind == verdictAhead:
		return s.text(whyAhead(r.experiment))
	case v.kind == verdictLearns && !r.active():
		return s.text(textVerdictMore)
	}
	if w := verdictTexts[v.kind]; w != nil {
		return s.text(w)
	}
	return ""
}

var verdictTexts = map[verdictKind]words{
	verdictBlind: textVerdictBlind, verdictBroken: textVerdictBroken, verdictFirst: textVerdictFirst,
	verdictParts: textVerdictParts, verdictLearns: textVerdictLearns,
}

// whyAhead says why validation is better than training.
func whyAhead(e *samples.Experiment) words {
	dropping, augmenting := e.Dropout && drops(e.Spec), len(e.Augment) > 0 && !e.AugmentsValidation()
	switch {
	case dropping && augmenting:
		return textAheadBoth
	case dropping:
		return textAheadDropout
	case augmenting:
		return textAheadAugment
	default:
		return textAheadTime
	}
}

// diagnosis shows the verdict on the run that is shown. It is announced, so it changes with what it says and not with every epoch.
type diagnosis struct {
	goapp.Compo
	s *session
}

// OnMount implements goapp.Mounter.
func (d *diagnosis) OnMount(ctx goapp.Context) { d.s.views().add(ctx, false) }

// Render implements goapp.Composer.
func (d *diagnosis) Render() goapp.UI {
	text := ""
	if r := d.s.shown(); r != nil {
		text = d.s.verdictOf(r)
		if text == "" && r.active() {
			text = d.s.text(textVerdictSoon)
		}
	}
	return goapp.P().Class("verdict").Role("status").DataSet("testid", "verdict").Text(text)
}

var (
	textVerdictSoon     = &samples.Text{ES: "La línea fina es cada paso; al cerrar cada época se añade un punto a las curvas.", EN: "The thin line is each step; the end of each epoch adds a point to the curves."}
	textVerdictBlind    = &samples.Text{ES: "Sin imágenes de validación no se puede saber si aprende o memoriza.", EN: "Without validation pictures there is no telling whether it learns or memorises."}
	textVerdictBroken   = &samples.Text{ES: "La pérdida ya no es un número: los pesos se han desbordado. Prueba con una tasa de aprendizaje menor.", EN: "The loss is no number any more: the weights have run away. Try a lower learning rate."}
	textVerdictGuesses  = &samples.Text{ES: "Aún no aprende nada: acierta como quien contesta al azar. ¿Será la tasa de aprendizaje (%s)? Demasiado alta no deja asentarse a la red; demasiado baja, apenas la mueve.", EN: "It learns nothing yet: it does no better than guessing. Could it be the learning rate (%s)? Too high, and the network never settles; too low, and it hardly moves."}
	textVerdictForgot   = &samples.Text{ES: "Ha olvidado lo que sabía y vuelve a contestar al azar: la tasa de aprendizaje (%s) es demasiado alta para esta red.", EN: "It has forgotten what it knew and is back to guessing: the learning rate (%s) is too high for this network."}
	textVerdictFirst    = &samples.Text{ES: "Una época dice poco: lo que importa es hacia dónde van las curvas.", EN: "One epoch says little: what matters is where the curves are going."}
	textVerdictOverfits = &samples.Text{ES: "Sobreajuste desde la época %d: el entrenamiento sigue mejorando y la validación no. La red memoriza; ayudan el dropout, el aumento de datos o parar antes.", EN: "Overfitting since epoch %d: training goes on improving, validation does not. The network memorises; dropout, augmentation or stopping earlier would help."}
	textVerdictStands   = &samples.Text{ES: "Está estancada desde la época %d: ni el entrenamiento ni la validación mejoran. Quizá ayude una tasa de aprendizaje menor, o una red mayor.", EN: "At a standstill since epoch %d: neither training nor validation improves. A lower learning rate may help, or a larger network."}
	textVerdictJumps    = &samples.Text{ES: "La mejor validación sigue siendo la de la época %d, pero salta tanto de una época a otra que aún no se sabe si es sobreajuste.", EN: "Validation was best in epoch %d, but it jumps so much from one epoch to the next that it may not be overfitting yet."}
	textVerdictParts    = &samples.Text{ES: "Sigue aprendiendo, pero el entrenamiento se va separando de la validación: empieza a memorizar.", EN: "Still learning, but training is pulling away from validation: it begins to memorise."}
	textVerdictLearns   = &samples.Text{ES: "Sigue aprendiendo: entrenamiento y validación mejoran a la par.", EN: "Still learning: training and validation improve side by side."}
	textVerdictMore     = &samples.Text{ES: "Al terminar seguía aprendiendo: entrenamiento y validación mejoraban a la par. Con más épocas llegaría más lejos.", EN: "It was still learning when it ended: training and validation improved side by side. More epochs would take it further."}
	textAheadDropout    = &samples.Text{ES: "La validación va por delante del entrenamiento: al validar, el dropout está apagado y la red contesta completa.", EN: "Validation is ahead of training: while validating, dropout is off and the whole network answers."}
	textAheadAugment    = &samples.Text{ES: "La validación va por delante del entrenamiento: las imágenes de validación no se modifican, así que son más fáciles.", EN: "Validation is ahead of training: validation pictures are not altered, so they are easier."}
	textAheadBoth       = &samples.Text{ES: "La validación va por delante del entrenamiento: al validar, el dropout está apagado y las imágenes no se modifican.", EN: "Validation is ahead of training: while validating, dropout is off and pictures are not altered."}
	textAheadTime       = &samples.Text{ES: "La validación va por delante del entrenamiento: este se mide durante toda la época y aquella al final, cuando la red ya sabe más.", EN: "Validation is ahead of training: training is measured all through the epoch, validation at its end, when the network knows more."}
)
