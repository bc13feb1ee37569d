"""The first layers of a network, taken over from a run."""

from dataclasses import replace

import numpy as np
import pytest

from cnn_core.engine.reused_weights import first_weights
from cnn_core.errors import RunError
from cnn_core.experiment import Experiment
from cnn_core.runs import RunFolder, RunMeta, new_run_id
from cnn_core.spec import Architecture, Conv2D, Dense, Flatten
from cnn_core.summary import summarise
from cnn_core.training.transfer import Transfer

NETWORK = Architecture(
    name="net", input_shape=(8, 8, 1), layers=(Conv2D(filters=4), Flatten(), Dense(units=10, activation="softmax"))
)


@pytest.fixture
def source(tmp_path):
    folder = RunFolder.create(tmp_path, RunMeta(id=new_run_id(), experiment=Experiment(architecture=NETWORK)))
    rows = summarise(NETWORK).rows
    folder.save_weights({f"{r.index}.{w.name}": np.full(w.shape, r.index + 0.5, np.float32) for r in rows for w in r.weights})
    return folder


def taking(layers, architecture=NETWORK):
    return Experiment(architecture=architecture, transfer=Transfer(run="it", layers=layers))


def test_only_the_first_layers_are_taken(source):
    taken = first_weights(source, taking(2, NETWORK.fit_to((8, 8, 1), 3)))
    assert set(taken) == {"0.kernel", "0.bias"}
    assert taken["0.kernel"].shape == (3, 3, 1, 4)
    assert np.all(taken["0.kernel"] == 0.5)


def test_a_layer_that_has_changed_is_named(source):
    changed = NETWORK.edit(0, filters=8)
    with pytest.raises(RunError, match=r"Layer 1, Conv2D 8 3x3.*3x3x1x8.*3x3x1x4"):
        first_weights(source, taking(1, changed))
    shifted = NETWORK.insert(0, Conv2D(filters=1, kernel_size=(1, 1)))
    with pytest.raises(RunError, match="Layer 1"):
        first_weights(source, taking(2, shifted))


def test_colour_after_grey_does_not_fit_the_first_convolution(source):
    with pytest.raises(RunError, match="3x3x3x4"):
        first_weights(source, taking(1, replace(NETWORK, input_shape=(8, 8, 3))))


def test_layers_without_weights_are_nothing_to_take(source):
    bare = Architecture(name="bare", input_shape=(8, 8, 1), layers=(Flatten(), Dense(units=10, activation="softmax")))
    with pytest.raises(RunError, match="no weights"):
        first_weights(source, taking(1, bare))
