"""One way through an upload in this process."""

import pytest
from make_layouts import ONE
from make_uploads import picture, zipped

from cnn_core.uploads.making.found import Wish
from cnn_core.uploads.making.passes import look, make
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


@pytest.fixture
def labelled(made):
    """Path -> class of those of the pictures at `paths` that are taken, as the arrays say that are made of them and what lies beside
    them: each picture has a colour of its own."""

    def classes_of(paths, beside=(), **answers):
        colours = {(number, 255 - number, 90): path for number, path in enumerate(paths)}
        pictures = [(path, picture(colour)) for colour, path in colours.items()]
        names, arrays = made(zipped([*pictures, *beside]), answers=answers)
        return {
            colours[tuple(pixel)]: names[label]
            for part in ("train", "test")
            for pixel, label in zip(arrays[f"x_{part}"][:, 0, 0].tolist(), arrays[f"y_{part}"], strict=True)
        }

    return classes_of
