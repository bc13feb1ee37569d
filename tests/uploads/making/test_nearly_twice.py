"""Pictures that are nearly those of another part, and changed copies of one picture: said, and not drawn into both parts."""

import io
import re

import numpy as np
import pytest
from make_uploads import zipped
from PIL import Image, ImageDraw

from cnn_core.data.dataset import ARRAYS, Dataset
from cnn_core.data.health import TEST, health_of
from cnn_core.uploads.making.drawn_part import to_learn_and_test


def drawn(seed, side=28):
    """A picture of a few soft spots, as a file of this side, with a little noise."""
    random = np.random.RandomState(seed)
    rows, columns = np.mgrid[:28, :28]
    spots = sum(np.exp(-(((rows - a) ** 2 + (columns - b) ** 2) / 18)) for a, b in random.randint(4, 24, (4, 2)))
    image = Image.fromarray((np.clip(spots, 0, 1) * 255).astype(np.uint8)).resize((side, side), Image.Resampling.BILINEAR)
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def coloured(seed, side, kind="PNG"):
    """A sharp shape on a ground, both of some colour, as a file."""
    random = np.random.RandomState(seed)
    image = Image.new("RGB", (side, side), tuple(random.randint(180, 255, 3).tolist()))
    corner, size = random.randint(0, side // 2, 2), random.randint(side // 4, side // 2, 2)
    ImageDraw.Draw(image).polygon(
        [tuple(corner.tolist()), tuple((corner + size).tolist()), (int(corner[0]), int(corner[1] + size[1]))],
        tuple(random.randint(0, 130, 3).tolist()),
    )
    file = io.BytesIO()
    image.save(file, kind)
    return file.getvalue()


def nearly(seen):
    return [note for note in seen.notes if "nearly the same" in note]


def test_near_copies_in_both_parts_are_said(found):
    """Each picture was there in two sizes, in training and test, and nothing said so."""
    files = [(f"train/{kind}/{n}.png", drawn(n + 100 * at)) for at, kind in enumerate(("cat", "dog")) for n in range(8)]
    again = [(f"test/{kind}/t{n}.png", drawn(n + 100 * at + 3, 40)) for at, kind in enumerate(("cat", "dog")) for n in range(8)]
    (note,) = nearly(found(zipped([*files, *again])))
    assert note.startswith("Of the test part 10 pictures are nearly the same as others that are learned from")
    assert "Health of the images" in note


@pytest.mark.parametrize(("side", "least"), [(20, 6), (28, 11), (48, 12), (90, 12)])
def test_what_is_said_of_near_copies_is_what_health_of_the_images_finds(found, made, side, least):
    """Twelve were said and seven found: then nothing was left to leave out, and five stayed in training and test."""
    files = [(f"train/{kind}/{n}.png", coloured(n + 100 * at, side)) for at, kind in enumerate(("cat", "dog")) for n in range(10)]
    again = [
        (f"test/{kind}/t{n}.jpg", coloured(n + 100 * at + 4, side, "JPEG"))
        for at, kind in enumerate(("cat", "dog"))
        for n in range(9)
    ]
    seen = found(zipped([*files, *again]))
    (note,) = nearly(seen)
    said = int(re.search(r"Of the test part (\d+) picture", note)[1])
    names, arrays = made(zipped([*files, *again]), size=seen.usual_wish().size, colour=seen.colour)
    parts = {name: arrays[name] for name in ARRAYS}
    dataset = Dataset("mine", "Mine", **parts, class_names=names, pixel_max=255, source="", licence="")
    across = [
        group for each in health_of(dataset, lambda *_: None).findings if each.key == "near across" for group in each.groups
    ]
    assert sum(place.part == TEST for group in across for place in group) == said >= least


def test_near_copies_are_drawn_into_one_part(found, made):
    """It was said that pictures to test with are nearly the same as others that are learned from, and drawn so."""
    files = [
        (f"{kind}/{n}_{side}.png", drawn(n + 100 * at, side))
        for at, kind in enumerate(("cat", "dog"))
        for n in range(10)
        for side in (28, 40)
    ]
    seen = found(zipped(files))
    assert nearly(seen) == []
    assert any(
        note.startswith("40 pictures are the same as others or nearly so, such as cat/0_28.png and ") for note in seen.notes
    )
    _, arrays = made(zipped(files), size=(28, 28), colour=False)
    assert np.bincount(arrays["y_test"]).tolist() == [4, 4]
    flat = {part: arrays[f"x_{part}"].reshape(-1, 28 * 28) for part in ("train", "test")}
    correlations = np.corrcoef(flat["test"], flat["train"])[:8, 8:]
    assert correlations.max() < 0.98


@pytest.mark.parametrize("frames", [(40,), (20, 20), (30, 5, 5)])
def test_frames_of_a_few_films_are_drawn_one_by_one_and_said(found, made, frames):
    """As groups nothing else would be left to test with."""
    film = [(f"film/{at}_{n}.png", drawn(at, 28 + n)) for at, count in enumerate(frames) for n in range(count)]
    files = [*film, *((f"dog/{n}.png", drawn(n + 100)) for n in range(20))]
    (note,) = nearly(found(zipped(files)))
    assert note.startswith("Of those that will be drawn to test with ")
    _, arrays = made(zipped(files), size=(28, 28))
    assert np.bincount(arrays["y_test"]).tolist() == [4, 8]


def test_nothing_is_said_of_pictures_that_differ_or_are_equal(found):
    files = [(f"{kind}/{n}.png", drawn(n + 100 * at)) for at, kind in enumerate(("cat", "dog")) for n in range(10)]
    assert nearly(found(zipped(files))) == []
    equal = found(
        zipped(
            [*((f"train/{path}", content) for path, content in files), *((f"test/{path}", content) for path, content in files)]
        )
    )
    assert nearly(equal) == []
    assert any("pixel by pixel the same" in note for note in equal.notes)


@pytest.mark.parametrize("name", ["{}_aug{}.png", "{}-augmented-{}.png", "{}_flipped_{}.png", "{}_jpg.rf.{}abcdef0123.png"])
def test_changed_copies_of_one_picture_are_drawn_into_one_part(found, made, name):
    """A picture to test with was learned from too, a little changed, and nothing said so."""
    pictures = [(kind, n, copy) for kind in ("leaf", "root") for n in range(8) for copy in range(3)]
    files = []
    for kind, n, copy in pictures:
        file = io.BytesIO()
        image = np.full((8, 8, 3), (n, 10 * copy, 9), np.uint8)
        image[0, 0] = 200 * (kind == "leaf")
        Image.fromarray(image).save(file, "PNG")
        files.append((f"{kind}/{name.format(f'img{n}', copy)}", file.getvalue()))
    assert any("48 pictures are called as changed copies of 16" in note for note in found(zipped(files)).notes)
    _, arrays = made(zipped(files), size=(8, 8))

    def there(part):
        return {(int(label), int(image[4, 4, 0])) for image, label in zip(arrays[f"x_{part}"], arrays[f"y_{part}"], strict=True)}

    assert not there("train") & there("test")
    assert (len(there("test")), len(arrays["x_test"]), len(arrays["x_train"])) == (4, 12, 36)


@pytest.mark.parametrize("name", ["img{}_{}.png", "img{} ({}).png", "apfel_rot_{}{}.png", "cat_aug_{}{}.png"])
def test_numbers_alone_are_no_changed_copies(found, name):
    files = [
        (f"{kind}/{name.format(n, m)}", drawn(n + 50 * m + 500 * at))
        for at, kind in enumerate(("a", "b"))
        for n in range(4)
        for m in range(3)
    ]
    assert not any("changed copies" in note for note in found(zipped(files)).notes)


def test_too_few_pictures_with_many_copies_are_drawn_one_by_one(made):
    files = [
        (f"{kind}/img{n}_aug{m}.png", drawn(n + 50 * m + 500 * at))
        for at, kind in enumerate(("a", "b"))
        for n in range(2)
        for m in range(6)
    ]
    _, arrays = made(zipped(files), size=(28, 28))
    assert len(arrays["x_test"]) == 5


@pytest.mark.parametrize("large", range(8))
def test_a_picture_with_very_many_versions_is_learned_from(made, large):
    """It went to the test part if the draw fell on it, and 84 of 96 pictures with it."""
    versions = [(f"cat/leaf{large}_aug{n}.png", drawn(n + 100)) for n in range(80)]
    files = [(f"{kind}/leaf{n}.png", drawn(n + 500 * at)) for at, kind in enumerate(("cat", "dog")) for n in range(8)]
    _, arrays = made(zipped([*files, *versions]), size=(28, 28))
    assert np.bincount(arrays["y_test"]).tolist() == [4, 2]
    assert np.bincount(arrays["y_train"]).tolist() == [84, 6]


def test_where_all_groups_are_larger_than_the_test_part_the_smallest_is_drawn():
    groups = np.repeat([0, 30, 60], [30, 30, 20])
    train, test = to_learn_and_test(np.zeros(80, np.int64), np.zeros(80, np.bool_), False, groups)
    assert np.bincount(groups[test], minlength=61)[[0, 30, 60]].tolist() == [0, 0, 20]
    assert sorted([*train, *test]) == list(range(80))
