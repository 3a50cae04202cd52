package samples

import (
	"errors"
	"math"
	"slices"
	"strconv"
	"strings"

	"muestra/nn"
)

// Limits of the numbers in a link.
const (
	MaxTrain  = 50_000 // pictures in the training file
	MaxVal    = 10_000 // pictures in the validation pool
	MaxTest   = 10_000 // pictures in the test file
	MaxEpochs = 1_000
	MaxBatch  = 1_024
	MaxSteps  = 100_000_000
	MaxSeed   = 1<<53 - 1 // what a JavaScript number holds exactly
)

// Key is one row of the table of link keys. The command line has a flag of the same name for each.
type Key struct {
	// Name is the key, as in "train=5000".
	Name string
	// Want says which values are allowed, worded so that "train takes …" is a sentence.
	Want Text
	// Help says what the key is for.
	Help Text
	// Switch marks true/false keys, whose flag may stand without a value.
	Switch bool

	// always puts the key into every link, also where the value is the sample's own.
	always bool
	// free values may change when a run goes on from a checkpoint: no step so far depends on them.
	free bool
	get  func(*Experiment) string
	set  func(*Experiment, string) error
}

// Get returns the key's value in an experiment as a link spells it.
func (k *Key) Get(e *Experiment) string { return k.get(e) }

// errValue is what a setter returns for a value outside Want; anything else it returns is a *Missing or a Text.
var errValue = errors.New("value is not allowed")

// Keys is the table, in the order in which links are written and values are set: the sample first, since it
// decides what a missing key means.
func Keys() []*Key { return keys }

func key(name string) *Key {
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
		{
			Name: "sample", always: true,
			Want: Text{"un número entero de 0 a 12", "a whole number from 0 to 12"},
			Help: Text{"muestra del informe", "sample of the report"},
			get:  func(e *Experiment) string { return strconv.Itoa(e.Sample) },
			set: func(e *Experiment, v string) error {
				n, err := whole(v, 0, uint64(len(table)-1))
				if err != nil {
					return err
				}
				s := ByNumber(int(n))
				if err := s.Ready(); err != nil {
					return err
				}
				*e = *own(s)
				return nil
			},
		},
		{
			Name: "model",
			Want: Text{"una red que esta página haya escrito", "a network that this page has written"},
			Help: Text{"red modificada, comprimida", "edited network, compressed"},
			get:  modelOf, set: setModel,
		},
		integer("train", true, 1, MaxTrain, Text{"imágenes de entrenamiento", "training pictures"}, func(e *Experiment) *int { return &e.Train }),
		integer("val", true, 0, MaxVal, Text{"imágenes de validación", "validation pictures"}, func(e *Experiment) *int { return &e.Val }),
		free(integer("test", true, 0, MaxTest, Text{"imágenes de prueba", "test pictures"}, func(e *Experiment) *int { return &e.Test })),
		free(integer("epochs", true, 1, MaxEpochs, Text{"épocas", "epochs"}, func(e *Experiment) *int { return &e.Epochs })),
		{
			Name: "seed", always: true,
			Want: Text{"un número entero de 0 a 9007199254740991", "a whole number from 0 to 9007199254740991"},
			Help: Text{"semilla de todo lo aleatorio", "seed of everything random"},
			get:  func(e *Experiment) string { return strconv.FormatUint(e.Seed, 10) },
			set: func(e *Experiment, v string) (err error) {
				e.Seed, err = whole(v, 0, MaxSeed)
				return err
			},
		},
		{
			Name: "optimizer", always: true,
			Want: Text{"sgd, adam o rmsprop", "sgd, adam or rmsprop"},
			Help: Text{"optimizador", "optimizer"},
			get:  func(e *Experiment) string { return e.Optimizer },
			set: func(e *Experiment, v string) error {
				switch v {
				case "sgd", "adam", "rmsprop":
					e.Optimizer = v
					return nil
				}
				return errValue
			},
		},
		real("lr", true, Text{"un número mayor que 0 y hasta 10", "a number above 0, at most 10"}, Text{"tasa de aprendizaje", "learning rate"},
			func(v float64) bool { return v > 0 && v <= 10 }, func(e *Experiment) *float64 { return &e.LearningRate }),
		real("momentum", true, fractionWant, Text{"inercia de sgd", "momentum of sgd"}, fraction, func(e *Experiment) *float64 { return &e.Momentum }),
		truth("nesterov", Text{"inercia de Nesterov en sgd", "Nesterov's momentum in sgd"}, func(e *Experiment) *bool { return &e.Nesterov }),
		real("rho", false, fractionWant, Text{"memoria de rmsprop: cuánto queda en cada paso del promedio de los gradientes al cuadrado", "memory of rmsprop: how much of the average of squared gradients stays in each step"},
			fraction, func(e *Experiment) *float64 { return &e.Rho }),
		real("beta_1", false, fractionWant, Text{"memoria de adam para los gradientes", "memory of adam for the gradients"},
			fraction, func(e *Experiment) *float64 { return &e.Beta1 }),
		real("beta_2", false, fractionWant, Text{"memoria de adam para los gradientes al cuadrado", "memory of adam for the squared gradients"},
			fraction, func(e *Experiment) *float64 { return &e.Beta2 }),
		real("epsilon", false, Text{"un número de 1e-12 a 1", "a number from 1e-12 to 1"}, Text{"lo que adam y rmsprop suman para no dividir por cero", "what adam and rmsprop add so as not to divide by zero"},
			func(v float64) bool { return v >= 1e-12 && v <= 1 }, func(e *Experiment) *float64 { return &e.Epsilon }),
		integer("batch", true, 1, MaxBatch, Text{"imágenes por lote", "pictures in a batch"}, func(e *Experiment) *int { return &e.Batch }),
		{
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
		},
		{
			Name: "schedule",
			Want: Text{"constant, step, exponential, inverse_time, piecewise, polynomial o cosine",
				"constant, step, exponential, inverse_time, piecewise, polynomial or cosine"},
			Help: Text{"curso de la tasa de aprendizaje: constant; step (por decay_rate cada decay_epochs épocas), exponential (lo mismo, poco a poco) o inverse_time " +
				"(lr / (1 + decay_rate · épocas / decay_epochs)); piecewise (otra de values tras cada una de boundaries); polynomial (hasta end_lr) o cosine (cae a 0) " +
				"a lo largo de todas las épocas",
				"course of the learning rate: constant; step (times decay_rate every decay_epochs epochs), exponential (the same, little by little) or inverse_time " +
					"(lr / (1 + decay_rate · epochs / decay_epochs)); piecewise (another of values after each of boundaries); polynomial (to end_lr) or cosine (falls to 0) " +
					"over all epochs"},
			get: func(e *Experiment) string { return e.Schedule },
			set: func(e *Experiment, v string) error {
				if !slices.Contains(schedules, v) {
					return errValue
				}
				e.Schedule = v
				return nil
			},
		},
		integer("decay_epochs", false, 1, MaxEpochs,
			Text{"épocas de las que habla decay_rate, con schedule=step, exponential o inverse_time", "epochs that decay_rate speaks of, with schedule=step, exponential or inverse_time"},
			func(e *Experiment) *int { return &e.DecayEpochs }),
		real("decay_rate", false, Text{"un número mayor que 0 y hasta 1", "a number above 0, at most 1"},
			Text{"factor de schedule=step o exponential cada decay_epochs épocas, o cuánto baja inverse_time", "factor of schedule=step or exponential every decay_epochs epochs, or how much inverse_time falls"},
			func(v float64) bool { return v > 0 && v <= 1 }, func(e *Experiment) *float64 { return &e.DecayRate }),
		{
			Name: "boundaries",
			Want: Text{"una lista creciente de números enteros de 1 a 1.000, cien como mucho, o nada", "a rising list of whole numbers from 1 to 1,000, at most a hundred, or nothing"},
			Help: Text{"épocas tras las que schedule=piecewise pasa a la siguiente de values", "epochs after which schedule=piecewise goes on to the next of values"},
			get:  func(e *Experiment) string { return joined(e.Boundaries, strconv.Itoa) },
			set: func(e *Experiment, v string) error {
				boundaries, err := pieces(v, func(part string) (int, error) {
					n, err := whole(part, 1, MaxEpochs)
					return int(n), err
				})
				if err != nil || !rising(boundaries) {
					return errValue
				}
				e.Boundaries = boundaries
				return nil
			},
		},
		{
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
		},
		real("end_lr", false, Text{"un número de 0 a 10", "a number from 0 to 10"},
			Text{"tasa de aprendizaje al final de schedule=polynomial", "learning rate at the end of schedule=polynomial"}, upToTen, func(e *Experiment) *float64 { return &e.EndLR }),
		real("power", false, Text{"un número de 0 a 100", "a number from 0 to 100"},
			Text{"exponente de schedule=polynomial: 1 es una recta", "exponent of schedule=polynomial: 1 is a straight line"}, upToHundred, func(e *Experiment) *float64 { return &e.Power }),
		real("alpha", false, Text{"un número de 0 a 1", "a number from 0 to 1"},
			Text{"parte de lr en la que schedule=cosine termina", "part of lr at which schedule=cosine ends"},
			func(v float64) bool { return v >= 0 && v <= 1 }, func(e *Experiment) *float64 { return &e.Alpha }),
		integer("warmup_epochs", false, 0, MaxEpochs,
			Text{"épocas en las que la tasa de schedule=cosine sube primero de 0 a lr", "epochs in which the rate of schedule=cosine first rises from 0 to lr"},
			func(e *Experiment) *int { return &e.WarmupEpochs }),
		real("reduce_lr", false, Text{"un número desde 0 (nunca) y menor que 1", "a number from 0 (never) to below 1"},
			Text{"factor que baja la tasa de aprendizaje cuando el primer valor de monitor deja de mejorar", "factor that lowers the learning rate when the first value of monitor no longer improves"},
			func(v float64) bool { return v >= 0 && v < 1 }, func(e *Experiment) *float64 { return &e.ReduceLR }),
		integer("reduce_lr_patience", false, 1, MaxEpochs, Text{"épocas sin mejora antes de reduce_lr", "epochs without improvement before reduce_lr"},
			func(e *Experiment) *int { return &e.ReduceLRPatience }),
		integer("cooldown", false, 0, MaxEpochs, Text{"épocas de calma tras reduce_lr", "epochs of rest after reduce_lr"}, func(e *Experiment) *int { return &e.Cooldown }),
		real("min_lr", false, Text{"un número de 0 a 10", "a number from 0 to 10"},
			Text{"la menor tasa de aprendizaje de reduce_lr", "lowest learning rate of reduce_lr"}, upToTen, func(e *Experiment) *float64 { return &e.MinLR }),
		truth("early_stopping", Text{"parar cuando un valor de monitor deja de mejorar", "stop when a value of monitor no longer improves"}, func(e *Experiment) *bool { return &e.EarlyStopping }),
		{
			Name: "monitor",
			Want: Text{"una lista de loss, accuracy, val_loss y val_accuracy, o nada", "a list of loss, accuracy, val_loss and val_accuracy, or nothing"},
			Help: Text{"valores que early_stopping vigila; el primero también para restore_best y reduce_lr", "values that early_stopping watches; the first for restore_best and reduce_lr as well"},
			get:  func(e *Experiment) string { return strings.Join(e.Monitor, ",") },
			set: func(e *Experiment, v string) error {
				names, err := list(v)
				if err != nil || slices.ContainsFunc(names, func(n string) bool { return !slices.Contains(monitors, n) }) {
					return errValue
				}
				e.Monitor = names
				return nil
			},
		},
		{
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
					n, err := whole(p, 1, MaxEpochs)
					if err != nil {
						return err
					}
					patience[i] = int(n)
				}
				e.Patience = patience
				return nil
			},
		},
		real("min_delta", false, Text{"un número de 0 a 100", "a number from 0 to 100"},
			Text{"mejora que early_stopping pasa por alto", "improvement that early_stopping overlooks"}, upToHundred, func(e *Experiment) *float64 { return &e.MinDelta }),
		truth("restore_best", Text{"al final vuelven los pesos de la mejor época", "at the end the weights of the best epoch come back"}, func(e *Experiment) *bool { return &e.RestoreBest }),
		truth("shuffle", Text{"nuevo orden en cada época", "a new order in each epoch"}, func(e *Experiment) *bool { return &e.Shuffle }),
		truth("dropout", Text{"las capas Dropout actúan", "the Dropout layers are at work"}, func(e *Experiment) *bool { return &e.Dropout }),
		free(integer("steps", false, 0, MaxSteps, Text{"termina tras tantos pasos; 0 es sin límite", "end after so many steps; 0 is no limit"}, func(e *Experiment) *int { return &e.Steps })),
		{
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
		},
		{
			Name: "lang", free: true,
			Want: Text{"es o en", "es or en"},
			Help: Text{"idioma", "language"},
			get:  func(e *Experiment) string { return e.Lang },
			set: func(e *Experiment, v string) error {
				if v != "es" && v != "en" {
					return errValue
				}
				e.Lang = v
				return nil
			},
		},
		free(truth("run", Text{"empieza sin pulsar nada", "start without a click"}, func(e *Experiment) *bool { return &e.Run })),
	}
	run := len(keys) - 1
	keys = slices.Insert(keys, run, classKeys()...)
}

// monitors are the values of an epoch that can be watched, in Keras's names.
var monitors = []string{"loss", "accuracy", "val_loss", "val_accuracy"}

// The values of schedule.
const (
	scheduleConstant    = "constant"
	scheduleStep        = "step"
	scheduleExponential = "exponential"
	scheduleInverseTime = "inverse_time"
	schedulePiecewise   = "piecewise"
	schedulePolynomial  = "polynomial"
	scheduleCosine      = "cosine"
)

var schedules = []string{scheduleConstant, scheduleStep, scheduleExponential, scheduleInverseTime, schedulePiecewise, schedulePolynomial, scheduleCosine}

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
		Name: name, always: always, Help: help,
		Want: Text{"un número entero de " + strconv.Itoa(low) + " a " + strings.ReplaceAll(nn.Grouped(high), ",", "."),
			"a whole number from " + strconv.Itoa(low) + " to " + nn.Grouped(high)},
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
		Name: name, always: always, Want: want, Help: help,
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
		Name: name, Switch: true, Help: help,
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
