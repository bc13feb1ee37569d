"""Names of classes that are longer than pages can show."""

import pytest
from make_uploads import BLUE, RED, class_folders, picture, zipped

from cnn_core.uploads.making.short_names import short_names

LONG = "Rotary engines of the third series, seen from the left side in daylight, {}"


def test_class_folders_with_long_names_are_taken_with_short_ones(found, made):
    """The whole upload was refused."""
    classes = {LONG.format("worn"): RED, "ok": BLUE}
    seen = found(zipped(class_folders(classes)))
    short = "Rotary engines of the third series, seen from the left side in…"
    assert seen.class_names == ("ok", short)
    assert any(f"a name of 64 characters, so what is longer is cut, and it is called {short}." in note for note in seen.notes)
    assert made(zipped(class_folders(classes)))[0] == seen.class_names


def test_long_labels_of_a_table_are_taken_with_short_names(found):
    labels = [LONG.format("worn"), LONG.format("new")]
    rows = "".join(f'{n}.png,"{labels[n % 2]}"\n' for n in range(20))
    seen = found(zipped([("labels.csv", f"file,label\n{rows}"), *((f"{n}.png", picture()) for n in range(20))]))
    assert [name[-8:].strip() for name in seen.class_names] == ["ght, new", "ht, worn"]
    assert all(len(name) <= 64 for name in seen.class_names)


def test_a_list_of_long_names_beside_numbered_folders_is_read(found):
    """The classes were called by their numbers."""
    names = "\n".join([LONG.format("worn"), "ok"])
    seen = found(zipped([*class_folders({"0": RED, "1": BLUE}), ("classes.txt", names)]))
    assert seen.class_names == ("Rotary engines of the third series, seen from the left side in…", "ok")


@pytest.mark.parametrize(
    ("names", "short"),
    [
        (["abcdefghijk", "b"], ["abcdefghi…", "b"]),
        (["abcdefghijk", "abcdefghijl"], ["abcd…ghijk", "abcd…ghijl"]),
        (["abcdefghi…", "abcdefghijk"], ["abcdefghi…", "abcd…ghijk"]),
        (["abcdefghi1_ghijk", "abcdefghi2_ghijk"], ["abcd…ghijk", "ab… (2)"]),
        (["abcdefghij"], ["abcdefghij"]),
    ],
)
def test_short_names_stay_different(names, short):
    assert short_names(names, 10) == short
