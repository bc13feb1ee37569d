"""`evaluate`: how well a finished run answers, from what it saved."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from cnn_core.cli.parser import Commands, add_json
from cnn_core.cli.text import percent, print_json, table
from cnn_core.errors import RunError
from cnn_core.storage.home import home

if TYPE_CHECKING:
    from cnn_core.metrics.evaluation import Evaluation
    from cnn_core.runs import RunFolder


def add(commands: Commands) -> None:
    words = "Print accuracy, loss, the report of each class and the confusion matrix of a run, as it saved them."
    command = commands.add_parser("evaluate", help="print how well a run answers", description=words)
    where = "a run folder, the id of a run of the app or in ./runs, or pretrained"
    command.add_argument("folder", metavar="RUN", help=where)
    add_json(command)
    command.set_defaults(run=run)


def run(chosen: Namespace) -> int:
    folder = find_run(chosen.folder)
    state, evaluation = folder.state(), folder.evaluation()
    if chosen.json:
        print_json(
            {
                "run": str(folder.path),
                "status": state.status,
                "test_loss": state.test_loss,
                "test_accuracy": evaluation.accuracy,
                "class_names": list(evaluation.class_names),
                "report": evaluation.report,
                "confusion": evaluation.confusion.tolist(),
            }
        )
        return 0
    loss = "" if state.test_loss is None else f", loss {state.test_loss:.4f}"
    wrong = len(evaluation.wrong())
    print(f"{folder.meta.experiment.architecture.name} on {folder.meta.experiment.data.dataset} ({folder.path})")
    print(f"accuracy {percent(evaluation.accuracy)}{loss}; {wrong:,} of {len(evaluation.labels):,} test images wrong\n")
    print(_report(evaluation))
    print("\nConfusion matrix: rows are the true classes, columns what the network said\n")
    print(_matrix(evaluation))
    return 0


def find_run(name: str) -> RunFolder:
    """The run in that folder, or with that id in ./runs or among the app's; RunError if there is none."""
    from cnn_core.runs import PRETRAINED, PRETRAINED_PATH, RunFolder

    places = [Path(name)]
    if Path(name).name == name:
        places += [Path("runs") / name, home() / "runs" / name]
    if name == PRETRAINED:
        places.append(PRETRAINED_PATH)
    for place in places:
        if (place / "run.json").is_file():
            return RunFolder(place)
    raise RunError(f"There is no run {name[:80]}: name a run folder, or the id of a run in ./runs or in {home() / 'runs'}.")


def _report(evaluation: Evaluation) -> str:
    rows = []
    for name in (*evaluation.class_names, "macro avg", "weighted avg"):
        each = evaluation.report[name]
        figures = [f"{each[key]:.4f}" for key in ("precision", "recall", "f1-score")]
        rows.append([name, *figures, f"{int(each['support']):,}"])
    return table(["class", "precision", "recall", "f1-score", "images"], rows)


def _matrix(evaluation: Evaluation) -> str:
    names = evaluation.class_names
    rows = [[name, *map(str, counts)] for name, counts in zip(names, evaluation.confusion.tolist(), strict=True)]
    return table(["true", *names], rows)
