package app

import "muestra/nn/samples"

// story is what the page tells about one sample: its name, what it changes against the one before, and what to look for.
type story struct{ title, change, why samples.Text }

// stories are those of samples 0…12, in our own words.
var stories = [...]story{
	{
		samples.Text{ES: "Punto de partida", EN: "Starting point"},
		samples.Text{ES: "Una convolución, una reducción y una capa densa pequeña; cinco épocas con Adam.", EN: "One convolution, one pooling layer and a small dense layer; five epochs with Adam."},
		samples.Text{ES: "Las dos curvas suben juntas: la red no ha tenido tiempo de aprenderse las imágenes de memoria. Aún le queda por aprender.", EN: "Both curves rise together: the network has had no time to learn the pictures by heart. There is more to be had."},
	},
	{
		samples.Text{ES: "Más épocas", EN: "More epochs"},
		samples.Text{ES: "La misma red, treinta épocas en vez de cinco.", EN: "The same network, thirty epochs instead of five."},
		samples.Text{ES: "El entrenamiento mejora sin parar y la validación se estanca hacia la época 12: desde ahí la red memoriza. Eso es el sobreajuste.", EN: "Training keeps improving while validation stalls around epoch 12: from there on the network memorises. That is overfitting."},
	},
	{
		samples.Text{ES: "SGD en lugar de Adam", EN: "SGD instead of Adam"},
		samples.Text{ES: "Solo cambia el optimizador: descenso de gradiente con inercia.", EN: "Only the optimizer changes: gradient descent with momentum."},
		samples.Text{ES: "Avanza más despacio, pero las dos curvas se separan menos. Llega algo más lejos con la misma red.", EN: "It moves more slowly, but the two curves drift apart less. The same network gets a little further."},
	},
	{
		samples.Text{ES: "Más densa, y dropout", EN: "Dense layer, dropout"},
		samples.Text{ES: "Se añade una capa densa de 64 y, tras ella, un dropout que apaga al azar una quinta parte de sus unidades en cada paso.", EN: "A dense layer of 64 is added and, behind it, a dropout that switches off a fifth of its units at random in each step."},
		samples.Text{ES: "Ninguna unidad puede fiarse de sus vecinas, así que la red busca pistas más sólidas.", EN: "No unit can rely on its neighbours, so the network looks for sturdier clues."},
	},
	{
		samples.Text{ES: "Segunda convolución", EN: "A second convolution"},
		samples.Text{ES: "Otra convolución con su reducción, y dropout de 0,3. La red baja a 78.474 parámetros.", EN: "Another convolution with its pooling, and dropout of 0.3. The network shrinks to 78,474 parameters."},
		samples.Text{ES: "Con menos de un tercio de los pesos ve más imagen de una vez, pero aprende más despacio: treinta épocas se quedan cortas.", EN: "With less than a third of the weights it sees more of the picture at once, but it learns more slowly: thirty epochs are too few."},
	},
	{
		samples.Text{ES: "Parada temprana", EN: "Early stopping"},
		samples.Text{ES: "La misma red, hasta cincuenta épocas; se detiene sola si la validación no mejora en cinco.", EN: "The same network, up to fifty epochs; it stops by itself when validation has not improved for five."},
		samples.Text{ES: "Tiene el tiempo que le faltaba a la muestra 4, y ni una época de más. El mismo dibujo, seis puntos por encima.", EN: "It gets the time that sample 4 lacked, and not one epoch more. The same design, six points higher."},
	},
	{
		samples.Text{ES: "Más profunda", EN: "Deeper"},
		samples.Text{ES: "Tres convoluciones de 32, 64 y 128 filtros, y dos capas densas anchas.", EN: "Three convolutions of 32, 64 and 128 filters, and two wide dense layers."},
		samples.Text{ES: "Cada nivel ve un trozo mayor de la imagen y construye sobre el anterior. Ojo a la tasa de aprendizaje: con 0,1, la que escribe el informe, esta red no aprende nada; con 0,01, sí.", EN: "Each level sees a larger piece of the picture and builds on the one before. Mind the learning rate: with 0.1, which the report prints, this network learns nothing; with 0.01 it does."},
	},
	{
		samples.Text{ES: "Demasiado freno", EN: "Too much of a brake"},
		samples.Text{ES: "Normalización por lotes, penalización L2, otra inicialización y dropout tras cada convolución, todo a la vez.", EN: "Batch normalization, an L2 penalty, another initialization and dropout after each convolution, all at once."},
		samples.Text{ES: "Casi desaparece el sobreajuste, pero la red ya no puede aprender bien. Regularizar también puede ser demasiado.", EN: "Overfitting nearly vanishes, but the network can no longer learn well. There is such a thing as too much regularization."},
	},
	{
		samples.Text{ES: "Al estilo de VGG16", EN: "In the style of VGG16"},
		samples.Text{ES: "Trece convoluciones en cinco bloques, de 64 a 512 filtros: dieciséis millones de parámetros.", EN: "Thirteen convolutions in five blocks, from 64 to 512 filters: sixteen million parameters."},
		samples.Text{ES: "Profundidad suficiente para que valga la pena frenar: doce puntos más que la muestra anterior.", EN: "Enough depth for the brakes to pay off: twelve points above the sample before."},
	},
	{
		samples.Text{ES: "Transferencia", EN: "Transfer learning"},
		samples.Text{ES: "Una VGG16 ya entrenada y congelada; solo aprende una cabeza nueva, con una única salida.", EN: "A VGG16 that is already trained and frozen; only a new head learns, with a single output."},
		samples.Text{ES: "Una sola salida solo puede nombrar una clase, y el 10 % es justo lo que pesa esa clase. El fallo está en la última capa, no en la idea.", EN: "One output can only ever name one class, and 10% is that class’s share. The fault is in the last layer, not in the idea."},
	},
	{
		samples.Text{ES: "Aumento de datos", EN: "Data augmentation"},
		samples.Text{ES: "La red de la muestra 8 ve cada imagen reflejada y desplazada al azar.", EN: "The network of sample 8 sees each picture flipped and shifted at random."},
		samples.Text{ES: "Cada época enseña imágenes algo distintas: memorizar deja de servir.", EN: "Each epoch shows slightly different pictures: learning by heart no longer helps."},
	},
	{
		samples.Text{ES: "Dropout creciente", EN: "Rising dropout"},
		samples.Text{ES: "Dropout de 0,2 al principio a 0,5 al final, y L2 también en las convoluciones; sin aumento de datos.", EN: "Dropout from 0.2 at the start to 0.5 at the end, and L2 on the convolutions too; no augmentation."},
		samples.Text{ES: "Se frena más donde hay más pesos. Por sí solo no supera al aumento de datos.", EN: "It brakes harder where there are more weights. On its own it does not beat augmentation."},
	},
	{
		samples.Text{ES: "Todo junto", EN: "Everything together"},
		samples.Text{ES: "Normalización tras cada convolución, dropout creciente, L2 y aumento de datos.", EN: "Normalization after each convolution, rising dropout, L2 and data augmentation."},
		samples.Text{ES: "Cada pieza resuelve lo que las otras dejan: 87,29 %, treinta y dos puntos más que al empezar.", EN: "Each part solves what the others leave: 87.29%, thirty-two points above the start."},
	},
}
