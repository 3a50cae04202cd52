# Muestra’s sample 12 in Keras. pip install tensorflow scipy pillow
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
x_val, y_val = x[49000:], y[49000:]
x_test, y_test = x_test[:1000], y_test[:1000]
x_test = x_test / 255

model = keras.Sequential([
    keras.Input(shape=(32, 32, 3)),
    layers.Conv2D(64, 3, padding="same", activation="relu", kernel_initializer="he_uniform", kernel_regularizer=keras.regularizers.L2(0.0005)),
    layers.BatchNormalization(),
    layers.Conv2D(64, 3, padding="same", activation="relu", kernel_initializer="he_uniform", kernel_regularizer=keras.regularizers.L2(0.0005)),
    layers.BatchNormalization(),
    layers.MaxPooling2D(),
    layers.Dropout(0.2),
    layers.Conv2D(128, 3, padding="same", activation="relu", kernel_initializer="he_uniform", kernel_regularizer=keras.regularizers.L2(0.0005)),
    layers.BatchNormalization(),
    layers.Conv2D(128, 3, padding="same", activation="relu", kernel_initializer="he_uniform", kernel_regularizer=keras.regularizers.L2(0.0005)),
    layers.BatchNormalization(),
    layers.MaxPooling2D(),
    layers.Dropout(0.2),
    layers.Conv2D(256, 3, padding="same", activation="relu", kernel_initializer="he_uniform", kernel_regularizer=keras.regularizers.L2(0.0005)),
    layers.BatchNormalization(),
    layers.Conv2D(256, 3, padding="same", activation="relu", kernel_initializer="he_uniform", kernel_regularizer=keras.regularizers.L2(0.0005)),
    layers.BatchNormalization(),
    layers.Conv2D(256, 3, padding="same", activation="relu", kernel_initializer="he_uniform", kernel_regularizer=keras.regularizers.L2(0.0005)),
    layers.BatchNormalization(),
    layers.MaxPooling2D(),
    layers.Dropout(0.2),
    layers.Conv2D(512, 3, padding="same", activation="relu", kernel_initializer="he_uniform", kernel_regularizer=keras.regularizers.L2(0.0005)),
    layers.BatchNormalization(),
    layers.Conv2D(512, 3, padding="same", activation="relu", kernel_initializer="he_uniform", kernel_regularizer=keras.regularizers.L2(0.0005)),
    layers.BatchNormalization(),
    layers.Conv2D(512, 3, padding="same", activation="relu", kernel_initializer="he_uniform", kernel_regularizer=keras.regularizers.L2(0.0005)),
    layers.BatchNormalization(),
    layers.Conv2D(512, 3, padding="same", activation="relu", kernel_initializer="he_uniform", kernel_regularizer=keras.regularizers.L2(0.0005)),
    layers.BatchNormalization(),
    layers.MaxPooling2D(),
    layers.Conv2D(512, 3, padding="same", activation="relu", kernel_initializer="he_uniform", kernel_regularizer=keras.regularizers.L2(0.0005)),
    layers.BatchNormalization(),
    layers.Conv2D(512, 3, padding="same", activation="relu", kernel_initializer="he_uniform", kernel_regularizer=keras.regularizers.L2(0.0005)),
    layers.BatchNormalization(),
    layers.Dropout(0.3),
    layers.Flatten(),
    layers.Dense(512, activation="relu", kernel_initializer="he_uniform", kernel_regularizer=keras.regularizers.L2(0.001)),
    layers.BatchNormalization(),
    layers.Dropout(0.4),
    layers.Dense(512, activation="relu", kernel_initializer="he_uniform", kernel_regularizer=keras.regularizers.L2(0.001)),
    layers.BatchNormalization(),
    layers.Dropout(0.5),
    layers.Dense(10, activation="softmax"),
])
model.summary()

steps = 78
model.compile(
    optimizer=keras.optimizers.SGD(learning_rate=0.001, momentum=0.9),
    loss="sparse_categorical_crossentropy",
    metrics=["accuracy"],
)

varied = ImageDataGenerator(
    rescale=1 / 255,
    horizontal_flip=True,
    width_shift_range=0.2,
    height_shift_range=0.2,
)

# An epoch leaves out what does not fill a batch.
def whole_batches(flow, size):
    while True:
        pictures, labels = next(flow)
        if len(labels) == size:
            yield pictures, labels

history = model.fit(
    whole_batches(varied.flow(x_train, y_train, batch_size=64), 64),
    steps_per_epoch=steps,
    epochs=100,
    validation_data=varied.flow(x_val, y_val, batch_size=64, shuffle=False),
    callbacks=[
        keras.callbacks.EarlyStopping(monitor="val_loss", patience=5),
        keras.callbacks.EarlyStopping(monitor="val_accuracy", patience=10),
    ],
)
model.evaluate(x_test, y_test, batch_size=64)
