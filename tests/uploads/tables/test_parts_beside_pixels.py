"""The column of a table of pixels that says which part each image belongs to."""

import numpy as np
import pytest

KEY, SAYS, OTHER = "parts of pixels.csv", "which part each image belongs to", "something else"


def table(heads, cells, count=60, packed=False):
    """Images of 8x8 with cells before them that `cells` makes of a number."""
    pixels = np.random.RandomState(3).randint(0, 256, (count, 64)).tolist()
    names = ["pixels"] if packed else [f"pixel{n}" for n in range(64)]
    rows = [[*cells(n), *([" ".join(map(str, each))] if packed else each)] for n, each in enumerate(pixels)]
    return "\n".join(",".join(map(str, row)) for row in [[*heads, *names], *rows]).encode()


def seen_in(found, heads, told, packed=False, **answers):
    return found(table(heads, lambda n: (n % 2, told[n * len(told) // 60]), packed=packed), name="pixels.csv", **answers)


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("use", ["Training", "Training", "Test"]),
        ("Aufteilung", ["Training", "Training", "Test"]),
        ("type", ["train", "train", "test"]),
        ("is_train", [1, 1, 0]),
        ("train", [1, 1, 0]),
    ],
)
def test_a_column_of_parts_is_told_by_what_is_in_it_and_asked_about(found, packed, head, told):
    """Under any head but a few it was passed over, and the images to test with were learned from, without a word."""
    seen = seen_in(found, ["label", head], told, packed)
    assert (len(seen.class_names), dict(seen.parts)) == (2, {"train": 40, "test": 20})
    assert {each.key: each.chosen for each in seen.questions} == {KEY: SAYS}
    assert dict(seen_in(found, ["label", head], told, packed, **{KEY: OTHER}).parts) == {"train": 60}


def test_the_parts_of_fer_are_known_under_any_head(found):
    seen = seen_in(found, ["emotion", "which"], ["Training", "Training", "PublicTest", "PrivateTest"], packed=True)
    assert dict(seen.parts) == {"train": 30, "validation": 15, "test": 15}


def test_parts_that_begin_behind_the_first_rows_are_found(found):
    seen = found(table(["label", "id", "which"], lambda n: (n % 2, n, ("train", "test")[n >= 900]), 1200), name="pixels.csv")
    assert dict(seen.parts) == {"train": 900, "test": 300}


def test_a_head_that_says_to_test_with_is_believed(found):
    assert dict(seen_in(found, ["label", "is_test"], ["False", "True"]).parts) == {"train": 30, "test": 30}


@pytest.mark.parametrize(
    ("head", "told"), [("test", ["positive", "negative"]), ("writer", [1, 2, 3]), ("vehicle", ["train", "bus"])]
)
def test_other_columns_say_no_parts(found, head, told):
    seen = seen_in(found, ["label", head], told)
    assert (dict(seen.parts), len(seen.class_names), seen.questions) == ({"train": 60}, 2, ())


def test_a_column_of_parts_alone_is_what_is_to_be_told(found):
    seen = found(table(["kind"], lambda n: (("train", "test")[n % 2],)), name="pixels.csv")
    assert (seen.class_names, dict(seen.parts)) == (("test", "train"), {"train": 60})
