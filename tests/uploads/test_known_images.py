"""Images that are uploaded again are the dataset that they were, under its name."""

import io
import json

import numpy as np
import pytest
from make_uploads import TWO, class_folders, zipped

from cnn_core.data import own
from cnn_core.data.load import load
from cnn_core.data.own import own_entries, remove
from cnn_core.errors import DatasetError
from cnn_core.uploads import in_sandbox
from cnn_core.uploads.in_sandbox import take
from cnn_core.uploads.making.found import Wish
from cnn_core.uploads.making.passes import make
from cnn_core.uploads.opening import open_upload

ANN = "ann-" + "x" * 24
PETS = zipped(class_folders(TWO, count=10))
OTHERS = zipped(class_folders(TWO, count=11))


def nobody(done, total):
    pass


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    monkeypatch.setenv("CNN_LAB_HOME", str(tmp_path))


def given(content=PETS, title=None, name="pets.zip", names=()):
    wish = Wish(size=(8, 10), colour=True, class_names=names)
    return take(io.BytesIO(content), name, wish, title, ANN, nobody)


def titles():
    return [entry.title for entry in own_entries(ANN)]


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch):
    """What the process that is thrown away would answer, at once."""

    def answer(upload, name, progress, task, answers=None, wish=None):
        assert task == in_sandbox.MAKE
        made = io.BytesIO()
        names, arrays = make(open_upload(upload.read(), name, {}), name, wish, {}, progress)
        words = np.frombuffer(json.dumps(names).encode(), np.uint8)
        np.savez(made, **arrays, **{in_sandbox.NAMES: words})
        return made.getvalue()

    monkeypatch.setattr(in_sandbox, "_answer", answer)


def test_they_keep_name_and_place_unless_somebody_calls_them_otherwise():
    first, others = given(), given(OTHERS, name="others.zip")
    assert (first.before, others.before, titles()) == (None, None, ["pets", "others"])
    again = given(name="copy of pets.zip")
    assert (again.entry.name, again.entry.title, again.before) == (first.entry.name, "pets", first.entry)
    assert titles() == ["pets", "others"]
    assert given(title="pets").entry.title == "pets"
    renamed = given(title="Haustiere")
    assert (renamed.before.title, renamed.entry.title, renamed.entry.name) == ("pets", "Haustiere", first.entry.name)
    assert titles() == ["Haustiere", "others"]
    assert load(first.entry.name).title == "Haustiere"
    with pytest.raises(DatasetError, match="called others already"):
        given(title="others")
    assert titles() == ["Haustiere", "others"]


def test_their_classes_are_called_as_was_shown():
    given()
    again = given(names=("sky", "rose"))
    assert (again.before.class_names, again.entry.class_names) == (("blue", "red"), ("sky", "rose"))


def test_they_need_no_room(monkeypatch):
    given()
    monkeypatch.setattr(own, "MAX_OF_ONE", 1)
    assert given().before
    with pytest.raises(DatasetError, match="1 is the most"):
        given(OTHERS)


def test_what_was_removed_comes_back_under_the_name_that_was_proposed():
    """The page proposed the name of the file, and the name that was removed came back."""
    first = given(title="Haustiere").entry
    remove(first.name, ANN)
    again = given(name="copy of pets.zip")
    assert (again.entry.name, again.entry.title, again.before) == (first.name, "copy of pets", first)
    remove(first.name, ANN)
    given(OTHERS, title="copy of pets")
    assert given(name="copy of pets.zip").entry.title == "copy of pets 2"
