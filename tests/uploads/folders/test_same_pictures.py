"""Folders with the pictures of the folders beside them, as in a backup."""

import numpy as np
import pytest
from make_layouts import files
from make_uploads import file_of, picture, zipped
from PIL import Image


def shown(*seed, colour=True):
    """A picture that no other seed has."""
    pixels = np.random.RandomState(seed).randint(0, 256, (9, 10, 3) if colour else (9, 10)).astype(np.uint8)
    return file_of(Image.fromarray(pixels))


def content(path):
    """A picture of its own for each class and number, whatever lies around them."""
    kind, number = path.split("/")[-2:]
    return shown(*map(ord, kind.removesuffix(" - Copy")), int(number.partition(".")[0]))


def upload(*folders, count=5):
    return zipped([(path, content(path)) for path in files(*folders, count=count)])


def shares(*names):
    return [f"{name}/{each}" for name in names for each in ("cats", "dogs")]


COPIES = {
    "a backup of the training part": (shares("train", "backup"), "backup/", 10, {"train": 10}),
    "a backup beside all parts": (shares("train", "test", "backup"), "backup/", 10, {"train": 10, "test": 10}),
    "a copy of everything": (shares("data", "data - Copy"), "data - Copy/", 10, {"train": 10}),
    "a copy of the training part": (shares("train", "test", "train - Copy"), "train - Copy/", 10, {"train": 10, "test": 10}),
    "a copy of the test part": (shares("train", "test", "Kopie von test"), "Kopie von test/", 10, {"train": 10, "test": 10}),
    "a class that was copied": (["cats", "dogs", "dogs - Copy"], "dogs - Copy/", 5, {"train": 10}),
}


@pytest.mark.parametrize("name", COPIES)
def test_a_folder_with_the_same_pictures_is_left_out_and_said(found, name):
    """The backup was guessed to be the test part, so that the test was on what had been learned."""
    folders, aside, count, parts = COPIES[name]
    seen = found(upload(*folders))
    assert (seen.class_names, dict(seen.parts)) == (("cats", "dogs"), parts)
    assert [(each.what, each.images, each.why) for each in seen.set_aside] == [
        (aside, count, "the same pictures are in other folders too")
    ]
    question = next(each for each in seen.questions if each.key.startswith("copy "))
    assert question.asks.startswith(f"The {count} pictures in {aside} are the same as in ")
    assert question.chosen == "set aside"


def test_it_is_used_if_a_person_says_so(found):
    seen = found(upload(*shares("train", "backup")), **{"copy backup": "used like the others", "part backup": "to test with"})
    assert dict(seen.parts) == {"train": 10, "test": 10}


def test_a_class_with_the_pictures_of_another_is_asked_and_stays(found):
    """Somebody mislabelled them, or each picture is of several classes."""
    made = zipped([(f"{kind}/{n}.png", shown(n)) for kind in ("cat", "dog") for n in range(5)])
    seen = found(made)
    assert seen.class_names == ("cat", "dog")
    assert [(each.key, each.chosen) for each in seen.questions] == [("copy dog", "used like the others")]
    assert found(made, **{"copy dog": "set aside"}).class_names == ("cat",)


def test_parts_with_the_same_pictures_stay_parts_if_neither_is_called_as_a_copy_of_the_other(found):
    seen = found(upload(*shares("train", "test", "val")))
    assert dict(seen.parts) == {"train": 10, "validation": 10, "test": 10}
    assert not any(each.key.startswith("copy") for each in seen.questions)


def test_pictures_of_one_colour_for_each_class_are_no_copies(found):
    paths = files(*shares("fold1", "fold2", "last"))
    seen = found(zipped([(path, picture(len(path.split("/")[1][0]) * ord(path.split("/")[1][0]) % 256)) for path in paths]))
    assert not any(each.key.startswith("copy") for each in seen.questions)


def test_within_each_class_it_is_guessed_to_be_set_aside(found):
    paths = files(*(f"{kind}/{part}" for kind in ("cats", "dogs") for part in ("train", "test", "backup")))
    seen = found(zipped([(path, shown(ord(path[0]), path.split("/")[1] == "test", int(path[-5]))) for path in paths]))
    (question,) = [each for each in seen.questions if each.key == "part backup"]
    assert (question.chosen, question.why) == ("set aside", "Its pictures are the same as in the folders beside it.")
    assert dict(seen.parts) == {"train": 10, "test": 10}


def test_other_pictures_of_the_same_names_are_no_copy(found):
    members = [(path, shown(n)) for n, path in enumerate(files(*shares("train", "last")))]
    assert not any(each.key.startswith("copy") for each in found(zipped(members)).questions)


def test_one_picture_everywhere_is_no_copy(found):
    seen = found(zipped([(path, picture()) for path in files("cats", "dogs")]))
    assert (seen.class_names, seen.questions, seen.notes) == (("cats", "dogs"), (), ())


@pytest.mark.parametrize(("name", "of", "other"), [("10", "1", "2"), ("catfish", "cat", "dog")])
def test_a_class_is_no_copy_because_its_name_begins_as_that_of_another(found, name, of, other):
    """`10` and `catfish` were set aside: their letters have those of `1` and `cat` in them."""
    members = [
        (f"{kind}/{n}.png", shown(*map(ord, of if kind == name else kind), n)) for kind in (of, other, name) for n in range(5)
    ]
    seen = found(zipped(members))
    assert {*seen.class_names} == {of, other, name}
    assert [(each.key, each.chosen) for each in seen.questions] == [(f"copy {name}", "used like the others")]
    numbered = found(zipped([(path.replace(f"{name}/", f"{of} 2/"), file) for path, file in members]))
    assert [(each.key, each.chosen) for each in numbered.questions] == [(f"copy {of} 2", "set aside")]
