"""The networks of the course notebooks: the tables that the notebooks print."""

import pytest

from cnn_core.data.task import class_names
from cnn_core.presets import DEFAULT, GROUPS, PRESETS
from cnn_core.summary import summarise


def test_notebook_4_has_485514_parameters_in_the_rows_it_prints():
    summary = summarise(PRESETS["notebook-4"].experiment.architecture, 10)
    assert [r.params for r in summary.rows] == [640, 0, 73_856, 0, 0, 409_728, 1_290]
    shapes = [(26, 26, 64), (13, 13, 64), (11, 11, 128), (5, 5, 128), (3200,), (128,), (10,)]
    assert [r.output_shape for r in summary.rows] == shapes
    assert summary.params == 485_514
    assert summary.issues == ()


def test_notebook_5s_cnn_has_93322_parameters():
    """320 + 18,496 + 36,928 + 36,928 + 650: Keras's own table of that notebook."""
    summary = summarise(PRESETS["notebook-5-cnn"].experiment.architecture, 10)
    assert [r.params for r in summary.rows if r.params] == [320, 18_496, 36_928, 36_928, 650]
    assert [r.output_shape for r in summary.rows][:6] == [
        (26, 26, 32),
        (13, 13, 32),
        (11, 11, 64),
        (5, 5, 64),
        (3, 3, 64),
        (576,),
    ]
    assert summary.params == 93_322


def exercise():
    """The exercise model of the notebook "Convolution Nets for MNIST", activations as layers of their own."""
    return PRESETS["notebook-2-exercise"].experiment.architecture


def test_the_exercise_model_has_the_18_rows_of_its_notebook():
    table = summarise(exercise(), 10)
    a, b, c = (28, 28, 32), (26, 26, 32), (13, 13, 32)
    d, e, f = (13, 13, 64), (11, 11, 64), (5, 5, 64)
    expected = [a, a, b, b, c, c, d, d, e, e, f, f, (1600,), (512,), (512,), (512,), (10,), (10,)]
    assert [r.output_shape for r in table.rows] == expected
    assert [r.input_shape for r in table.rows] == [(28, 28, 1), *expected[:-1]]
    assert table.errors == ()


def test_92_percent_of_the_exercise_models_weights_sit_behind_flatten():
    """1600 x 512 + 512 = 819,712 of 889,834."""
    (issue,) = summarise(exercise(), 10).issues
    assert (issue.code, issue.layer) == ("one-layer-has-all", 13)
    assert issue.message.startswith("92% of the weights are in Dense 512 (layer 14), because 5x5x64 = 1,600 numbers")


def test_the_exercise_model_has_the_weight_table_of_its_notebook():
    weights = [tuple(w.shape for w in r.weights) for r in summarise(exercise()).rows if r.weights]
    assert weights == [
        ((3, 3, 1, 32), (32,)),
        ((3, 3, 32, 32), (32,)),
        ((3, 3, 32, 64), (64,)),
        ((3, 3, 64, 64), (64,)),
        ((1600, 512), (512,)),
        ((512, 10), (10,)),
    ]


def test_the_first_notebooks_network_sees_4x4_pixels_at_first():
    """Flatten gives 11 x 11 x 64 = 7,744 numbers; 544 + 18,496 + 991,360 + 1,290 parameters."""
    rows = summarise(PRESETS["notebook-1"].experiment.architecture, 10).rows
    assert [r.output_shape for r in rows[:3]] == [(25, 25, 32), (23, 23, 64), (11, 11, 64)]
    assert [r.params for r in rows if r.params] == [544, 18_496, 991_360, 1_290]


@pytest.mark.parametrize("letter", "abcde")
def test_the_six_steps_of_notebook_2_end_in_two_answers(letter):
    preset = PRESETS[f"notebook-2{letter}"]
    assert summarise(preset.experiment.architecture, 2).output_shape == (2,)
    data = preset.experiment.data
    assert (data.dataset, data.task, data.target, data.others, data.split_seed) == ("mnist", "one-against-rest", 6, 6_000, 1338)


def test_the_pools_of_notebook_3_keep_the_odd_row():
    """28, 14, 7 and, with padding="same", 4: the table of the notebook."""
    for name in ("notebook-3", "notebook-3-dropout"):
        layers = PRESETS[name].experiment.architecture.layers
        rows = summarise(PRESETS[name].experiment.architecture, 10).rows
        assert [r.output_shape for r in rows if r.kind == "MaxPooling2D"] == [(14, 14, 32), (7, 7, 64), (4, 4, 128)]
        assert [layer.negative_slope for layer in layers if layer.kind == "LeakyReLU"] == [0.1] * 4
    rates = [layer.rate for layer in PRESETS["notebook-3-dropout"].experiment.architecture.layers if layer.kind == "Dropout"]
    assert rates == [0.25, 0.25, 0.4, 0.3]


def test_a_third_pooling_leaves_one_pixel_to_notebook_5():
    rows = summarise(PRESETS["notebook-5-three-pools"].experiment.architecture, 10).rows
    assert [r.output_shape for r in rows if r.kind == "MaxPooling2D"][-1] == (1, 1, 64)


def test_every_preset_has_the_total_of_its_source_and_works():
    for preset in PRESETS.values():
        names = class_names(preset.experiment.data)
        summary = summarise(preset.experiment.architecture, len(names))
        assert summary.params == preset.params
        assert summary.errors == (), preset.name
        assert {issue.code for issue in summary.issues} <= {"one-layer-has-all"}, preset.name
        assert preset.description.endswith(".")
        assert not preset.differs or preset.differs.endswith(".")
        assert preset.experiment.architecture.name == preset.name


def test_every_preset_is_in_one_group():
    assert [preset.name for group in GROUPS.values() for preset in group] == list(PRESETS)
    assert summarise(PRESETS[DEFAULT].experiment.architecture, 10).issues == ()


def test_all_that_the_notebooks_train_is_there():
    variations = ("mlp", "cnn", "one-conv", "no-dense", "wide", "three-pools", "few-pools")
    wanted = {"notebook-1", *(f"notebook-2{step}" for step in "abcde"), "notebook-2-exercise", "notebook-3", "notebook-3-dropout"}
    assert {name for name in PRESETS if name.startswith("notebook")} == wanted | {"notebook-4"} | {
        f"notebook-5-{kind}" for kind in variations
    }
