"""One way through an upload in this process."""

import pytest

from cnn_core.uploads.found import Wish
from cnn_core.uploads.making import look, make
from cnn_core.uploads.opening import open_upload


def nobody(done, total):
    pass


@pytest.fixture
def found():
    """What is found in the bytes of an upload, with answers to what was guessed."""

    def find_in(content, name="pictures.zip", **answers):
        return look(open_upload(content, name, answers), name, answers, nobody)

    return find_in


@pytest.fixture
def made():
    """Class names and arrays that are made of the bytes of an upload."""

    def make_of(content, size=(8, 10), colour=True, name="pictures.zip", answers=(), **wish):
        chosen = dict(answers)
        return make(open_upload(content, name, chosen), name, Wish(size=size, colour=colour, **wish), chosen, nobody)

    return make_of
