"""Rows of a table of pixels that cannot be read."""

import pytest
from make_uploads import images, labels

from cnn_core.errors import DatasetError

HEAD = ",".join(["label", *(f"pixel{n}" for n in range(64))])


def lines(count=40):
    return [HEAD, *(",".join(map(str, [y, *x.ravel()])) for x, y in zip(images(count), labels(count), strict=True))]


def short(line):
    return ",".join(line.split(",")[:30])


def no_number(line):
    return line.rpartition(",")[0] + ",x"


@pytest.mark.parametrize("place", [2, 30, 40])
@pytest.mark.parametrize(("bad", "why"), [(short, "it has 30 values, and the others 65"), (no_number, "is no number")])
def test_a_bad_row_is_set_aside_and_its_line_is_said(found, place, bad, why):
    """It sank the whole table, and the number of the row did not count the header."""
    rows = lines()
    rows[place] = bad(rows[place])
    seen = found("\n".join(rows).encode(), "digits.csv")
    assert seen.pictures == 39
    (aside,) = seen.set_aside
    assert (aside.what, aside.images, why in aside.why) == (f"line {place + 1} of digits.csv", 1, True)


@pytest.mark.parametrize("bad", [short, no_number])
def test_many_bad_rows_are_refused_with_the_line_of_the_first(found, bad):
    rows = [bad(line) if n > 25 and n % 2 else line for n, line in enumerate(lines())]
    with pytest.raises(DatasetError, match=r"line 28 has 30 values|in lines 2 to 41 is no number|is no number"):
        found("\n".join(rows).encode(), "digits.csv")


def test_a_row_of_other_pixels_in_one_text_is_set_aside_and_not_lost_in_silence(found):
    """As FER2013 has them."""
    rows = ["emotion,pixels", *(f"{y},{' '.join(map(str, x.ravel()))}" for x, y in zip(images(40), labels(40), strict=True))]
    rows[30] = rows[30].rpartition(" ")[0]
    rows[35] += ",more"
    seen = found("\n".join(rows).encode(), "faces.csv")
    assert (seen.pictures, [each.what for each in seen.set_aside]) == (38, ["line 31 of faces.csv", "line 36 of faces.csv"])


@pytest.mark.parametrize("end", [["1,2,3"], ["1,2,3", ",,,,", "foo"], ["Sum;a;b;c"], ["40"]])
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_few_bad_rows_at_the_end_are_set_aside(found, end, delimiter):
    """A sum, or a row that was not written to its end, sank the whole table."""
    rows = [*(line.replace(",", delimiter) for line in lines(20)), *end]
    seen = found("\n".join(rows).encode(), "digits.csv")
    assert (seen.pictures, sum(each.images for each in seen.set_aside)) == (20, len(end))


def test_a_bad_last_row_below_pixels_in_one_text_is_set_aside(found):
    rows = ["emotion,pixels", *(f"{y},{' '.join(map(str, x.ravel()))}" for x, y in zip(images(20), labels(20), strict=True))]
    seen = found("\n".join([*rows, "20,"]).encode(), "faces.csv")
    assert (seen.pictures, [each.what for each in seen.set_aside]) == (20, ["line 22 of faces.csv"])
