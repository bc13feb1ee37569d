"""`train`: a real training, its run folder, its progress, and Ctrl-C."""

import io
import json
import signal
import subprocess
import sys
from argparse import Namespace
from dataclasses import replace
from pathlib import Path

import pytest

from cnn_core.cli import main, parser
from cnn_core.cli.interrupts import Interrupts
from cnn_core.cli.progress import Meter, bar
from cnn_core.cli.settings import experiment_of
from cnn_core.presets import PRESETS
from cnn_core.runs import RunFolder
from cnn_core.spec import Dense
from cnn_core.training.fold import fold
from cnn_core.training.optimizers import SGD, Adadelta, Adam
from cnn_core.training.state import RunState

ROOT = Path(__file__).parents[2]
QUICK = ("train", "--preset", "mlp", "--dataset", "digits", "--json")
STARTED = {
    "event": "started",
    "time": 0.0,
    "epochs": 4,
    "steps_per_epoch": 10,
    "train_size": 640,
    "validation_size": 64,
    "parameters": 9,
}


def chosen(*arguments: str) -> Namespace:
    return parser().parse_args(["train", *arguments])


def test_what_is_not_given_is_as_the_preset_has_it():
    assert experiment_of(chosen()) == PRESETS["small-cnn"].experiment
    assert experiment_of(chosen("--preset", "notebook-4")) == PRESETS["notebook-4"].experiment


def test_every_option_sets_its_field():
    options = (
        "--dataset mnist --epochs 3 --batch-size 128 --loss sparse_categorical_crossentropy --seed 7 --train-size 500 "
        "--validation last --validation-split 0.2 --early-stopping 2 --optimizer sgd --learning-rate 0.1"
    )
    made = experiment_of(chosen(*options.split()))
    data, training = made.data, made.training
    assert (data.dataset, data.train_size, data.validation, data.validation_split) == ("mnist", 500, "last", 0.2)
    assert (training.epochs, training.batch_size, training.seed, training.early_stopping) == (3, 128, 7, 2)
    assert training.loss == "sparse_categorical_crossentropy"
    assert training.optimizer == SGD(learning_rate=0.1)


def test_another_optimizer_comes_with_its_usual_rate():
    assert experiment_of(chosen("--optimizer", "Adadelta")).training.optimizer == Adadelta(learning_rate=1.0)
    assert experiment_of(chosen("--learning-rate", "0.002")).training.optimizer == Adam(learning_rate=0.002)


def test_the_network_is_fitted_to_the_dataset():
    architecture = experiment_of(chosen("--preset", "mlp", "--dataset", "digits")).architecture
    assert architecture.input_shape == (8, 8, 1)
    assert architecture.layers[-1] == Dense(units=10, activation="softmax")


def test_an_architecture_comes_from_a_file_and_an_experiment_with_its_settings(tmp_path):
    file = tmp_path / "network.json"
    file.write_text(PRESETS["lenet-5"].experiment.architecture.to_text())
    made = experiment_of(chosen("--architecture", str(file)))
    assert made.architecture == PRESETS["lenet-5"].experiment.architecture
    file.write_text(json.dumps(PRESETS["notebook-5-cnn"].experiment.to_json()))
    assert experiment_of(chosen("--architecture", str(file))) == PRESETS["notebook-5-cnn"].experiment


def test_what_was_corrected_of_its_images_goes_to_no_others(tmp_path):
    file = tmp_path / "experiment.json"
    base = PRESETS["mlp"].experiment
    changed = replace(base.data, left_out=(3, 7), relabelled=((5, 1),), left_out_test=(2,), relabelled_test=((4, 0),))
    file.write_text(json.dumps(replace(base, data=changed).to_json()))
    assert experiment_of(chosen("--architecture", str(file), "--dataset", base.data.dataset)).data == changed
    assert experiment_of(chosen("--architecture", str(file), "--dataset", "digits")).data == replace(base.data, dataset="digits")


def test_a_training_leaves_a_run_folder_and_prints_its_figures(capsys, tmp_path):
    assert main([*QUICK, "--epochs", "2", "--seed", "3", "--name", "my first", "--out", str(tmp_path)]) == 0
    out, err = capsys.readouterr()
    figures = json.loads(out)
    folder = RunFolder(Path(figures["run"]))
    assert folder.path.parent == tmp_path
    assert (figures["epochs"], figures["reason"], figures["dataset"]) == (2, "completed", "digits")
    assert 0 < figures["seconds"] < 60
    state, evaluation = folder.state(), folder.evaluation()
    assert (state.status, len(state.history), folder.epochs()) == ("finished", 2, [1, 2])
    assert figures["test_accuracy"] == pytest.approx(evaluation.accuracy)
    assert figures["val_accuracy"] == state.history[-1].val_accuracy
    assert figures["test_accuracy"] > 0.6
    assert folder.meta.experiment.training.seed == 3
    assert folder.result().annotation.name == "my first"
    assert folder.model_path.stat().st_size > 1000
    assert [line.split(":")[0] for line in err.splitlines()] == ["epoch 1 of 2", "epoch 2 of 2"]


def test_the_same_seed_gives_the_same_figures(capsys, tmp_path):
    figures = []
    for _ in range(2):
        assert main([*QUICK, "--epochs", "1", "--out", str(tmp_path)]) == 0
        figures.append(json.loads(capsys.readouterr().out))
    assert figures[0]["test_loss"] == figures[1]["test_loss"]
    assert figures[0]["run"] != figures[1]["run"]


def interrupted(tmp_path):
    """A long training in a process of its own, with Ctrl-C after its first epoch."""
    command = [sys.executable, "-m", "cnn_core", *QUICK, "--epochs", "200", "--out", str(tmp_path)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        first = process.stderr.readline()
        assert first.startswith("epoch 1 of 200"), first
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    finally:
        process.kill()
    (folder,) = tmp_path.iterdir()
    return process.returncode, out, err, RunFolder(folder)


def test_ctrl_c_ends_the_training_and_keeps_what_was_learned(tmp_path):
    code, out, err, folder = interrupted(tmp_path)
    assert code == 130
    assert "Traceback" not in err
    figures = json.loads(out)
    assert figures["reason"] == "stopped"
    assert 1 <= figures["epochs"] < 200
    assert folder.state().status == "stopped"
    assert figures["test_accuracy"] == pytest.approx(folder.evaluation().accuracy)
    assert set(folder.weights()) == {"1.kernel", "1.bias", "2.kernel", "2.bias"}
    assert folder.resume().epoch == figures["epochs"]


def test_a_second_ctrl_c_raises():
    with Interrupts() as control:
        control.armed = True
        signal.raise_signal(signal.SIGINT)
        assert control.stopped()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)


def test_ctrl_c_before_the_training_raises_at_once():
    with Interrupts() as control, pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)
    assert not control.stopped()


def test_ctrl_c_is_given_back():
    before = signal.getsignal(signal.SIGINT)
    with Interrupts():
        assert signal.getsignal(signal.SIGINT) != before
    assert signal.getsignal(signal.SIGINT) == before


def batches(time, step):
    return {"event": "batches", "time": time, "epoch": 1, "step": [step], "loss": [0.5], "accuracy": [0.875], "batch_size": 64}


def test_the_bar_says_how_far_how_long_and_how_well():
    """40 batches in all; 5 batches of 64 in a second: 320 images/s, and 30 batches take 6 s more."""
    state = fold([STARTED, batches(1.0, 5), batches(2.0, 10)])
    expected = "[######------------------] 25%  epoch 1 of 4  6 s left  320 images/s  loss 0.5000  accuracy 87.50%"
    assert bar(state) == expected


def test_before_the_first_batch_the_bar_is_words():
    assert bar(fold([STARTED, {"event": "phase", "time": 1.0, "words": "building the network"}])) == "building the network"
    assert bar(RunState()) == "starting"


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_in_a_terminal_the_bar_moves_on_one_line_and_is_gone_at_the_end():
    with Meter(Terminal()) as meter:
        for event in (STARTED, batches(1.0, 5), batches(2.0, 10)):
            meter.show(event)
        text = meter._to.getvalue()
    assert "\n" not in text
    assert text.count("\r\x1b[K") == 3
    assert meter._to.getvalue().endswith("\r\x1b[K")
