"""A folder of pictures that are called as unknown, beside a lone folder with the classes in it."""

import pytest
from make_layouts import ONE, files
from make_uploads import zipped


def looked(found, *folders, **answers):
    return found(zipped([(path, ONE) for path in files(*folders)]), **answers)


@pytest.mark.parametrize("name", ["unbekannt", "Unknown", "misc", "other images", "rest", "unlabeled", "predict"])
@pytest.mark.parametrize("before", ["", "pack/"])
def test_the_classes_are_in_the_lone_folder_and_the_others_are_to_predict(found, name, before):
    """The classes were `shapes` and `unbekannt`."""
    shapes = [f"{before}shapes/{each}" for each in ("disc", "square", "triangle")]
    seen = looked(found, *shapes, f"{before}{name}")
    assert (seen.class_names, dict(seen.parts)) == (("disc", "square", "triangle"), {"train": 15})
    assert [(each.what, each.images) for each in seen.set_aside] == [(f"{name}/", 5)]
    assert (f"folder {name}", "set aside") in [(each.key, each.chosen) for each in seen.questions]
    turned = looked(found, *shapes, f"{before}{name}", **{f"folder {name}": "a class"})
    assert (turned.class_names, turned.set_aside) == (tuple(sorted((name, "shapes"), key=str.casefold)), ())


@pytest.mark.parametrize(
    ("folders", "classes"),
    [
        (("disc", "square", "unknown"), ("disc", "square", "unknown")),
        (("fruit/apple", "fruit/pear", "animal/cat", "animal/dog", "other"), ("animal", "fruit", "other")),
        (("fruit/apple", "fruit/pear", "animal"), ("animal", "fruit")),
        (("good/near", "other/near", "other/far"), ("good", "other")),
    ],
)
def test_elsewhere_unknown_and_other_are_classes(found, folders, classes):
    assert looked(found, *folders).class_names == classes
