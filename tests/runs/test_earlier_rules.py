"""Runs, bundles, plans and desks of an earlier version, whose rules allowed more, can still be read."""

import json
from dataclasses import replace

import pytest

from cnn_core.errors import SpecError
from cnn_core.experiment import Experiment
from cnn_core.runs import RunFolder, list_runs
from cnn_core.training.optimizers import Adam
from cnn_core.workspace.edit_history import Desk

AVERAGED = {"early_stopping": 3, "optimizer": {"use_ema": True}}
FLAT = {"schedule": "plateau", "schedule_factor": 1.0}


def of_before(experiment, settings):
    """The JSON of an experiment with settings that are refused now."""
    plain = replace(experiment, training=replace(experiment.training, optimizer=Adam(learning_rate=0.01))).to_json()
    optimizer = {**plain["training"]["optimizer"], **settings.get("optimizer", {})}
    return {**plain, "training": {**plain["training"], **settings, "optimizer": optimizer}}


@pytest.mark.parametrize("settings", [AVERAGED, FLAT])
def test_they_are_read_as_what_came_of_them(experiment, settings):
    value = of_before(experiment, settings)
    with pytest.raises(SpecError):
        Experiment.from_json(value)
    training = Experiment.from_saved(value).training
    assert training.schedule == "constant"
    assert not training.optimizer.use_ema
    assert training.early_stopping == settings.get("early_stopping", 0)
    assert training.optimizer.learning_rate == 0.01
    assert Desk.from_json({"experiment": value, "past": [value], "future": []}).experiment.training == training


@pytest.mark.parametrize("settings", [AVERAGED, FLAT])
def test_such_a_run_stays_in_the_lists_with_its_settings(tmp_path, with_id, experiment, settings):
    RunFolder.create(tmp_path, with_id("today"))
    old = RunFolder.create(tmp_path, with_id("before"))
    stored = json.loads((old.path / "run.json").read_text())
    (old.path / "run.json").write_text(json.dumps({**stored, "experiment": of_before(experiment, settings)}))
    assert {run.id for run in list_runs(tmp_path)} == {"today", "before"}
    assert RunFolder(old.path).meta.experiment.training.epochs == 3


@pytest.mark.parametrize("value", [None, [], {"training": 3}, {"training": {"optimizer": 4, "early_stopping": 1}}])
def test_what_is_no_experiment_is_refused_as_before(value):
    with pytest.raises(SpecError):
        Experiment.from_saved(value)
