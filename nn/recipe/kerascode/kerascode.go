package kerascode

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"muestra/data"
	"muestra/nn/keras"
	"muestra/nn/recipe"
)

// Write writes an experiment as a Python program for TensorFlow's Keras 2 and 3: the same network, recipe and pictures. Its numbers are not
// ours to the bit, since its random numbers are others. lang is the language of its comments, "es" or "en".
func Write(e *recipe.Experiment, lang string) (string, error) {
	if err := e.Check(); err != nil {
		return "", err
	}
	c := &program{e: e, lang: lang}
	var err error
	if c.augmentation, err = e.Augmentation(); err != nil {
		return "", err
	}
	c.begin()
	c.pictures()
	c.network()
	c.recipe()
	c.augmented()
	c.fit()
	return c.String(), nil
}

// program is the program as far as it is written.
type program struct {
	strings.Builder
	e            *recipe.Experiment
	lang         string
	augmentation data.Augmentation
}

// line writes a line.
func (c *program) line(format string, args ...any) {
	fmt.Fprintf(c, format+"\n", args...)
}

func (c *program) comment(t recipe.Text, args ...any) { c.line("# "+t.In(c.lang), args...) }

func (c *program) begin() {
	c.comment(recipe.Text{ES: "Muestra %d en Keras. pip install tensorflow scipy pillow", EN: "Muestra’s sample %d in Keras. pip install tensorflow scipy pillow"}, c.e.Sample)
	c.line("import numpy as np")
	c.line("from tensorflow import keras")
	if c.varies() {
		c.line("from tensorflow.keras.preprocessing.image import ImageDataGenerator")
	}
	c.line("from tensorflow.keras import layers")
	c.line("")
	c.line("keras.utils.set_random_seed(%d)", c.e.Seed%(1<<32)) // which is all that NumPy takes
}

func (c *program) varies() bool { return len(c.e.Augment) > 0 }

// pictures writes the split: the canonical order, the first for training, the last of the validation pool, the first for the test.
func (c *program) pictures() {
	c.line("")
	c.comment(recipe.Text{ES: "Las imágenes, ordenadas de modo que cada diez seguidas son una de cada clase.", EN: "The pictures, in an order in which every ten in a row are one of each class."})
	c.line("def in_turns(x, y):")
	c.line("    y = y.flatten()")
	c.line("    order = np.stack([np.flatnonzero(y == k) for k in range(%d)], axis=1).flatten()", data.Classes)
	c.line(`    return x[order].astype("float32"), y[order]`)
	c.line("")
	c.line("(x, y), (x_test, y_test) = keras.datasets.cifar10.load_data()")
	c.line("x, y = in_turns(x, y)")
	c.line("x_test, y_test = in_turns(x_test, y_test)")
	c.line("x_train, y_train = x[:%d], y[:%d]", c.e.Train, c.e.Train)
	if c.e.Val > 0 {
		c.line("x_val, y_val = x[%d:], y[%d:]", recipe.MaxTrain-c.e.Val, recipe.MaxTrain-c.e.Val)
	}
	if c.e.Test > 0 {
		c.line("x_test, y_test = x_test[:%d], y_test[:%d]", c.e.Test, c.e.Test)
	}
	for _, x := range c.scaled() {
		c.line("%s = %s / 255", x, x)
	}
}

// scaled are the pictures that no generator scales.
func (c *program) scaled() []string {
	var all []string
	if !c.varies() {
		all = append(all, "x_train")
	}
	if c.e.Val > 0 && !c.e.AugmentsValidation() {
		all = append(all, "x_val")
	}
	if c.e.Test > 0 {
		all = append(all, "x_test")
	}
	return all
}

func (c *program) network() {
	spec := c.e.Trained().Plain()
	c.line("")
	c.line("model = keras.Sequential([")
	var input []string
	for _, d := range spec.Input {
		input = append(input, strconv.Itoa(d))
	}
	c.line("    keras.Input(shape=(%s)),", strings.Join(input, ", "))
	for _, l := range spec.Layers {
		c.line("    layers.%s(%s),", l.ClassName(), strings.Join(kerasArguments(l), ", "))
	}
	c.line("])")
	c.line("model.summary()")
}

// kerasArguments are a layer's arguments as Keras code: those without a default first, without their names.
func kerasArguments(l keras.Layer) []string {
	var first, named []string
	for _, a := range keras.Arguments(l.ClassName()) {
		switch {
		case a.Required:
			first = append(first, a.Python(l))
		case a.Get(l) != a.Default(l):
			named = append(named, a.Name+"="+a.Python(l))
		}
	}
	if name := l.LayerName(); name != "" {
		named = append(named, "name="+python(name))
	}
	return append(first, named...)
}

// python is a text as a Python literal.
func python(text string) string { return strconv.QuoteToASCII(text) }

// recipe writes the optimizer, the loss and the callbacks.
func (c *program) recipe() {
	c.line("")
	if c.varies() || c.e.Schedule != recipe.ScheduleConstant {
		c.line("steps = %d", c.e.StepsPerEpoch())
	}
	rate := c.schedule()
	c.line("model.compile(")
	c.line("    optimizer=keras.optimizers.%s,", c.optimizer(rate))
	c.line(`    loss="sparse_categorical_crossentropy",`)
	c.line(`    metrics=["accuracy"],`)
	c.line(")")
}

// schedule writes the learning rate's course and returns what the optimizer is given: the rate, or the name of its schedule.
func (c *program) schedule() string {
	e, rate := c.e, formatted(c.e.LearningRate)
	switch e.Schedule {
	case recipe.ScheduleStep, recipe.ScheduleExponential:
		staircase := ""
		if e.Schedule == recipe.ScheduleStep {
			staircase = ", staircase=True"
		}
		c.line("schedule = keras.optimizers.schedules.ExponentialDecay(%s, decay_steps=%d * steps, decay_rate=%s%s)", rate, e.DecayEpochs, formatted(e.DecayRate), staircase)
	case recipe.ScheduleInverseTime:
		c.line("schedule = keras.optimizers.schedules.InverseTimeDecay(%s, decay_steps=%d * steps, decay_rate=%s)", rate, e.DecayEpochs, formatted(e.DecayRate))
	case recipe.SchedulePiecewise:
		boundaries := joined(e.Boundaries, func(n int) string { return strconv.Itoa(n) + " * steps - 1" })
		values := joined(append([]float64{e.LearningRate}, e.Values...), formatted)
		c.line("schedule = keras.optimizers.schedules.PiecewiseConstantDecay([%s], [%s])", boundaries, values)
	case recipe.SchedulePolynomial:
		c.line("schedule = keras.optimizers.schedules.PolynomialDecay(%s, decay_steps=%d * steps, end_learning_rate=%s, power=%s)", rate, e.Epochs, formatted(e.EndLR), formatted(e.Power))
	case recipe.ScheduleCosine:
		if w := e.WarmupEpochs; w > 0 {
			c.line("schedule = keras.optimizers.schedules.CosineDecay(0.0, decay_steps=%d * steps, alpha=%s, warmup_target=%s, warmup_steps=%d * steps)", e.Epochs-w, formatted(e.Alpha), rate, w)
		} else {
			c.line("schedule = keras.optimizers.schedules.CosineDecay(%s, decay_steps=%d * steps, alpha=%s)", rate, e.Epochs, formatted(e.Alpha))
		}
	default:
		return "learning_rate=" + rate
	}
	return "learning_rate=schedule"
}

// formatted is a number as Go and Python read it.
func formatted(f float64) string { return strconv.FormatFloat(f, 'g', -1, 64) }

// joined is the entries of a Python list.
func joined[T any](all []T, write func(T) string) string {
	var parts []string
	for _, one := range all {
		parts = append(parts, write(one))
	}
	return strings.Join(parts, ", ")
}

// optimizer is the optimizer with those of its arguments that are not Keras's defaults.
func (c *program) optimizer(rate string) string {
	e, class := c.e, ""
	arguments := []string{rate}
	add := func(name string, value, byDefault float64) {
		if value != byDefault {
			arguments = append(arguments, name+"="+formatted(value))
		}
	}
	switch e.Optimizer {
	case "adam":
		class = "Adam"
		add("beta_1", e.Beta1, 0.9)
		add("beta_2", e.Beta2, 0.999)
		add("epsilon", e.Epsilon, 1e-7)
	case "rmsprop":
		class = "RMSprop"
		add("rho", e.Rho, 0.9)
		add("epsilon", e.Epsilon, 1e-7)
	default:
		class = "SGD"
		add("momentum", e.Momentum, 0)
		if e.Nesterov {
			arguments = append(arguments, "nesterov=True")
		}
	}
	return class + "(" + strings.Join(arguments, ", ") + ")"
}

// augmented writes the generators of varied pictures.
func (c *program) augmented() {
	if !c.varies() {
		return
	}
	c.line("")
	a := c.augmentation
	if a.Cutout > 0 {
		c.cutout(a.Cutout)
	}
	c.line("varied = ImageDataGenerator(")
	c.line("    rescale=1 / 255,")
	if a.HorizontalFlip {
		c.line("    horizontal_flip=True,")
	}
	for _, r := range []struct {
		name  string
		value float64
	}{{"width_shift_range", a.WidthShift}, {"height_shift_range", a.HeightShift}, {"rotation_range", a.Rotation}, {"zoom_range", a.Zoom}} {
		if r.value > 0 {
			c.line("    %s=%s,", r.name, formatted(r.value))
		}
	}
	if b := a.Brightness; b > 0 {
		c.line("    brightness_range=(1 - %s, 1 + %s),", formatted(b), formatted(b))
	}
	if a.Cutout > 0 {
		c.line("    preprocessing_function=cutout,")
	}
	c.line(")")
	c.line("")
	c.comment(recipe.Text{ES: "Una época deja fuera lo que no llena un lote.", EN: "An epoch leaves out what does not fill a batch."})
	c.line("def whole_batches(flow, size):")
	c.line("    while True:")
	c.line("        pictures, labels = next(flow)")
	c.line("        if len(labels) == size:")
	c.line("            yield pictures, labels")
}

func (c *program) cutout(side int) {
	c.line("def cutout(picture, side=%d):", side)
	c.line("    top, left = np.random.randint(32, size=2) - side // 2")
	c.line("    picture[max(top, 0):max(top + side, 0), max(left, 0):max(left + side, 0)] = 0")
	c.line("    return picture")
	c.line("")
}

func (c *program) fit() {
	e := c.e
	c.line("")
	c.line("history = model.fit(")
	size := min(e.Batch, e.Train)
	if c.varies() {
		c.line("    whole_batches(varied.flow(x_train, y_train, batch_size=%d%s), %d),", size, c.order(), size)
		c.line("    steps_per_epoch=steps,")
	} else {
		c.line("    x_train, y_train,")
		c.line("    batch_size=%d%s,", size, c.order())
	}
	c.line("    epochs=%s,", c.epochs())
	if e.Val > 0 {
		c.line("    validation_data=%s,", c.validation())
	}
	if callbacks := c.callbacks(); len(callbacks) > 0 {
		c.line("    callbacks=[")
		for _, callback := range callbacks {
			c.line("        keras.callbacks.%s,", callback)
		}
		c.line("    ],")
	}
	c.line(")")
	if e.Test > 0 {
		c.line("model.evaluate(x_test, y_test, batch_size=%d)", e.Batch)
	}
}

// order says that the pictures come in the same order in each epoch, where they do.
func (c *program) order() string {
	if c.e.Shuffle {
		return ""
	}
	return ", shuffle=False"
}

// epochs are those of the recipe, or as many as the limit of steps comes to.
func (c *program) epochs() string {
	if c.e.Steps == 0 {
		return strconv.Itoa(c.e.Epochs)
	}
	perEpoch := c.e.StepsPerEpoch()
	return strconv.Itoa(min(c.e.Epochs, (c.e.Steps+perEpoch-1)/perEpoch))
}

func (c *program) validation() string {
	if !c.e.AugmentsValidation() {
		return "(x_val, y_val)"
	}
	return fmt.Sprintf("varied.flow(x_val, y_val, batch_size=%d, shuffle=False)", c.e.Batch)
}

// callbacks are early stopping and the lowering of the learning rate.
func (c *program) callbacks() []string {
	var all []string
	for _, s := range c.e.Callbacks() {
		if !c.watchable(s.Monitor) {
			continue
		}
		text := fmt.Sprintf("EarlyStopping(monitor=%q, patience=%d", s.Monitor, s.Patience)
		if s.MinDelta != 0 {
			text += ", min_delta=" + formatted(s.MinDelta)
		}
		if s.RestoreBestWeights {
			text += ", restore_best_weights=True"
		}
		all = append(all, text+")")
	}
	if p := c.e.Plateau(); p != nil && c.watchable(p.Monitor) {
		all = append(all, fmt.Sprintf("ReduceLROnPlateau(monitor=%q, factor=%s, patience=%d, min_delta=%s, cooldown=%d, min_lr=%s)",
			p.Monitor, formatted(p.Factor), p.Patience, formatted(p.MinDelta), p.Cooldown, formatted(p.MinLearningRate)))
	}
	return all
}

// watchable reports whether an epoch has the value: without validation pictures there are none of theirs.
func (c *program) watchable(monitor string) bool {
	return c.e.Val > 0 || !slices.Contains([]string{"val_loss", "val_accuracy"}, monitor)
}
