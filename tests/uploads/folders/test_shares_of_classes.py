"""Folders of the same names in each class are shares of it, by fold, person or day, and no classes."""

import pytest
from make_layouts import files

SHARES = {
    "the same folds in each class": (
        files(*(f"{each}/fold{n}" for each in ("rock", "paper", "scissors") for n in range(1, 6)), count=2),
        {"paper": 10, "rock": 10, "scissors": 10},
        {"train": 30},
    ),
    "the same people in each class": (
        files(*(f"{each}/subject{n}" for each in ("fall", "walk") for n in range(1, 6)), count=2),
        {"fall": 10, "walk": 10},
        {"train": 20},
    ),
    "the same magnifications in each class": (
        files(*(f"{each}/{n}X" for each in ("benign", "malignant") for n in (40, 100, 200, 400))),
        {"benign": 20, "malignant": 20},
        {"train": 40},
    ),
    "the same magnifications in classes of other sizes": (
        [*files(*(f"benign/{n}X" for n in (40, 100))), *files(*(f"malignant/{n}X" for n in (40, 100)), count=15)],
        {"benign": 10, "malignant": 30},
        {"train": 40},
    ),
    "the same days in each class": (
        files(*(f"{each}/{day}" for each in ("ripe", "unripe") for day in ("monday", "tuesday", "friday"))),
        {"ripe": 15, "unripe": 15},
        {"train": 30},
    ),
    "the same numbered shares in a few classes that are called as a kind of picture": (
        files(*(f"{each}/s{n}" for each in ("original", "augmented") for n in range(1, 4))),
        {"augmented": 15, "original": 15},
        {"train": 30},
    ),
}


@pytest.mark.parametrize("layout", SHARES)
def test_the_outer_folders_are_the_classes(understood, layout):
    understood(*SHARES[layout])
