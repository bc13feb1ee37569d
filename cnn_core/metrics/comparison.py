"""Several runs side by side: their settings and results."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cnn_core.data.catalogue import displayed_name
from cnn_core.data.choice import ONE, DataChoice
from cnn_core.data.task import TARGET, class_names
from cnn_core.experiment import Experiment
from cnn_core.summary import summarise
from cnn_core.training.progress import seconds_in_tables
from cnn_core.training.state import RunState


@dataclass(frozen=True, kw_only=True)
class Row:
    """One run of a comparison; None where it has no such figure (yet). `seconds` are those of `seconds_in_tables`."""

    name: str
    dataset: str
    question: str
    tested_with: str
    train_size: int | None
    parameters: int
    epochs: int
    seconds: float | None
    val_loss: float | None
    val_accuracy: float | None
    test_loss: float | None
    test_accuracy: float | None


def compare(runs: Iterable[tuple[Experiment, RunState]], names: Sequence[str] = ()) -> list[Row]:
    """A row for each run, in the order given, with a name that no other has: of its network, or that of `names`.

    Validation figures are those of the weights that were kept.
    """
    found = list(runs)
    names = distinct(names or [experiment.architecture.name for experiment, _ in found])
    return [_row(name, *each) for name, each in zip(names, found, strict=True)]


def by_question(experiments: Sequence[Experiment]) -> dict[str, list[int]]:
    """The numbers of the runs that can be compared with each other: those of the same images and the same classes.

    The key says which, the first run's first. Own images with the same title are told apart by a number.
    """
    groups: dict[tuple[str, tuple[str, ...]], list[int]] = {}
    for number, experiment in enumerate(experiments):
        groups.setdefault((experiment.data.dataset, class_names(experiment.data)), []).append(number)
    first = [experiments[numbers[0]].data for numbers in groups.values()]
    names = distinct([f"{displayed_name(data.dataset)}, {_question(data)}" for data in first])
    return dict(zip(names, groups.values(), strict=True))


def differently_tested(choices: Sequence[DataChoice], names: Sequence[str]) -> str:
    """That the runs with these names are tested with different images or labels of one test part, and each with which; empty if with the
    same."""
    if len({(each.left_out_test, each.relabelled_test) for each in choices}) < 2:
        return ""
    each_with = "; ".join(f"{name}: {choice.tested_with}" for name, choice in zip(names, choices, strict=True))
    return f"Their test figures are not comparable, since they are tested with different images or labels. {each_with}."


def _question(data: DataChoice) -> str:
    names = class_names(data)
    return f"{names[TARGET]} or not" if data.task == ONE else f"{len(names)} classes"


def distinct(names: Sequence[str]) -> list[str]:
    """The names, numbered where one comes several times: `mlp, mlp` becomes `mlp (1), mlp (2)`."""
    total, seen = Counter(names), Counter[str]()
    numbered = []
    for name in names:
        seen[name] += 1
        numbered.append(f"{name} ({seen[name]})" if total[name] > 1 else name)
    return numbered


def _row(name: str, experiment: Experiment, state: RunState) -> Row:
    kept = state.kept
    return Row(
        name=name,
        dataset=displayed_name(experiment.data.dataset),
        question=_question(experiment.data),
        tested_with=experiment.data.tested_with,
        train_size=state.train_size or None,
        parameters=summarise(experiment.architecture, len(class_names(experiment.data))).params,
        epochs=len(state.history),
        seconds=seconds_in_tables(state),
        val_loss=kept.val_loss if kept else None,
        val_accuracy=kept.val_accuracy if kept else None,
        test_loss=state.test_loss,
        test_accuracy=state.test_accuracy,
    )
