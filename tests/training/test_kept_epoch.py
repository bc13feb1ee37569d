"""Every figure of a run that went back to an earlier epoch is the figure of the weights it kept."""

import pytest

from cnn_core.cli.train import figures_of, text_of
from cnn_core.experiment import Experiment
from cnn_core.figures.overlay import overlaid_curves
from cnn_core.metrics.comparison import compare
from cnn_core.presets import PRESETS
from cnn_core.runs import RunFolder, RunMeta
from cnn_core.runs.loading import bundle_of
from cnn_core.training.events import event
from cnn_core.training.fold import fold
from cnn_core.training.progress import progress
from tests.figures.one_curve import learning_curves

EXPERIMENT: Experiment = PRESETS["mlp"].experiment
SIZES = {"epochs": 9, "steps_per_epoch": 4, "train_size": 8, "validation_size": 50, "parameters": 9}
STARTED = {"event": "started", "time": 0.0, **SIZES}
VALIDATION = [(0.9, 0.70), (0.8, 0.74), (0.5, 0.80), (0.6, 0.82), (0.7, 0.84)]
"""Loss and accuracy: the loss is best after epoch 3, the accuracy at the end."""


def run(*end):
    epochs = [
        event("epoch", epoch=n, loss=1 / n, accuracy=0.6, val_loss=loss, val_accuracy=right, seconds=1, samples_per_second=1)
        for n, (loss, right) in enumerate(VALIDATION, start=1)
    ]
    return [STARTED, *epochs, *end, event("finished", reason="early" if end else "completed", epochs=5, seconds=8.0)]


BACK = event("restored", epoch=3)


@pytest.fixture
def folder(tmp_path):
    made = RunFolder.create(tmp_path, RunMeta(id="run", experiment=EXPERIMENT))
    made.append(run(BACK))
    return made


def test_a_run_knows_which_epoch_it_kept():
    assert (fold(run(BACK)).kept.epoch, fold(run(BACK)).kept.val_accuracy) == (3, 0.80)


def test_a_run_that_never_went_back_has_the_weights_of_its_last_epoch():
    assert fold(run()).kept.val_accuracy == 0.84
    assert fold([STARTED]).kept is None


def test_a_run_that_is_trained_on_has_the_weights_of_its_last_epoch_again():
    assert fold([*run(BACK), STARTED]).kept.epoch == 5


def test_the_table_of_runs_has_the_figures_of_the_kept_weights():
    (row,) = compare([(EXPERIMENT, fold(run(BACK)))])
    assert (row.val_loss, row.val_accuracy, row.epochs) == (0.5, 0.80, 5)


def test_the_names_beside_the_curves_have_the_figures_of_the_kept_weights():
    state = fold(run(BACK))
    beside = {note.text for note in learning_curves(state, "accuracy").layout.annotations}
    assert beside == {"training 0.600 (epoch 3)", "validation 0.800 (epoch 3)"}
    (name,) = overlaid_curves({"mlp": state}, "accuracy").layout.annotations
    assert name.text == "mlp: 0.800"


def test_the_command_line_prints_the_figures_of_the_kept_weights(folder):
    figures = figures_of(folder)
    assert (figures["val_loss"], figures["val_accuracy"], figures["kept_epoch"], figures["epochs"]) == (0.5, 0.80, 3, 5)
    assert "stopped early; the weights of epoch 3 are kept" in text_of(figures)


def test_a_bundle_says_the_figures_of_the_kept_weights(folder):
    assert bundle_of(folder, {}, tuple("0123456789")).about.figures["val_accuracy"] == 0.80


def test_the_line_of_a_run_says_which_weights_it_kept():
    line = progress(fold(run(BACK))).line
    assert line.endswith("(stopped early: the validation loss no longer fell); the weights of epoch 3 are kept")
    assert "kept" not in progress(fold(run())).line
