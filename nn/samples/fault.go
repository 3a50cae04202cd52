package samples

import (
	"fmt"

	"muestra/data"
	"muestra/nn"
)

// faultText says what is wrong with a network, and what to do, in both languages.
func faultText(f *nn.Fault) Text {
	t := reasonText(f)
	if f.Layer < 0 {
		return t
	}
	at := fmt.Sprintf("%s (%s): ", f.Name, f.Class)
	return Text{"capa " + at + t.ES, "layer " + at + t.EN}
}

func reasonText(f *nn.Fault) Text {
	switch in := f.Input.String(); f.Reason {
	case nn.NeedsPicture:
		return Text{"le llega " + in + " y necesita una imagen (alto, ancho, canales): ponla antes de Flatten y de las densas",
			"it gets " + in + " and needs a picture (height, width, channels): put it before the Flatten and the dense layers"}
	case nn.NeedsFeatures:
		return Text{"le llega la imagen " + in + " y necesita una fila de valores: pon antes Flatten o GlobalAveragePooling2D",
			"it gets the picture " + in + " and needs a row of values: put a Flatten or a GlobalAveragePooling2D before it"}
	case nn.WindowTooLarge:
		return Text{"su ventana es mayor que la imagen que le llega, " + in + ": hazla menor, elige padding=same o quita una reducción anterior",
			"its window is larger than the picture it gets, " + in + ": make it smaller, choose padding=same, or remove a pooling before it"}
	case nn.TooLarge:
		return Text{"la red sería demasiado grande: se admiten 50 millones de parámetros y 8 millones de valores por imagen",
			"the network would be too large: 50 million parameters and 8 million values of a picture are allowed"}
	case nn.NoLayers:
		return Text{"la red necesita entre 1 y 256 capas", "the network needs 1 to 256 layers"}
	case nn.EarlySoftmax:
		return Text{"softmax solo vale en la última capa: elige relu", "softmax is for the last layer only: choose relu"}
	case nn.NoSoftmax:
		return Text{"la última capa debe ser Dense o Activation con activation=softmax, que da una probabilidad a cada clase",
			"the last layer must be a Dense or an Activation with activation=softmax, which gives each class a probability"}
	case nn.NoClasses:
		return Text{fmt.Sprintf("la última capa debe dar un valor por clase: units de %d a 256", data.Classes),
			fmt.Sprintf("the last layer must give a value for each class: units from %d to 256", data.Classes)}
	}
	return Text{"hay un argumento que no vale (" + f.Error() + ")", "an argument cannot be (" + f.Error() + ")"}
}
