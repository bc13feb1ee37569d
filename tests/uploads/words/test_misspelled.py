"""Folders that are called as a part with a slip of the hand."""

import pytest
from make_layouts import ONE, files
from make_uploads import zipped

from cnn_core.uploads.words.misspelled import misspelled_part

LEARN, VALIDATE, TEST_WITH, SET_ASIDE = "to learn from", "to validate with", "to test with", "set aside"


def looked(found, *folders, **answers):
    return found(zipped([(path, ONE) for path in files(*folders)]), **answers)


def asked(seen):
    return {each.key: each.chosen for each in seen.questions if each.key != "validation"}


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("tset", "test"),
        ("tets", "test"),
        ("Tesst", "test"),
        ("trian", "train"),
        ("Traing", "train"),
        ("trainning", "train"),
        ("validaton", "validation"),
        ("vaild images", "validation"),
        ("tset2", "test"),
        ("x_tset", "test"),
        ("test", ""),
        ("rest", ""),
        ("brain", ""),
        ("tent", ""),
        ("trail", ""),
        ("toast", ""),
        ("tset tube", ""),
    ],
)
def test_one_slip_is_told_from_a_word_of_its_own(name, part):
    assert misspelled_part(name) == part


@pytest.mark.parametrize(
    ("folders", "question"),
    [
        (("cat/train", "cat/test", "dog/train", "dog/tset"), ("part tset", TEST_WITH)),
        (("cat/trian", "cat/test", "dog/train", "dog/test"), ("part trian", LEARN)),
    ],
)
def test_a_slip_in_one_class_is_asked_about_and_costs_the_others_no_part(found, folders, question):
    """All test pictures were learned from, and whoever said otherwise got the parts as classes."""
    seen = looked(found, *folders)
    assert (seen.class_names, dict(seen.parts), asked(seen)) == (("cat", "dog"), {"train": 10, "test": 10}, dict([question]))


def test_a_slip_in_the_name_of_a_part_of_all_classes_is_asked_about(found):
    seen = looked(found, *(f"{part}/{each}" for part in ("train", "Vaildation", "test") for each in ("cat", "dog")))
    assert (dict(seen.parts)["validation"], asked(seen)) == (10, {"part Vaildation": VALIDATE})
    both = looked(found, *(f"{part}/{each}" for part in ("trian", "tets") for each in ("cat", "dog")))
    assert (both.class_names, dict(both.parts)) == (("cat", "dog"), {"train": 10, "test": 10})
    assert asked(both) == {"level": "the inner folders", "part trian": LEARN, "part tets": TEST_WITH}


def test_beside_class_folders_it_is_asked_whether_it_is_a_class(found):
    """It was a class, without a word."""
    seen = looked(found, "cat", "dog", "tset")
    assert (seen.class_names, asked(seen)) == (("cat", "dog"), {"folder tset": SET_ASIDE})
    assert looked(found, "cat", "dog", "tset", **{"folder tset": "a class"}).class_names == ("cat", "dog", "tset")
    assert asked(looked(found, "rest", "tent", "nest")) == {}
