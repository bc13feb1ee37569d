"""A picture file, read on the Draw page without a browser."""

import io

import numpy as np
from PIL import Image, ImageDraw


def photo_of_a_one():
    paper = Image.new("L", (300, 400), 220)
    ImageDraw.Draw(paper).line((150, 80, 150, 320), fill=30, width=26)
    file = io.BytesIO()
    paper.save(file, "PNG")
    return file.getvalue()


def uploaded(visit, content, name="one.png"):
    app = visit(page="draw")
    app.file_uploader(key="own picture").upload(name, content, "image/png").run()
    assert not app.exception
    return app


def test_a_photo_is_centred_and_read(visit, engines):
    app = uploaded(visit, photo_of_a_one())
    assert [toggle.value for toggle in app.toggle] == [True, True]
    assert any(each.value.startswith("### I read ") for each in app.markdown)
    table = next(each.value for each in app.dataframe if "probability" in each.value)
    assert len(table) == 10
    np.testing.assert_allclose(table["probability"].sum(), 1, atol=1e-6)


def test_what_is_no_picture_is_refused_in_words(visit):
    app = uploaded(visit, b"GIF89a and more", "moving.png")
    assert any("moving" in each.value and "GIF" in each.value for each in app.error)


def test_an_empty_sheet_says_that_nothing_stands_out(visit):
    file = io.BytesIO()
    Image.new("L", (50, 50), 200).save(file, "PNG")
    app = uploaded(visit, file.getvalue())
    assert any("Nothing stands out" in each.value for each in app.warning)
