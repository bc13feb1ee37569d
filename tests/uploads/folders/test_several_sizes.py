"""The same pictures in folders of several sizes: used in one of them."""

import numpy as np
import pytest
from make_uploads import file_of, zipped
from PIL import Image


def noise(*seed):
    """A small picture of its own for each seed."""
    return Image.fromarray(np.random.RandomState([*repr(seed).encode()]).randint(0, 256, (7, 7)).astype(np.uint8))


def upload(form, sizes, kinds=("cat", "dog"), count=6, name="{n}"):
    pictures = []
    for at, kind in enumerate(kinds):
        for n in range(count):
            for folder, side in sizes.items():
                image = noise(at, n).resize((side, side))
                pictures.append(
                    (f"data/{form.format(size=folder, kind=kind)}/{name.format(n=n, size=folder)}.png", file_of(image))
                )
    return zipped(pictures)


FORMS = pytest.mark.parametrize("form", ["{size}/{kind}", "{kind}/{size}"])
SIZES = pytest.mark.parametrize("sizes", [{"28x28": 28, "56x56": 56}, {"28": 28, "56": 56}, {"small": 28, "large": 56}])


@FORMS
@SIZES
def test_one_size_is_asked_and_the_largest_guessed(found, form, sizes):
    """Each picture was taken once for each size, into training and test, and nothing said so."""
    small, large = sizes
    seen = found(upload(form, sizes))
    assert (seen.class_names, seen.train_counts, seen.median) == (("cat", "dog"), (6, 6), (56, 56))
    (asked,) = [each for each in seen.questions if each.key == "sizes"]
    assert (asked.options, asked.chosen) == ((f"{small}/", f"{large}/", "all of them"), f"{large}/")
    assert sum(each.images for each in seen.set_aside) == 12
    assert found(upload(form, sizes), sizes=f"{small}/").median == (28, 28)
    every = found(upload(form, sizes), sizes="all of them")
    assert every.train_counts == (12, 12)
    assert any("nearly" in note or "sizes" in note for note in (*every.notes, *(each.why for each in every.questions)))


@FORMS
def test_within_parts_it_is_asked_once(found, form):
    kinds = [f"{part}/{kind}" for part in ("train", "test") for kind in ("cat", "dog")]
    paths = [
        f"{kind.split('/')[0]}/{form.format(size=size, kind=kind.split('/')[1])}" for kind in kinds for size in ("28x28", "56x56")
    ]
    files = [
        (f"{path}/{n}.png", file_of(noise(n, *path.replace(size, "").split("/")).resize((int(size[:2]),) * 2)))
        for path in paths
        for size in ["28x28" if "28x28" in path else "56x56"]
        for n in range(4)
    ]
    seen = found(zipped(files))
    assert [each.key for each in seen.questions].count("sizes") == 1
    assert (dict(seen.parts), seen.class_names, seen.median) == ({"train": 8, "test": 8}, ("cat", "dog"), (56, 56))


@FORMS
def test_other_pictures_in_each_size_are_all_used(found, form):
    seen = found(upload(form, {"28x28": 28, "56x56": 56}, name="{size}_{n}"))
    assert (sum(seen.train_counts), [each.key for each in seen.questions if each.key == "sizes"]) == (24, [])


def test_sizes_that_are_the_classes_are_left_alone(found):
    seen = found(upload("{size}", {"28x28": 28, "56x56": 56}, kinds=("cat",)))
    assert (seen.class_names, seen.train_counts) == (("28x28", "56x56"), (6, 6))


@FORMS
@SIZES
def test_other_pictures_of_the_same_names_are_all_used(found, form, sizes):
    """Half of them were set aside because of their names."""
    files = [
        (f"{form.format(size=size, kind=kind)}/{n}.png", file_of(noise(size, kind, n).resize((side, side))))
        for size, side in sizes.items()
        for kind in ("cat", "dog")
        for n in range(10)
    ]
    seen = found(zipped(files))
    assert (seen.pictures, [each.key for each in seen.questions if each.key == "sizes"]) == (40, [])


@FORMS
@pytest.mark.parametrize("fewer", ["28x28", "56x56"])
def test_pictures_that_are_there_in_another_size_only_are_used_in_it(found, form, fewer):
    """They were set aside as if they were there in the largest."""
    files = [
        (f"{form.format(size=size, kind=kind)}/{n}.png", file_of(noise(kind, n).resize((int(size[:2]),) * 2)))
        for size in ("28x28", "56x56")
        for kind in ("cat", "dog")
        for n in range(8 if size == fewer else 10)
    ]
    seen = found(zipped(files))
    assert (seen.class_names, seen.train_counts, seen.median) == (("cat", "dog"), (10, 10), (56, 56))
    assert sum(each.images for each in seen.set_aside) == 16
    assert any("not in 56x56/" in note for note in seen.notes) == (fewer == "56x56")
    assert found(zipped(files), sizes=f"{fewer}/").train_counts == (10, 10)
