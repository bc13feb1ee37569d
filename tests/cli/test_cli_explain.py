"""`explain`: the origin of a number, against the saved model in Keras."""

import json
from dataclasses import replace

import keras
import numpy as np
import pytest

from cnn_core.cli import main
from cnn_core.data.load import load_local
from cnn_core.keras_backend.build import build
from cnn_core.keras_backend.weights import weights_of
from cnn_core.runs import PRETRAINED_PATH, RunFolder
from cnn_core.training.events import event


def explained(capsys, *arguments):
    assert main(["explain", *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(("layer", "at"), [(0, (3, 5, 2)), (1, (4, 6, 0)), (2, (7, 2, 9)), (5, (70,)), (7, (3,))])
def test_every_number_is_that_of_the_saved_model(capsys, layer, at):
    """The model as Keras loads it from the run's own file, fed with the same test image."""
    model = keras.models.load_model(PRETRAINED_PATH / "model.keras")
    value = load_local("mnist-mini").x_test[11:12].astype(np.float32) / 255
    before = []
    for each in model.layers:
        before.append(value)
        value = np.asarray(each(value, training=False))
    before.append(value)
    found = explained(capsys, "pretrained", "--image", "11", "--layer", str(layer), "--at", ",".join(map(str, at)))
    assert set(found) == {"value", "pre_activation", "bias", "activation", "terms", "receptive_field"}
    assert found["value"] == pytest.approx(float(before[layer + 1][0][at]), abs=1e-5)
    assert sum(term["product"] for term in found["terms"]) + found["bias"] == pytest.approx(found["pre_activation"], abs=1e-9)
    for term in found["terms"][:: max(1, len(found["terms"]) // 20)]:
        assert term["value"] == pytest.approx(float(before[layer][0][tuple(term["input"])]), abs=1e-5)
        assert term["product"] == term["value"] * term["weight"]


def test_the_first_convolution_sees_nine_pixels(capsys):
    """Rows 3 to 5 and columns 5 to 7, the last ones included."""
    found = explained(capsys, "pretrained", "--image", "0", "--layer", "0", "--at", "3,5,0")
    assert found["receptive_field"] == [3, 5, 5, 7]
    assert [term["input"] for term in found["terms"]] == [[y, x, 0] for y in (3, 4, 5) for x in (5, 6, 7)]
    image, kernel = load_local("mnist-mini").x_test[0] / 255, RunFolder(PRETRAINED_PATH).weights()["0.kernel"]
    assert [term["value"] for term in found["terms"]] == pytest.approx(image[3:6, 5:8, 0].ravel().tolist())
    assert [term["weight"] for term in found["terms"]] == pytest.approx(kernel[:, :, 0, 0].ravel().tolist())


def test_an_epoch_is_explained_with_the_weights_saved_after_it(capsys, tmp_path):
    pretrained = RunFolder(PRETRAINED_PATH)
    folder = RunFolder.create(tmp_path, replace(pretrained.meta, id="many"))
    folder.append([event("queued")])
    architecture = pretrained.meta.experiment.architecture
    for epoch in (0, 1):
        folder.save_checkpoint(epoch, weights_of(build(architecture, seed=epoch), architecture), {})
    folder.save_weights(pretrained.weights())
    place = ("--image", "0", "--layer", "0", "--at", "3,5,4")
    for choice, weights in (
        (["--epoch", "0"], folder.epoch_weights(0)),
        (["--epoch", "1"], folder.epoch_weights(1)),
        ([], folder.weights()),
    ):
        found = explained(capsys, str(folder.path), *place, *choice)
        assert [term["weight"] for term in found["terms"]] == pytest.approx(weights["0.kernel"][:, :, 0, 4].ravel().tolist())
    assert main(["explain", str(folder.path), *place, "--epoch", "2"]) == 2
    assert "after epoch 2 are not kept: there are 0, 1." in capsys.readouterr().err


def test_for_people_the_strongest_terms_come_first_and_the_rest_is_folded(capsys):
    assert main(["explain", "pretrained", "--image", "3", "--layer", "2", "--at", "4,5,0"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Conv2D 64 3x3 at 4,5,0: ")
    assert "276 others" in out  # of 3x3x32 = 288 terms
    assert "depends on the rows 8 to 15 and the columns 10 to 17 of the image" in out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--image", "2000", "--layer", "0", "--at", "0,0,0"), "image: must be the number of a test image, from 0 to 1999"),
        (("--image", "0", "--layer", "8", "--at", "0"), "layer: must be one of the layers that are on: 0, 1, 2, 3, 4, 5, 6, 7"),
        (("--image", "0", "--layer", "0", "--at", "26,0,0"), "at: Conv2D 32 3x3 takes Y,X,C, each from 0, up to 25,25,31"),
        (("--image", "0", "--layer", "7", "--at", "1,2,3"), "at: Dense 10 takes U, each from 0, up to 9"),
    ],
)
def test_what_there_is_not_is_said_in_one_sentence(capsys, arguments, sentence):
    assert main(["explain", "pretrained", *arguments]) == 2
    assert sentence in capsys.readouterr().err
