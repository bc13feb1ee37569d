"""Several runs side by side: their settings and results."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cnn_core.data.catalogue import displayed_name
from cnn_core.data.task import class_names
from cnn_core.experiment import Experiment
from cnn_core.summary import summarise
from cnn_core.training.state import RunState


@dataclass(frozen=True, kw_only=True)
class Row:
    """One run of a comparison; None where it has no such figure (yet). `seconds` is the time that its epochs took."""

    name: str
    dataset: str
    train_size: int | None
    parameters: int
    epochs: int
    seconds: float
    val_loss: float | None
    val_accuracy: float | None
    test_loss: float | None
    test_accuracy: float | None


def compare(runs: Iterable[tuple[Experiment, RunState]]) -> list[Row]:
    """A row for each run, in the order given, with a name that no other has. Validation figures are those of the weights that were kept."""
    found = list(runs)
    names = distinct([experiment.architecture.name for experiment, _ in found])
    return [_row(name, *each) for name, each in zip(names, found, strict=True)]


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
        train_size=state.train_size or None,
        parameters=summarise(experiment.architecture, len(class_names(experiment.data))).params,
        epochs=len(state.history),
        seconds=sum(epoch.seconds for epoch in state.history),
        val_loss=kept.val_loss if kept else None,
        val_accuracy=kept.val_accuracy if kept else None,
        test_loss=state.test_loss,
        test_accuracy=state.test_accuracy,
    )
