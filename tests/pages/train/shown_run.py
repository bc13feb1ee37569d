"""The Train page with a run that left some events."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from streamlit.testing.v1 import AppTest

from cnn_core.experiment import Experiment
from cnn_core.presets import PRESETS
from cnn_core.runs import RunFolder, RunMeta
from cnn_core.storage.owner_mark import owner_mark
from cnn_core.training.events import Event, event

PERSON = "ada-" + "x" * 24
STARTED = {"epochs": 9, "steps_per_epoch": 4, "train_size": 64, "validation_size": 1000, "test_size": 8, "parameters": 9}


def epochs(validation: list[tuple[float, float]], **figures: float) -> list[Event]:
    each = {"accuracy": 0.6, "seconds": 1.0, "samples_per_second": 64.0, **figures}
    return [
        event("epoch", epoch=n, val_loss=loss, val_accuracy=right, **{"loss": 1 / n, **each})
        for n, (loss, right) in enumerate(validation, start=1)
    ]


def show(
    visit: Callable[..., AppTest],
    home: Path,
    events: list[Event],
    experiment: Experiment = PRESETS["small-cnn"].experiment,
    **training: object,
) -> AppTest:
    """The Train page with a run that left these events."""
    experiment = replace(experiment, training=replace(experiment.training, **training))
    folder = RunFolder.create(home / "runs", RunMeta(id="run", experiment=experiment, owner=owner_mark(PERSON)))
    folder.append([event("started", **STARTED), *events])
    app = visit(PERSON, "train")
    app.session_state["session"].show_run("run")
    return app.run()


def links(app: AppTest) -> list[str]:
    return [each.proto.label for each in app.get("page_link")]


STOPPED_EARLY = [
    *epochs([(0.9, 0.70), (0.8, 0.74), (0.5, 0.80), (0.6, 0.82), (0.7, 0.84)]),
    event("restored", epoch=3),
    event("finished", reason="early", epochs=5, seconds=5.0),
]

SEVEN = [*epochs([(0.5, 0.8)] * 7), event("finished", reason="completed", epochs=7, seconds=7.0)]
