"""`evaluate`: the saved evaluation of a finished run."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from cnn_core.cli.find_run import WHERE, find_run
from cnn_core.cli.parser import Commands, add_json
from cnn_core.cli.text import percent, print_json, table

if TYPE_CHECKING:
    from cnn_core.metrics.evaluation import Evaluation


def add(commands: Commands) -> None:
    words = "Print accuracy, loss, the classification report and the confusion matrix that a run saved."
    command = commands.add_parser("evaluate", help="print how well a run answers", description=words)
    command.add_argument("folder", metavar="RUN", help=WHERE)
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
                "balanced_accuracy": evaluation.balanced_accuracy,
                "class_names": list(evaluation.class_names),
                "report": evaluation.report,
                "confusion": evaluation.confusion.tolist(),
            }
        )
        return 0
    loss = "" if state.test_loss is None else f", loss {state.test_loss:.4f}"
    wrong = len(evaluation.wrong())
    print(f"{folder.meta.experiment.architecture.name} on {folder.meta.experiment.data.dataset} ({folder.path})")
    balanced = evaluation.balanced_accuracy
    mean_recall = "" if balanced is None else f", balanced {percent(balanced)}"
    print(
        f"accuracy {percent(evaluation.accuracy)}{mean_recall}{loss}; {wrong:,} of {len(evaluation.labels):,} test images wrong\n"
    )
    print(_report(evaluation))
    print("\nConfusion matrix: rows are the true classes, columns what the network said\n")
    print(_matrix(evaluation))
    return 0


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
