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
	get    func(*Experiment) string
	set    func(*Experiment, string) error
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
		integer("test", true, 0, MaxTest, Text{"imágenes de prueba", "test pictures"}, func(e *Experiment) *int { return &e.Test }),
		integer("epochs", true, 1, MaxEpochs, Text{"épocas", "epochs"}, func(e *Experiment) *int { return &e.Epochs }),
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
		real("lr", Text{"un número mayor que 0 y hasta 10", "a number above 0, at most 10"}, Text{"tasa de aprendizaje", "learning rate"},
			func(v float64) bool { return v > 0 && v <= 10 }, func(e *Experiment) *float64 { return &e.LearningRate }),
		real("momentum", Text{"un número desde 0 y menor que 1", "a number from 0 to below 1"}, Text{"inercia de sgd", "momentum of sgd"},
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
		truth("early_stopping", Text{"parar cuando val_loss deja de mejorar", "stop when val_loss no longer improves"}, func(e *Experiment) *bool { return &e.EarlyStopping }),
		truth("shuffle", Text{"nuevo orden en cada época", "a new order in each epoch"}, func(e *Experiment) *bool { return &e.Shuffle }),
		truth("dropout", Text{"las capas Dropout actúan", "the Dropout layers are at work"}, func(e *Experiment) *bool { return &e.Dropout }),
		integer("steps", false, 0, MaxSteps, Text{"termina tras tantos pasos; 0 es sin límite", "end after so many steps; 0 is no limit"}, func(e *Experiment) *int { return &e.Steps }),
		{
			Name: "workers", always: true,
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
			Name: "lang",
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
			Name: "lock",
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
		truth("run", Text{"empieza sin pulsar nada", "start without a click"}, func(e *Experiment) *bool { return &e.Run }),
	}
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
func real(name string, want, help Text, allowed func(float64) bool, field func(*Experiment) *float64) *Key {
	return &Key{
		Name: name, always: true, Want: want, Help: help,
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
