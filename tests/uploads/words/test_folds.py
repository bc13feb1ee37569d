"""Columns of folds, the shares of a cross-validation: no classes, and parts if a person says so and nothing else says any."""

import io

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from make_uploads import npy, picture, zipped

COUNT = 60
SHARES = {"numbers": "{}", "words": "fold_{}"}
NOTE = "The column fold of labels.csv has 13 different numbers, and is not taken to say the parts."


def of_one_file(form, head, row):
    labels, folds = [("cat", "dog")[n % 2] for n in range(COUNT)], [str(row(n)) for n in range(COUNT)]
    file = io.BytesIO()
    if form == "npz":
        images = np.random.RandomState(1).randint(0, 256, (COUNT, 8, 8)).astype(np.uint8)
        np.savez(file, images=images, labels=np.array(labels), **{head: np.array(folds)})
        return zipped([("x.npz", file.getvalue())])
    files = pa.array([{"bytes": picture((n, 90, 90)), "path": None} for n in range(COUNT)])
    pq.write_table(pa.table({"image": files, "label": pa.array(labels), head: pa.array(folds)}), file)
    return zipped([("x.parquet", file.getvalue())])


def packed(form, heads, row):
    if form in ("parquet", "npz"):
        return of_one_file(form, heads, row)
    table = [f"label,{heads}", *(f"{('cat', 'dog')[n % 2]},{row(n)}" for n in range(COUNT))]
    if form == "arrays":
        images = np.random.RandomState(1).randint(0, 256, (COUNT, 8, 8)).astype(np.uint8)
        return zipped([("images.npy", npy(images)), ("labels.csv", "\n".join(table).encode())])
    table = [f"{'file' if n == 0 else f'{n - 1}.png'},{line}" for n, line in enumerate(table)]
    return zipped([*((f"img/{n}.png", picture()) for n in range(COUNT)), ("labels.csv", "\n".join(table).encode())])


FORMS = pytest.mark.parametrize("form", ["arrays", "pictures", "parquet", "npz"])


@FORMS
@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize("head", ["fold", "cv_fold", "Fold-Nr"])
def test_a_fold_of_five_can_be_tested_with(found, form, share, head):
    """It was said that they are no parts, and there was no way to make one of them the test part."""
    content = packed(form, head, lambda n: SHARES[share].format(n // 2 % 5))
    seen = found(content)
    assert (seen.class_names, dict(seen.parts)) == (("cat", "dog"), {"train": COUNT})
    asked = [each for each in seen.questions if each.key.startswith("part ")]
    assert [(each.asks[:14], each.chosen) for each in asked] == [("The 12 images ", "to learn from")] * 5
    assert asked[0].why.startswith("They are likely folds")
    assert not any("says which part" in note for note in seen.notes)
    assert dict(found(content, **{asked[4].key: "to test with"}).parts) == {"train": 48, "test": 12}


@pytest.mark.parametrize("form", ["arrays", "pictures"])
@pytest.mark.parametrize("share", SHARES)
def test_many_folds_are_said_to_be_no_parts(found, form, share):
    """They were passed over without a word, or offered as classes."""
    seen = found(packed(form, "fold", lambda n: SHARES[share].format(n // 2 % 13)))
    assert (seen.class_names, dict(seen.parts), seen.questions) == (("cat", "dog"), {"train": COUNT}, ())
    assert NOTE in seen.notes


@pytest.mark.parametrize("form", ["arrays", "pictures", "parquet"])
@pytest.mark.parametrize("cells", [(0, 0, 0, 1), ("A", "B", "C")])
def test_groups_beside_labels_may_be_parts_and_are_learned_from_unless_somebody_says_so(found, form, cells):
    content = packed(form, "group", lambda n: cells[n // 2 % len(cells)])
    seen = found(content)
    assert (seen.class_names, dict(seen.parts)) == (("cat", "dog"), {"train": COUNT})
    answered = found(content, **{f"part group {cells[-1]}": "to test with"})
    assert dict(answered.parts)["test"] == sum(cells[n // 2 % len(cells)] == cells[-1] for n in range(COUNT))
    (says,) = [each for each in seen.questions if each.key.startswith("parts of")]
    other = found(content, **{says.key: "something else"})
    assert not any(each.key.startswith("part ") for each in other.questions)


@pytest.mark.parametrize("form", ["arrays", "pictures"])
def test_a_few_folds_are_asked_about(found, form):
    seen = found(packed(form, "fold", lambda n: n % 3))
    assert dict(seen.parts) == {"train": COUNT}
    assert [each.key for each in seen.questions] == ["part fold 0", "part fold 1", "part fold 2"]
    assert dict(found(packed(form, "fold", lambda n: n % 3), **{"part fold 2": "to test with"}).parts) == {
        "train": 40,
        "test": 20,
    }


@pytest.mark.parametrize("form", ["arrays", "pictures"])
@pytest.mark.parametrize("head", ["split", "Zweck"])
def test_a_column_of_parts_beside_them_says_the_parts(found, form, head):
    seen = found(packed(form, f"fold,{head}", lambda n: f"{n % 5},{'test' if n % 3 == 1 else 'train'}"))
    assert (seen.class_names, dict(seen.parts)) == (("cat", "dog"), {"train": 40, "test": 20})
