"""`sweep`: real trainings that differ in a few things, their table and their statistics."""

import csv
import json
import os
import signal
import statistics

import pytest
from scipy import stats

from cnn_core import local_training
from cnn_core.cli import main
from cnn_core.cli.train import INTERRUPTED
from cnn_core.errors import TrainingError
from cnn_core.runs import RunFolder, RunMeta

SWEEP = ("sweep", "mlp", "--vary", "layers[1].units=8,16", "--seeds", "2", "--dataset", "digits", "--train-size", "300")
QUICK = (*SWEEP, "--epochs", "1", "--json", "--out")


@pytest.fixture(scope="module")
def swept(tmp_path_factory):
    return tmp_path_factory.mktemp("sweep")


@pytest.fixture
def result(swept, capsys):
    assert main([*QUICK, str(swept)]) == 0
    return json.loads(capsys.readouterr().out)


def test_every_value_is_trained_with_every_seed(result, swept):
    assert [(run["varied"], run["seed"]) for run in result["runs"]] == [
        ({"layers[1].units": units}, seed) for units in (8, 16) for seed in (1, 2)
    ]
    assert result["names"] == {"layers[1].units": "2 Dense: units"}
    for run in result["runs"]:
        experiment = RunFolder(swept / run["id"]).meta.experiment
        assert experiment.architecture.layers[1].units == run["varied"]["layers[1].units"]
        assert (experiment.training.seed, experiment.data.train_size) == (run["seed"], 300)
        assert run["error"] is None


def test_the_groups_are_what_scipy_finds_in_the_file(result, swept):
    with (swept / "sweep.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 4
    for group in result["groups"]:
        wanted = str(group["varied"]["layers[1].units"])
        accuracies = [float(row["test_accuracy"]) for row in rows if row["2 Dense: units"] == wanted]
        interval = stats.ttest_1samp(accuracies, 0.0).confidence_interval(0.95)
        assert group["runs"] == 2
        assert group["mean"] == pytest.approx(statistics.mean(accuracies))
        assert group["std"] == pytest.approx(statistics.stdev(accuracies))
        # Beyond 0 and 1 there is no accuracy, though Student's t of two runs goes there.
        assert group["interval"] == pytest.approx([max(0.0, interval.low), min(1.0, interval.high)])


def test_two_groups_are_compared_by_the_test_of_welch(result, swept, capsys):
    with (swept / "sweep.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    first, second = ([float(row["test_accuracy"]) for row in rows if row["2 Dense: units"] == units] for units in ("8", "16"))
    p = stats.ttest_ind(first, second, equal_var=False).pvalue
    assert result["difference"]["p"] == pytest.approx(p)
    assert main([each for each in QUICK if each != "--json"] + [str(swept)]) == 0
    said = capsys.readouterr().out
    assert f"p = {p:.3f} (Welch's t test, 2 and 2 runs)" in said
    assert "Of two runs they tell little" in said
    assert "With 2 Dense: units " in said
    assert "layers[" not in said
    assert f"p = {p:.3f}" in result["difference"]["words"]


def test_runs_are_called_after_their_values_and_found_by_their_names(result, swept, capsys):
    assert main(["runs", "list", "--in", str(swept), "--find", "units 16, seed 2", "--json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert (found["name"], found["id"]) == ("2 Dense: units 16, seed 2", result["runs"][3]["id"])


def test_given_again_it_trains_only_what_is_missing(result, swept, capsys):
    before = {run["id"]: (swept / run["id"] / "run.json").stat().st_mtime_ns for run in result["runs"]}
    cut_off = result["runs"][0]["id"]
    journal = swept / cut_off / "events.jsonl"
    lines = journal.read_text(encoding="utf-8").splitlines(keepends=True)
    journal.write_text("".join(line for line in lines if '"finished"' not in line), encoding="utf-8")
    (swept / cut_off / "result.json").unlink(missing_ok=True)
    assert main([*QUICK, str(swept)]) == 0
    assert json.loads(capsys.readouterr().out)["groups"] == result["groups"]
    after = {name: (swept / name / "run.json").stat().st_mtime_ns for name in before}
    assert [name for name in before if after[name] != before[name]] == [cut_off]


def test_a_run_of_it_is_that_of_train_with_the_same_seed(result, tmp_path, capsys):
    run = result["runs"][1]
    assert main(["train", "--architecture", run["run"], "--out", str(tmp_path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["test_accuracy"] == run["test_accuracy"]


def test_a_run_that_fails_has_its_reason_and_the_others_go_on(tmp_path, capsys, monkeypatch):
    train = local_training.train_locally

    def fails_at_16(experiment, root, *, run_id, **options):
        if experiment.architecture.layers[1].units < 16:
            return train(experiment, root, run_id=run_id, **options)
        RunFolder.create(root, RunMeta(id=run_id, experiment=experiment))
        raise TrainingError("The loss is no longer a number.")

    monkeypatch.setattr(local_training, "train_locally", fails_at_16)
    assert main([*QUICK, str(tmp_path), "--seeds", "1"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert [run["error"] for run in result["runs"]] == [None, "The loss is no longer a number."]
    assert [group["runs"] for group in result["groups"]] == [1, 0]
    assert result["difference"] == {"p": None, "words": ""}


def test_a_run_that_ctrl_c_ended_does_not_count_and_is_trained_when_the_sweep_goes_on(tmp_path, capsys, monkeypatch):
    """Of four epochs it had one: its accuracy is that of less training, and not of its value."""
    train = local_training.train_locally
    long = ["--epochs", "4", "--vary", "batch_size=32", "--out", str(tmp_path)]

    def cut(experiment, root, *, watch, **options):
        def pressed(event):
            watch(event)
            if event["event"] == "epoch" and event["epoch"] == 1 and experiment.training.seed == 2:
                os.kill(os.getpid(), signal.SIGINT)

        return train(experiment, root, watch=pressed, **options)

    with monkeypatch.context() as patched:
        patched.setattr(local_training, "train_locally", cut)
        assert main([*SWEEP, *long]) == INTERRUPTED
    assert "The last run was stopped before its end, and does not count" in capsys.readouterr().out
    with (tmp_path / "sweep.csv").open(encoding="utf-8") as file:
        assert [row["reason"] for row in csv.DictReader(file)] == ["completed", "stopped"]
    assert main([*SWEEP, *long, "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert {run["reason"] for run in result["runs"]} == {"completed"}
    assert [group["runs"] for group in result["groups"]] == [2, 2]
