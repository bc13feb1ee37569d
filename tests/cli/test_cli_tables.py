"""`datasets`, `presets`, `summary` and `evaluate`: what they print, and that they need no TensorFlow for it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from cnn_core.cli import main
from cnn_core.cli.text import table
from cnn_core.data.catalogue import CATALOGUE
from cnn_core.metrics.evaluation import evaluate
from cnn_core.presets import PRESETS
from cnn_core.runs import RunFolder, RunMeta
from cnn_core.spec import Dense, Flatten
from cnn_core.training.events import event

ROOT = Path(__file__).parents[2]


def printed(capsys, *arguments):
    assert main(arguments) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return out


def test_the_datasets_are_listed_with_their_licences(capsys):
    out = printed(capsys, "datasets")
    for entry in CATALOGUE.values():
        assert entry.name in out
        assert entry.licence in out


def test_the_datasets_as_json(capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("CNN_LAB_HOME", str(tmp_path))
    found = json.loads(printed(capsys, "datasets", "--json"))
    assert [each["name"] for each in found] == ["mnist-mini", "digits", "mnist", "fashion_mnist", "cifar10"]
    assert found[0]["input_shape"] == [28, 28, 1]
    assert (found[0]["train_size"], found[0]["test_size"], found[0]["classes"], found[0]["bundled"]) == (10_000, 2_000, 10, True)
    assert found[0]["path"]


def test_the_presets_are_listed_with_their_parameters(capsys):
    out = printed(capsys, "presets")
    for total in ("121,930", "61,706", "101,770", "485,514", "93,322", "889,834"):
        assert total in out
    assert all(name in out for name in PRESETS)
    described = json.loads(printed(capsys, "presets", "--json"))
    assert [each["name"] for each in described if each["default"]] == ["small-cnn"]
    assert described[0]["experiment"] == PRESETS["small-cnn"].experiment.to_json()


def test_the_summary_of_notebook_4_is_the_table_of_its_notebook(capsys):
    out = printed(capsys, "summary", "notebook-4")
    for words in ("3x3x64x128 + 128 = 73,856", "3,200x128 + 128 = 409,728", "485,514 parameters", "Dense 10", "5x5x128"):
        assert words in out


def test_the_summary_as_json_is_what_a_script_needs(capsys):
    value = json.loads(printed(capsys, "summary", "notebook-4", "--json"))
    assert value["params"] == 485_514
    assert [layer["params"] for layer in value["layers"]] == [640, 0, 73_856, 0, 0, 409_728, 1_290]
    assert value["layers"][0]["kind"] == "Conv2D"
    assert value["layers"][0]["output_shape"] == [26, 26, 64]
    assert value["layers"][0]["macs"] == 26 * 26 * 64 * 9
    assert value["issues"] == []


def test_the_columns_of_a_table_are_aligned():
    text = table(["layer", "parameters", "sees"], [["Conv2D", "1,290", "3x3"], ["Dense 10", "0", "28x28"]], left=(0, 2))
    assert text.splitlines() == [
        "layer     parameters  sees",
        "--------  ----------  -----",
        "Conv2D         1,290  3x3",
        "Dense 10           0  28x28",
    ]


@pytest.mark.parametrize("kind", ["architecture", "experiment", "run.json", "run folder"])
def test_a_network_is_read_from_any_file_that_holds_one(capsys, tmp_path, kind):
    experiment = PRESETS["mlp"].experiment
    value = {
        "architecture": experiment.architecture.to_json(),
        "experiment": experiment.to_json(),
        "run.json": {"schema": 1, "experiment": experiment.to_json()},
        "run folder": {"schema": 1, "experiment": experiment.to_json()},
    }[kind]
    file = tmp_path / "run.json"
    file.write_text(json.dumps(value))
    path = tmp_path if kind == "run folder" else file
    assert json.loads(printed(capsys, "summary", str(path), "--json"))["params"] == 101_770


def test_what_is_wrong_is_printed_with_its_fixes(capsys, tmp_path):
    architecture = PRESETS["mlp"].experiment.architecture.remove(0)
    file = tmp_path / "broken.json"
    file.write_text(architecture.to_text())
    out = printed(capsys, "summary", str(file))
    assert "error: Dense 128 (layer 1) gets an image, not a vector" in out
    assert "  fix: put Flatten before layer 1" in out
    (issue,) = json.loads(printed(capsys, "summary", str(file), "--json"))["issues"]
    assert (issue["code"], issue["layer"], issue["severity"]) == ("dense-before-flatten", 0, "error")


@pytest.fixture
def finished(tmp_path):
    """A run folder as a training would leave it: three images, one of them named wrongly."""
    experiment = PRESETS["mlp"].experiment
    folder = RunFolder.create(tmp_path / "runs", RunMeta(id="a-run", experiment=experiment))
    probabilities = np.full((3, 10), 0.05, np.float32)
    probabilities[[0, 1, 2], [7, 2, 2]] = 0.55
    folder.save_evaluation(evaluate(np.array([7, 2, 1]), probabilities, CATALOGUE["mnist"].class_names))
    folder.append([event("evaluated", test_loss=0.25, test_accuracy=2 / 3)])
    folder.append([event("finished", reason="completed", epochs=1, seconds=2.0)])
    return folder


def test_a_run_is_evaluated_from_what_it_saved(capsys, finished):
    out = printed(capsys, "evaluate", str(finished.path))
    assert "accuracy 66.67%, balanced 66.67%, loss 0.2500; 1 of 3 test images wrong" in out
    assert "macro avg" in out
    value = json.loads(printed(capsys, "evaluate", str(finished.path), "--json"))
    assert value["test_accuracy"] == pytest.approx(2 / 3)
    assert value["confusion"][1][2] == 1
    assert value["report"]["2"]["precision"] == 0.5


def test_a_run_is_found_by_its_id_among_the_apps_own(capsys, finished, monkeypatch):
    monkeypatch.setenv("CNN_LAB_HOME", str(finished.path.parents[1]))
    assert "accuracy 66.67%" in printed(capsys, "evaluate", "a-run")


def test_the_model_that_comes_along_has_an_evaluation(capsys):
    value = json.loads(printed(capsys, "evaluate", "pretrained", "--json"))
    assert value["test_accuracy"] >= 0.98
    assert sum(map(sum, value["confusion"])) == 2_000


@pytest.mark.parametrize("command", [["datasets"], ["presets"], ["summary", "small-cnn"], ["evaluate", "pretrained"]])
def test_no_table_needs_tensorflow_or_streamlit(command):
    program = (
        f"import sys; from cnn_core.cli import main; code = main({command!r}); "
        "heavy = {'tensorflow', 'keras', 'streamlit', 'distributed', 'sklearn', 'plotly', 'pandas'} & set(sys.modules); "
        "sys.exit(f'imported {heavy}' if heavy else code)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


def test_python_m_cnn_core_runs_from_anywhere(tmp_path):
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "cnn_core", "summary", "small-cnn", "--json"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60, check=True)
    assert json.loads(done.stdout)["params"] == 121_930


def test_a_reader_that_has_seen_enough_is_no_error():
    command = f"{sys.executable} -m cnn_core presets --json | head -c 20"
    done = subprocess.run(["sh", "-c", command], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.stderr == ""


def test_a_network_with_a_fault_is_summarised_up_to_it(capsys, tmp_path):
    architecture = PRESETS["small-cnn"].experiment.architecture.insert(0, Flatten()).insert(0, Dense(units=2))
    file = tmp_path / "fault.json"
    file.write_text(architecture.to_text())
    value = json.loads(printed(capsys, "summary", str(file), "--json"))
    assert len(value["layers"]) == 2
    assert value["issues"][0]["code"] == "does-not-fit"
