"""Arrays in which an axis counts the classes, cells of MATLAB, and HDF5 files with an array for each picture."""

import io

import h5py
import numpy as np
import pytest
from make_uploads import npz
from scipy.io import savemat

from cnn_core.errors import DatasetError


def mat(**values):
    made = io.BytesIO()
    savemat(made, values)
    return bytes(made.getvalue()).replace(b"Platform: posix", b"Platform: PCWIN", 1)


def of_each_class(arrays, label):
    return {int(value) for part in ("train", "test") for value in arrays[f"x_{part}"][arrays[f"y_{part}"] == label].ravel()}


def test_usps_of_sam_roweis(made, found):
    """data(256, 1100, 10): pixels, images, classes; here 60 images, and each class of one shade."""
    content = mat(data=np.ascontiguousarray(np.broadcast_to(20 * np.arange(10), (256, 60, 10))).astype(np.uint8))
    seen = found(content, "usps_all.mat")
    assert seen.class_names == tuple(map(str, range(1, 11)))
    assert set(seen.train_counts) == {60}
    assert seen.median == (16, 16)
    assert any("counts the classes" in note for note in seen.notes)
    _, arrays = made(content, size=(16, 16), colour=False, name="usps_all.mat")
    assert [of_each_class(arrays, label) for label in range(10)] == [{20 * label} for label in range(10)]


@pytest.mark.parametrize("shape", [(10, 60, 784), (10, 60, 28, 28), (10, 60, 28, 28, 1)])
def test_classes_in_front(made, shape):
    values = np.zeros(shape, np.uint8) + 20 * np.arange(10, dtype=np.uint8).reshape(10, *[1] * (len(shape) - 1))
    names, arrays = made(npz(data=values), size=(28, 28), colour=False, name="digits.npz")
    assert names == tuple(map(str, range(10)))
    assert [of_each_class(arrays, label) for label in range(10)] == [{20 * label} for label in range(10)]


def test_both_parts_with_classes_in_front(found):
    seen = found(npz(train=np.zeros((3, 60, 784), np.uint8), test=np.zeros((3, 20, 784), np.uint8)), "digits.npz")
    assert (seen.class_names, seen.train_counts, seen.test_counts) == (("0", "1", "2"), (60,) * 3, (20,) * 3)


def test_cells_of_pictures_as_the_binary_alphadigits_have_them(found):
    """dat{36,39} of 20x16, and classlabels{1,36}."""
    cells, labels = np.empty((4, 39), object), np.empty((1, 4), object)
    for row in range(4):
        labels[0, row] = "ABCD"[row]
        for column in range(39):
            cells[row, column] = np.full((20, 16), row, np.uint8)
    seen = found(mat(dat=cells, classlabels=labels), "binaryalphadigs.mat")
    assert (seen.class_names, set(seen.train_counts), seen.median) == (("A", "B", "C", "D"), {39}, (20, 16))


def test_a_cell_per_class_whose_last_axis_counts_the_pictures(found):
    """As the UMIST faces: each person's pictures of 112 by 92, of different number."""
    cells = np.empty((1, 3), object)
    for number in range(3):
        cells[0, number] = np.zeros((112, 92, 20 + number), np.uint8)
    seen = found(mat(facedat=cells), "umist.mat")
    assert (seen.class_names, seen.train_counts, seen.median) == (("1", "2", "3"), (20, 21, 22), (112, 92))


def test_cells_with_as_many_pictures_of_each_class_are_asked_about(found):
    """As the ORL faces: ten of each person. Once taken as 112 pictures of 92 by 10."""
    cells = np.empty((1, 3), object)
    for number in range(3):
        cells[0, number] = np.zeros((112, 92, 10), np.uint8)
    seen = found(mat(faces=cells), "orl.mat")
    question = next(each for each in seen.questions if "(112, 92, 10)" in each.asks)
    assert (seen.train_counts, seen.median) == ((10, 10, 10), (112, 92))
    other = found(mat(faces=cells), "orl.mat", **{question.key: "the first axis"})
    assert (other.train_counts, other.median) == ((112, 112, 112), (92, 10))


@pytest.mark.parametrize("labels", [np.arange(40) % 4, np.eye(4)[np.arange(40) % 4]])
def test_a_column_that_says_nothing_stands_beside_labels_of_their_own(made, found, labels):
    """A one in front of the 400 pixels, as a course on machine learning adds it."""
    pixels = np.random.RandomState(1).randint(0, 256, (40, 400)).astype(np.uint8)
    seen = found(npz(X=np.hstack([np.ones((40, 1), np.uint8), pixels]), y=labels), "digits.npz")
    assert (seen.median, seen.train_counts) == ((20, 20), (10,) * 4)
    assert any("is no pixel" in note for note in seen.notes)


def test_rows_that_are_no_pictures_beside_labels_are_refused_and_no_column_is_taken_for_a_label(found):
    numbers = np.random.RandomState(1).randint(0, 256, (40, 50)).astype(np.uint8)
    with pytest.raises(DatasetError, match=r"\(40, 50\)"):
        found(npz(x_train=numbers, y_train=np.arange(40) % 4), "numbers.npz")


def hdf5(arrays, **options):
    made = io.BytesIO()
    with h5py.File(made, "w", **options) as file:
        for name, values in arrays.items():
            file[name] = values
    return made.getvalue()


def test_an_array_for_each_picture_in_groups_of_classes(made, found):
    shade = {"cat": 10, "dog": 200}
    content = hdf5({f"{name}/{n}": np.full((12, 16, 3), shade[name], np.uint8) for name in shade for n in range(15)})
    seen = found(content, "pets.h5")
    assert (seen.class_names, seen.train_counts, seen.median) == (("cat", "dog"), (15, 15), (12, 16))
    _, arrays = made(content, size=(12, 16), name="pets.h5")
    assert [of_each_class(arrays, label) for label in range(2)] == [{10}, {200}]


def test_an_array_for_each_picture_and_each_label_in_the_order_in_which_people_count(made):
    pictures = {f"images/img_{n}": np.full((12, 16), 200 * (n // 6), np.uint8) for n in range(12)}
    labels = {f"labels/img_{n}": np.int64(n // 6) for n in range(12)}
    names, arrays = made(hdf5({**pictures, **labels}), size=(12, 16), colour=False, name="digits.h5")
    assert names == ("0", "1")
    assert [of_each_class(arrays, label) for label in range(2)] == [{0}, {200}]


def test_numbered_pictures_of_matlab_stand_upright(made, found):
    """Version 7.3 is HDF5 behind a text of its own; its axes are in reverse, and a number has two of them. Once they lay on their side."""
    picture = np.zeros((12, 16, 3), np.uint8)
    picture[:3] = 200
    pictures = {f"images/img_{n}": picture.T for n in range(12)}
    labels = {f"labels/img_{n}": np.array([[n // 6]]) for n in range(12)}
    content = b"MATLAB 7.3 MAT-file, Platform: GLNXA64".ljust(512) + hdf5({**pictures, **labels}, userblock_size=512)[512:]
    seen = found(content, "shapes.mat")
    assert (seen.median, seen.turned, seen.train_counts) == ((12, 16), False, (6, 6))
    _, arrays = made(content, size=(12, 16), name="shapes.mat")
    assert (arrays["x_train"] == picture).all()
