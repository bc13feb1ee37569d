"""The network of the first course notebook."""

from __future__ import annotations

from cnn_core.data.choice import DataChoice
from cnn_core.presets.preset import Preset, Printed, experiment, head
from cnn_core.spec import Conv2D, Dense, Dropout, Flatten, MaxPooling2D
from cnn_core.training.config import TrainingConfig
from cnn_core.training.optimizers import Adadelta

PRESETS = (
    Preset(
        name="notebook-1",
        title="Two convolutions, Adadelta",
        description="Two convolutions before the first pooling, and dropout twice: wide, slow, and over 99% on the full MNIST.",
        source="Convolutional Neural Networks, and some practical techniques (2019)",
        differs="Adadelta takes steps of 1.0, which was the default of the notebook's Keras 2; Keras 3's 0.001 learns almost nothing. "
        "The test set validates, as in the notebook, so the test accuracy is not measured on unseen images.",
        params=1_011_690,
        printed=Printed(test_accuracy=0.9931, test_loss=0.0232),
        experiment=experiment(
            "notebook-1",
            (
                Conv2D(filters=32, kernel_size=(4, 4)),
                Conv2D(filters=64),
                MaxPooling2D(),
                Dropout(rate=0.25),
                Flatten(),
                Dense(units=128),
                Dropout(rate=0.5),
                head(),
            ),
            DataChoice(dataset="mnist", validation="test"),
            TrainingConfig(epochs=12, batch_size=128, optimizer=Adadelta(learning_rate=1.0)),
        ),
    ),
)
