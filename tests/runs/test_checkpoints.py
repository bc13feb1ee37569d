"""A checkpoint's weights lie in the folder once; what they were written as before is still read."""

import numpy as np
import pytest

from cnn_core.errors import RunError
from cnn_core.runs import RunFolder
from cnn_core.runs.arrays import load_arrays, save_arrays

STATE = {"optimizer.0": np.int64(17), "random.3.0": np.arange(2, dtype=np.uint32)}


def test_the_weights_of_a_checkpoint_lie_in_the_folder_once(folder, weights):
    folder.save_checkpoint(1, weights, STATE)
    assert set(load_arrays(folder.path / "state.npz")) == {"epoch", "state|optimizer.0", "state|random.3.0"}
    resumed = folder.resume()
    assert list(resumed.weights) == list(weights)
    assert all(np.array_equal(resumed.weights[name], weights[name]) for name in weights)


def test_a_folder_whose_state_holds_the_weights_as_well_still_goes_on_from_them(folder, weights):
    folder.save_checkpoint(1, {name: each + 1 for name, each in weights.items()}, {})
    former = {
        "epoch": np.int64(1),
        **{f"weights|{name}": each for name, each in weights.items()},
        "state|optimizer.0": np.int64(17),
    }
    save_arrays(folder.path / "state.npz", former)
    resumed = folder.resume()
    assert (resumed.epoch, resumed.state["optimizer.0"]) == (1, 17)
    assert all(np.array_equal(resumed.weights[name], weights[name]) for name in weights)


def test_a_crash_between_the_two_files_goes_on_from_the_epoch_before(folder, weights):
    folder.save_checkpoint(1, weights, STATE)
    kept = (folder.path / "state.npz").read_bytes()
    folder.save_checkpoint(2, {name: each + 1 for name, each in weights.items()}, STATE)
    (folder.path / "state.npz").write_bytes(kept)
    resumed = folder.resume()
    assert resumed.epoch == 1
    assert np.array_equal(resumed.weights["1.kernel"], weights["1.kernel"])


def test_weights_that_somebody_removed_are_said_in_words(folder, weights):
    folder.save_checkpoint(1, weights, STATE)
    (folder.path / "epochs" / "001.npz").unlink()
    with pytest.raises(RunError, match=r"001\.npz is not there"):
        RunFolder(folder.path).resume()


def test_what_a_first_epoch_begins_with_is_no_epoch_and_comes_back(folder, weights):
    folder.save_beginning({"1.kernel": weights["1.kernel"]})
    resumed = folder.resume()
    assert (resumed.epoch, list(resumed.weights)) == (0, ["1.kernel"])
    assert folder.epochs() == []
