package recipe

import (
	"errors"
	"math"
	"slices"
	"strconv"
	"strings"

	"muestra/nn/keras"
	"muestra/nn/samples"
)

// Limits of the numbers in a link.
const (
	MaxTrain  = 50_000 // pictures in the training file
	maxVal    = 10_000 // pictures in the validation pool
	maxTest   = 10_000 // pictures in the test file
	maxEpochs = 1_000
	maxBatch  = 1_024
	maxSteps  = 100_000_000
	maxSeed   = 1<<53 - 1 // what a JavaScript number holds exactly
)

// Key is one row of the table of link keys. The command line has a flag of the same name for each.
type Key struct {
	// Name is the key, as in "train=5000".
	Name string
	// Want says which values are allowed, worded so that "train takes …" is a sentence.
	Want Text
	// Help says what the key is for.
	Help Text
	// Type is what its values are, and Low and High the ends of whole numbers.
	Type      Type
	Low, High int
	// Scope is what the key decides about.
	Scope Scope
	// Field is its place in the page's form; nil where it has none.
	Field *Field

	// applies tells of experiments to which the key says something; nil is all.
	applies func(*Experiment) bool
	// words are the values that it takes, where it takes one of some words.
	words []Option
	// always puts the key into every link, also where the value is the sample's own.
	always bool
	// free values may change when a run goes on from a checkpoint: no step so far depends on them.
	free bool
	get  func(*Experiment) string
	set  func(*Experiment, string) error
}

// Get returns the key's value in an experiment as a link spells it.
func (k *Key) Get(e *Experiment) string { return k.get(e) }

// errValue is what a setter returns for a value outside Want; anything else it returns is a *Missing or a *LinkError.
var errValue = errors.New("value is not allowed")

// Keys is the table, in the order in which links are written and values are set: the sample first, since it
// decides what a missing key means.
func Keys() []*Key { return keys }

// KeyOf is the key of a name, or nil.
func KeyOf(name string) *Key {
	for _, k := range keys {
		if k.Name == name {
			return k
		}
	}
	return nil
}

// keys is filled by init, since lock's setter looks the table up.
var keys []*Key

func init() {
	keys = []*Key{
		(&Key{
			Name: "sample", always: true,
			Want: Text{"un número entero de 0 a 12", "a whole number from 0 to 12"},
			Help: Text{"muestra del informe", "sample of the report"},
			get:  func(e *Experiment) string { return strconv.Itoa(e.Sample) },
			set: func(e *Experiment, v string) error {
				n, err := whole(v, 0, uint64(len(samples.All())-1))
				if err != nil {
					return err
				}
				s := samples.ByNumber(int(n))
				if s.Ready() != nil {
					return errTransfer
				}
				*e = *own(s)
				return nil
			},
		}).scoped(ScopeSample),
		{
			Name: "model",
			Want: Text{"una red que esta página haya escrito", "a network that this page has written"},
			Help: Text{"red modificada, comprimida", "edited network, compressed"},
			get:  modelOf, set: setModel,
		},
		integer("train", true, 1, MaxTrain, Text{"imágenes de entrenamiento", "training pictures"}, func(e *Experiment) *int { return &e.Train }).scoped(ScopePictures).
			placed(GroupPictures, 1, Text{"Entrenamiento", "Training"},
				Text{"Con cuántas imágenes aprende la red (de 1 a 50.000).", "How many pictures the network learns from (1 to 50,000)."}).testID("train-size"),
		integer("val", true, 0, maxVal, Text{"imágenes de validación", "validation pictures"}, func(e *Experiment) *int { return &e.Val }).scoped(ScopePictures).
			placed(GroupPictures, 2, Text{"Validación", "Validation"},
				Text{"Imágenes que la red no aprende y con las que se la examina tras cada época.", "Pictures that the network does not learn from; it is examined on them after each epoch."}).testID("val-size"),
		free(integer("test", true, 0, maxTest, Text{"imágenes de prueba", "test pictures"}, func(e *Experiment) *int { return &e.Test })).scoped(ScopePictures).
			placed(GroupPictures, 3, Text{"Prueba", "Test"},
				Text{"Imágenes que se usan una sola vez, al final.", "Pictures that are used once, at the end."}).testID("test-size"),
		free(integer("epochs", true, 1, maxEpochs, Text{"épocas", "epochs"}, func(e *Experiment) *int { return &e.Epochs })).
			placed(GroupTraining, 4, Text{"Épocas", "Epochs"},
				Text{"Cuántas veces ve la red todas las imágenes de entrenamiento.", "How many times the network sees all training pictures."}),
		(&Key{
			Name: "seed", always: true,
			Want: Text{"un número entero de 0 a 9007199254740991", "a whole number from 0 to 9007199254740991"},
			Help: Text{"semilla de todo lo aleatorio", "seed of everything random"},
			get:  func(e *Experiment) string { return strconv.FormatUint(e.Seed, 10) },
			set: func(e *Experiment, v string) (err error) {
				e.Seed, err = whole(v, 0, maxSeed)
				return err
			},
		}).scoped(ScopePictures).
			placed(GroupTraining, 6, Text{"Semilla", "Seed"},
				Text{"El punto de partida de todo lo aleatorio: la misma semilla da la misma curva.", "Where everything random starts: the same seed gives the same curve."}).controlled(ControlNumber),
		choice("optimizer", true, Text{"optimizador", "optimizer"}, func(e *Experiment) *string { return &e.Optimizer },
			Option{"sgd", Text{"SGD", "SGD"}}, Option{"adam", Text{"Adam", "Adam"}}, Option{"rmsprop", Text{"RMSprop", "RMSprop"}}).
			placed(GroupTraining, 1, Text{"Optimizador", "Optimizer"},
				Text{"La regla con la que se corrigen los pesos.", "The rule by which the weights are corrected."}),
		real("lr", true, Text{"un número mayor que 0 y hasta 10", "a number above 0, at most 10"}, Text{"tasa de aprendizaje", "learning rate"},
			func(v float64) bool { return v > 0 && v <= 10 }, func(e *Experiment) *float64 { return &e.LearningRate }).
			placed(GroupTraining, 2, Text{"Tasa de aprendizaje", "Learning rate"},
				Text{"Cuánto se mueven los pesos en cada paso.", "How far the weights move in each step."}),
		real("momentum", true, fractionWant, Text{"inercia de sgd", "momentum of sgd"}, fraction, func(e *Experiment) *float64 { return &e.Momentum }).when(usesSGD).
			placed(GroupTraining, 3, Text{"Inercia", "Momentum"},
				Text{"Cuánto del paso anterior se conserva en el siguiente.", "How much of the last step is kept in the next one."}),
		truth("nesterov", Text{"inercia de Nesterov en sgd", "Nesterov's momentum in sgd"}, func(e *Experiment) *bool { return &e.Nesterov }).when(usesSGD).
			placed(GroupOptimizer, 1, Text{"Inercia de Nesterov", "Nesterov momentum"},
				Text{"Mira adónde lleva la inercia antes de corregir el paso.", "Looks where the momentum leads before it corrects the step."}),
		real("rho", false, fractionWant, Text{"memoria de rmsprop: cuánto queda en cada paso del promedio de los gradientes al cuadrado", "memory of rmsprop: how much of the average of squared gradients stays in each step"},
			fraction, func(e *Experiment) *float64 { return &e.Rho }).when(uses("rmsprop")).
			placed(GroupOptimizer, 2, Text{"Memoria (rho)", "Memory (rho)"},
				Text{"Cuánto pesan los gradientes anteriores al decidir el tamaño de cada paso.", "How much earlier gradients count in deciding how large each step is."}),
		real("beta_1", false, fractionWant, Text{"memoria de adam para los gradientes", "memory of adam for the gradients"},
			fraction, func(e *Experiment) *float64 { return &e.Beta1 }).when(uses("adam")).
			placed(GroupOptimizer, 3, Text{"Beta 1", "Beta 1"},
				Text{"Cuánto pesa la dirección de los pasos anteriores.", "How much the direction of earlier steps counts."}),
		real("beta_2", false, fractionWant, Text{"memoria de adam para los gradientes al cuadrado", "memory of adam for the squared gradients"},
			fraction, func(e *Experiment) *float64 { return &e.Beta2 }).when(uses("adam")).
			placed(GroupOptimizer, 4, Text{"Beta 2", "Beta 2"},
				Text{"Cuánto pesa el tamaño de los gradientes anteriores.", "How much the size of earlier gradients counts."}),
		real("epsilon", false, Text{"un número de 1e-12 a 1", "a number from 1e-12 to 1"}, Text{"lo que adam y rmsprop suman para no dividir por cero", "what adam and rmsprop add so as not to divide by zero"},
			func(v float64) bool { return v >= 1e-12 && v <= 1 }, func(e *Experiment) *float64 { return &e.Epsilon }).when(usesNoSGD).
			placed(GroupOptimizer, 5, Text{"Épsilon", "Epsilon"},
				Text{"Un número pequeño que evita dividir por cero.", "A small number that keeps from dividing by zero."}),
		integer("batch", true, 1, maxBatch, Text{"imágenes por lote", "pictures in a batch"}, func(e *Experiment) *int { return &e.Batch }).
			placed(GroupTraining, 5, Text{"Lote", "Batch size"},
				Text{"Cuántas imágenes mira la red antes de corregir sus pesos.", "How many pictures the network looks at before it corrects its weights."}),
		(&Key{
			Name: "augment", always: true,
			Want: augmentWant(), Help: augmentHelp,
			get: func(e *Experiment) string { return strings.Join(e.Augment, ",") },
			set: func(e *Experiment, v string) error {
				names, err := list(v)
				if err != nil {
					return err
				}
				_, entries, err := readAugmentation(names)
				if err != nil {
					return err
				}
				e.Augment = entries
				return nil
			},
		}).
			placed(GroupAugment, 1, Text{"Aumento de datos", "Data augmentation"},
				Text{"Cada imagen de entrenamiento cambia un poco, al azar, cada vez que la red la ve.", "Each training picture is changed a little, at random, whenever the network sees it."}).controlled(ControlTransforms),
		choice("schedule", false,
			Text{"curso de la tasa de aprendizaje: constant; step (por decay_rate cada decay_epochs épocas), exponential (lo mismo, poco a poco) o inverse_time " +
				"(lr / (1 + decay_rate · épocas / decay_epochs)); piecewise (otra de values tras cada una de boundaries); polynomial (hasta end_lr) o cosine (cae a 0) " +
				"a lo largo de todas las épocas",
				"course of the learning rate: constant; step (times decay_rate every decay_epochs epochs), exponential (the same, little by little) or inverse_time " +
					"(lr / (1 + decay_rate · epochs / decay_epochs)); piecewise (another of values after each of boundaries); polynomial (to end_lr) or cosine (falls to 0) " +
					"over all epochs"},
			func(e *Experiment) *string { return &e.Schedule },
			Option{ScheduleConstant, Text{"constante", "constant"}},
			Option{ScheduleStep, Text{"a escalones", "in steps"}},
			Option{ScheduleExponential, Text{"exponencial", "exponential"}},
			Option{ScheduleInverseTime, Text{"inverso al tiempo", "inverse time"}},
			Option{SchedulePiecewise, Text{"a trozos", "piecewise"}},
			Option{SchedulePolynomial, Text{"polinómico", "polynomial"}},
			Option{ScheduleCosine, Text{"coseno", "cosine"}}).
			placed(GroupRate, 1, Text{"Curso", "Schedule"},
				Text{"Cómo cambia la tasa de aprendizaje a lo largo del entrenamiento: grande al principio para avanzar, pequeña al final para afinar.", "How the learning rate changes over the run: large at first to make headway, small at the end for the finish."}).wide(),
		integer("decay_epochs", false, 1, maxEpochs,
			Text{"épocas de las que habla decay_rate, con schedule=step, exponential o inverse_time", "epochs that decay_rate speaks of, with schedule=step, exponential or inverse_time"},
			func(e *Experiment) *int { return &e.DecayEpochs }).when(decays).
			placed(GroupRate, 3, Text{"Cada cuántas épocas", "Every so many epochs"},
				Text{"Las épocas en las que la tasa baja una vez por su factor.", "The epochs in which the rate falls by its factor once."}),
		real("decay_rate", false, Text{"un número mayor que 0 y hasta 1", "a number above 0, at most 1"},
			Text{"factor de schedule=step o exponential cada decay_epochs épocas, o cuánto baja inverse_time", "factor of schedule=step or exponential every decay_epochs epochs, or how much inverse_time falls"},
			func(v float64) bool { return v > 0 && v <= 1 }, func(e *Experiment) *float64 { return &e.DecayRate }).when(decays).
			placed(GroupRate, 2, Text{"Factor", "Factor"},
				Text{"Por cuánto se multiplica la tasa cada vez; con el inverso al tiempo, cuánto baja.", "What the rate is multiplied by each time; with inverse time, how much it falls."}),
		(&Key{
			Name: "boundaries",
			Want: Text{"una lista creciente de números enteros de 1 a 1.000, cien como mucho, o nada", "a rising list of whole numbers from 1 to 1,000, at most a hundred, or nothing"},
			Help: Text{"épocas tras las que schedule=piecewise pasa a la siguiente de values", "epochs after which schedule=piecewise goes on to the next of values"},
			get:  func(e *Experiment) string { return joined(e.Boundaries, strconv.Itoa) },
			set: func(e *Experiment, v string) error {
				boundaries, err := pieces(v, func(part string) (int, error) {
					n, err := whole(part, 1, maxEpochs)
					return int(n), err
				})
				if err != nil || !rising(boundaries) {
					return errValue
				}
				e.Boundaries = boundaries
				return nil
			},
		}).when(follows(SchedulePiecewise)).
			placed(GroupRate, 4, Text{"Tras las épocas", "After epochs"},
				Text{"Las épocas tras las que cambia la tasa, separadas por comas: 10,15.", "The epochs after which the rate changes, separated by commas: 10,15."}).controlled(ControlList),
		(&Key{
			Name: "values",
			Want: Text{"una lista de números de 0 a 10, uno para cada una de boundaries, o nada", "a list of numbers from 0 to 10, one for each of boundaries, or nothing"},
			Help: Text{"tasas de aprendizaje de schedule=piecewise tras cada una de boundaries; antes es lr", "learning rates of schedule=piecewise after each of boundaries; before them it is lr"},
			get:  func(e *Experiment) string { return joined(e.Values, formatted) },
			set: func(e *Experiment, v string) error {
				values, err := pieces(v, func(part string) (float64, error) { return decimal(part, upToTen) })
				if err != nil {
					return err
				}
				e.Values = values
				return nil
			},
		}).when(follows(SchedulePiecewise)).
			placed(GroupRate, 5, Text{"Tasas", "Rates"},
				Text{"La tasa desde cada una de esas épocas, con punto y separadas por comas: 0.01,0.001.", "The rate from each of those epochs on, separated by commas: 0.01,0.001."}).controlled(ControlList),
		real("end_lr", false, Text{"un número de 0 a 10", "a number from 0 to 10"},
			Text{"tasa de aprendizaje al final de schedule=polynomial", "learning rate at the end of schedule=polynomial"}, upToTen, func(e *Experiment) *float64 { return &e.EndLR }).when(follows(SchedulePolynomial)).
			placed(GroupRate, 6, Text{"Tasa final", "Final rate"},
				Text{"La tasa de aprendizaje al terminar la última época.", "The learning rate at the end of the last epoch."}),
		real("power", false, Text{"un número de 0 a 100", "a number from 0 to 100"},
			Text{"exponente de schedule=polynomial: 1 es una recta", "exponent of schedule=polynomial: 1 is a straight line"}, upToHundred, func(e *Experiment) *float64 { return &e.Power }).when(follows(SchedulePolynomial)).
			placed(GroupRate, 7, Text{"Exponente", "Power"},
				Text{"La forma de la bajada: 1 es una recta.", "The shape of the way down: 1 is a straight line."}),
		real("alpha", false, Text{"un número de 0 a 1", "a number from 0 to 1"},
			Text{"parte de lr en la que schedule=cosine termina", "part of lr at which schedule=cosine ends"},
			func(v float64) bool { return v >= 0 && v <= 1 }, func(e *Experiment) *float64 { return &e.Alpha }).when(follows(ScheduleCosine)).
			placed(GroupRate, 8, Text{"Parte final", "Final share"},
				Text{"Qué parte de la tasa queda al final; 0 es nada.", "The share of the rate that is left at the end; 0 is nothing."}),
		integer("warmup_epochs", false, 0, maxEpochs,
			Text{"épocas en las que la tasa de schedule=cosine sube primero de 0 a lr", "epochs in which the rate of schedule=cosine first rises from 0 to lr"},
			func(e *Experiment) *int { return &e.WarmupEpochs }).when(follows(ScheduleCosine)).
			placed(GroupRate, 9, Text{"Épocas de subida", "Warm-up epochs"},
				Text{"Épocas del principio en las que la tasa sube desde 0.", "Epochs at the start in which the rate rises from 0."}),
		real("reduce_lr", false, Text{"un número desde 0 (nunca) y menor que 1", "a number from 0 (never) to below 1"},
			Text{"factor que baja la tasa de aprendizaje cuando el primer valor de monitor deja de mejorar", "factor that lowers the learning rate when the first value of monitor no longer improves"},
			func(v float64) bool { return v >= 0 && v < 1 }, func(e *Experiment) *float64 { return &e.ReduceLR }).
			placed(GroupRate, 10, Text{"Bajarla al estancarse", "Lower it on a plateau"},
				Text{"Por cuánto se multiplica la tasa cuando lo vigilado deja de mejorar; 0 es nunca.", "What the rate is multiplied by when what is watched stops improving; 0 is never."}).shown(follows(ScheduleConstant)),
		integer("reduce_lr_patience", false, 1, maxEpochs, Text{"épocas sin mejora antes de reduce_lr", "epochs without improvement before reduce_lr"},
			func(e *Experiment) *int { return &e.ReduceLRPatience }).when(reduces).
			placed(GroupRate, 11, Text{"Épocas de espera", "Epochs to wait"},
				Text{"Épocas sin mejora antes de bajar la tasa.", "Epochs without improvement before the rate is lowered."}).shown(reducesConstant),
		integer("cooldown", false, 0, maxEpochs, Text{"épocas de calma tras reduce_lr", "epochs of rest after reduce_lr"}, func(e *Experiment) *int { return &e.Cooldown }).when(reduces).
			placed(GroupRate, 12, Text{"Épocas de calma", "Epochs of rest"},
				Text{"Épocas tras cada bajada en las que no se vuelve a contar.", "Epochs after each lowering in which nothing is counted."}).shown(reducesConstant),
		real("min_lr", false, Text{"un número de 0 a 10", "a number from 0 to 10"},
			Text{"la menor tasa de aprendizaje de reduce_lr", "lowest learning rate of reduce_lr"}, upToTen, func(e *Experiment) *float64 { return &e.MinLR }).when(reduces).
			placed(GroupRate, 13, Text{"Tasa mínima", "Lowest rate"},
				Text{"Por debajo de ella la tasa ya no baja.", "The rate is not lowered below it."}).shown(reducesConstant),
		truth("early_stopping", Text{"parar cuando un valor de monitor deja de mejorar", "stop when a value of monitor no longer improves"}, func(e *Experiment) *bool { return &e.EarlyStopping }).
			placed(GroupSwitches, 1, Text{"Parada temprana", "Early stopping"},
				Text{"Termina cuando %s.", "Ends when %s."}),
		(&Key{
			Name: "monitor",
			Want: listWant(optionNames(monitors), Text{}),
			Help: Text{"valores que early_stopping vigila; el primero también para restore_best y reduce_lr", "values that early_stopping watches; the first for restore_best and reduce_lr as well"},
			get:  func(e *Experiment) string { return strings.Join(e.Monitor, ",") },
			set: func(e *Experiment, v string) error {
				names, err := list(v)
				if err != nil || slices.ContainsFunc(names, func(n string) bool { return !slices.Contains(optionNames(monitors), n) }) {
					return errValue
				}
				e.Monitor = names
				return nil
			},
		}).when(watches).
			placed(GroupStopping, 1, Text{"Qué se vigila", "What is watched"},
										Text{"Los valores que la parada temprana vigila; el primero decide también cuál es la mejor época y cuándo baja la tasa.", "The values that early stopping watches; the first also decides which epoch is the best and when the rate is lowered."}).shown(always).controlled(ControlMonitors).
			options(slices.Concat(monitors[2:], monitors[:2])...), // those of validation first
		(&Key{
			Name: "patience",
			Want: Text{"un número entero de 1 a 1.000, o una lista con uno para cada valor de monitor", "a whole number from 1 to 1,000, or a list with one for each value of monitor"},
			Help: Text{"épocas sin mejora antes de parar", "epochs without improvement before stopping"},
			get:  func(e *Experiment) string { return joined(e.Patience, strconv.Itoa) },
			set: func(e *Experiment, v string) error {
				parts := strings.SplitN(v, ",", len(monitors)+1)
				if len(parts) > len(monitors) {
					return errValue
				}
				patience := make([]int, len(parts))
				for i, p := range parts {
					n, err := whole(p, 1, maxEpochs)
					if err != nil {
						return err
					}
					patience[i] = int(n)
				}
				e.Patience = patience
				return nil
			},
		}).when(stops).
			placed(GroupStopping, 2, Text{"Paciencia", "Patience"},
				Text{"Épocas seguidas sin mejora que se toleran; con comas, una cifra por cada valor vigilado.", "Epochs in a row without improvement that are put up with; with commas, one number for each value watched."}).shown(always).controlled(ControlList),
		real("min_delta", false, Text{"un número de 0 a 100", "a number from 0 to 100"},
			Text{"mejora que early_stopping pasa por alto", "improvement that early_stopping overlooks"}, upToHundred, func(e *Experiment) *float64 { return &e.MinDelta }).when(stops).
			placed(GroupStopping, 3, Text{"Mejora mínima", "Least improvement"},
				Text{"Una mejora menor que esta no cuenta.", "An improvement below this does not count."}).shown(always),
		truth("restore_best", Text{"al final vuelven los pesos de la mejor época", "at the end the weights of the best epoch come back"}, func(e *Experiment) *bool { return &e.RestoreBest }).
			placed(GroupStopping, 4, Text{"Volver a la mejor época", "Return to the best epoch"},
				Text{"Al terminar se recuperan los pesos de la mejor época, no los de la última.", "At the end the weights of the best epoch come back, not those of the last."}),
		truth("shuffle", Text{"nuevo orden en cada época", "a new order in each epoch"}, func(e *Experiment) *bool { return &e.Shuffle }).
			placed(GroupRest, 2, Text{"Barajar en cada época", "Shuffle each epoch"},
				Text{"Las imágenes llegan en otro orden en cada época.", "The pictures come in another order in each epoch."}),
		truth("dropout", Text{"las capas Dropout actúan", "the Dropout layers are at work"}, func(e *Experiment) *bool { return &e.Dropout }).
			placed(GroupSwitches, 2, Text{"Dropout", "Dropout"},
				Text{"Las capas Dropout apagan unidades al azar mientras la red aprende. Sin marcar, las dejan todas encendidas.", "The Dropout layers switch units off at random while the network learns. Unticked, they leave all of them on."}).shown((*Experiment).DropsOut),
		free(integer("steps", false, 0, maxSteps, Text{"termina tras tantos pasos; 0 es sin límite", "end after so many steps; 0 is no limit"}, func(e *Experiment) *int { return &e.Steps })).
			placed(GroupRest, 1, Text{"Límite de pasos", "Step limit"},
				Text{"Termina tras tantos pasos aunque queden épocas; 0 es sin límite.", "Ends after so many steps even if epochs are left; 0 is no limit."}),
		(&Key{
			Name: "workers", always: true, free: true,
			Want: Text{"auto o un número entero de 1 a 8", "auto or a whole number from 1 to 8"},
			Help: Text{"núcleos que trabajan", "workers that share each batch"},
			get:  func(e *Experiment) string { return e.Workers },
			set: func(e *Experiment, v string) error {
				if v != "auto" {
					n, err := whole(v, 1, 8)
					if err != nil {
						return err
					}
					v = strconv.FormatUint(n, 10)
				}
				e.Workers = v
				return nil
			},
		}).scoped(ScopeMachine).
			placed(GroupTraining, 7, Text{"Trabajadores por lote", "Workers on each batch"},
				Text{"Cuántos procesos se reparten cada lote. Con más va más rápido mientras haya núcleos libres; el resultado es el mismo con cualquier número.", "How many processes share each batch. More are faster as long as there are free cores; the result is the same with any number."}).controlled(ControlChoice).wide().
			options(append([]Option{{"auto", Text{"automático", "automatic"}}}, numbers(1, 8)...)...),
		free(choice("lang", false, Text{"idioma", "language"}, func(e *Experiment) *string { return &e.Lang }, Option{Name: "es"}, Option{Name: "en"})).scoped(ScopePage),
		free(truth("run", Text{"empieza sin pulsar nada", "start without a click"}, func(e *Experiment) *bool { return &e.Run })).scoped(ScopeStart),
	}
	for _, k := range classKeys() {
		keys = slices.Insert(keys, len(keys)-1, k.scoped(ScopePage))
	}
}

// monitors are the values of an epoch that can be watched, in Keras's names.
var monitors = []Option{
	{"loss", Text{"pérdida", "loss"}}, {"accuracy", Text{"aciertos", "accuracy"}},
	{"val_loss", Text{"pérdida val.", "val. loss"}}, {"val_accuracy", Text{"aciertos val.", "val. accuracy"}},
}

// The values of schedule.
const (
	ScheduleConstant    = "constant"
	ScheduleStep        = "step"
	ScheduleExponential = "exponential"
	ScheduleInverseTime = "inverse_time"
	SchedulePiecewise   = "piecewise"
	SchedulePolynomial  = "polynomial"
	ScheduleCosine      = "cosine"
)

var fractionWant = Text{"un número desde 0 y menor que 1", "a number from 0 to below 1"}

func fraction(v float64) bool { return v >= 0 && v < 1 }

func upToTen(v float64) bool { return v >= 0 && v <= 10 }

func upToHundred(v float64) bool { return v >= 0 && v <= 100 }

// free marks a row whose value may change when a run goes on.
func free(k *Key) *Key {
	k.free = true
	return k
}

// integer is the row of a whole number from low to high.
func integer(name string, always bool, low, high int, help Text, field func(*Experiment) *int) *Key {
	return &Key{
		Name: name, always: always, Help: help, Type: TypeWhole, Low: low, High: high,
		Want: Text{"un número entero de " + strconv.Itoa(low) + " a " + strings.ReplaceAll(keras.Grouped(high), ",", "."),
			"a whole number from " + strconv.Itoa(low) + " to " + keras.Grouped(high)},
		get: func(e *Experiment) string { return strconv.Itoa(*field(e)) },
		set: func(e *Experiment, v string) error {
			n, err := whole(v, uint64(low), uint64(high))
			if err != nil {
				return err
			}
			*field(e) = int(n)
			return nil
		},
	}
}

// real is the row of a finite number that allowed accepts.
func real(name string, always bool, want, help Text, allowed func(float64) bool, field func(*Experiment) *float64) *Key {
	return &Key{
		Name: name, always: always, Want: want, Help: help, Type: TypeReal,
		get: func(e *Experiment) string { return formatted(*field(e)) },
		set: func(e *Experiment, v string) error {
			f, err := decimal(v, allowed)
			if err != nil {
				return err
			}
			*field(e) = f
			return nil
		},
	}
}

// truth is the row of a true/false value; links also spell it 1 and 0.
func truth(name string, help Text, field func(*Experiment) *bool) *Key {
	return &Key{
		Name: name, Type: TypeTruth, Help: help,
		Want: Text{"true o false (1 o 0)", "true or false (1 or 0)"},
		get: func(e *Experiment) string {
			if *field(e) {
				return "1"
			}
			return "0"
		},
		set: func(e *Experiment, v string) error {
			switch v {
			case "1", "true":
				*field(e) = true
			case "0", "false":
				*field(e) = false
			default:
				return errValue
			}
			return nil
		},
	}
}

// choice is the row of one of some words.
func choice(name string, always bool, help Text, field func(*Experiment) *string, words ...Option) *Key {
	names := optionNames(words)
	return &Key{
		Name: name, always: always, Help: help, words: words, Want: enumerated(names, Text{"o", "or"}),
		get: func(e *Experiment) string { return *field(e) },
		set: func(e *Experiment, v string) error {
			if !slices.Contains(names, v) {
				return errValue
			}
			*field(e) = v
			return nil
		},
	}
}

// enumerated is names with commas and a word before the last: sgd, adam or rmsprop.
func enumerated(names []string, word Text) Text {
	last := len(names) - 1
	before := strings.Join(names[:last], ", ")
	return Text{before + " " + word.ES + " " + names[last], before + " " + word.EN + " " + names[last]}
}

// listWant is the Want of a list of names, with more to say about them, or of none.
func listWant(names []string, more Text) Text {
	all := enumerated(names, Text{"y", "and"})
	return Text{"una lista de " + all.ES + more.ES + ", o nada", "a list of " + all.EN + more.EN + ", or nothing"}
}

// whole reads decimal digits only: no sign, no exponent, no spaces.
func whole(v string, low, high uint64) (uint64, error) {
	n, err := strconv.ParseUint(v, 10, 64)
	if err != nil || n < low || n > high {
		return 0, errValue
	}
	return n, nil
}

// decimal reads a finite number that allowed accepts: no NaN, Inf, hexadecimal or underscores.
func decimal(v string, allowed func(float64) bool) (float64, error) {
	if v == "" || strings.Trim(v, "0123456789.eE+-") != "" {
		return 0, errValue
	}
	f, err := strconv.ParseFloat(v, 64)
	if err != nil || math.IsNaN(f) || !allowed(f) {
		return 0, errValue
	}
	return f, nil
}

func formatted(f float64) string { return strconv.FormatFloat(f, 'g', -1, 64) }

// pieces reads the entries of a,b,c, a hundred at most; the empty string has none.
func pieces[T any](v string, read func(string) (T, error)) ([]T, error) {
	if v == "" {
		return nil, nil
	}
	const most = 100
	parts := strings.SplitN(v, ",", most+1)
	if len(parts) > most {
		return nil, errValue
	}
	var all []T
	for _, part := range parts {
		one, err := read(part)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, nil
}

// joined writes what pieces reads.
func joined[T any](all []T, write func(T) string) string {
	var parts []string
	for _, one := range all {
		parts = append(parts, write(one))
	}
	return strings.Join(parts, ",")
}

// rising says whether each number is above the one before.
func rising(numbers []int) bool {
	for i := 1; i < len(numbers); i++ {
		if numbers[i] <= numbers[i-1] {
			return false
		}
	}
	return true
}

// list splits a,b,c; the empty string is no list at all. A name twice is refused.
func list(v string) ([]string, error) {
	if v == "" {
		return nil, nil
	}
	if len(v) > 1000 {
		return nil, errValue
	}
	names := strings.Split(v, ",")
	for i, n := range names {
		if n == "" || slices.Contains(names[:i], n) {
			return nil, errValue
		}
	}
	return names, nil
}
