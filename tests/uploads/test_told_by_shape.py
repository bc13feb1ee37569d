"""Which array holds the images and which the labels is said where their names do not say it."""

from make_uploads import images, labels, npz

SENTENCE = "The images are arr_1 and their labels arr_0, as their shapes tell."


def test_arrays_without_telling_names_are_told_by_their_shapes_and_that_is_said(found):
    assert SENTENCE in found(npz(arr_0=labels(), arr_1=images())).notes


def test_names_that_tell_need_no_sentence(found):
    assert not any("as their shapes tell" in note for note in found(npz(x=images(), y=labels())).notes)
