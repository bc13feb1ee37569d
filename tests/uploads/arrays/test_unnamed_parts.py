"""Parts of arrays whose names say them in short, or not at all."""

import numpy as np
import pytest
from make_uploads import npz

COUNTS = {"train": 60, "validation": 21, "test": 22}
BRIGHT = {"train": 100, "validation": 150, "test": 200}
"""All images of a part are as bright as that says, and a third of each is of each class."""


def arrays(names, counts=COUNTS):
    """Arrays called by pairs of names, one for each part, in the order of the parts."""
    made = {}
    for (x, y), (part, count) in zip(names, counts.items(), strict=True):
        made[x] = np.full((count, 8, 8), BRIGHT[part], np.uint8)
        made[x][:, 0, 0] = np.arange(count) % 3
        made[y] = np.arange(count) % 3
    return npz(**made)


def taken(made, content, **answers):
    """How bright what is learned from and what is tested with is; asserts that no picture has the label of another."""
    _, found = made(content, size=(8, 8), colour=False, name="arrays.npz", answers=answers)
    for part in ("train", "test"):
        assert (found[f"x_{part}"][:, 0, 0, 0] == found[f"y_{part}"]).all()
    return tuple(sorted(set(found[f"x_{part}"][:, 4, 4, 0].tolist())) for part in ("train", "test"))


@pytest.mark.parametrize(
    "names",
    [
        [("X_tr", "Y_tr"), ("X_va", "Y_va"), ("X_te", "Y_te")],
        [("x_tr", "y_tr"), ("x_va", "y_va"), ("x_te", "y_te")],
        [("Xtr", "Ytr"), ("Xva", "Yva"), ("Xte", "Yte")],
        [("X_train", "Y_train"), ("X_vl", "Y_vl"), ("X_te", "Y_te")],
    ],
)
def test_parts_are_known_in_short(found, made, names):
    content = arrays(names)
    seen = found(content, name="arrays.npz")
    assert (dict(seen.parts), [each.key for each in seen.questions]) == (COUNTS, ["validation"])
    assert taken(made, content) == ([100, 150], [200])


def test_what_is_short_for_a_part_is_no_part_where_no_other_says_one(found):
    assert dict(found(arrays([("x_te", "y_te")], {"train": 60}), name="arrays.npz").parts) == {"train": 60}
    names = [("x_te", "y_te"), ("x_ts", "y_ts")]
    assert set(dict(found(arrays(names, {"train": 60, "test": 60}), name="arrays.npz").parts)) == {"train"}


@pytest.mark.parametrize("form", ["x{}", "subject{}_x"])
def test_of_three_pairs_whose_names_say_nothing_each_is_asked_and_guessed_to_learn_from(found, made, form):
    content = arrays([(form.format(n), form.format(n).replace("x", "y")) for n in range(3)])
    seen = found(content, name="arrays.npz")
    assert {each.key: each.chosen for each in seen.questions} == {f"part {form.format(n)}": "to learn from" for n in range(3)}
    assert dict(seen.parts) == {"train": 103}
    answers = {f"part {form.format(1)}": "to test with"}
    assert taken(made, content, **answers) == ([100, 200], [150])


def test_a_word_that_may_be_of_a_part_says_none_alone(found):
    names = [("x_final", "y_final"), ("x_early", "y_early")]
    seen = found(arrays(names, {"train": 30, "test": 30}), name="arrays.npz")
    assert (dict(seen.parts), seen.questions) == ({"train": 60}, ())


def test_of_three_pairs_whose_names_say_parts_each_is_asked(found, made):
    names = [("learn_x", "learn_y"), ("check_x", "check_y"), ("exam_x", "exam_y")]
    content = arrays(names)
    seen = found(content, name="arrays.npz")
    assert dict(seen.parts) == COUNTS
    questions = {each.key: each for each in seen.questions}
    assert questions[f"part {names[2][0]}"].asks == f"The 22 images in {names[2][0]} are"
    assert taken(made, content) == ([100, 150], [200])
    answers = {f"part {names[1][0]}": "to test with", f"part {names[2][0]}": "to learn from"}
    assert taken(made, content, **answers) == ([100, 200], [150])
    assert dict(found(content, name="arrays.npz", **{f"part {x}": "to learn from" for x, _ in names}).parts) == {"train": 103}


def test_shares_of_one_number_are_to_learn_from(found):
    names = [("x1", "y1"), ("x2", "y2"), ("x3", "y3")]
    seen = found(arrays(names, dict.fromkeys(COUNTS, 30)), name="arrays.npz")
    assert (dict(seen.parts), seen.questions) == ({"train": 90}, ())


@pytest.mark.parametrize("names", [["tr/{}", "te/{}"], ["learn/{}", "exam/{}"], ["{}_learn", "{}_exam"]])
def test_parts_of_one_number_are_told_by_their_names(found, names):
    content = arrays([(name.format("x"), name.format("y")) for name in names], {"train": 30, "test": 30})
    assert dict(found(content, name="arrays.npz").parts) == {"train": 30, "test": 30}


@pytest.mark.parametrize(
    ("names", "guess"),
    [
        (("{}_train", "{}_check", "{}_test"), {"train": 60, "validation": 21, "test": 22}),
        (("{}", "{}_check", "{}_test"), {"train": 60, "validation": 21, "test": 22}),
        (("{}_train", "{}_val", "{}_new"), {"train": 60, "validation": 21, "test": 22}),
        (("{}_train", "{}_extra", "{}_test"), {"train": 81, "test": 22}),
    ],
)
def test_a_pair_beside_parts_whose_name_says_none_is_asked(found, made, names, guess):
    """It was learned from in silence."""
    content = arrays([(name.format("x"), name.format("y")) for name in names])
    seen = found(content, name="arrays.npz")
    odd = next(name.format("x") for name in names if name not in ("{}", "{}_train", "{}_val", "{}_test"))
    assert dict(seen.parts) == guess
    assert f"part {odd}" in {each.key for each in seen.questions}
    bright = BRIGHT["test" if odd == "x_new" else "validation"]
    learned, tested = taken(made, content, **{f"part {odd}": "to test with"})
    assert bright in tested
    assert bright not in learned


def test_shares_beside_a_test_part_are_to_learn_from(found):
    content = arrays([("x1", "y1"), ("x2", "y2"), ("x_test", "y_test")])
    seen = found(content, name="arrays.npz")
    assert (dict(seen.parts), seen.questions) == ({"train": 81, "test": 22}, ())
