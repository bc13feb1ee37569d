"""`train`: one experiment in this process, from the data to a run folder and its figures."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cnn_core.cli.interrupts import Interrupts
from cnn_core.cli.parser import Commands, add_json
from cnn_core.cli.progress import Meter
from cnn_core.cli.settings import add_settings, add_start
from cnn_core.cli.text import percent, print_json
from cnn_core.cli.workable import workable_experiment
from cnn_core.text import duration, plural
from cnn_core.training.events import Event, event

if TYPE_CHECKING:
    from cnn_core.runs import RunFolder

INTERRUPTED = 130


def add(commands: Commands) -> None:
    words = (
        "Train a network on a dataset, test it, save the run, and print the figures. Settings that are not given are those of the preset. "
        "Ctrl-C ends the training, tests and saves the current weights; a second one aborts."
    )
    command = commands.add_parser("train", help="train a network", description=words)
    add_start(command)
    add_settings(command)
    command.add_argument(
        "--out", metavar="DIR", type=Path, default=Path("runs"), help="where the run folder goes (default: runs)"
    )
    command.add_argument("--name", metavar="NAME", default="", help="a name for the run, under which other commands find it")
    add_json(command)
    command.set_defaults(run=run)


def run(chosen: Namespace) -> int:
    experiment = workable_experiment(chosen)
    from cnn_core.engine.worker.priority import lower_training
    from cnn_core.local_training import train_locally

    lower_training(main_too=True)  # whoever uses the pages of the laboratory beside it comes first
    with Meter() as meter, Interrupts() as control:

        def watch(each: Event) -> None:
            control.armed = control.armed or each["event"] == "started"
            meter.show(each)

        meter.show(event("phase", words="loading TensorFlow"))
        folder = train_locally(experiment, chosen.out, watch=watch, control=control, name=chosen.name)
    figures = figures_of(folder)
    if chosen.json:
        print_json(figures)
    else:
        print(text_of(figures))
    return INTERRUPTED if control.stopped() else 0


def figures_of(folder: RunFolder) -> dict[str, Any]:
    """The figures of the weights that a run kept; validation and test figures are None if there are none."""
    state, experiment = folder.state(), folder.meta.experiment
    kept = state.kept
    return {
        "run": str(folder.path),
        "id": folder.id,
        "network": experiment.architecture.name,
        "dataset": experiment.data.dataset,
        "params": state.parameters,
        "reason": state.reason,
        "epochs": len(state.history),
        "seconds": round(state.seconds, 3),
        "precision": state.precision or experiment.training.precision,
        "kept_epoch": kept and kept.epoch,
        "loss": kept and kept.loss,
        "accuracy": kept and kept.accuracy,
        "val_loss": kept and kept.val_loss,
        "val_accuracy": kept and kept.val_accuracy,
        "test_loss": state.test_loss,
        "test_accuracy": state.test_accuracy,
        "balanced_accuracy": state.balanced_accuracy,
    }


def text_of(figures: dict[str, Any]) -> str:
    """The figures as text."""
    how = {"completed": "", "stopped": ", stopped by Ctrl-C", "early": ", stopped early", "time": ", its minutes are over"}[
        figures["reason"]
    ]
    if figures["kept_epoch"] != figures["epochs"] and figures["kept_epoch"]:
        how += f"; the weights of epoch {figures['kept_epoch']} are kept"
    lines = [
        f"{figures['network']} on {figures['dataset']}: {plural(figures['epochs'], 'epoch')} in {duration(figures['seconds'])}{how}"
    ]
    if figures["val_accuracy"] is not None:
        lines.append(f"validation accuracy {percent(figures['val_accuracy'])}, loss {figures['val_loss']:.4f}")
    if figures["test_accuracy"] is not None:
        lines.append(f"test accuracy       {percent(figures['test_accuracy'])}, loss {figures['test_loss']:.4f}")
    if figures["balanced_accuracy"] is not None:
        lines.append(f"balanced accuracy   {percent(figures['balanced_accuracy'])}, the mean recall of its uneven classes")
    return "\n".join([*lines, f"saved in {figures['run']}"])
