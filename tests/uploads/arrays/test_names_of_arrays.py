"""What is said of the names of arrays and of the files that they are in."""

import numpy as np
import pytest
from make_uploads import images, labels, npz, zipped
from test_arrays_as_people_have_them import hdf5

from cnn_core.errors import DatasetError


def test_the_names_of_the_classes_may_be_listed_in_the_file_of_each_part(found):
    """The second list was one of labels without images."""
    members = [
        (
            f"{part}_cats.h5",
            hdf5(**{f"{part}_set_x": images(channels=3), f"{part}_set_y": labels(), "list_classes": np.array([b"no", b"cat"])}),
        )
        for part in ("train", "test")
    ]
    seen = found(zipped(members))
    assert seen.class_names == ("no", "cat")
    assert [(each.what, each.why) for each in seen.set_aside] == [
        ("test_cats/list_classes", "it lists the names of the classes once more")
    ]


def test_an_array_that_cannot_be_read_is_said_with_its_file(found):
    with pytest.raises(DatasetError, match=r"In old.npz: x cannot be used: this array holds Python objects"):
        found(npz(x=np.array([np.zeros(3), np.zeros(2)], object), y=labels(2)), "old.npz")


def test_of_an_array_per_class_it_is_said_that_its_own_name_is_the_class(found):
    """It was said to be the name of a file."""
    notes = found(npz(disc=images(), square=images()), "shapes.npz").notes
    assert "Each array is a class, called by its own name, or by that of its file if it is alone there." in notes
