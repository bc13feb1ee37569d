"""Classes in the names of files."""

import time

import pytest
from make_layouts import ONE
from make_uploads import zipped

from cnn_core.uploads.folders.file_names import from_file_names

READ = {
    "before a number": (["cat.0", "dog (1)", "cat_2", "dog 3 (1)", "cat-4 - Copy", "dog_5_(2)"], ["cat", "dog"]),
    "before a hash": (["5_a83f", "7_b12c", "5_c94e", "7_d07b", "5_e55d", "7_f61a"], ["5", "7"]),
    "behind a number": (["0001_cat", "0002_dog", "0003_cat", "0004_dog", "0005.cat", "0006 dog"], ["cat", "dog"]),
    "at the end": (["x83_cat", "y1_dog", "z5_cat", "w2_dog", "v3_cat", "u9_dog"], ["cat", "dog"]),
    "two words": (["red kite 1", "owl 2", "red kite 3", "owl (4)", "red kite 5", "owl 6"], ["red kite", "owl"]),
}


@pytest.mark.parametrize("name", READ)
def test_names_of_files_say_classes(name):
    stems, classes = READ[name]
    found = from_file_names([f"pictures/{stem}.png" for stem in stems])
    assert found.labels == classes * 3


@pytest.mark.parametrize("name", ["{part}_{kind}_{n}.png", "{kind}_{part}_{n}.png", "{n}_{kind}-{part}.png"])
def test_names_may_say_the_part_too(found, name):
    """The number was taken for the class, or pictures to test with were learned from."""
    said = [("train", "cat"), ("train", "dog"), ("test", "cat"), ("test", "dog")]
    paths = [name.format(part=part, kind=kind, n=6 * place + n) for place, (part, kind) in enumerate(said) for n in range(6)]
    seen = found(zipped([(path, ONE) for path in paths]))
    assert (seen.class_names, seen.train_counts, seen.test_counts) == (("cat", "dog"), (6, 6), (6, 6))


def test_names_may_say_the_part_of_the_pictures_to_test_with_alone(found):
    """There were four classes, two of them cat_test and dog_test."""
    paths = [f"{kind}{part}_{n}.png" for kind in ("cat", "dog") for part in ("", "_test") for n in range(6)]
    seen = found(zipped([(path, ONE) for path in paths]))
    assert (seen.class_names, seen.train_counts, seen.test_counts) == (("cat", "dog"), (6, 6), (6, 6))


@pytest.mark.parametrize(
    "kinds", [("tube", "test_tube", "flask"), ("train", "bus", "car"), ("track", "train_track", "train_bus", "bus")]
)
def test_a_word_of_a_part_may_belong_to_the_name_of_a_class(kinds):
    found = from_file_names([f"{kind}_{n}.png" for kind in kinds for n in range(8)])
    assert (set(found.labels), found.parts) == (set(kinds), [])


@pytest.mark.parametrize("names", [("train_img", "test_image"), ("train_1_img", "test_img"), ("train_station", "test_track")])
def test_parts_of_which_each_has_a_class_of_its_own_are_not_believed(names):
    """The pictures to train with were the class img, and those to test with the class image."""
    assert from_file_names([f"{name}_{n}.png" for name in names for n in range(8)]) is None


@pytest.mark.parametrize("stem", ["IMG_{}", "DSC{}", "Photo ({})", "{}"])
def test_what_cameras_call_pictures_is_no_class(stem):
    assert from_file_names([f"{stem.format(n)}.jpg" for n in range(8)]) is None


@pytest.mark.parametrize("filling", ["1", "_", "a", "(", "a1", "_1", "(1)", "1\n", "_\n"])
@pytest.mark.parametrize("ends", [("a", "x"), ("1_", "x\ny"), ("a", " - Copy"), ("a", ")")])
def test_a_long_name_takes_time_that_grows_with_its_length(filling, ends):
    began = time.process_time()
    from_file_names([f"{n}{ends[0]}{filling * (60_000 // len(filling))}{ends[1]}.png" for n in range(2)])
    assert time.process_time() - began < 2


def test_parts_in_names_are_believed_beside_a_name_that_only_begins_so(found):
    """All five were classes, test_cat and train_cat among them."""
    kinds = ("train_cat", "train_dog", "test_cat", "test_dog", "trainer_cat")
    seen = found(zipped([(f"{kind}_{n}.png", ONE) for kind in kinds for n in range(6)]))
    assert (seen.class_names, dict(seen.parts)) == (("cat", "dog", "trainer_cat"), {"train": 18, "test": 12})
