"""Pictures to test with that are learned from too are said where the images are taken."""

import numpy as np
import pytest
from make_layouts import files
from make_uploads import file_of, npz, picture, zipped
from PIL import Image


def shown(*seed):
    """A picture that no other seed has."""
    return file_of(Image.fromarray(np.random.RandomState(seed).randint(0, 256, (9, 10, 3)).astype(np.uint8)))


def parts(*names, count=5):
    """The same pictures in each of the parts, others in each class."""
    paths = files(*(f"{name}/{each}" for name in names for each in ("cats", "dogs")), count=count)
    return [(path, shown(ord(path.split("/")[1][0]), int(path[-5]))) for path in paths]


def test_pictures_of_both_parts_are_said_where_the_images_are_taken(found):
    """Only Health and the doctor said it, if somebody looked there."""
    seen = found(zipped(parts("train", "test")))
    assert (dict(seen.parts), seen.questions) == ({"train": 10, "test": 10}, ())
    (note,) = seen.notes
    assert note == (
        "Of the test part 10 pictures are learned from too, pixel by pixel the same: the test is no longer on unseen images. "
        "One is test/cats/0.png, the same as train/cats/0.png. Health of the images shows them all, and leaves them out."
    )


def test_a_picture_that_a_validation_part_has_is_one_of_those_too(found):
    learn = [(path, shown(1, n)) for n, path in enumerate(files("train/cats", "train/dogs"))]
    seen = found(zipped([*learn, *parts("val", "test", count=3)]))
    assert "Of the test part 6 pictures are validated with too" in seen.notes[0]


def test_pictures_of_which_some_validate_are_said_to_do_so(found):
    seen = found(zipped([*parts("train", count=1), *parts("val", "test", count=3)]))
    assert "Of the test part 6 pictures are learned from or validated with too" in seen.notes[0]


@pytest.mark.parametrize("choice", ["do not test with them", "do not learn from them"])
def test_pictures_that_were_left_out_before_do_not_shift_who_validates(found, choice):
    """The upload broke what read it."""
    kinds = [(kind, 100 * at) for at, kind in enumerate(("cats", "dogs"))]
    learn = [(f"train/{kind}/x{n}.png", shown(seed + n)) for kind, seed in kinds for n in range(12)]
    tested = [(f"test/{kind}/t{n}.png", shown(seed + 20 + n)) for kind, seed in kinds for n in range(6)]
    changed = [(f"test/{kind}/x{n}_flip.png", shown(seed + 30 + n)) for kind, seed in kinds for n in range(4)]
    validate = [(f"val/{kind}/v{n}.png", shown(seed + 40 + n)) for kind, seed in kinds for n in range(6)]
    both = [("test/dogs/zz.png", shown(1, 1)), ("val/dogs/zz.png", shown(1, 1))]
    for members in ([*tested, *changed, *learn, *validate, *both], [*learn, *validate, *both, *tested, *changed]):
        (note,) = [each for each in found(zipped(members), versions=choice).notes if "pixel by pixel" in each]
        assert note.startswith("Of the test part 1 picture is validated with too")


def test_arrays_with_the_same_images_in_both_parts_are_said(found):
    random = np.random.RandomState(0)
    x, y = random.randint(0, 256, (20, 8, 8)).astype(np.uint8), np.arange(20) % 2
    seen = found(npz(x_train=x, y_train=y, x_test=x[3:5], y_test=y[3:5]), name="arrays.npz")
    assert "One is image 0 of the test part, the same as image 3 of the train part." in seen.notes[0]
    other = found(npz(x_train=x, y_train=y, x_test=x[3:5] // 2, y_test=y[3:5]), name="arrays.npz")
    assert not any("pixel by pixel" in note for note in other.notes)


def test_what_is_there_twice_is_drawn_into_one_part(found, made):
    members = [(f"{kind}/{n}.png", shown(ord(kind[0]), n // 2)) for kind in ("cats", "dogs") for n in range(40)]
    together, _ = found(zipped(members)).notes
    assert together.startswith(
        "80 pictures are the same as others or nearly so, such as cats/0.png and cats/1.png: those that are alike"
    )
    _, arrays = made(zipped(members), size=(9, 10))
    learned = {each.tobytes() for each in arrays["x_train"]}
    assert not any(each.tobytes() in learned for each in arrays["x_test"])
    assert np.bincount(arrays["y_test"]).tolist() == [8, 8]


def test_what_is_there_very_many_times_is_said_where_a_test_part_is_drawn(found, made):
    members = [(f"{kind}/{n}.png", shown(ord(kind[0]), n // 20)) for kind in ("cats", "dogs") for n in range(40)]
    note, _ = found(zipped(members)).notes
    _, arrays = made(zipped(members), size=(9, 10))
    learned = {each.tobytes() for each in arrays["x_train"]}
    both = sum(each.tobytes() in learned for each in arrays["x_test"])
    assert note.startswith(
        f"Of those that will be drawn to test with {both} pictures are learned from too, pixel by pixel the same"
    )


def test_blank_pictures_are_not_said_to_be_in_both(found):
    seen = found(zipped([(path, picture(50 * ("cats" in path))) for path, _ in parts("train", "test")]))
    assert not any("learned from too" in note for note in seen.notes)


def test_large_pictures_that_differ_in_a_few_pixels_are_not_said_to_be_the_same(found):
    pixels = np.random.RandomState(0).randint(0, 256, (150, 200, 3)).astype(np.uint8)
    members = []
    for n, path in enumerate(files("train/cats", "train/dogs", "test/cats", "test/dogs")):
        pixels[0, 0] = n
        members.append((path, file_of(Image.fromarray(pixels))))
    assert not any("pixel by pixel" in note for note in found(zipped(members)).notes)
    again = [*members, ("test/cats/again.png", members[3][1])]
    assert "Of the test part 1 picture is learned from too" in found(zipped(again)).notes[0]


def drawn(number):
    """A white page with a black square at one of few places, and a pixel that no other page has changed."""
    pixels = np.full((160, 160), 255, np.uint8)
    y, x = 40 * (number % 4), 40 * (number // 4 % 4)
    pixels[y : y + 20, x : x + 20] = 0
    pixels[1 + 2 * (number // 79), 1 + 2 * (number % 79)] ^= 255
    return file_of(Image.fromarray(pixels))


def test_of_hundreds_of_drawings_that_are_nearly_alike_none_is_said_to_be_the_same(found):
    """After some four hundred, those that were equal in a few points were counted unseen."""
    paths = [*files("train/cats", "train/dogs", count=300), *files("test/cats", "test/dogs", count=50)]
    seen = found(zipped([(path, drawn(number)) for number, path in enumerate(paths)]))
    assert not any("pixel by pixel" in note for note in seen.notes)


def test_blank_images_of_arrays_are_not_counted_among_many_that_are_the_same(found):
    """750 were counted, of which 300 were blank."""
    x = np.random.RandomState(0).randint(0, 256, (1000, 8, 8)).astype(np.uint8)
    x[500:] = 0
    test = np.concatenate([x[:450], x[:300] * 0])
    seen = found(npz(x_train=x, y_train=np.arange(1000) % 2, x_test=test, y_test=np.arange(750) % 2), name="arrays.npz")
    assert "Of the test part 450 pictures are learned from too" in seen.notes[0]


def test_copies_within_a_class_are_said_where_the_images_are_taken(found):
    """Only Health said it, if somebody looked there."""
    members = [(path, shown(ord(path[0]), int(path[-5]))) for path in files("cats", "dogs", count=9)]
    again = [("cats/0 (1).png", members[0][1]), ("cats/0 (2).png", members[0][1]), ("dogs/8 - Copy.png", members[-1][1])]
    assert found(zipped(members)).notes == ()
    note = next(each for each in found(zipped([*members, *again])).notes if "of its class" in each)
    assert note == (
        "3 pictures are each the same as another of its class and part, pixel by pixel: each counts once more. One is cats/0 (1).png, the same "
        "as cats/0.png. Health of the images shows them all, and leaves them out."
    )


def test_a_picture_in_two_classes_is_said(found):
    members = [(path, shown(ord(path[0]), int(path[-5]))) for path in files("cats", "dogs", count=9)]
    seen = found(zipped([*members, ("dogs/9.png", members[0][1])]))
    assert any(note.startswith("1 picture is the same as one of another class, pixel by pixel") for note in seen.notes)


def test_pictures_of_one_colour_are_no_copies(found):
    assert found(zipped([(path, picture()) for path in files("cats", "dogs", count=9)])).notes == ()
