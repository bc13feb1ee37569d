"""Layers of Keras that are something else here: the network gives the file's own answers, and says what became of them."""

import keras
import pytest
from agreement import RNG, agree
from make_models import LAYERS, as_file, filled, h5_with, keras_with, model, small

from cnn_core.data.augmentation import Augmentation
from cnn_core.errors import RunError
from cnn_core.keras_files.reading import network_in
from cnn_core.spec import Flatten


@pytest.mark.parametrize("ending", [".keras", ".h5"])
@pytest.mark.parametrize(
    "layer",
    [
        LAYERS.ReLU(),
        LAYERS.ReLU(negative_slope=0.1),
        LAYERS.LeakyReLU(),
        LAYERS.ELU(),
        LAYERS.ELU(0.5),
        LAYERS.PReLU(),
        LAYERS.PReLU(shared_axes=[1, 2]),
        LAYERS.ReLU(6.0),
        LAYERS.Activation("relu6"),
        LAYERS.Activation("swish"),
        LAYERS.Conv2D(3, 2, activation="leaky_relu"),
        LAYERS.Conv2D(3, 2, activation=LAYERS.LeakyReLU(negative_slope=0.2)),
        LAYERS.Reshape((8, 8, 1)),
        LAYERS.Resizing(8, 8),
        LAYERS.GaussianDropout(0.3),
        LAYERS.ActivityRegularization(0.1),
        LAYERS.BatchNormalization(axis=3),
        LAYERS.Dropout(0.97),
        LAYERS.MaxPooling2D(8),
        LAYERS.Conv2D(600, 8, strides=5),
        LAYERS.Conv2D(2, 3, dilation_rate=2),
        LAYERS.Conv2D(2, 3, dilation_rate=(1, 3), padding="same"),
        LAYERS.DepthwiseConv2D(3, dilation_rate=2, depth_multiplier=4),
        LAYERS.SeparableConv2D(3, 2, dilation_rate=3),
    ],
    ids=lambda layer: layer.name,
)
def test_a_layer_gives_the_same_numbers_as_in_keras(layer, ending):
    network = model(small(layer))
    agree(network, as_file(network, ending))


def test_groups_initializers_and_regularizers_come_with_the_network():
    l2, l1_l2 = keras.regularizers.L2(0.02), keras.regularizers.L1L2(0.1, 0.2)
    network = model(
        [
            LAYERS.Conv2D(4, 3, kernel_initializer="he_normal", kernel_regularizer=l2),
            LAYERS.Conv2D(4, 3, groups=2, kernel_initializer=keras.initializers.RandomNormal(0.0, 0.3)),
            LAYERS.SeparableConv2D(2, 1, pointwise_initializer="zeros", depthwise_regularizer=l1_l2, pointwise_regularizer=l1_l2),
            LAYERS.Flatten(),
            LAYERS.Dense(10, activation="softmax", kernel_regularizer="l1"),
        ]
    )
    found = agree(network, as_file(network, ".keras")).architecture.layers
    assert (found[0].kernel_initializer, found[0].l1, found[0].l2) == ("he_normal", 0.0, 0.02)
    assert (found[1].groups, found[1].kernel_initializer, found[1].l2) == (2, "glorot_uniform", 0.0)  # another spread
    assert (found[2].pointwise_initializer, found[2].l1, found[2].l2) == ("zeros", 0.1, 0.2)
    assert (found[4].l1, found[4].l2) == (0.01, 0.0)  # Keras's strength of "l1"


def test_rescaling_becomes_the_scaling_of_the_pixels_and_is_not_done_twice():
    network = model(small(LAYERS.Rescaling(1 / 127.5, offset=-1)))
    found = agree(network, as_file(network, ".keras"), largest=255)
    assert found.scale == pytest.approx((1 / 127.5, -1))
    assert [layer.kind for layer in found.architecture.layers] == ["Flatten", "Dense"]
    assert any("Rescaling became the scaling" in note for note in found.notes)


def test_two_layers_that_scale_are_one_scaling():
    network = model(small(LAYERS.Rescaling(1 / 255), LAYERS.Normalization(mean=0.5, variance=0.25)))
    assert agree(network, as_file(network, ".h5"), largest=255).scale == pytest.approx((2 / 255, -1))


@pytest.mark.parametrize("ending", [".keras", ".h5"])
def test_statistics_that_normalization_was_adapted_to_are_read_from_its_weights(ending):
    first = LAYERS.Normalization(axis=-1)
    first.adapt(RNG.normal(3, 2, (50, 8, 8, 1)))
    network = keras.Sequential([keras.Input((8, 8, 1)), first, *small()])
    found = agree(network, as_file(network, ending))
    assert found.scale == pytest.approx((0.5, -1.5), abs=0.1)


def test_a_scaling_of_each_colour_becomes_a_frozen_batch_normalization():
    network = model(small(LAYERS.Normalization(mean=[1.0, 2.0, 3.0], variance=[1.0, 4.0, 9.0])), (8, 8, 3))
    found = agree(network, as_file(network, ".keras"), largest=255)
    first = found.architecture.layers[0]
    assert (first.kind, first.trainable, found.scale) == ("BatchNormalization", False, (1.0, 0.0))


def test_augmentation_inside_a_model_becomes_the_augmentation():
    inner = keras.Sequential([LAYERS.RandomFlip("horizontal"), LAYERS.RandomRotation(0.1), LAYERS.RandomZoom((-0.2, 0.2))])
    network = model([inner, LAYERS.Rescaling(1 / 255), *small(LAYERS.RandomContrast(0.3))])
    found = agree(network, as_file(network, ".keras"), largest=255)
    assert found.augmentation == Augmentation(horizontal_flip=True, rotation=0.1, zoom=0.2, contrast=0.3)
    assert [layer.kind for layer in found.architecture.layers] == ["Flatten", "Dense"]


def test_augmentation_that_cannot_be_had_is_left_out_and_said():
    network = model(small(LAYERS.RandomFlip("vertical"), LAYERS.RandomRotation(0.5)))
    found = agree(network, as_file(network, ".keras"))
    assert not found.augmentation.active
    assert [note.split()[0] for note in found.notes] == ["RandomFlip", "RandomRotation"]


def test_images_without_a_channel_get_one():
    network = model(small(LAYERS.Rescaling(1 / 255)), (8, 8))
    found = agree(network, as_file(network, ".keras"), largest=255)
    assert found.architecture.input_shape == (8, 8, 1)
    assert any("without a channel" in note for note in found.notes)


@pytest.mark.parametrize(("numbers", "image"), [(784, (28, 28, 1)), (3072, (32, 32, 3)), (64, (8, 8, 1))])
def test_rows_of_pixels_become_images_that_are_flattened_first(numbers, image):
    network = model([LAYERS.Dense(5, activation="relu"), LAYERS.Dense(10, activation="softmax")], (numbers,))
    found = agree(network, as_file(network, ".h5"))
    assert found.architecture.input_shape == image
    assert isinstance(found.architecture.layers[0], Flatten)
    assert any(f"rows of {numbers:,} numbers" in note for note in found.notes)


def test_rows_that_are_reshaped_to_images_need_no_layer_for_it():
    network = model([LAYERS.Reshape((4, 8, 2)), LAYERS.Conv2D(2, 2), *small()], (64,))
    found = agree(network, as_file(network, ".keras"))
    assert found.architecture.input_shape == (4, 8, 2)
    assert found.architecture.layers[0].kind == "Conv2D"


def test_a_reshape_to_a_vector_is_flatten():
    network = model([LAYERS.Reshape((-1,)), LAYERS.Dense(10, activation="softmax")])
    assert [layer.kind for layer in agree(network, as_file(network, ".keras")).architecture.layers] == ["Flatten", "Dense"]


@pytest.mark.parametrize("ending", [".keras", ".h5"])
def test_models_inside_models_and_plain_chains_are_one_row_of_layers(ending):
    inner = keras.Sequential([keras.Input((8, 8, 1)), LAYERS.Conv2D(3, 3), LAYERS.BatchNormalization(), LAYERS.ReLU()])
    second = keras.Sequential([keras.Input((6, 6, 3)), LAYERS.Conv2D(2, 3), LAYERS.Conv2D(3, 1)])
    given = keras.Input((8, 8, 1))
    x = LAYERS.Flatten()(LAYERS.Conv2D(2, 1)(second(inner(given))))
    network = filled(keras.Model(given, LAYERS.Dense(10, activation="softmax")(x)))
    kinds = [layer.kind for layer in agree(network, as_file(network, ending)).architecture.layers]
    assert kinds == ["Conv2D", "BatchNormalization", "Activation", "Conv2D", "Conv2D", "Conv2D", "Flatten", "Dense"]


def test_a_model_that_does_not_train_freezes_its_layers():
    inner = keras.Sequential([keras.Input((8, 8, 1)), LAYERS.Conv2D(3, 3)])
    inner.trainable = False
    network = model([inner, *small()])
    found = agree(network, as_file(network, ".keras"))
    assert [layer.trainable for layer in found.architecture.layers if hasattr(layer, "trainable")] == [False, True]


def test_a_network_that_is_frozen_as_a_whole_trains_its_head():
    network = model(small(LAYERS.Conv2D(2, 3)))
    network.trainable = False
    for each in network.layers:
        each.trainable = False
    found = agree(network, as_file(network, ".keras"))
    assert [layer.trainable for layer in found.architecture.layers if hasattr(layer, "trainable")] == [False, True]


def test_a_function_of_tensorflow_is_known_by_its_name():
    def change(value):
        function = {"module": "builtins", "class_name": "function", "config": "softmax_v2", "registered_name": "function"}
        value["config"]["layers"][-1]["config"]["activation"] = function

    network = model(small())
    agree(network, keras_with(network, change))


def test_a_file_without_the_size_of_its_images_tells_it_by_its_weights():
    def change(value):
        value["config"].pop("build_input_shape", None)
        value["config"]["layers"] = value["config"]["layers"][1:]

    network = model(small(LAYERS.Conv2D(4, 3), LAYERS.MaxPooling2D()), (28, 28, 1))
    found = agree(network, h5_with(network, change))
    assert "its weights fit images of 28x28x1" in found.notes[0]


def branch():
    given = keras.Input((8, 8, 1))
    first = LAYERS.Conv2D(1, 3, padding="same", name="first")(given)
    x = LAYERS.Add(name="the_sum")([given, first])
    return keras.Model(given, LAYERS.Dense(10, activation="softmax")(LAYERS.Flatten()(x)))


def shared():
    given = keras.Input((8, 8, 1))
    layer = LAYERS.Conv2D(1, 3, padding="same", name="again")
    return keras.Model(given, LAYERS.Dense(10)(LAYERS.Flatten()(layer(layer(given)))))


def output_on_the_way():
    """The numbers before the last layer beside its probabilities, as for a map of images."""
    given = keras.Input((8, 8, 1))
    hidden = LAYERS.Flatten()(given)
    return keras.Model(given, [hidden, LAYERS.Dense(10, activation="softmax")(hidden)])


def two_outputs():
    given = keras.Input((8, 8, 1))
    x = LAYERS.Flatten()(given)
    return keras.Model(given, [LAYERS.Dense(3)(x), LAYERS.Dense(2)(x)])


REFUSED = {
    "a skip connection": (branch, r"skip connection.*'the_sum' \(Add\)"),
    "a layer used twice": (shared, "'again'.*several places"),
    "two outputs": (two_outputs, "goes two ways"),
    "an output on the way": (output_on_the_way, "has 2 outputs, and CNN Lab takes one"),
    "relu5": (lambda: model(small(LAYERS.ReLU(5.0))), r"cut off above, at 5\.0"),
    "a size that changes": (lambda: model(small(LAYERS.Resizing(4, 4))), "Resizing.*changes the size"),
    "no classes": (lambda: model([LAYERS.Conv2D(3, 3)]), "does not end in one number per class"),
    "a regression": (lambda: model([LAYERS.Flatten(), LAYERS.Dense(1, activation="tanh")]), "activation tanh"),
    "text": (lambda: model([LAYERS.Dense(10, activation="softmax")], (1000,)), "1,000 numbers, which make no square image"),
    "a recurrent network": (
        lambda: model([LAYERS.LSTM(4), LAYERS.Dense(10)], (8, 8)),
        "'LSTM', which CNN Lab does not have: it reads images as a series",
    ),
    "rows of an image": (lambda: model(small(LAYERS.Dense(4)), (8, 8)), "without a channel, row by row"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_built_is_refused_by_its_name(name):
    make, words = REFUSED[name]
    with pytest.raises(RunError, match=words):
        network_in(as_file(make(), ".keras"))


def test_a_network_in_half_precision_is_said_to_differ_in_the_third_decimal():
    half = model(
        [LAYERS.Conv2D(3, 3, dtype="mixed_float16"), LAYERS.Flatten(), LAYERS.Dense(10, activation="softmax", dtype="float32")]
    )
    found = network_in(as_file(half, ".keras"))
    assert any("computes in half precision" in note for note in found.notes)
    whole = network_in(as_file(model(small()), ".keras"))
    assert not any("half precision" in note for note in whole.notes)
