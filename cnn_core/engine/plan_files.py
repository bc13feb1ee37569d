"""Plans in a folder, one JSON file each."""

from __future__ import annotations

import json
import logging
from pathlib import Path

from cnn_core.errors import LabError
from cnn_core.plan.record import MAX_BYTES, PlanRecord
from cnn_core.spec.strict_json import read_json
from cnn_core.storage.atomic_write import atomic_write
from cnn_core.storage.disk import why
from cnn_core.storage.reach import matching
from cnn_core.storage.regular import open_regular

log = logging.getLogger("cnn_lab.plans")


def plan_path(folder: Path, record: PlanRecord) -> Path:
    """Its file."""
    return folder / f"{record.id}.json"


def write_plan(folder: Path, record: PlanRecord) -> None:
    """Writes its file where the disk takes it; else the log says why not."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with atomic_write(plan_path(folder, record)) as file:
            file.write(json.dumps(record.to_json()).encode())
    except OSError as error:
        log.warning("The plan %s cannot be saved: %s", record.id, why(error))


def read_plan(path: Path) -> PlanRecord:
    """The plan in a file; OSError or LabError if it cannot be read."""
    with open_regular(path) as file:
        return PlanRecord.from_json(read_json(file.read(MAX_BYTES)))


def read_plans(folder: Path) -> dict[str, PlanRecord]:
    """The plans in a folder by id; files that cannot be read are passed over, which the log says."""
    found = {}
    for path in sorted(matching(folder, "*.json")):
        try:
            record = read_plan(path)
            if record.id == path.stem:
                found[record.id] = record
        except (OSError, LabError) as error:
            log.warning("%s is no plan that can be read: %s", path.name, error)
    return found
