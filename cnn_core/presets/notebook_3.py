"""The two networks of the third course notebook: clothing, first with overfitting and then with dropout."""

from __future__ import annotations

from cnn_core.data.choice import DataChoice
from cnn_core.presets.preset import Preset, Printed, experiment, head
from cnn_core.spec import Conv2D, Dense, Dropout, Flatten, Layer, LeakyReLU, MaxPooling2D
from cnn_core.training.config import TrainingConfig
from cnn_core.training.optimizers import Adam

SOURCE = "Laboratory work on Fashion-MNIST"
DIFFERS = "The notebook draws its 20% for validation (random_state 13) without regard to the classes; here each class keeps its proportion."
DATA = DataChoice(dataset="fashion_mnist", validation="stratified", validation_split=0.2, split_seed=13)
TRAINING = TrainingConfig(epochs=20, batch_size=64, optimizer=Adam())


def _block(filters: int, dropout: float = 0.0) -> tuple[Layer, ...]:
    rest: tuple[Layer, ...] = (Dropout(rate=dropout),) if dropout else ()
    return (
        Conv2D(filters=filters, padding="same", activation="linear"),
        LeakyReLU(negative_slope=0.1),
        MaxPooling2D(padding="same"),
        *rest,
    )


DENSE = (Flatten(), Dense(units=128, activation="linear"), LeakyReLU(negative_slope=0.1))

PRESETS = (
    Preset(
        name="notebook-3",
        title="Clothing, without dropout",
        description="Three blocks with LeakyReLU on Fashion-MNIST: the validation loss turns up after a few epochs, which is overfitting.",
        source=SOURCE,
        differs=DIFFERS,
        params=356_234,
        printed=Printed(val_accuracy=0.92, val_loss=0.4396),
        experiment=experiment("notebook-3", (*_block(32), *_block(64), *_block(128), *DENSE, head()), DATA, TRAINING),
    ),
    Preset(
        name="notebook-3-dropout",
        title="Clothing, with dropout",
        description="The same with dropout after each pooling and before the head: the two curves stay together.",
        source=SOURCE,
        differs=DIFFERS,
        params=356_234,
        experiment=experiment(
            "notebook-3-dropout",
            (*_block(32, 0.25), *_block(64, 0.25), *_block(128, 0.4), *DENSE, Dropout(rate=0.3), head()),
            DATA,
            TRAINING,
        ),
    ),
)
