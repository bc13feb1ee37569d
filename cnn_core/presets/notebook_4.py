"""The network of the fourth course notebook."""

from __future__ import annotations

from cnn_core.data.choice import DataChoice
from cnn_core.presets.preset import Preset, Printed, experiment, head
from cnn_core.spec import Conv2D, Dense, Flatten, MaxPooling2D
from cnn_core.training.config import TrainingConfig
from cnn_core.training.optimizers import Adam

PRESETS = (
    Preset(
        name="notebook-4",
        title="Two wide convolutions",
        description="Two wide convolutions on the full MNIST; the last 10% of the training images validate.",
        source="Convolutional Neural Networks for Vision; Multi-Classification with the MNIST Dataset",
        params=485_514,
        printed=Printed(test_accuracy=0.99),
        experiment=experiment(
            "notebook-4",
            (Conv2D(filters=64), MaxPooling2D(), Conv2D(filters=128), MaxPooling2D(), Flatten(), Dense(units=128), head()),
            DataChoice(dataset="mnist", validation="last", validation_split=0.1),
            TrainingConfig(epochs=5, batch_size=64, optimizer=Adam()),
        ),
    ),
)
