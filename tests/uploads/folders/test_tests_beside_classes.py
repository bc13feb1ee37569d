"""A folder called as a part, with pictures and no classes in it, beside class folders."""

import pytest
from make_layouts import ONE, files
from make_uploads import zipped


def looked(found, *folders, **answers):
    return found(zipped([(path, ONE) for path in files(*folders)]), **answers)


@pytest.mark.parametrize("name", ["Test", "validation", "test_images", "Testbilder", "test1", "prueba"])
def test_it_is_set_aside_to_predict_unless_a_person_says_that_it_is_a_class(found, name):
    """It became a class in silence."""
    seen = looked(found, "cat", "dog", name)
    assert (seen.class_names, dict(seen.parts)) == (("cat", "dog"), {"train": 10})
    assert [(each.key, each.chosen) for each in seen.questions] == [(f"folder {name}", "set aside")]
    assert [(each.what, each.images) for each in seen.set_aside] == [(f"{name}/", 5)]
    assert len(looked(found, "cat", "dog", name, **{f"folder {name}": "a class"}).class_names) == 3


def test_of_valid_it_is_asked_and_it_stays(found):
    seen = looked(found, "expired", "forged", "valid")
    assert seen.class_names == ("expired", "forged", "valid")
    assert [(each.key, each.chosen) for each in seen.questions] == [("folder valid", "a class")]


@pytest.mark.parametrize(
    "names",
    [
        ("bus", "train", "tram"),
        ("control", "test"),
        ("flask", "test_tube", "beaker"),
        ("control1", "control2", "test1", "test2"),
        ("no_test", "test", "unclear"),
    ],
)
def test_what_may_well_be_a_class_stays_one_without_a_question(found, names):
    seen = looked(found, *names)
    assert {*seen.class_names} == {*names}
    assert seen.questions == ()
