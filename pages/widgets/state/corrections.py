"""Single images of the desk's dataset left out or called otherwise. For callbacks; each is one step of undo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from cnn_core.data.choice import ALL, CORRECTIONS, MAX_CHANGED, DataChoice
from cnn_core.data.dataset import Dataset
from cnn_core.data.health import TEST, TRAIN
from pages.widgets.state.datasets import dataset
from pages.widgets.state.requests import redraw, refuse
from pages.widgets.state.session import session


def leave_out(numbers: Sequence[int]) -> None:
    """Training images that are no longer learned from."""
    mine = session()
    data = mine.experiment.data
    left_out = tuple(sorted({*data.left_out, *numbers}))
    remaining = mine.entry.train_size - len(left_out)
    size = data.train_size if data.task == ALL and data.train_size < remaining else 0
    _change(left_out, left_out=left_out, train_size=size)


def leave_out_of_test(numbers: Sequence[int]) -> None:
    """Test images that are no longer tested with; of these at least one stays."""
    mine = session()
    left_out = tuple(sorted({*mine.experiment.data.left_out_test, *numbers}))
    if len(left_out) >= mine.entry.test_size:
        refuse("No test image would be left: use some of them again.")
        return
    _change(left_out, left_out_test=left_out)


def use_again(part: str, number: int) -> None:
    """An image that had been left out."""
    name = "left_out_test" if part == TEST else "left_out"
    left_out = tuple(each for each in getattr(session().experiment.data, name) if each != number)
    _change(left_out, **{name: left_out})


def relabel(part: str, number: int, label: int) -> None:
    """An image that gets another class, or its own again."""
    mine = session()
    data, choice = dataset(mine.entry.name), mine.experiment.data
    came, before = (data.y_test, choice.relabelled_test) if part == TEST else (data.y_train, choice.relabelled)
    changed = tuple(sorted((n, to) for n, to in {**dict(before), number: label}.items() if to != came[n]))
    _change(changed, **{"relabelled_test" if part == TEST else "relabelled": changed})


def use_all() -> None:
    """All images as they came."""
    mine = session()
    if not mine.overtaken():
        mine.set_data(mine.experiment.data.uncorrected)
        redraw()


def corrected_last() -> bool:
    """Whether the last step of the desk corrected images, and nothing else."""
    mine = session()
    if not mine.desk.past:
        return False
    before, now = mine.desk.past[-1], mine.experiment
    changed = {name: getattr(now.data, name) for name in (*CORRECTIONS, "train_size")}  # which follows what is left out
    return before.data.corrections != now.data.corrections and replace(before, data=replace(before.data, **changed)) == now


def undo_correction() -> None:
    """Takes that step back, unless another was made since, in another tab."""
    mine = session()
    if not mine.overtaken() and corrected_last():
        mine.put(mine.desk.undo())
        redraw()


def label_now(data: Dataset, choice: DataChoice, part: str, number: int) -> str:
    """The name of the class of an image, as the choice corrects it. A correction to a class that there is not, such as of a link, is none:
    the training refuses it."""
    label = int((data.y_test if part == TEST else data.y_train)[number])
    return data.class_names[labels_now(data, choice).get((part, number), label)]


def label_text(data: Dataset, choice: DataChoice, part: str, number: int) -> str:
    """What is said of the class of an image: `3`, or `3, now 2` where the choice corrects it, since figures of runs before are of 3."""
    came = data.class_names[int((data.y_test if part == TEST else data.y_train)[number])]
    now = label_now(data, choice, part, number)
    return came if now == came else f"{came}, now {now}"


def labels_now(data: Dataset, choice: DataChoice) -> dict[tuple[str, int], int]:
    """The labels that the choice corrects, by part and number, without those to a class that there is not."""
    changed = ((TRAIN, choice.relabelled), (TEST, choice.relabelled_test))
    return {(part, number): label for part, pairs in changed for number, label in pairs if label < data.classes}


def _change(listed: Sequence[Any], **changes: Any) -> None:
    mine = session()
    if mine.overtaken():
        return
    if len(listed) > MAX_CHANGED:
        refuse(f"An experiment corrects at most {MAX_CHANGED:,} images one by one, and these would be {len(listed):,}.")
        return
    mine.set_data(replace(mine.experiment.data, **changes))
    redraw()
