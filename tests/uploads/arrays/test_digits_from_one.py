"""Digits of courses with MATLAB or Octave: ten labels from 1, and pictures column by column."""

import io

import numpy as np
import pytest
from make_uploads import images, labels
from scipy.io import savemat

from cnn_core.data.load import load
from cnn_core.uploads.arrays.digits_from_one import KEY, MAY_LIE, TEN


def mat(platform=b"posix", **values):
    made = io.BytesIO()
    savemat(made, values)
    return made.getvalue().replace(b"Platform: posix", b"Platform: " + platform)


def course(down=True):
    """As exercise 3 has them: 20x20 pixels in a row, and 10 for 0."""
    data = load("mnist-mini")
    x, y = data.x_train[:400, 4:24, 4:24, 0] / 250 - 0.1, data.y_train[:400]
    return {"X": (x.transpose(0, 2, 1) if down else x).reshape(-1, 400), "y": np.where(y == 0, 10, y).astype(np.uint8)[:, None]}


@pytest.mark.parametrize("down", [True, False])
def test_the_ones_tell_whether_the_digits_of_a_course_lie_whoever_wrote_the_file(found, down):
    """What SciPy wrote once more lay on its side, without a word."""
    assert found(mat(**course(down)), "ex3data1.mat").turned is down


def test_ten_is_the_digit_0_of_a_course_and_may_be_called_otherwise(found):
    """It was a class called 10."""
    upload = mat(**course())
    seen = found(upload, "ex3data1.mat")
    assert set(seen.class_names) == set("0123456789")
    assert [each.chosen for each in seen.questions if each.key == KEY] == ["the digit 0"]
    assert "10" in found(upload, "ex3data1.mat", **{KEY: TEN}).class_names


def test_ten_classes_of_other_pictures_from_one_are_only_asked_about(found):
    many = np.tile(np.arange(1, 11), 4)[:, None]
    seen = found(mat(X=images(40).reshape(40, 64), y=many), "things.mat")
    assert seen.class_names[-1] == "10"
    assert [each.chosen for each in seen.questions if each.key == KEY] == [TEN]
    assert not seen.turned


def test_that_rows_of_a_mat_file_may_lie_is_said(found):
    assert MAY_LIE in found(mat(X=images().reshape(20, 64), y=labels()[:, None]), "a.mat").notes
    assert MAY_LIE not in found(mat(b"GLNX ", X=images().reshape(20, 64), y=labels()[:, None]), "a.mat").notes


@pytest.mark.parametrize("form", ["npz", "csv"])
def test_ten_is_asked_about_in_every_form_of_small_grey_squares(found, form):
    """It was a class called 10, without a word, in all but files of MATLAB."""
    x, y = images(40), np.tile(np.arange(1, 11), 4)
    if form == "npz":
        made = io.BytesIO()
        np.savez(made, X=x, y=y)
        content = made.getvalue()
    else:
        rows = [",".join(map(str, [label, *of.ravel()])) for of, label in zip(x, y, strict=True)]
        content = "\n".join([",".join(["label", *(f"pixel{n}" for n in range(64))]), *rows]).encode()
    seen = found(content, f"digits.{form}")
    assert [each.chosen for each in seen.questions if each.key == KEY] == [TEN]
    assert set(found(content, f"digits.{form}", **{KEY: "the digit 0"}).class_names) == set("0123456789")
