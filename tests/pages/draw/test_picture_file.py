"""A picture file, read on the Draw page without a browser."""

import io
import threading
import time
import zipfile

import numpy as np
import pytest
from PIL import Image, ImageDraw

from cnn_core.errors import DatasetError
from cnn_core.uploads.many_pictures import label_in
from pages.widgets.draw import many_pictures, picture_file
from pages.widgets.draw.ways import FILES, WAY
from pages.widgets.shell import read_files


def photo_of_a_one():
    paper = Image.new("L", (300, 400), 220)
    ImageDraw.Draw(paper).line((150, 80, 150, 320), fill=30, width=26)
    file = io.BytesIO()
    paper.save(file, "PNG")
    return file.getvalue()


def an_empty_sheet():
    file = io.BytesIO()
    Image.new("L", (50, 50), 200).save(file, "PNG")
    return file.getvalue()


def opened_page(visit):
    app = visit(page="draw")
    app.session_state[WAY] = FILES
    return app.run()


def uploaded(visit, content, name="one.png"):
    app = opened_page(visit)
    app.file_uploader(key="own picture").upload(name, content, "image/png").run()
    return waited(app)


def bars(app):
    return " ".join(each.proto.text for each in app.get("progress"))


def waited(app):
    """The page once the picture has been read."""
    assert not app.exception
    if app.session_state[read_files.READING][1].wait(20) and "Reading the pictures" in bars(app):
        app.run()
    assert not app.exception
    return app


def test_a_file_that_is_larger_than_is_read_is_not_sent(visit):
    """At most 50 MB are read; browsers count 10^6 or 2^20 bytes to the MB."""
    most = opened_page(visit).file_uploader(key="own picture").proto.max_upload_size_mb
    assert 50 * 2**20 <= most * 10**6 < most * 2**20 < 60 * 2**20


def test_a_photo_is_centred_and_read(visit, engines):
    app = uploaded(visit, photo_of_a_one())
    assert [toggle.value for toggle in app.toggle] == [True] * 7
    assert any(each.value.startswith("## Not sure: perhaps 0, 10.0%") for each in app.markdown)
    table = next(each.value for each in app.dataframe if "probability" in each.value)
    assert len(table) == 10
    np.testing.assert_allclose(table["probability"].sum(), 100, atol=1e-4)


def test_the_network_can_be_looked_into_with_a_picture(visit):
    app = uploaded(visit, photo_of_a_one())
    app.button(key="look inside the picture").click().run()
    assert not app.exception
    assert app.title[0].value == "Explain"
    look = list(app.session_state["looks"].values())[-1]
    assert look.truth is None
    assert look.pixels[14, 14, 0] > 200 > 50 > look.pixels[14, 4, 0], "a one in white, in the middle"
    app.switch_page("pages/explain.py").run()
    assert "Picture" in next(each for each in app.segmented_control if each.label == "Image").options
    next(each for each in app.segmented_control if each.label == "Image").set_value("Test images").run()
    assert list(app.session_state["looks"].values())[-1].truth is not None


def test_what_is_no_picture_is_refused_in_words(visit):
    app = uploaded(visit, b"%PDF and more", "moving.png")
    assert any("moving" in each.value and "PDF" in each.value for each in app.error)


def test_an_empty_sheet_says_that_nothing_stands_out(visit):
    app = uploaded(visit, an_empty_sheet())
    assert any("Nothing stands out" in each.value for each in app.warning)


def test_the_server_hands_the_file_to_another_process(visit, engines, monkeypatch):
    photo, opened, open_here = photo_of_a_one(), [], Image.open

    def watched(file, *arguments, **options):
        opened.append(file.getvalue())  # Streamlit opens the pictures that the page shows
        return open_here(file, *arguments, **options)

    monkeypatch.setattr(Image, "open", watched)
    app = uploaded(visit, photo)
    assert any(each.value.startswith("## Not sure: perhaps 0, 10.0%") for each in app.markdown)
    assert opened
    assert photo not in opened


def test_a_picture_is_read_once_however_often_the_page_runs(visit, engines, monkeypatch):
    read, names = read_files.read_batch, []

    def counted(pictures, progress):
        names.extend(name for name, _ in pictures)
        return read(pictures, progress)

    monkeypatch.setattr(read_files, "read_batch", counted)
    app = uploaded(visit, photo_of_a_one())
    app.toggle[0].set_value(False).run()
    app.run()
    assert names == ["one.png"]
    app.file_uploader(key="own picture").set_value([("two.png", photo_of_a_one(), "image/png")]).run()
    waited(app)
    assert names == ["one.png", "two.png"]


def test_a_picture_that_takes_long_does_not_hold_up_the_page(visit, engines, monkeypatch):
    go_on = threading.Event()

    def slow(pictures, progress):
        go_on.wait(20)
        return [np.full((20, 20), 255, np.uint8)]

    monkeypatch.setattr(read_files, "read_batch", slow)
    monkeypatch.setattr(read_files, "PATIENCE", 0.1)
    app = opened_page(visit)
    app.file_uploader(key="own picture").upload("slow.png", b"slow", "image/png").run()
    assert "Reading the pictures" in bars(app)
    began = time.perf_counter()
    app.run()
    go_on.set()
    assert time.perf_counter() - began < 10
    assert any("Nothing stands out" in each.value for each in waited(app).warning)


def test_many_pictures_on_their_way_can_be_cancelled_and_end_when_they_are_put_away(visit, engines, monkeypatch):
    """Each second cancels what it has begun: by the button, and by taking the files out again."""
    told = []

    def slow(pictures, progress):
        for number in range(10_000):
            progress(number // 100, 100)
            time.sleep(0.01)
        told.append("done")
        return []

    monkeypatch.setattr(read_files, "read_batch", slow)
    monkeypatch.setattr(read_files, "PATIENCE", 0.1)
    app = opened_page(visit)
    app.file_uploader(key="own picture").set_value([(f"{n}.png", b"png", "image/png") for n in range(2)]).run()
    assert "Reading the pictures: " in bars(app)
    reading = app.session_state[read_files.READING][1]
    app.button(key="cancel Reading the pictures").click().run()
    assert reading.wait(10)
    app.run()
    assert any("Cancelled. Choose the pictures again" in each.value for each in app.info)
    app.file_uploader(key="own picture").set_value([(f"{n}.png", b"other", "image/png") for n in range(2)]).run()
    reading = app.session_state[read_files.READING][1]
    app.file_uploader(key="own picture").set_value([]).run()
    assert reading.wait(10)
    assert told == []


def test_a_heic_photograph_is_taken_to_say_how_a_phone_gives_jpeg(visit):
    app = uploaded(visit, b"\0\0\0\x18ftypheic" + bytes(100), "IMG_0001.HEIC")
    assert "a HEIC photograph; a phone gives JPEG" in app.error[0].value


def test_a_picture_that_breaks_what_reads_it_is_a_sentence(visit, engines, monkeypatch):
    def broken(pictures, progress):
        return [DatasetError(f"{name} takes more memory or time than it may. It was not taken.") for name, _ in pictures]

    monkeypatch.setattr(read_files, "read_batch", broken)
    app = uploaded(visit, b"anything", "bomb.png")
    assert [each.value.replace("\\", "") for each in app.error] == [
        "bomb.png takes more memory or time than it may. It was not taken."
    ]


def test_many_pictures_are_prepared_beside_the_page_and_once(visit, engines, monkeypatch):
    """Finding the ink of a large picture takes a second, and there may be 300 of them."""
    go_on, made = threading.Event(), []
    make = picture_file.picture_input

    def slow(picture, *arguments):
        made.append(picture)
        go_on.wait(20)
        return make(picture, *arguments)

    monkeypatch.setattr(picture_file, "picture_input", slow)
    monkeypatch.setattr(many_pictures, "PATIENCE", 0.1)
    app = opened_page(visit)
    app.file_uploader(key="own picture").set_value([(f"{n}.png", photo_of_a_one(), "image/png") for n in range(2)]).run()
    waited(app)
    assert "Finding the ink" in bars(app)
    go_on.set()
    assert app.session_state[many_pictures.PREPARED][1].wait(20)
    app.run()
    app.run()
    assert any("2 pictures read" in each.value for each in app.caption)
    assert len(made) == 2


def test_a_zip_without_pictures_is_refused(visit):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("readme.txt", "words")
    app = uploaded(visit, content.getvalue(), "words.zip")
    assert any("no picture in it" in each.value for each in app.error)


@pytest.mark.parametrize(
    ("name", "label"),
    [("7/a.png", "7"), ("x/7_a.png", "7"), ("digit-7.jpg", "7"), ("7_3.png", None), ("IMG_0001.jpg", None), ("Cat/a.png", "cat")],
)
def test_the_class_in_a_name_is_found_where_it_is_clear(name, label):
    assert label_in(name, ["3", "7", "cat"]) == label
