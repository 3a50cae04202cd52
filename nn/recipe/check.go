package recipe

import (
	"fmt"

	"muestra/nn"
	"muestra/nn/keras"
)

// maxMemory is the most that a network and one batch may need: what a 32-bit WebAssembly memory can hold beside Go.
const maxMemory = 2 << 30

// Check returns the first thing in the experiment that ParseLink would not have let pass.
func (e *Experiment) Check() error {
	trial := *e
	for _, k := range keys {
		if k.Name == "model" || (k.Name == "lang" && e.Lang == "") {
			continue
		}
		v := k.get(e)
		if err := k.set(&trial, v); err != nil {
			return k.explain(v, err)
		}
	}
	return e.fits()
}

// fits checks what concerns more than one key.
func (e *Experiment) fits() error {
	if e.Train+e.Val > MaxTrain {
		return &LinkError{Key: "train", Value: keras.Grouped(e.Train), Problem: Text{
			fmt.Sprintf("junto con val=%d pasa de las %d imágenes que hay", e.Val, MaxTrain),
			fmt.Sprintf("together with val=%d it is more than the %d pictures there are", e.Val, MaxTrain),
		}}
	}
	if e.ReduceLR > 0 && e.Schedule != ScheduleConstant {
		return &LinkError{Key: "reduce_lr", Value: KeyOf("reduce_lr").get(e), Problem: Text{
			"la tasa de aprendizaje ya sigue schedule=" + e.Schedule,
			"the learning rate already follows schedule=" + e.Schedule,
		}}
	}
	if err := e.scheduleFits(); err != nil {
		return err
	}
	if e.Spec == nil {
		return refuse("model", "")
	}
	return weighed.of(weighing{e.Spec, e.Batch}, func() error { return affordable(e.Spec, e.Batch) })
}

// scheduleFits checks what a schedule needs of more than one key.
func (e *Experiment) scheduleFits() error {
	switch {
	case e.Schedule == SchedulePiecewise && len(e.Boundaries) == 0:
		return &LinkError{Key: "boundaries", Problem: Text{"schedule=piecewise necesita una o más", "schedule=piecewise needs one or more"}}
	case e.Schedule == SchedulePiecewise && len(e.Values) != len(e.Boundaries):
		return &LinkError{Key: "values", Value: KeyOf("values").get(e), Problem: Text{
			fmt.Sprintf("hay %d, y %d boundaries", len(e.Values), len(e.Boundaries)),
			fmt.Sprintf("there are %d, and %d boundaries", len(e.Values), len(e.Boundaries)),
		}}
	case e.Schedule == ScheduleCosine && e.WarmupEpochs >= e.Epochs:
		return &LinkError{Key: "warmup_epochs", Value: fmt.Sprint(e.WarmupEpochs), Problem: Text{
			fmt.Sprintf("de epochs=%d no queda ninguna para bajar", e.Epochs),
			fmt.Sprintf("of epochs=%d none is left to fall in", e.Epochs),
		}}
	}
	return nil
}

// weighed is what was found of the last networks, since a link or a recipe with faults in it is built again for each of its keys.
var weighed memo[weighing, error]

// weighing is what the memory that training needs depends on.
type weighing struct {
	spec  *keras.Sequential
	batch int
}

// affordable says why a network cannot be trained with batches of this size, or nil.
func affordable(spec *keras.Sequential, batch int) error {
	if err := CheckModel(spec); err != nil {
		return err
	}
	memory, err := nn.TrainingMemory(spec, batch, 2)
	if err != nil {
		return badModel("", err)
	}
	if need := memory.Total(); need > maxMemory {
		return &LinkError{Key: "batch", Value: fmt.Sprint(batch), Problem: Text{
			fmt.Sprintf("la red necesitaría %d MB de memoria con este lote; hay %d MB", need>>20, maxMemory>>20),
			fmt.Sprintf("the network would need %d MB of memory with this batch; there are %d MB", need>>20, maxMemory>>20),
		}}
	}
	return nil
}
