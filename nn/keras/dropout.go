package keras

// Dropout is Keras's Dropout: in training each value is dropped with probability Rate and the kept ones are multiplied by 1/(1−Rate); in
// inference nothing happens.
type Dropout struct {
	Name string
	Rate float64 // 0 ≤ Rate < 1
}

// Keras's seed changes nothing here: streams come from the run's own seed.
var dropout = &Class{
	Name: "Dropout", Base: "dropout", Zero: Dropout{}, Usual: Dropout{Rate: 0.3},
	Arguments: []*Argument{
		NewReal("rate", "", 0, 1, [2]bool{false, true}, func(d *Dropout) *float64 { return &d.Rate }),
		ignored("seed"),
		fixed("noise_shape", nil),
	},
}

// ClassName is "Dropout".
func (d Dropout) ClassName() string { return "Dropout" }

// LayerName is the layer's own name.
func (d Dropout) LayerName() string { return d.Name }

// Named returns the layer with another name.
func (d Dropout) Named(name string) Layer { d.Name = name; return d }

// OutputShape is the input's.
func (d Dropout) OutputShape(in Shape) (Shape, error) { return in, nil }

// ParamCount is 0.
func (d Dropout) ParamCount(Shape) (total, trainable int) { return 0, 0 }
