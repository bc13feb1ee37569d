"""The confusion matrix as files."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ElementTree

import numpy as np
import pytest
from PIL import Image

from cnn_core.figures.confusion_files import confusion_csv, confusion_png, confusion_svg

MATRIX = np.array([[97, 3, 0], [0, 100, 0], [50, 0, 50]])
NAMES = ("T-shirt & top", 'say "bag"', "<b>")
SVG = "{http://www.w3.org/2000/svg}"


def texts(svg):
    return [each.text for each in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_the_csv_has_the_counts_under_their_names():
    rows = list(csv.reader(io.StringIO(confusion_csv(MATRIX, NAMES))))
    assert rows == [
        ["true, predicted:", *NAMES],
        [NAMES[0], "97", "3", "0"],
        [NAMES[1], "0", "100", "0"],
        [NAMES[2], "50", "0", "50"],
    ]


def test_the_svg_is_well_formed_with_every_count_and_name_whatever_the_names_are():
    said = texts(confusion_svg(MATRIX, NAMES))
    assert said[:5] == ["97", "3", "100", "50", "50"]
    assert said[5:11] == [*NAMES, *NAMES]
    assert said[11:] == ["predicted", "true"]


def test_percent_are_those_of_the_row():
    assert texts(confusion_svg(MATRIX, NAMES, percent=True))[:5] == ["97.0", "3.0", "100.0", "50.0", "50.0"]


@pytest.mark.parametrize("names", [("0", "1", "2"), NAMES])
def test_the_png_has_the_size_of_the_svg_times_its_scale(names):
    root = ElementTree.fromstring(confusion_svg(MATRIX, names))
    picture = Image.open(io.BytesIO(confusion_png(MATRIX, names, scale=2)))
    assert picture.size == (2 * int(root.get("width")), 2 * int(root.get("height")))


def test_a_full_cell_has_the_end_of_the_scale_and_an_empty_one_its_beginning():
    colours = [each.get("fill") for each in ElementTree.fromstring(confusion_svg(MATRIX, NAMES)).iter(f"{SVG}rect")][1:]
    assert colours[4] == "#005a8d"
    assert colours[2] == "#f4f7fa"


def test_the_title_stands_above_the_first_row_and_nothing_touches_the_edge():
    root = ElementTree.fromstring(confusion_svg(MATRIX, NAMES, title="small-cnn of 23:08: 95.15% of 2,000 test images"))
    (title,) = (each for each in root.iter(f"{SVG}text") if (each.text or "").startswith("small-cnn of 23:08"))
    squares = [float(each.get("y")) for each in root.findall(f"{SVG}rect[@x]")]
    assert float(title.get("y")) + 7 < min(squares)
    assert (
        min(float(each.get("y")) for each in ElementTree.fromstring(confusion_svg(MATRIX, NAMES)).findall(f"{SVG}rect[@x]")) >= 8
    )
