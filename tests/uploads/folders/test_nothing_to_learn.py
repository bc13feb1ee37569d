"""Folders that are called as parts of which none is to learn from, with pictures alone in each."""

import pytest
from make_layouts import ONE, files, names
from make_uploads import zipped

KINDS = ("development", "production", "testing")
PARTS, CLASSES = "parts of the dataset", "classes"


def looked(found, paths, **answers):
    return found(zipped([(path, ONE) for path in paths]), **answers)


def test_they_are_classes_unless_a_person_says_otherwise(found):
    """All was refused, and it was said that the pictures lie in no class folder."""
    seen = looked(found, files(*KINDS))
    assert seen.class_names == KINDS
    (question,) = [each for each in seen.questions if each.key == "begun"]
    assert (question.chosen, question.options) == (CLASSES, (PARTS, CLASSES))


@pytest.mark.parametrize("other", ["production", "images"])
def test_they_are_parts_where_names_of_files_say_the_classes(found, other):
    seen = looked(found, names(*(f"{folder}/{kind}_{{}}.png" for folder in ("val", "test", other) for kind in ("cat", "dog"))))
    assert seen.class_names == ("cat", "dog")
    assert dict(seen.parts)["test"] == 10
