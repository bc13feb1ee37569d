import gzip
import tracemalloc
import zlib

import numpy as np
import pytest

from cnn_core.data.idx import parse_idx, read_idx
from cnn_core.errors import DatasetError

# Two images of 2x3 pixels, written by hand after the description on the MNIST page.
IMAGES = bytes([0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3]) + bytes([1, 2, 3, 4, 5, 6, 250, 251, 252, 253, 254, 255])


def test_bytes_written_by_hand_are_read_as_the_images_they_describe():
    assert parse_idx(IMAGES, 3).tolist() == [[[1, 2, 3], [4, 5, 6]], [[250, 251, 252], [253, 254, 255]]]


def test_gzip_makes_no_difference():
    assert np.array_equal(parse_idx(gzip.compress(IMAGES), 3), parse_idx(IMAGES, 3))


def test_the_packing_is_seen_from_the_content_and_not_from_the_file_name(tmp_path):
    path = tmp_path / "images.gz"
    path.write_bytes(IMAGES)
    assert read_idx(path, 3).shape == (2, 2, 3)


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzip"])
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "ends within its header"),
        (IMAGES[:10], "ends within its header"),
        (IMAGES[:-1], "only 11 follow"),
        (IMAGES + b"\0", "and more follow"),
        (b"\0\0\x0d" + IMAGES[3:], "uint8"),
        (b"PK\3\4" + IMAGES[4:], "uint8"),
        (b"\0\0\x08\x01" + IMAGES[4:], "has 1 dimensions"),
    ],
    ids=["empty", "half a header", "one value short", "one value more", "floats", "a zip file", "labels"],
)
def test_what_is_wrong_with_a_damaged_file_is_said_with_its_name(tmp_path, content, words, pack):
    path = tmp_path / "train-images-idx3-ubyte"
    path.write_bytes(pack(content))
    with pytest.raises(DatasetError, match=words) as caught:
        read_idx(path, 3)
    assert str(path) in str(caught.value)
    assert "replace it with a good copy" in str(caught.value)


def test_a_gzip_file_cut_short_is_refused_even_if_only_its_checksum_is_missing():
    for cut in (-1, -8, -12):
        with pytest.raises(DatasetError):
            parse_idx(gzip.compress(IMAGES)[:cut], 3)


def test_a_wrong_gzip_checksum_is_refused():
    packed = bytearray(gzip.compress(IMAGES))
    packed[-5] ^= 1
    with pytest.raises(DatasetError, match="gzip data is broken"):
        parse_idx(bytes(packed), 3)


def test_bytes_after_the_gzip_data_are_refused():
    with pytest.raises(DatasetError, match="follow the end"):
        parse_idx(gzip.compress(IMAGES) + b"more", 3)


def _peak_memory_of(parse) -> int:
    tracemalloc.start()
    try:
        with pytest.raises(DatasetError):
            parse()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_header_that_declares_four_thousand_million_images_takes_no_memory():
    header = b"\0\0\x08\x03" + b"\xff\xff\xff\xff" * 3
    for content in (header, gzip.compress(header)):
        assert _peak_memory_of(lambda content=content: parse_idx(content, 3)) < 1_000_000


def test_a_gzip_bomb_is_unpacked_no_further_than_its_header_declares():
    squeeze = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = squeeze.compress(IMAGES[:16]) + squeeze.compress(bytes(200_000_000)) + squeeze.flush()
    assert len(bomb) < 250_000
    assert _peak_memory_of(lambda: parse_idx(bomb, 3)) < 1_000_000


def test_a_missing_file_and_a_folder_are_reported_in_words(tmp_path):
    for path in (tmp_path / "absent", tmp_path):
        with pytest.raises(DatasetError, match="reading it failed"):
            read_idx(path, 3)
