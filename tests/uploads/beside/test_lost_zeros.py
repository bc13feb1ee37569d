"""Tables whose numbers lost the zeros before them, as a spreadsheet leaves them."""

import pytest
from make_layouts import ONE
from make_uploads import zipped

from cnn_core.errors import DatasetError

KINDS = ("circle", "square", "triangle")
CLASS = {number: KINDS[number * number // 3 % 3] for number in range(1, 121)}
PADDED = {number: f"img/{number:04}.png" for number in CLASS}


def table(numbers, row="{number},{kind}", head="Id,Category"):
    rows = (row.format(number=number, kind=CLASS.get(number, "circle")) for number in numbers)
    return ("train_labels.csv", "\n".join([head, *rows]).encode())


@pytest.mark.parametrize("digits", [3, 4])
def test_numbers_mean_the_pictures_whose_names_have_zeros_before_them(found, labelled, digits):
    """Of three digits some names are as the table has them, and some are not."""
    paths = {number: f"img/{number:0{digits}}.png" for number in CLASS}
    beside = [table(sorted(CLASS, key=lambda number: number * 7 % 121))]
    assert labelled([*paths.values()], beside) == {path: CLASS[number] for number, path in paths.items()}
    seen = found(zipped([*((path, ONE) for path in paths.values()), *beside]))
    assert any(note.startswith("The numbers in train_labels.csv are without the zeros of the names: ") for note in seen.notes)


def test_other_columns_of_numbers_are_no_names(labelled):
    beside = [table(CLASS, ",{number},7,{kind}", "index,Id,weight,Category")]
    assert labelled([*PADDED.values()], beside) == {path: CLASS[number] for number, path in PADDED.items()}


def test_names_that_stand_as_they_are_are_not_touched(found, labelled):
    paths = {number: f"{number}.png" for number in CLASS}
    seen = found(zipped([*((path, ONE) for path in paths.values()), table(CLASS)]))
    assert not any("zeros" in note for note in seen.notes)
    assert labelled([*paths.values()], [table(CLASS)]) == {path: CLASS[number] for number, path in paths.items()}


@pytest.mark.parametrize(
    "beside",
    [
        table(range(120)),
        table([*CLASS, 1]),
        table([*CLASS, *range(200, 260)]),
        table(CLASS, "{number},other{number}.png,{kind}", "Id,filename,Category"),
        table(CLASS, "{number},{number},{kind}", "Id,Patient,Category"),
        table(CLASS, "{number},7,{kind}", ",age,Category"),
        table(CLASS, ",{kind}", ",Category"),
    ],
    ids=["counted from 0", "twice", "of many others", "of other names", "of two columns", "of rows", "empty"],
)
def test_numbers_that_may_mean_something_else_mean_nothing(found, beside):
    with pytest.raises(DatasetError, match="no class is known"):
        found(zipped([*((path, ONE) for path in PADDED.values()), beside]))


def test_names_of_several_lengths_are_not_guessed(found):
    paths = [*PADDED.values(), "img/01.png", "img/002.png"]
    with pytest.raises(DatasetError, match="no class is known"):
        found(zipped([*((path, ONE) for path in paths), table(CLASS)]))


@pytest.mark.parametrize("how", ["a table for each part", "a column of parts"])
def test_the_picture_that_is_named_is_of_the_part_of_the_table(found, how):
    """That 1 is train/0001.png was said of test.csv."""
    paths = [f"{part}/{number:04}.png" for part in ("train", "test") for number in range(1, 31)]
    tables = {f"{part}.csv": "".join(f"{n},{CLASS[n]},{part}\n" for n in range(1, 31)) for part in ("test", "train")}
    if how == "a column of parts":
        tables = {"labels.csv": "".join(f"{n},{CLASS[n]},{'test' if n < 16 else 'train'}\n" for n in range(1, 31))}
    beside = [(name, f"id,label,split\n{rows}".encode()) for name, rows in tables.items()]
    notes = [each for each in found(zipped([*((path, ONE) for path in paths), *beside])).notes if "zeros" in each]
    named = {name: name.removesuffix(".csv") if name in ("train.csv", "test.csv") else "test" for name in tables}
    assert sorted(notes) == sorted(
        f"The numbers in {name} are without the zeros of the names: 1 is {part}/0001.png." for name, part in named.items()
    )
