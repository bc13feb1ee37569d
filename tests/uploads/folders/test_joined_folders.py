"""Folders that are one part together are said where one may have been meant to be put away."""

import pytest
from make_layouts import files
from make_uploads import picture, zipped


def notes(found, *folders):
    paths = files(*folders, count=4)
    return [each for each in found(zipped([(path, picture(n)) for n, path in enumerate(paths)])).notes if "together" in each]


@pytest.mark.parametrize(
    ("part", "more", "listed"),
    [
        ("test", "test_old", "test/ (8) and test_old/ (8)"),
        ("train", "old_train", "old_train/ (8) and train/ (8)"),
        ("train", "train_augmented", "train/ (8) and train_augmented/ (8)"),
    ],
)
def test_a_folder_that_joins_a_part_is_said(found, part, more, listed):
    """A test part was twice as large with what somebody had put away, and nothing said so."""
    folders = [f"{each}/{kind}" for each in ("train", "test", more) for kind in ("cats", "dogs")]
    assert notes(found, *folders) == [
        f"The {part} part is {listed} together: leave one that does not belong there out of the upload."
    ]


@pytest.mark.parametrize(
    "folders",
    [
        ("train/cats", "train/dogs", "test/cats", "test/dogs"),
        ("train", "freight_train", "bus"),
        ("train/train", "train/freight_train", "test/train", "test/freight_train"),
        ("my train/train/train", "my train/train/bus", "my train/test/train", "my train/test/bus"),
        ("Test/cats", "Test/dogs", "Training/cats", "Training/dogs", "test-several"),
        ("cats/train", "cats/test", "dogs/train", "dogs/test"),
    ],
)
def test_nothing_is_said_of_other_folders(found, folders):
    assert notes(found, *folders) == []
