"""What a teacher would write with Keras alone gives the same run."""

import keras
import numpy as np
import tensorflow as tf
from training_fakes import CLASSES, Person, Recorder, corners, experiment, network

from cnn_core.keras_backend.train import train
from cnn_core.spec import BatchNormalization, Dropout


def test_a_plain_keras_script_gives_the_same_curves_and_weights_to_the_last_digit():
    prepared, recorder = corners(), Recorder()
    chosen = experiment(network(BatchNormalization(), Dropout(rate=0.3)), seed=11, epochs=2)
    outcome = train(chosen, prepared, recorder, Person(), file_export=False)

    keras.utils.set_random_seed(11)
    model = keras.Sequential(
        [
            keras.Input((8, 8, 1)),
            keras.layers.Conv2D(4, 3, activation="relu"),
            keras.layers.BatchNormalization(),
            keras.layers.Dropout(0.3),
            keras.layers.MaxPooling2D(),
            keras.layers.Flatten(),
            keras.layers.Dense(CLASSES, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"], jit_compile=False)
    train_data = tf.data.Dataset.from_tensor_slices((prepared.x_train, keras.utils.to_categorical(prepared.y_train, CLASSES)))
    train_data = train_data.shuffle(len(prepared.x_train), seed=11).batch(16)
    validation = tf.data.Dataset.from_tensor_slices((prepared.x_val, keras.utils.to_categorical(prepared.y_val, CLASSES))).batch(
        16
    )
    history = model.fit(train_data, validation_data=validation, epochs=2, shuffle=False, verbose=0).history

    columns = [history[name] for name in ("loss", "accuracy", "val_loss", "val_accuracy")]
    assert recorder.curves() == [[epoch, *figures] for epoch, figures in enumerate(zip(*columns, strict=True), start=1)]
    np.testing.assert_array_equal(outcome.weights["0.kernel"], model.layers[0].kernel)
    np.testing.assert_array_equal(outcome.weights["5.bias"], model.layers[5].bias)
