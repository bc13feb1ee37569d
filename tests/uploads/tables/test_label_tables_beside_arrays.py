"""Labels in a table of several columns beside arrays: each class has a colour of its own, and keeps it."""

import numpy as np
import pytest
from make_uploads import npy, npz, zipped

from cnn_core.errors import DatasetError
from cnn_core.uploads.files.called import title_of

COLOURS = {"cat": (200, 10, 10), "dog": (10, 200, 10), "owl": (10, 10, 200)}
KINDS = [*COLOURS]
COUNT = 24
MINE = [KINDS[number * number % 7 % 3] for number in range(COUNT)]
ORDER = np.random.RandomState(3).permutation(COUNT).tolist()
HOT = {"cat": "1,0,0", "dog": "0,1,0", "owl": "0,0,1"}


def pixels(kinds):
    return np.stack([np.full((8, 8, 3), COLOURS[kind], np.uint8) for kind in kinds])


def text(lines):
    return "\n".join(lines).encode()


def colours_of(made, content, **answers):
    """Class -> the colours of its images, in all parts."""
    names, arrays = made(content, (8, 8), name="arrays.zip", answers=answers)
    found = {}
    for part in ("train", "test"):
        for image, label in zip(arrays[f"x_{part}"], arrays[f"y_{part}"], strict=True):
            found.setdefault(names[label], set()).add(tuple(image[0, 0].tolist()))
    assert sum(len(arrays[f"y_{part}"]) for part in ("train", "test")) == COUNT
    return found


def beside(lines, name="y_train.csv"):
    return zipped([("x_train.npy", npy(pixels(MINE))), (name, text(lines))])


def numbered(start=0, order=ORDER, row="{},{}", head="id,label", said=lambda kind: kind):
    return [*([head] if head else []), *(row.format(number + start, said(MINE[number])) for number in order)]


RIGHT = {
    "numbers from 0 in another order": numbered(),
    "numbers from 1 in another order": numbered(1, head="ImageId,Label"),
    "numbers without a heading": numbered(head=""),
    "the numbers last": numbered(row="{1},{0}", head="label,image_id"),
    "semicolons and quotes": numbered(row='{};"{}"', head='"index";"class"'),
    "tabs": numbered(row="{}\t{}", head="no\tlabel"),
    "a column for each class": ["cat,dog,owl", *(HOT[kind] for kind in MINE)],
    "columns in another order": ["owl,cat,dog", *(",".join(str(int(kind == each)) for each in ("owl", "cat", "dog")) for kind in MINE)],
    "columns with points": ["cat,dog,owl", *(HOT[kind].replace("0", "0.0").replace("1", "1.0") for kind in MINE)],
    "columns of true and false": ["cat,dog,owl", *(HOT[kind].replace("0", "False").replace("1", "True") for kind in MINE)],
    "columns as pandas numbers them": numbered(order=range(COUNT), head=",cat,dog,owl", said=HOT.get),
    "a column more": numbered(row="{},{},x", head="id,label,name"),
    "a column between": numbered(row="{0},{0},{1}", head="id,age,class"),
    "the numbers in the middle": numbered(row="7,{},{}", head="writer,id,target"),
    "the label first": numbered(row="{1},{0},7", head="y,index,writer"),
    "columns as pandas numbers them, in another order": [",id,label,writer", *(f"{n},{number},{MINE[number]},{n % 4}" for n, number in enumerate(ORDER))],
    "a label and a writer in the order of the images": ["label,writer", *(f"{kind},{n % 4}" for n, kind in enumerate(MINE))],
    "the label once more": numbered(row="{0},{1},{1}", head="id,label,class"),
    "the label as a number beside it": ["class_id,class_name", *(f"{KINDS.index(kind)},{kind}" for kind in MINE)],
    "a line for Excel": ["sep=;", "writer;label", *(f"{n % 4};{kind}" for n, kind in enumerate(MINE))],
    "columns numbered in another order": numbered(head="id,cat,dog,owl", said=HOT.get),
}  # fmt: skip


@pytest.mark.parametrize("form", RIGHT)
def test_each_class_has_its_colour(made, form):
    assert colours_of(made, beside(RIGHT[form])) == {kind: {colour} for kind, colour in COLOURS.items()}


@pytest.mark.parametrize("form", ["commas", "numbers above them", "as NumPy writes them"])
def test_columns_without_names_are_called_by_their_numbers(made, form):
    rows = [HOT[kind] for kind in MINE]
    if form == "numbers above them":
        rows = ["0,1,2", *rows]
    if form == "as NumPy writes them":
        rows = [" ".join(f"{float(each):.18e}" for each in row.split(",")) for row in rows]
    assert colours_of(made, beside(rows)) == {str(number): {COLOURS[kind]} for number, kind in enumerate(KINDS)}


def test_two_columns_without_names_are_two_classes(made):
    two = ["cat" if kind == "owl" else kind for kind in MINE]
    content = zipped(
        [("x_train.npy", npy(pixels(two))), ("y_train.csv", text("1,0" if kind == "cat" else "0,1" for kind in two))]
    )
    assert colours_of(made, content) == {"0": {COLOURS["cat"]}, "1": {COLOURS["dog"]}}


def test_how_the_rows_belong_to_the_images_is_said_and_can_be_said_otherwise(found, made):
    seen = found(beside(numbered()))
    (question,) = (each for each in seen.questions if each.key == "order y_train.csv")
    assert (question.asks, question.chosen) == ("The rows of y_train.csv belong to the images", "by the numbers in them")
    assert "Of y_train.csv: its rows were put into the order of their numbers." in seen.notes
    assert not any("in the order of the images" in note for note in seen.notes)
    turned = {"order y_train.csv": "line by line"}
    of_lines = zipped([("x_train.npy", npy(pixels([MINE[number] for number in ORDER]))), ("y_train.csv", text(numbered()))])
    assert colours_of(made, of_lines, **turned) == {kind: {colour} for kind, colour in COLOURS.items()}
    assert not any("order of their numbers" in note for note in found(of_lines, **turned).notes)
    hot = found(beside(RIGHT["a column for each class"]))
    assert "Of y_train.csv: each row has a 1 in the column of its class (cat, dog, owl)." in hot.notes


def test_each_part_has_its_own_table(made):
    members = [
        ("data.npz", npz(x_train=pixels(MINE), x_test=pixels(MINE[:12]))),
        ("y_train.csv", text(numbered())),
        ("y_test.csv", text(["cat,dog,owl", *(HOT[kind] for kind in MINE[:12])])),
    ]
    names, arrays = made(zipped(members), (8, 8), name="arrays.zip")
    for part in ("train", "test"):
        for image, label in zip(arrays[f"x_{part}"], arrays[f"y_{part}"], strict=True):
            assert tuple(image[0, 0].tolist()) == COLOURS[names[label]]


DOUBTFUL = {
    "two ones in a row": (["cat,dog,owl", "1,1,0", *(HOT[kind] for kind in MINE[1:])], "row 1 has a 1 in 2 of 3 columns"),
    "a row without a one": (["cat,dog,owl", *(HOT[kind] for kind in MINE[1:]), "0,0,0"], "row 24 has a 1 in 0 of 3 columns"),
    "columns that are called alike": (["cat,dog,dog", *(HOT[kind] for kind in MINE)], "two of its columns are called alike"),
    "an index that pandas shuffled": (numbered(head=",label"), "a column without a name numbers its rows in another order"),
    "numbers of something else": (numbered(head="rank,label"), "the column rank numbers its rows in another order"),
    "numbers with a gap": (["id,label", *(f"{number + 5 * (number > 7)},{kind}" for number, kind in enumerate(MINE))], "its 24 rows are numbered from 0 to 28"),
    "numbers of a larger set": (numbered(100), "its 24 rows are numbered from 100 to 123"),
    "numbers that come twice": (["id,label", *(f"{number // 2},{kind}" for number, kind in enumerate(MINE))], "its column id has no whole number for each row"),
    "names of files": ([*(numbered(row="{0}.png,{1},7", head="file,label,writer"))], r"it names pictures \(\d+\.png, \d+\.png, …\), so which image"),
    "a label of another name": (numbered(row="{0},{1},7", head="id,animal,writer"), "none of its 3 columns is called label or class"),
    "two labels": (["id,label,class", *(f"{n},{kind},{'ab'[n % 2]}" for n, kind in enumerate(MINE))], "label and class may each tell the classes"),
    "a label that is missing": (["id,label,writer", *(f"{n},{kind if n else ''},7" for n, kind in enumerate(MINE))], "row 1 has no label"),
    "a label beside numbers with a gap": (["id,label,writer", *(f"{n + 5 * (n > 7)},{kind},7" for n, kind in enumerate(MINE))], "its 24 rows are numbered from 0 to 28"),
    "too few rows": (numbered(order=[n for n in ORDER if n < 20]), "it has 20 train labels for 24 train images"),
    "numbers that are no labels": (["a,b", *(f"{number * 7},{number * 3}" for number in range(COUNT))], "its 24 rows are numbered from 0 to 161"),
    "shares instead of ones": (["cat,dog,owl", *("0.2,0.3,0.5" for _ in MINE)], "images without labels"),
    "a name for each row": (["id,kind,name", *(f"{n},{kind},{kind}{n}" for n, kind in enumerate(MINE))], "images without labels"),
}  # fmt: skip


@pytest.mark.parametrize("form", DOUBTFUL)
def test_what_is_doubtful_is_refused_in_a_sentence(made, form):
    lines, why = DOUBTFUL[form]
    with pytest.raises(DatasetError, match=why if "without labels" in why else f"^Of y_train.csv: {why}"):
        made(beside(lines), (8, 8), name="arrays.zip")


def test_a_table_of_pixels_has_its_labels_in_a_table_too(made):
    grey = {"cat": 10, "dog": 90, "owl": 200}
    rows = [",".join([str(grey[kind])] * 64) for kind in MINE]
    for lines in (numbered(), RIGHT["a column for each class"]):
        content = zipped([("x_train.csv", text(rows)), ("y_train.csv", text(lines))])
        names, arrays = made(content, (8, 8), colour=False, name="tables.zip")
        for part in ("train", "test"):
            for image, label in zip(arrays[f"x_{part}"], arrays[f"y_{part}"], strict=True):
                assert int(image[0, 0, 0]) == grey[names[label]]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("x_train.npy and 1 more", "My images"),
        ("X.npy", "My images"),
        ("X-rays.zip", "X-rays"),
        ("train.zip", "train"),
        ("cats x y.zip", "cats x y"),
    ],
)
def test_the_name_of_an_array_is_no_title(name, title):
    assert title_of(name) == title
