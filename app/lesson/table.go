package lesson

import "muestra/nn/recipe"

// deep is the run that four lessons compare with: sample 6, which comes furthest in little time, with Adam, which gets it there sooner.
const deep = "sample=6&train=5000&val=1000&test=1000&epochs=12&seed=1&optimizer=adam&lr=0.001&early_stopping=0"

// Lessons are the exercises, built on the report's steps. Their results were measured on CIFAR-10 (testdata/lessons.csv) and, since a recipe gives the
// same bits on every machine, are what a class will see: training and validation accuracies in percent, means of the last three epochs. Their seconds
// follow from 4,500 images/s with samples 1 and 2 and 650 with samples 6 and 7, in Chromium on two cores.
var Lessons = [recipe.Lessons]Lesson{
	{ // Epoch 5: 48.8 and 47.2; epoch 30: 85.5 and 50.8.
		Title: recipe.Text{ES: "Más épocas", EN: "More epochs"},
		Intro: recipe.Text{
			ES: "La muestra 0 entrena cinco épocas y la muestra 1, treinta: es la misma red y ve las mismas imágenes, solo que más veces.",
			EN: "Sample 0 trains for five epochs and sample 1 for thirty: the same network and the same pictures, only seen more often.",
		},
		Question: recipe.Text{
			ES: "¿Qué pasará con los aciertos entre la época 5 y la 30?",
			EN: "What will happen to the accuracies between epoch 5 and epoch 30?",
		},
		Choices: []recipe.Text{
			{ES: "Suben los dos: entrenamiento y validación", EN: "Both go up: training and validation"},
			{ES: "Sube mucho el de entrenamiento; el de validación, poco", EN: "Training goes up a lot; validation only a little"},
			{ES: "Los dos se quedan como en la época 5", EN: "Both stay as they were at epoch 5"},
		},
		Usual: 1,
		Steps: []Step{{
			Name:    recipe.Text{ES: "treinta épocas", EN: "thirty epochs"},
			Link:    "sample=1&train=5000&val=1000&test=1000&epochs=30&seed=1",
			Seconds: 40,
		}},
		Check: CheckEpochs,
		Facts: recipe.Text{
			ES: "En la época %s: %s en entrenamiento y %s en validación. Al final, tras %s épocas: %s y %s.",
			EN: "At epoch %s: %s on training, %s on validation. In the end, after %s epochs: %s and %s.",
		},
		Why: recipe.Text{
			ES: "La red sigue mejorando con las imágenes que ya conoce, porque se las va aprendiendo de memoria. Eso no ayuda con imágenes nuevas, y la validación se estanca. A esa distancia creciente se la llama sobreajuste. En el informe ocurre hacia la época 12.",
			EN: "The network keeps getting better on the pictures that it knows, because it learns them by heart. That is no help with new pictures, so validation stalls. This growing distance is called overfitting. In the report it sets in around epoch 12.",
		},
		Next: recipe.Text{
			ES: "Busca en la curva de pérdida la época en la que la validación deja de bajar. ¿Cuántas épocas habrían bastado?",
			EN: "Find the epoch on the loss chart where validation stops falling. How many epochs would have been enough?",
		},
	},
	{ // Adam: 74.6 and 52.4; SGD: 42.5 and 37.8.
		Title: recipe.Text{ES: "Adam contra SGD", EN: "Adam against SGD"},
		Intro: recipe.Text{
			ES: "La muestra 2 solo cambia el optimizador. Adam ajusta el paso de cada peso por su cuenta; SGD con inercia da a todos el mismo paso, aquí pequeño.",
			EN: "Sample 2 changes nothing but the optimizer. Adam fits the step to each weight; SGD with momentum takes the same step for all, a small one here.",
		},
		Question: recipe.Text{
			ES: "Tras veinte épocas con cada uno, ¿dónde estará el entrenamiento más por encima de la validación?",
			EN: "After twenty epochs with each, where will training be further above validation?",
		},
		Choices: []recipe.Text{
			{ES: "Con Adam", EN: "With Adam"},
			{ES: "Con SGD", EN: "With SGD"},
			{ES: "Más o menos igual: la red es la misma", EN: "About the same: it is one network"},
		},
		Usual: 0,
		Steps: []Step{
			{
				Name:    recipe.Text{ES: "con Adam", EN: "with Adam"},
				Link:    "sample=1&train=5000&val=1000&test=1000&epochs=20&seed=1",
				Seconds: 27,
			},
			{
				Name:    recipe.Text{ES: "con SGD", EN: "with SGD"},
				Link:    "sample=2&train=5000&val=1000&test=1000&epochs=20&seed=1",
				Seconds: 27,
			},
		},
		Check: CheckGap,
		Facts: recipe.Text{
			ES: "Con Adam: %s en entrenamiento y %s en validación. Con SGD: %s y %s.",
			EN: "With Adam: %s on training and %s on validation. With SGD: %s and %s.",
		},
		Why: recipe.Text{
			ES: "Adam avanza deprisa, también hacia la memorización. SGD con pasos pequeños va mucho más lento y sus dos curvas siguen juntas. Con tan pocas imágenes todavía no ha llegado tan lejos como Adam: en el informe, con 40.000 imágenes y treinta épocas, sí lo alcanza y lo pasa (61,79 % contra 60,48 %).",
			EN: "Adam moves fast, towards learning by heart too. SGD with small steps is much slower, and its two curves stay together. With so few pictures it has not come as far as Adam yet: in the report, with 40,000 pictures and thirty epochs, it catches up and passes (61.79% against 60.48%).",
		},
		Next: recipe.Text{
			ES: "Repite SGD con una tasa de aprendizaje de 0,01: ¿sigue habiendo tan poca distancia?",
			EN: "Try SGD again with a learning rate of 0.01: is the distance still that small?",
		},
	},
	{ // Without: 84.0 and 56.9; with: 70.4 and 58.6.
		Title: recipe.Text{ES: "Dropout", EN: "Dropout"},
		Intro: recipe.Text{
			ES: "La muestra 3 introduce el dropout: en cada paso apaga unidades al azar. Donde más se nota es en capas densas grandes, así que aquí se prueba con la red de la muestra 6, que apaga tres de cada diez, y con Adam, que va más deprisa.",
			EN: "Sample 3 brings in dropout: in each step it switches off units at random. It shows most in large dense layers, so it is tried here with the network of sample 6, which switches off three in ten, and with Adam, which is faster.",
		},
		Question: recipe.Text{
			ES: "¿Qué hará el dropout con los aciertos de entrenamiento?",
			EN: "What will dropout do to training accuracy?",
		},
		Choices: []recipe.Text{
			{ES: "Bajarán, y quedarán más cerca de los de validación", EN: "It goes down, and comes closer to validation"},
			{ES: "Subirán: la red aprende mejor", EN: "It goes up: the network learns better"},
			{ES: "Nada que se note", EN: "Nothing one would notice"},
		},
		Usual: 0,
		Steps: []Step{
			{
				Name:    recipe.Text{ES: "sin dropout", EN: "without dropout"},
				Link:    deep + "&dropout=0",
				Seconds: 100,
			},
			{
				Name:    recipe.Text{ES: "con dropout", EN: "with dropout"},
				Link:    deep,
				Seconds: 100,
			},
		},
		Check: CheckBrake,
		Facts: recipe.Text{
			ES: "Sin dropout: %s en entrenamiento y %s en validación. Con dropout: %s y %s.",
			EN: "Without dropout: %s on training and %s on validation. With dropout: %s and %s.",
		},
		Why: recipe.Text{
			ES: "Con unidades que faltan al azar, ninguna puede fiarse de sus vecinas y memorizar cuesta más: por eso baja el entrenamiento. Además, esos aciertos se cuentan con las unidades apagadas, mientras que al validar trabajan todas. La distancia se reduce, y la validación gana algo; en el informe sube del 61,79 % al 63,81 %.",
			EN: "With units missing at random, none can rely on its neighbours, and learning by heart gets harder: that is why training goes down. What is more, its accuracy is counted with units switched off, while all of them work in validation. The distance shrinks, and validation gains a little; in the report it rises from 61.79% to 63.81%.",
		},
		Next: recipe.Text{
			ES: "El dropout cuesta tiempo: dale más épocas y mira si la validación sigue subiendo.",
			EN: "Dropout takes time: give it more epochs and see whether validation goes on rising.",
		},
	},
	{ // Best validation 51.8 and 60.1.
		Title: recipe.Text{ES: "Más profunda", EN: "Deeper"},
		Intro: recipe.Text{
			ES: "La muestra 1 tiene una convolución; la 4, dos; la 6, tres seguidas, de 32, 64 y 128 filtros, con una reducción tras cada una. La 1 y la 6 entrenan aquí con la misma regla y las mismas imágenes.",
			EN: "Sample 1 has one convolution, sample 4 two; sample 6 has three in a row, of 32, 64 and 128 filters, with a pooling layer after each. Samples 1 and 6 train here by the same rule on the same pictures.",
		},
		Question: recipe.Text{
			ES: "¿Cuál llegará más alto en validación tras doce épocas?",
			EN: "Which one will get higher in validation after twelve epochs?",
		},
		Choices: []recipe.Text{
			{ES: "La profunda", EN: "The deep one"},
			{ES: "La de una convolución: tiene menos que aprender", EN: "The one with one convolution: it has less to learn"},
			{ES: "Igual: lo que falta son imágenes", EN: "The same: what is short are pictures"},
		},
		Usual: 0,
		Steps: []Step{
			{
				Name:    recipe.Text{ES: "una convolución", EN: "one convolution"},
				Link:    "sample=1&train=5000&val=1000&test=1000&epochs=12&seed=1",
				Seconds: 16,
			},
			{
				Name:    recipe.Text{ES: "tres convoluciones", EN: "three convolutions"},
				Link:    deep,
				Seconds: 100,
			},
		},
		Check: CheckHighest,
		Facts: recipe.Text{
			ES: "La mejor validación: %s con una convolución y %s con tres.",
			EN: "The best validation: %s with one convolution and %s with three.",
		},
		Why: recipe.Text{
			ES: "Cada convolución mira lo que ha encontrado la anterior, y cada reducción le deja ver un trozo mayor: de bordes a texturas, y de ahí a partes de cosas. Con una sola, la capa densa tiene que reconocer un gato a partir de bordes. En el informe, la profundidad lleva del 63,81 % al 75,76 %.",
			EN: "Each convolution looks at what the one before has found, and each pooling lets it see a larger piece: from edges to textures, and from there to parts of things. With a single one, the dense layer has to tell a cat from edges. In the report, depth takes it from 63.81% to 75.76%.",
		},
		Next: recipe.Text{
			ES: "Mira las dos redes en el panel de la red: ¿cuál tiene más parámetros, y dónde están?",
			EN: "Look at both in the network panel: which has more parameters, and where are they?",
		},
	},
	{ // It stops after epoch 16, the best was 11.
		Title: recipe.Text{ES: "Parada temprana", EN: "Early stopping"},
		Intro: recipe.Text{
			ES: "La muestra 5 se detiene sola cuando la pérdida de validación lleva cinco épocas sin mejorar. Aquí se pone esa regla a la red de la muestra 1, con permiso para cuarenta épocas.",
			EN: "Sample 5 stops by itself when validation loss has not improved for five epochs. Here the network of sample 1 gets that rule, and leave to train for forty.",
		},
		Question: recipe.Text{ES: "¿Cuántas épocas entrenará?", EN: "For how many epochs will it train?"},
		Choices: []recipe.Text{
			{ES: "Menos de la mitad", EN: "Less than half of them"},
			{ES: "Más de la mitad, pero no todas", EN: "More than half, but not all"},
			{ES: "Las cuarenta", EN: "All forty"},
		},
		Usual: 0,
		Steps: []Step{{
			Name:    recipe.Text{ES: "hasta que se detenga", EN: "until it stops"},
			Link:    "sample=1&train=5000&val=1000&test=1000&epochs=40&seed=1&early_stopping=1",
			Seconds: 22,
		}},
		Check: CheckStopping,
		Facts: recipe.Text{
			ES: "Entrenó %s épocas. La menor pérdida de validación fue la de la época %s.",
			EN: "It trained for %s epochs. Validation loss was lowest at epoch %s.",
		},
		Why: recipe.Text{
			ES: "El entrenamiento habría seguido mejorando, pero quien decide es la validación: tras su mejor época solo se esperan cinco más. Así no se gasta tiempo en memorizar. Los pesos son los de la última época; con «restore_best» volverían los de la mejor.",
			EN: "Training would have gone on improving, but validation decides: after its best epoch there is a wait of only five. So no time goes into learning by heart. The weights are those of the last epoch; with “restore_best” those of the best one would come back.",
		},
		Next: recipe.Text{
			ES: "Compara con la primera lección: ¿qué aciertos tenía esta misma red en la época 30?",
			EN: "Compare with the first lesson: what did this very network reach at epoch 30?",
		},
	},
	{ // Training 26.8 with 0.01, 10.4 with 0.1.
		Title: recipe.Text{ES: "La tasa de aprendizaje", EN: "The learning rate"},
		Intro: recipe.Text{
			ES: "El informe escribe 0,1 para la muestra 6. Esta página usa 0,01. La tasa dice cuánto se mueve cada peso en un paso.",
			EN: "The report prints 0.1 for sample 6. This page uses 0.01. The rate says how far each weight moves in a step.",
		},
		Question: recipe.Text{
			ES: "¿Qué pasa con un paso diez veces mayor, en las mismas cinco épocas?",
			EN: "What does a step ten times as large lead to, in the same five epochs?",
		},
		Choices: []recipe.Text{
			{ES: "Aprende más en el mismo tiempo", EN: "It learns more in the same time"},
			{ES: "Más o menos lo mismo", EN: "About the same"},
			{ES: "No aprende nada", EN: "It learns nothing at all"},
		},
		Usual: 2,
		Steps: []Step{
			{
				Name:    recipe.Text{ES: "con 0,01", EN: "with 0.01"},
				Link:    "sample=6&train=5000&val=1000&test=1000&epochs=5&seed=1&lr=0.01&early_stopping=0",
				Seconds: 40,
			},
			{
				Name:    recipe.Text{ES: "con 0,1", EN: "with 0.1"},
				Link:    "sample=6&train=5000&val=1000&test=1000&epochs=5&seed=1&lr=0.1&early_stopping=0",
				Seconds: 40,
			},
		},
		Check: CheckRate,
		Facts: recipe.Text{
			ES: "En entrenamiento, al final: %s con 0,01 y %s con 0,1.",
			EN: "On training, in the end: %s with 0.01 and %s with 0.1.",
		},
		Why: recipe.Text{
			ES: "Con 0,1 los primeros pasos son tan largos que las unidades ReLU acaban apagadas para todas las imágenes: su gradiente es cero y ya no vuelven. La red responde siempre lo mismo, y acierta una de cada diez. La pérdida se queda en 2,30, que es ln 10: puro azar.",
			EN: "With 0.1 the first steps are so long that the ReLU units end up switched off for every picture: their gradient is zero and they never come back. The network gives one and the same answer, and one in ten is right. Its loss stays at 2.30, which is ln 10: pure chance.",
		},
		Next: recipe.Text{
			ES: "Prueba 0,03 y 0,001. ¿Dónde empieza a fallar, y dónde se hace demasiado lenta?",
			EN: "Try 0.03 and 0.001. Where does it begin to fail, and where is it too slow?",
		},
	},
	{ // Sample 6: 70.4 and 58.6; sample 7: 52.8 and 39.4.
		Title: recipe.Text{ES: "Todos los frenos a la vez", EN: "All brakes at once"},
		Intro: recipe.Text{
			ES: "La muestra 7 añade a la 6 normalización por lotes, una penalización L2 de los pesos grandes, otra inicialización y dropout tras cada convolución. Todo ello frena la memorización.",
			EN: "To sample 6, sample 7 adds batch normalization, an L2 penalty on large weights, another initialization, and dropout after each convolution. All of it holds learning by heart back.",
		},
		Question: recipe.Text{
			ES: "¿Qué pasará con los aciertos si se ponen todos los frenos a la vez?",
			EN: "What will happen to the accuracies when all brakes are on at once?",
		},
		Choices: []recipe.Text{
			{ES: "Bajan los dos: entrenamiento y validación", EN: "Both fall: training and validation"},
			{ES: "Baja el de entrenamiento y sube el de validación", EN: "Training falls and validation rises"},
			{ES: "Suben los dos", EN: "Both rise"},
		},
		Usual: 0,
		Steps: []Step{
			{
				Name:    recipe.Text{ES: "la muestra 6", EN: "sample 6"},
				Link:    deep,
				Seconds: 100,
			},
			{
				Name:    recipe.Text{ES: "la muestra 7", EN: "sample 7"},
				Link:    "sample=7&train=5000&val=1000&test=1000&epochs=12&seed=1&optimizer=adam&lr=0.001&early_stopping=0",
				Seconds: 115,
			},
		},
		Check: CheckBrakes,
		Facts: recipe.Text{
			ES: "Muestra 6: %s en entrenamiento y %s en validación. Muestra 7: %s y %s.",
			EN: "Sample 6: %s on training and %s on validation. Sample 7: %s and %s.",
		},
		Why: recipe.Text{
			ES: "Cada freno quita a la red parte de su libertad para memorizar. Juntos, y en una red que tampoco es enorme, le quitan también libertad para aprender: el informe baja del 75,76 % al 70,83 %. Con pocas imágenes se nota aún más. Regularizar es buscar la medida, no el máximo. En la muestra 12, mucho mayor, casi los mismos frenos son los que llevan al 87,29 %. Y si la validación salta: la normalización usa ahí medias que ha recogido poco a poco al entrenar.",
			EN: "Each brake takes from the network some of its freedom to learn by heart. Together, and in a network that is not that large, they also take its freedom to learn: the report falls from 75.76% to 70.83%. With few pictures it shows even more. Regularization is about the right measure, not the most. In sample 12, which is much larger, nearly the same brakes lead to 87.29%. And where validation jumps about: there, normalization uses averages that it has gathered little by little in training.",
		},
		Next: recipe.Text{
			ES: "Quita el dropout en la receta de la muestra 7 y deja el resto. ¿Qué freno era el más fuerte?",
			EN: "Switch dropout off in sample 7’s recipe and keep the rest. Which brake was the strongest?",
		},
	},
	{ // As they are: 70.4 and 58.6; augmented: 47.8 and 51.3.
		Title: recipe.Text{ES: "Aumento de datos", EN: "Data augmentation"},
		Intro: recipe.Text{
			ES: "La muestra 10 refleja y desplaza al azar cada imagen de entrenamiento. Aquí se hace lo mismo con la red de la muestra 6, que es más rápida.",
			EN: "Sample 10 flips and shifts each training picture at random. Here the same is done with the network of sample 6, which is faster.",
		},
		Question: recipe.Text{
			ES: "¿Qué hará con los aciertos de entrenamiento ver cada vez una imagen algo distinta?",
			EN: "What will seeing a slightly different picture each time do to training accuracy?",
		},
		Choices: []recipe.Text{
			{ES: "Bajarán, y quedarán más cerca de los de validación", EN: "It goes down, and comes closer to validation"},
			{ES: "Subirán: hay más de donde aprender", EN: "It goes up: there is more to learn from"},
			{ES: "Nada: son las mismas imágenes", EN: "Nothing: they are the same pictures"},
		},
		Usual: 0,
		Steps: []Step{
			{
				Name:    recipe.Text{ES: "las imágenes tal cual", EN: "the pictures as they are"},
				Link:    deep,
				Seconds: 100,
			},
			{
				Name:    recipe.Text{ES: "reflejadas y desplazadas", EN: "flipped and shifted"},
				Link:    deep + "&augment=flip,shift",
				Seconds: 105,
			},
		},
		Check: CheckBrake,
		Facts: recipe.Text{
			ES: "Tal cual: %s en entrenamiento y %s en validación. Con aumento: %s y %s.",
			EN: "As they are: %s on training and %s on validation. Augmented: %s and %s.",
		},
		Why: recipe.Text{
			ES: "No se puede memorizar lo que nunca se repite igual. El entrenamiento se hace más difícil, y lo que aprende vale también para imágenes nuevas. El premio llega con tiempo: en estas pocas épocas la validación apenas gana o aún va por detrás; en el informe, con la red de la muestra 8, sube del 82,82 % al 83,84 %.",
			EN: "What never comes twice cannot be learnt by heart. Training gets harder, and what is learnt holds for new pictures too. The reward takes time: in these few epochs validation hardly gains or is still behind; in the report, with sample 8’s network, it rises from 82.82% to 83.84%.",
		},
		Next: recipe.Text{
			ES: "Prueba solo a reflejar, y después a girar mucho: ¿qué cambios siguen dejando un gato reconocible?",
			EN: "Try flipping alone, then rotation: which changes still leave a cat that one can recognise?",
		},
	},
	{
		Title: recipe.Text{ES: "Por qué falló la muestra 9", EN: "Why sample 9 failed"},
		Intro: recipe.Text{
			ES: "La muestra 9 aprovecha una VGG16 ya entrenada con millones de fotos y le pone una cabeza nueva que acaba en una sola unidad con sigmoide. Tras veinte épocas acierta en la prueba exactamente el 10,00 %. Para esta lección basta con pensar.",
			EN: "Sample 9 takes a VGG16 that was trained on millions of photographs and gives it a new head, which ends in a single sigmoid unit. After twenty epochs it is right on the test in exactly 10.00%. This lesson needs nothing but thought.",
		},
		Question: recipe.Text{ES: "¿Por qué el 10,00 %?", EN: "Why 10.00%?"},
		Choices: []recipe.Text{
			{ES: "Veinte épocas son muy pocas para una red tan grande", EN: "Twenty epochs are too few for so large a network"},
			{ES: "Una sola salida no puede nombrar diez clases", EN: "One output cannot name ten classes"},
			{ES: "Lo aprendido con otras fotos no sirve aquí", EN: "What was learnt from other photographs is of no use here"},
		},
		Usual: 1,
		Check: CheckOutput,
		Facts: recipe.Text{
			ES: "La prueba tiene diez clases con mil imágenes cada una: quien responde siempre lo mismo acierta el %s, ni más ni menos.",
			EN: "The test has ten classes of a thousand pictures each: whoever always gives the same answer is right in %s, no more and no less.",
		},
		Why: recipe.Text{
			ES: "Una salida con sigmoide dice un número entre 0 y 1, y como clase solo puede valer 0 o 1. Con etiquetas de 0 a 9, lo mejor que encuentra es quedarse siempre en la misma, y una clase es una décima parte. Un resultado que coincide con el azar al centésimo casi nunca es mala suerte: es un error de planteamiento. Con una salida softmax de diez unidades, la misma idea funciona.",
			EN: "A sigmoid output says a number between 0 and 1, and taken as a class that can only be 0 or 1. With labels from 0 to 9 the best it finds is to settle on one of them, and one class is a tenth of all. A result that equals chance to the hundredth is hardly ever bad luck: something is set up wrong. With a softmax output of ten units the same idea works.",
		},
		Next: recipe.Text{
			ES: "Mira la última capa de las otras muestras: diez unidades con softmax, una por clase.",
			EN: "Look at the last layer of the other samples: ten units with softmax, one for each class.",
		},
	},
	{ // 5a2e73af twice, 93bfe3ca with the other seed.
		Title: recipe.Text{ES: "Los mismos bits", EN: "The same bits"},
		Intro: recipe.Text{
			ES: "Al final de cada entrenamiento la página muestra una huella de los pesos: si cambia un solo bit, la huella es otra. Entrena tres veces la muestra 1: con un trabajador, con dos, y con otra semilla.",
			EN: "At the end of each run the page shows a fingerprint of the weights: if a single bit changes, so does the fingerprint. Train sample 1 three times: with one worker, with two, and with another seed.",
		},
		Question: recipe.Text{ES: "¿Qué huellas serán iguales?", EN: "Which fingerprints will be equal?"},
		Choices: []recipe.Text{
			{ES: "Ninguna: entrenar tiene algo de azar", EN: "None: there is chance in training"},
			{ES: "Las de uno y dos trabajadores", EN: "Those of one worker and of two"},
			{ES: "Las tres", EN: "All three"},
		},
		Usual: 1,
		Steps: []Step{
			{
				Name:    recipe.Text{ES: "un trabajador", EN: "one worker"},
				Link:    "sample=1&train=5000&val=1000&test=1000&epochs=3&seed=1&workers=1",
				Seconds: 8,
			},
			{
				Name:    recipe.Text{ES: "dos trabajadores", EN: "two workers"},
				Link:    "sample=1&train=5000&val=1000&test=1000&epochs=3&seed=1&workers=2",
				Seconds: 5,
			},
			{
				Name:    recipe.Text{ES: "otra semilla", EN: "another seed"},
				Link:    "sample=1&train=5000&val=1000&test=1000&epochs=3&seed=2&workers=auto",
				Seconds: 5,
			},
		},
		Check: CheckBits,
		Facts: recipe.Text{
			ES: "Las huellas empiezan por %s, %s y %s.",
			EN: "The fingerprints begin with %s, %s and %s.",
		},
		Why: recipe.Text{
			ES: "Lo que parece azar sale de la semilla: los pesos iniciales, el orden de las imágenes, el dropout. Y al sumar entre varios, el orden de las sumas cambiaría el último bit; por eso aquí se suma siempre en el mismo orden, sean cuantos sean. Así, un enlace da la misma curva en cualquier máquina, y un experimento se puede repetir y discutir.",
			EN: "What looks like chance comes from the seed: the first weights, the order of the pictures, dropout. And when several add up, the order of the sums would change the last bit; so here they are always added in one order, however many there are. That is how a link gives the same curve on any machine, and how an experiment can be repeated and argued about.",
		},
		Next: recipe.Text{
			ES: "Manda el enlace a otra persona y comparad las huellas. Con otra semilla, ¿cuánto cambian los aciertos? Eso es lo que vale la suerte.",
			EN: "Send the link to somebody and compare fingerprints. With another seed, how much does accuracy change? That is what luck is worth.",
		},
	},
}
