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
