"""STL-10's binary files: planes of colour, column by column, labels from 1, names beside them."""

import numpy as np
import pytest
from make_uploads import zipped

from cnn_core.errors import DatasetError

NAMES = b"airplane\nbird\ncar\ncat\ndeer\ndog\nhorse\nmonkey\nship\ntruck\n"


def stl(**counts):
    """Images that are red in their upper left corner and green in the lower left one, as the reader of its authors turns them: `(n, 3,
    96, 96)` with the axes 0, 3, 2, 1."""
    members = [("stl10_binary/class_names.txt", NAMES)]
    for part, count in counts.items():
        images = np.zeros((count, 96, 96, 3), np.uint8)
        images[:, :48, :48, 0] = 255
        images[:, 48:, :48, 1] = 255
        members.append((f"stl10_binary/{part}_X.bin", images.transpose(0, 3, 2, 1).tobytes()))
        members.append((f"stl10_binary/{part}_y.bin", (np.arange(count) % 4 + 1).astype(np.uint8).tobytes()))
    return zipped(members)


def test_both_parts_are_read_upright_with_their_names(found, made):
    seen = found(stl(train=20, test=8))
    assert (seen.class_names, seen.train_counts, seen.test_counts) == (("airplane", "bird", "car", "cat"), (5,) * 4, (2,) * 4)
    _, arrays = made(stl(train=20, test=8), size=(96, 96))
    first = arrays["x_train"][0]
    assert first[10, 10].tolist() == [255, 0, 0]
    assert first[80, 10].tolist() == [0, 255, 0]
    assert first[10, 80].tolist() == [0, 0, 0]


def test_how_the_bytes_are_read_is_said(found):
    """90 images of 32 x 32 are 10 of 96 x 96 by their size, and the labels are as many."""
    other = [("train_X.bin", bytes(90 * 32 * 32 * 3)), ("train_y.bin", bytes([1, 2] * 5))]
    seen = found(zipped(other))
    assert dict(seen.parts) == {"train": 10}
    assert "Read as files of STL-10: each 27,648 bytes are an image of 96 x 96 in colour." in seen.notes


def test_images_without_their_labels_are_refused(found):
    with pytest.raises(DatasetError, match="images without labels"):
        found(zipped([("train_X.bin", bytes(3 * 96 * 96 * 5))]))


def test_names_for_labels_of_which_some_have_no_image_are_asked_about(found):
    """Labels 1 to 4 of ten names: the names were one too far, without a word."""
    seen = found(stl(train=20))
    (question,) = [each for each in seen.questions if each.key == "first label"]
    assert (question.asks, question.options) == ("The labels count from", ("1: 1 is airplane", "0: 1 is bird"))
    assert found(stl(train=20), **{"first label": "0: 1 is bird"}).class_names == ("bird", "car", "cat", "deer")
