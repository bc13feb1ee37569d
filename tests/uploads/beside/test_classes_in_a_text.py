"""A list of class names beside pictures whose classes are numbers."""

import pytest
from make_layouts import ONE
from make_uploads import zipped

PARTS = [
    ("ds/train.txt", "".join(f"images/{n:04d}.jpg {n % 3}\n" for n in range(24)).encode()),
    ("ds/test.txt", "".join(f"images/{n:04d}.jpg {n % 3}\n" for n in range(24, 30)).encode()),
]
NAMES = ("disc", "square", "triangle")
FROM_ONE = ("ds/train.txt", "".join(f"images/{n:04d}.jpg {n % 3 + 1}\n" for n in range(30)).encode())


def upload(text, tables=PARTS):
    pictures = [(f"ds/images/{n:04d}.jpg", ONE) for n in range(30)]
    return zipped([*pictures, *tables, ("ds/classes.txt", text)])


@pytest.mark.parametrize(
    "text", ["disc\nsquare\ntriangle\n", "0 disc\n1 square\n2 triangle\n", "2: triangle\n1: square\n0: disc"]
)
def test_classes_txt_names_the_numbers_of_the_lists(found, text):
    """The classes were 0, 1 and 2, and classes.txt no picture."""
    seen = found(upload(text.encode()))
    assert (seen.class_names, dict(seen.parts), seen.set_aside) == (NAMES, {"train": 24, "test": 6}, ())
    (question,) = [each for each in seen.questions if each.key == "class names"]
    assert question.chosen == "as it says: 0 is disc, 1 is square, 2 is triangle"
    assert found(upload(text.encode()), **{"class names": "by their numbers"}).class_names == ("0", "1", "2")


def test_a_list_of_names_may_count_from_one(found):
    assert found(upload(b"disc\nsquare\ntriangle\n", [FROM_ONE])).class_names == NAMES


@pytest.mark.parametrize("text", ["disc\nsquare\n", "disc\ndisc\nsquare\n", "7\n8\n9\n", "0 disc\n1 square\n"])
def test_a_list_that_does_not_fit_names_nothing_and_is_set_aside(found, text):
    seen = found(upload(text.encode()))
    assert (seen.class_names, [each.what for each in seen.set_aside]) == (("0", "1", "2"), ["ds/classes.txt"])


def test_folders_that_are_numbers_are_called_as_a_list_says(found):
    members = [(f"{kind}/{n}.png", ONE) for kind in range(3) for n in range(6)]
    assert found(zipped([*members, ("labels.txt", b"disc\nsquare\ntriangle\n")])).class_names == NAMES
