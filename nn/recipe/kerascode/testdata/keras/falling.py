# Muestra’s sample 2 in Keras. pip install tensorflow scipy pillow
import numpy as np
from tensorflow import keras
from tensorflow.keras import layers

keras.utils.set_random_seed(1)

# The pictures, in an order in which every ten in a row are one of each class.
def in_turns(x, y):
    y = y.flatten()
    order = np.stack([np.flatnonzero(y == k) for k in range(10)], axis=1).flatten()
    return x[order].astype("float32"), y[order]

(x, y), (x_test, y_test) = keras.datasets.cifar10.load_data()
x, y = in_turns(x, y)
x_test, y_test = in_turns(x_test, y_test)
x_train, y_train = x[:5000], y[:5000]
x_val, y_val = x[49000:], y[49000:]
x_test, y_test = x_test[:1000], y_test[:1000]
x_train = x_train / 255
x_val = x_val / 255
x_test = x_test / 255

model = keras.Sequential([
    keras.Input(shape=(32, 32, 3)),
    layers.Conv2D(32, 3, padding="same", activation="relu"),
    layers.MaxPooling2D(),
    layers.Flatten(),
    layers.Dense(32, activation="relu"),
    layers.Dense(10, activation="softmax"),
])
model.summary()

steps = 79
schedule = keras.optimizers.schedules.CosineDecay(0.001, decay_steps=30 * steps, alpha=0.1)
model.compile(
    optimizer=keras.optimizers.SGD(learning_rate=schedule, momentum=0.9),
    loss="sparse_categorical_crossentropy",
    metrics=["accuracy"],
)

history = model.fit(
    x_train, y_train,
    batch_size=64,
    epochs=30,
    validation_data=(x_val, y_val),
)
model.evaluate(x_test, y_test, batch_size=64)
