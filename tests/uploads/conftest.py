"""One way through an upload in this process."""

import pytest
from make_layouts import ONE
from make_uploads import zipped

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
def understood(found):
    """Asserts that pictures of these paths have these classes, in this order, and these parts, and that none is lost in silence."""

    def check(paths, classes, parts):
        seen = found(zipped([(path, ONE) for path in paths]))
        counted = {each["name"]: each["images"] for each in seen.to_json()["classes"]}
        assert counted == classes
        assert list(counted) == list(classes)
        assert dict(seen.parts) == parts
        assert sum(counted.values()) + sum(each.images for each in seen.set_aside) == len(paths)

    return check


@pytest.fixture
def made():
    """Class names and arrays that are made of the bytes of an upload."""

    def make_of(content, size=(8, 10), colour=True, name="pictures.zip", answers=(), **wish):
        chosen = dict(answers)
        return make(open_upload(content, name, chosen), name, Wish(size=size, colour=colour, **wish), chosen, nobody)

    return make_of
