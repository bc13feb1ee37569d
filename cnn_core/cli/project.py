"""`project`: own images, runs and the desk as one file, and back."""

from __future__ import annotations

import json
import os
import tempfile
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from cnn_core.cli.content import content_of
from cnn_core.cli.find_run import WHERE, find_run, places
from cnn_core.cli.import_images import OWNER
from cnn_core.cli.parser import Commands, add_json
from cnn_core.cli.text import print_json
from cnn_core.errors import RunError
from cnn_core.storage.disk import why
from cnn_core.storage.home import home
from cnn_core.text import bytes_text

if TYPE_CHECKING:
    from cnn_core.project.writing import Contents
    from cnn_core.workspace.edit_history import Desk


def add(commands: Commands) -> None:
    words = (
        "Own images, runs with their weights, plans, the desk and kept drawings as one file, which opens again here or elsewhere."
    )
    command = commands.add_parser("project", help="save all that is here as one file, and open such a file", description=words)
    tasks = command.add_subparsers(dest="task", required=True, metavar="TASK")
    save = tasks.add_parser("save", help="write the file", description="Write what is kept here into one file.")
    save.add_argument("file", type=Path, metavar="FILE", help="the file to write, such as project.zip")
    save.add_argument(
        "--run", dest="networks", action="append", metavar="RUN", help=f"only this run and its images: {WHERE} (may be repeated)"
    )
    save.add_argument("--last-epoch", action="store_true", help="without the weights of the epochs before the last")
    save.add_argument(
        "--final-weights", action="store_true", help="with the final weights alone: smallest, and nothing can be trained on"
    )
    opening = tasks.add_parser("open", help="take what is in the file", description="Add what is in a file to what is here.")
    opening.add_argument("file", type=Path, metavar="FILE", help="a file that `project save` or the app has written")
    opening.add_argument("--out", metavar="DIR", type=Path, default=Path("runs"), help="where the runs go (default: runs)")
    opening.add_argument("--desk", metavar="JSON", type=Path, help="write the experiment on the desk there, which `train` takes")
    for each in (save, opening):
        add_json(each)
    save.set_defaults(run=_save)
    opening.set_defaults(run=_open)


def _save(chosen: Namespace) -> int:
    from cnn_core.project.writing import write_project

    contents = _chosen(chosen)
    if not (contents.datasets or contents.runs or contents.desk):
        raise RunError(f"There is nothing to save: no runs in ./runs, and neither runs nor own images nor a desk in {home()}.")
    part = chosen.file.with_name(f".{chosen.file.name}.part")
    try:
        with part.open("xb") as file:
            written = write_project(file, contents, lambda done, total: None)
        os.replace(part, chosen.file)
    except OSError as error:
        raise RunError(f"{chosen.file} cannot be written: {why(error)}.") from None
    finally:
        part.unlink(missing_ok=True)
    if chosen.json:
        print_json({"file": str(chosen.file), "holds": written.holds, "left_out": written.left_out})
        return 0
    print(f"{chosen.file}, {bytes_text(chosen.file.stat().st_size)}: {', '.join(written.holds)}")
    for line in written.left_out:
        print(f"left out: {line}")
    return 0


def _chosen(chosen: Namespace) -> Contents:
    """Named runs with their images; or all runs, plans and own images of this account, and the desk where there is but one."""
    from cnn_core.data.own import own_entries
    from cnn_core.engine.plan_files import read_plans
    from cnn_core.project.sizes import EVERY, FINAL, LAST
    from cnn_core.project.writing import Contents
    from cnn_core.runs import RunFolder, list_runs

    weights = FINAL if chosen.final_weights else LAST if chosen.last_epoch else EVERY
    if chosen.networks:
        return Contents(datasets=(), runs=[find_run(name) for name in chosen.networks], weights=weights)
    runs = {run.id: RunFolder(place / run.id) for place in places() for run in list_runs(place) if run.ended}
    desk, shown = _desk()
    return Contents(
        datasets=[entry.name for entry in own_entries()],
        runs=list(runs.values()),
        desk=desk,
        run=shown,
        plans=list(read_plans(home() / "plans").values()),
        weights=weights,
    )


def _desk() -> tuple[Desk | None, str]:
    """The only desk here: of several, the app knows whose is whose."""
    from cnn_core.project.reading import read_desk

    found = list((home() / "desks").glob("*.json"))
    return read_desk(found[0].read_bytes()) if len(found) == 1 else (None, "")


def _open(chosen: Namespace) -> int:
    from cnn_core.project.opening import open_project
    from cnn_core.project.parts import MAX_BYTES

    with tempfile.TemporaryFile() as file:
        file.write(content_of(chosen.file, MAX_BYTES))
        file.flush()
        chosen.out.mkdir(parents=True, exist_ok=True)
        found = open_project(cast(BinaryIO, file), chosen.file.name, f"{OWNER}, {chosen.file.name}", chosen.out, None)
    desk = None if found.desk is None else found.desk.experiment
    if desk is not None and chosen.desk:
        chosen.desk.write_text(json.dumps(desk.to_json(), indent=1))
    if chosen.json:
        runs = {name: str(chosen.out / run) for name, run in found.runs.items()}
        print_json({"datasets": found.datasets, "runs": runs, "came": found.came, "left_out": found.left_out})
        return 0
    print(f"came: {', '.join(found.came) or 'nothing'}")
    for name in found.datasets.values():
        print(f"  --dataset {name}")
    for run in found.runs.values():
        print(f"  {chosen.out / run}")
    for line in found.left_out:
        print(f"left out: {line}")
    if desk is not None and not chosen.desk:
        print(f"The desk has {desk.architecture.name}: --desk FILE writes its experiment.")
    return 0
