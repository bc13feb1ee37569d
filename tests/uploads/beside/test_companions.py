"""A small file for each picture: which picture it is of."""

import json

import pytest
from make_layouts import ONE, files
from make_uploads import zipped


def box(label):
    return f"<annotation><object><name>{label}</name></object></annotation>".encode()


def labelme(label):
    return json.dumps({"shapes": [{"label": label}]}).encode()


def kind(number):
    """Neither in turns nor in blocks."""
    return ("cat", "dog")[number * number // 3 % 2]


def saved(paths, ending, content):
    return [(f"{path}.{ending}", content(kind(number))) for number, path in enumerate(paths)]


@pytest.mark.parametrize(("ending", "content"), [("xml", box), ("json", labelme), ("cls", str.encode)])
@pytest.mark.parametrize("folder", ["", "annotations/"])
def test_names_that_differ_behind_a_point_are_different_names(labelled, ending, content, folder):
    """As dates and Roboflow's hashes are; the last file of 2020 labelled all pictures of it."""
    names = [f"{year}.{n}" for year in (2020, 2021) for n in range(8)]
    beside = saved([folder + name for name in names], ending, content)
    shown = labelled([f"{name}.png" for name in names], beside)
    assert shown == {f"{name}.png": kind(number) for number, name in enumerate(names)}


def test_a_picture_whose_own_file_is_missing_gets_that_of_no_other(labelled):
    names = [f"2020.{n}" for n in range(20)]
    shown = labelled([f"{name}.png" for name in names], saved(names, "xml", box)[:-1])
    assert shown == {f"{name}.png": kind(number) for number, name in enumerate(names[:-1])}


@pytest.mark.parametrize(("picture", "beside"), [("{}.jpg", "{}.jpg"), ("{}.input.png", "{}"), ("{}.jpg", "{}.target")])
def test_endings_of_several_words_belong_to_no_name(labelled, picture, beside):
    """As Supervisely and WebDataset have them."""
    shown = labelled([picture.format(n) for n in range(12)], saved([beside.format(n) for n in range(12)], "json", labelme))
    assert shown == {picture.format(n): kind(n) for n in range(12)}


def test_files_in_a_folder_of_their_own_are_of_the_pictures_to_train_with(labelled):
    """Of two pictures of one name the one to test with may show anything."""
    paths = [*(f"train/p{n}.png" for n in range(40)), *(f"test/p{n}.png" for n in range(4))]
    beside = saved([f"annotations/p{n}" for n in range(40)], "xml", box)
    assert labelled(paths, beside) == {path: kind(number) for number, path in enumerate(paths[:40])}


def test_a_file_whose_picture_is_missing_is_not_of_the_one_of_its_name_to_test_with(labelled):
    paths = [*(f"train/p{n}.png" for n in range(40) if n != 5), *(f"test/p{n}.png" for n in range(3, 7))]
    beside = saved([f"annotations/p{n}" for n in range(40)], "xml", box)
    assert labelled(paths, beside) == {f"train/p{n}.png": kind(n) for n in range(40) if n != 5}


def test_files_of_each_part_are_of_its_pictures(labelled):
    """All names come in both parts."""
    paths = [*(f"images/train/{n}.png" for n in range(12)), *(f"images/test/{n}.png" for n in range(8))]
    beside = saved([path.replace("images", "annotations")[:-4] for path in paths], "xml", box)
    assert labelled(paths, beside) == {path: kind(number) for number, path in enumerate(paths)}


def test_masks_of_the_same_names_are_no_pictures_that_lack_a_file(labelled):
    """As VOC has them, and Oxford's pets."""
    masks, pictures = files("SegmentationClass", count=6), files("JPEGImages", count=12)
    beside = saved([path.replace("JPEGImages", "Annotations")[:-4] for path in pictures], "xml", box)
    assert labelled([*masks, *pictures], beside) == {path: kind(number) for number, path in enumerate(pictures)}


def two(content, labels):
    """XML or JSON of one picture that names all of these."""
    if content is box:
        return b"".join(b"<object><name>%s</name></object>" % label.encode() for label in labels)
    return json.dumps({"shapes": [{"label": label} for label in labels]}).encode()


@pytest.mark.parametrize(("ending", "content"), [("xml", box), ("json", labelme)])
def test_a_picture_of_several_classes_is_left_out_and_that_is_why(found, ending, content):
    names = [f"p{n}" for n in range(20)]
    beside = [(f"{name}.{ending}", two(content, (kind(n), "owl")[: 1 + (n == 3)])) for n, name in enumerate(names)]
    seen = found(zipped([*((f"{name}.png", ONE) for name in names), *beside]))
    assert (seen.class_names, seen.pictures) == (("cat", "dog"), 19)
    assert [each.why.partition(";")[0] for each in seen.set_aside if each.images] == ["of several classes at once"]


def test_json_of_labelme_may_have_the_picture_itself_in_it(labelled):
    names = [f"p{n}" for n in range(12)]
    whole = {"shapes": [], "imageData": 400_000 * "A"}
    beside = [(f"{name}.json", json.dumps(whole | {"shapes": [{"label": kind(n)}]}).encode()) for n, name in enumerate(names)]
    assert labelled([f"{name}.png" for name in names], beside) == {f"{name}.png": kind(n) for n, name in enumerate(names)}
