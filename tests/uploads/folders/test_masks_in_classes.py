"""Masks in a folder of their own in each class, beside its pictures, and classes that are called mask."""

import pytest
from make_layouts import ONE, files
from make_uploads import zipped

CLASSES = ("COVID", "Normal", "Viral Pneumonia")


def looked(found, *folders):
    return found(zipped([(path, ONE) for path in files(*folders)]))


@pytest.mark.parametrize("inner", [("images", "masks"), ("images", "annotations"), ("image", "mask", "label")])
@pytest.mark.parametrize("parts", [("radiography",), ("train", "test")])
def test_masks_beside_the_images_of_each_class_are_set_aside(found, inner, parts):
    """As the chest X-rays of COVID-19 Radiography come."""
    seen = looked(found, *(f"{part}/{kind}/{each}" for part in parts for kind in CLASSES for each in inner))
    assert (seen.class_names, seen.train_counts) == (CLASSES, (5, 5, 5))
    assert [(each.what, each.images) for each in seen.set_aside] == [(f"{each}/", 15 * len(parts)) for each in inner[1:]]
    assert not seen.questions


def test_masks_in_the_parts_of_each_class_are_set_aside(found):
    seen = looked(
        found, *(f"{kind}/{part}/{each}" for kind in CLASSES for part in ("train", "test") for each in ("images", "masks"))
    )
    assert (seen.class_names, dict(seen.parts)) == (CLASSES, {"train": 15, "test": 15})


@pytest.mark.parametrize(
    "kinds",
    [
        ("masks", "no_masks"),
        ("Labels", "without labels"),
        ("masks", "nomask"),
        ("with_mask", "without_mask"),
        ("mask", "no mask"),
    ],
)
@pytest.mark.parametrize("inner", ["", "/images"])
@pytest.mark.parametrize("parts", [("faces",), ("train", "test")])
def test_classes_called_mask_are_classes(found, kinds, inner, parts):
    seen = looked(found, *(f"{part}/{kind}{inner}" for part in parts for kind in kinds))
    assert ({*seen.class_names}, seen.train_counts) == ({*kinds}, (5, 5))


def test_masks_beside_other_folders_of_things_are_things(found):
    seen = looked(found, *(f"{part}/{kind}" for part in ("train", "test") for kind in ("mask", "label", "photo frame")))
    assert ({*seen.class_names}, seen.train_counts) == ({"mask", "label", "photo frame"}, (5, 5, 5))


def test_parts_of_masks_and_of_no_masks_are_classes(found):
    seen = looked(found, "train_masks", "train_no_masks", "test_masks", "test_no_masks")
    assert ({*seen.class_names}, dict(seen.parts)) == ({"masks", "no masks"}, {"train": 10, "test": 10})
