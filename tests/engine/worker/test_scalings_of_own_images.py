"""Own images come to a worker with its task, and their scaling is found although the worker has no such dataset."""

import numpy as np
import pytest

from cnn_core.data.choice import ONE, DataChoice
from cnn_core.data.dataset import ARRAYS, Dataset
from cnn_core.data.entry import Entry
from cnn_core.data.own import keep, own_name
from cnn_core.engine.keras_models import own_images
from cnn_core.engine.worker.side_tasks import _try_scalings
from cnn_core.spec import Architecture, Dense, Flatten

ANN = "ann-" + "x" * 24
NAMES = ("dark", "grey", "bright")
SHADES = np.array([20, 120, 250])


@pytest.fixture
def entry(tmp_path, monkeypatch):
    """Nine images of each of three shades, to learn from and to test with."""
    monkeypatch.setenv("CNN_LAB_HOME", str(tmp_path))
    labels = np.arange(27, dtype=np.int64) % 3
    images = np.broadcast_to(SHADES[labels][:, None, None, None], (27, 4, 4, 1)).astype(np.uint8)
    arrays = {"x_train": images, "y_train": labels, "x_test": images, "y_test": labels}
    dataset = Dataset(name="", title="", **arrays, class_names=NAMES, pixel_max=255, source="", licence="")
    made = Entry(
        name=own_name(ANN, "shades"), title="Shades", description="", input_shape=(4, 4, 1), class_names=NAMES, train_size=27,
        test_size=27, pixel_max=255, bundled=False, fingerprint=dataset.fingerprint, source="", licence="",
    )  # fmt: skip
    keep(made, ANN, lambda file: np.savez(file, **{each: arrays[each] for each in ARRAYS}))
    return made


def bright_or_not():
    """Its second output is the likelier one where the mean of the pixels is above 0.75."""
    network = Architecture(name="bright", input_shape=(4, 4, 1), layers=(Flatten(), Dense(units=2, activation="softmax")))
    kernel = np.stack([np.zeros(16), np.full(16, 40 / 16)], axis=1).astype(np.float32)
    return network.to_json(), {"1.kernel": kernel, "1.bias": np.array([0, -30], np.float32)}


@pytest.mark.parametrize("any_target", [False, True])
def test_one_class_against_the_rest_is_judged_by_its_own_labels(entry, tmp_path, monkeypatch, any_target):
    """With pixels from 0 to 1 the means are 0.08, 0.47 and 0.98: all 27 answers are right."""
    choice = DataChoice(dataset=entry.name) if any_target else DataChoice(dataset=entry.name, task=ONE, target=2)
    given = own_images(choice, any_target)
    monkeypatch.setenv("CNN_LAB_HOME", str(tmp_path / "another machine"))
    trials = _try_scalings(*bright_or_not(), choice.to_json(), None, any_target, given)
    best, *others = trials.tried
    assert (best.candidate.name, best.accuracy, trials.images) == ("0 to 1", 1.0, 27)
    assert trials.target == (2 if any_target else None)
    assert trials.largest == (0, 18 / 27)  # of two answers the first, that it is not bright
    inverted = next(each for each in others if each.candidate.name == "0 to 1, inverted")
    assert inverted.accuracy == 9 / 27  # it says yes to the dark ones, so only the grey ones are right
