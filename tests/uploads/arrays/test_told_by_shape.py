"""Which array holds the images and which the labels is said where their names do not say it."""

import numpy as np
from make_uploads import images, labels, npy, npz, zipped

SENTENCE = "The images are arr_1 and their labels arr_0, as their shapes tell."


def test_arrays_without_telling_names_are_told_by_their_shapes_and_that_is_said(found):
    assert SENTENCE in found(npz(arr_0=labels(), arr_1=images())).notes


def test_names_that_tell_need_no_sentence(found):
    assert not any("as their shapes tell" in note for note in found(npz(x=images(), y=labels())).notes)


def test_images_as_wide_as_other_labels_are_many_go_with_their_own(found):
    """The images to learn from were said to be those to test with, and the others to be set aside."""
    random = np.random.RandomState(0)
    arrays = {
        name: random.randint(0, 256, (count, 12, 12)).astype(np.uint8) for name, count in (("x_tester", 12), ("x_trainer", 30))
    }
    whose = {"y_tester": np.arange(12) % 2, "y_trainer": np.arange(30) % 2}
    seen = found(zipped([(f"{name}.npy", npy(each)) for name, each in {**arrays, **whose}.items()]))
    assert dict(seen.parts) == {"train": 30, "test": 12}
    assert not any("images are" in each.asks for each in seen.questions)
    assert seen.set_aside == ()


def test_images_in_parts_are_called_as_in_the_file(found):
    """They were called imgs/train and imgs/test, which the file does not have."""
    parts = np.array(["tr", "te", "tr"] * 8)
    seen = found(npz(imgs=images(), lab=labels(), set=parts[: len(labels())]), name="x.npz")
    assert dict(seen.parts)["test"]
    assert "The images are imgs and their labels lab, as their shapes tell." in seen.notes
    assert not any("/train" in note for note in seen.notes)


def test_images_without_labels_are_set_aside_in_plain_words(found):
    seen = found(npz(train_images=images(), train_labels=labels(), test_images=images()[:6]), name="x.npz")
    assert [(each.what, each.why, each.images) for each in seen.set_aside] == [
        ("test_images", "it has no labels; the Draw page predicts such pictures", 6)
    ]


def test_they_are_kept_for_prediction_and_those_that_cannot_be_sink_nothing(made, found):
    """They were lost."""
    _, arrays = made(npz(train_images=images(), train_labels=labels(), test_images=images()[:6]), name="x.npz")
    assert sorted(len(each) for each in arrays.values() if each.ndim == 4)[:2] == [4, 6]
    other = np.full((6, 5, 5), np.nan)
    seen = found(npz(train_images=images(), train_labels=labels(), test_images=other), name="x.npz")
    assert [(each.what, each.why) for each in seen.set_aside] == [("test_images", "it has no labels")]
