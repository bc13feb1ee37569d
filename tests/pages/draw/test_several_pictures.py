"""A zip of pictures, read on the Draw page without a browser: the table, the matrix, and what cannot be read."""

import io
import json
import zipfile

import numpy as np
from PIL import Image

from tests.drawing.photographs import DIGITS, page_of
from tests.pages.draw.test_picture_file import an_empty_sheet, photo_of_a_one, uploaded


def test_a_zip_of_pictures_is_a_table_with_the_part_that_is_right(visit, engines):
    """The fake engine says 0 of every picture."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in ("0/a.png", "0/b.png", "digit-1.png", "unnamed.png"):
            archive.writestr(name, photo_of_a_one())
        archive.writestr("1/blank.png", an_empty_sheet())
        archive.writestr("readme.txt", "words")
    app = uploaded(visit, content.getvalue(), "pictures.zip")
    table = next(each.value for each in app.dataframe if "picture" in each.value)
    assert list(table["picture"]) == ["0/a.png", "0/b.png", "digit-1.png", "unnamed.png", "1/blank.png"]
    assert list(table["class"]) == ["0"] * 4 + ["not read"]  # a blank sheet was a 1 like any other
    assert np.isnan(table["probability"][4])
    assert list(table["note"]) == ["not sure"] * 4 + ["nothing stands out"]
    assert list(table["in its name"]) == ["0", "0", "1", "", "1"]
    said = next(each.value for each in app.markdown if "read correctly" in each.value)
    assert said == (  # it was 2 of 3, as if the blank sheet had not been there
        "**2 of 4 pictures** with a class in the name or folder are read correctly: 50.0%. Nothing stands out on 1 of them: it was not "
        "read, and counts as not right."
    )
    assert not app.get("plotly_chart")  # three pictures are no matrix of ten classes
    assert "4 of 5 pictures read, each as the switches say: on 1 nothing stands out." in [each.value for each in app.caption]


def test_a_telephone_shows_of_which_file_an_answer_is(visit, engines):
    """The bar was 150 pixels wide, and a note stood before the file."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("one.png", photo_of_a_one())
        archive.writestr("blank.png", an_empty_sheet())
    app = uploaded(visit, content.getvalue(), "pictures.zip")
    table = next(each for each in app.dataframe if "picture" in each.value)
    assert list(table.proto.column_order) == ["seen", "own", "class", "probability", "picture", "note"]
    widths = {name: each.get("width") for name, each in json.loads(table.proto.columns).items()}
    assert widths["own"] == "small"  # 75 pixels
    assert 75 + sum(widths[name] for name in ("seen", "class", "probability")) <= 390 - 32 - 50
    assert widths["note"] > 15 * 7  # "nothing stands out" was cut
    assert not widths.get("picture")  # it takes what is left


def test_a_page_with_two_digits_among_others_is_said_to_have_more(visit, engines):
    """2, 8 and 4 on one page were "8, 99.99%", as if there were no more."""
    two, content = io.BytesIO(), io.BytesIO()
    Image.fromarray(page_of([(DIGITS[2], (0.3, 0.5)), (DIGITS[8], (0.7, 0.5))], 0.35)).save(two, "PNG")
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("one.png", photo_of_a_one())
        archive.writestr("two.png", two.getvalue())
    app = uploaded(visit, content.getvalue(), "pictures.zip")
    table = next(each.value for each in app.dataframe if "picture" in each.value)
    assert list(table["note"]) == ["not sure", "more is written, not sure"]
    assert any(each.value.startswith("On 1 picture more is written") for each in app.info)
    assert all(each.startswith("data:image/webp") for each in table["own"])
    app = uploaded(visit, two.getvalue(), "two.png")
    said = [str(each.value) for each in app.main if getattr(each, "type", "") in ("info", "markdown")]
    (crowded,) = (place for place, each in enumerate(said) if each.startswith("More than one thing is written here"))
    (answer,) = (place for place, each in enumerate(said) if each.startswith(("## Prediction", "## Not sure")))
    assert crowded < answer  # on a telephone what stands below the bars is out of sight


def test_an_answer_that_is_not_sure_says_so_beside_it_and_no_note_is_cut(visit, engines, monkeypatch):
    """Noise was a 5 like any other, and of "nothing stands out" the first word alone was to be read."""
    unsure = np.array([[0.7, *[0.3 / 9] * 9], [0.5, *[0.5 / 9] * 9], [0.1] * 10], np.float32)
    monkeypatch.setattr("pages.widgets.draw.picture_file.answers_to", lambda folder, pixels: unsure)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("a.png", photo_of_a_one())
        archive.writestr("b.png", photo_of_a_one())
        archive.writestr("c.png", an_empty_sheet())
    app = uploaded(visit, content.getvalue(), "pictures.zip")
    shown = next(each for each in app.dataframe if "picture" in each.value)
    assert list(shown.value["note"]) == ["", "not sure", "nothing stands out"]
    widths = {name: config.get("width") for name, config in json.loads(shown.proto.columns).items()}
    assert widths["note"] >= 140
    assert widths["class"] >= 70


def test_as_many_pictures_as_classes_have_a_matrix(visit, engines):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for number in range(10):
            archive.writestr(f"{number}/a.png", photo_of_a_one())
    app = uploaded(visit, content.getvalue(), "pictures.zip")
    assert any("Rows: the class in the name" in each.value for each in app.caption)
    assert len(app.get("plotly_chart")) == 1


def test_many_broken_pictures_are_one_message(visit, engines):
    """Five red boxes pushed the switches off the screen, and the others were not mentioned."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("good.png", photo_of_a_one())
        for number in range(8):
            archive.writestr(f"broken {number}.png", photo_of_a_one()[:60])
    app = uploaded(visit, content.getvalue(), "pictures.zip")
    (said,) = app.error
    assert said.value.count("broken") == 5
    assert "3 other pictures cannot be read either." in said.value.replace("\\", "")
