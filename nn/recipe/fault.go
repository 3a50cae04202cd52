package recipe

import (
	"fmt"
	"strings"

	"muestra/data"
	"muestra/nn/keras"
)

// faultText says what is wrong with a network, and what to do, in both languages.
func faultText(f *keras.Fault) Text {
	t := reasonText(f)
	if f.Layer < 0 {
		return t
	}
	at := fmt.Sprintf("%s (%s): ", f.Name, f.Class)
	return Text{"capa " + at + t.ES, "layer " + at + t.EN}
}

func reasonText(f *keras.Fault) Text {
	switch in := f.Input.String(); f.Reason {
	case keras.NeedsPicture:
		return Text{"le llega " + in + " y necesita una imagen (alto, ancho, canales): ponla antes de Flatten y de las densas",
			"it gets " + in + " and needs a picture (height, width, channels): put it before the Flatten and the dense layers"}
	case keras.NeedsFeatures:
		return Text{"le llega la imagen " + in + " y necesita una fila de valores: pon antes Flatten o GlobalAveragePooling2D",
			"it gets the picture " + in + " and needs a row of values: put a Flatten or a GlobalAveragePooling2D before it"}
	case keras.WindowTooLarge:
		return Text{"su ventana es mayor que la imagen que le llega, " + in + ", o con padding=same más del doble y más de 64: hazla menor, elige padding=same o quita una reducción anterior",
			"its window is larger than the picture it gets, " + in + ", or with padding=same more than twice that and 64: make it smaller, choose padding=same, or remove a pooling before it"}
	case keras.TooLarge:
		return Text{"la red sería demasiado grande: se admiten 50 millones de parámetros y 8 millones de valores por imagen",
			"the network would be too large: 50 million parameters and 8 million values of a picture are allowed"}
	case keras.NoLayers:
		return Text{"la red necesita entre 1 y 256 capas", "the network needs 1 to 256 layers"}
	case keras.EarlySoftmax:
		return Text{"softmax solo vale en la última capa: elige relu", "softmax is for the last layer only: choose relu"}
	case keras.NoSoftmax:
		return Text{"la última capa debe ser Dense o Activation con activation=softmax, que da una probabilidad a cada clase",
			"the last layer must be a Dense or an Activation with activation=softmax, which gives each class a probability"}
	case keras.NoClasses:
		return Text{fmt.Sprintf("la última capa debe dar un valor por clase: units de %d a 256", data.Classes),
			fmt.Sprintf("the last layer must give a value for each class: units from %d to 256", data.Classes)}
	case keras.NotJSON:
		return Text{"el texto no es JSON completo (" + detail(f) + "): copia todo lo que da model.to_json()",
			"the text is not JSON, or not all of it (" + detail(f) + "): copy all that model.to_json() gives"}
	case keras.UnknownModel:
		return Text{"un modelo de clase " + shorten(f.Class) + " no se puede leer: tiene que ser keras.Sequential, una capa tras otra",
			"a model of class " + shorten(f.Class) + " cannot be read: it must be a keras.Sequential, one layer after the other"}
	case keras.UnknownLayer:
		all := strings.Join(keras.ClassNames(), ", ")
		return Text{"aquí no hay capas de clase " + shorten(f.Class) + ": quítala o cámbiala por una de " + all,
			"there are no layers of class " + shorten(f.Class) + " here: leave it out or take one of " + all}
	case keras.UnknownArgument:
		at := shorten(f.Name) + " (" + shorten(f.Class) + ")"
		return Text{"la capa " + at + " tiene un argumento que aquí no se puede dar: quítalo o cámbialo (" + detail(f) + ")",
			"layer " + at + " has an argument that cannot be given here: leave it out or change it (" + detail(f) + ")"}
	}
	return Text{"hay un argumento que no vale (" + detail(f) + ")", "an argument cannot be (" + detail(f) + ")"}
}

// detail is an error as its finder said it, in one line of at most 300 bytes: it may quote a stranger's text of any length.
func detail(err error) string {
	const most = 300
	text := err.Error()
	text = Tidy(text, len(text), false)
	if len(text) > most {
		text = strings.ToValidUTF8(text[:most], "") + "…"
	}
	return text
}
