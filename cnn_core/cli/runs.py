"""`runs`: lists, shows, reports and deletes runs."""

from __future__ import annotations

import time
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cnn_core.cli.find_run import WHERE, find_run, places
from cnn_core.cli.parser import Commands, add_json
from cnn_core.cli.text import percent, print_json, table
from cnn_core.errors import LabError, RunError
from cnn_core.text import bytes_text

if TYPE_CHECKING:
    from cnn_core.runs import RunFolder, RunResult

UNFINISHED = "it waits or trains, or it was cut off"


def add(commands: Commands) -> None:
    words = "List the runs of the app and those in ./runs, show what is known of one, write a report of it, or delete one."
    command = commands.add_parser("runs", help="list, show, report or delete runs", description=words)
    actions = command.add_subparsers(dest="action", required=True, metavar="ACTION")

    listing = actions.add_parser("list", help="list runs, newest first", description="List runs, newest first.")
    listing.add_argument(
        "--in", dest="folder", metavar="DIR", type=Path, help="only those in this folder (default: ./runs and those of the app)"
    )
    listing.add_argument(
        "--find",
        metavar="WORDS",
        default="",
        help="only those with all of these words in name, tags, note, network, data or settings",
    )
    add_json(listing)
    listing.set_defaults(run=list_all)

    showing = actions.add_parser("show", help="show a run", description="Show what a run trained on what, and its figures.")
    showing.add_argument("folder", metavar="RUN", help=WHERE)
    add_json(showing)
    showing.set_defaults(run=show)

    reporting = actions.add_parser(
        "report",
        help="write a report of a run",
        description="Write a run as one HTML page for printing: network, settings, curves, matrix, mistakes and code.",
    )
    reporting.add_argument("folder", metavar="RUN", help=WHERE)
    reporting.add_argument("--out", metavar="FILE", type=Path, required=True, help="the file to write, such as report.html")
    add_json(reporting)
    reporting.set_defaults(run=report)

    boarding = actions.add_parser(
        "tensorboard",
        help="write the curves of a run for TensorBoard",
        description="Write the curves of a run as event files: tensorboard --logdir DIR shows them.",
    )
    boarding.add_argument("folder", metavar="RUN", help=WHERE)
    boarding.add_argument("--out", metavar="DIR", type=Path, required=True, help="the folder to write into")
    add_json(boarding)
    boarding.set_defaults(run=tensorboard)

    deleting = actions.add_parser("delete", help="delete a run", description="Delete a run for good, whoever's it is.")
    deleting.add_argument("folder", metavar="RUN", help=WHERE.rpartition(",")[0])
    deleting.add_argument(
        "--force",
        action="store_true",
        help="also a run without an end: it was cut off, or it still trains, which this ends badly",
    )
    add_json(deleting)
    deleting.set_defaults(run=delete)


def list_all(chosen: Namespace) -> int:
    from cnn_core.runs import RunFolder, list_runs
    from cnn_core.runs.search import has_words

    if chosen.folder is not None and not chosen.folder.is_dir():
        raise RunError(f"There is no folder {chosen.folder}.")
    roots = [chosen.folder] if chosen.folder is not None else list({path.resolve(): path for path in places()}.values())
    found = [_known(RunFolder(root / run.id), run) for root in roots for run in list_runs(root) if has_words(run, chosen.find)]
    found.sort(key=lambda each: each["created"], reverse=True)
    if chosen.json:
        print_json(found)
        return 0
    rows = [
        [
            each["id"],
            ("* " if each["starred"] else "") + (each["name"] or each["network"]),
            each["dataset"],
            " ".join(each["tags"]),
            _status(each),
            "" if each["test_accuracy"] is None else percent(each["test_accuracy"]),
            str(each["epochs"]),
            bytes_text(each["bytes"]),
            _date(each["created"]),
        ]
        for each in found
    ]
    print(table(["id", "name", "dataset", "tags", "status", "accuracy", "epochs", "size", "date"], rows, left=(0, 1, 2, 3, 4, 8)))
    return 0


def show(chosen: Namespace) -> int:
    folder = find_run(chosen.folder)
    known = _known(folder, folder.result())
    if chosen.json:
        print_json(known)
        return 0
    lines = {
        "name": known["name"],
        "tags": ", ".join(known["tags"]),
        "note": known["note"],
        "network": known["network"],
        "dataset": known["dataset"],
        "status": _status(known),
        "reason": UNFINISHED if known["status"] == "interrupted" else known["reason"],
        "epochs": str(known["epochs"]),
        "training": f"{known['seconds']:.1f} s",
        "validation accuracy": "" if known["val_accuracy"] is None else percent(known["val_accuracy"]),
        "test accuracy": "" if known["test_accuracy"] is None else percent(known["test_accuracy"]),
        "test loss": "" if known["test_loss"] is None else f"{known['test_loss']:.4f}",
        "size": bytes_text(known["bytes"]),
        "date": _date(known["created"]),
        "folder": known["run"],
    }
    width = max(map(len, lines))
    print("\n".join(f"{name:<{width}}  {text}" for name, text in lines.items() if text))
    return 0


def report(chosen: Namespace) -> int:
    from cnn_core.data.load import find, load_local
    from cnn_core.report import gather, report_html

    folder = find_run(chosen.folder)
    name = folder.meta.experiment.data.dataset
    try:
        data = load_local(name) if find(name) is not None else None
    except LabError:  # own images that are gone: the report says so
        data = None
    text = report_html(gather(folder, data))
    try:
        chosen.out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise RunError(f"The report cannot be written to {chosen.out}: {error.strerror or error}.") from None
    size = len(text.encode())
    if chosen.json:
        print_json({"run": str(folder.path), "report": str(chosen.out), "bytes": size})
    else:
        print(f"{chosen.out}: {bytes_text(size)}")
    return 0


def tensorboard(chosen: Namespace) -> int:
    from cnn_core.runs.tensorboard import board_name, event_files

    folder = find_run(chosen.folder)
    board = chosen.out / board_name(folder.result().title, folder.id)
    files = {board / path: content for path, content in event_files(folder.state()).items()}
    try:
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    except OSError as error:
        raise RunError(f"The event files cannot be written to {chosen.out}: {error.strerror or error}.") from None
    if chosen.json:
        print_json({"run": str(folder.path), "files": [str(path) for path in files]})
    else:
        print("\n".join(map(str, files)))
    return 0


def delete(chosen: Namespace) -> int:
    from cnn_core.runs.deletion import delete_run

    folder = find_run(chosen.folder)
    known = _known(folder, folder.result())
    if known["status"] == "interrupted" and not chosen.force:
        raise RunError(
            f"The run {folder.id} is unfinished: {UNFINISHED}. Stop it where it trains; "
            "if nothing trains it, delete it with --force."
        )
    delete_run(folder)
    if chosen.json:
        print_json(known)
    else:
        print(f"{known['run']} is deleted: {known['network']} on {known['dataset']}, {bytes_text(known['bytes'])}.")
    return 0


def _known(folder: RunFolder, run: RunResult) -> dict[str, Any]:
    from cnn_core.runs.deletion import size_of

    return {
        "run": str(folder.path),
        "id": run.id,
        **run.annotation.to_json(),
        "network": run.network,
        "dataset": run.dataset,
        "status": run.status,
        "reason": run.reason,
        "epochs": run.epochs,
        "seconds": round(run.seconds, 3),
        "val_accuracy": run.val_accuracy,
        "test_loss": run.test_loss,
        "test_accuracy": run.test_accuracy,
        "bytes": size_of(folder),
        "created": run.created,
    }


def _status(known: dict[str, Any]) -> str:
    """A run without an end, read from its files alone, may train in another process."""
    return "unfinished" if known["status"] == "interrupted" else str(known["status"])


def _date(seconds: float) -> str:
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(seconds))
