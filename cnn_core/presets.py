"""Ready experiments: networks of papers and courses with the data and settings that belong to them."""

from __future__ import annotations

from dataclasses import dataclass

from cnn_core.data.choice import DataChoice
from cnn_core.experiment import Experiment
from cnn_core.spec import (
    Architecture,
    AveragePooling2D,
    Conv2D,
    Dense,
    Dropout,
    Flatten,
    Layer,
    MaxPooling2D,
)
from cnn_core.training.config import TrainingConfig
from cnn_core.training.optimizers import Adam

DEFAULT = "small-cnn"


@dataclass(frozen=True, kw_only=True)
class Preset:
    """An experiment with a name, a sentence, its source, and the parameter total that the source gives."""

    name: str
    title: str
    description: str
    source: str
    params: int
    experiment: Experiment


def _preset(
    name: str,
    title: str,
    description: str,
    source: str,
    params: int,
    layers: tuple[Layer, ...],
    data: DataChoice,
    training: TrainingConfig,
) -> Preset:
    architecture = Architecture(name=name, input_shape=(28, 28, 1), layers=layers)
    experiment = Experiment(architecture=architecture, data=data, training=training)
    return Preset(name=name, title=title, description=description, source=source, params=params, experiment=experiment)


def _head() -> Dense:
    return Dense(units=10, activation="softmax")


_ALL = (
    _preset(
        "small-cnn",
        "Small CNN",
        "Two convolutions, two poolings, two dense layers, and dropout against learning by heart: small and really convolutional.",
        "CNN Lab",
        121_930,
        (
            Conv2D(filters=32),
            MaxPooling2D(),
            Conv2D(filters=64),
            MaxPooling2D(),
            Flatten(),
            Dropout(rate=0.5),
            Dense(units=64),
            _head(),
        ),
        DataChoice(),
        TrainingConfig(epochs=6),
    ),
    _preset(
        "lenet-5",
        "LeNet-5",
        "The network that read cheques in the 1990s, in the form that Keras can build: plain average pooling, a softmax end.",
        "LeCun, Bottou, Bengio and Haffner, Gradient-based learning applied to document recognition, Proceedings of the IEEE, 1998",
        61_706,
        (
            Conv2D(filters=6, kernel_size=(5, 5), padding="same", activation="tanh"),
            AveragePooling2D(),
            Conv2D(filters=16, kernel_size=(5, 5), activation="tanh"),
            AveragePooling2D(),
            Flatten(),
            Dense(units=120, activation="tanh"),
            Dense(units=84, activation="tanh"),
            _head(),
        ),
        DataChoice(),
        TrainingConfig(epochs=8),
    ),
    _preset(
        "mlp",
        "Dense only",
        "No convolution at all: every pixel feeds every unit. What the others have to beat.",
        "CNN Lab; the usual first network of a course",
        101_770,
        (Flatten(), Dense(units=128), _head()),
        DataChoice(),
        TrainingConfig(epochs=8),
    ),
    _preset(
        "notebook-4",
        "Course notebook 4",
        "Two wide convolutions on the full MNIST; the last 10 % of the training images validate.",
        "Convolutional Neural Networks for Vision; Multi-Classification with the MNIST Dataset",
        485_514,
        (Conv2D(filters=64), MaxPooling2D(), Conv2D(filters=128), MaxPooling2D(), Flatten(), Dense(units=128), _head()),
        DataChoice(dataset="mnist", validation="last", validation_split=0.1),
        TrainingConfig(epochs=5, batch_size=64, optimizer=Adam()),
    ),
    _preset(
        "notebook-5-cnn",
        "Course notebook 5, CNN",
        "Three convolutions and two poolings on the full MNIST, with sparse labels.",
        "Introduction to Convolutional Neural Networks (2023)",
        93_322,
        (
            Conv2D(filters=32),
            MaxPooling2D(),
            Conv2D(filters=64),
            MaxPooling2D(),
            Conv2D(filters=64),
            Flatten(),
            Dense(units=64),
            _head(),
        ),
        DataChoice(dataset="mnist", validation="last", validation_split=0.1),
        TrainingConfig(epochs=5, batch_size=64, loss="sparse_categorical_crossentropy"),
    ),
)

PRESETS: dict[str, Preset] = {preset.name: preset for preset in _ALL}
