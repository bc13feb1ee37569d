"""Files of arrays that an upload holds twice, and those that only look so."""

import itertools
import time
from functools import partial

import numpy as np
import pytest
from make_uploads import idx, npy, npz, zipped

from cnn_core.uploads.arrays.array import in_memory
from cnn_core.uploads.arrays.second_copies import second_copies
from cnn_core.uploads.files.members import Member
from cnn_core.uploads.opening import open_upload

COUNT, SIDE = 20, 8
SORTED = np.repeat([0, 1], COUNT // 2).astype(np.uint8)


def shown(seed):
    """Images that no other seed has."""
    return np.random.RandomState(seed).randint(0, 256, (COUNT, SIDE, SIDE)).astype(np.uint8)


def understood(members):
    """(part, image, class) of every picture, sorted, and the names of the files that were set aside."""
    source = open_upload(zipped(members), "arrays.zip", {})
    seen = [(item.part, np.asarray(item.open()).tobytes(), source.class_names[item.label]) for item in source.items]
    return sorted(seen), sorted(each.what for each in source.set_aside)


def expected(*parts):
    """The same of (part, seed of the images, labels)."""
    return sorted((part, image.tobytes(), str(of)) for part, seed, y in parts for image, of in zip(shown(seed), y, strict=True))


@pytest.mark.parametrize("pack", [npy, idx])
@pytest.mark.parametrize("labels", [SORTED, SORTED[np.arange(COUNT) * 11 % COUNT]], ids=["sorted", "in turns"])
def test_equal_labels_of_two_parts_are_no_copies(pack, labels):
    """Both parts are sorted by class, or go through the classes in turns."""
    end = ".npy" if pack is npy else ".idx"
    parts = {"train": 1, "test": 2}
    members = [
        (f"{part}/{what}{end}", pack(array))
        for part, seed in parts.items()
        for what, array in (("x", shown(seed)), ("y", labels))
    ]
    assert understood(members) == (expected(("train", 1, labels), ("test", 2, labels)), [])


def test_equal_labels_of_two_shares_are_no_copies():
    members = [(f"b{n}/train-{what}.npy", npy(array)) for n in (1, 2) for what, array in (("x", shown(n)), ("y", SORTED))]
    assert understood(members) == (expected(("train", 1, SORTED), ("train", 2, SORTED)), [])


def test_equal_images_and_labels_of_two_parts_are_what_their_folders_say():
    members = [(f"{part}/{what}.npy", npy(a)) for part in ("train", "test") for what, a in (("x", shown(1)), ("y", SORTED))]
    assert understood(members) == (expected(("train", 1, SORTED), ("test", 1, SORTED)), [])


def test_a_folder_that_lies_there_twice_counts_once_beside_others_of_equal_labels():
    shares = {"b1": 1, "b2": 1, "b3": 3}
    members = [(f"{b}/{what}.npy", npy(a)) for b, seed in shares.items() for what, a in (("x", shown(seed)), ("y", SORTED))]
    assert understood(members) == (expected(("train", 1, SORTED), ("train", 3, SORTED)), ["b2/x.npy", "b2/y.npy"])


def test_of_two_folders_the_one_that_has_more_is_kept():
    less = [("b1/x1.npy", npy(shown(1))), ("b1/y1.npy", npy(SORTED))]
    more = [(f"b2/{what}{n}.npy", npy(a)) for n in (1, 2) for what, a in (("x", shown(n)), ("y", SORTED))]
    assert understood([*less, *more]) == (expected(("train", 1, SORTED), ("train", 2, SORTED)), ["b1/x1.npy", "b1/y1.npy"])


def test_images_with_other_labels_are_no_copies():
    """Each folder pairs what two others have otherwise: none is a copy."""
    other = 1 - SORTED
    pairs = list(itertools.product((1, 2), (SORTED, other)))
    members = [(f"b{n}/{what}.npy", npy(a)) for n, (seed, y) in enumerate(pairs) for what, a in (("x", shown(seed)), ("y", y))]
    assert understood(members) == (expected(*(("train", seed, y) for seed, y in pairs)), [])


def test_folders_of_images_and_of_labels_are_paired_before_any_is_a_copy():
    members = [("images/a/train.npy", npy(shown(1))), ("images/b/train.npy", npy(shown(2)))]
    members += [(f"labels/{each}/train.npy", npy(SORTED)) for each in "ab"]
    assert understood(members) == (expected(("train", 1, SORTED), ("train", 2, SORTED)), [])


@pytest.mark.parametrize("turned", [False, True])
def test_mnist_of_kaggle_has_each_file_in_a_folder_of_its_name_too(turned):
    """In whatever order the files are packed; of both parts the labels are equal."""
    members = []
    for part, seed in (("train", 1), ("t10k", 2)):
        for what, dots, array in (("images", "idx3", shown(seed)), ("labels", "idx1", SORTED)):
            name = f"{part}-{what}-{dots}-ubyte"
            members += [(f"{part}-{what}.{dots}-ubyte", idx(array)), (f"{name}/{name}", idx(array))]
    seen, aside = understood(members[::-1] if turned else members)
    assert seen == expected(("train", 1, SORTED), ("test", 2, SORTED))
    assert aside == sorted(name for name, _ in members if "/" in name)


def test_a_file_of_images_and_labels_that_lies_there_twice_counts_once():
    whole = npz(x=shown(1), y=SORTED)
    assert understood([("a/data.npz", whole), ("b/data.npz", whole)])[0] == expected(("train", 1, SORTED))


def test_an_array_per_class_that_lies_there_twice_counts_once():
    members = [(f"{folder}{name}.npy", npy(shown(seed))) for folder in ("", "copy/") for name, seed in (("cat", 1), ("owl", 2))]
    seen, aside = understood(members)
    assert seen == sorted(("train", image.tobytes(), name) for name, seed in (("cat", 1), ("owl", 2)) for image in shown(seed))
    assert aside == ["copy/cat.npy", "copy/owl.npy"]


def test_of_thousands_of_files_the_copies_are_found_in_time_that_grows_with_their_number():
    """Equal labels lie beside each of many images, of which one comes twice."""
    members = [(f"b{n}/{what}.npy", b"y" if what == "y" else b"%d" % n) for n in range(4000) for what in "xy"]
    members += [("twice/x.npy", b"7"), ("twice/y.npy", b"y")]
    files = [Member(name, len(content), *2 * [partial(bytes, content)]) for name, content in members]
    arrays = {"x": [in_memory("x", shown(1))], "y": [in_memory("y", SORTED)]}
    began = time.process_time()
    copies = second_copies(files, lambda file: arrays[file.file[0]])
    assert time.process_time() - began < 5
    assert sorted(each.name for each in copies) == ["twice/x.npy", "twice/y.npy"]
