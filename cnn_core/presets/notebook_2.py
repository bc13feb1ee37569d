"""The networks of the second course notebook: is it a six, in five steps, and then all ten digits."""

from __future__ import annotations

from cnn_core.data.choice import ONE, DataChoice
from cnn_core.presets.preset import Preset, Printed, experiment, head
from cnn_core.spec import Activation, Conv2D, Dense, Dropout, Flatten, Layer, MaxPooling2D
from cnn_core.training.config import TrainingConfig
from cnn_core.training.optimizers import SGD, Adadelta

SOURCE = "Convolution Nets for MNIST"
DIFFERS = (
    "The notebook defines SGD with rate 0.1, decay 1e-6, momentum 0.9 and Nesterov, then trains with plain SGD of 0.01, and so does "
    "this: set the others on the Train page, and the first step reaches 99%. Its 6,000 others are another draw. The test set "
    "validates, so the test accuracy is not measured on unseen images."
)
SIX = DataChoice(dataset="mnist", task=ONE, target=6, others=6_000, split_seed=1338, validation="test")
TRAINING = TrainingConfig(epochs=2, batch_size=64, optimizer=SGD(learning_rate=0.01))
TWO_CONVOLUTIONS = (
    Conv2D(filters=32),
    Conv2D(filters=32),
    MaxPooling2D(),
    Dropout(rate=0.25),
    Flatten(),
    Dense(units=128),
    Dropout(rate=0.5),
    head(2),
)


def _step(letter: str, title: str, description: str, params: int, accuracy: float, layers: tuple[Layer, ...]) -> Preset:
    name = f"notebook-2{letter}"
    return Preset(
        name=name,
        title=title,
        description=description,
        source=SOURCE,
        differs=DIFFERS,
        params=params,
        printed=Printed(test_accuracy=accuracy),
        experiment=experiment(name, layers, SIX, TRAINING),
    )


def _block(filters: int) -> tuple[Layer, ...]:
    return (
        Conv2D(filters=filters, padding="same", activation="linear"),
        Activation(activation="relu"),
        Conv2D(filters=filters, activation="linear"),
        Activation(activation="relu"),
        MaxPooling2D(),
        Dropout(rate=0.25),
    )


EXERCISE = (
    *_block(32),
    *_block(64),
    Flatten(),
    Dense(units=512, activation="linear"),
    Activation(activation="relu"),
    Dropout(rate=0.5),
    Dense(units=10, activation="linear"),
    Activation(activation="softmax"),
)

PRESETS = (
    _step(
        "a",
        "Is it a 6? One convolution",
        "5,918 sixes against 6,000 others: a single convolution, and two answers.",
        43_586,
        0.9685,
        (Conv2D(filters=32), Flatten(), head(2)),
    ),
    _step(
        "b",
        "Is it a 6? With a dense layer",
        "A dense layer of 128 units before the head: sixty times the weights, and no better after two epochs.",
        2_769_602,
        0.9676,
        (Conv2D(filters=32), Flatten(), Dense(units=128), head(2)),
    ),
    _step(
        "c",
        "Is it a 6? With dropout",
        "Dropout after the dense layer: half of its outputs are set to 0 at each step, so that no unit can rely on another.",
        2_769_602,
        0.9679,
        (Conv2D(filters=32), Flatten(), Dense(units=128), Dropout(rate=0.5), head(2)),
    ),
    _step(
        "d",
        "Is it a 6? Two convolutions",
        "A second convolution and a pooling: a fifth of the weights, and the best of the five steps.",
        599_778,
        0.9793,
        TWO_CONVOLUTIONS,
    ),
    _step(
        "e",
        "Is it a 6? Once more, timed",
        "The network of the previous step, trained again to measure the time; the notebook took 5.98 s.",
        599_778,
        0.9775,
        TWO_CONVOLUTIONS,
    ),
    Preset(
        name="notebook-2-exercise",
        title="The exercise, ten digits",
        description="Two blocks of two convolutions, each activation a separate layer, so that another layer can come before it.",
        source=SOURCE,
        differs="Adadelta takes steps of 1.0, which was the default of the notebook's Keras; batches of 64 and two epochs, as the "
        "notebook's other networks.",
        params=889_834,
        experiment=experiment(
            "notebook-2-exercise",
            EXERCISE,
            DataChoice(dataset="mnist", validation="test"),
            TrainingConfig(epochs=2, batch_size=64, optimizer=Adadelta(learning_rate=1.0)),
        ),
    ),
)
