"""The presets to begin with: small enough for the small MNIST."""

from __future__ import annotations

from cnn_core.data.choice import DataChoice
from cnn_core.presets.preset import Preset, experiment, head
from cnn_core.spec import AveragePooling2D, Conv2D, Dense, Dropout, Flatten, MaxPooling2D
from cnn_core.training.config import TrainingConfig

PRESETS = (
    Preset(
        name="small-cnn",
        title="Small CNN",
        description="Two convolutions, two poolings, two dense layers, and dropout against overfitting: small, and a real convolutional network.",
        source="CNN Lab",
        params=121_930,
        experiment=experiment(
            "small-cnn",
            (
                Conv2D(filters=32),
                MaxPooling2D(),
                Conv2D(filters=64),
                MaxPooling2D(),
                Flatten(),
                Dropout(rate=0.5),
                Dense(units=64),
                head(),
            ),
            DataChoice(),
            TrainingConfig(epochs=6),
        ),
    ),
    Preset(
        name="lenet-5",
        title="LeNet-5",
        description="The network that read cheques in the 1990s, in the form that Keras can build: plain average pooling, a softmax head.",
        source="LeCun, Bottou, Bengio and Haffner, Gradient-based learning applied to document recognition, Proceedings of the IEEE, 1998",
        params=61_706,
        experiment=experiment(
            "lenet-5",
            (
                Conv2D(filters=6, kernel_size=(5, 5), padding="same", activation="tanh"),
                AveragePooling2D(),
                Conv2D(filters=16, kernel_size=(5, 5), activation="tanh"),
                AveragePooling2D(),
                Flatten(),
                Dense(units=120, activation="tanh"),
                Dense(units=84, activation="tanh"),
                head(),
            ),
            DataChoice(),
            TrainingConfig(epochs=8),
        ),
    ),
    Preset(
        name="mlp",
        title="Dense only (MLP)",
        description="No convolution: every pixel is connected to every unit. The baseline for the others.",
        source="CNN Lab; the usual first network of a course",
        params=101_770,
        experiment=experiment("mlp", (Flatten(), Dense(units=128), head()), DataChoice(), TrainingConfig(epochs=8)),
    ),
    Preset(
        name="digits-cnn",
        title="Small CNN for 8x8",
        description="Small CNN for pictures of 8x8 pixels: padded, so that two poolings leave 2x2 of them. It learns in seconds.",
        source="CNN Lab",
        params=21_386,
        experiment=experiment(
            "digits-cnn",
            (
                Conv2D(filters=32, padding="same"),
                MaxPooling2D(),
                Conv2D(filters=64, padding="same"),
                MaxPooling2D(),
                Flatten(),
                Dropout(rate=0.5),
                head(),
            ),
            DataChoice(dataset="digits"),
            TrainingConfig(epochs=20),
            side=8,
        ),
    ),
)
