"""Pictures without a class that came with own images: kept with them, gone with them, and believed as little as any file."""

import io
import json
import os

import numpy as np
import pytest

from cnn_core.data.aside import MAX_ASIDE, Aside, aside_of, read_aside
from cnn_core.data.own import arrays_path, keep, remove
from cnn_core.errors import DatasetError
from tests.data.test_own import ANN, dataset, entry

SHAPE = (5, 6, 3)
SOME = Aside(("predict/a.png", "predict/b.png"), np.random.RandomState(0).randint(0, 256, (2, *SHAPE)).astype(np.uint8))


def kept_with(aside):
    data = dataset()
    made = entry(data)
    arrays = {"x_train": data.x_train, "y_train": data.y_train, "x_test": data.x_test, "y_test": data.y_test}
    keep(made, ANN, lambda file: np.savez(file, **arrays), aside)
    return made.name


def test_they_are_what_they_were():
    found = aside_of(kept_with(SOME.npz()), SHAPE)
    assert found.names == SOME.names
    assert np.array_equal(found.images, SOME.images)


def test_a_dataset_may_have_none_and_the_same_images_brought_again_replace_them():
    kept_with(SOME.npz())
    assert aside_of(kept_with(None), SHAPE) is None


def test_a_disk_that_is_full_loses_none_of_them():
    name = kept_with(SOME.npz())

    def full(file):
        raise OSError(28, os.strerror(28))

    with pytest.raises(DatasetError, match="the disk is full"):
        keep(entry(dataset()), ANN, full)
    assert aside_of(name, SHAPE).names == SOME.names


def test_they_go_with_the_dataset():
    name = kept_with(SOME.npz())
    folder = arrays_path(name).parent
    remove(name, ANN)
    assert [path.name for path in folder.iterdir()] == ["about.json"]
    assert aside_of(name, SHAPE) is None


def packed(images, names):
    made = io.BytesIO()
    np.savez(made, x_aside=images, aside_names=np.frombuffer(names, np.uint8))
    return made.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"PK",
        packed(SOME.images[:, :4], json.dumps(SOME.names).encode()),
        packed(SOME.images, json.dumps(SOME.names[:1]).encode()),
        packed(SOME.images, b"{"),
        packed(SOME.images, b"{}"),
        packed(np.zeros((MAX_ASIDE + 1, *SHAPE), np.uint8), json.dumps(["a"] * (MAX_ASIDE + 1)).encode()),
        packed(SOME.images.astype(np.int64), json.dumps(SOME.names).encode()),
    ],
)
def test_anything_else_is_refused(content):
    with pytest.raises(DatasetError):
        read_aside(content, SHAPE, "aside.npz")
