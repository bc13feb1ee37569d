"""Pictures whose names are made otherwise than those of most, and hold a class that others have."""

import pytest
from make_layouts import ONE, names
from make_uploads import zipped

from cnn_core.uploads.folders.held_names import OF_HELD


def looked(found, paths, **answers):
    return found(zipped([(path, ONE) for path in paths]), **answers)


@pytest.mark.parametrize(
    "other",
    ["{}_{{}}_flipped", "{}{{}}b", "IMG_10{{}}_{}", "{{}} {} mirror", "{} copy {{}} x", "{{}}_{}_x", "a {} on a sofa {{}} x"],
)
def test_a_name_that_holds_one_class_is_of_it_unless_a_person_says_otherwise(found, other):
    """They were set aside, and nothing could be chosen."""
    paths = names(*(f"{made.format(kind)}.png" for made in ("{}_{{}}", other) for kind in ("cat", "dog")))
    seen = looked(found, paths)
    assert (seen.class_names, seen.train_counts, seen.set_aside) == (("cat", "dog"), (10, 10), ())
    (question,) = [each for each in seen.questions if each.key == "held names"]
    assert question.chosen == OF_HELD
    assert "The 10 pictures whose names are made otherwise" in question.asks
    assert sum(looked(found, paths, **{"held names": "set aside"}).train_counts) == 10


@pytest.mark.parametrize("first", ["cat.png", "cat copy.png", "cat - Kopie.png"])
def test_the_first_of_a_series_has_no_number(found, first):
    paths = [*names("cat ({}).png", "dog_{}.png"), first, first.replace("cat", "dog")]
    seen = looked(found, paths)
    assert (seen.class_names, seen.train_counts) == (("cat", "dog"), (6, 6))


@pytest.mark.parametrize(
    ("train", "test"),
    [
        ("train/{kind}_{{}}.png", "test/{{}}_{kind}.png"),
        ("train/{kind}/{{}}.png", "test/{kind}_{{}}.png"),
        ("train/{kind}/{{}}.png", "test/{kind}_test{{}}.png"),
    ],
)
@pytest.mark.parametrize("kinds", [("cat", "dog"), ("A", "B", "space")])
def test_pictures_to_test_with_are_of_the_classes_that_are_learned(found, train, test, kinds):
    """The test part was set aside, and a fifth of the others drawn in its place."""
    paths = names(*(each.format(kind=kind) for each in (train, test) for kind in kinds))
    seen = looked(found, paths)
    assert (seen.class_names, seen.train_counts, seen.test_counts) == (kinds, (5,) * len(kinds), (5,) * len(kinds))


def test_a_part_in_a_name_that_is_made_otherwise_is_read_too(found):
    paths = names("train_cat_{}.png", "train_dog_{}.png", "test_cat_{}.png", "test_dog_{}.png", "test_dog_{}_flipped.png")
    seen = looked(found, paths)
    assert (seen.class_names, seen.train_counts, seen.test_counts) == (("cat", "dog"), (5, 5), (5, 10))


@pytest.mark.parametrize("odd", ["cat and dog {}x.png", "no cat {}x.png", "concat_{}x.png", "{}_wolf.png", "IMG_{}.png"])
def test_a_name_that_holds_no_class_or_two_has_none(found, odd):
    seen = looked(found, names("cat_{}.png", "dog_{}.png") + names(odd, count=1))
    assert (seen.train_counts, sum(each.images for each in seen.set_aside)) == ((5, 5), 1)


def test_a_longer_class_hides_the_shorter_within_it(found):
    paths = names("kite_{}.png", "red kite_{}.png", "red kite_{}x.png", "kite_{}x.png")
    assert looked(found, paths).train_counts == (10, 10)
