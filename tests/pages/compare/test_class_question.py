"""Does dropout help notebook-3 on 5,000 images? Answered by the app, and by hand with scipy from a file of real trainings.

does_dropout_help.csv was written by `python -m cnn_core sweep notebook-3 --vary preset=notebook-3,notebook-3-dropout --train-size 5000
--seeds 5`, on Fashion-MNIST for 20 epochs (4,000 images to learn from, 1,000 for validation, 10,000 for the test); it has the columns
that are needed here. The engine that trains in this test is a fake, which gives these accuracies.
"""

from __future__ import annotations

import csv
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from scipy import stats
from streamlit.testing.v1 import AppTest

from cnn_core.engine import Laboratory
from cnn_core.training.events import event
from tests.engine.fake_engine import FakeEngines, batches, epoch, started

NETWORKS = ("notebook-3", "notebook-3-dropout")
TRAINED = Path(__file__).with_name("does_dropout_help.csv")
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def accuracies() -> dict[str, list[float]]:
    """Five test accuracies of each network, by seed."""
    with TRAINED.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    found = {name: [float(row["test_accuracy"]) for row in rows if row["preset"] == name] for name in NETWORKS}
    assert [len(each) for each in found.values()] == [5, 5]
    return found


def texts(app: AppTest) -> str:
    return " ".join(each.value.replace("\\", "") for each in [*app.markdown, *app.caption, *app.error])


def answered(app: AppTest, lab: Laboratory, engines: FakeEngines, accuracies: dict[str, list[float]]) -> AppTest:
    """The plan is made with the widgets of the page; its ten runs end with these accuracies."""
    app.multiselect(key="plan paths").set_value(["preset"]).run()
    app.text_input(key="plan values preset").set_value(",".join(NETWORKS)).run()
    app.slider(key="plan seeds").set_value(5).run()
    next(each for each in app.button if each.label == "Train 10 runs").click().run()
    for number, accuracy in enumerate([each for name in NETWORKS for each in accuracies[name]], 1):
        job = engines.nth_client(1).nth_job(number)
        job.send(started(), batches(1, 2.0, 1.0), epoch(1), event("evaluated", test_loss=0.4, test_accuracy=accuracy))
        job.end()
        lab.wait(job.run, timeout=10)
    end = time.monotonic() + 20
    while "10 of 10 runs done" not in texts(app):
        assert time.monotonic() < end
        app.run()
    return app


def test_the_app_finds_the_same_means_intervals_and_p_as_scipy(
    visit: Callable[..., AppTest], lab: Laboratory, engines: FakeEngines, accuracies: dict[str, list[float]]
) -> None:
    app = answered(visit(page="compare"), lab, engines, accuracies)
    assert not app.exception
    table = next(each.value for each in app.dataframe if "standard deviation" in each.value)
    assert list(table["preset"]) == list(NETWORKS)
    for row, name in enumerate(NETWORKS):
        interval = stats.ttest_1samp(accuracies[name], 0.0).confidence_interval(0.95)
        found = [table[column][row] for column in ("mean", "standard deviation", "95% from", "95% to")]
        by_hand = [statistics.mean(accuracies[name]), statistics.stdev(accuracies[name]), interval.low, interval.high]
        assert found == pytest.approx(by_hand, abs=1e-12)
    p = stats.ttest_ind(accuracies[NETWORKS[0]], accuracies[NETWORKS[1]], equal_var=False).pvalue
    assert f"p = {p:.3f} (Welch's t test, 5 and 5 runs)" in texts(app)


def test_by_hand_more_accurate_with_dropout_cannot_be_told_from_chance_and_the_lower_loss_can() -> None:
    """The interval of the difference has 0 in it, and gains and losses, too; that of the loss, which punishes sure mistakes, has not."""
    with TRAINED.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    by_figure = {
        figure: [[float(row[figure]) for row in rows if row["preset"] == name] for name in NETWORKS]
        for figure in ("test_accuracy", "test_loss")
    }
    assert stats.ttest_ind(*by_figure["test_accuracy"], equal_var=False).pvalue > 0.05
    assert stats.ttest_ind(*by_figure["test_loss"], equal_var=False).pvalue < 0.001
    assert statistics.mean(by_figure["test_loss"][1]) < statistics.mean(by_figure["test_loss"][0])


def test_the_page_in_docs_has_the_figures_that_its_own_lines_print(accuracies: dict[str, list[float]]) -> None:
    said = (ROOT / "docs" / "does-it-help.md").read_text(encoding="utf-8")
    code = said.split("```python\n")[1].split("```")[0]
    printed = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    *networks, p, difference = printed.splitlines()
    rows = [line for line in said.splitlines() if line.startswith("| notebook-3")]
    for name, line in zip(NETWORKS, networks, strict=True):
        figures = line.removeprefix(f"{name}: ").split(", ")
        of_it = [row.split(" | ") for row in rows if row.startswith(f"| {name}, ")]
        assert [row[1:4] for row in of_it] == [figures, figures]  # by scipy and on Compare
    assert rows[0].split(" | ")[4].removesuffix(" |") == p.removeprefix("p = ")
    assert f"may be anything {difference} away from that\nwithout" in said
