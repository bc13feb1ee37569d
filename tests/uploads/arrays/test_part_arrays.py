"""An array that says of each image beside it which part it belongs to."""

import io

import numpy as np
import pytest
from scipy.io import savemat

COUNT, TESTED = 30, 10
OF_TEST = np.arange(COUNT) % 3 == 1
LABELS = np.arange(COUNT) % 2
IMAGES = np.repeat(np.where(OF_TEST, 200, 20).astype(np.uint8), 64).reshape(COUNT, 8, 8).copy()
IMAGES[:, 0, 0], IMAGES[:, 0, 1], IMAGES[:, 1, 1] = 0, 255, np.arange(COUNT)


def packed(form="npz", **arrays):
    file = io.BytesIO()
    if form == "npz":
        np.savez(file, **arrays)
    else:
        savemat(file, arrays)
    return file.getvalue(), f"x.{form}"


def words(train, test):
    return np.where(OF_TEST, test, train)


@pytest.mark.parametrize(
    "said",
    [
        {"split": words("train", "test")},
        {"split": words(b"train", b"test")},
        {"Aufteilung": words("Training", "Test")},
        {"Zweck": words("Lernen", "Prüfen")},
        {"split": words(0, 2)},
        {"set": words(1, 3)},
        {"is_test": OF_TEST},
        {"test": OF_TEST},
        {"train_mask": (~OF_TEST).astype(int)},
        {"train_mask": ~OF_TEST, "test_mask": OF_TEST},
        {"train_idx": np.flatnonzero(~OF_TEST), "test_idx": np.flatnonzero(OF_TEST)},
        {"idx_train": np.flatnonzero(~OF_TEST)},
        {"test_indices": np.flatnonzero(OF_TEST)},
    ],
    ids=lambda said: " ".join(f"{name} {of.dtype}" for name, of in said.items()),
)
def test_the_images_to_test_with_are_not_learned_from(made, found, said):
    """They were, and the array was set aside for a reason that was not so."""
    content, name = packed(images=IMAGES, labels=LABELS, **said)
    seen = found(content, name)
    assert (dict(seen.parts), seen.class_names) == ({"train": 20, "test": 10}, ("0", "1"))
    assert not seen.set_aside
    assert any(each.key.startswith(("parts of", "part ")) for each in seen.questions)
    _, arrays = made(content, size=(8, 8), colour=False, name=name)
    assert {
        part: set(np.median(arrays[f"x_{part}"].reshape(len(arrays[f"x_{part}"]), -1), axis=1)) for part in ("train", "test")
    } == {
        "train": {20.0},
        "test": {200.0},
    }


def test_a_person_may_say_that_it_is_something_else(found):
    for said in ({"is_test": OF_TEST}, {"train_idx": np.flatnonzero(~OF_TEST)}):
        content, name = packed(X=IMAGES, y=LABELS, **said)
        (asked,) = found(content, name).questions
        assert dict(found(content, name, **{asked.key: "something else"}).parts) == {"train": 30}


def test_sets_of_matlab_are_asked_about(found):
    content, name = packed("mat", images=np.moveaxis(IMAGES, 0, -1), labels=LABELS[None] + 1, set=words(1, 3)[None])
    assert dict(found(content, name).parts) == {"train": 20, "test": 10}
    content, name = packed(
        "mat", images=np.moveaxis(IMAGES, 0, -1), labels=LABELS[:, None] + 1, trainInd=np.flatnonzero(~OF_TEST) + 1
    )
    assert dict(found(content, name).parts) == {"train": 20, "test": 10}


@pytest.mark.parametrize(
    "said",
    [
        {"ids": np.arange(COUNT)},
        {"patient": np.arange(COUNT) % 4},
        {"male": np.arange(COUNT) % 2 == 0},
        {"train_idx": np.arange(COUNT) // 2},
        {"train_loss": np.arange(5)},
        {"train_ids": np.arange(COUNT)},
        {"set": np.arange(COUNT)},
    ],
)
def test_other_arrays_say_no_parts(found, said):
    content, name = packed(images=IMAGES, labels=LABELS, **said)
    assert dict(found(content, name).parts) == {"train": 30}


def test_a_part_of_as_many_images_as_they_are_high_keeps_them_upright(made):
    of_test = np.arange(COUNT) < 8
    content, name = packed("mat", images=np.moveaxis(IMAGES, 0, -1), labels=LABELS[:, None] + 1, is_test=of_test)
    _, arrays = made(content, size=(8, 8), colour=False, name=name)
    assert np.array_equal(np.sort(arrays["x_test"][:, 1, 1].ravel()), np.arange(8))


def test_parts_are_found_beside_labels_of_many_values(found):
    images = np.random.default_rng(3).integers(0, 256, (120, 8, 8)).astype(np.uint8)
    content, name = packed(bilder=images, klassen=np.arange(120) % 30, split=np.where(np.arange(120) < 90, "train", "test"))
    seen = found(content, name)
    assert (dict(seen.parts), len(seen.class_names)) == ({"train": 90, "test": 30}, 30)


def test_parts_beside_labels_with_a_column_for_each_class_are_understood(found):
    """They were set aside, and the images to test with learned from."""
    content, name = packed(images=IMAGES, labels=np.eye(2)[LABELS], split=words("train", "test"))
    assert dict(found(content, name).parts) == {"train": 20, "test": 10}


def test_numbers_that_come_in_two_parts_are_said_to_say_none(found):
    content, name = packed(images=IMAGES, labels=LABELS, train_idx=np.arange(COUNT), test_idx=np.flatnonzero(OF_TEST))
    seen = found(content, name)
    assert dict(seen.parts) == {"train": COUNT}
    assert any("10 numbers more than once, and are not taken to say the parts" in note for note in seen.notes)


def test_a_second_array_of_parts_is_no_label(found):
    """It was offered as the labels, of each part once more."""
    content, name = packed(images=IMAGES, labels=LABELS, split=words("train", "test"), train_mask=~OF_TEST)
    seen = found(content, name)
    assert [each.key for each in seen.questions] == ["parts of split"]
    assert "train_mask may say parts too, and is not read beside split." in seen.notes
