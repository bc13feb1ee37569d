"""Parts in the names of files that lie in class folders."""

import pytest
from make_layouts import ONE, names
from make_uploads import zipped

TOLD, DRAWN = "as the names of the files say", "not told: a test part is drawn"


def looked(found, *patterns, **answers):
    return found(zipped([(path, ONE) for path in names(*patterns)]), **answers)


def asked(seen):
    return {each.key: each.chosen for each in seen.questions if each.key not in ("classes", "validation")}


@pytest.mark.parametrize(
    "pattern", ["{}/{}_[].png", "{}/[]-{}.png", "{}/{}_[]f9a.png", "{0}/{0}_{1}_[].png", "data/{}/img {} [].png"]
)
@pytest.mark.parametrize("parts", [("train", "test"), ("Training", "Test"), ("train", "val", "test")])
def test_parts_that_the_names_of_files_say_are_asked_about(found, pattern, parts):
    """They were ignored, so that the test pictures were learned from, without a word."""
    each = [pattern.format(kind, part).replace("[]", "{}") for kind in ("cat", "dog") for part in parts]
    seen = looked(found, *each)
    assert (seen.class_names, asked(seen)) == (("cat", "dog"), {"parts in names": TOLD})
    assert (dict(seen.parts)["train"], dict(seen.parts)["test"], len(dict(seen.parts))) == (10, 10, len(parts))
    assert "say train (10)" in next(one.why for one in seen.questions if one.key == "parts in names")
    assert dict(looked(found, *each, **{"parts in names": DRAWN}).parts) == {"train": 10 * len(parts)}


def test_where_some_names_say_none_a_test_part_is_drawn_unless_a_person_says_otherwise(found):
    patterns = [f"{kind}/{each}" for kind in ("ill", "well") for each in ("test_{}.png", "control_{}.png")]
    seen = looked(found, *patterns)
    assert (dict(seen.parts), asked(seen)["parts in names"]) == ({"train": 20}, DRAWN)
    assert dict(looked(found, *patterns, **{"parts in names": TOLD}).parts) == {"train": 10, "test": 10}


@pytest.mark.parametrize(
    "patterns",
    [
        ("train/train_{}.png", "bus/bus_{}.png", "tram/tram_{}.png"),
        ("pregnancy test/test_{}.png", "covid_test/test_{}.png"),
        ("red/train_{}.png", "red/bus_{}.png", "blue/train_{}.png", "blue/bus_{}.png"),
        ("a/valid_{}.png", "a/invalid_{}.png", "b/valid_{}.png", "b/invalid_{}.png"),
        ("train/cat/test_{}.png", "train/dog/train_{}.png", "test/cat/test_{}.png", "test/dog/test_{}.png"),
    ],
)
def test_what_is_the_class_or_true_of_it_says_no_part(found, patterns):
    assert "parts in names" not in asked(looked(found, *patterns))


@pytest.mark.parametrize("patterns", [("crash_test_{}.png", "freight_train_{}.png"), ("good/test_{}.png", "bad/train_{}.png")])
def test_words_that_each_class_has_for_itself_are_guessed_to_be_no_parts(found, patterns):
    """One class was learned, the other tested with; and it was said both that the names are read as parts and that they are not."""
    seen = looked(found, *patterns)
    assert (asked(seen)["parts in names"], dict(seen.parts)) == (DRAWN, {"train": 10})
    assert not [each for each in seen.notes if "may say parts" in each]
    assert dict(looked(found, *patterns, **{"parts in names": TOLD}).parts) == {"train": 5, "test": 5}
