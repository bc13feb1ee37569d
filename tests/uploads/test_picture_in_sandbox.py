"""One picture through the process that is thrown away."""

import time

import numpy as np
import pytest
from make_uploads import file_of, noise, picture, zipped
from PIL import Image

from cnn_core.errors import DatasetError
from cnn_core.uploads import in_sandbox
from cnn_core.uploads.in_sandbox import read_picture
from cnn_core.uploads.pictures import decode


def nobody(done, total):
    pass


@pytest.mark.parametrize("content", [noise((30, 20)), noise((30, 20), "JPEG"), picture(90), file_of(Image.new("1", (3, 2)))])
def test_the_pixels_arrive_as_they_are_decoded(content):
    assert np.array_equal(read_picture(content, "a.png", nobody), np.asarray(decode(content)))


def test_a_large_photograph_arrives_reduced():
    large = Image.fromarray(np.random.RandomState(1).randint(0, 256, (3000, 4000, 3)).astype(np.uint8))
    began = time.perf_counter()
    assert read_picture(file_of(large, compress_level=1), "large.png", nobody).shape == (1500, 2000, 3)
    assert time.perf_counter() - began < in_sandbox.PICTURE_SECONDS


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "it is empty"),
        (b"GIF89a and more", "it is damaged or cut off"),
        (b"%PDF-1.4", "it is a PDF, and PNG, JPEG, BMP, GIF, WebP and TIFF can be read"),
        (zipped([("a.png", picture())]), "it is an archive"),
        (noise()[:300], "it is damaged or cut off"),
        (file_of(Image.new("1", (8001, 8000))), "it has 8001 x 8000 pixels, and 64.0 million are the most"),
        (file_of(Image.new("1", (30_000, 30_000))), "it has far more than 64.0 million pixels"),
    ],
)
def test_what_is_wrong_with_a_picture_is_its_sentence(content, why):
    with pytest.raises(DatasetError) as caught:
        read_picture(content, "a.png", nobody)
    assert str(caught.value).startswith(f"a.png cannot be used: {why}")


def test_a_picture_does_not_wait_behind_uploads():
    with in_sandbox._place(nobody), in_sandbox._place(nobody):
        assert read_picture(picture(), "a.png", nobody).shape == (8, 10, 3)


def test_a_picture_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(in_sandbox, "PICTURE_SECONDS", 0.02)
    with pytest.raises(DatasetError, match=r"^a\.png takes more memory or time than it may"):
        read_picture(picture(), "a.png", nobody)


@pytest.mark.parametrize("answer", [np.zeros((0, 4), np.uint8), np.zeros((4, 4, 4), np.uint8), np.zeros((4, 4), np.int32)])
def test_an_answer_that_a_broken_process_could_write_is_not_believed(answer, monkeypatch, tmp_path):
    np.savez(tmp_path / "answer.npz", picture=answer)
    monkeypatch.setattr(in_sandbox, "_answer", lambda *_: (tmp_path / "answer.npz").read_bytes())
    with pytest.raises(DatasetError, match=r"a\.png broke what read it"):
        read_picture(picture(), "a.png", nobody)
