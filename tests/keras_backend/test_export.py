"""Every file that a network is saved as answers as the network does, whatever layers it has."""

import keras
import numpy as np
import pytest
import tensorflow as tf
from training_fakes import CLASSES, Person, Recorder, corners, experiment, network, random_network

from cnn_core.keras_backend.build import build
from cnn_core.keras_backend.export import export_file, h5_file
from cnn_core.keras_backend.lite import lite_file
from cnn_core.keras_backend.predict import Predictor
from cnn_core.keras_backend.train import train
from cnn_core.keras_backend.weights import weights_of
from cnn_core.runs import RunFolder, RunMeta
from cnn_core.runs.bundle import read_bundle, write_bundle
from cnn_core.runs.loading import bundle_of, create_run
from cnn_core.spec import (
    ELU,
    Activation,
    Architecture,
    AveragePooling2D,
    BatchNormalization,
    Conv2D,
    Dense,
    DepthwiseConv2D,
    Dropout,
    Flatten,
    GaussianNoise,
    GlobalAveragePooling2D,
    GlobalMaxPooling2D,
    GroupNormalization,
    InvertedResidual,
    Layer,
    LayerNormalization,
    LeakyReLU,
    MaxPooling2D,
    PReLU,
    ResidualBlock,
    SeparableBlock,
    SeparableConv2D,
    SpatialDropout2D,
    UpSampling2D,
    ZeroPadding2D,
)

SOFTMAX = Dense(units=CLASSES, activation="softmax")
FIRST = (Conv2D(filters=4, activation="linear", use_bias=False), BatchNormalization(), LeakyReLU(), MaxPooling2D())
SECOND = (
    Conv2D(filters=3, kernel_size=2, padding="same"),
    SpatialDropout2D(),
    AveragePooling2D(strides=1),
    Activation(activation="silu"),
)
THIRD = (
    UpSampling2D(),
    DepthwiseConv2D(),
    SeparableConv2D(filters=4),
    GroupNormalization(groups=2),
    LayerNormalization(),
    GaussianNoise(),
    PReLU(),
    ELU(),
    ZeroPadding2D(),
    ResidualBlock(filters=4, strides=2),
    InvertedResidual(filters=4, expansion=2),
    SeparableBlock(filters=5),
)
LAST = (Dropout(), Dense(units=8, activation="gelu"), Flatten(), SOFTMAX)
POOLS = (GlobalAveragePooling2D(), GlobalMaxPooling2D())


def all_kinds(pool: Layer) -> tuple[Layer, ...]:
    """Every kind of layer, but that an image becomes numbers in one way only."""
    return (*FIRST, *THIRD, *SECOND, pool, *LAST)


@pytest.fixture(scope="module", params=POOLS, ids=lambda pool: pool.kind)
def everything(request) -> tuple[Architecture, dict]:
    """A network with every kind of layer, one that is switched off, and weights that are all different."""
    layers = all_kinds(request.param)
    layers = (*layers[:3], Dropout(enabled=False), *layers[3:])
    architecture = Architecture(name="everything", input_shape=(8, 8, 1), layers=layers)
    rng = np.random.default_rng(3)
    shapes = {name: array.shape for name, array in weights_of(build(architecture), architecture).items()}
    return architecture, {name: rng.uniform(0.1, 1.0, shape).astype(np.float32) for name, shape in shapes.items()}


@pytest.fixture(scope="module")
def images():
    return np.random.default_rng(4).random((7, 8, 8, 1), dtype=np.float32)


def test_the_network_of_these_tests_has_every_kind_of_layer():
    assert {layer.kind for pool in POOLS for layer in all_kinds(pool)} == set(Layer.kinds)


@pytest.fixture(scope="module")
def expected(everything, images):
    """What the network answers before it is saved."""
    return Predictor(*everything).probabilities(images)


@pytest.mark.parametrize(("make", "name"), [(export_file, "network.keras"), (h5_file, "network.h5")])
def test_keras_reads_the_file_and_gives_the_same_answers(everything, images, expected, tmp_path, make, name):
    path = tmp_path / name
    path.write_bytes(make(*everything))
    answers = keras.models.load_model(path, compile=False)(images, training=False)
    np.testing.assert_allclose(answers, expected, rtol=1e-5, atol=1e-7)


@pytest.mark.filterwarnings("ignore:.*tf.lite.Interpreter is deprecated")
def test_tensorflow_lite_gives_the_same_answers(everything, images, expected):
    interpreter = tf.lite.Interpreter(model_content=lite_file(*everything))
    taken, given = interpreter.get_input_details()[0]["index"], interpreter.get_output_details()[0]["index"]
    interpreter.resize_tensor_input(taken, images.shape)
    interpreter.allocate_tensors()
    interpreter.set_tensor(taken, images)
    interpreter.invoke()
    np.testing.assert_allclose(interpreter.get_tensor(given), expected, atol=1e-5)


@pytest.mark.parametrize("make", [h5_file, lite_file])
def test_a_network_trained_in_bfloat16_is_saved_in_float32(make):
    outcome = train(experiment(epochs=1, precision="mixed_bfloat16"), corners(), Recorder(), Person(), file_export=False)
    assert b"bfloat16" not in make(network(), outcome.weights)


def kept(chosen, root, epochs):
    """A run folder as an engine leaves it, whose last checkpoint is of this epoch."""
    recorder = Recorder()
    outcome = train(chosen, corners(), recorder, Person(), file_export=False)
    folder = RunFolder.create(root, RunMeta(id=f"run-{epochs}", experiment=chosen))
    folder.append([*recorder.events, {"event": "finished", "time": 0.0, "reason": "completed", "epochs": epochs, "seconds": 1.0}])
    folder.save_weights(outcome.weights)
    folder.save_checkpoint(epochs, *recorder.checkpoints[epochs])
    return folder, outcome


def test_a_bundle_gives_the_same_answers(tmp_path, images):
    folder, outcome = kept(experiment(random_network(), epochs=1), tmp_path, 1)
    again = read_bundle(write_bundle(bundle_of(folder, outcome.weights, tuple("abcd"))))
    first, second = Predictor(random_network(), outcome.weights), Predictor(again.architecture, again.weights)
    np.testing.assert_array_equal(first.probabilities(images), second.probabilities(images))


def test_training_goes_on_from_a_bundle_exactly_as_it_would_have_without(tmp_path):
    folder, outcome = kept(experiment(random_network(), epochs=1, early_stopping=5), tmp_path, 1)
    again = read_bundle(write_bundle(bundle_of(folder, outcome.weights, tuple("abcd"))))
    loaded = create_run(tmp_path / "loaded", again, "ann", "")
    whole = train(experiment(random_network(), epochs=3, early_stopping=5), corners(), Recorder(), Person(), file_export=False)
    longer = experiment(random_network(), epochs=3, early_stopping=5)
    rest = train(longer, corners(), Recorder(), Person(), loaded.resume(), file_export=False)
    assert rest.epochs == 3
    for name, array in whole.weights.items():
        np.testing.assert_array_equal(rest.weights[name], array, err_msg=name)


def test_training_goes_on_from_weights_alone_with_a_fresh_optimizer(tmp_path):
    folder, outcome = kept(experiment(epochs=1), tmp_path, 1)
    (folder.path / "state.npz").unlink()
    bare = read_bundle(write_bundle(bundle_of(folder, outcome.weights, tuple("abcd"))))
    resume = create_run(tmp_path / "loaded", bare, "ann", "").resume()
    recorder = Recorder()
    rest = train(experiment(epochs=2), corners(), recorder, Person(), resume, file_export=False)
    assert rest.epochs == 2
    assert recorder.named("epoch")[0]["epoch"] == 2
