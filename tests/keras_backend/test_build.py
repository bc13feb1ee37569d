import keras
import numpy as np
import pytest
from training_fakes import network

from cnn_core.errors import TrainingError
from cnn_core.keras_backend.build import build
from cnn_core.keras_backend.checked_rows import checked_rows
from cnn_core.keras_backend.weights import weights_of
from cnn_core.spec import Activation, Architecture, Composite, Conv2D, Dense, Dropout, Flatten, Layer, MaxPooling2D
from cnn_core.spec.blocks import BLOCKS

IMAGE_FIRST = {"Dense": [Flatten()], "GroupNormalization": [Conv2D(filters=8)]}


def plain(value):
    """A value with lists for tuples."""
    return [plain(each) for each in value] if isinstance(value, list | tuple) else value


@pytest.mark.parametrize("kind", sorted(kind for kind, each in Layer.kinds.items() if not issubclass(each, Composite)))
def test_every_kind_becomes_the_keras_layer_of_its_name_with_its_values(kind):
    layer = Layer.kinds[kind]()
    architecture = Architecture(name="one", input_shape=(12, 12, 3), layers=(*IMAGE_FIRST.get(kind, []), layer))
    made = build(architecture, seed=1).layers[-1]
    assert type(made) is getattr(keras.layers, kind)
    config = made.get_config()
    for name, value in layer.keras_arguments().items():
        if value is not None and not name.endswith("_initializer"):
            both = [value, value] if not isinstance(value, list) else [[each, each] for each in value]
            assert plain(keras.utils.serialize_keras_object(config[name])) in (value, both)  # one number may stand for a pair


@pytest.mark.parametrize("block", BLOCKS)
def test_a_block_becomes_a_model_of_the_keras_layers_inside_it(block):
    architecture = Architecture(name="one", input_shape=(12, 12, 3), layers=(block(),))
    made = build(architecture, seed=1).layers[-1]
    within = block().inside((12, 12, 3))
    sums = ["Add"] if within.skip is not None else []
    assert sorted(type(each).__name__ for each in made.layers) == sorted(
        ["InputLayer", *sums, *(step.layer.kind for step in within.steps)]
    )


@pytest.mark.parametrize("kind", sorted(Layer.kinds))
def test_every_kind_has_the_weights_in_keras_that_the_specification_says(kind):
    layer = Layer.kinds[kind]()
    architecture = Architecture(name="one", input_shape=(12, 12, 3), layers=(*IMAGE_FIRST.get(kind, []), layer))
    model = build(architecture, seed=1)
    wanted = {f"{row.index}.{weight.name}": weight.shape for row in checked_rows(architecture) for weight in row.weights}
    assert {name: array.shape for name, array in weights_of(model, architecture).items()} == wanted
    assert model.count_params() == sum(row.params for row in checked_rows(architecture))


def test_a_disabled_layer_is_left_out_and_the_others_keep_their_index():
    architecture = network(Dropout(enabled=False), Conv2D(filters=2))
    model = build(architecture, seed=1)
    assert [layer.name for layer in model.layers] == ["conv2d_0", "conv2d_2", "maxpooling2d_3", "flatten_4", "dense_5"]
    assert set(weights_of(model, architecture)) == {f"{i}.{name}" for i in (0, 2, 5) for name in ("kernel", "bias")}


def test_the_seed_fixes_the_first_weights():
    first, again, other = (weights_of(build(network(), seed), network()) for seed in (5, 5, 6))
    np.testing.assert_array_equal(first["0.kernel"], again["0.kernel"])
    assert not np.array_equal(first["0.kernel"], other["0.kernel"])


def test_mixed_precision_ends_before_the_head_and_leaves_no_global_policy_behind():
    layers = (Conv2D(filters=2), Flatten(), Dense(units=4, activation="linear"), Activation(activation="softmax"))
    model = build(Architecture(name="m", input_shape=(8, 8, 1), layers=layers), seed=1, precision="mixed_bfloat16")
    assert [layer.compute_dtype for layer in model.layers] == ["bfloat16", "bfloat16", "float32", "float32"]
    assert {variable.dtype for variable in model.variables} == {"float32"}
    assert keras.config.dtype_policy().name == "float32"


def test_a_layer_that_does_not_fit_is_named():
    pools = tuple(MaxPooling2D() for _ in range(5))
    with pytest.raises(TrainingError, match=r"Layer 4 \(MaxPooling2D\) does not fit: .* 2x2 .* 1x1 image"):
        build(Architecture(name="pooled away", input_shape=(8, 8, 1), layers=pools))
