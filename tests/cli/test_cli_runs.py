"""`runs`: what was trained is listed, shown and deleted from the command line."""

import json

import pytest

from cnn_core.cli import main
from cnn_core.presets import PRESETS
from cnn_core.runs import RunFolder, RunMeta
from cnn_core.runs.annotation import Annotation, annotate
from cnn_core.training.events import event

STARTED = event("started", epochs=2, steps_per_epoch=2, train_size=8, validation_size=2, test_size=4, parameters=650, worker="w")
EPOCH = event("epoch", epoch=1, loss=1.0, accuracy=0.5, val_loss=1.0, val_accuracy=0.25, seconds=0.1, samples_per_second=80.0)
TESTED = event("evaluated", test_loss=0.5, test_accuracy=0.75)
FINISHED = event("finished", reason="completed", epochs=1, seconds=1.5)


@pytest.fixture
def app_runs(tmp_path, monkeypatch):
    """The folder of the app's runs; the command is given in another one."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.setenv("CNN_LAB_HOME", str(tmp_path / "home"))
    return tmp_path / "home" / "runs"


def make(root, name, created=1e9, *more):
    folder = RunFolder.create(root, RunMeta(id=name, experiment=PRESETS["mlp"].experiment, created=created, owner="somebody"))
    folder.append([STARTED, EPOCH, *more])
    return folder


def answer(capsys, *arguments):
    assert main(["runs", *arguments]) == 0
    return capsys.readouterr().out


def refusal(capsys, *arguments):
    assert main(["runs", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("python -m cnn_core runs: ")
    assert err.count("\n") == 1
    return err


def test_the_list_has_the_runs_of_the_app_and_those_in_runs_newest_first(app_runs, tmp_path, capsys):
    make(app_runs, "older", 1e9, TESTED, FINISHED)
    make(tmp_path / "here" / "runs", "newer", 2e9)
    header, _, first, second = answer(capsys, "list").splitlines()
    assert header.split() == ["id", "name", "dataset", "tags", "status", "accuracy", "epochs", "size", "date"]
    assert first.split()[:5] == ["newer", "mlp", "mnist-mini", "unfinished", "1"]
    assert second.split()[:5] == ["older", "mlp", "mnist-mini", "finished", "75.00%"]
    assert second.split()[-2].startswith("2001-09-")


def test_the_list_as_json_has_every_figure(app_runs, capsys):
    folder = make(app_runs, "older", 1e9, TESTED, FINISHED)
    (found,) = json.loads(answer(capsys, "list", "--json"))
    assert found == {
        "run": str(folder.path),
        "id": "older",
        "name": "",
        "note": "",
        "tags": [],
        "starred": False,
        "network": "mlp",
        "dataset": "mnist-mini",
        "status": "finished",
        "reason": "completed",
        "epochs": 1,
        "seconds": 1.5,
        "val_accuracy": 0.25,
        "test_loss": 0.5,
        "test_accuracy": 0.75,
        "bytes": sum(file.stat().st_size for file in folder.path.iterdir()),
        "created": 1e9,
    }


def test_runs_are_found_shown_and_deleted_by_what_is_written_on_them(app_runs, capsys):
    best, other = (make(app_runs, name, 1e9, TESTED, FINISHED) for name in ("one", "two"))
    annotate(best.path, Annotation(name="my best", tags=("exam",), note="slow", starred=True))
    assert "* my best" in answer(capsys, "list")
    assert [each["id"] for each in json.loads(answer(capsys, "list", "--find", "EXAM mlp", "--json"))] == ["one"]
    shown = answer(capsys, "show", "my best")
    assert all(words in shown for words in ("my best", "exam", "slow", str(best.path)))
    annotate(other.path, Annotation(name="my best"))
    assert "2 runs are called my best: take an id" in refusal(capsys, "delete", "my best")
    annotate(other.path, Annotation(name="second"))
    answer(capsys, "delete", "second")
    assert best.path.is_dir()
    assert not other.path.exists()


def test_curves_are_written_for_tensorboard(app_runs, tmp_path, capsys):
    make(app_runs, "one", 1e9, TESTED, FINISHED)
    out = tmp_path / "board"
    found = json.loads(answer(capsys, "tensorboard", "one", "--out", str(out), "--json"))
    parts = {path.relative_to(out).parts[1] for path in out.rglob("*") if path.is_file()}
    assert parts == {"train", "validation"}
    assert len(found["files"]) == 2
    (tmp_path / "file").write_text("")
    assert "cannot be written" in refusal(capsys, "tensorboard", "one", "--out", str(tmp_path / "file"))


def test_another_folder_can_be_listed_alone(app_runs, tmp_path, capsys):
    make(app_runs, "of-the-app")
    make(tmp_path / "elsewhere", "other")
    found = json.loads(answer(capsys, "list", "--in", str(tmp_path / "elsewhere"), "--json"))
    assert [each["id"] for each in found] == ["other"]
    assert "There is no folder nowhere" in refusal(capsys, "list", "--in", "nowhere")


def test_where_nothing_was_trained_the_list_is_empty(app_runs, capsys):
    assert json.loads(answer(capsys, "list", "--json")) == []


def test_one_run_is_shown_by_its_id(app_runs, capsys):
    make(app_runs, "older", 1e9, TESTED, FINISHED)
    lines = dict(line.split("  ", 1) for line in answer(capsys, "show", "older").splitlines())
    shown = {name.strip(): text.strip() for name, text in lines.items()}
    assert (shown["network"], shown["test accuracy"], shown["test loss"]) == ("mlp", "75.00%", "0.5000")
    assert json.loads(answer(capsys, "show", "pretrained", "--json"))["test_accuracy"] == pytest.approx(0.984)


def test_a_run_is_deleted_by_its_id_and_no_other(app_runs, capsys):
    make(app_runs, "older", 1e9, TESTED, FINISHED)
    make(app_runs, "other", 1e9, TESTED, FINISHED)
    assert "is deleted: mlp on mnist-mini" in answer(capsys, "delete", "older")
    assert [path.name for path in app_runs.iterdir()] == ["other"]


def test_a_run_without_an_end_is_deleted_by_force_alone(app_runs, capsys):
    make(app_runs, "unfinished")
    assert "it waits or trains, or it was cut off" in refusal(capsys, "delete", "unfinished")
    assert (app_runs / "unfinished").is_dir()
    assert json.loads(answer(capsys, "delete", "unfinished", "--force", "--json"))["id"] == "unfinished"
    assert not (app_runs / "unfinished").exists()


def test_a_report_is_one_html_file(app_runs, tmp_path, capsys):
    target = tmp_path / "report.html"
    answered = json.loads(answer(capsys, "report", "pretrained", "--out", str(target), "--json"))
    assert answered["report"] == str(target)
    assert answered["bytes"] == target.stat().st_size
    text = target.read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>")
    assert "98.40%" in text


def test_a_report_of_a_run_that_still_trains_has_what_there_is(app_runs, tmp_path, capsys):
    make(app_runs, "unfinished")
    assert "report.html" in answer(capsys, "report", "unfinished", "--out", str(tmp_path / "report.html"))
    assert "This run has no test" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_a_report_that_cannot_be_written_is_refused_in_a_sentence(app_runs, tmp_path, capsys):
    assert "cannot be written" in refusal(capsys, "report", "pretrained", "--out", str(tmp_path))


@pytest.mark.parametrize("action", ["show", "delete"])
def test_a_run_that_is_not_there_is_refused_in_a_sentence(app_runs, capsys, action):
    assert "There is no run nothing" in refusal(capsys, action, "nothing")


def test_what_must_stay_is_refused_in_a_sentence(app_runs, tmp_path, capsys):
    assert "cannot be deleted" in refusal(capsys, "delete", "pretrained")
    folder = make(app_runs, "older", 1e9, TESTED, FINISHED)
    thesis = tmp_path / "here" / "thesis"
    folder.path.rename(thesis)
    assert "Delete the folder by hand" in refusal(capsys, "delete", "thesis")
    assert (thesis / "events.jsonl").exists()


def test_a_damaged_run_is_refused_in_a_sentence(app_runs, capsys):
    folder = make(app_runs, "older")
    (folder.path / "run.json").write_text("{")
    for action in ("show", "delete"):
        assert "run.json" in refusal(capsys, action, "older")
    assert json.loads(answer(capsys, "list", "--json")) == []


@pytest.mark.parametrize("action", ["list", "show", "report", "delete"])
def test_every_action_has_help(capsys, action):
    with pytest.raises(SystemExit) as end:
        main(["runs", action, "--help"])
    assert end.value.code == 0
    assert "--json" in capsys.readouterr().out
