"""Uploads through the process that is thrown away, until they are somebody's dataset."""

import json
import os
import subprocess
import sys
import threading
import time
from dataclasses import replace

import numpy as np
import pytest
from make_uploads import RED, TWO, class_folders, idx_files, images, labels, npz, picture, zipped

from cnn_core.data.aside import aside_of
from cnn_core.data.load import load
from cnn_core.data.own import keep, own_entries, own_name
from cnn_core.errors import DatasetError
from cnn_core.uploads import in_sandbox
from cnn_core.uploads.in_sandbox import look_into, take
from cnn_core.uploads.making.found import Found, Wish

ANN, BEN = "ann-" + "x" * 24, "ben-" + "x" * 24
GOOD = zipped(class_folders(TWO, count=10))
COLOUR = Wish(size=(8, 10), colour=True)


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    monkeypatch.setenv("CNN_LAB_HOME", str(tmp_path))


def nobody(done, total):
    pass


@pytest.fixture
def upload(tmp_path):
    """A file on the disk, as a process can read it."""

    def write(content):
        path = tmp_path / "upload"
        path.write_bytes(content)
        return path.open("rb")

    return write


@pytest.fixture
def give(upload):
    return lambda content=GOOD, wish=COLOUR, title="Colours", owner=ANN: (
        take(upload(content), "colours.zip", wish, title, owner, nobody).entry
    )


def test_what_the_process_found_arrives_whole(upload):
    found = look_into(upload(GOOD), "colours.zip", nobody)
    assert (found.class_names, found.train_counts, found.median, found.colour) == (("blue", "red"), (10, 10), (8, 10), True)
    assert len(found.samples) == len(found.sample_labels) == 20
    assert found.preview(Wish(size=(28, 28), colour=False)).shape == (20, 28, 28, 1)


def test_a_refusal_arrives_as_its_sentence(upload):
    with pytest.raises(DatasetError, match=r"^colours\.zip cannot be used: no class is known of its only picture"):
        look_into(upload(zipped([("1.png", picture())])), "colours.zip", nobody)


def test_progress_is_told_and_can_end_the_reading(upload):
    class Enough(Exception):
        pass

    def stop(done, total):
        if total:  # before that there were signs of life at most
            assert 0 <= done < total == 40_000
            raise Enough

    many = npz(x=images(40_000, (4, 4)), y=labels(40_000))
    with pytest.raises(Enough):
        look_into(upload(many), "many.npz", stop)


def test_it_can_be_ended_while_the_process_has_nothing_to_tell(upload, monkeypatch):
    """A process that sleeps for 20 s stands for a table that takes long before its first picture."""

    class Enough(Exception):
        pass

    def stop(done, total):
        raise Enough

    sleeper = "import time, cnn_core.sandbox.voice as voice\nwith voice.signs_of_life(): time.sleep(20)"
    start = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", lambda command, **kwargs: start([sys.executable, "-c", sleeper], **kwargs))
    began = time.monotonic()
    with pytest.raises(Enough):
        look_into(upload(GOOD), "colours.zip", stop)
    assert time.monotonic() - began < 10


@pytest.mark.parametrize(
    ("content", "shape"),
    [
        (GOOD, (8, 10, 3)),
        (npz(x=images(), y=labels()), (8, 10, 3)),
        (zipped(idx_files()), (8, 10, 3)),
    ],
    ids=["folders", "npz", "idx"],
)
def test_an_upload_becomes_a_dataset_by_name(give, content, shape):
    entry = give(content)
    dataset = load(entry.name)
    assert dataset.input_shape == entry.input_shape == shape
    assert dataset.fingerprint == entry.fingerprint
    assert (len(dataset.y_train), len(dataset.y_test)) == (entry.train_size, entry.test_size)
    assert dataset.class_names == entry.class_names
    assert (dataset.title, dataset.pixel_max) == ("Colours", 255)
    assert [each.name for each in own_entries(ANN)] == [entry.name]


def test_pictures_without_a_class_come_along_to_be_predicted(give):
    entry = give(zipped([*class_folders(TWO, before="train/"), *class_folders({"predict": RED}, count=3), ("red.txt", b"words")]))
    found = aside_of(entry.name, entry.input_shape)
    assert found.names == ("predict/0.png", "predict/1.png", "predict/2.png")
    assert (found.images == np.array(RED, np.uint8)).all()
    assert aside_of(give(title="Others").name, entry.input_shape) is None


def test_the_same_images_are_two_datasets_of_two_people(give):
    first, second = give(), give(owner=BEN)
    assert first.fingerprint == second.fingerprint
    assert first.name != second.name


def test_the_title_is_checked_before_the_work(give, monkeypatch):
    give()
    monkeypatch.setattr(in_sandbox, "_answer", lambda *arguments: pytest.fail("the upload was read"))
    for title, words in (("", "1 to 40"), ("a" * 41, "1 to 40"), ("[x](y)", "1 to 40"), ("MNIST", "comes with the app")):
        with pytest.raises(DatasetError, match=words):
            give(title=title)


def test_more_than_eight_datasets_of_one_person_are_refused(give):
    first = give(title="Number 0")
    for number in range(1, 8):
        another = replace(first, name=own_name(ANN, f"other images {number}"), title=f"Number {number}")
        keep(another, ANN, lambda file: np.savez(file))
    with pytest.raises(DatasetError, match="8 is the most: remove one"):
        give(zipped(class_folders(TWO, count=11)), title="One more")
    assert give(title="One more", owner=BEN)


def test_more_pictures_than_fit_are_refused_with_the_number(upload):
    many = npz(x=images(60_000, (4, 4)), y=labels(60_000))
    with pytest.raises(DatasetError, match="would take 2812 MB"):
        take(upload(many), "many.npz", Wish(size=(128, 128), colour=True), "Many", ANN, nobody)


def test_only_sizes_that_fit_are_offered(upload):
    found = look_into(upload(npz(x=images(20_000, (4, 4)), y=labels(20_000))), "many.npz", nobody)
    assert found.sizes(colour=True) == [(28, 28), (32, 32), (50, 50)]
    assert found.sizes(colour=False) == [(28, 28), (32, 32), (50, 50), (64, 64)]


@pytest.mark.parametrize(
    ("median", "odd", "usual"),
    [
        ((50, 50), 0, (50, 50)),
        ((50, 50), 5, (50, 50)),
        ((20, 30), 0, (20, 30)),
        ((20, 30), 1, (20, 30)),
        ((700, 900), 0, (64, 64)),
        ((30, 27), 5, (28, 28)),
        ((96, 96), 0, (64, 64)),
    ],
)
def test_the_size_to_begin_with_is_the_pictures_own_or_near_their_median(median, odd, usual):
    found = Found(
        kind="folders", class_names=("a", "b"), train_counts=(5, 5), test_counts=(0, 0), median=median, odd=odd, colour=True,
        set_aside=(), set_aside_count=0, notes=(), sample_labels=(),
    )  # fmt: skip
    assert found.usual_size(True) == usual


def test_a_process_that_breaks_before_it_can_answer_leaves_its_reason_in_the_log(upload, monkeypatch, caplog):
    monkeypatch.setattr(in_sandbox, "environment", lambda: {"PATH": os.environ["PATH"]})  # the process does not find our code
    with pytest.raises(
        DatasetError, match=r"^colours\.zip could not be read, because the process that reads it broke .*app\.log\.$"
    ):
        look_into(upload(GOOD), "colours.zip", nobody)
    assert "No module named 'cnn_core'" in caplog.text


def test_a_process_that_takes_too_long_is_ended(upload, monkeypatch):
    monkeypatch.setattr(in_sandbox, "SECONDS", 0.05)
    with pytest.raises(DatasetError, match="more memory or time"):
        look_into(upload(GOOD), "colours.zip", nobody)


def test_an_answer_that_a_broken_process_could_write_is_not_believed(upload, monkeypatch):
    for answer in (
        b"",
        b"PK",
        npz(words=np.frombuffer(b"[]", np.uint8)),
        npz(words=np.frombuffer(json.dumps({}).encode(), np.uint8)),
    ):
        monkeypatch.setattr(in_sandbox, "_answer", lambda *_, made=answer: made)
        with pytest.raises(DatasetError):
            look_into(upload(GOOD), "colours.zip", nobody)


def test_two_uploads_are_read_at_once_and_the_third_waits(upload):
    third = threading.Event()
    with in_sandbox.waiting_turn(nobody, in_sandbox._places), in_sandbox.waiting_turn(nobody, in_sandbox._places):
        waiter = threading.Thread(target=lambda: (look_into(upload(GOOD), "colours.zip", nobody), third.set()), daemon=True)
        waiter.start()
        assert not third.wait(1.0)
    assert third.wait(20)


def test_the_process_is_bounded():
    program = "from cnn_core.sandbox.limits import limit\nlimit(400 * 2**20, 10, 2**20)\ntry:\n    bytes(500 * 2**20)\nexcept MemoryError:\n    print('bounded')"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=os.getcwd(), timeout=30)
    assert done.stdout.strip() == "bounded"


def test_no_sign_of_life_is_written_once_the_work_is_over():
    """A thread that holds stdout while Python ends aborts the process, and a good upload would be refused."""
    program = (
        "import threading, time, cnn_core.uploads.__main__ as m\n"
        "import cnn_core.sandbox.voice as voice\n"
        "voice.BEAT, m.limit, m._answer_for = 0.01, lambda *limits: None, lambda: time.sleep(0.2)\n"
        "m.main()\nprint(threading.active_count())"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=os.getcwd(), timeout=60)
    assert (done.returncode, done.stdout.split()[-1]) == (0, "1")
    assert "null" in done.stdout
