package samples

import (
	"errors"
	"math"
	"slices"
	"strconv"
	"strings"
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
		real("momentum", true, Text{"un número desde 0 y menor que 1", "a number from 0 to below 1"}, Text{"inercia de sgd", "momentum of sgd"},
			func(v float64) bool { return v >= 0 && v < 1 }, func(e *Experiment) *float64 { return &e.Momentum }),
		truth("nesterov", Text{"inercia de Nesterov en sgd", "Nesterov's momentum in sgd"}, func(e *Experiment) *bool { return &e.Nesterov }),
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
				if _, err := augmentationOf(names); err != nil {
					return err
				}
				e.Augment = names
				return nil
			},
		},
		{
			Name: "schedule",
			Want: Text{"constant, step o cosine", "constant, step or cosine"},
			Help: Text{"curso de la tasa de aprendizaje: constant, step (por decay_rate cada decay_epochs épocas) o cosine (cae a 0 a lo largo de todas las épocas)",
				"course of the learning rate: constant, step (times decay_rate every decay_epochs epochs) or cosine (falls to 0 over all epochs)"},
			get: func(e *Experiment) string { return e.Schedule },
			set: func(e *Experiment, v string) error {
				switch v {
				case scheduleConstant, scheduleStep, scheduleCosine:
					e.Schedule = v
					return nil
				}
				return errValue
			},
		},
		integer("decay_epochs", false, 1, MaxEpochs, Text{"épocas entre dos bajadas de schedule=step", "epochs between two falls of schedule=step"},
			func(e *Experiment) *int { return &e.DecayEpochs }),
		real("decay_rate", false, Text{"un número mayor que 0 y hasta 1", "a number above 0, at most 1"},
			Text{"factor de cada bajada de schedule=step", "factor of each fall of schedule=step"},
			func(v float64) bool { return v > 0 && v <= 1 }, func(e *Experiment) *float64 { return &e.DecayRate }),
		real("reduce_lr", false, Text{"un número desde 0 (nunca) y menor que 1", "a number from 0 (never) to below 1"},
			Text{"factor que baja la tasa de aprendizaje cuando el primer valor de monitor deja de mejorar", "factor that lowers the learning rate when the first value of monitor no longer improves"},
			func(v float64) bool { return v >= 0 && v < 1 }, func(e *Experiment) *float64 { return &e.ReduceLR }),
		integer("reduce_lr_patience", false, 1, MaxEpochs, Text{"épocas sin mejora antes de reduce_lr", "epochs without improvement before reduce_lr"},
			func(e *Experiment) *int { return &e.ReduceLRPatience }),
		integer("cooldown", false, 0, MaxEpochs, Text{"épocas de calma tras reduce_lr", "epochs of rest after reduce_lr"}, func(e *Experiment) *int { return &e.Cooldown }),
		real("min_lr", false, Text{"un número de 0 a 10", "a number from 0 to 10"},
			Text{"la menor tasa de aprendizaje de reduce_lr", "lowest learning rate of reduce_lr"},
			func(v float64) bool { return v >= 0 && v <= 10 }, func(e *Experiment) *float64 { return &e.MinLR }),
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
			get: func(e *Experiment) string {
				var parts []string
				for _, p := range e.Patience {
					parts = append(parts, strconv.Itoa(p))
				}
				return strings.Join(parts, ",")
			},
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
			Text{"mejora que early_stopping pasa por alto", "improvement that early_stopping overlooks"},
			func(v float64) bool { return v >= 0 && v <= 100 }, func(e *Experiment) *float64 { return &e.MinDelta }),
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
		{
			Name: "lock", free: true,
			Want: Text{"una lista de claves de enlace, o nada", "a list of link keys, or nothing"},
			Help: Text{"valores que la página no deja cambiar", "values that the page does not let people change"},
			get:  func(e *Experiment) string { return strings.Join(e.Lock, ",") },
			set: func(e *Experiment, v string) error {
				names, err := list(v)
				if err != nil {
					return err
				}
				for _, n := range names {
					if key(n) == nil {
						return errValue
					}
				}
				e.Lock = names
				return nil
			},
		},
		free(truth("run", Text{"empieza sin pulsar nada", "start without a click"}, func(e *Experiment) *bool { return &e.Run })),
	}
}

// monitors are the values of an epoch that can be watched, in Keras's names.
var monitors = []string{"loss", "accuracy", "val_loss", "val_accuracy"}

// The values of schedule.
const (
	scheduleConstant = "constant"
	scheduleStep     = "step"
	scheduleCosine   = "cosine"
)

// free marks a row whose value may change when a run goes on.
func free(k *Key) *Key {
	k.free = true
	return k
}

// integer is the row of a whole number from low to high.
func integer(name string, always bool, low, high int, help Text, field func(*Experiment) *int) *Key {
	return &Key{
		Name: name, always: always, Help: help,
		Want: Text{"un número entero de " + strconv.Itoa(low) + " a " + strings.ReplaceAll(grouped(high), ",", "."),
			"a whole number from " + strconv.Itoa(low) + " to " + grouped(high)},
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
		get: func(e *Experiment) string { return strconv.FormatFloat(*field(e), 'g', -1, 64) },
		set: func(e *Experiment, v string) error {
			if v == "" || strings.Trim(v, "0123456789.eE+-") != "" { // no NaN, Inf, hexadecimal or underscores
				return errValue
			}
			f, err := strconv.ParseFloat(v, 64)
			if err != nil || math.IsNaN(f) || !allowed(f) {
				return errValue
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

// grouped writes 50000 as 50,000.
func grouped(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
