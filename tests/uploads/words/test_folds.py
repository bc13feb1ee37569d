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


def in_folders(train, test, head, row, folds=range(48)):
    """Two folders of 24 pictures each, and a table of their labels beside them."""
    paths = [f"{train if n < 24 else test}/{n}.png" for n in folds]
    rows = [f"{path},{('cat', 'dog')[n % 2]},{row(n)}" for n, path in enumerate(paths)]
    table = "\n".join([f"file,label,{head}", *rows]).encode()
    return zipped([*((path, picture((n, 9, 9))) for n, path in enumerate(paths)), ("labels.csv", table)])


def in_files(form, head, row):
    """Two files called train and test, of 24 images each."""
    members = []
    for part, numbers in (("train", range(24)), ("test", range(24, 48))):
        labels, said = [("cat", "dog")[n % 2] for n in numbers], [str(row(n)) for n in numbers]
        if form == "parquet":
            file, images = io.BytesIO(), [{"bytes": picture((n, 90, 90)), "path": None} for n in numbers]
            columns = {"image": pa.array(images), "label": pa.array(labels), head: pa.array(said)}
            pq.write_table(pa.table(columns), file)
            members.append((f"{part}.parquet", file.getvalue()))
            continue
        pixels = np.random.RandomState(len(members)).randint(0, 256, (24, 64)).astype(np.uint8)
        heads, rows = ["label", head], [[a, b] for a, b in zip(labels, said, strict=True)]
        if form == "pixels":
            heads, rows = [*heads, *(f"p{n}" for n in range(64))], [[*a, *b] for a, b in zip(rows, pixels.tolist(), strict=True)]
        if form == "pictures":
            heads, rows = ["file", *heads], [[f"{n}.png", *row] for n, row in zip(numbers, rows, strict=True)]
            members += [(f"img/{n}.png", picture((n, 9, 9))) for n in numbers]
        if form == "arrays":
            members.append((f"x_{part}.npy", npy(pixels.reshape(24, 8, 8))))
        name = f"y_{part}.csv" if form == "arrays" else f"{part}.csv"
        members.append((name, "\n".join(",".join(map(str, row)) for row in [heads, *rows]).encode()))
    return zipped(members)


OF_PARTS = pytest.mark.parametrize("form", ["folders", "parquet", "pixels", "pictures", "arrays"])


def in_parts(form, head, row):
    return in_folders("train", "test", head, row) if form == "folders" else in_files(form, head, row)


@OF_PARTS
@pytest.mark.parametrize("head", ["fold", "group", "split"])
@pytest.mark.parametrize("count", [3, 5])
def test_folds_are_of_what_is_to_learn_from_where_folders_or_files_say_the_test_part(found, form, head, count):
    """All were learned from, since a guess what a fold is for went before what the folder or the file said."""
    content = in_parts(form, head, lambda n: n // 2 % count)
    seen = found(content)
    assert dict(seen.parts) == {"train": 24, "test": 24}
    if (form, head) == ("parquet", "split"):  # which may have labels
        return
    asked = [each for each in seen.questions if each.key.startswith(f"part {head}")]
    assert [each.key for each in asked] == [f"part {head} {n}" for n in range(count)]
    assert sum(int(each.asks.split()[1]) for each in asked) == 24
    more = int(asked[1].asks.split()[1])
    assert dict(found(content, **{asked[1].key: "to test with"}).parts) == {"train": 24 - more, "test": 24 + more}


@OF_PARTS
def test_nothing_is_asked_of_numbers_that_say_the_same_as_folders_or_files(found, form):
    seen = found(in_parts(form, "split", lambda n: n // 24))
    assert dict(seen.parts) == {"train": 24, "test": 24}
    assert not any(each.key.startswith("part split") for each in seen.questions)


def test_folds_are_asked_about_where_all_lies_in_one_folder(found):
    for folders in (("test", "test"), ("a", "b")):
        seen = found(in_folders(*folders, "fold", lambda n: n // 2 % 3))
        assert (dict(seen.parts), sum(each.key.startswith("part fold") for each in seen.questions)) == ({"train": 48}, 3)


def test_a_folder_that_a_person_says_to_be_to_test_with_is_that(found):
    content = in_folders("Trainingsreihe", "Testreihe", "fold", lambda n: n // 2 % 3)
    assert dict(found(content).parts) == {"train": 48}
    assert dict(found(content, begun="parts of the dataset").parts) == {"train": 24, "test": 24}


@FORMS
@pytest.mark.parametrize("head", ["fold", "group"])
@pytest.mark.parametrize("blank", [1, 30])
def test_empty_cells_among_folds_are_not_the_test_part(found, form, head, blank):
    """One was the whole test part."""
    if head == "group" and form == "npz":
        return
    content = packed(form, head, lambda n: "" if n < blank else n // 2 % 3)
    seen = found(content)
    assert dict(seen.parts) == {"train": COUNT}
    (asked,) = [each for each in seen.questions if each.key.startswith("part nothing in")]
    answered = found(content, **{f"part {head} 0": "to test with"})
    assert next(each.chosen for each in answered.questions if each.key == asked.key) == "to learn from"
    assert dict(found(content, **{asked.key: "to test with"}).parts) == {"train": COUNT - blank, "test": blank}


def tables_of(names, head, row, uneven=0):
    """Tables of 30 pictures each."""
    members = [(f"img/{n}.png", picture((n, 9, 9))) for n in range(30 * len(names))]
    for at, name in enumerate(names):
        rows = [f"{n}.png,{('cat', 'dog')[n % 2]},{row(n + uneven * at)}" for n in range(30 * at, 30 * at + 30)]
        members.append((name, "\n".join([f"file,label,{head}", *rows]).encode()))
    return zipped(members)


def test_folds_of_two_tables_are_asked_about_together(found):
    """Two questions had one key, and the page broke."""
    content = tables_of(("first.csv", "second.csv"), "fold", lambda n: n // 2 % 3)
    seen = found(content)
    assert [(each.key, each.asks) for each in seen.questions] == [
        (f"part fold {n}", f"The 20 images in fold {n} are") for n in range(3)
    ]
    assert dict(found(content, **{"part fold 2": "to test with"}).parts) == {"train": 40, "test": 20}


def test_what_is_shown_of_two_tables_is_what_is_done_with_both(found):
    content = tables_of(("first.csv", "second.csv"), "fold", lambda n: n // 2 % 3 if n < 30 else int(n > 50) + int(n > 55))
    seen = found(content)
    assert {each.chosen for each in seen.questions} == {"to learn from"}
    assert dict(seen.parts) == {"train": 60}


def test_a_word_in_two_tables_of_one_name_is_asked_about_once_and_the_cell_nothing_is_empty(found):
    said = ("train", "test", "extra")
    seen = found(tables_of(("one/labels.csv", "two/labels.csv"), "split", lambda n: said[n // 2 % 3]))
    assert [each.asks for each in seen.questions] == ["The 20 images with extra in the column split of labels.csv are"]
    assert seen.notes.count("The column split of labels.csv says which part each picture belongs to.") == 1
    mixed = found(tables_of(("labels.csv",), "split", lambda n: ("train", "train", "test", "", "nothing")[n // 2 % 5]))
    assert [each.asks for each in mixed.questions] == ["The 12 images with nothing in the column split of labels.csv are"]
