"""Many pictures for a prediction: one at a time is unpacked, and all together are bounded."""

import io

import numpy as np
import pytest
from make_uploads import noise, picture, zipped
from PIL import Image

from cnn_core.errors import DatasetError
from cnn_core.uploads import many_pictures
from cnn_core.uploads.many_pictures import read_pictures


def nobody(done, total):
    pass


def decoded(pictures, progress):
    progress(0, 0)
    return [np.asarray(Image.open(io.BytesIO(content())).convert("RGB")) for _, content in pictures]


def names(found):
    return [each.name for each in found]


def test_files_and_zips_are_read_in_their_order_without_what_is_no_picture():
    archive = zipped(
        [("7/a.png", picture()), ("notes.txt", b"a list"), ("__MACOSX/7/._a.png", picture()), ("b.jpg", noise((9, 9), "JPEG"))]
    )
    found = read_pictures([("one.png", picture()), ("more.zip", archive)], decoded, nobody)
    assert names(found) == ["one.png", "7/a.png", "b.jpg"]
    assert [each.pixels.shape for each in found] == [(8, 10, 3), (8, 10, 3), (9, 9, 3)]


def test_a_file_that_is_no_picture_is_not_unpacked_beyond_its_first_bytes(monkeypatch):
    """A gigabyte of text in a zip costs nothing."""
    read = []
    from zipfile import ZipExtFile, ZipFile

    monkeypatch.setattr(ZipFile, "read", lambda self, member, *_: read.append(member.filename) or self.open(member).read())
    some = ZipExtFile.read
    monkeypatch.setattr(ZipExtFile, "read", lambda self, n=-1: read.append((self.name, n)) or some(self, n))
    found = read_pictures([("a.zip", zipped([("words.txt", b"word " * 10_000), ("a.png", picture())]))], decoded, nobody)
    assert names(found) == ["a.png"]
    assert ("words.txt", 16) in read
    assert not any(each == "words.txt" or each == ("words.txt", -1) for each in read)


def test_all_zips_together_are_bounded_and_nothing_is_unpacked_before(monkeypatch):
    one = zipped([("a.png", noise((30, 30)))])
    size = len(noise((30, 30)))
    monkeypatch.setattr(many_pictures, "MAX_UNPACKED", 2 * size)
    assert len(read_pictures([("1.zip", one), ("2.zip", one)], decoded, nobody)) == 2
    with pytest.raises(DatasetError, match="All zips together may unpack to 0 MB, and these are more"):
        read_pictures([(f"{n}.zip", one) for n in range(3)], lambda *_: pytest.fail("it was read"), nobody)


def test_a_file_that_is_too_large_is_said_to_be_and_those_beside_it_are_read(monkeypatch):
    monkeypatch.setattr(many_pictures, "MAX_PICTURE_BYTES", 2**20)

    def read(pictures, progress):
        found = []
        for _, content in pictures:
            try:
                found.append(np.asarray(Image.open(io.BytesIO(content())).convert("RGB")))
            except DatasetError as error:
                found.append(error)
        return found

    large, good = read_pictures([("large.zip", b"PK\x03\x04" + bytes(2**20)), ("good.png", picture())], read, nobody)
    assert large.problem.startswith(
        "large.zip cannot be used: it has 1.1 MB (1.1 MiB), and 1 MB (1 MiB) is the most; make it smaller"
    )
    assert good.pixels.shape == (8, 10, 3)


def test_too_many_pictures_are_refused_before_one_is_read():
    one = zipped([(f"{n}.png", picture(n)) for n in range(200)])
    with pytest.raises(DatasetError, match="300 pictures are read at once, and these are 400 or more"):
        read_pictures(
            [("1.zip", one), ("2.zip", one), ("3.zip", b"PK\x03\x04 broken")], lambda *_: pytest.fail("it was read"), nobody
        )


def test_of_many_pictures_large_ones_are_kept_smaller(monkeypatch):
    monkeypatch.setattr(many_pictures, "MAX_KEPT", 3 * 100 * 100 * 2)
    large, small = zipped([("a.png", noise((400, 200)))]), picture()
    found = read_pictures([("a.zip", large), ("b.png", small)], decoded, nobody)
    assert [each.pixels.shape[:2] for each in found] == [(100, 50), (8, 10)]


def test_a_picture_that_cannot_be_read_is_a_sentence_and_the_others_are_read():
    def broken(pictures, progress):
        return [DatasetError("a.png cannot be used: it is damaged."), *decoded(pictures[1:], progress)]

    found = read_pictures([("a.png", picture()), ("b.png", picture())], broken, nobody)
    assert [(each.name, each.pixels is None, each.problem) for each in found] == [
        ("a.png", True, "a.png cannot be used: it is damaged."),
        ("b.png", False, ""),
    ]
