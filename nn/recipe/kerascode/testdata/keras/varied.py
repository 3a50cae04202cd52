# Muestra’s sample 6 in Keras. pip install tensorflow scipy pillow
import numpy as np
from tensorflow import keras
from tensorflow.keras.preprocessing.image import ImageDataGenerator
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
x_test, y_test = x_test[:1000], y_test[:1000]
x_test = x_test / 255

model = keras.Sequential([
    keras.Input(shape=(32, 32, 3)),
    layers.Conv2D(32, 3, padding="same", activation="relu"),
    layers.MaxPooling2D(),
    layers.Conv2D(64, 3, padding="same", activation="relu"),
    layers.MaxPooling2D(),
    layers.Conv2D(128, 3, padding="same", activation="relu"),
    layers.MaxPooling2D(),
    layers.Dropout(0),
    layers.Flatten(),
    layers.Dense(512, activation="relu"),
    layers.Dropout(0),
    layers.Dense(512, activation="relu"),
    layers.Dropout(0),
    layers.Dense(10, activation="softmax"),
])
model.summary()

steps = 78
schedule = keras.optimizers.schedules.PiecewiseConstantDecay([2 * steps - 1, 4 * steps - 1], [0.01, 0.1, 0.01])
model.compile(
    optimizer=keras.optimizers.RMSprop(learning_rate=schedule, rho=0.8),
    loss="sparse_categorical_crossentropy",
    metrics=["accuracy"],
)

def cutout(picture, side=8):
    top, left = np.random.randint(32, size=2) - side // 2
    picture[max(top, 0):max(top + side, 0), max(left, 0):max(left + side, 0)] = 0
    return picture

varied = ImageDataGenerator(
    rescale=1 / 255,
    horizontal_flip=True,
    width_shift_range=0.1,
    height_shift_range=0.1,
    rotation_range=15,
    zoom_range=0.1,
    brightness_range=(1 - 0.2, 1 + 0.2),
    preprocessing_function=cutout,
)

# An epoch leaves out what does not fill a batch.
def whole_batches(flow, size):
    while True:
        pictures, labels = next(flow)
        if len(labels) == size:
            yield pictures, labels

history = model.fit(
    whole_batches(varied.flow(x_train, y_train, batch_size=64, shuffle=False), 64),
    steps_per_epoch=steps,
    epochs=2,
    callbacks=[
        keras.callbacks.EarlyStopping(monitor="loss", patience=5, restore_best_weights=True),
    ],
)
model.evaluate(x_test, y_test, batch_size=64)
