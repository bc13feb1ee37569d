"""`project`: all that is here as one file, and back, from the command line."""

import json
import shutil

import pytest

from cnn_core.cli import main
from cnn_core.presets import PRESETS
from cnn_core.runs import PRETRAINED_PATH, RunFolder
from cnn_core.workspace.edit_history import Desk


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A home with a desk and a run, and the folder of the scripts."""
    monkeypatch.setenv("CNN_LAB_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    shutil.copytree(PRETRAINED_PATH, tmp_path / "runs" / "run-1")
    meta = json.loads((PRETRAINED_PATH / "run.json").read_text()) | {"id": "run-1"}
    (tmp_path / "runs" / "run-1" / "run.json").write_text(json.dumps(meta))
    desk = tmp_path / "home" / "desks" / "ann.json"
    desk.parent.mkdir(parents=True)
    desk.write_text(json.dumps({"desk": Desk(PRESETS["mlp"].experiment).to_json(), "run": "run-1"}))
    return tmp_path


def test_a_project_is_saved_and_opened_in_another_home(here, monkeypatch, capsys):
    assert main(["project", "save", "all.zip"]) == 0
    assert "all.zip" in (said := capsys.readouterr().out)
    assert "1 run, the desk with its steps of undo" in said
    monkeypatch.setenv("CNN_LAB_HOME", str(here / "other"))
    assert main(["project", "open", "all.zip", "--out", "theirs", "--desk", "desk.json", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["came"], found["left_out"]) == (["1 run"], [])
    again = RunFolder(here / found["runs"]["run-1"])
    assert again.state() == RunFolder(PRETRAINED_PATH).state()
    assert main(["summary", "desk.json"]) == 0
    assert PRESETS["mlp"].experiment.architecture.name in capsys.readouterr().out


def test_single_runs_travel_alone(here, capsys):
    assert main(["project", "save", "one.zip", "--run", "run-1", "--last-epoch", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["holds"] == ["1 run"]


def test_what_cannot_be_is_one_sentence(here, monkeypatch, capsys):
    (here / "photo.zip").write_bytes(b"\xff\xd8")
    assert main(["project", "open", "photo.zip"]) == 2
    assert "The project cannot be opened: it is no zip archive" in capsys.readouterr().err
    assert main(["project", "save", "no/folder/all.zip"]) == 2
    assert "cannot be written" in capsys.readouterr().err
    monkeypatch.setenv("CNN_LAB_HOME", str(here / "empty"))
    monkeypatch.chdir(here / "home")
    assert main(["project", "save", "all.zip"]) == 2
    assert "There is nothing to save" in capsys.readouterr().err
