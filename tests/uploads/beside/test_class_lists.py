"""PASCAL VOC's lists: a file for each class and part, which says 1 or -1 of each picture."""

import pytest
from make_layouts import ONE
from make_uploads import zipped

SHOWN = {n: {("bicycle", "cat", "person")[n % 3]} for n in range(30)} | {9: {"bicycle", "person"}, 19: {"cat", "person"}}
PARTS = {"train": range(18), "val": range(18, 30), "trainval": range(30)}


def voc(parts=("train", "val", "trainval")):
    """As VOC2007 unpacks, with what is there for other tasks."""
    members = [(f"VOC/JPEGImages/{n:06}.jpg", ONE) for n in range(30)]
    members += [(f"VOC/{kind}/{n:06}.png", ONE) for kind in ("SegmentationClass", "SegmentationObject") for n in range(5)]
    members += [(f"VOC/Annotations/{n:06}.xml", b"<annotation/>") for n in range(30)]
    for part in parts:
        members.append((f"VOC/ImageSets/Main/{part}.txt", "".join(f"{n:06}\n" for n in PARTS[part]).encode()))
        for label in ("bicycle", "cat", "person"):
            lines = (f"{n:06} {1 if label in SHOWN[n] else -1:2}\n" for n in PARTS[part])
            members.append((f"VOC/ImageSets/Main/{label}_{part}.txt", "".join(lines).encode()))
    return zipped(members)


@pytest.mark.parametrize("parts", [("train", "val", "trainval"), ("trainval",)])
def test_lists_of_one_class_each_are_joined_to_classes(found, parts):
    seen = found(voc(parts))
    counts = {each["name"]: each["images"] for each in seen.to_json()["classes"]}
    assert counts == {"bicycle": 9, "cat": 9, "person": 10}
    assert dict(seen.parts) == ({"train": 17, "validation": 11} if len(parts) > 1 else {"train": 28})
    assert ("VOC/JPEGImages/", 2) in [(each.what, each.images) for each in seen.set_aside if "several classes" in each.why]


def test_masks_that_come_first_take_no_picture_s_class(labelled):
    """An archive may have its folders in the order of the disk."""
    masks = [f"VOC/SegmentationClass/{n:06}.png" for n in range(4)]
    pictures = [f"VOC/JPEGImages/{n:06}.jpg" for n in range(12)]
    lists = {
        label: "".join(f"{n:06} {1 if n % 2 == odd else -1:2}\n" for n in range(12)) for odd, label in enumerate(("cat", "dog"))
    }
    beside = [(f"VOC/ImageSets/Main/{label}_train.txt", text.encode()) for label, text in lists.items()]
    assert labelled([*masks, *pictures], beside) == {path: ("cat", "dog")[n % 2] for n, path in enumerate(pictures)}


def test_lists_of_another_kind_are_no_such_lists(found):
    """Names of pictures with their numbers: in each list another one."""
    texts = {f"{part}.txt": "".join(f"{n:06} {n % 3}\n" for n in PARTS[part]) for part in ("train", "val")}
    pictures = [(f"images/{n:06}.jpg", ONE) for n in range(30)]
    seen = found(zipped([*pictures, *((name, text.encode()) for name, text in texts.items())]))
    assert seen.class_names == ("0", "1", "2")


def test_lists_of_each_part_are_of_its_pictures_though_names_come_in_both(labelled):
    """Pictures to train with had the class of those to test with."""
    paths = [f"{part}/{n}.png" for part in ("train", "test") for n in range(12) if (part, n) != ("train", 4)]
    kind = {"train": ("cat", "dog"), "test": ("dog", "cat")}
    lists = [
        (f"{name}_{part}.txt", "\n".join(f"{n} {1 if kind[part][n % 2] == name else -1}" for n in range(12)).encode())
        for name in ("cat", "dog")
        for part in kind
    ]
    assert labelled(paths, lists) == {path: kind[path[:-4].split("/")[0]][int(path[:-4].split("/")[1]) % 2] for path in paths}
