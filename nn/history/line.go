package history

import "encoding/json"

// Line is an Epoch as the command line and checkpoints write it, whole and without the values that there are not.
type Line struct {
	Epoch           int      `json:"epoch"`
	Step            int      `json:"step"`
	Loss            Float    `json:"loss"`
	Accuracy        Float    `json:"accuracy"`
	ValLoss         *float64 `json:"val_loss,omitempty"`
	ValAccuracy     *float64 `json:"val_accuracy,omitempty"`
	CrossEntropy    Float    `json:"cross_entropy"`
	ValCrossEntropy *float64 `json:"val_cross_entropy,omitempty"`
	LearningRate    Float    `json:"learning_rate"`
	ImagesPerSecond Float    `json:"images_per_second"`
	Seconds         Float    `json:"seconds"`
}

// Line is the epoch as a line.
func (e Epoch) Line() Line {
	return Line{
		Epoch: e.Epoch, Step: e.Step, Loss: e.Loss, Accuracy: e.Accuracy, ValLoss: e.ValLoss.pointer(), ValAccuracy: e.ValAccuracy.pointer(),
		CrossEntropy: e.CrossEntropy, ValCrossEntropy: e.ValCrossEntropy.pointer(), LearningRate: e.LearningRate,
		ImagesPerSecond: e.ImagesPerSecond, Seconds: e.Seconds,
	}
}

func (l Line) epoch() Epoch {
	return Epoch{
		Epoch: l.Epoch, Step: l.Step, Loss: l.Loss, Accuracy: l.Accuracy, ValLoss: of(l.ValLoss), ValAccuracy: of(l.ValAccuracy),
		CrossEntropy: l.CrossEntropy, ValCrossEntropy: of(l.ValCrossEntropy), LearningRate: l.LearningRate,
		ImagesPerSecond: l.ImagesPerSecond, Seconds: l.Seconds,
	}
}

// WriteLines writes epochs as a JSON list of lines, and no list at all as null.
func WriteLines(epochs []Epoch) ([]byte, error) {
	var lines []Line
	if epochs != nil {
		lines = make([]Line, len(epochs))
	}
	for i, e := range epochs {
		lines[i] = e.Line()
	}
	return json.Marshal(lines)
}

// ReadLines reads what WriteLines wrote. What is not of a Line is left out.
func ReadLines(text []byte) ([]Epoch, error) {
	var lines []Line
	if err := json.Unmarshal(text, &lines); err != nil || lines == nil {
		return nil, err
	}
	epochs := make([]Epoch, len(lines))
	for i, l := range lines {
		epochs[i] = l.epoch()
	}
	return epochs, nil
}
