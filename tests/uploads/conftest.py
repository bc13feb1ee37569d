"""One way through an upload in this process."""

import pytest

from cnn_core.uploads.found import Wish
from cnn_core.uploads.making import look, make
from cnn_core.uploads.opening import open_upload


def nobody(done, total):
    pass


@pytest.fixture
def found():
    """What is found in the bytes of an upload."""
    return lambda content, name="pictures.zip": look(open_upload(content, name), name, nobody)


@pytest.fixture
def made():
    """Class names and arrays that are made of the bytes of an upload."""

    def make_of(content, size=(8, 10), colour=True, **wish):
        return make(open_upload(content, "pictures.zip"), "pictures.zip", Wish(size=size, colour=colour, **wish), nobody)

    return make_of
