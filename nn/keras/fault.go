package keras

// Fault is why a model cannot be, or cannot be trained: the layer at fault and the reason, for those who say it in their own words.
type Fault struct {
	Layer       int    // its number among the model's layers; -1 where it is the model as a whole
	Name, Class string // the layer's
	Input       Shape  // of the layer, where it is known
	Reason      Reason

	text string
}

// Reason is a kind of Fault.
type Reason int

const (
	BadArgument     Reason = iota // a value that the argument does not take
	NeedsPicture                  // the input is not [height width channels]
	NeedsFeatures                 // the input is not [features]: a Flatten is missing
	WindowTooLarge                // kernel_size or pool_size is larger than the input, or with padding same than twice that and 64
	TooLarge                      // the output, all outputs together, or the parameters are beyond the limits
	NoLayers                      // or too many
	EarlySoftmax                  // before the last layer
	NoSoftmax                     // in the last layer
	NoClasses                     // the output is not 2 to 256 classes
	NotJSON                       // the text is not JSON, or not all of it
	UnknownModel                  // its Class is not Sequential
	UnknownLayer                  // there is no layer of its Class here
	UnknownArgument               // of the layer of that Name and Class: it is not here, or not with that value
)

// Error is the message in English.
func (f *Fault) Error() string { return f.text }

// reasoned is an error with the reason why a layer refuses its input.
type reasoned struct {
	reason Reason
	text   string
}

func (r *reasoned) Error() string { return r.text }
