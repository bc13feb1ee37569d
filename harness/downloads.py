"""Files that many people download at once: each must get their own, byte by byte: `python harness/downloads.py files --count 300`."""

from __future__ import annotations

import hashlib
import io
import json
import random
import shutil
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from urllib.error import HTTPError

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
import pandas as pd

from cnn_core.codegen.script import script
from cnn_core.data.load import load
from cnn_core.data.task import class_names
from cnn_core.figures.confusion_files import confusion_csv, confusion_png, confusion_svg
from cnn_core.metrics.evaluation import evaluate
from cnn_core.presets import PRESETS
from cnn_core.runs import PRETRAINED_PATH, RunFolder, owner_mark
from cnn_core.runs.bundle import weight_shapes, write_bundle
from cnn_core.runs.loading import bundle_of
from cnn_core.storage.owner_mark import owner_file_name
from cnn_core.workspace.edit_history import Desk
from harness.promises import Program, Tally, main
from harness.visitor import PATIENCE, Visitor
from tests.browser.conftest import start_app, stop_app

PEOPLE, WIDE, LARGE = 10, 6, 2**20
MAKE, MADE = "Make the file", "Download ("
ALL = "Download all "
GONE = "gone before they came"


def owner(number: int) -> str:
    return f"person-{number}-" + "x" * 24


def lay_out(root: Path, number: int) -> RunFolder:
    """A run of this person. Its network is that of all others but for its name and one weight in the middle of a large layer: Streamlit
    tells files above 1 MiB apart by samples of them. Its figures are its own."""
    path = root / f"{number:022}"
    shutil.copytree(PRETRAINED_PATH, path, ignore=shutil.ignore_patterns("model.keras", "result.json"))
    found = RunFolder(path)
    base = PRESETS["small-cnn"].experiment
    network = replace(base.architecture.edit(WIDE, units=512), name="the same")
    meta = replace(found.meta, id=path.name, owner=owner_mark(owner(number)), experiment=replace(base, architecture=network))
    (path / "run.json").write_text(json.dumps(meta.to_json()))
    found = RunFolder(path)
    same = np.random.default_rng(1)
    weights = {name: same.normal(size=shape).astype(np.float32) for name, shape in weight_shapes(network).items()}
    kernel = weights[f"{WIDE}.kernel"]
    kernel[len(kernel) // 3, 0] = number
    found.save_weights(weights)
    labels = load("mnist-mini").y_test
    chances = np.random.default_rng(number).dirichlet(np.ones(10), len(labels)).astype(np.float32)
    found.save_evaluation(evaluate(labels, chances, class_names(base.data)))
    desk = root.parent / "desks" / owner_file_name(owner(number))
    desk.parent.mkdir(exist_ok=True)
    desk.write_text(json.dumps({"desk": Desk(base).to_json(), "run": path.name, "greeted": True}))
    return found


def expected(found: RunFolder) -> tuple[dict[str, bytes], np.ndarray]:
    """The files of a run by the label of their button, made here, and what the table of all test images says of each class."""
    evaluation = found.evaluation()
    assert evaluation is not None
    matrix, names = evaluation.confusion, evaluation.class_names
    bundle = write_bundle(bundle_of(found, found.weights(), names))
    assert len(bundle) > LARGE
    contents = {
        "Matrix as PNG": confusion_png(matrix, names),
        "Matrix as SVG": confusion_svg(matrix, names).encode(),
        "Matrix as CSV": confusion_csv(matrix, names).encode(),
        "Script (.py)": script(found.meta.experiment.in_precision(found.state().precision)).encode(),
        MADE: bundle,
    }
    return contents, evaluation.probabilities


def files(tally: Tally, count: int, chance: random.Random) -> None:
    """Ten people make and download the files of their run over and over, all at the same time, each in an order of their own."""
    for what in ("other bytes than their own", "names with the hash of other bytes", GONE, "errors"):
        tally.count(what, 0)
    with tempfile.TemporaryDirectory() as place:
        home = Path(place) / "home"
        right = [expected(lay_out(home / "runs", number)) for number in range(PEOPLE)]
        app = start_app(Path(place))
        visitors = [Visitor(app.url, owner=owner(number)) for number in range(PEOPLE)]
        orders = [random.Random(chance.random()) for _ in range(PEOPLE)]

        def walk(number: int) -> Tally:
            own = Tally()
            while own.tried < count // PEOPLE:
                labels = [*right[number][0], ALL]
                for label in orders[number].sample(labels, len(labels)):
                    _one(own, visitors[number], label, *right[number])
            return own

        try:
            with ThreadPoolExecutor(PEOPLE) as pool:
                for each in pool.map(walk, range(PEOPLE)):
                    tally.add(each)
            tally.count("errors", sum(len(visitor.seen.errors) for visitor in visitors))
        finally:
            for visitor in visitors:
                visitor.close()
            stop_app(app)


def _one(tally: Tally, visitor: Visitor, label: str, right: dict[str, bytes], chances: np.ndarray) -> None:
    visitor.seen.files.clear()
    visitor.go("evaluate")
    if label == MADE:
        _make(visitor)
    (shown,) = [each for each in visitor.seen.files if each.startswith(label)]
    tally.tried += 1
    try:
        name, content = visitor.download(shown)
    except HTTPError:
        tally.count(GONE)
        return
    if label == ALL:
        table = pd.read_csv(io.BytesIO(content))
        own = len(table) > 0 and bool((np.abs(table.filter(like="p(").to_numpy() - chances[table["index"]]) < 1e-6).all())
    else:
        own = content == right[label]
    tally.count("other bytes than their own", not own)
    marked = hashlib.sha256(content).hexdigest()[:12] in name
    tally.count("names with the hash of other bytes", label == MADE and not marked)


def _make(visitor: Visitor) -> None:
    """Presses the button, and looks at the page until the file is there; it is kept for the session then."""
    end = time.monotonic() + PATIENCE
    if not any(each.startswith(MADE) for each in visitor.seen.files):
        visitor.press(MAKE)
    while not any(each.startswith(MADE) for each in visitor.seen.files):
        assert time.monotonic() < end, "the file was not made"
        visitor.go("evaluate")


PROGRAMS: dict[str, tuple[str, Program]] = {"files": ("Downloads of ten people at once", files)}

if __name__ == "__main__":
    main(__doc__, PROGRAMS, 300)
