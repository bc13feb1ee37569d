"""Where the error is, what is allowed, what was received."""

import pytest

from cnn_core.data.choice import DataChoice
from cnn_core.errors import LabError, shown
from cnn_core.experiment import Experiment
from cnn_core.presets import PRESETS
from cnn_core.spec import Architecture, Conv2D, Layer, SpecError
from cnn_core.spec.strict_json import MAX_BYTES, read_json
from cnn_core.training.config import TrainingConfig


def small():
    return PRESETS["small-cnn"].experiment.to_json()


def message(read, value):
    with pytest.raises(SpecError) as caught:
        read(value)
    assert isinstance(caught.value, LabError)
    return str(caught.value)


def test_a_bad_layer_field_is_named_by_its_path():
    value = small()["architecture"]
    value["layers"][2]["kernel_size"] = 65
    expected = "layers[2].kernel_size: must be one whole number or [height, width], each from 1 to 64. Received: 65"
    assert message(Architecture.from_json, value) == expected


def test_inside_an_experiment_the_path_starts_at_the_experiment():
    value = small()
    value["architecture"]["layers"][0]["filters"] = "many"
    value["training"]["batch_size"] = 0
    assert message(Experiment.from_json, value).startswith(
        "architecture.layers[0].filters: must be a whole number from 1 to 2048."
    )
    value["architecture"]["layers"][0]["filters"] = 8
    assert message(Experiment.from_json, value) == "training.batch_size: must lie from 1 to 512. Received: 0"


def test_an_unknown_kind_gets_the_list_of_kinds():
    value = small()["architecture"]
    value["layers"][1] = {"kind": "Lambda"}
    text = message(Architecture.from_json, value)
    assert text.startswith("layers[1].kind: must be one of ")
    assert all(f"{kind}, " in text or f"{kind}." in text for kind in Layer.kinds)
    assert text.endswith("Received: 'Lambda'")


def test_the_name_of_a_private_base_is_no_kind():
    value = small()["architecture"]
    for kind in ("_Pooling", "Layer", "Family", "__class__", "", None, ["Dense"]):
        value["layers"][1] = {"kind": kind}
        assert message(Architecture.from_json, value).startswith("layers[1].kind: must be one of ")


def test_an_unknown_field_gets_the_list_of_fields():
    value = small()["architecture"]
    value["layers"][1]["size"] = 2
    expected = "layers[1].size: is no field of MaxPooling2D, which has enabled, pool_size, strides, padding. Received: 2"
    assert message(Architecture.from_json, value) == expected


def test_a_missing_part_is_named_once():
    value = small()
    for part in ("architecture", "data", "training"):
        rest = {name: each for name, each in value.items() if name != part}
        assert message(Experiment.from_json, rest) == f"{part}: must be a JSON object. Received: None"


def test_a_layer_that_is_no_object_is_named_by_its_place():
    value = small()["architecture"]
    value["layers"][3] = "Flatten"
    assert message(Architecture.from_json, value) == "layers[3]: must be a JSON object. Received: 'Flatten'"


def test_a_missing_optimizer_is_named():
    value = small()["training"]
    del value["optimizer"]
    assert message(TrainingConfig.from_json, value) == "optimizer: must be a JSON object. Received: None"


def test_the_value_itself_may_be_wrong():
    assert message(Architecture.from_json, []) == "value: must be a JSON object. Received: []"
    assert message(DataChoice.from_json, None) == "value: must be a JSON object. Received: None"


@pytest.mark.parametrize("schema", [None, 0, 2, "1", True, 1.5])
def test_another_schema_is_refused(schema):
    value = small()["architecture"] | {"schema": schema}
    assert message(Architecture.from_json, value).startswith("schema: must be 1, the only one this version knows.")


@pytest.mark.parametrize("shape", [None, 28, [], [28, 28], [28, 28, 1, 1], [0, 28, 1], [28, 513, 1], [28, 28, 5], [28, 28.0, 1]])
def test_an_input_shape_is_height_width_and_channels(shape):
    value = small()["architecture"] | {"input_shape": shape}
    assert message(Architecture.from_json, value).startswith("input_shape")


def test_sixty_four_layers_are_enough():
    value = small()["architecture"]
    value["layers"] = [{"kind": "Dropout"}] * 65
    assert message(Architecture.from_json, value) == "layers: must be at most 64. Received: 65"
    assert len(Architecture.from_json(value | {"layers": [{"kind": "Dropout"}] * 64}).layers) == 64


def test_a_field_name_with_control_characters_is_shown_escaped():
    value = small()["architecture"] | {"na\nme\x1b[31m": 1}
    assert message(Architecture.from_json, value) == "'na\\nme\\x1b[31m': is no field of an architecture. Received: 1"


def test_an_edit_names_the_layer():
    architecture = PRESETS["small-cnn"].experiment.architecture
    with pytest.raises(SpecError, match=r"^layers\[2\]\.filters: must lie from 1 to 2048\. Received: 0$"):
        architecture.edit(2, filters=0)


def test_what_was_received_is_shown_in_at_most_80_characters():
    deep = []
    for _ in range(5000):
        deep = [deep]
    for value in ("x" * 10**6, 10**5000, -(10**5000), deep, {"k" * 500: [1] * 500}, [10**5000] * 3, b"\xff" * 500):
        assert len(shown(value)) <= 80
        assert shown(value).isprintable()


def test_a_whole_number_of_thousands_of_digits_is_refused_like_any_other():
    with pytest.raises(SpecError, match="filters: must lie from 1 to 2048"):
        Conv2D(filters=10**5000)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "must be JSON"),
        ("", "must be JSON"),
        (b"\xff\xfe\xfd", "must be JSON"),
        ("[" * 100_000, "nesting"),
        ("1" * 5000, "must be JSON"),
        (" " * (MAX_BYTES + 1), "at most 256 KB"),
    ],
)
def test_text_that_is_no_json_is_refused_in_a_sentence(text, words):
    said = message(read_json, text)
    assert words in said
    assert len(said) < 300
    assert said.isprintable()
