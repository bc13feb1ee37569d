"""Homes of two people, and what the first has in hers."""

from dataclasses import replace
from pathlib import Path

import pytest

from cnn_core.drawing.collection import Kept
from cnn_core.drawing.strokes import Drawing
from cnn_core.training.config import TrainingConfig
from cnn_core.workspace.edit_history import Desk
from tests.project.small_project import Made, images, run


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """Moves to another, empty home."""

    def move(name="elsewhere") -> Path:
        monkeypatch.setenv("CNN_LAB_HOME", str(tmp_path / name))
        return tmp_path / name

    return move


@pytest.fixture
def made(elsewhere) -> Made:
    home = elsewhere("home of ann")
    name = images()
    first, second = run(home / "runs", "run-1", name, seed=1), run(home / "runs", "run-2", name, seed=2, parent="run-1")
    experiment = first.meta.experiment
    desk = Desk(experiment).edit(replace(experiment, training=TrainingConfig(epochs=7))).undo()
    drawings = [
        Kept(Drawing(strokes=(((0.1, 0.2), (0.5, 0.5)),)), "well"),
        Kept(Drawing(strokes=(((0.3, 0.2), (0.5, 0.5)),)), "ill"),
    ]
    return Made(home, name, [first, second], desk, drawings)
