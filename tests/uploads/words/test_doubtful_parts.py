"""Names that may be those of parts and of much else: what is made of them is asked, and never done in silence."""

import numpy as np
import pytest
from make_layouts import ONE, files
from make_uploads import npy, npz, zipped

from cnn_core.uploads.words.naming import doubted, part_of

LEARN, VALIDATE, TEST_WITH, SET_ASIDE = "to learn from", "to validate with", "to test with", "set aside"


def looked(found, folders, inner=("cats", "dogs"), **answers):
    """Pictures of two classes in each of the folders."""
    paths = [path for folder in folders for path in files(*(f"{folder}/{each}" for each in inner))]
    return found(zipped([(path, ONE) for path in paths]), **answers)


def chosen(seen):
    return {each.key: each.chosen for each in seen.questions}


@pytest.mark.parametrize(
    "names",
    [
        ("invalid", "valid"),
        ("test", "untested"),
        ("tested", "untested"),
        ("train", "untrained"),
        ("not_valid", "valid"),
        ("no test", "test"),
        ("InvalidTickets", "ValidTickets"),
        ("invalidated", "validated"),
    ],
)
def test_a_part_beside_its_contrary_is_a_class_unless_a_person_says_otherwise(found, names):
    """`invalid` was learned from, and `valid` tested with, and nothing said so."""
    seen = looked(found, names)
    assert (seen.class_names, dict(seen.parts)) == (names, {"train": 20})
    assert chosen(seen) == {"level": "the outer folders"}
    parts = looked(found, names, level="the inner folders")
    assert parts.class_names == ("cats", "dogs")
    assert chosen(parts) == {"level": "the inner folders"} | {f"part {name}": LEARN for name in names}
    tested = looked(found, names, **{"level": "the inner folders", f"part {names[0]}": TEST_WITH})
    assert (tested.train_counts, tested.test_counts) == ((5, 5), (5, 5))


def test_beside_plain_parts_both_are_asked(found):
    seen = looked(found, ("train", "test", "valid", "invalid"))
    assert dict(seen.parts) == {"train": 10, "validation": 10, "test": 10}
    assert chosen(seen) == {"part valid": VALIDATE, "part invalid": SET_ASIDE, "validation": "validate with them"}
    aside = looked(found, ("train", "test", "valid", "invalid"), **{"part valid": SET_ASIDE, "part invalid": LEARN})
    assert dict(aside.parts) == {"train": 20, "test": 10}
    assert chosen(looked(found, ("train", "test", "untested"))) == {"part test": TEST_WITH, "part untested": SET_ASIDE}


def test_within_each_class_the_contrary_of_a_part_is_asked(found):
    seen = looked(found, ("cats", "dogs"), ("train", "test", "untested"))
    assert dict(seen.parts) == {"train": 10, "test": 10}
    assert chosen(seen) == {"part test": TEST_WITH, "part untested": SET_ASIDE}
    assert chosen(looked(found, ("cats", "dogs"), ("valid", "invalid"))) == {"level": "the outer folders"}


def arrays(*names):
    """Ten images and labels for each of the names."""
    x, y = np.arange(640).reshape(10, 8, 8).astype(np.uint8), np.arange(10) % 2
    return npz(**{f"x_{name}": x + n for n, name in enumerate(names)}, **{f"y_{name}": y for name in names})


def test_arrays_that_say_the_contrary_of_each_other_are_asked(found):
    seen = found(arrays("valid", "invalid"), name="arrays.npz")
    assert dict(seen.parts) == {"train": 20}
    assert chosen(seen) == {"part x_valid": LEARN, "part x_invalid": LEARN}
    beside = found(arrays("train", "test", "valid", "invalid"), name="arrays.npz")
    assert chosen(beside)["part x_valid"] == VALIDATE
    assert "part x_invalid" in chosen(beside)


def test_an_array_for_each_class_may_be_called_valid(found):
    """It was refused, as an array of no class."""
    of = {
        name: np.random.RandomState(n).randint(0, 256, (10, 28, 28)).astype(np.uint8)
        for n, name in enumerate(("valid", "invalid"))
    }
    assert found(zipped([(f"{name}.npy", npy(each)) for name, each in of.items()])).class_names == ("invalid", "valid")


@pytest.mark.parametrize(
    "name", ["Trainer", "trains", "trainee", "testament", "testers", "device", "validator", "valley", "evaluator", "devils"]
)
def test_beside_plain_parts_a_name_that_only_begins_so_is_asked_and_joins_none_in_silence(found, name):
    """Images of `Trainer/` were learned from with those of `train/`."""
    seen = looked(found, ("train", "val", "test", name))
    assert dict(seen.parts) == {"train": 10, "validation": 10, "test": 10}
    assert chosen(seen)[f"part {name}"] == SET_ASIDE
    assert [(each.what, each.images) for each in seen.set_aside] == [(f"{name}/", 10)]
    assert dict(looked(found, ("train", "val", "test", name), **{f"part {name}": LEARN}).parts)["train"] == 20
    within = looked(found, ("cats", "dogs"), ("train", "val", "test", name))
    assert chosen(within)[f"part {name}"] == SET_ASIDE


@pytest.mark.parametrize("name", ["Testreihe", "Testobjekte", "testament"])
def test_a_name_that_only_begins_so_is_guessed_to_be_that_part_where_there_is_no_other(found, name):
    seen = looked(found, ("Training", "Validierung", name))
    assert dict(seen.parts) == {"train": 10, "validation": 10, "test": 10}
    assert chosen(seen)[f"part {name}"] == TEST_WITH


def test_where_all_names_only_begin_so_they_may_be_classes(found):
    """They were parts in silence."""
    seen = looked(found, ("trainer", "device"), ("front", "back"))
    assert chosen(seen)["begun"] == "parts of the dataset"
    assert seen.questions[0].asks == "trainer/, device/ are"
    classes = looked(found, ("trainer", "device"), ("front", "back"), begun="classes")
    assert classes.class_names == ("device", "trainer")
    bare = found(zipped([(path, ONE) for path in files("trainer", "device", "bus")]))
    assert (bare.class_names, chosen(bare)) == (("bus", "device", "trainer"), {"begun": "classes"})


def test_a_training_part_that_no_word_says_is_asked(found):
    seen = looked(found, ("control", "test"))
    assert (dict(seen.parts), chosen(seen)) == ({"train": 10, "test": 10}, {"part control": LEARN})
    assert chosen(looked(found, ("control", "test"), **{"part control": SET_ASIDE}))["part control"] == SET_ASIDE


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("training_set", "train"),
        ("train2", "train"),
        ("testData", "test"),
        ("val_images", "validation"),
        ("DevSet", "validation"),
        ("trainset", "train"),
        ("evaluation", "test"),
        ("validation", "validation"),
        ("tests", "test"),
        ("vals", "validation"),
        ("evals", "test"),
        ("trains", ""),
        ("Trainer", ""),
        ("not_valid", ""),
        ("invalid", ""),
    ],
)
def test_a_word_or_a_known_ending_is_a_part(name, part):
    assert part_of(name) == part


def test_only_the_contrary_of_a_name_makes_it_doubtful():
    assert doubted(["train", "validation", "test", "invalid"]) == set()
    assert doubted(["train", "val", "test", "invalid"]) == set()
    assert doubted(["images in test", "images in train"]) == set()
    assert doubted(["valid", "invalid", "cats"]) == {"valid", "invalid"}


@pytest.mark.parametrize("names", [("negative test", "positive test"), ("bullet_train", "steam_train")])
def test_where_each_folder_is_called_something_of_its_own_beside_one_part_they_are_classes_unless_a_person_says_otherwise(
    found, names
):
    """They were parts in silence."""
    seen = looked(found, names, ("day", "night"))
    assert seen.class_names == names
    assert chosen(seen)["begun"] == "classes"
    assert looked(found, names, ("day", "night"), begun="parts of the dataset").class_names == ("day", "night")
    assert found(zipped([(path, ONE) for path in files(*names)])).class_names == names


OWN = [
    ("kaggle_train", "phone_test"),
    ("lab_train", "field_test"),
    ("dev_board", "test_tube", "train_station"),
]


@pytest.mark.parametrize("names", OWN)
def test_several_parts_with_the_same_folders_in_each_are_guessed_to_be_parts_and_asked(found, names):
    """They were guessed to be classes, so that a network learned to tell the parts apart."""
    seen = looked(found, names, ("day", "night"))
    assert (seen.class_names, chosen(seen)["begun"]) == (("day", "night"), "parts of the dataset")
    assert {"train", "test"} <= set(dict(seen.parts))
    classes = looked(found, names, ("day", "night"), begun="classes")
    assert (classes.class_names, chosen(classes)["level"]) == (tuple(sorted(names)), "the outer folders")


@pytest.mark.parametrize("names", [*OWN, ("train_cats", "test_dogs")])
def test_without_class_folders_in_them_they_are_guessed_to_be_classes(found, names):
    seen = found(zipped([(path, ONE) for path in files(*names)]))
    assert (seen.class_names, chosen(seen)["begun"]) == (tuple(sorted(names)), "classes")


@pytest.mark.parametrize(
    "names",
    [
        ("train_augmented", "test_original"),
        ("training_synthetic", "testing_real"),
        ("train_clean", "val_noisy", "test_real"),
        ("fruits_training", "fruit_testing"),
        ("train_A", "test_B"),
        ("train_rgb", "own_test"),
        ("tr", "test"),
        ("tr", "val", "test"),
        ("trains", "Testdaten"),
        ("train_jan2019", "test_feb2020"),
        ("Trainingsbilder", "Testbilder"),
    ],
)
def test_what_only_tells_one_part_of_all_classes_from_another_makes_no_doubt(found, names):
    """They were guessed to be classes."""
    seen = looked(found, names)
    assert (seen.class_names, dict(seen.parts)["test"]) == (("cats", "dogs"), 10)
    assert not chosen(seen).keys() - {"validation"}


@pytest.mark.parametrize(
    "names", [("seg_train", "seg_test_set"), ("training_set", "testing data"), ("train_small", "test_full"), ("trainA", "testA")]
)
def test_what_is_the_same_or_says_nothing_beside_the_parts_makes_no_doubt(found, names):
    seen = looked(found, names)
    assert (dict(seen.parts), chosen(seen)) == ({"train": 10, "test": 10}, {})


def test_a_validation_part_that_is_learned_from_for_want_of_another_is_said(found):
    seen = looked(found, ("val", "test"))
    assert seen.notes == ("There is no training part, so the validation part is learned from.",)
