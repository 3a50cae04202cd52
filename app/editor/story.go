package editor

import "muestra/nn/recipe"

// Story is what the page tells about one sample: its name, what it changes against the one before, why, and what to look for when it is trained.
type Story struct{ Title, Change, Why, Look recipe.Text }

// Stories are those of samples 0…12, in our own words.
var Stories = [...]Story{
	{
		recipe.Text{ES: "Punto de partida", EN: "Starting point"},
		recipe.Text{ES: "Una convolución, una reducción y una capa densa pequeña; cinco épocas con Adam.", EN: "One convolution, one pooling layer and a small dense layer; five epochs with Adam."},
		recipe.Text{ES: "Es lo más sencillo que ya distingue imágenes: con ello se mide todo lo demás.", EN: "It is the simplest thing that can tell pictures apart: everything else is measured against it."},
		recipe.Text{ES: "Las dos curvas suben juntas: la red no ha tenido tiempo de aprenderse las imágenes de memoria, y aún le queda por aprender.", EN: "Both curves rise together: the network has had no time to learn the pictures by heart, and there is more to be had."},
	},
	{
		recipe.Text{ES: "Más épocas", EN: "More epochs"},
		recipe.Text{ES: "La misma red, treinta épocas en vez de cinco.", EN: "The same network, thirty epochs instead of five."},
		recipe.Text{ES: "Si una red sigue mejorando, lo primero es darle más tiempo.", EN: "When a network is still improving, the first thing to give it is time."},
		recipe.Text{ES: "El entrenamiento mejora sin parar y la validación se estanca hacia la época 12: desde ahí la red memoriza. Eso es el sobreajuste.", EN: "Training keeps improving while validation stalls around epoch 12: from there on the network memorises. That is overfitting."},
	},
	{
		recipe.Text{ES: "SGD en lugar de Adam", EN: "SGD instead of Adam"},
		recipe.Text{ES: "Solo cambia el optimizador: descenso de gradiente con inercia.", EN: "Only the optimizer changes: gradient descent with momentum."},
		recipe.Text{ES: "Adam adapta cada paso y corre mucho, también hacia la memorización. SGD va más despacio y suele quedarse con soluciones que valen para imágenes nuevas.", EN: "Adam adapts each step and runs fast, towards memorising too. SGD goes more slowly and tends to settle where new pictures are recognised as well."},
		recipe.Text{ES: "Las dos curvas se separan mucho menos, y la misma red llega algo más lejos.", EN: "The two curves drift apart far less, and the same network gets a little further."},
	},
	{
		recipe.Text{ES: "Más densa, y dropout", EN: "Dense layer, dropout"},
		recipe.Text{ES: "Se añade una capa densa de 64 y, tras ella, un dropout que apaga al azar una quinta parte de sus unidades en cada paso.", EN: "A dense layer of 64 is added and, behind it, a dropout that switches off a fifth of its units at random in each step."},
		recipe.Text{ES: "Ninguna unidad puede fiarse de sus vecinas, así que la red busca pistas más sólidas.", EN: "No unit can rely on its neighbours, so the network looks for sturdier clues."},
		recipe.Text{ES: "Al principio la validación va por delante del entrenamiento: al validar, el dropout está apagado y la red va completa.", EN: "At first validation is ahead of training: while validating, dropout is off and the whole network answers."},
	},
	{
		recipe.Text{ES: "Segunda convolución", EN: "A second convolution"},
		recipe.Text{ES: "Otra convolución con su reducción, y dropout de 0,3. La red baja a 78.474 parámetros.", EN: "Another convolution with its pooling, and dropout of 0.3. The network shrinks to 78,474 parameters."},
		recipe.Text{ES: "La segunda convolución combina lo que encontró la primera; y tras otra reducción, a la capa densa le llegan cuatro veces menos números.", EN: "The second convolution combines what the first has found; and after another pooling, a quarter of the numbers reach the dense layer."},
		recipe.Text{ES: "Con menos de un tercio de los pesos aprende más despacio. Las curvas siguen subiendo al final: treinta épocas se quedan cortas.", EN: "With less than a third of the weights it learns more slowly. The curves are still rising at the end: thirty epochs are too few."},
	},
	{
		recipe.Text{ES: "Parada temprana", EN: "Early stopping"},
		recipe.Text{ES: "La misma red, hasta cincuenta épocas; se detiene sola si la validación no mejora en cinco.", EN: "The same network, up to fifty epochs; it stops by itself when validation has not improved for five."},
		recipe.Text{ES: "Así tiene el tiempo que le faltaba a la muestra 4, y ninguna época de más.", EN: "That gives it the time that sample 4 lacked, and not one epoch too many."},
		recipe.Text{ES: "La misma red que la muestra 4, unos cinco puntos por encima: solo necesitaba paciencia. Si se detiene, el gráfico señala la mejor época.", EN: "The same network as sample 4, about five points higher: all it needed was patience. If it stops, the chart marks the best epoch."},
	},
	{
		recipe.Text{ES: "Más profunda", EN: "Deeper"},
		recipe.Text{ES: "Tres convoluciones de 32, 64 y 128 filtros, y dos capas densas anchas.", EN: "Three convolutions of 32, 64 and 128 filters, and two wide dense layers."},
		recipe.Text{ES: "Cada nivel ve un trozo mayor de la imagen y construye sobre el anterior: bordes, partes, objetos.", EN: "Each level sees a larger piece of the picture and builds on the one before: edges, parts, objects."},
		recipe.Text{ES: "En pocas épocas pasa a todas las anteriores. Ojo a la tasa de aprendizaje: con 0,1, la que escribe el informe, esta red no aprende nada; con 0,01, sí.", EN: "Within a few epochs it overtakes all before it. Mind the learning rate: with 0.1, which the report prints, this network learns nothing; with 0.01 it does."},
	},
	{
		recipe.Text{ES: "Demasiado freno", EN: "Too much of a brake"},
		recipe.Text{ES: "Normalización por lotes, penalización L2, otra inicialización y dropout tras cada convolución, todo a la vez.", EN: "Batch normalization, an L2 penalty, another initialization and dropout after each convolution, all at once."},
		recipe.Text{ES: "La muestra 6 acaba memorizando, y todo esto son remedios contra ello. Pero regularizar también puede ser demasiado.", EN: "Sample 6 ends up memorising, and all these are remedies for it. But there is such a thing as too much regularization."},
		recipe.Text{ES: "La distancia entre las curvas casi desaparece, y aun así acierta menos que la muestra 6. La validación va a saltos: la normalización tarda en asentarse.", EN: "The gap between the curves nearly vanishes, and still it is right less often than sample 6. Validation jumps about: normalization takes its time to settle."},
	},
	{
		recipe.Text{ES: "Al estilo de VGG16", EN: "In the style of VGG16"},
		recipe.Text{ES: "Trece convoluciones en cinco bloques, de 64 a 512 filtros: dieciséis millones de parámetros.", EN: "Thirteen convolutions in five blocks, from 64 to 512 filters: sixteen million parameters."},
		recipe.Text{ES: "Los frenos de la muestra 7 necesitaban un motor mayor: con esta profundidad vale la pena frenar.", EN: "The brakes of sample 7 were in want of a bigger engine: with this much depth they pay off."},
		recipe.Text{ES: "Las primeras épocas son lentas y casi no aciertan; después, doce puntos más que la muestra anterior. Aquí se nota cuánto cuesta cada imagen.", EN: "The first epochs are slow and get next to nothing right; then, twelve points above the sample before. Here one feels what each picture costs."},
	},
	{
		recipe.Text{ES: "Transferencia", EN: "Transfer learning"},
		recipe.Text{ES: "Una VGG16 ya entrenada con otras imágenes y congelada; solo aprende una cabeza nueva, que termina en una única salida.", EN: "A VGG16 that was trained on other pictures and is frozen; only a new head learns, and it ends in a single output."},
		recipe.Text{ES: "La idea es buena: aprovechar lo que otra red ya sabe ver. Falla la última capa. Una sola salida responde sí o no, y aquí hay diez clases: diga lo que diga, solo puede nombrar una.", EN: "The idea is sound: use what another network can already see. The last layer is at fault. One output answers yes or no, and there are ten classes here: whatever it says, it can only ever name one."},
		recipe.Text{ES: "El 10,00 % exacto: una de cada diez imágenes es de esa clase. Con diez salidas y softmax, esta misma red sí aprendería.", EN: "Exactly 10.00%: one picture in ten is of that class. With ten outputs and softmax, this very network would learn."},
	},
	{
		recipe.Text{ES: "Aumento de datos", EN: "Data augmentation"},
		recipe.Text{ES: "La red de la muestra 8 ve cada imagen reflejada y desplazada al azar.", EN: "The network of sample 8 sees each picture flipped and shifted at random."},
		recipe.Text{ES: "Cada época enseña imágenes algo distintas: memorizar deja de servir.", EN: "Each epoch shows slightly different pictures: learning by heart no longer helps."},
		recipe.Text{ES: "El entrenamiento sube más despacio que en la muestra 8, porque lo tiene más difícil, y la validación aguanta más tiempo a su lado.", EN: "Training rises more slowly than in sample 8, since it has a harder time, and validation keeps up with it for longer."},
	},
	{
		recipe.Text{ES: "Dropout creciente", EN: "Rising dropout"},
		recipe.Text{ES: "Dropout de 0,2 al principio a 0,5 al final, y L2 también en las convoluciones; sin aumento de datos.", EN: "Dropout from 0.2 at the start to 0.5 at the end, and L2 on the convolutions too; no augmentation."},
		recipe.Text{ES: "Las últimas capas, con más pesos, son las que más memorizan: ahí se frena más.", EN: "The last layers have more weights and memorise most: that is where to brake harder."},
		recipe.Text{ES: "La pérdida empieza muy alta: casi toda es penalización L2. Por sí solo, no supera al aumento de datos.", EN: "The loss begins very high: nearly all of it is L2 penalty. On its own it does not beat augmentation."},
	},
	{
		recipe.Text{ES: "Todo junto", EN: "Everything together"},
		recipe.Text{ES: "Normalización tras cada convolución, dropout creciente, L2 y aumento de datos.", EN: "Normalization after each convolution, rising dropout, L2 and data augmentation."},
		recipe.Text{ES: "Cada pieza resuelve lo que las otras dejan: la profundidad ve, la normalización deja entrenarla, y lo demás impide que memorice.", EN: "Each part solves what the others leave: depth sees, normalization makes it trainable, and the rest keeps it from memorising."},
		recipe.Text{ES: "Las curvas suben juntas cien épocas, hasta el 87,29 %: treinta y dos puntos más que al empezar.", EN: "The curves rise together for a hundred epochs, up to 87.29%: thirty-two points above the start."},
	},
}
