"""Class folders beside which others are called as they are and a part."""

import pytest
from make_layouts import ONE, files
from make_uploads import zipped

PARTS, CLASSES = "parts of the dataset", "classes"


def looked(found, *folders, **answers):
    return found(zipped([(path, ONE) for path in files(*folders)]), **answers)


def chosen(seen):
    return {each.key: each.chosen for each in seen.questions if each.key not in ("validation", "test part")}


@pytest.mark.parametrize(
    ("folders", "classes", "parts"),
    [
        (("cat", "dog", "cat_test", "dog_test"), ("cat", "dog"), {"train": 10, "test": 10}),
        (("cats", "dogs", "test_cat", "test_dog"), ("cats", "dogs"), {"train": 10, "test": 10}),
        (("my data/cat", "my data/dog", "my data/catTest", "my data/dogTest"), ("cat", "dog"), {"train": 10, "test": 10}),
        (("cat", "dog", "bird", "cat-val", "dog-val", "cat-test", "dog-test"), ("bird", "cat", "dog"), {"train": 15, "validation": 10, "test": 10}),
        (("cat", "dog", "cat Testbilder", "dog Testbilder"), ("cat", "dog"), {"train": 10, "test": 10}),
        (("cat", "dog", "Testbilder_cat", "Testbilder_dog"), ("cat", "dog"), {"train": 10, "test": 10}),
        (("cat", "dog", "cat_test", "dog_test", "predict"), ("cat", "dog"), {"train": 10, "test": 10}),
        (("cat", "dog", "cat_train", "cat_test"), ("cat", "dog"), {"train": 15, "test": 5}),
    ],
)  # fmt: skip
def test_what_is_called_as_a_class_and_a_part_is_that_part_of_it_unless_a_person_says_otherwise(found, folders, classes, parts):
    """They were classes of their own, or the pictures to learn from were set aside, without a word."""
    seen = looked(found, *folders)
    assert (seen.class_names, dict(seen.parts), chosen(seen)) == (classes, parts, {"begun": PARTS})
    turned = looked(found, *folders, begun=CLASSES)
    assert len(turned.class_names) == len([each for each in folders if each != "predict"])


@pytest.mark.parametrize("folders", [("tube", "test_tube", "beaker"), ("covid", "covid_test")])
def test_a_single_one_is_a_class_unless_a_person_says_otherwise(found, folders):
    seen = looked(found, *folders)
    assert (seen.class_names, chosen(seen)) == (tuple(sorted(folders)), {"begun": CLASSES})
    assert dict(looked(found, *folders, begun=PARTS).parts)["test"] == 5


@pytest.mark.parametrize("folders", [("train", "freight_train", "bus"), ("valid ticket", "invalid ticket", "ticket")])
def test_what_is_called_as_no_other_is_asked_nothing(found, folders):
    assert chosen(looked(found, *folders)) == {}
