"""Pictures through a process that is thrown away: several in one."""

import threading

import numpy as np
import pytest
from make_uploads import file_of, noise, picture, zipped
from PIL import Image

from cnn_core.errors import DatasetError
from cnn_core.uploads import in_sandbox, picture_batch
from cnn_core.uploads.picture_batch import read_batch
from cnn_core.uploads.pictures import decode


def nobody(done, total):
    pass


def given(*contents):
    return [(f"{number}.png", lambda content=content: content) for number, content in enumerate(contents)]


def sentences(found):
    return [str(each) if isinstance(each, DatasetError) else each.shape for each in found]


def test_the_pixels_arrive_as_they_are_decoded_in_their_order():
    contents = [noise((30, 20)), noise((30, 20), "JPEG"), picture(90), file_of(Image.new("1", (3, 2)))]
    for content, pixels in zip(contents, read_batch(given(*contents), nobody), strict=True):
        assert np.array_equal(pixels, np.asarray(decode(content)))


def test_a_large_photograph_arrives_reduced():
    large = Image.fromarray(np.random.RandomState(1).randint(0, 256, (3000, 4000, 3)).astype(np.uint8))
    (found,) = read_batch(given(file_of(large, compress_level=1)), nobody)
    assert found.shape == (1500, 2000, 3)  # in time: the process is ended after SECONDS


BAD = {
    b"": "it is empty",
    b"GIF89a and more": "it is damaged or cut off",
    b"%PDF-1.4": "it is a PDF, and PNG, JPEG, BMP, GIF, WebP and TIFF can be read",
    zipped([("a.png", picture())]): "it is an archive",
    noise()[:300]: "it is damaged or cut off",
    file_of(Image.new("1", (8001, 8000))): "it has 8001 x 8000 pixels, and 64.0 million are the most",
    file_of(Image.new("1", (30_000, 30_000))): "it has far more than 64.0 million pixels",
}


def test_what_is_wrong_with_a_picture_is_its_sentence_and_the_good_ones_are_read():
    told = []
    found = sentences(read_batch(given(picture(), *BAD, picture()), lambda done, total: told.append((done, total))))
    assert found[0] == found[-1] == (8, 10, 3)
    for number, (said, why) in enumerate(zip(found[1:-1], BAD.values(), strict=True), 1):
        assert said.startswith(f"{number}.png cannot be used: {why}")
    assert max(done for done, _ in told) == len(BAD) + 2
    assert {total for _, total in told} == {len(BAD) + 2}


def test_one_process_reads_many_and_no_more_than_it_may(monkeypatch):
    started = []
    start = picture_batch.run_child
    monkeypatch.setattr(picture_batch, "run_child", lambda *arguments: (started.append(1), start(*arguments)))
    assert sentences(read_batch(given(*[picture()] * 20), nobody)) == [(8, 10, 3)] * 20
    assert len(started) == 1
    monkeypatch.setattr(picture_batch, "MAX_BYTES_AT_ONCE", 2 * (picture_batch.LENGTH + len(picture())))
    assert sentences(read_batch(given(*[picture()] * 5), nobody)) == [(8, 10, 3)] * 5
    assert len(started) == 1 + 3


def test_a_picture_that_breaks_the_process_is_named_and_another_process_reads_the_rest(monkeypatch):
    """The process is ended as it reads the second picture, which takes longer than it may."""
    start, broken = picture_batch.run_child, []

    def breaks(module, order, file, folder, *rest):
        if broken:
            return start(module, order, file, folder, *rest)
        broken.append(1)
        np.savez(folder / "0.npz", pixels=np.zeros((2, 3), np.uint8))
        raise DatasetError(f"{picture_batch.BROKE} takes more memory or time than it may.")

    monkeypatch.setattr(picture_batch, "run_child", breaks)
    found = sentences(read_batch(given(*[picture()] * 4), nobody))
    assert found == [(2, 3), "1.png takes more memory or time than it may.", (8, 10, 3), (8, 10, 3)]


def test_a_member_that_cannot_be_unpacked_is_its_sentence():
    def damaged():
        raise DatasetError("a.zip cannot be used: it is damaged.")

    pictures = given(picture(), picture())
    assert sentences(read_batch([pictures[0], ("bad.png", damaged), pictures[1]], nobody)) == [
        (8, 10, 3),
        "a.zip cannot be used: it is damaged.",
        (8, 10, 3),
    ]


def test_a_picture_does_not_wait_behind_uploads():
    with in_sandbox.waiting_turn(nobody, in_sandbox._places), in_sandbox.waiting_turn(nobody, in_sandbox._places):
        assert sentences(read_batch(given(picture()), nobody)) == [(8, 10, 3)]


def test_a_picture_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(picture_batch, "SECONDS", 0.02)
    assert sentences(read_batch(given(picture()), nobody))[0].startswith("0.png takes more memory or time than it may")


def test_whoever_looks_on_can_end_it(monkeypatch):
    class Enough(Exception):
        pass

    def stop(done, total):
        raise Enough

    with pytest.raises(Enough):
        read_batch(given(picture()), stop)
    assert not [each for each in threading.enumerate() if isinstance(each, threading.Timer) and not each.finished.is_set()]


@pytest.mark.parametrize("answer", [np.zeros((0, 4), np.uint8), np.zeros((4, 4, 4), np.uint8), np.zeros((4, 4), np.int32)])
def test_an_answer_that_a_broken_process_could_write_is_not_believed(answer, monkeypatch):
    def writes(module, order, file, folder, *rest):
        np.savez(folder / "0.npz", pixels=answer)

    monkeypatch.setattr(picture_batch, "run_child", writes)
    assert sentences(read_batch(given(picture()), nobody)) == ["0.png broke what read it, so it was not taken."]
