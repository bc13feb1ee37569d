"""Folders whose names stand between two underscores, beside those of classes."""

import pytest
from make_layouts import ONE, files
from make_uploads import zipped


def looked(found, *folders, **answers):
    return found(zipped([(path, ONE) for path in files(*folders)]), **answers)


def asked(source):
    return {each.key: each.chosen for each in source.questions}


@pytest.mark.parametrize("parts", [("speech",), ("train", "test")])
def test_what_stands_between_underscores_is_asked_about_and_is_no_class_unless_a_person_says_so(found, parts):
    """As Speech Commands comes."""
    folders = [f"{part}/{kind}" for part in parts for kind in ("no", "up", "yes", "_background_noise_")]
    seen = looked(found, *folders)
    assert (seen.class_names, seen.train_counts) == (("no", "up", "yes"), (5, 5, 5))
    assert asked(seen) == {"folder _background_noise_": "set aside"}
    assert {(each.what, each.images) for each in seen.set_aside} == {("_background_noise_/", 5)}
    turned = looked(found, *folders, **{"folder _background_noise_": "a class"})
    assert {*turned.class_names} == {"_background_noise_", "no", "up", "yes"}


@pytest.mark.parametrize(
    "names", [("_cat_", "_dog_"), ("_cat_", "dog"), ("no", "up", "_silence_", "_unknown_"), ("_a", "b_", "c"), ("_", "-", "x")]
)
def test_other_names_with_underscores_are_classes(found, names):
    seen = looked(found, *names)
    assert ({*seen.class_names}, asked(seen)) == ({*names}, {})
