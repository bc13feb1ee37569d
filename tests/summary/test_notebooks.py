"""The networks of the course notebooks: the tables that the notebooks print."""

from cnn_core.presets import PRESETS
from cnn_core.spec import Activation, Architecture, Conv2D, Dense, Dropout, Flatten, MaxPooling2D
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

    def block(filters):
        return (
            Conv2D(filters=filters, padding="same", activation="linear"),
            Activation(),
            Conv2D(filters=filters, activation="linear"),
            Activation(),
            MaxPooling2D(),
            Dropout(rate=0.25),
        )

    end = (Flatten(), Dense(units=512, activation="linear"), Activation(), Dropout(rate=0.5))
    last = (Dense(units=10, activation="linear"), Activation(activation="softmax"))
    return Architecture(name="exercise", input_shape=(28, 28, 1), layers=(*block(32), *block(64), *end, *last))


def test_the_exercise_model_has_the_18_rows_of_its_notebook():
    table = summarise(exercise(), 10)
    a, b, c = (28, 28, 32), (26, 26, 32), (13, 13, 32)
    d, e, f = (13, 13, 64), (11, 11, 64), (5, 5, 64)
    expected = [a, a, b, b, c, c, d, d, e, e, f, f, (1600,), (512,), (512,), (512,), (10,), (10,)]
    assert [r.output_shape for r in table.rows] == expected
    assert [r.input_shape for r in table.rows] == [(28, 28, 1), *expected[:-1]]
    assert table.errors == ()


def test_92_percent_of_the_exercise_models_weights_sit_behind_flatten():
    """1600 x 512 + 512 = 819,712 of 890,410."""
    (issue,) = summarise(exercise(), 10).issues
    assert (issue.code, issue.layer) == ("one-layer-has-all", 13)
    assert issue.message.startswith("92% of the weights sit in Dense 512 (layer 14), because 5x5x64 = 1,600 numbers")


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


def test_every_preset_has_the_total_of_its_source_and_nothing_to_complain_of():
    for preset in PRESETS.values():
        summary = summarise(preset.experiment.architecture, 10)
        assert summary.params == preset.params
        assert summary.issues == (), preset.name
        assert preset.description.endswith(".")
        assert preset.experiment.architecture.name == preset.name
