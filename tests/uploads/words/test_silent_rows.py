"""Rows that say no part in a column in which others do: asked about, and the column is named."""

import io

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from make_uploads import npy, picture, zipped

COUNT = 30
MARKS = ["train", "train", "test", "", "train"]


def packed(form, cells, head="set"):
    """The same rows as a table beside pictures, beside an array, of pixels, of Parquet, or as arrays of an npz."""
    said = [cells[n % len(cells)] for n in range(COUNT)]
    labels = [("cat", "dog")[n // 5 % 2] for n in range(COUNT)]
    images = np.random.RandomState(1).randint(0, 256, (COUNT, 8, 8)).astype(np.uint8)
    if form == "npz":
        file = io.BytesIO()
        np.savez(file, images=images, labels=np.array(labels), **{head: np.array(said)})
        return file.getvalue(), "x.npz"
    if form == "parquet":
        files = pa.array([{"bytes": picture((n, 90, 90)), "path": None} for n in range(COUNT)])
        file = io.BytesIO()
        pq.write_table(
            pa.table(
                {"image": files, "label": pa.array(labels), head: pa.array([None if each == "" else each for each in said])}
            ),
            file,
        )
        return file.getvalue(), "x.parquet"
    heads, rows = ["label", head], [[a, b] for a, b in zip(labels, said, strict=True)]
    if form == "pictures":
        heads, rows = ["file", *heads], [[f"{n}.png", *row] for n, row in enumerate(rows)]
    if form == "pixels":
        heads = [*heads, *(f"pixel{n}" for n in range(64))]
        rows = [[*row, *of.reshape(-1).tolist()] for row, of in zip(rows, images, strict=True)]
    text = "\n".join(",".join(map(str, row)) for row in [heads, *rows]).encode()
    if form == "pixels":
        return text, "x.csv"
    beside = [("images.npy", npy(images))] if form == "arrays" else [(f"p/{n}.png", picture((n, 9, 9))) for n in range(COUNT)]
    return zipped([*beside, ("labels.csv", text)]), "x.zip"


FORMS = pytest.mark.parametrize("form", ["pictures", "arrays", "pixels", "parquet", "npz"])


def silent(seen):
    (asked,) = [each for each in seen.questions if each.key.startswith("part nothing in")]
    return asked


@FORMS
@pytest.mark.parametrize("cells", [MARKS, [0, 0, 1, "", 0], ["tr", "tr", "te", "", "tr"]])
def test_rows_without_a_part_are_asked_about(found, form, cells):
    """They were learned from, and nothing said so."""
    content, name = packed(form, cells)
    seen = found(content, name)
    assert (dict(seen.parts), seen.class_names) == ({"train": 18, "test": 6}, ("cat", "dog"))
    asked = silent(seen)
    assert asked.asks.startswith("The 6 images with nothing in the ")
    assert " set" in asked.asks
    assert asked.options == ("to learn from", "to validate with", "to test with", "to be left out")
    assert asked.chosen == "to be left out"
    assert dict(found(content, name, **{asked.key: "to learn from"}).parts) == {"train": 24, "test": 6}
    assert dict(found(content, name, **{asked.key: "to test with"}).parts) == {"train": 18, "test": 12}


@FORMS
def test_what_is_left_out_is_counted(found, form):
    seen = found(*packed(form, MARKS))
    aside = sum(each.images for each in seen.set_aside)
    assert aside == 6 or "Left out, since no known part is said of them: 6 images." in seen.notes


@FORMS
@pytest.mark.parametrize(
    ("cells", "guess"),
    [
        (["test", "val", "", "", ""], "to learn from"),
        (["train", "train", "train", "", ""], "to test with"),
        (["train", "test", "", "", ""], "to learn from"),
        (["train", "train", "validation", "", "train"], "to be left out"),
        (["train", "train", "test", "None", "train"], "to be left out"),
    ],
)
def test_what_they_are_for_is_guessed_by_what_the_others_say(found, form, cells, guess):
    assert silent(found(*packed(form, cells))).chosen == guess


@FORMS
def test_a_full_column_asks_nothing_and_is_named(found, form):
    seen = found(*packed(form, ["train", "train", "test"], "split"))
    assert not any("nothing in" in each.key for each in seen.questions)
    assert any("split" in said for said in (*seen.notes, *(each.asks for each in seen.questions)))


def test_rows_of_pictures_whose_folders_say_the_part_are_not_asked_about(found):
    paths = [f"{('train', 'test')[n % 3 == 0]}/{n}.png" for n in range(24)]
    rows = [
        "file,label,set",
        *(f"{n}.png,{('cat', 'dog')[n % 2]},{'' if n < 6 else path.split('/')[0]}" for n, path in enumerate(paths)),
    ]
    seen = found(zipped([*((path, picture()) for path in paths), ("l.csv", "\n".join(rows).encode())]))
    assert (dict(seen.parts), seen.questions) == ({"train": 16, "test": 8}, ())


def test_a_picture_without_a_class_stays_for_the_draw_page(found):
    rows = [
        "file,label,set",
        *(f"{n}.png,{('cat', 'dog', '')[n % 3]},{'' if n % 3 == 2 else ('train', 'test')[n % 5 == 0]}" for n in range(30)),
    ]
    seen = found(zipped([*((f"p/{n}.png", picture()) for n in range(30)), ("l.csv", "\n".join(rows).encode())]))
    assert "no class is known" in " ".join(each.why for each in seen.set_aside)


FOLDERS = [f"{('cat', 'dog')[n % 2]}/{n}.png" for n in range(COUNT)]
CLASSES = "\n".join(["file,label", *(f"{path},{path[:3]}" for path in FOLDERS)]).replace("/", "_").encode()


@pytest.mark.parametrize("beside", [[], [("labels.csv", CLASSES)]])
@pytest.mark.parametrize(
    ("answer", "parts"),
    [
        ("to test with", {"train": 20, "test": 10}),
        ("to learn from", {"train": 30}),
        ("to be left out", {"train": 20}),
    ],
)
def test_a_table_of_parts_alone_does_with_them_what_is_answered(found, beside, answer, parts):
    """With all others to learn from, those to be left out were learned from, and the question was gone."""
    paths = [each.replace("/", "_") if beside else each for each in FOLDERS]
    rows = ["file,split", *(f"{path},{'' if n % 3 == 0 else 'train'}" for n, path in enumerate(paths))]
    content = zipped(
        [*((path, picture((n, 9, 9))) for n, path in enumerate(paths)), *beside, ("split.csv", "\n".join(rows).encode())]
    )
    asked = silent(found(content))
    seen = found(content, **{asked.key: answer})
    assert (dict(seen.parts), silent(seen).chosen) == (parts, answer)
    assert sum(each.images for each in seen.set_aside) == COUNT - sum(parts.values())


@pytest.mark.parametrize("again", [FOLDERS, [path.upper() for path in FOLDERS]])
@pytest.mark.parametrize("last", [True, False])
@pytest.mark.parametrize("answer", ["to be left out", "to validate with"])
def test_a_second_row_that_says_nothing_overrules_none(found, again, last, answer):
    says = [f"{path},{('train', 'test')[n % 5 == 0]}" for n, path in enumerate(FOLDERS)]
    nothing = [f"{path}," for path in again[:10]]
    rows = ["file,split", *(says + nothing if last else nothing + says)]
    content = zipped([*((path, picture((n, 9, 9))) for n, path in enumerate(FOLDERS)), ("split.csv", "\n".join(rows).encode())])
    seen = found(content, **{"part nothing in the column split of split.csv": answer})
    assert dict(seen.parts) == {"train": 24, "test": 6}
    assert again != FOLDERS or not any("nothing in" in each.key for each in seen.questions)


@FORMS
@pytest.mark.parametrize("answer", ["to learn from", "to be left out"])
def test_the_question_stays_when_all_others_are_to_learn_from(found, form, answer):
    """A table of Parquet asked no more, and offered the column as one of labels."""
    content, name = packed(form, ["train", "train", "train", "", "train"])
    seen = found(content, name, **{silent(found(content, name)).key: answer})
    assert silent(seen).chosen == answer
    assert not any(each.key == "label column" for each in seen.questions)


@pytest.mark.parametrize("answer", ["to validate with", "to test with", "to be left out", "to learn from"])
def test_where_few_rows_say_a_part_the_question_stays_and_its_answer_counts(found, answer):
    """A test part was drawn instead, and the question was gone, with every answer but two."""
    rows = ["file,split", *(f"{path},{'train' if n % 6 < 2 else ''}" for n, path in enumerate(FOLDERS))]
    content = zipped([*((path, picture((n, 9, 9))) for n, path in enumerate(FOLDERS)), ("split.csv", "\n".join(rows).encode())])
    asked = silent(found(content))
    assert dict(found(content).parts) == {"train": 30}
    assert found(content).set_aside == ()
    seen = found(content, **{asked.key: answer})
    part = {"to validate with": "validation", "to test with": "test", "to learn from": "train"}.get(answer)
    assert (dict(seen.parts).get(part), silent(seen).chosen) == (30 if part == "train" else 20 if part else None, answer)
    assert [each.chosen for each in seen.questions if each.key == "parts"] == ["as split.csv says"]
    drawn = found(content, **{asked.key: answer, "parts": "not told: a test part is drawn"})
    assert (dict(drawn.parts), silent(drawn).chosen) == ({"train": 30}, answer)


@FORMS
@pytest.mark.parametrize(
    ("word", "guess"), [("extra", "to learn from"), ("unused", "to be left out"), ("Unsure", "to be left out")]
)
def test_a_word_that_is_no_part_is_asked_about(found, form, word, guess):
    """It was learned from, which was only said, and of a table of pixels not even that."""
    content, name = packed(form, ["train", "train", "test", word, "train"])
    seen = found(content, name)
    (asked,) = [each for each in seen.questions if each.key.startswith(f"part {word} in ")]
    assert (asked.chosen, asked.options) == (guess, ("to learn from", "to validate with", "to test with", "to be left out"))
    assert asked.asks.startswith(f"The 6 images with {word} in the ")
    assert dict(found(content, name, **{asked.key: "to learn from"}).parts) == {"train": 24, "test": 6}
    assert dict(found(content, name, **{asked.key: "to test with"}).parts) == {"train": 18, "test": 12}
    assert dict(found(content, name, **{asked.key: "to be left out"}).parts) == {"train": 18, "test": 6}
    assert not any("none of train, validation and test:" in note for note in seen.notes)


@FORMS
def test_such_a_word_and_nothing_are_asked_about_each(found, form):
    seen = found(*packed(form, ["train", "train", "test", "extra", ""]))
    assert silent(seen).chosen == "to be left out"
    assert dict(seen.parts) == {"train": 18, "test": 6}


def test_a_word_of_pictures_whose_folders_say_the_part_is_not_asked_about(found):
    paths = [f"{('train', 'test')[n % 3 == 0]}/{n}.png" for n in range(24)]
    rows = [
        "file,label,set",
        *(f"{n}.png,{('cat', 'dog')[n % 2]},{'extra' if n < 6 else path.split('/')[0]}" for n, path in enumerate(paths)),
    ]
    seen = found(zipped([*((path, picture()) for path in paths), ("l.csv", "\n".join(rows).encode())]))
    assert (dict(seen.parts), seen.questions) == ({"train": 16, "test": 8}, ())
