"""Networks with blocks train, resume exactly, and learn colour images as a ResNet should."""

from dataclasses import replace

import numpy as np
import pytest
from training_fakes import Person, Recorder, corners, experiment

from cnn_core.data.prepare import Prepared
from cnn_core.data.scaling import Scaling
from cnn_core.keras_backend.layer_numbers import layer_numbers
from cnn_core.keras_backend.train import train
from cnn_core.presets import PRESETS
from cnn_core.spec import (
    Architecture,
    Dense,
    Dropout,
    GlobalAveragePooling2D,
    InvertedResidual,
    ResidualBlock,
    SeparableBlock,
)
from cnn_core.training.interface import Resume
from cnn_core.training.optimizers import SGD

BLOCKS = (
    ResidualBlock(filters=4, strides=2, l2=1e-4),
    Dropout(),
    InvertedResidual(filters=4, expansion=2),
    SeparableBlock(filters=6, trainable=False),
)


def test_a_resumed_run_with_blocks_equals_one_that_was_never_cut_off():
    data = corners()
    ends = GlobalAveragePooling2D(), Dense(units=data.classes, activation="softmax")
    stack = Architecture(name="blocks", input_shape=data.x_train.shape[1:], layers=(*BLOCKS, *ends))
    chosen, recorder = experiment(stack, epochs=2), Recorder()
    whole = train(chosen, data, recorder, Person(), file_export=False)
    weights, state = recorder.checkpoints[1]
    rest = train(chosen, corners(), Recorder(), Person(), Resume(epoch=1, weights=weights, state=state), file_export=False)
    assert whole.weights.keys() == rest.weights.keys()
    assert all(np.array_equal(whole.weights[name], rest.weights[name]) for name in whole.weights)
    begun = recorder.checkpoints[0][0]
    frozen = [name for name in begun if name.startswith("3.")]
    assert frozen
    assert all(np.array_equal(begun[name], whole.weights[name]) for name in frozen)
    numbers = layer_numbers(stack, whole.weights, data.x_test[:4], data.y_test[:4], "categorical_crossentropy")
    assert numbers.keys() == {0, 2, 5}  # of the layers that learn


def coloured(count, seed):
    """Images in the form of CIFAR-10: in each class one of three colours, in one of three stripes, shines through noise."""
    draw = np.random.default_rng(seed)
    labels = np.arange(count) % 9
    images = draw.normal(0, 1, (count, 32, 32, 3))
    for image, label in zip(images, labels, strict=True):
        image[10 * (label // 3) : 10 * (label // 3) + 10, :, label % 3] += 1.5
    return images.astype(np.float32), labels


@pytest.mark.parametrize("name", ["resnet-small", pytest.param("resnet-20", marks=pytest.mark.long)])
def test_a_residual_network_learns_coloured_images_in_a_few_steps(name):
    """With the settings of ResNet-20; the small one has a block where that has three."""
    preset = PRESETS["resnet-20"]
    (x, y), (x_test, y_test) = coloured(288, 1), coloured(90, 2)
    settings = replace(
        preset.experiment.training,
        epochs=4,
        batch_size=24,
        schedule="constant",
        warmup=0,
        optimizer=SGD(learning_rate=0.05, momentum=0.9),
    )
    network = PRESETS[name].experiment.architecture.fit_to((32, 32, 3), 10)
    for index, layer in enumerate(network.layers):
        network = (
            network.edit(index, momentum=0.8) if hasattr(layer, "momentum") else network
        )  # its averages are to settle in 48 steps
    chosen = replace(preset.experiment, training=settings, architecture=network)
    parts = x, y, x_test, y_test, x_test, y_test
    outcome = train(chosen, Prepared(*parts, Scaling(0.0, 1.0), 10), Recorder(), Person(), file_export=False)
    assert outcome.test_accuracy > 0.6  # chance is one in nine
