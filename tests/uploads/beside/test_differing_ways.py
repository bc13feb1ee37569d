"""Folders and a table that give some pictures different classes."""

import pytest
from make_uploads import picture, zipped

COUNT, KINDS = 60, ("disc", "square", "triangle")


def asked(found, label, **answers):
    rows = ["image,label", *(f"{n:02d}.png,{label(n)}" for n in range(COUNT))]
    members = [(f"img/{KINDS[n % 3]}/{n:02d}.png", picture((n * 4, 9, 255 - n * 4))) for n in range(COUNT)]
    seen = found(zipped([*members, ("labels.csv", "\n".join(rows).encode())]), **answers)
    return next((each for each in seen.questions if each.key == "classes"), None)


def test_of_how_many_pictures_they_differ_is_said_where_it_is_asked(found):
    """It was asked, without a word of that."""
    question = asked(found, lambda n: KINDS[(n + (n % 10 == 0)) % 3])
    assert question.chosen == "the folders"
    assert question.why.startswith(
        "They differ for 6 of 60, such as 00.png is disc by the folders and square by labels.csv, label; 10.png is square by the folders and "
    )
    assert asked(found, lambda n: KINDS[(n + (n % 10 == 0)) % 3], classes="labels.csv, label").why == question.why


@pytest.mark.parametrize(
    "label",
    [
        lambda n: KINDS[n % 3],
        lambda n: KINDS[n % 3].upper(),
        lambda n: n % 3,
        lambda n: ("sunny", "rain")[n // 3 % 2],
        lambda n: KINDS[n // 3 % 3],
    ],
)
def test_ways_that_agree_or_tell_something_else_are_not_said_to_differ(found, label):
    question = asked(found, label)
    assert question is None or "differ" not in question.why
