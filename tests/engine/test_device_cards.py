"""The device card, measured for real of the network that comes along, against an interpreter of the test's own and arithmetic by hand."""

import io
import json
import zipfile

import numpy as np
import pytest
import tensorflow as tf

from cnn_core.data.load import load
from cnn_core.engine import device_cards
from cnn_core.engine.this_process import ThisProcess
from cnn_core.engine.worker import device_tasks
from cnn_core.metrics.device import LITE_KINDS
from cnn_core.runs.listing import find_run

pytestmark = pytest.mark.filterwarnings("ignore:.*tf.lite.Interpreter is deprecated", "ignore:Statistics for quantized inputs")
PARAMETERS = 121_930


class Stopped(Exception):
    """Ends a measurement from within its progress."""


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return tmp_path_factory.mktemp("home") / "runs"


@pytest.fixture(scope="module")
def run(root):
    return find_run(root, "pretrained")


@pytest.fixture(scope="module")
def told():
    return []


@pytest.fixture(scope="module")
def card(root, run, told):
    return device_cards.measure(root, run, ThisProcess(), lambda done, total: told.append((done, total)))


@pytest.fixture(scope="module")
def by_kind(card):
    return {each.kind: each for each in card.files}


@pytest.fixture(scope="module")
def read_here(card, root, run):
    """What an interpreter of this test reads in all images at once, by kind, from the files as they are downloaded."""
    images = load("mnist-mini").x_test.astype(np.float32)
    found = {}
    for kind in LITE_KINDS:
        with zipfile.ZipFile(io.BytesIO(device_cards.packed_file(root, run, kind))) as archive:
            assert archive.read("labels.txt").decode().split() == list("0123456789")
            interpreter = tf.lite.Interpreter(model_content=archive.read("network.tflite"))
        taken, given = interpreter.get_input_details()[0]["index"], interpreter.get_output_details()[0]["index"]
        interpreter.resize_tensor_input(taken, images.shape)
        interpreter.allocate_tensors()
        interpreter.set_tensor(taken, images)
        interpreter.invoke()
        found[kind] = interpreter.get_tensor(given).argmax(1)
    return found


def test_each_file_is_as_accurate_as_the_card_says(by_kind, read_here):
    labels = load("mnist-mini").y_test
    for kind, classes in read_here.items():
        # All at once and one by one may round an image that is on the edge otherwise, in whole numbers above all.
        assert by_kind[kind].accuracy == pytest.approx(np.mean(classes == labels), abs=1 / len(labels))
        assert by_kind[kind].otherwise == pytest.approx(np.sum(classes != read_here["float32"]), abs=2)


def test_as_float32_it_reads_as_well_as_in_keras(by_kind, run):
    assert by_kind["float32"].accuracy == run.state().test_accuracy
    assert by_kind["float32"].otherwise == 0


def test_a_file_has_as_many_bytes_as_its_numbers_take_and_some_for_its_plan(by_kind):
    for kind, per_weight in (("float32", 4), ("float16", 2), ("int8", 1)):
        assert 0 < by_kind[kind].size - PARAMETERS * per_weight < 12_000


def test_the_memory_is_that_of_the_first_pooling_which_needs_its_input_and_its_output(by_kind):
    needed = 26 * 26 * 32 + 13 * 13 * 32
    assert {kind: each.activations for kind, each in by_kind.items()} == {
        "float32": 4 * needed,
        "float16": 4 * needed,
        "int8": needed,
    }


def test_progress_goes_through_every_image_of_every_file(card, told):
    assert card.images == 2000
    assert told[0] == (0, 6000)
    assert told[-1] == (6000, 6000)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_it_is_kept_with_the_weights_and_not_in_the_folder_of_the_program(card, root, run):
    assert device_cards.card_of(root, run) == card
    assert not (run.path / "device").exists()


def test_a_card_of_other_weights_or_without_its_files_is_none(card, root, run, monkeypatch):
    path = root.parent / "device" / "pretrained" / device_cards.CARD
    before = path.read_bytes()
    for text in (b"{", json.dumps({**json.loads(before), "key": "other"}).encode(), before.replace(b'"files"', b'"fields"')):
        path.write_bytes(text)
        assert device_cards.card_of(root, run) is None
    path.write_bytes(before)
    assert device_cards.card_of(root, run) == card


def test_a_worker_that_was_started_anew_gets_the_file_again(card, run, root, tmp_path):
    class Forgetful(ThisProcess):
        def run_side_task(self, function, *arguments, timeout=0.0):
            if function is device_tasks.lite_answers and arguments[1] is None:
                device_tasks.NETWORKS.clear()
            return super().run_side_task(function, *arguments, timeout=timeout)

    again = device_cards.measure(tmp_path / "runs", run, Forgetful(), lambda done, total: None)
    assert [each.accuracy for each in again.files] == [each.accuracy for each in card.files]


def test_nothing_is_kept_of_a_measurement_that_was_ended(run, tmp_path):
    def stop(done, total):
        if done > 2000:
            raise Stopped

    with pytest.raises(Stopped):
        device_cards.measure(tmp_path / "runs", run, ThisProcess(), stop)
    assert list(tmp_path.rglob("*")) == []
