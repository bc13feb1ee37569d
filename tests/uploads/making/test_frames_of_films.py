"""Pictures that are called as frames of films, and drawn into both parts."""

import numpy as np
import pytest
from make_uploads import file_of, zipped
from PIL import Image


def shown(*seed):
    return file_of(Image.fromarray(np.random.RandomState(seed).randint(0, 256, (12, 12, 3)).astype(np.uint8)))


def said(found, name, kinds=("disc", "square"), **answers):
    files = [(name.format(kind, n), shown(at, n)) for at, kind in enumerate(kinds) for n in range(10)]
    return [note for note in found(zipped(files), **answers).notes if "frames of a film" in note]


@pytest.mark.parametrize("name", ["{}/frame_{:04}.png", "{}/clip1_frame{}.png", "{}/film 1/Frame-0{}.png", "{}_frame_{:03}.png"])
def test_frames_that_differ_more_than_nearly_equal_pictures_are_said_to_be_drawn_one_by_one(found, name):
    """Nothing said that neighbours in a film are tested with and learned from."""
    assert len(said(found, name)) == 1


@pytest.mark.parametrize("name", ["{}/{}.png", "{}/framework_{}.png", "{0}/frame{1}_{0}.png", "{}/frame {}/1.png"])
def test_other_names_say_nothing(found, name):
    assert said(found, name) == []


def test_a_class_that_is_called_frames_has_no_films(found):
    assert said(found, "{0}/{0}_{1}.png", ("frame", "canvas")) == []
    assert said(found, "{0}/{0}_{1}.png", ("canvas", "photo frame")) == []


def test_parts_that_came_are_not_drawn(found):
    files = [
        (f"{part}/{kind}/frame_{n}.png", shown(n, at, len(part)))
        for part in ("train", "test")
        for at, kind in enumerate("ab")
        for n in range(9)
    ]
    assert not any("frames of a film" in note for note in found(zipped(files)).notes)
