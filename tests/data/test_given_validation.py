"""A validation part that came with the images stays that part, whatever is chosen, left out or relabelled."""

from dataclasses import replace

import numpy as np
import pytest

from cnn_core.codegen.data import data_sections
from cnn_core.data.choice import ONE, DataChoice
from cnn_core.data.dataset import Dataset
from cnn_core.data.divided import as_given, divided
from cnn_core.data.entry import Entry
from cnn_core.data.prepare import prepare
from cnn_core.data.watched import watched_images
from cnn_core.errors import DatasetError
from cnn_core.presets import PRESETS
from cnn_core.runs.particular import particular

LEARN, VALIDATE, TEST = 97, 30, 20
GIVEN = DataChoice(dataset="three", validation="given", validation_from=LEARN)


def part(count, first):
    """Each image says in its pixels which it is."""
    numbers = np.arange(first, first + count)
    x = np.broadcast_to(numbers[:, None, None, None], (count, 4, 4, 1)).astype(np.uint8)
    return x, numbers % 3


X, Y = part(LEARN + VALIDATE, 0)
X_TEST, Y_TEST = part(TEST, 200)
THREE = Dataset(
    name="three",
    title="Three",
    x_train=X,
    y_train=Y,
    x_test=X_TEST,
    y_test=Y_TEST,
    class_names=("a", "b", "c"),
    pixel_max=255,
    source="",
    licence="",
)
CHOICES = {
    "all": {},
    "images left out of both parts": {"left_out": (0, 5, 96, 97, 126)},
    "a label changed": {"relabelled": ((3, 1), (100, 2))},
    "fewer images": {"train_size": 60},
    "fewer images, some left out": {"train_size": 60, "left_out": (7, 99)},
    "one class against the rest": {"task": ONE, "target": 1},
    "one class against the rest, some left out": {"task": ONE, "target": 1, "left_out": (0, 1, 5, 97, 126)},
    "one class against more of the rest": {"task": ONE, "target": 1, "others": 70, "train_size": 50},
}


def numbers(images):
    return [] if images is None else [round(float(each)) for each in np.asarray(images[:])[:, 0, 0, 0] * 255]


@pytest.mark.parametrize("changes", CHOICES.values(), ids=CHOICES)
def test_no_image_learns_that_came_to_validate_with_nor_the_other_way_round(changes):
    choice = replace(GIVEN, **changes)
    prepared = prepare(THREE, choice)
    learned, validated = numbers(prepared.x_train), numbers(prepared.x_val)
    assert max(learned) < LEARN <= min(validated)
    assert not {*learned, *validated} & set(choice.left_out)
    if choice.task != ONE:
        assert validated == [number for number in range(LEARN, LEARN + VALIDATE) if number not in choice.left_out]
        assert len(learned) == (choice.train_size or LEARN - sum(number < LEARN for number in choice.left_out))
    assert numbers(watched_images(THREE, choice, range(3))[0] / 255) == validated[:3]


@pytest.mark.parametrize("changes", CHOICES.values(), ids=CHOICES)
def test_the_exported_code_divides_the_same_images(changes):
    experiment = replace(PRESETS["mlp"].experiment, data=replace(GIVEN, **changes))
    sections = [each for each in data_sections(experiment)[1:] if each.title not in ("Scaling", "Targets")]
    found = {"np": np, "x_train": X, "y_train": Y.copy(), "x_test": X_TEST, "y_test": Y_TEST.copy()}
    for each in sections:
        exec("\n".join([*each.imports, each.code]), found)
    prepared = prepare(THREE, experiment.data)
    for x, y in (("x_train", "y_train"), ("x_val", "y_val")):
        assert numbers(found[x] / 255) == numbers(getattr(prepared, x))
        assert np.array_equal(found[y], getattr(prepared, y))


def test_to_leave_an_image_out_changes_no_other():
    before, after = (divided(THREE, replace(GIVEN, left_out=out)) for out in ((), (110,)))
    assert before.train.tolist() == after.train.tolist()
    assert len(after.validation) == VALIDATE - 1
    assert not replace(GIVEN, left_out=(110,)).drawn_anew(GIVEN)


def test_the_split_travels_in_json_and_only_where_it_is_used():
    assert DataChoice.from_json(GIVEN.to_json()) == GIVEN
    assert "validation_from" not in replace(GIVEN, validation="last").to_json()
    assert replace(GIVEN, validation="last").validation_from == 0
    assert particular(replace(PRESETS["mlp"].experiment, data=GIVEN)).startswith("validation as given")


def test_images_that_have_no_such_part_say_so():
    with pytest.raises(DatasetError, match="came without a validation part"):
        divided(THREE, DataChoice(dataset="three", validation="given"))
    with pytest.raises(DatasetError, match="127 would be left to learn from and 0 to validate with"):
        divided(THREE, replace(GIVEN, validation_from=127))
    with pytest.raises(DatasetError, match="0 to validate with"):
        divided(THREE, replace(GIVEN, left_out=tuple(range(LEARN, LEARN + VALIDATE))))


def test_a_class_that_came_to_validate_alone_is_said():
    labels = np.repeat((0, 1), (LEARN, VALIDATE))
    with pytest.raises(
        DatasetError, match=r"^validation: every image of class 1 is in the given validation part.*Received: 'given'$"
    ):
        divided(replace(THREE, y_train=labels), GIVEN)


def test_a_choice_goes_to_other_images_without_the_part_of_these():
    known = {"title": "", "description": "", "input_shape": (4, 4, 1), "class_names": ("a",), "train_size": 127, "test_size": 20}
    other = Entry(name="other", **known, pixel_max=255, bundled=False, fingerprint="", source="", licence="")
    assert as_given(GIVEN, other) == DataChoice(dataset="three")
    assert as_given(DataChoice(dataset="three"), replace(other, validation_from=97)) == GIVEN
    assert as_given(DataChoice(validation="last"), other) == DataChoice(validation="last")
