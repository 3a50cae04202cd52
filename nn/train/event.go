package train

// Event is what Fit tells its caller: a Step, Testing, an Epoch or Done.
type Event interface{ event() }

// Step is one optimizer step done.
type Step struct {
	// Epoch counts from 1; Step counts the optimizer steps since the run began, from 1.
	Epoch int `json:"epoch"`
	Step  int `json:"step"`
	// EpochStep and EpochSteps tell how far the epoch is.
	EpochStep  int `json:"epoch_step"`
	EpochSteps int `json:"epoch_steps"`
	// Pictures were trained in the epoch so far. Loss, CrossEntropy and Accuracy are means over them; times Pictures, they are sums.
	Pictures     int     `json:"pictures"`
	Loss         float64 `json:"loss"`
	CrossEntropy float64 `json:"cross_entropy"`
	Accuracy     float64 `json:"accuracy"`
	// ImagesPerSecond covers about the last two seconds of training steps.
	ImagesPerSecond float64 `json:"images_per_second"`
}

// Evaluating is one batch judged without learning from it: validation after an epoch, or the test at the end.
type Evaluating struct {
	What string // Validation or Test
	// Done and Total are pictures.
	Done, Total int
	// Index are the pictures of this batch in the canonical order, Probabilities the softmax outputs for them, [pictures, classes]. They are
	// valid until the caller's function returns.
	Index         []int32   `json:"-"`
	Probabilities []float32 `json:"-"`
}

// What Testing is for.
const (
	Validation = "validation"
	Test       = "test"
)

// Epoch is one epoch done and validated. The Val fields are nil in a run without validation pictures.
type Epoch struct {
	// Epoch counts from 1; Step counts the optimizer steps since the run began.
	Epoch           int      `json:"epoch"`
	Step            int      `json:"step"`
	Loss            float64  `json:"loss"`
	Accuracy        float64  `json:"accuracy"`
	ValLoss         *float64 `json:"val_loss,omitempty"`
	ValAccuracy     *float64 `json:"val_accuracy,omitempty"`
	CrossEntropy    float64  `json:"cross_entropy"`
	ValCrossEntropy *float64 `json:"val_cross_entropy,omitempty"`
	// LearningRate is that of the epoch's last step.
	LearningRate float64 `json:"learning_rate"`
	// ImagesPerSecond is the mean over the epoch's training steps; Seconds includes validation.
	ImagesPerSecond float64 `json:"images_per_second"`
	Seconds         float64 `json:"seconds"`
}

// Done is the end of a run that was not stopped by its caller. The Test fields are nil in a run without test pictures.
type Done struct {
	TestLoss         *float64 `json:"test_loss,omitempty"`
	TestAccuracy     *float64 `json:"test_accuracy,omitempty"`
	TestCrossEntropy *float64 `json:"test_cross_entropy,omitempty"`
	WeightsSHA256    string   `json:"weights_sha256"`
	// RestoredEpoch is the epoch whose weights the network has got back, 0 where it keeps those of the last step.
	RestoredEpoch int `json:"restored_epoch,omitempty"`
	// Stopped is EndEpochs, EndEarly or EndSteps.
	Stopped string `json:"stopped"`
}

// Why a run ended.
const (
	EndEpochs = "epochs"
	EndEarly  = "early_stopping"
	EndSteps  = "steps"
)

func (Step) event()       {}
func (Evaluating) event() {}
func (Epoch) event()      {}
func (Done) event()       {}
