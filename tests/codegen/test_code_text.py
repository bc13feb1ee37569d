"""What the exported code says, without running it: valid, safe whatever people typed, and the same in both forms."""

import ast
from dataclasses import replace
from random import Random
from types import SimpleNamespace

import keras
import nbformat
import numpy as np
import pytest
from drawn import _values, drawn

from cnn_core.codegen import data_file, notebook, notebook_text, script
from cnn_core.codegen.network import layer_call
from cnn_core.codegen.training import optimizer_call
from cnn_core.data.choice import DataChoice
from cnn_core.errors import SpecError
from cnn_core.keras_backend.build import build
from cnn_core.keras_backend.optimizer import make_optimizer
from cnn_core.presets import PRESETS
from cnn_core.spec import Architecture, Composite, Layer
from cnn_core.training.optimizers import SGD, Optimizer
from cnn_core.training.transfer import Transfer

small = PRESETS["small-cnn"].experiment
HOSTILE = [
    '""" + __import__("os").getcwd() + """',
    "'); import os; print(os.getcwd()) #",
    "\\",
    '\\"); x = 1 #',
    "{os.getcwd()}",
    "$(id) `id` %s",
    "![x](http://example.org/x.png) <img src=x>",
    "\N{PILE OF POO} é",
]


def structure(code):
    """The code with every text in it made the same."""
    tree = ast.parse(code)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = "text"
    return ast.dump(tree)


@pytest.mark.parametrize("number", [0, 3, 7, 12])
def test_a_notebook_is_valid_and_has_the_code_of_the_script(number):
    experiment = drawn(number)
    made = notebook(experiment)
    nbformat.validate(made)
    assert nbformat.reads(notebook_text(experiment), 4) == nbformat.from_dict(made)
    code = "\n\n".join(cell["source"] for cell in made["cells"] if cell["cell_type"] == "code")
    assert ast.dump(ast.parse(code)) == ast.dump(ast.parse(script(experiment)))


def test_minutes_are_a_callback_and_without_them_there_is_none():
    timed = replace(small, training=replace(small.training, minutes=5, early_stopping=2))
    code = script(timed)
    assert "MINUTES = 5" in code
    assert "callbacks=[early_stopping, StopAfter(MINUTES)]" in code
    assert "It ends after 5 minutes" in code
    assert "import time" in code
    assert "StopAfter" not in script(small)


def test_the_callback_of_the_code_stops_when_its_minutes_are_over(monkeypatch):
    """Keras itself, with the class as it stands in the code, and a clock of its own."""
    code = script(replace(small, training=replace(small.training, minutes=1)))
    (made,) = (node for node in ast.parse(code).body if isinstance(node, ast.ClassDef))
    now = [0.0]
    names = {"keras": keras, "time": SimpleNamespace(monotonic=lambda: now[0])}
    exec(ast.unparse(made), names)
    batches = []

    class Clock(keras.callbacks.Callback):
        def on_train_batch_begin(self, batch, logs=None):
            batches.append(batch)
            now[0] += 25

    model = keras.Sequential([keras.layers.Input((1,)), keras.layers.Dense(1)])
    model.compile("sgd", "mse")
    model.fit(np.zeros((50, 1)), np.zeros((50, 1)), batch_size=5, epochs=4, callbacks=[Clock(), names["StopAfter"](1)], verbose=0)
    assert len(batches) == 3


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_typed_stays_text(text):
    typed = replace(
        small,
        architecture=replace(small.architecture, name=text),
        data=replace(small.data, dataset=text[:40]),
        transfer=Transfer(run=text[:60], layers=2),
    )
    plain = replace(
        small,
        architecture=replace(small.architecture, name="mine"),
        data=replace(small.data, dataset="own-mine"),
        transfer=Transfer(run="mine", layers=2),
    )
    assert structure(script(typed)) == structure(script(plain))
    first = notebook(typed)["cells"][0]["source"].splitlines()[0]
    assert not any(mark in first.replace(f"\\{mark}", "") for mark in "`<>[](){}!*_$")


def test_class_names_of_ones_own_stay_text(monkeypatch):
    from cnn_core.codegen import source
    from cnn_core.data.catalogue import CATALOGUE

    entry = replace(CATALOGUE["mnist-mini"], class_names=tuple(HOSTILE))
    monkeypatch.setattr(source, "entry_of", lambda name: entry)
    (names,) = [
        ast.literal_eval(node.value)
        for node in ast.parse(script(small)).body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "CLASS_NAMES"
    ]
    assert names == HOSTILE


def config(made):
    """All that Keras knows of a layer or optimizer but the name that it gave it."""
    return {name: value for name, value in made.get_config().items() if name != "name"}


@pytest.mark.parametrize("kind", [kind for kind, layer in Layer.kinds.items() if not issubclass(layer, Composite)])
def test_every_kind_of_plain_layer_is_written_as_keras_understands_it(kind):
    for number in range(12):
        layer = replace(Layer.kinds[kind](**_values(Random(number), Layer.kinds[kind])), enabled=True)
        if kind == "GroupNormalization":
            layer = replace(layer, groups=1 + number % 2)
        if kind == "Conv2D":  # what Keras takes
            layer = replace(layer, filters=layer.filters * layer.groups)
            layer = replace(layer, strides=(1, 1) if number % 2 else layer.strides, dilation_rate=(1 + number % 2, 1))
        written = eval(layer_call(layer, {}), {"layers": keras.layers, "keras": keras})
        written.build((None, 12, 12, 2))
        stack = Architecture(name="one", input_shape=(12, 12, 2), layers=(layer,))
        (built,) = build(stack).layers
        assert config(written) == config(built)


@pytest.mark.parametrize("kind", Optimizer.kinds)
def test_every_optimizer_is_written_as_keras_understands_it(kind):
    for settings in (Optimizer.kinds[kind](), *(Optimizer.kinds[kind](**_rated(number, kind)) for number in range(12))):
        written = eval(optimizer_call(settings), {"keras": keras})
        assert config(written) == config(make_optimizer(settings))


def _rated(number, kind):
    return {**_values(Random(number), Optimizer.kinds[kind]), "learning_rate": 0.02}


def test_a_decay_is_the_schedule_that_keras_2_meant():
    assert "InverseTimeDecay(0.1, decay_steps=1, decay_rate=1e-06), momentum=0.9, nesterov=True)" in optimizer_call(
        SGD(learning_rate=0.1, decay=1e-6, momentum=0.9, nesterov=True)
    )


@pytest.mark.parametrize("name", PRESETS)
def test_the_code_of_a_preset_needs_nothing_of_the_laboratory_and_fits_a_page(name):
    code = script(PRESETS[name].experiment)
    imported = {
        (node.module if isinstance(node, ast.ImportFrom) else node.names[0].name).split(".")[0]
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert imported <= {"os", "keras", "tensorflow", "numpy", "sklearn", "matplotlib", "math"}
    assert max(map(len, code.splitlines())) <= 155
    assert len(code.splitlines()) < 150


def test_a_layer_that_is_switched_off_is_not_in_the_code():
    assert "layers.Dropout(" in script(small)
    assert "layers.Dropout(" not in script(replace(small, architecture=small.architecture.edit(5, enabled=False)))


def test_a_class_that_is_not_there_is_refused():
    with pytest.raises(SpecError, match=r"data.target: must be a class of mnist, from 0 to 9"):
        script(replace(small, data=DataChoice(dataset="mnist", task="one-against-rest", target=10)))


def test_the_file_that_the_code_reads_has_a_plain_name():
    assert data_file(DataChoice(dataset="mnist-mini")) == "mnist-mini.npz"
    assert data_file(DataChoice(dataset="../own cats")) == "own-cats.npz"
    assert [data_file(DataChoice(dataset=name)) for name in ("mnist", "digits", "cifar10")] == ["", "", ""]


@pytest.mark.parametrize("number", [1, 2])
def test_one_image_that_is_left_out_was_and_two_were(number):
    gone = tuple(range(number))
    text = " ".join(script(replace(small, data=replace(small.data, left_out=gone, left_out_test=gone))).replace("#", "").split())
    were = "image was" if number == 1 else "images were"
    assert f"{number} training {were} found to be no good" in text
    assert f"{number} test {were} left out" in text


def test_a_file_that_is_corrected_already_is_not_corrected_again(tmp_path, monkeypatch):
    """The Data page gives one as corrected, and without an image each number after it is another image's."""
    code = script(replace(small, data=replace(small.data, left_out=(3,))))
    begin = code[: code.index("LEFT_OUT = ")]
    monkeypatch.chdir(tmp_path)
    for images in (10_000, 9_999):
        x, y = np.zeros((images, 28, 28, 1), np.uint8), np.zeros(images, np.int64)
        np.savez(data_file(small.data), x_train=x, y_train=y, x_test=x[:2000], y_test=y[:2000])
        if images == 10_000:
            exec(begin, {})
        else:
            with pytest.raises(ValueError, match="must have the images as they came, 10000 and 2000"):
                exec(begin, {})


def test_the_code_says_in_which_precision_its_curves_are_those_of_the_run():
    """It promised them in float32, and set mixed_bfloat16."""
    for precision, said in (
        ("float32", "In float32 on a processor,"),
        ("mixed_bfloat16", "In mixed_bfloat16 on the same processor,"),
    ):
        code = script(replace(small, training=replace(small.training, precision=precision)))
        assert said in " ".join(code.replace("\n#", " ").split())
