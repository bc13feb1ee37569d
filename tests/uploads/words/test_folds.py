"""Columns of folds, the shares of a cross-validation: no classes, and parts only where they are few and nothing else says any."""

import numpy as np
import pytest
from make_uploads import npy, picture, zipped

COUNT = 30
SHARES = {"numbers": "{}", "words": "fold_{}"}
NOTE = "The column fold of labels.csv has 5 different numbers, and is not taken to say the parts."


def packed(form, heads, row):
    table = [f"label,{heads}", *(f"{('cat', 'dog')[n % 2]},{row(n)}" for n in range(COUNT))]
    if form == "arrays":
        images = np.random.RandomState(1).randint(0, 256, (COUNT, 8, 8)).astype(np.uint8)
        return zipped([("images.npy", npy(images)), ("labels.csv", "\n".join(table).encode())])
    table = [f"{'file' if n == 0 else f'{n - 1}.png'},{line}" for n, line in enumerate(table)]
    return zipped([*((f"img/{n}.png", picture()) for n in range(COUNT)), ("labels.csv", "\n".join(table).encode())])


@pytest.mark.parametrize("form", ["arrays", "pictures"])
@pytest.mark.parametrize("share", SHARES)
def test_many_folds_are_said_to_be_no_parts(found, form, share):
    """They were passed over without a word, or offered as classes."""
    seen = found(packed(form, "fold", lambda n: SHARES[share].format(n // 2 % 5)))
    assert (seen.class_names, dict(seen.parts), seen.questions) == (("cat", "dog"), {"train": COUNT}, ())
    assert NOTE in seen.notes


@pytest.mark.parametrize("form", ["arrays", "pictures"])
def test_a_few_folds_are_asked_about(found, form):
    seen = found(packed(form, "fold", lambda n: n % 3))
    assert dict(seen.parts) == {"train": COUNT}
    assert [each.key for each in seen.questions] == ["part fold 0", "part fold 1", "part fold 2"]
    assert dict(found(packed(form, "fold", lambda n: n % 3), **{"part fold 2": "to test with"}).parts) == {
        "train": 20,
        "test": 10,
    }


@pytest.mark.parametrize("form", ["arrays", "pictures"])
@pytest.mark.parametrize("head", ["split", "Zweck"])
def test_a_column_of_parts_beside_them_says_the_parts(found, form, head):
    seen = found(packed(form, f"fold,{head}", lambda n: f"{n % 5},{'test' if n % 3 == 1 else 'train'}"))
    assert (seen.class_names, dict(seen.parts)) == (("cat", "dog"), {"train": 20, "test": 10})
