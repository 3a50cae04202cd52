package samples

// Sample is one experiment of the report.
type Sample struct {
	// Number is 0…12, the report's own count.
	Number int
	// Layers is the network in short; network.go reads it.
	Layers string
	// Initializer is the Keras initializer of every kernel.
	Initializer string
	// L2Conv and L2Dense are the factors of the L2 penalty on the kernels of convolutions and hidden dense layers.
	L2Conv, L2Dense float64
	// Epochs, Batch, Optimizer, LearningRate and Momentum are the recipe.
	Epochs, Batch int
	Optimizer     string
	LearningRate  float64
	Momentum      float64
	// Augment lists the augmentations of the training pictures; AugmentValidation extends them to those of validation.
	Augment           []string
	AugmentValidation bool
	// Stopping lists the early-stopping rules; training ends with the first that fires.
	Stopping []Stopping
	// TestPercent is the test accuracy that the report gives.
	TestPercent float64
	// Params and Trainable are the totals of the report's Keras summary.
	Params, Trainable int
	// Marks says where values come from. Its keys are link keys, "network", "initializer", "l2", or the Keras
	// name of a layer where that layer's rate differs from the others'.
	Marks map[string]Mark
}

// Stopping is one Keras EarlyStopping rule: training ends when Monitor has not improved for Patience epochs.
type Stopping struct {
	Monitor  string
	Patience int
}

// All returns the thirteen samples in the report's order. The slice is new; the samples are shared and not to be changed.
func All() []*Sample {
	all := make([]*Sample, len(table))
	for i := range table {
		all[i] = &table[i]
	}
	return all
}

// ByNumber returns sample 0…12, or nil where there is none.
func ByNumber(number int) *Sample {
	if number < 0 || number >= len(table) {
		return nil
	}
	return &table[number]
}

// Mark returns where the value of a link key comes from. Values that nobody chose, Keras's defaults for
// example, count as assumed.
func (s *Sample) Mark(key string) Mark {
	if key == "monitor" || key == "patience" { // which are what early stopping is
		key = "early_stopping"
	}
	if m, ok := s.Marks[key]; ok {
		return m
	}
	return Assumed
}

// Ready tells whether this version can train the sample; the error says what is missing.
func (s *Sample) Ready() error {
	_, err := s.Network()
	return err
}

// UntilValLoss is the early stopping of samples that do not say more: five epochs without a better validation loss.
var UntilValLoss = []Stopping{{Monitor: "val_loss", Patience: 5}}

// The networks in short: C convolution, P pool, F flatten, D dense, B batch normalization, d dropout.
const (
	oneConvolution  = "C32 P F D32 D10"
	deeperHead      = "C32 P F D32 D64 d.2 D10"
	twoConvolutions = "C32 P C32 P d.3 F D32 D64 d.3 D10"
	depth128        = "C32 P C64 P C128 P d.3 F D512 d.3 D512 d.3 D10"
	normalizedHead  = "C32 P d.3 C64 P d.3 C128 P d.3 F D512 B D512 d.3 B D512 d.1 D10"
	vggDescending   = "C64 C64 P d.3 C128 C128 P d.3 C256 C256 C256 P d.2 C512 C512 C512 C512 P C512 C512 d.2 F D512 B D512 d.1 B D10"
	vggAscending    = "C64 C64 P d.2 C128 C128 P d.2 C256 C256 C256 P d.2 C512 C512 C512 C512 P C512 C512 d.3 F D512 B d.4 D512 B d.5 D10"
	vggNormalized   = "C64 B C64 B P d.2 C128 B C128 B P d.2 C256 B C256 B C256 B P d.2 " +
		"C512 B C512 B C512 B C512 B P C512 B C512 B d.3 F D512 B d.4 D512 B d.5 D10"
	// The transfer head stands on a frozen VGG16 with ImageNet weights: V.
	transfer = "V F D512 B d D512 B d D1"
)

var table = [...]Sample{
	{
		Number: 0, Layers: oneConvolution, Initializer: "glorot_uniform",
		Epochs: 5, Batch: 64, Optimizer: "adam", LearningRate: 0.001,
		TestPercent: 55, Params: 263_402, Trainable: 263_402,
		Marks: map[string]Mark{"network": Assumed, "optimizer": Assumed, "epochs": Stated, "batch": Assumed, "lr": Assumed},
	},
	{
		Number: 1, Layers: oneConvolution, Initializer: "glorot_uniform",
		Epochs: 30, Batch: 64, Optimizer: "adam", LearningRate: 0.001,
		TestPercent: 60.48, Params: 263_402, Trainable: 263_402,
		Marks: map[string]Mark{"network": Stated, "optimizer": Stated, "epochs": Stated, "batch": Assumed, "lr": Assumed},
	},
	{
		Number: 2, Layers: oneConvolution, Initializer: "glorot_uniform",
		Epochs: 30, Batch: 64, Optimizer: "sgd", LearningRate: 0.001, Momentum: 0.9,
		TestPercent: 61.79, Params: 263_402, Trainable: 263_402,
		Marks: map[string]Mark{"network": Stated, "optimizer": Stated, "epochs": Stated, "batch": Assumed, "lr": Assumed, "momentum": Assumed},
	},
	{
		Number: 3, Layers: deeperHead, Initializer: "glorot_uniform",
		Epochs: 30, Batch: 64, Optimizer: "sgd", LearningRate: 0.001, Momentum: 0.9,
		TestPercent: 63.81, Params: 265_834, Trainable: 265_834,
		Marks: map[string]Mark{"network": Stated, "dropout": Stated, "optimizer": Stated, "epochs": Stated, "batch": Stated, "lr": Assumed, "momentum": Assumed},
	},
	{
		Number: 4, Layers: twoConvolutions, Initializer: "glorot_uniform",
		Epochs: 30, Batch: 64, Optimizer: "sgd", LearningRate: 0.001, Momentum: 0.9,
		TestPercent: 62.95, Params: 78_474, Trainable: 78_474,
		Marks: map[string]Mark{"network": Stated, "dropout": Stated, "optimizer": Stated, "epochs": Stated, "batch": Stated, "lr": Assumed, "momentum": Assumed},
	},
	{
		Number: 5, Layers: twoConvolutions, Initializer: "glorot_uniform",
		Epochs: 50, Batch: 64, Optimizer: "sgd", LearningRate: 0.001, Momentum: 0.9, Stopping: UntilValLoss,
		TestPercent: 69.06, Params: 78_474, Trainable: 78_474,
		Marks: map[string]Mark{
			"network": Stated, "dropout": Stated, "optimizer": Stated, "epochs": Stated, "batch": Stated,
			"lr": Assumed, "momentum": Assumed, "early_stopping": Stated,
		},
	},
	{
		Number: 6, Layers: depth128, Initializer: "glorot_uniform",
		Epochs: 100, Batch: 64, Optimizer: "sgd", LearningRate: 0.01, Momentum: 0.9, Stopping: UntilValLoss,
		TestPercent: 75.76, Params: 1_410_122, Trainable: 1_410_122,
		Marks: map[string]Mark{
			"network": Stated, "dropout": Assumed, "optimizer": Stated, "epochs": Stated, "batch": Stated,
			"lr": Assumed, "momentum": Stated, "early_stopping": Stated,
		},
	},
	{
		Number: 7, Layers: normalizedHead, Initializer: "he_uniform", L2Conv: 0.001,
		Epochs: 100, Batch: 64, Optimizer: "sgd", LearningRate: 0.01, Momentum: 0.9, Stopping: UntilValLoss,
		TestPercent: 70.83, Params: 1_676_874, Trainable: 1_674_826,
		Marks: map[string]Mark{
			"network": Stated, "dropout": Assumed, "dropout_4": Stated, "initializer": Stated, "l2": Assumed,
			"optimizer": Stated, "epochs": Stated, "batch": Stated, "lr": Assumed, "momentum": Stated, "early_stopping": Stated,
		},
	},
	{
		Number: 8, Layers: vggDescending, Initializer: "he_uniform", L2Dense: 0.001,
		Epochs: 100, Batch: 64, Optimizer: "sgd", LearningRate: 0.001, Momentum: 0.9, Stopping: UntilValLoss,
		TestPercent: 82.82, Params: 16_035_658, Trainable: 16_033_610,
		Marks: map[string]Mark{
			"network": Stated, "dropout": Assumed, "dropout_4": Stated, "initializer": Stated, "l2": Assumed,
			"optimizer": Assumed, "epochs": Assumed, "batch": Stated, "lr": Assumed, "momentum": Assumed, "early_stopping": Assumed,
		},
	},
	{
		Number: 9, Layers: transfer, Initializer: "glorot_uniform",
		Epochs: 20, Batch: 64, Optimizer: "sgd", LearningRate: 0.001, Momentum: 0.9,
		TestPercent: 10, Params: 14_714_688 + 529_921, Trainable: 527_873,
		Marks: map[string]Mark{
			"network": Stated, "dropout": Assumed, "optimizer": Assumed, "epochs": Assumed, "batch": Stated,
			"lr": Assumed, "momentum": Assumed,
		},
	},
	{
		Number: 10, Layers: vggDescending, Initializer: "he_uniform", L2Dense: 0.001,
		Epochs: 100, Batch: 64, Optimizer: "sgd", LearningRate: 0.001, Momentum: 0.9, Stopping: UntilValLoss,
		Augment:     []string{"flip", "shift"},
		TestPercent: 83.84, Params: 16_035_658, Trainable: 16_033_610,
		Marks: map[string]Mark{
			"network": Stated, "dropout": Assumed, "dropout_4": Stated, "initializer": Stated, "l2": Assumed, "augment": Stated,
			"optimizer": Assumed, "epochs": Assumed, "batch": Stated, "lr": Assumed, "momentum": Assumed, "early_stopping": Assumed,
		},
	},
	{
		Number: 11, Layers: vggAscending, Initializer: "he_uniform", L2Conv: 0.0005, L2Dense: 0.001,
		Epochs: 100, Batch: 64, Optimizer: "sgd", LearningRate: 0.001, Momentum: 0.9, Stopping: UntilValLoss,
		TestPercent: 82.67, Params: 16_035_658, Trainable: 16_033_610,
		Marks: map[string]Mark{
			"network": Stated, "dropout": Stated, "initializer": Stated, "l2": Stated,
			"optimizer": Assumed, "epochs": Assumed, "batch": Stated, "lr": Assumed, "momentum": Assumed, "early_stopping": Assumed,
		},
	},
	{
		Number: 12, Layers: vggNormalized, Initializer: "he_uniform", L2Conv: 0.0005, L2Dense: 0.001,
		Epochs: 100, Batch: 64, Optimizer: "sgd", LearningRate: 0.001, Momentum: 0.9,
		Stopping: []Stopping{{Monitor: "val_loss", Patience: 5}, {Monitor: "val_accuracy", Patience: 10}},
		Augment:  []string{"flip", "shift"}, AugmentValidation: true,
		TestPercent: 87.29, Params: 16_052_554, Trainable: 16_042_058,
		Marks: map[string]Mark{
			"network": Stated, "dropout": Stated, "initializer": Stated, "l2": Notebook, "augment": Notebook,
			"optimizer": Notebook, "epochs": Notebook, "batch": Stated, "lr": Notebook, "momentum": Notebook, "early_stopping": Notebook,
		},
	},
}
