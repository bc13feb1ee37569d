"""MATLAB's files as datasets and courses hand them out."""

import io

import numpy as np
import pytest
from make_uploads import images, labels
from scipy.io import savemat
from test_arrays_as_people_have_them import same

from cnn_core.data.load import load


def mat(**values):
    made = io.BytesIO()
    savemat(made, values)
    return made.getvalue()


def test_svhn_has_its_images_along_the_last_axis_and_calls_zero_ten(made, found):
    colour = images(channels=3)
    upload = mat(X=np.moveaxis(colour, 0, 3), y=(labels() * 9 + 1)[:, None])
    names, arrays = made(upload, (8, 8), name="train_32x32.mat")
    assert names == ("1", "0")
    assert same(arrays, colour)
    notes = " ".join(found(upload, "train_32x32.mat").notes)
    assert "called otherwise: 10 is 0." in notes
    assert "names beside them" not in notes
    assert "1 is 1" not in notes


def test_emnist_of_matlab_is_a_struct_with_its_mapping(found, made):
    part = {"images": images().transpose(0, 2, 1).reshape(20, 64), "labels": labels()[:, None] + 1}
    upload = mat(dataset={"train": part, "test": part, "mapping": np.array([[1, 65], [2, 66]])})
    seen = found(upload, "emnist-letters.mat")
    assert (seen.class_names, dict(seen.parts), seen.turned) == (("A", "B"), {"train": 20, "test": 20}, True)
    _, arrays = made(upload, (8, 8), colour=False, name="emnist-letters.mat", turned=True)
    assert np.array_equal(arrays["x_test"][..., 0], images())


def test_rows_of_pixels_that_matlab_wrote_go_down_the_picture(made, found):
    """As those of Andrew Ng's course: 5,000 digits of 20 x 20, each column behind the other. What SciPy wrote goes along it."""
    file = io.BytesIO()
    savemat(file, {"X": images().transpose(0, 2, 1).reshape(20, 64), "y": labels()[:, None] + 1})
    of_python = file.getvalue()
    of_matlab = of_python.replace(b"Platform: posix", b"Platform: GLNX ")
    assert (found(of_python, "ex3data1.mat").turned, found(of_matlab, "ex3data1.mat").turned) == (False, True)
    _, arrays = made(of_matlab, (8, 8), colour=False, name="ex3data1.mat", turned=True)
    assert same(arrays, images())


def test_an_array_per_digit_and_part_is_that_class_of_that_part(found):
    """As Sam Roweis gave out MNIST: train0 to train9, test0 to test9."""
    file = io.BytesIO()
    savemat(file, {f"{part}{digit}": images(n).reshape(n, 64) for part, n in (("train", 20), ("test", 9)) for digit in range(3)})
    seen = found(file.getvalue(), "mnist_all.mat")
    assert (seen.class_names, seen.train_counts, seen.test_counts) == (("0", "1", "2"), (20, 20, 20), (9, 9, 9))


@pytest.mark.parametrize("down", [False, True], ids=["along", "down"])
@pytest.mark.parametrize("platform", [b"posix", b"GLNX "], ids=["python", "matlab"])
def test_the_ones_of_an_array_per_digit_tell_whether_rows_go_down_the_picture(found, down, platform):
    """Whoever wrote them: MATLAB may have had them from the rows of the original file."""
    data = load("mnist-mini")
    pixels = data.x_train[..., 0].transpose(0, 2, 1) if down else data.x_train[..., 0]
    digits = {digit: pixels[data.y_train == digit][:20].reshape(20, -1) for digit in range(10)}
    file = io.BytesIO()
    savemat(file, {f"{part}{digit}": rows for part in ("train", "test") for digit, rows in digits.items()})
    seen = found(file.getvalue().replace(b"Platform: posix", b"Platform: " + platform), "mnist_all.mat")
    assert (len(seen.class_names), seen.turned) == (10, down)


def test_mnist_of_matlab_has_its_images_in_columns(made):
    _, arrays = made(mat(data=images().reshape(20, 64).T, label=labels()[None]), (8, 8), colour=False, name="mnist.mat")
    assert same(arrays, images())
