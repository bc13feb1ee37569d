"""What the training doctor says of a run stands on Train, Evaluate and Compare, leads to a lesson, and is kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from streamlit.testing.v1 import AppTest

from cnn_core.data.load import load
from cnn_core.doctor.finding import VERSION
from cnn_core.metrics.evaluation import evaluate
from cnn_core.report.material import gather
from cnn_core.report.page import report_html
from cnn_core.runs import RunFolder
from cnn_core.runs.findings import kept_findings
from cnn_core.training.events import event
from pages.widgets.compare.chosen_runs import CHOSEN
from pages.widgets.state.epoch import EPOCH
from tests.pages.train.shown_run import epochs, show

OVERFITS = [
    *epochs([(0.5, 0.80), (0.4, 0.85), (0.6, 0.85), (0.9, 0.85)]),
    event("evaluated", test_loss=0.9, test_accuracy=0.9),
    event("finished", reason="completed", epochs=4, seconds=4.0),
]


def test_what_is_found_stands_on_every_page_of_the_run_and_is_kept(visit: Callable[..., AppTest], tmp_path: Path) -> None:
    app = show(visit, tmp_path, OVERFITS)
    line, note = app.info
    assert note.value.startswith(line.value)
    assert note.value.startswith("Overfitting: since epoch 2 the validation loss has risen by 125%")
    folder = RunFolder(tmp_path / "runs" / "run")
    assert kept_findings(folder.path, VERSION) is None  # its test is not there
    assert gather(folder, load("mnist-mini")).findings == ()

    labels = load("mnist-mini").y_test
    answers = np.eye(10, dtype=np.float32)[labels]
    answers[labels == 9] = np.eye(10, dtype=np.float32)[4]
    folder.save_evaluation(evaluate(labels, answers, tuple("0123456789")))
    app.switch_page("pages/evaluate.py").run()
    assert not app.exception
    kept = kept_findings(folder.path, VERSION)
    assert kept is not None
    assert kept[0] == note.value
    assert "What the training doctor says" in report_html(gather(folder, None))
    (folder.path / "findings.json").unlink()
    assert list(gather(folder, load("mnist-mini")).findings) == kept  # nobody has to look at a page before
    said = [each.value for each in app.info]
    assert note.value in said
    assert any(each.startswith("Class 9 is never the answer") for each in said)
    assert "The training doctor: 2 findings" in [each.label for each in app.expander]

    for epoch in (1, 2):
        folder.save_epoch(epoch, {"0.kernel": np.zeros(1, np.float32)})
    folder.save_epoch_evaluation(1, folder.evaluation(), 0.9)
    app.session_state[EPOCH] = ("run", 1)
    app.run()
    assert not app.exception
    assert "The training doctor: 2 findings about the final weights" in [each.label for each in app.expander]

    app.session_state[CHOSEN] = ["run"]
    app.switch_page("pages/compare.py").run()
    assert not app.exception
    assert "The training doctor: 2 findings" in [each.label for each in app.expander]
    assert any("Class 9 is never the answer" in each.value for each in app.markdown)


def test_validation_above_training_is_no_finding_and_is_explained(visit: Callable[..., AppTest], tmp_path: Path) -> None:
    app = show(visit, tmp_path, [*epochs([(0.9, 0.75), (0.6, 0.85)]), event("finished", reason="stopped", epochs=2, seconds=2.0)])
    assert not app.info
    line, said = (each.value for each in app.caption if "which is no fault" in each.value)
    assert line == ":material/stethoscope: Validation (85.0%) lies above training (60.0%) in epoch 2, which is no fault."
    assert "Validation (85.0%) lies above training (60.0%) in epoch 2, which is no fault: Dropout makes it harder" in said
