"""The proposal of an upload with many classes."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from cnn_core.data.own import own_entries
from tests.pages.data.uploading import ADA, give, texts, use
from tests.uploads.make_uploads import class_folders, zipped

TWELVE = [f"c{number:02}" for number in range(12)]
GOOD = zipped(class_folders({name: (20 * number, 9, 90) for number, name in enumerate(TWELVE)}, count=6))
FIELD = "Names of the classes"


def test_names_of_many_classes_stand_one_in_a_line(visit: Callable[..., AppTest]) -> None:
    """Twelve in one line went out of its field."""
    app = give(visit(page="data"), ("twelve.zip", GOOD))
    (field,) = (each for each in app.text_area if each.label == FIELD)
    assert field.value == "\n".join(TWELVE)
    field.set_value("\n".join(TWELVE[1:])).run()
    assert "12 names are wanted, and 11 are there" in texts(app)
    months = "January, February, March, April, May, June, July, August, September, October, November, December"
    next(each for each in app.text_area if each.label == FIELD).set_value(months).run()  # a list from elsewhere
    assert next(each for each in app.text_area if each.label == FIELD).value == months.replace(", ", "\n")
    use(app)
    assert own_entries(ADA)[0].class_names == tuple(months.split(", "))


def test_their_pictures_stand_class_by_class_in_sheets_that_fit_a_telephone(visit: Callable[..., AppTest]) -> None:
    """On a telephone the right half of all rows stood below the left one, so that each class was there twice."""
    app = give(visit(page="data"), ("twelve.zip", GOOD))
    sheets = [picture.alt for each in app.get("image") for picture in each.proto.imgs if "your images" in picture.alt]
    assert [sheet.split()[0] for sheet in sheets] == ["3", "2", "3", "2", "2"]
    assert ", ".join(sheet.partition(": ")[2].rstrip(".") for sheet in sheets) == ", ".join(TWELVE)
