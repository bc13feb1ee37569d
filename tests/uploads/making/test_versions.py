"""Pictures that are called as changed copies of one, in a test part that came and among those that are learned from."""

import time

import pytest
from make_layouts import ONE
from make_uploads import zipped

from cnn_core.uploads.making.versions import versions_of

ORIGINALS = range(10)


def across(name, ending="png", anew=False):
    """Paths in which each fifth picture is to test with, and two versions of each are to learn from, or, `anew`, no version of these."""
    paths = []
    for kind in ("disc", "square"):
        for n in ORIGINALS:
            tested = n % 5 == 0
            paths.append(f"{'test' if tested else 'train'}/{kind}/img_{n}.{ending}")
            if anew and tested:
                paths.append(f"train/{kind}/img_{n}.{ending}")
            paths += [f"train/{kind}/{name.format(n, copy)}.{ending}" for copy in (1, 2)]
    return paths


def asked(seen):
    return [each for each in seen.questions if each.key == "versions"]


def looked(found, paths, **answers):
    return found(zipped([(path, ONE) for path in paths]), **answers)


@pytest.mark.parametrize("name", ["img_{}_aug{}", "img_{}-flip{}", "img_{}_rotated{}", "img_{}.rf.abcdef{}"])
def test_versions_of_a_picture_to_test_with_that_are_learned_from_are_asked_about(found, name):
    """Nothing was said, and the test was on pictures that were learned from."""
    paths = across(name)
    seen = looked(found, paths)
    (question,) = asked(seen)
    shown = name.format(0, 1)
    assert question.asks == (
        f"8 pictures to learn from are called as changed copies of 4 to test with, such as {shown}.png and img_0.png, so the test is hardly "
        "on unseen images"
    )
    assert question.chosen == "go on with them"
    assert dict(seen.parts) == {"train": 56, "test": 4}
    left = looked(found, paths, versions="do not learn from them")
    assert (dict(left.parts), [each.images for each in left.set_aside]) == ({"train": 48, "test": 4}, [8])
    assert asked(left)[0].asks == question.asks


def test_of_a_single_picture_it_is_said_in_the_singular(found):
    paths = [f"{part}/{kind}/{part}{n}q.png" for part in ("train", "test") for kind in "ab" for n in range(8)]
    paths += ["train/a/z9_flip.png", "test/a/z9.png"]
    (question,) = asked(looked(found, paths))
    assert question.asks.startswith(
        "1 picture to learn from is called as a changed copy of 1 to test with, such as z9_flip.png and z9.png"
    )
    left = looked(found, paths, versions="do not learn from them")
    assert [(each.what, each.images) for each in left.set_aside] == [("train/a/z9_flip.png", 1)]


def test_what_was_chosen_is_made(made):
    content = zipped([(path, ONE) for path in across("img_{}_aug{}")])
    _, arrays = made(content, answers={"versions": "do not learn from them"})
    assert (len(arrays["x_train"]), len(arrays["x_test"])) == (48, 4)


def test_a_validation_part_of_nothing_but_versions_stays(found):
    """It went with what is not to be learned from, and nothing was left to validate with."""
    paths = [
        f"train/{kind}/{n}{mark}.png" for kind in "ab" for n, mark in [*((n, "_aug1") for n in range(8)), (20, ""), (21, "")]
    ]
    paths += [
        f"{part}/{kind}/{n}{mark}.png" for kind in "ab" for n in range(8) for part, mark in (("val", "_aug2"), ("test", ""))
    ]
    seen = looked(found, paths, versions="do not learn from them")
    assert (dict(seen.parts), [each.images for each in seen.set_aside]) == ({"train": 4, "validation": 16, "test": 16}, [16])
    assert asked(seen)[0].why.endswith("What validates stays in any case: a class there has nothing but such copies.")
    some = looked(found, [*paths, "val/a/30.png", "val/b/30.png"], versions="do not learn from them")
    assert (dict(some.parts), asked(some)[0].why[-16:]) == ({"train": 4, "validation": 2, "test": 16}, "go on with them.")
    alone = looked(found, [path for path in paths if "_aug1" not in path])
    assert "do not learn from them" not in asked(alone)[0].options


@pytest.mark.parametrize("name", ["images", "image", "IMG", "download", "foto"])
def test_what_a_browser_calls_each_picture_names_none_in_an_export_of_roboflow(found, name):
    """All of a class were said to be changed copies of one."""
    parts = (("train", "a", 8), ("test", "b", 3))
    paths = [
        f"{part}/{kind}/{name}_jpg.rf.{mark}{n}abcdef.jpg"
        for part, mark, count in parts
        for kind in ("disc", "ring")
        for n in range(count)
    ]
    assert asked(looked(found, paths)) == []
    alone = looked(found, [path.removeprefix("train/") for path in paths if path.startswith("train")])
    assert not any("changed copies" in note for note in alone.notes)


def test_versions_to_test_with_of_pictures_to_learn_from_can_be_left_out(found):
    """All that is tested with has versions in the training part, so that alone cannot go; of the training part nothing would be left."""
    paths = [
        f"{part}/{kind}/{n}{mark}.png" for kind in "ab" for n in range(9) for part, mark in (("train", ""), ("test", "_aug1"))
    ]
    paths += [f"test/{kind}/{n}.png" for kind in "ab" for n in range(50, 53)]
    seen = looked(found, paths)
    assert asked(seen)[0].options == ("go on with them", "do not test with them")
    left = looked(found, paths, versions="do not test with them")
    assert dict(left.parts) == {"train": 18, "test": 6}


def test_what_validates_counts_as_seen(found):
    paths = [path.replace("train/", "valid/") if "_aug2" in path else path for path in across("img_{}_aug{}")]
    assert asked(looked(found, paths))[0].asks.startswith(
        "8 pictures to learn from or validate with are called as changed copies of 4 "
    )


@pytest.mark.parametrize(
    "paths",
    [
        across("img_{}_aug{}", anew=True),
        across("img_{}_{}"),
        across("img_{} ({})"),
        across("img_{}_rot_{}"),
        [f"{part}/{kind}/{kind}.{n}.jpg" for part in ("train", "test") for kind in ("cat", "dog") for n in range(6)],
        [f"{part}/{kind}/{n}_aug{m}.png" for part in ("train", "test") for kind in "ab" for n in range(6) for m in range(2)],
        [f"{part}/{kind}/{n}.png" for part, kinds in (("train", "ab"), ("test", "ab")) for kind in kinds for n in range(6)]
        + [f"train/{kind}/{n}_aug1.png" for kind in "ab" for n in range(6)],
        [f"test/a/{n}.png" for n in range(6)]
        + [f"train/{kind}/{n}{mark}.png" for kind in "bc" for n in range(6) for mark in ("", "_aug1")],
    ],
)
def test_nothing_is_asked_where_the_names_do_not_say_so(found, paths):
    """Where the same names come again in the other part, each counts its pictures from the beginning."""
    assert asked(looked(found, paths)) == []


def test_long_names_of_nothing_but_gaps_are_read_quickly():
    """Names of 240 underscores took two milliseconds each."""
    began = time.process_time()
    versions_of([f"a/{'_' * 240}{n}.png" for n in range(1000)])
    assert time.process_time() - began < 0.5


def test_pictures_of_other_times_are_no_versions_of_one(found):
    """A day and time did not count, so that all photographs of a class were versions of one."""
    paths = [f"{kind}/IMG_20240{n}01_120000{mark}.jpg" for kind in "ab" for n in range(1, 8) for mark in ("", "_flip")]
    notes = looked(found, paths).notes
    assert any("28 pictures are called as changed copies of 14, such as" in note for note in notes)
