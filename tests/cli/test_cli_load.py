"""`load` on the command line: a Keras file becomes a run with its scaling found and its accuracy measured."""

import json

import keras
import numpy as np
import pytest

from cnn_core.cli import main
from cnn_core.data.choice import DataChoice
from cnn_core.data.load import load
from cnn_core.data.scaling import Scaling
from cnn_core.keras_backend.export import export_file, h5_file
from cnn_core.runs import PRETRAINED_PATH, RunFolder

PRETRAINED = RunFolder(PRETRAINED_PATH)
ACCURACY = 0.984


def loaded(capsys, tmp_path, content, *options, name="network.keras"):
    path = tmp_path / name
    path.write_bytes(content)
    capsys.readouterr()
    code = main(["load", str(path), "--out", str(tmp_path / "runs"), *options])
    return code, capsys.readouterr()


def pretrained(scaling):
    """The network that comes along, as a file of Keras alone that wants its pixels scaled so."""
    architecture, weights = PRETRAINED.meta.experiment.architecture, dict(PRETRAINED.weights())
    # (pixel - offset) / divisor instead of pixel / 255: the first convolution takes the difference
    factor, shift = scaling.divisor / 255, scaling.offset / 255
    weights["0.bias"] = weights["0.bias"] + shift * weights["0.kernel"].sum(axis=(0, 1, 2))
    weights["0.kernel"] = weights["0.kernel"] * np.float32(factor)
    return export_file(architecture, weights)


@pytest.mark.parametrize(
    ("scaling", "name"),
    [
        (Scaling(0, 255), "0 to 1"),
        (Scaling(0, 1), "0 to 255"),
        (Scaling(127.5, 127.5), "-1 to 1"),
        (Scaling(255, -255), "0 to 1, inverted"),
    ],
)
def test_the_scaling_that_a_network_learned_with_is_found(capsys, tmp_path, scaling, name):
    code, said = loaded(capsys, tmp_path, pretrained(scaling), "--dataset", "mnist-mini", "--json")
    found = json.loads(said.out)
    assert code == 0
    assert found["scaling"]["tried"][0]["name"] == name
    assert (found["scaling"]["offset"], found["scaling"]["divisor"]) == (scaling.offset, scaling.divisor)
    assert found["test_accuracy"] == pytest.approx(ACCURACY, abs=0.002)
    assert RunFolder(found["run"]).state().scaling == (scaling.offset, scaling.divisor)
    assert found["layers"][0]["kind"] == "Conv2D"


@pytest.mark.parametrize("make", [export_file, h5_file])
def test_a_file_of_the_laboratory_comes_back_equal(capsys, tmp_path, make):
    """Standard scaling goes along as a Rescaling layer, with the names of the classes."""
    mnist = load("mnist-mini")
    scaling = Scaling(33.0, 78.0)
    data = DataChoice(dataset="mnist-mini", scaling="standard")
    about = {"class_names": list(mnist.class_names), "data": data.to_json(), "scaling": [33.0, 78.0], "raw": True}
    architecture, weights = PRETRAINED.meta.experiment.architecture, PRETRAINED.weights()
    path = tmp_path / f"network{'.keras' if make is export_file else '.h5'}"
    path.write_bytes(make(architecture, weights, scaling, about))
    model = keras.models.load_model(path, compile=False)
    pixels = mnist.x_test[:20]
    plain = tmp_path / "plain.keras"
    plain.write_bytes(export_file(architecture, weights))
    expected = keras.models.load_model(plain, compile=False)(scaling.apply(pixels))
    np.testing.assert_allclose(model(pixels.astype(np.float32)), expected, atol=1e-5)
    code, said = loaded(capsys, tmp_path, path.read_bytes(), "--json", name=path.name)
    found = json.loads(said.out)
    assert code == 0
    assert (found["scaling"]["offset"], found["scaling"]["divisor"], found["scaling"]["tried"]) == (33.0, 78.0, [])
    run = RunFolder(found["run"])
    assert run.meta.experiment.data == data
    assert all((run.weights()[name] == each).all() for name, each in weights.items())


def test_without_a_dataset_the_first_that_fits_is_taken_and_said(capsys, tmp_path):
    code, said = loaded(capsys, tmp_path, pretrained(Scaling(0, 255)))
    assert code == 0
    assert "small-cnn" in said.out or "network on mnist-mini" in said.out
    assert "Nobody named its images: mnist-mini is taken." in said.out
    assert "98.40%" in said.out


WRONG = {
    "no network": (b"hello" * 100, [], "no Keras network"),
    "Git LFS": (b"version https://git-lfs.github.com/spec/v1\noid", [], "pointer of Git LFS"),
    "other images": (None, ["--dataset", "digits"], "takes images of 28x28x1, but those of digits are 8x8x1"),
    "unknown images": (None, ["--dataset", "cifar"], "dataset: must be one of"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_refusal_is_one_sentence_and_exit_code_2(capsys, tmp_path, name):
    content, options, words = WRONG[name]
    code, said = loaded(capsys, tmp_path, content or pretrained(Scaling(0, 255)), *options)
    assert (code, said.out) == (2, "")
    assert words in said.err
    assert said.err.count("\n") == 1
    assert not (tmp_path / "runs").exists()


def test_a_folder_of_tensorflow_is_named(capsys, tmp_path):
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "saved_model.pb").write_bytes(b"x")
    assert main(["load", str(tmp_path / "model")]) == 2
    assert "SavedModel" in capsys.readouterr().err
