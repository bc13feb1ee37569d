"""A person's own datasets on the disk: whose they are, that they last, and how they go."""

import json
import os

import numpy as np
import pytest

from cnn_core.data import own
from cnn_core.data.catalogue import entry_of
from cnn_core.data.dataset import ARRAYS, Dataset
from cnn_core.data.entry import Entry
from cnn_core.data.load import download, find, load
from cnn_core.data.own import arrays_path, belongs, check_room, is_own, keep, own_entries, own_name, remove
from cnn_core.data.own_title import check_title
from cnn_core.errors import DatasetError
from cnn_core.storage.home import home

ANN, BEN = "ann-" + "x" * 24, "ben-" + "x" * 24


def dataset(seed=0):
    random = np.random.RandomState(seed)
    parts = {"train": 16, "test": 4}
    return Dataset(
        name="new",
        title="Cells",
        **{f"x_{part}": random.randint(0, 256, (n, 5, 6, 3)).astype(np.uint8) for part, n in parts.items()},
        **{f"y_{part}": np.arange(n, dtype=np.int64) % 2 for part, n in parts.items()},
        class_names=("well", "ill"),
        pixel_max=255,
        source="a test",
        licence="",
    )


def entry(data, owner=ANN, title="Cells"):
    return Entry(
        name=own_name(owner, data.fingerprint),
        title=title,
        description="20 colour pictures of your own.",
        input_shape=data.input_shape,
        class_names=data.class_names,
        train_size=16,
        test_size=4,
        pixel_max=255,
        bundled=False,
        fingerprint=data.fingerprint,
        source="a test",
        licence="your own images",
    )


def kept(data=None, owner=ANN, title="Cells"):
    data = data or dataset()
    made = entry(data, owner, title)
    keep(made, owner, lambda file: np.savez(file, **{each: getattr(data, each) for each in ARRAYS}))
    return made


def test_what_was_kept_is_found_by_name_and_is_what_it_was():
    made, data = kept(), dataset()
    assert is_own(made.name)
    assert entry_of(made.name) == made
    assert find(made.name) == arrays_path(made.name)
    again = load(made.name)
    assert again.fingerprint == data.fingerprint
    assert (again.name, again.title, again.class_names) == (made.name, "Cells", ("well", "ill"))


def test_everybody_sees_their_own_alone():
    mine, theirs = kept(), kept(owner=BEN)
    assert mine.name != theirs.name
    assert own_entries(ANN) == [mine]
    assert own_entries(BEN) == [theirs]
    assert {each.name for each in own_entries()} == {mine.name, theirs.name}
    assert belongs(mine.name, ANN)
    assert not belongs(mine.name, BEN)
    assert not belongs("own-000000000000", ANN)


def test_the_owners_key_is_not_on_the_disk():
    made = kept()
    assert ANN not in (home() / "datasets" / made.name / "about.json").read_text()


def test_the_name_tells_nothing_to_whoever_has_the_same_images():
    assert own_name(ANN, "f" * 64) != own_name(BEN, "f" * 64)
    assert own_name(ANN, "f" * 64) == own_name(ANN, "f" * 64)


def test_what_is_removed_is_gone_but_for_what_runs_need_to_be_read():
    made = kept()
    remove(made.name, ANN)
    assert own_entries(ANN) == []
    assert find(made.name) is None
    assert entry_of(made.name).class_names == ("well", "ill")
    assert belongs(made.name, ANN)
    assert not list((home() / "datasets" / made.name).glob("*.npz"))
    for deed in (load, download):
        with pytest.raises(DatasetError, match="The images of Cells were removed: upload them again"):
            deed(made.name)


def test_what_was_removed_can_be_uploaded_again_under_the_same_name():
    made = kept()
    remove(made.name, ANN)
    assert kept().name == made.name
    assert load(made.name).fingerprint == made.fingerprint


def test_nobody_removes_what_belongs_to_another():
    made = kept()
    with pytest.raises(DatasetError, match="no own images called"):
        remove(made.name, BEN)
    assert find(made.name)


@pytest.mark.parametrize("name", ["own-000000000000", "own-../../../etc", "own-00000000000G", "own-"])
def test_a_name_that_stands_for_nothing_is_refused(name):
    with pytest.raises(DatasetError):
        entry_of(name)


@pytest.mark.parametrize(
    "damage",
    [
        lambda about: "",
        lambda about: "{",
        lambda about: "[]",
        lambda about: json.dumps({**about, "schema": 2}),
        lambda about: json.dumps({**about, "name": "own-000000000000"}),
        lambda about: json.dumps({**about, "class_names": []}),
        lambda about: json.dumps({**about, "class_names": ["a\nb", "c"]}),
        lambda about: json.dumps({**about, "input_shape": [5]}),
        lambda about: json.dumps({name: value for name, value in about.items() if name != "owner"}),
    ],
)
def test_a_damaged_description_is_a_sentence_and_does_not_hide_the_others(damage):
    made, other = kept(), kept(dataset(1), title="Others")
    path = home() / "datasets" / made.name / "about.json"
    path.write_text(damage(json.loads(path.read_text())))
    with pytest.raises(DatasetError, match="damaged"):
        entry_of(made.name)
    assert own_entries(ANN) == [other]


def test_a_description_from_before_there_were_shapes_is_as_good():
    made = kept()
    path = home() / "datasets" / made.name / "about.json"
    about = json.loads(path.read_text())
    del about["shapes"]
    path.write_text(json.dumps(about))
    assert entry_of(made.name) == made


@pytest.mark.parametrize("change", [lambda content: content[:-40], lambda content: content[:1000] + b"!" + content[1001:]])
def test_damaged_images_are_refused(change):
    made = kept()
    path = arrays_path(made.name)
    path.write_bytes(change(path.read_bytes()))
    with pytest.raises(DatasetError, match="cannot be used"):
        load(made.name)


def test_a_title_is_without_markup_and_only_once_a_persons():
    kept()
    assert check_title("  Cells   of 2026 ", ANN) == "Cells of 2026"
    assert check_title("Cells", BEN) == "Cells"
    for title in ("", "-x", "a" * 41, "**x**", "[a](b)", "a\nb!", "<b>", "Cells"):
        with pytest.raises(DatasetError):
            check_title(title, ANN)


def test_a_disk_that_is_full_is_a_sentence_and_leaves_nothing_behind(monkeypatch):
    def full(file):
        raise OSError(28, os.strerror(28))

    with pytest.raises(DatasetError, match="the disk is full"):
        keep(entry(dataset()), ANN, full)
    assert own_entries() == []
    assert list((home() / "datasets").iterdir()) == []


def test_there_is_room_for_so_many_bytes_of_one_person_who_is_told_what_to_remove(monkeypatch):
    size = arrays_path(kept().name).stat().st_size
    monkeypatch.setattr(own, "MAX_BYTES_OF_ONE", size + 1000)
    check_room(ANN, 1000)
    with pytest.raises(DatasetError, match=r"^Your datasets would have .* is the most: remove one; the largest is Cells with "):
        check_room(ANN, 1001)
    check_room(BEN, 1001)
    with pytest.raises(DatasetError, match="take fewer images"):
        check_room(BEN, size + 1001)


def test_there_is_room_for_so_many_bytes_of_all_people(monkeypatch):
    kept()
    monkeypatch.setattr(own, "MAX_BYTES_OF_ONE", 16 * 2**30)
    check_room(BEN, 8 * 2**30 - 100_000)
    with pytest.raises(DatasetError, match="8,192 MB is the limit"):
        check_room(BEN, 8 * 2**30)
