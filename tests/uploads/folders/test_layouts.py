"""How people lay out their folders, and what is understood of it: classes, parts, and what is set aside."""

import time

import pytest
from make_layouts import ONE, files, names
from make_uploads import without_utf8_mark, zipped

from cnn_core.errors import DatasetError
from cnn_core.uploads.folders.layout import read_layout

CATS_DOGS = {"cats": 10, "dogs": 10}
LAYOUTS = {
    "train and validation": (
        files("d/train/cats", "d/train/dogs", "d/validation/cats", "d/validation/dogs"),
        CATS_DOGS,
        {"train": 10, "validation": 10},
    ),
    "train and val": (
        files("train/cats", "train/dogs", "val/cats", "val/dogs"), CATS_DOGS, {"train": 10, "validation": 10},
    ),
    "a folder per person": (files("p/subject01/cats", "p/subject01/dogs", "p/subject02/cats", "p/subject02/dogs"), CATS_DOGS, {"train": 20}),
    "all classes in colour and in grey": (
        files(*(f"leaves/{kind}/{leaf}" for kind in ("color", "grayscale") for leaf in ("Apple___scab", "Apple___rust", "Corn___rust"))),
        {"Apple___rust": 10, "Apple___scab": 10, "Corn___rust": 10},
        {"train": 30},
    ),
    "part and class in one name": (
        files("train_cats", "train_dogs", "test_cats", "test_dogs"), CATS_DOGS, {"train": 10, "test": 10},
    ),
    "class and part in one name": (
        files("d/catsTrain", "d/dogsTrain", "d/catsTest", "d/dogsTest"), CATS_DOGS, {"train": 10, "test": 10},
    ),
    "training_set and test_set": (
        files("dataset/training_set/cats", "dataset/training_set/dogs", "dataset/test_set/cats", "dataset/test_set/dogs"),
        CATS_DOGS,
        {"train": 10, "test": 10},
    ),
    "Training and Testing": (
        files("Training/cats", "Training/dogs", "Testing/cats", "Testing/dogs"), CATS_DOGS, {"train": 10, "test": 10},
    ),
    "seg_train and seg_test, each doubled, with seg_pred": (
        files("seg_train/seg_train/cats", "seg_train/seg_train/dogs", "seg_test/seg_test/cats", "seg_test/seg_test/dogs")
        + files("seg_pred/seg_pred"),
        CATS_DOGS,
        {"train": 10, "test": 10},
    ),
    "TrainData and evalset": (
        files("TrainData/cats", "TrainData/dogs", "evalset/cats", "evalset/dogs"), CATS_DOGS, {"train": 10, "test": 10},
    ),
    "names in German": (
        files("Trainingsbilder/cats", "Trainingsbilder/dogs", "Testbilder/cats", "Testbilder/dogs"),
        CATS_DOGS,
        {"train": 10, "test": 10},
    ),
    "train, dev and test": (
        files("train/cats", "train/dogs", "test/cats", "test/dogs", count=4) + files("dev/cats", "dev/dogs", count=2),
        CATS_DOGS,
        {"train": 8, "validation": 4, "test": 8},
    ),
    "doubled wrappers": (files("a/a/b/cats", "a/a/b/dogs"), {"cats": 5, "dogs": 5}, {"train": 10}),
    "the whole tree twice": (
        files("cells/cats", "cells/dogs", "cells/cells/cats", "cells/cells/dogs"), {"cats": 5, "dogs": 5}, {"train": 10},
    ),
    "class, then part": (
        files("cats/train", "cats/test", "dogs/train", "dogs/test"), CATS_DOGS, {"train": 10, "test": 10},
    ),
    "folders inside class folders": (
        files("cats/ann", "cats/ben", "dogs/ann", "dogs/eve"), CATS_DOGS, {"train": 20},
    ),
    "folds around class folders": (
        files("fold1/cats", "fold1/dogs", "fold2/cats", "fold2/dogs"), CATS_DOGS, {"train": 20},
    ),
    "pictures to predict beside the parts": (
        files("d/training_set/cats", "d/training_set/dogs", "d/test_set/cats", "d/test_set/dogs") + files("d/single_prediction", count=2),
        CATS_DOGS,
        {"train": 10, "test": 10},
    ),
    "a predict folder": (
        files("train/cats", "train/dogs", "test/cats", "test/dogs", "predict"), CATS_DOGS, {"train": 10, "test": 10},
    ),
    "Examples beside the classes": (files("cats", "dogs", "Examples"), {"cats": 5, "dogs": 5}, {"train": 10}),
    "a loose test part": (
        files("train/cats", "train/dogs", "test"), {"cats": 5, "dogs": 5}, {"train": 10},
    ),
    "loose pictures beside the classes": (
        [*files("cats", "dogs"), "cover.png"], {"cats": 5, "dogs": 5}, {"train": 10},
    ),
    "images with classes beside masks": (
        files("images/cats", "images/dogs", "masks/cats", "masks/dogs"), {"cats": 5, "dogs": 5}, {"train": 10},
    ),
    "annotations and meta beside the classes": (
        files("cats", "dogs", "annotations", "meta"), {"cats": 5, "dogs": 5}, {"train": 10},
    ),
    "the classes mask and no mask": (files("mask", "no_mask"), {"mask": 5, "no_mask": 5}, {"train": 10}),
    "trains, buses and cars": (files("train", "bus", "car"), {"bus": 5, "car": 5, "train": 5}, {"train": 15}),
    "the class in the name": (names("cat.{}.png", "dog.{}.png"), {"cat": 5, "dog": 5}, {"train": 10}),
    "the class in the name, in parts": (
        names("train/cat.{}.png", "train/dog.{}.png", "test1/{}.png"), {"cat": 5, "dog": 5}, {"train": 10},
    ),
    "digits with numbers": (names("0_{}.png", "1_{}.png", "10_{}.png"), {"0": 5, "1": 5, "10": 5}, {"train": 15}),
    "the number before the class": (names("{}_cat.png", "{}_dog.png"), {"cat": 5, "dog": 5}, {"train": 10}),
    "names of two words": (
        names("images/Abyssinian_{}.png", "images/american_bulldog_{}.png"), {"Abyssinian": 5, "american_bulldog": 5}, {"train": 10},
    ),
    "a test part spelled otherwise": (
        files("train/cats", "train/dogs", "test/Cat", "test/Dog"), CATS_DOGS, {"train": 10, "test": 10},
    ),
    "each part spelled otherwise": (
        files("train/CAT", "train/DOG", "valid/cat", "valid/dog", "test/Cats", "test/Dogs"),
        {"CAT": 15, "DOG": 15},
        {"train": 10, "validation": 10, "test": 10},
    ),
    "numbers count up": (files("10", "9", "2"), {"2": 5, "9": 5, "10": 5}, {"train": 15}),
    "one test class alone in its wrapper": (
        files("train/cats", "train/dogs", "test/cats"), {"cats": 10, "dogs": 5}, {"train": 10, "test": 5},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_is_understood(understood, name):
    understood(*LAYOUTS[name])


def test_a_validation_part_without_a_test_part_is_to_test_with_unless_a_person_says_otherwise(found):
    upload = zipped([(path, ONE) for path in LAYOUTS["train and val"][0]])
    assert (found(upload).train_counts, found(upload).test_counts) == ((5, 5), (5, 5))
    other = found(upload, validation="learn from them too")
    assert (other.train_counts, other.has_test) == ((10, 10), False)


def test_a_person_takes_the_inner_folders_for_classes(found):
    upload = zipped([(path, ONE) for path in LAYOUTS["folders inside class folders"][0]])
    assert found(upload, level="the inner folders").class_names == ("ann", "ben", "eve")


def test_a_folder_with_an_unlikely_name_becomes_a_class_if_a_person_says_so(found):
    upload = zipped([(path, ONE) for path in LAYOUTS["Examples beside the classes"][0]])
    assert found(upload, **{"folder Examples": "a class"}).class_names == ("cats", "dogs", "Examples")


def test_a_test_part_that_lacks_a_class_or_has_one_more_is_a_choice(found):
    paths = files("train/cats", "train/dogs", "test/cats", "test/birds")
    seen = found(zipped([(path, ONE) for path in paths]))
    assert (seen.class_names, seen.train_counts, seen.test_counts) == (("cats", "dogs"), (5, 5), (5, 0))
    (question,) = seen.questions
    assert question.asks == "The test part lacks dogs and has birds, which the training part lacks"
    assert [(each.what, each.images) for each in seen.set_aside] == [("class birds", 5)]
    mixed = found(zipped([(path, ONE) for path in paths]), **{"test part": "mix all and draw a test part"})
    assert (mixed.class_names, mixed.train_counts, mixed.has_test) == (("birds", "cats", "dogs"), (5, 10, 5), False)


def test_a_class_that_the_test_part_spells_otherwise_is_the_same_unless_a_person_says_that_it_is_not(found):
    upload = zipped([(path, ONE) for path in files("train/cats", "train/dogs", "test/Cat", "test/dogs")])
    seen = found(upload)
    assert (seen.class_names, seen.test_counts) == (("cats", "dogs"), (5, 5))
    (question,) = seen.questions
    assert (question.asks, question.chosen) == ("Cat of the test part and cats of the training part are", "one class")
    apart = found(upload, **{question.key: "two classes"})
    assert (apart.class_names, apart.test_counts) == (("cats", "dogs"), (0, 5))
    assert [each.what for each in apart.set_aside] == ["class Cat"]


def test_classes_of_few_images_are_asked_about(found, made):
    upload = zipped([(path, ONE) for path in [*files("cats", "dogs"), *files("owls", count=2)]])
    seen = found(upload)
    assert seen.class_names == ("cats", "dogs", "owls")
    assert seen.questions[0].asks == "Fewer than 5 images to learn from: owls (2)"
    assert found(upload, few="leave them out").class_names == ("cats", "dogs")
    _, arrays = made(upload)
    assert sorted(arrays["y_train"]) == [0, 0, 0, 0, 1, 1, 1, 1, 2, 2]
    assert sorted(arrays["y_test"]) == [0, 1]


def test_a_class_is_left_out_by_choice(found):
    upload = zipped([(path, ONE) for path in files("cats", "dogs", "owls")])
    seen = found(upload, **{"class owls": "leave out"})
    assert (seen.class_names, seen.all_names) == (("cats", "dogs"), ("cats", "dogs", "owls"))
    assert [(each.what, each.images) for each in seen.set_aside] == [("class owls", 5)]


@pytest.mark.parametrize(
    ("words", "code"),
    [(("кошки", "собаки"), "cp866"), (("猫咪", "小狗"), "gbk"), (("été", "hiver"), "cp437"), (("Äpfel", "Nüsse"), "cp1252")],
)
def test_names_of_folders_in_older_encodings_are_guessed_and_can_be_chosen(found, words, code):
    members = [(f"{name}/{number}.png", ONE) for name in words for number in range(5)]
    raw = zipped(members)
    for name in words:
        raw = raw.replace(name.encode(), name.encode(code).ljust(len(name.encode()), b"_"))
    seen = found(without_utf8_mark(raw))
    assert {each.strip("_") for each in seen.class_names} == set(words)
    (question,) = seen.questions
    other = next(option for option in question.options if option != question.chosen)
    assert found(without_utf8_mark(raw), letters=other).class_names != seen.class_names


@pytest.mark.parametrize(
    ("paths", "words"),
    [
        (files("images", "masks"), "it has masks, as for segmentation, and no class is known of its 10 pictures"),
        (names("IMG_{}.png", "DSC{}.png"), "no class is known of its 10 pictures: they lie in no class folder"),
        (names("train/IMG_{}.png"), "no class is known of its 5 pictures"),
    ],
)
def test_pictures_without_classes_are_refused_with_the_way_out(found, paths, words):
    with pytest.raises(DatasetError, match=words):
        found(zipped([(path, ONE) for path in paths]))


def test_masks_beside_their_pictures_are_no_pictures_of_the_class(found):
    """As the ultrasound images of BUSI come."""
    paths = [f"{kind}/{kind} ({n}){end}.png" for kind in ("benign", "normal") for n in range(6) for end in ("", "_mask")]
    seen = found(zipped([*((path, ONE) for path in paths), ("benign/benign (0)_mask_1.png", ONE)]))
    assert seen.train_counts == (6, 6)
    assert [(each.what, each.images) for each in seen.set_aside] == [("pictures called mask", 13)]


def test_the_zips_of_one_folder_from_google_drive_are_that_folder(found):
    parts = {"001": "cats", "002": "dogs"}
    zips = [
        (f"pets-20240101T000000Z-{n}.zip", zipped([(path, ONE) for path in files(f"pets/{kind}")])) for n, kind in parts.items()
    ]
    assert found(zipped(zips)).class_names == ("cats", "dogs")


def test_several_zips_are_a_class_each(found):
    """As Teachable Machine packs its samples."""
    one = zipped([(f"{number}.jpg", ONE) for number in range(5)])
    seen = found(zipped([("Rock-samples.zip", one), ("Paper-samples (1).zip", one)]))
    assert dict(zip(seen.class_names, seen.train_counts, strict=True)) == {"Paper": 5, "Rock": 5}


def test_one_picture_in_a_folder_of_another_meaning_is_asked_about_in_the_singular(found):
    paths = [*files("flowers/rose", "flowers/tulip", count=6), "flowers/examples/0.png"]
    asks = [each.asks for each in found(zipped([(path, ONE) for path in paths])).questions]
    assert "The 1 picture in examples/ is" in asks


def test_thousands_of_folders_are_not_compared_each_with_all_others():
    """A minute, when each might have been a copy of the rest."""
    began = time.perf_counter()
    layout = read_layout([(f"d{n}", "x", "p.png") for n in range(3000)], {})
    assert len(layout.placed) == 3000
    assert time.perf_counter() - began < 5
