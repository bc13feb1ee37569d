"""Files that Keras saved come in with the answers they gave; whatever else comes is one sentence."""

import io
import json
import subprocess
import sys
import time
import zipfile

import h5py
import keras
import numpy as np
import pytest
from make_models import as_file

from cnn_core.errors import RunError
from cnn_core.keras_backend.predict import Predictor
from cnn_core.keras_files import is_bundle, read_keras_file
from tests.keras_files.other_kinds import other_kinds

LAYERS = keras.layers


def saved(layers, ending, shape=(8, 8, 1), **options):
    """The bytes of a network as Keras itself saves it, with weights that are all different."""
    model = keras.Sequential([keras.Input(shape), *layers], **options)
    rng = np.random.default_rng(5)
    model.set_weights([rng.uniform(0.1, 1, each.shape) for each in model.get_weights()])
    return model, as_file(model, ending)


def every_kind():
    return [
        LAYERS.Conv2D(4, 3, use_bias=False),
        LAYERS.BatchNormalization(),
        LAYERS.LeakyReLU(negative_slope=0.2),
        LAYERS.MaxPooling2D(),
        LAYERS.Conv2D(3, (2, 1), padding="same", activation="relu"),
        LAYERS.SpatialDropout2D(0.2),
        LAYERS.BatchNormalization(scale=False),
        LAYERS.AveragePooling2D(2, strides=1),
        LAYERS.Activation("tanh"),
        LAYERS.GlobalAveragePooling2D(),
        LAYERS.Flatten(),
        LAYERS.Dropout(0.5),
        LAYERS.Dense(6, activation="relu"),
        LAYERS.Dense(10, activation="softmax"),
    ]


def small(*middle):
    return [*middle, LAYERS.Flatten(), LAYERS.Dense(10, activation="softmax")]


@pytest.mark.parametrize("ending", [".keras", ".h5"])
@pytest.mark.parametrize("layers", [every_kind, other_kinds])
def test_a_file_that_keras_saved_gives_the_same_answers(ending, layers):
    model, content = saved(layers(), ending)
    images = np.random.default_rng(6).random((5, 8, 8, 1), dtype=np.float32)
    assert not is_bundle(content)
    found = read_keras_file(content)
    network = Predictor(found.architecture, found.weights)
    np.testing.assert_allclose(network.probabilities(images), model.predict(images, verbose=0), rtol=1e-5, atol=1e-7)


@pytest.mark.parametrize("ending", [".keras", ".h5"])
def test_a_compiled_and_trained_model_comes_in_without_its_optimizer(ending):
    model, _ = saved(small(LAYERS.Dropout(0.1)), ending)
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(np.zeros((4, 8, 8, 1)), np.zeros(4), verbose=0)
    assert list(read_keras_file(as_file(model, ending)).weights) == ["2.kernel", "2.bias"]


def h5(change):
    """A good .h5 file after `change` has had its way with it."""
    file = io.BytesIO(saved(small(), ".h5")[1])
    with h5py.File(file, "r+") as inside:
        change(inside)
    return file.getvalue()


def kernel_place(file):
    layer = next(name for name in file["model_weights"] if name.startswith("dense"))
    group = file["model_weights"][layer]
    return group, next(name for name in group.attrs["weight_names"] if "kernel" in name)


def replaced_kernel(make):
    def change(file):
        group, name = kernel_place(file)
        del group[name]
        make(group, name)

    return change


def external_storage(group, name):
    group.create_dataset(name, (64, 10), "<f4", external=[("/etc/passwd", 0, 2560)])


def virtual(group, name):
    layout = h5py.VirtualLayout((64, 10), "<f4")
    layout[:] = h5py.VirtualSource("other.h5", "data", (64, 10))
    group.create_virtual_dataset(name, layout)


def external_link(group, name):
    group[name] = h5py.ExternalLink("/etc/hostname", "/")


def soft_link(group, name):
    group[name] = h5py.SoftLink("/model_weights")


def huge(group, name):
    group.create_dataset(name, (10**6, 10**6), "<f4", chunks=(1, 1024), compression="gzip")


def no_numbers(group, name):
    group[name] = np.full((64, 10), np.nan, np.float32)


def whole(group, name):
    group[name] = np.zeros((64, 10), np.int32)


def config(change):
    """A good .keras file with another configuration."""
    _, content = saved(small(), ".keras")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    value = json.loads(members["config.json"])
    changed = change(value)
    members["config.json"] = changed if isinstance(changed, bytes) else json.dumps(value).encode()
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, each in members.items():
            archive.writestr(name, each)
    return file.getvalue()


def layer(number, **values):
    return lambda value: value["config"]["layers"][number].update(values)


def setting(number, **values):
    return lambda value: value["config"]["layers"][number]["config"].update(values)


def within(value):
    for _ in range(50):
        value["config"] = {"layers": [{"class_name": "Sequential", "config": value["config"]}]}


def many():
    """More layers than a network may have."""
    return [{"class_name": "Activation", "config": {"batch_shape": [None, 8, 8, 1]}}] * 65


MODEL = {"class_name": "Transformer"}
HOSTILE = {
    "a Lambda": (
        lambda: config(layer(1, class_name="Lambda", config={"function": "os.system"})),
        "Layer 1 is of the kind 'Lambda'",
    ),
    "a layer of other code": (lambda: config(layer(1, class_name="os>system", module="os")), "Layer 1 is of the kind"),
    "a network of another kind": (lambda: config(lambda value: value.update(MODEL)), "Only Sequential"),
    "a network within": (lambda: config(layer(1, class_name="Sequential")), "no list of layers"),
    "networks within networks": (lambda: config(within), "more than 8 deep"),
    "a setting of other code": (lambda: config(setting(2, activation={"class_name": "Custom"})), r"Layer 2 \(Dense\)"),
    "an activation we do not have": (lambda: config(setting(2, activation="mish")), r"Layer 2 \(Dense\).*activation"),
    "a setting nobody knows": (lambda: config(setting(2, hook="run")), "setting 'hook'"),
    "a billion units": (lambda: config(setting(2, units=10**9)), "units"),
    "channels first": (lambda: config(setting(1, data_format="channels_first")), "data_format"),
    "no image": (lambda: config(setting(0, batch_shape=[None, 65])), "no square image"),
    "an image of a gigapixel": (lambda: config(setting(0, batch_shape=[None, 10**5, 10**4, 1])), r"input_shape\[0\]"),
    "more units than weights": (lambda: config(setting(2, units=11)), r"must have the shape \(64, 11\)"),
    "65 layers": (lambda: config(lambda value: value["config"].update(layers=many())), "at most 64 layers"),
    "deep JSON": (lambda: config(lambda value: b"[" * 100_000), "nesting"),
    "huge JSON": (lambda: config(lambda value: b" " * 300_000), "256 KB"),
    "only weights": (lambda: h5(lambda file: file.attrs.__delitem__("model_config")), "only its weights"),
    "no weights": (lambda: h5(lambda file: file.__delitem__("model_weights")), "missing"),
    "weights in another file": (lambda: h5(replaced_kernel(external_storage)), "no plain array"),
    "weights from a virtual place": (lambda: h5(replaced_kernel(virtual)), "no plain array"),
    "a link to another file": (lambda: h5(replaced_kernel(external_link)), "is missing"),
    "a link inside": (lambda: h5(replaced_kernel(soft_link)), "is missing"),
    "four terabytes": (lambda: h5(replaced_kernel(huge)), "must have the shape"),
    "weights that are not numbers": (lambda: h5(replaced_kernel(no_numbers)), "no finite number"),
    "whole numbers": (lambda: h5(replaced_kernel(whole)), "in float32"),
    "half a file": (lambda: saved(small(), ".h5")[1][:3000], "damaged"),
    "the magic alone": (lambda: b"\x89HDF\r\n\x1a\n", "damaged"),
    "something else": (lambda: b"hello" * 1000, "no Keras network"),
    "too many bytes": (lambda: bytes(64 * 2**20 + 1), "64 MiB"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_one_sentence(name):
    make, words = HOSTILE[name]
    content = make()
    began = time.perf_counter()
    with pytest.raises(RunError, match=words) as caught:
        read_keras_file(content)
    assert time.perf_counter() - began < 10
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 400


def limited(code):
    program = (
        f"from cnn_core.sandbox.limits import limit\nfrom cnn_core.keras_files.__main__ import LIMITS\nlimit(*LIMITS)\n{code}"
    )
    return subprocess.run([sys.executable, "-c", program], capture_output=True, timeout=60, text=True, check=False)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other limits")
def test_the_process_that_reads_cannot_take_two_gigabytes_or_run_on():
    assert "MemoryError" in limited("bytearray(2 * 2**30)").stderr
    assert limited("while True: pass").returncode < 0


def in_place_of_python(monkeypatch, folder, command):
    program = folder / "program"
    program.write_text(f"#!/bin/sh\n{command}\n")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))


def test_a_process_that_dies_is_a_sentence(monkeypatch, tmp_path):
    in_place_of_python(monkeypatch, tmp_path, "kill -9 $$")
    with pytest.raises(RunError, match="more memory or time"):
        read_keras_file(b"anything")


def test_a_process_that_breaks_before_it_can_answer_leaves_its_reason_in_the_log(monkeypatch, tmp_path, caplog):
    in_place_of_python(monkeypatch, tmp_path, "echo no h5py here >&2; exit 1")
    with pytest.raises(RunError, match=r"the process that reads it broke .*app\.log\.$"):
        read_keras_file(b"anything")
    assert "no h5py here" in caplog.text


def test_a_process_that_hangs_is_a_sentence(monkeypatch, tmp_path):
    in_place_of_python(monkeypatch, tmp_path, "exec sleep 30")
    monkeypatch.setattr("cnn_core.keras_files.in_sandbox.SECONDS", 0.5)
    with pytest.raises(RunError, match="could not be read within"):
        read_keras_file(b"anything")
