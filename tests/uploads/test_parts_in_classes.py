"""Classes with parts in them, not all alike."""

import pytest
from make_layouts import ONE, files
from make_uploads import zipped

SPLIT = ("cat/train", "cat/test", "dog/train", "dog/test")


def looked(found, *folders, **answers):
    return found(zipped([(path, ONE) for path in files(*folders)]), **answers)


def chosen(seen):
    return {each.key: each.chosen for each in seen.questions}


def test_a_class_without_parts_is_learned_from_and_asked_about(found):
    """The given test pictures of the others were learned from, without a word."""
    seen = looked(found, *SPLIT, "bird")
    assert (seen.class_names, dict(seen.parts)) == (("bird", "cat", "dog"), {"train": 15, "test": 10})
    assert chosen(seen) == {"part bird": "to learn from", "test part": "keep the test part as it is"}
    tested = looked(found, *SPLIT, "dog", **{"part dog": "to test with"})
    assert dict(tested.parts) == {"train": 10, "test": 15}
    aside = looked(found, *SPLIT, "bird", **{"part bird": "set aside"})
    assert (aside.class_names, [each.what for each in aside.set_aside]) == (("cat", "dog"), ["bird/"])


def test_pictures_beside_the_parts_of_a_class_are_not_lost(found):
    seen = looked(found, *SPLIT, "dog")
    assert (dict(seen.parts), chosen(seen)) == ({"train": 15, "test": 10}, {"part dog": "to learn from"})


def test_a_class_with_a_single_part_keeps_it(found):
    seen = looked(found, *SPLIT, "bird/train")
    assert (seen.class_names, dict(seen.parts)) == (("bird", "cat", "dog"), {"train": 15, "test": 10})
    assert chosen(seen) == {"test part": "keep the test part as it is"}


@pytest.mark.parametrize("name", ["predict", "test"])
def test_what_is_called_as_no_class_is_set_aside(found, name):
    seen = looked(found, *SPLIT, name)
    assert (seen.class_names, dict(seen.parts)) == (("cat", "dog"), {"train": 10, "test": 10})
    assert [(each.what, each.images) for each in seen.set_aside] == [(f"{name}/", 5)]
