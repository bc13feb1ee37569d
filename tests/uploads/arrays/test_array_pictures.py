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


def test_shares_of_which_some_have_one_hot_labels_are_one(made):
    """They were called damaged."""
    first, second = images(20), images(20) + np.uint8(1)
    upload = npz(x1=first, y1=np.eye(2, dtype=int)[labels(20)], x2=second, y2=labels(20))
    names, arrays = made(upload, (8, 8), colour=False)
    shown = {x.tobytes(): y for part in ("train", "test") for x, y in zip(arrays[f"x_{part}"], arrays[f"y_{part}"], strict=True)}
    assert names == ("0", "1")
    assert shown == {x.tobytes(): y for share in (first, second) for x, y in zip(share, labels(20), strict=True)}


def test_a_test_part_stays_the_test_part_in_its_order(made):
    upload = npz(x_train=images(20), y_train=labels(20), x_test=images(10), y_test=labels(10))
    _, arrays = made(upload, (8, 8), colour=False)
    assert np.array_equal(arrays["x_train"][..., 0], images(20))
    assert np.array_equal(arrays["x_test"][..., 0], images(10))
    assert np.array_equal(arrays["y_test"], labels(10))


def test_a_validation_part_of_arrays_stays_one(found, made):
    """The arrays of MedMNIST."""
    parts = {"train": 20, "val": 6, "test": 10}
    upload = npz(
        **{f"{part}_images": images(n) for part, n in parts.items()},
        **{f"{part}_labels": labels(n)[:, None] for part, n in parts.items()},
    )
    seen = found(upload)
    assert (seen.train_counts, seen.validation_counts, seen.test_counts) == ((10, 10), (3, 3), (5, 5))
    _, arrays = made(upload, (8, 8), colour=False)
    assert np.array_equal(arrays["x_train"][20:, ..., 0], images(6))
    assert np.array_equal(arrays["x_train"][:20, ..., 0], images(20))


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
        ((images() / 255).astype(np.float32), "0 to 1"),
        (images().astype(np.float64), "0 to 255"),
        ((images() / 127.5 - 1).astype(np.float32), "-1 to 1"),
        ((images() - 100.0) / 50, "smallest to largest"),
        (images().astype(np.uint16) * 257, "smallest to largest"),
        ((images() / 2.55).astype(np.float32), "smallest to largest"),
        (np.moveaxis(images(), 0, 2), ""),
        (images().reshape(20, 64), ""),
        (images()[:, None], "first"),
        (images()[..., None], ""),
        (images().astype(np.int64), ""),
        (np.asfortranarray(images()), ""),
    ],
    ids=[
        "fractions",
        "decimals",
        "around zero",
        "standardised",
        "16 bits",
        "percent",
        "last axis",
        "rows",
        "channels first",
        "one channel",
        "integers",
        "columns first",
    ],
)
def test_numbers_of_other_kinds_become_pixels_and_a_sentence_says_how(found, made, x, words):
    upload = npz(x=x, y=labels())
    _, arrays = made(upload, (8, 8), colour=False)
    kept = np.concatenate([arrays["x_train"], arrays["x_test"]])[..., 0]
    assert sorted(image.tobytes() for image in kept) == sorted(image.tobytes() for image in images())
    assert words in " ".join(question.chosen for question in found(upload).questions)


@pytest.mark.parametrize("kind", [np.uint8, np.int64, np.float32])
def test_percent_is_asked_of_whatever_kind_the_numbers_are(found, made, kind):
    """Of bytes it was not, and they came dark."""
    x = np.random.RandomState(0).randint(0, 101, (20, 8, 8)).astype(kind)
    upload = npz(x=x, y=labels())
    (question,) = (each for each in found(upload).questions if each.key == "range")
    assert (question.chosen, question.why) == ("smallest to largest", "They may be percent.")
    assert made(upload, (8, 8), colour=False)[1]["x_train"].max() == 255
    assert made(upload, (8, 8), colour=False, answers={"range": "0 to 255"})[1]["x_train"].max() == 100


@pytest.mark.parametrize(
    ("y", "names"),
    [
        (labels() + 1, ("1", "2")),
        (np.where(labels(), "ill", "well"), ("ill", "well")),
        (labels().astype(np.float32), ("0", "1")),
        (np.eye(2, dtype=np.uint8)[labels()], ("0", "1")),
        (labels()[:, None], ("0", "1")),
        (np.where(labels(), b"ill", b"well"), ("ill", "well")),
        (labels()[None], ("0", "1")),
        (labels().astype(np.int64) - 1, ("-1", "0")),
        (labels().astype(bool), ("0", "1")),
        (np.eye(2, dtype=np.float32)[labels()], ("0", "1")),
    ],
    ids=["from 1", "words", "decimals", "one-hot", "column", "bytes", "row", "negative", "yes or no", "one-hot decimals"],
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
        ({"x": images()}, r"images without labels: x \(20, 8, 8\)"),
        ({"y": labels()}, r"no array in it can be images: it has y \(20,\)"),
        ({"x": images(), "y": labels(19)}, "20 train images and 19 train labels"),
        ({"x": images()[:, 0], "y": labels()}, r"no array in it can be images: it has x \(20, 8\)"),
        ({"x": images(channels=2), "y": labels()}, "1, 3 or 4"),
        ({"x": np.full((20, 8, 8), np.nan), "y": labels()}, "nan"),
        ({"x": images().astype("U3"), "y": labels()}, "no array in it can be images"),
        ({"x": images(), "y": labels() / 2}, "whole numbers or words are wanted"),
        ({"x": images(400), "y": np.arange(400) % 101}, "101 classes"),
        ({"x": images(2000, (2, 2)), "y": np.arange(2000)}, "so they are no classes"),
        ({"x_train": images(), "y_test": labels()}, "its train labels are missing"),
    ],
)
def test_arrays_that_are_no_dataset_are_refused_with_what_is_wrong(found, arrays, words):
    with pytest.raises(DatasetError, match=words):
        found(npz(**arrays))


def test_objects_are_never_unpickled(found):
    with pytest.raises(DatasetError, match=r"pickles can run code, so they are never opened. Two lines make a good file"):
        found(npz(x=np.array([{"a": 1}] * 20, dtype=object), y=labels()))


@pytest.mark.parametrize("packed", [True, False])
def test_four_idx_files_are_a_training_and_a_test_part(made, packed):
    names, arrays = made(zipped(idx_files(packed)), (8, 8), colour=False)
    assert names == ("0", "1")
    assert np.array_equal(arrays["x_train"][..., 0], images(20))
    assert np.array_equal(arrays["y_test"], labels(10))


def test_files_that_lie_beside_themselves_as_they_were_packed_are_taken_once(found):
    """As torchvision leaves them."""
    members = [(f"MNIST/raw/{name}", content) for name, content in [*idx_files(), *idx_files(packed=True)]]
    assert dict(found(zipped(members)).parts) == {"train": 20, "test": 10}


@pytest.mark.parametrize("shape", [(20, 1, 1), (20, 1, 1, 1)])
def test_labels_with_axes_of_one_are_labels(found, shape):
    """As those of PatchCamelyon."""
    assert found(npz(x=images(), y=labels().reshape(shape))).train_counts == (10, 10)


def test_classes_of_which_nothing_can_be_held_back_are_refused_in_a_sentence(made):
    with pytest.raises(DatasetError, match="no class has 3 pictures, so that one could be held back"):
        made(npz(x=images(3), y=labels(3, 3)), (8, 8), colour=False)


def test_two_idx_files_are_images_and_labels_in_a_folder_or_not(made):
    members = [(f"data/{name}", content) for name, content in idx_files(test=False)]
    _, arrays = made(zipped(members), (8, 8), colour=False)
    assert (len(arrays["y_train"]), len(arrays["y_test"])) == (16, 4)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda files: files[:1], "images without labels"),
        (lambda files: files[1:2], "no array in it can be images"),
        (lambda files: [files[0], (files[1][0], files[1][1][:-1])], "declares 20 values .* and only 19 follow"),
        (lambda files: [files[0], (files[1][0], files[1][1] + b"x")], "and more follow"),
        (lambda files: [files[0], ("labels", files[1][1][:4] + b"\xff\xff\xff\xff" + files[1][1][8:])], "declares 4,294,967,295"),
        (lambda files: [files[0], files[3]], "its train labels are missing"),
    ],
)
def test_idx_files_that_do_not_belong_together_are_refused(found, change, words):
    with pytest.raises(DatasetError, match=words):
        found(zipped(change(idx_files())))


def test_a_single_idx_file_asks_for_the_others(found):
    with pytest.raises(DatasetError, match="images without labels"):
        found(idx_files()[0][1], "train-images-idx3-ubyte")


def test_a_test_part_without_labels_is_set_aside(found):
    seen = found(zipped(idx_files()[:3]))
    assert seen.parts == (("train", 20),)
    assert [(each.what, each.images) for each in seen.set_aside] == [("t10k-images-idx3-ubyte", 10)]
