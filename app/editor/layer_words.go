package editor

import (
	"muestra/app/say"
	"muestra/nn/recipe"
)

// LayerWords say in a sentence what a layer of a class does.
var LayerWords = map[string]say.Words{
	"Conv2D": &recipe.Text{
		ES: "Pasa pequeños filtros por toda la imagen; cada uno aprende a reconocer un motivo y deja un mapa de dónde lo ha visto.",
		EN: "Slides small filters over the whole picture; each learns to recognise one pattern and leaves a map of where it was seen.",
	},
	"MaxPooling2D": &recipe.Text{
		ES: "Reduce la imagen: de cada ventana se queda con el valor más alto.",
		EN: "Shrinks the picture: of each window it keeps the highest value.",
	},
	"AveragePooling2D": &recipe.Text{
		ES: "Reduce la imagen: de cada ventana se queda con la media.",
		EN: "Shrinks the picture: of each window it keeps the mean.",
	},
	"GlobalAveragePooling2D": &recipe.Text{
		ES: "Resume cada mapa en un solo número, su media; después ya caben capas densas.",
		EN: "Sums up each map in one number, its mean; dense layers can follow.",
	},
	"Flatten": &recipe.Text{
		ES: "Pone todos los valores de la imagen en una sola fila, para las capas densas.",
		EN: "Puts all values of the picture in a single row, for the dense layers.",
	},
	"Dense": &recipe.Text{
		ES: "Cada unidad mira todos los valores de entrada y aprende cuánto pesa cada uno.",
		EN: "Each unit looks at all input values and learns how much each one counts.",
	},
	"Dropout": &recipe.Text{
		ES: "Mientras se entrena, apaga al azar una parte de los valores, para que la red no dependa de ninguno.",
		EN: "While training it switches off some of the values at random, so that the network relies on none of them.",
	},
	"BatchNormalization": &recipe.Text{
		ES: "Centra y escala cada canal según el lote; así las capas siguientes aprenden más deprisa y con más calma.",
		EN: "Centres and scales each channel by the batch, so that the next layers learn faster and more steadily.",
	},
	"Activation": &recipe.Text{
		ES: "Aplica una función a cada valor: relu deja pasar solo lo positivo, softmax lo convierte en probabilidades.",
		EN: "Applies a function to each value: relu lets only positive ones through, softmax turns them into probabilities.",
	},
	"ReLU": &recipe.Text{
		ES: "Deja pasar lo positivo y pone a cero lo negativo.",
		EN: "Lets positive values through and sets negative ones to zero.",
	},
}

// LayerInWords says what a layer of a class does; nothing where nobody has put it into words.
func LayerInWords(s *say.Speaker, class string) string {
	if w := LayerWords[class]; w != nil {
		return s.Text(w)
	}
	return ""
}

// ArgumentInWords is what an argument is called, Keras's name where nobody has put it into words, and what it is for.
func ArgumentInWords(s *say.Speaker, argument string) (name, help string) {
	w, ok := ArgumentWords[argument]
	if !ok {
		return argument, ""
	}
	return s.Text(w.Name), s.Text(w.Help)
}

// ArgumentText is what an argument of a layer is called, and what it is for.
type ArgumentText struct{ Name, Help say.Words }

// ArgumentWords are the name and the meaning of an argument, by Keras's name.
var ArgumentWords = map[string]ArgumentText{
	"filters": {
		&recipe.Text{ES: "Filtros", EN: "Filters"},
		&recipe.Text{ES: "Cuántos motivos distintos puede aprender la capa; cada filtro da un canal de salida.", EN: "How many different patterns the layer can learn; each filter gives one output channel."},
	},
	"kernel_size": {
		&recipe.Text{ES: "Tamaño del filtro", EN: "Kernel size"},
		&recipe.Text{ES: "Alto y ancho, en píxeles, de lo que un filtro ve de una vez: 3, o 3,5 si son distintos.", EN: "Height and width, in pixels, of what a filter sees at once: 3, or 3,5 where they differ."},
	},
	"strides": {
		&recipe.Text{ES: "Paso", EN: "Strides"},
		&recipe.Text{ES: "Cuántos píxeles avanza la ventana cada vez; con 2, la salida mide la mitad.", EN: "How many pixels the window moves on each time; with 2 the output is half the size."},
	},
	"padding": {
		&recipe.Text{ES: "Borde", EN: "Padding"},
		&recipe.Text{ES: "same añade un borde para que la salida no encoja; valid no lo añade.", EN: "same adds a border so that the output does not shrink; valid adds none."},
	},
	"activation": {
		&recipe.Text{ES: "Activación", EN: "Activation"},
		&recipe.Text{ES: "La función por la que pasa cada resultado; sin ninguna (linear), varias capas seguidas no harían más que una.", EN: "The function each result goes through; without one (linear), several layers in a row could do no more than one."},
	},
	"use_bias": {
		&recipe.Text{ES: "Sesgo", EN: "Bias"},
		&recipe.Text{ES: "Un número más por filtro o unidad, que se suma a su resultado.", EN: "One more number for each filter or unit, added to its result."},
	},
	"kernel_initializer": {
		&recipe.Text{ES: "Pesos iniciales", EN: "Kernel initializer"},
		&recipe.Text{ES: "De dónde se sacan al azar los pesos antes de entrenar; he_uniform va bien con relu.", EN: "Where the weights are drawn from before training; he_uniform goes well with relu."},
	},
	"bias_initializer": {
		&recipe.Text{ES: "Sesgos iniciales", EN: "Bias initializer"},
		&recipe.Text{ES: "Con qué valor empiezan los sesgos.", EN: "The values that the biases begin with."},
	},
	"kernel_regularizer": {
		&recipe.Text{ES: "Penalización L2", EN: "L2 penalty"},
		&recipe.Text{ES: "Cuánto se castigan los pesos grandes (0: nada); frena el sobreajuste.", EN: "How much large weights are penalised (0: not at all); it slows overfitting down."},
	},
	"pool_size": {
		&recipe.Text{ES: "Ventana", EN: "Pool size"},
		&recipe.Text{ES: "Alto y ancho de la ventana de la que sale un solo valor.", EN: "Height and width of the window that becomes a single value."},
	},
	"keepdims": {
		&recipe.Text{ES: "Conservar dimensiones", EN: "Keep dimensions"},
		&recipe.Text{ES: "La salida sigue siendo una imagen, de un solo píxel.", EN: "The output stays a picture, of a single pixel."},
	},
	"units": {
		&recipe.Text{ES: "Unidades", EN: "Units"},
		&recipe.Text{ES: "Cuántos valores da la capa; en la última, uno por clase.", EN: "How many values the layer gives; in the last one, one for each class."},
	},
	"rate": {
		&recipe.Text{ES: "Proporción", EN: "Rate"},
		&recipe.Text{ES: "Qué parte de los valores se apaga en cada paso: 0,3 es casi un tercio.", EN: "The share of values that is switched off in each step: 0.3 is nearly a third."},
	},
	"momentum": {
		&recipe.Text{ES: "Memoria", EN: "Momentum"},
		&recipe.Text{ES: "Cuánto quedan de un lote a otro las medias que se usarán después de entrenar.", EN: "How much of the averages, which are used after training, stays from batch to batch."},
	},
	"epsilon": {
		&recipe.Text{ES: "Épsilon", EN: "Epsilon"},
		&recipe.Text{ES: "Un número pequeño que evita dividir por cero.", EN: "A small number that keeps from dividing by zero."},
	},
	"center": {
		&recipe.Text{ES: "Desplazar (beta)", EN: "Centre (beta)"},
		&recipe.Text{ES: "La capa aprende además cuánto desplazar cada canal.", EN: "The layer also learns how far to move each channel."},
	},
	"scale": {
		&recipe.Text{ES: "Escalar (gamma)", EN: "Scale (gamma)"},
		&recipe.Text{ES: "La capa aprende además por cuánto multiplicar cada canal.", EN: "The layer also learns what to multiply each channel by."},
	},
}
