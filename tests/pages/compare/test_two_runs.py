"""Two runs on Compare: whether their difference is chance, and the images that only one reads right."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image
from scipy.stats import binomtest
from streamlit.testing.v1 import AppTest

from cnn_core.data.catalogue import CATALOGUE
from cnn_core.data.load import load
from cnn_core.engine import Laboratory
from cnn_core.figures.sheet import sheet
from cnn_core.metrics.evaluation import evaluate
from cnn_core.presets import PRESETS
from cnn_core.runs import RunFolder, RunMeta
from cnn_core.storage.owner_mark import owner_mark
from cnn_core.training.events import event
from pages.widgets.compare import two_runs
from pages.widgets.shell.error_boundary import escape_markdown

ADA = "ada-" + "x" * 24


def a_tested(lab: Laboratory, name: str, wrong: range, dataset: str = "mnist-mini", called: str = "", seed: int = 1) -> str:
    """A finished run that is wrong about these test images alone."""
    labels = load(dataset).y_test
    answers = labels.copy()
    answers[list(wrong)] = (answers[list(wrong)] + 1) % 10
    base = PRESETS["mlp"].experiment
    architecture = replace(base.architecture.fit_to(CATALOGUE[dataset].input_shape, 10), name=called or name)
    data, training = replace(base.data, dataset=dataset), replace(base.training, seed=seed)
    experiment = replace(base, architecture=architecture, data=data, training=training)
    meta = RunMeta(id=name, experiment=experiment, owner=owner_mark(ADA), dataset_fingerprint=CATALOGUE[dataset].fingerprint)
    folder = RunFolder.create(lab.root, meta)
    folder.save_evaluation(evaluate(labels, np.eye(10, dtype=np.float32)[answers], CATALOGUE[dataset].class_names))
    folder.append([event("evaluated", test_loss=0.1, test_accuracy=float(np.mean(answers == labels)))])
    folder.append([event("finished", reason="completed", epochs=1, seconds=1.0)])
    return name


def compared(visit: Callable[..., AppTest], *runs: str) -> str:
    app = visit(page="compare")
    app.session_state["compared"] = list(runs)
    app.run()
    assert not app.exception
    return " ".join(each.value.replace("\\", "") for each in [*app.markdown, *app.header])


def test_two_runs_on_the_same_images_are_tested_for_chance(visit: Callable[..., AppTest], lab: Laboratory) -> None:
    text = compared(visit, a_tested(lab, "narrow", range(30)), a_tested(lab, "wide", range(20, 34)))
    p = binomtest(4, 4 + 20, 0.5).pvalue
    assert "narrow alone is right on 4, wide alone on 20 of" in text
    assert f"wide reads 16 more right than narrow: this is hardly chance, p = {p:.3f}" in text
    assert "Only narrow reads 4 images right" in text
    assert "Only wide reads 20 images right" in text


def test_the_images_that_one_alone_reads_right_fit_into_the_narrowest_column_of_the_page() -> None:
    """On a screen of 1,440 pixels the eighth of a row was cut off."""
    drawn = Image.open(io.BytesIO(sheet(np.zeros((two_runs.MAX_SHOWN, 28, 28, 1)), ["7"] * 15, two_runs.COLUMNS, two_runs.CELL)))
    style = (Path(two_runs.__file__).parents[1] / "shell" / "assets" / "style.css").read_text()
    (narrowest,) = re.findall(r'\[class\*="st-key-stacking"\].*stColumn.*min-width: min\(100%, (\d+)rem\)', style)
    assert drawn.width <= 15 * int(narrowest)


def test_of_two_runs_that_differ_in_the_seed_alone_no_setting_is_called_better(
    visit: Callable[..., AppTest], lab: Laboratory
) -> None:
    a_tested(lab, "one", range(30))
    a_tested(lab, "two", range(20, 34), seed=2)
    app = visit(page="compare")
    for runs, said in ((["one", "two"], True), (["one", a_tested(lab, "three", range(3))], False)):
        app.session_state["compared"] = runs
        app.run()
        assert any(each.value.startswith("No setting differs in these two but a seed") for each in app.caption) == said


def test_one_run_three_runs_or_other_images_have_no_such_section(visit: Callable[..., AppTest], lab: Laboratory) -> None:
    names = [a_tested(lab, name, range(number)) for number, name in enumerate(("a", "b", "c"), 1)]
    other = a_tested(lab, "d", range(3), "digits")
    for chosen in ([names[0]], names, [names[0], other]):
        assert "Is the difference chance?" not in compared(visit, *chosen)


def test_names_of_networks_are_shown_as_they_are_and_never_as_markup(visit: Callable[..., AppTest], lab: Laboratory) -> None:
    bad = "**a** :red[b] $x$"
    runs = [a_tested(lab, "one", range(3), called=bad), a_tested(lab, "two", range(5))]
    app = visit(page="compare")
    app.session_state["compared"] = runs
    app.run()
    labels = next(each.options for each in app.button_group if any("two" in option for option in each.options))
    assert labels == [escape_markdown(text) for text in (f"{bad} minus two", bad, "two")]
