package optimizers

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"muestra/nn/keras"
)

// optimizers holds, for each optimizer that can be read, how its arguments are.
var optimizers = map[string]func(a *keras.Config) Optimizer{
	"sgd": readSGD, "adam": readAdam, "rmsprop": readRMSprop,
}

// maxOptimizerBytes bounds the JSON of an optimizer; a schedule of maxBoundaries takes 35 KB.
const maxOptimizerBytes = 1 << 17

// Parse reads an optimizer as Keras's optimizers.serialize writes it, in the spellings of Keras 2 and 3: class and arguments, not
// what it remembers. Its learning rate is a number or a Schedule. Classes, arguments and values that are not supported are refused by name.
func Parse(text []byte) (Optimizer, error) {
	if len(text) > maxOptimizerBytes {
		return nil, fmt.Errorf("optimizers: parse: %d bytes; the limit is %d", len(text), maxOptimizerBytes)
	}
	class, config, err := keras.ParseObject(text)
	if err != nil {
		return nil, fmt.Errorf("optimizers: parse: %w", err)
	}
	read, ok := optimizers[strings.ToLower(class)] // RMSprop, which TensorFlow.js writes RMSProp
	if !ok {
		return nil, fmt.Errorf("optimizers: parse: class %q is not supported (only SGD, Adam, RMSprop)", keras.Excerpt(json.RawMessage(class)))
	}
	a, err := keras.ReadConfig(config)
	if err != nil {
		return nil, fmt.Errorf("optimizers: parse: %s: %w", class, err)
	}
	commonToOptimizers(a)
	o := read(a)
	if err := errors.Join(a.Finish(), o.check()); err != nil {
		return nil, fmt.Errorf("optimizers: parse: %s: %w", class, err)
	}
	return o, nil
}

// commonToOptimizers reads the arguments that every Keras optimizer has. What averages, clips or scales must be switched off.
func commonToOptimizers(a *keras.Config) {
	for _, key := range []string{"name", "ema_momentum", "ema_overwrite_frequency", "is_legacy_optimizer", "jit_compile"} {
		a.Take(key)
	}
	for _, key := range []string{"clipnorm", "clipvalue", "global_clipnorm", "gradient_accumulation_steps", "loss_scale_factor"} {
		a.Only(key)
	}
	a.Only("weight_decay", "0", "0.0")
	a.Only("decay", "0", "0.0")
	a.Only("use_ema", "false")
}

// optimizerConfig are the arguments with which every Keras 3 optimizer config begins.
type optimizerConfig struct {
	Name                      string   `json:"name"`
	LearningRate              any      `json:"learning_rate"` // a number or a schedule
	WeightDecay               *float64 `json:"weight_decay"`
	ClipNorm                  *float64 `json:"clipnorm"`
	GlobalClipNorm            *float64 `json:"global_clipnorm"`
	ClipValue                 *float64 `json:"clipvalue"`
	UseEMA                    bool     `json:"use_ema"`
	EMAMomentum               float64  `json:"ema_momentum"`
	EMAOverwriteFrequency     *int     `json:"ema_overwrite_frequency"`
	LossScaleFactor           *float64 `json:"loss_scale_factor"`
	GradientAccumulationSteps *int     `json:"gradient_accumulation_steps"`
}

func commonOptimizer(name string, rate any) optimizerConfig {
	return optimizerConfig{Name: name, LearningRate: rate, EMAMomentum: 0.99}
}

// marshalOptimizer writes class and arguments as Keras 3's optimizers.serialize does.
func marshalOptimizer(o Optimizer, class string, config any) ([]byte, error) {
	if err := o.check(); err != nil {
		return nil, fmt.Errorf("optimizers: write: %s: %w", class, err)
	}
	return json.Marshal(keras.Serialize("keras.optimizers", class, config))
}

// checkFraction names the argument whose value is not a decay: 0 ≤ value < 1.
func checkFraction(argument string, value float64) error {
	if !(value >= 0 && value < 1) {
		return fmt.Errorf("%s %v is not in [0, 1)", argument, value)
	}
	return nil
}

// checkNumber names the argument whose value is not in [least, most].
func checkNumber(argument string, value, least, most float64) error {
	if !(value >= least && value <= most) {
		return fmt.Errorf("%s %v is not in %v…%v", argument, value, least, most)
	}
	return nil
}

func checkLearningRate(argument string, rate float64) error {
	return checkNumber(argument, rate, 0, maxRate)
}

// checkRange names the argument whose value is not in low…high.
func checkRange(argument string, value, low, high int) error {
	if value < low || value > high {
		return fmt.Errorf("%s %d is not in %d…%d", argument, value, low, high)
	}
	return nil
}
