"""The table of benchmarks/notebooks.py, from results as a training would write them."""

import json
import subprocess
import sys
from pathlib import Path

from benchmarks.notebooks import NOTEBOOKS, markdown, rows

ROOT = Path(__file__).parents[2]


def result(preset, seed, **figures):
    usual = {"test_accuracy": 0.97, "test_loss": 0.1, "val_accuracy": 0.9, "val_loss": 0.5, "seconds": 10.0, "history": []}
    epochs = NOTEBOOKS[preset].experiment.training.epochs
    return {"preset": preset, "seed": seed, "epochs": epochs, **usual, **figures}


def test_the_difference_is_the_mean_less_what_the_notebook_printed():
    found = [result("notebook-2a", 1, test_accuracy=0.95), result("notebook-2a", 2, test_accuracy=0.96, seconds=20.0)]
    assert rows(found, [1, 2]) == [["notebook-2a", "test accuracy", "0.9685", "0.9500", "0.9600", "-0.0135", "15"]]


def test_a_seed_that_is_not_there_yet_leaves_its_place_empty():
    assert rows([result("notebook-2a", 2)], [1, 2]) == [["notebook-2a", "test accuracy", "0.9685", "", "0.9700", "+0.0015", "10"]]


def test_of_notebook_3_the_validation_is_compared_and_where_its_loss_turns():
    history = [
        {"epoch": k + 1, "val_loss": loss, "accuracy": 0.99, "val_accuracy": 0.92} for k, loss in enumerate((0.5, 0.3, 0.4))
    ]
    found = rows([result("notebook-3", 1, val_accuracy=0.92, val_loss=0.4, history=history)], [1])
    assert [line[1:5] for line in found] == [
        ["val accuracy", "0.9200", "0.9200", "+0.0000"],
        ["val loss", "0.4396", "0.4000", "-0.0396"],
        ["epoch of the lowest val loss", "", "2", ""],
        ["gap", "", "0.0700", ""],
    ]


def test_a_written_run_is_printed_as_markdown_and_not_trained_again(tmp_path):
    file = tmp_path / "results.json"
    file.write_text(json.dumps([result("notebook-2a", seed) for seed in (1, 2)]))
    command = [sys.executable, "benchmarks/notebooks.py", "--only", "notebook-2a", "--out", str(file)]
    for flag, line in ((["--markdown"], "| notebook-2a | test accuracy | 0.9685 |"), ([], "notebook-2a  test accuracy   0.9685")):
        done = subprocess.run([*command, *flag], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
        assert line in done.stdout
        assert done.stderr == ""


def test_a_table_for_a_document_has_a_rule_below_its_header():
    assert markdown(["a", "b", "c"], [["1", "2", "3"]]).splitlines() == ["| a | b | c |", "| --- | --- | ---: |", "| 1 | 2 | 3 |"]
