"""Folders called as parts and something more, of which not everything is a class."""

import pytest
from make_layouts import ONE, files, names
from make_uploads import zipped

LAYOUTS = {
    "masks of each part beside its pictures": (
        [*names("train_images/cat_{}.png", "train_images/dog_{}.png"), *files("train_masks"), *names("test_images/cat_{}.png")],
        {"cat": 10, "dog": 5},
        {"train": 10, "test": 5},
    ),
    "batches of a part": (
        names("train_batch_1/cat_{}.png", "train_batch_2/dog_{}.png", "test_batch/cat_{}.png"),
        {"cat": 10, "dog": 5},
        {"train": 10, "test": 5},
    ),
    "pictures that each part calls otherwise": (
        names("training_images/cat_{}.png", "training_images/dog_{}.png", "validation_photos/dog_{}.png"),
        {"cat": 5, "dog": 10},
        {"train": 10, "validation": 5},
    ),
    "German names around names of files": (
        names("Trainingsbilder/cat_{}.png", "Trainingsbilder/dog_{}.png", "Testbilder/dog_{}.png"),
        {"cat": 5, "dog": 10},
        {"train": 10, "test": 5},
    ),
    "a training part that no word says": (
        files("rps/rock", "rps/paper", "rps-test-set/rock", "rps-test-set/paper"),
        {"paper": 10, "rock": 10},
        {"train": 10, "test": 10},
    ),
    "classes of the training part alone": (files("train_cats", "train_dogs", "test"), {"cats": 5, "dogs": 5}, {"train": 10}),
    "day and night in each part": (
        files("train_day", "train_night", "test_day", "test_night"),
        {"day": 10, "night": 10},
        {"train": 10, "test": 10},
    ),
}


ROCK_PAPER = ("rock", "paper")
OF_ROCK_PAPER = {
    "each folder in one of its name": ("rps/rps", "rps-test-set/rps-test-set"),
    "the training part alone in one": ("rps/rps", "rps-test-set"),
    "the test part alone in one": ("rps", "rps-test-set/rps-test-set"),
    "nothing around the folders": ("rps", "rps-test-set"),
    "folders of any names around": ("rps/download/all", "rps-test-set/download"),
}
VALIDATIONS = {
    "none": [],
    "loose": names("rps-validation/rock{}.png", "rps-validation/paper{}.png"),
    "class folders": files("rps-validation/rock", "rps-validation/paper"),
}


@pytest.mark.parametrize("validation", VALIDATIONS)
@pytest.mark.parametrize("around", OF_ROCK_PAPER)
def test_what_is_around_the_classes_of_a_training_part_changes_nothing(found, around, validation):
    learned, tested = ([f"{part}/{kind}" for kind in ROCK_PAPER] for part in OF_ROCK_PAPER[around])
    paths = [*files(*learned, count=12), *files(*tested), *VALIDATIONS[validation]]
    source = found(zipped([(path, ONE) for path in paths]))
    parts = {"train": 24, "test": 10, **({"validation": 10} if VALIDATIONS[validation] else {})}
    assert (dict(source.parts), {*source.class_names}, [*source.set_aside]) == (parts, {*ROCK_PAPER}, [])
    asked = next(each for each in source.questions if each.key == "part rps")
    assert (asked.of, asked.chosen) == ((24, "image", "in rps/"), "to learn from")


@pytest.mark.parametrize("name", LAYOUTS)
def test_what_a_part_is_called_beside_is_a_class_only_if_it_can_be_one(understood, name):
    understood(*LAYOUTS[name])
