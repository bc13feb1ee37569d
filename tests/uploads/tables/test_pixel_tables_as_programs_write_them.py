"""Tables of pixels with what Excel, pandas and NumPy put into them."""

import numpy as np
import pytest
from make_uploads import images, labels, zipped
from test_pixel_tables import PIXELS, same, table, written

from cnn_core.errors import DatasetError

DECIMALS = [[f"{value / 256 - 1:.4f}".replace(".", ",") for value in column] for column in PIXELS]
POWERS = [[f"{value / 128:.4E}".replace(".", ",") for value in column] for column in PIXELS]
CELLS = [f'{label},"{np.array2string(image.ravel())}"' for image, label in zip(images(), labels(), strict=True)]
ROWS_OF_CELLS = [f'{label},"{image.tolist()}"' for image, label in zip(images(), labels(), strict=True)]
EXACT = {
    "blank lines first": b"\r\n \n" + table(),
    "Excel's line with the delimiter": b"sep=;\r\n" + table(delimiter=";"),
    "a cell of NumPy over several lines": "\n".join(["label,pixels", *CELLS]).encode(),
    "a cell with a list for each row of pixels": "\n".join(["label,image", *ROWS_OF_CELLS]).encode(),
    "pandas, with its numbers of rows and of columns": written(["", *range(65)], [range(20), labels(), *PIXELS]),
    "pandas, of rows that were shuffled": written(["", *range(65)], [[n * 7 % 40 for n in range(20)], labels(), *PIXELS]),
}
SCALED = {
    "negative decimals with commas": "\n".join(";".join(map(str, row)) for row in zip(labels(), *DECIMALS, strict=True)).encode(),
    "powers of ten with commas": "\n".join("\t".join(map(str, row)) for row in zip(labels(), *POWERS, strict=True)).encode(),
}


@pytest.mark.parametrize("name", EXACT)
def test_what_a_program_adds_is_no_pixel(made, name):
    assert "\n" in np.array2string(images()[0].ravel())
    names, arrays = made(EXACT[name], (8, 8), colour=False, name="digits.csv")
    assert names == ("0", "1")
    assert same(arrays, images())


@pytest.mark.parametrize("name", SCALED)
def test_commas_of_any_decimals_are_points(found, name):
    seen = found(SCALED[name], "digits.csv")
    assert (seen.class_names, seen.pictures) == (("0", "1"), 20)


def test_each_of_several_tables_has_a_question_of_its_own(found):
    upload = zipped([("mnist_train.csv", table(header=False)), ("mnist_test.csv", table(header=False, last=True))])
    asked = [each for each in found(upload).questions if "labels in" in each.asks]
    assert [each.chosen for each in asked] == ["the first column", "the last column"]
    assert len({each.key for each in asked}) == 2
    assert found(upload, **{asked[0].key: "the first column"}).class_names == ("0", "1")


def hot(cells, heads=()):
    """A table whose last two columns say the class."""
    return written(heads, [*PIXELS, *zip(*cells, strict=True)])


TWO = [(1 - n % 2, n % 2) for n in range(20)]


def test_a_column_per_class_may_stand_in_quotes(found):
    assert found(hot([(f'"{a}"', f'"{b}"') for a, b in TWO]), "digits.csv").class_names == ("0", "1")


def test_a_row_of_no_class_is_named_wherever_it_stands(found):
    rows = hot(TWO).splitlines()
    bad = rows[0].rpartition(b",")[0].rpartition(b",")[0] + b",0,0"
    with pytest.raises(DatasetError, match="line 601 has no single 1 among zeros in its 2 columns of classes"):
        found(b"\n".join([*rows * 30, bad]), "digits.csv")


@pytest.mark.parametrize("first", [False, True])
@pytest.mark.parametrize("heads", [("class_0", "class_1"), ("well", "ill")])
def test_a_column_per_class_names_the_classes(found, made, heads, first):
    pixels = [f"pixel{n}" for n in range(64)]
    hot_columns = list(zip(*TWO, strict=True))
    content = written(
        [*heads, *pixels] if first else [*pixels, *heads], [*hot_columns, *PIXELS] if first else [*PIXELS, *hot_columns]
    )
    names, arrays = made(content, (8, 8), colour=False, name="digits.csv")
    assert names == tuple(sorted(heads))
    assert same(arrays, images())
    of = {image.tobytes(): heads[label] for image, label in zip(images(), labels(), strict=True)}
    told = [names[label] for label in arrays["y_train"]]
    assert told == [of[image.tobytes()] for image in arrays["x_train"]]
    assert not found(content, "digits.csv").questions


def test_the_attributes_of_arff_say_which_column_has_the_labels(found):
    """As OpenML writes `mnist_784.arff`; here the first pixel could be the label as well."""
    head = "@RELATION digits\n" + "".join(f"@ATTRIBUTE 'pixel {n}' REAL\n" for n in range(64)) + "@ATTRIBUTE class {3,8}\n@DATA\n"
    pixels = images().reshape(20, 64)
    pixels[:, 0] = 255 * labels()
    rows = "".join(",".join([*map(str, row), f"'{(3, 8)[label]}'"]) + "\n" for row, label in zip(pixels, labels(), strict=True))
    seen = found((head + rows).encode(), "digits.arff")
    assert (seen.class_names, seen.train_counts) == (("3", "8"), (10, 10))
    assert not seen.questions
