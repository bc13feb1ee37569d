"""Classes with parts in them, not all alike, and groups with parts in which the classes are."""

import pytest
from make_layouts import ONE, files
from make_uploads import zipped

SPLIT = ("cat/train", "cat/test", "dog/train", "dog/test")
OUTER, INNER = "the outer folders", "the inner folders"


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


def grouped(*names):
    return [f"{name}/{part}/{each}" for name in names for part in ("train", "test") for each in ("cat", "dog")]


@pytest.mark.parametrize("names", [("7a", "7b"), ("2023", "2024"), ("fold1", "fold2"), ("Anna", "Ben")])
def test_groups_in_whose_parts_the_classes_are_are_asked(found, names):
    """The groups became the classes, without a word, and could not be corrected; those that are called as people, until a person said so."""
    seen = looked(found, *grouped(*names))
    assert chosen(seen) == {"level": INNER}
    assert [note.partition(":")[0] for note in seen.notes] == [f"The parts of {names[0]}/ and {names[1]}/ are joined"]
    for level, told in {INNER: ("cat", "dog"), OUTER: names}.items():
        turned = looked(found, *grouped(*names), level=level)
        assert (turned.class_names, dict(turned.parts)) == (told, {"train": 20, "test": 20})
    assert not turned.notes


def test_a_group_without_a_test_part_keeps_its_other_part(found):
    """All test pictures of the others were learned from."""
    seen = looked(found, *grouped("Anna"), "Ben/train/cat", "Ben/train/dog")
    assert (seen.class_names, dict(seen.parts), chosen(seen)) == (("cat", "dog"), {"train": 20, "test": 10}, {"level": INNER})
    alone = looked(found, "cat/train", "cat/test", "dog/train")
    assert (alone.class_names, dict(alone.parts)) == (("cat", "dog"), {"train": 10, "test": 5})


@pytest.mark.parametrize("inner", [("batch1", "batch2"), ("color", "gray"), ("40X", "100X"), ("images", "masks")])
def test_shares_and_looks_in_the_parts_of_classes_are_no_classes(found, inner):
    seen = looked(found, *(f"{part}/{each}" for part in SPLIT for each in inner))
    assert (seen.class_names, chosen(seen)) == (("cat", "dog"), {})


def test_kinds_of_each_class_of_its_own_are_no_classes(found):
    kinds = {"cat": ("persian", "siamese"), "dog": ("boxer", "poodle")}
    seen = looked(found, *(f"{part}/{each}" for part in SPLIT for each in kinds[part.partition("/")[0]]))
    assert (seen.class_names, chosen(seen)) == (("cat", "dog"), {})
