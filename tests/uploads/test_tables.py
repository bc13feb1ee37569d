"""Arrays of images and labels, as npz and as IDX files."""

import numpy as np
import pytest
from make_uploads import idx_files, images, labels, npz, zipped

from cnn_core.errors import DatasetError

COLOUR = images(channels=3)


@pytest.mark.parametrize(
    ("x", "y"),
    [("x", "y"), ("X", "Y"), ("images", "labels"), ("data", "target"), ("x_train", "y_train"), ("train_images", "train_labels")],
)
def test_images_and_labels_are_known_by_the_names_that_people_give_them(made, x, y):
    names, arrays = made(npz(**{x: images(), y: labels()}), (8, 8), colour=False)
    assert names == ("0", "1")
    assert (len(arrays["y_train"]), len(arrays["y_test"])) == (16, 4)
    kept = np.concatenate([arrays["x_train"], arrays["x_test"]])[..., 0]
    assert sorted(image.tobytes() for image in kept) == sorted(image.tobytes() for image in images())


def test_a_test_part_stays_the_test_part_in_its_order(made):
    upload = npz(x_train=images(20), y_train=labels(20), x_test=images(10), y_test=labels(10))
    _, arrays = made(upload, (8, 8), colour=False)
    assert np.array_equal(arrays["x_train"][..., 0], images(20))
    assert np.array_equal(arrays["x_test"][..., 0], images(10))
    assert np.array_equal(arrays["y_test"], labels(10))


def test_a_validation_part_is_left_out_and_this_is_said(found):
    """The arrays of MedMNIST."""
    parts = {"train": 20, "val": 6, "test": 10}
    upload = npz(
        **{f"{part}_images": images(n) for part, n in parts.items()},
        **{f"{part}_labels": labels(n)[:, None] for part, n in parts.items()},
    )
    seen = found(upload)
    assert (seen.train_counts, seen.test_counts) == ((10, 10), (5, 5))
    assert any("validation arrays are left out" in note for note in seen.notes)


@pytest.mark.parametrize("x", [COLOUR, np.moveaxis(COLOUR, 3, 1)], ids=["last", "first"])
def test_colour_is_kept_wherever_the_channels_stand(found, made, x):
    upload = npz(x=x, y=labels())
    assert found(upload).colour
    _, arrays = made(upload, (8, 8))
    kept = np.concatenate([arrays["x_train"], arrays["x_test"]])
    assert sorted(image.tobytes() for image in kept) == sorted(image.tobytes() for image in COLOUR)


@pytest.mark.parametrize(
    ("x", "words"),
    [
        ((images() / 255).astype(np.float32), "multiplied by 255"),
        (images().astype(np.float64), "rounded"),
        (images().astype(np.int64), ""),
        (np.asfortranarray(images()), ""),
    ],
    ids=["fractions", "decimals", "integers", "columns first"],
)
def test_numbers_of_other_kinds_become_pixels_and_a_sentence_says_how(found, made, x, words):
    upload = npz(x=x, y=labels())
    _, arrays = made(upload, (8, 8), colour=False)
    kept = np.concatenate([arrays["x_train"], arrays["x_test"]])[..., 0]
    assert sorted(image.tobytes() for image in kept) == sorted(image.tobytes() for image in images())
    assert words in " ".join(found(upload).notes)


@pytest.mark.parametrize(
    ("y", "names"),
    [
        (labels() + 1, ("1", "2")),
        (np.where(labels(), "ill", "well"), ("ill", "well")),
        (labels().astype(np.float32), ("0", "1")),
        (np.eye(2, dtype=np.uint8)[labels()], ("0", "1")),
        (labels()[:, None], ("0", "1")),
        (np.where(labels(), b"ill", b"well"), ("ill", "well")),
    ],
    ids=["from 1", "words", "decimals", "one-hot", "column", "bytes"],
)
def test_labels_of_every_common_kind_are_classes(made, y, names):
    found, arrays = made(npz(x=images(), y=y), (8, 8), colour=False)
    assert found == names
    by_image = {image.tobytes(): label for image, label in zip(images(), labels(), strict=True)}
    first = 1 if found[0] == "ill" else 0
    for image, label in zip(arrays["x_train"][..., 0], arrays["y_train"], strict=True):
        assert by_image[image.tobytes()] == label ^ first


@pytest.mark.parametrize(
    ("arrays", "words"),
    [
        ({"x": images(), "z": labels()}, "x_train, y_train, x_test and y_test, or x and y are wanted, and it has x, z"),
        ({"x": images(), "y": labels(19)}, "20 train images and 19 train labels"),
        ({"x": images()[:, 0], "y": labels()}, r"shape \(20, 8\)"),
        ({"x": images(channels=2), "y": labels()}, "1 or 3"),
        ({"x": images() * 2.0, "y": labels()}, "from 0 to 510"),
        ({"x": images() - 128.0, "y": labels()}, "0 to 255 or 0 to 1 is wanted"),
        ({"x": np.full((20, 8, 8), np.nan), "y": labels()}, "nan"),
        ({"x": images().astype("U3"), "y": labels()}, "numbers are wanted"),
        ({"x": images(), "y": labels() / 2}, "whole numbers or words are wanted"),
        ({"x": images(), "y": np.zeros(20, int)}, "1 class"),
        ({"x": images(400), "y": np.arange(400) % 101}, "101 classes"),
        ({"x": images(2000, (2, 2)), "y": np.arange(2000)}, "so they are no classes"),
        ({"x_train": images(), "y_train": labels(), "x_test": images(6), "y_test": labels(6, 3)}, "has 0 pictures to learn from"),
        ({"x": images(12), "y": np.array([0] * 8 + [1] * 4)}, "class 1 has 4 pictures to learn from, and 5 is the least"),
    ],
)
def test_arrays_that_are_no_dataset_are_refused_with_what_is_wrong(found, arrays, words):
    with pytest.raises(DatasetError, match=words):
        found(npz(**arrays))


def test_objects_are_never_unpickled(found):
    with pytest.raises(DatasetError, match=r"values of type \|O"):
        found(npz(x=np.array([{"a": 1}] * 20, dtype=object), y=labels()))


@pytest.mark.parametrize("packed", [True, False])
def test_four_idx_files_are_a_training_and_a_test_part(made, packed):
    names, arrays = made(zipped(idx_files(packed)), (8, 8), colour=False)
    assert names == ("0", "1")
    assert np.array_equal(arrays["x_train"][..., 0], images(20))
    assert np.array_equal(arrays["y_test"], labels(10))


def test_two_idx_files_are_images_and_labels_in_a_folder_or_not(made):
    members = [(f"data/{name}", content) for name, content in idx_files(test=False)]
    _, arrays = made(zipped(members), (8, 8), colour=False)
    assert (len(arrays["y_train"]), len(arrays["y_test"])) == (16, 4)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda files: files[:3], "IDX file of test labels is missing"),
        (lambda files: files[:1], "IDX file of train labels is missing"),
        (lambda files: [files[0], files[0], ("copy", files[0][1])][1:], "two IDX files of train images"),
        (lambda files: [files[0], (files[1][0], files[1][1][:-1])], "declares 20 values .* and only 19 follow"),
        (lambda files: [files[0], (files[1][0], files[1][1] + b"x")], "and more follow"),
        (lambda files: [files[0], ("labels", files[1][1][:4] + b"\xff\xff\xff\xff" + files[1][1][8:])], "declares 4,294,967,295"),
        (lambda files: [files[0], files[3]], "is missing"),
    ],
)
def test_idx_files_that_do_not_belong_together_are_refused(found, change, words):
    with pytest.raises(DatasetError, match=words):
        found(zipped(change(idx_files())))


def test_a_single_idx_file_asks_for_the_others(found):
    with pytest.raises(DatasetError, match="single IDX file; two or four of them belong together"):
        found(idx_files()[0][1])
