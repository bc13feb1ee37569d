"""Pictures of the same person, as a column of a table says: either tested with or learned from."""

import numpy as np
import pytest
from make_uploads import picture, zipped

from cnn_core.uploads.making.whole_persons import drawn_whole

COUNT, KINDS = 120, ("disc", "square", "triangle")


def upload(head, person, split=None, kind=lambda n: KINDS[n % 3], folder=lambda n: "img"):
    heads = f"file,label,{head}" + (",split" if split else "")
    rows = [heads, *(f"{n}.png,{kind(n)},{person(n)}" + (f",{split(n)}" if split else "") for n in range(COUNT))]
    pictures = [(f"{folder(n)}/{n}.png", picture((n * 2, 255 - n * 2, n % 7 * 30))) for n in range(COUNT)]
    return zipped([*pictures, ("labels.csv", "\n".join(rows).encode())])


def asked(seen):
    return [each for each in seen.questions if each.key == "persons"]


def twelve(n):
    return f"P{n // 3 % 12:02d}"


@pytest.mark.parametrize(
    "head", ["patient_id", "PatientID", "subject", "group", "user_name", "writer", "lesion_id", "video", "case_number"]
)
def test_persons_in_a_column_are_tested_with_or_learned_from(found, head):
    """Nothing was said, and each person was in both."""
    seen = found(upload(head, twelve))
    (question,) = asked(seen)
    assert (question.asks, question.chosen) == (f"Pictures of the same {head} are", "drawn into one part")
    assert seen.test_counts == (8, 8, 8)
    assert f"The test part is all pictures of 2 of the 12 in the column {head}, drawn by a fixed seed." in seen.notes
    alone = found(upload(head, twelve), persons="drawn one by one")
    assert not alone.has_test
    assert (
        f"Pictures of the same {head} are both learned from and tested with, which makes the test easier than it looks."
        in alone.notes
    )


def test_persons_of_one_class_each_and_in_class_folders_are_drawn_whole(found):
    content = upload("patient", lambda n: f"p{n % 3}{n // 3 % 8}", folder=lambda n: KINDS[n % 3])
    seen = found(content)
    assert all(5 <= each <= 10 for each in seen.test_counts)
    assert len(asked(seen)) == 1


@pytest.mark.parametrize(
    ("head", "person"),
    [
        ("patient_age", twelve),
        ("patient", lambda n: f"p{n}"),
        ("person", lambda n: f"p{n % 2}"),
        ("patient", lambda n: ""),
        ("camera", twelve),
    ],
)
def test_what_is_no_column_of_persons_with_several_pictures_asks_nothing(found, head, person):
    seen = found(upload(head, person))
    assert (asked(seen), seen.has_test) == ([], False)


def test_persons_who_are_the_classes_are_not_held_back(found):
    content = upload("person", lambda n: f"p{n % 6}", kind=lambda n: f"p{n % 6}")
    assert asked(found(content)) == []
    assert asked(found(upload("person", twelve), classes="labels.csv, person")) == []


def test_of_parts_that_came_it_is_said_that_persons_are_in_both(found):
    seen = found(upload("patient_id", twelve, split=lambda n: "test" if n % 5 == 0 else "train"))
    assert asked(seen) == []
    assert any(
        note.startswith("12 of the 12 in the column patient_id to test with, such as P00, have other") for note in seen.notes
    )
    apart = found(upload("patient_id", twelve, split=lambda n: "test" if n // 3 % 12 < 2 else "train"))
    assert not any("patient_id" in note for note in apart.notes if "easier" in note)


def test_whole_persons_that_make_no_test_part_are_drawn_one_by_one(found):
    seen = found(upload("patient", lambda n: "most" if n >= 8 else f"p{n // 2}"))
    assert (asked(seen), seen.has_test) == ([], False)
    assert any("No choice of whole ones" in note for note in seen.notes)


def test_the_draw_is_near_a_fifth_of_each_class():
    random = np.random.RandomState(3)
    groups, labels = random.randint(0, 200, 3000), random.randint(0, 10, 3000)
    tested = drawn_whole(labels, groups)
    assert not {*groups[tested]} & {*groups[~tested]}
    parts = np.bincount(labels[tested]) / np.bincount(labels)
    assert 0.12 < parts.min() <= parts.max() < 0.28
