"""The networks of the fifth course notebook: a baseline, a convolutional network, and its variations."""

from __future__ import annotations

from cnn_core.data.choice import DataChoice
from cnn_core.presets.preset import Preset, Printed, experiment, head
from cnn_core.spec import Conv2D, Dense, Flatten, Layer, MaxPooling2D
from cnn_core.training.config import TrainingConfig
from cnn_core.training.optimizers import Adam

SOURCE = "Introduction to Convolutional Neural Networks (2023)"
LAST = DataChoice(dataset="mnist", validation="last", validation_split=0.1)


def _preset(
    kind: str,
    title: str,
    description: str,
    params: int,
    accuracy: float | None,
    layers: tuple[Layer, ...],
    *,
    batch_size: int = 64,
    differs: str = "",
) -> Preset:
    name = f"notebook-5-{kind}"
    training = TrainingConfig(epochs=5, batch_size=batch_size, loss="sparse_categorical_crossentropy", optimizer=Adam())
    return Preset(
        name=name,
        title=title,
        description=description,
        source=SOURCE,
        differs=differs,
        params=params,
        printed=Printed(test_accuracy=accuracy),
        experiment=experiment(name, layers, LAST, training),
    )


def _three(*filters: int) -> tuple[Layer, ...]:
    first, second, third = filters
    return Conv2D(filters=first), MaxPooling2D(), Conv2D(filters=second), MaxPooling2D(), Conv2D(filters=third)


END = (Flatten(), Dense(units=64), head())

PRESETS = (
    _preset(
        "mlp",
        "Without convolution",
        "The baseline: a dense layer sees all pixels and does not know which of them are neighbours.",
        101_770,
        0.9737,
        (Flatten(), Dense(units=128), head()),
        batch_size=32,
        differs="The last 10% validate, as for the notebook's other networks.",
    ),
    _preset(
        "cnn",
        "CNN",
        "Three convolutions and two poolings on the full MNIST, with sparse labels.",
        93_322,
        0.9891,
        (*_three(32, 64, 64), *END),
    ),
    _preset(
        "one-conv",
        "One convolution",
        "One convolution and one pooling: nearly as good, with most weights behind Flatten.",
        347_146,
        0.9861,
        (Conv2D(filters=32), MaxPooling2D(), *END),
    ),
    _preset(
        "no-dense",
        "Without the dense layer",
        "The CNN without its dense layer of 64: fewer weights, and no worse.",
        61_514,
        0.9919,
        (*_three(32, 64, 64), Flatten(), head()),
    ),
    _preset(
        "wide",
        "More filters",
        "64, 128 and 128 filters instead of 32, 64 and 64: four times the work.",
        296_522,
        0.9913,
        (*_three(64, 128, 128), *END),
    ),
    _preset(
        "three-pools",
        "A third pooling",
        "A pooling after the third convolution leaves a single pixel, and the accuracy falls.",
        60_554,
        0.9759,
        (*_three(32, 64, 64), MaxPooling2D(), *END),
    ),
    _preset(
        "few-pools",
        "Fewer poolings",
        "Three convolutions in a row before the second pooling: large images all the way, so it takes long.",
        158_922,
        None,
        (
            Conv2D(filters=32, padding="same"),
            MaxPooling2D(),
            Conv2D(filters=64),
            Conv2D(filters=64),
            Conv2D(filters=64),
            MaxPooling2D(),
            *END,
        ),
        differs="The notebook did not train this one to its end.",
    ),
)
