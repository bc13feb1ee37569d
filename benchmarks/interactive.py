"""How long pages take with much to show: `python benchmarks/interactive.py [--rounds N]`.

A page's script is run again, as each click does, without a browser and without an engine: the time of this process alone. Nothing may
grow faster than what it shows, so each is measured at a common size, too.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from streamlit.testing.v1 import AppTest  # noqa: E402

from benchmarks.latency import show  # noqa: E402
from cnn_core.data.dataset import ARRAYS, Dataset  # noqa: E402
from cnn_core.data.entry import Entry  # noqa: E402
from cnn_core.data.load import load  # noqa: E402
from cnn_core.data.own import keep, own_name  # noqa: E402
from cnn_core.engine import Laboratory  # noqa: E402
from cnn_core.engine.plan_files import write_plan  # noqa: E402
from cnn_core.experiment import Experiment  # noqa: E402
from cnn_core.metrics.evaluation import evaluate  # noqa: E402
from cnn_core.plan.record import PlanRecord  # noqa: E402
from cnn_core.presets import PRESETS  # noqa: E402
from cnn_core.runs import PRETRAINED, RunFolder, RunMeta, owner_mark  # noqa: E402
from cnn_core.runs.bundle import weight_shapes  # noqa: E402
from cnn_core.spec import Conv2D, Flatten  # noqa: E402
from cnn_core.spec.architecture import MAX_LAYERS, Architecture  # noqa: E402
from cnn_core.training.events import Event, event  # noqa: E402
from cnn_core.workspace.edit_history import Desk  # noqa: E402
from pages.widgets.state import laboratory as shelf  # noqa: E402
from tests.engine.fake_engine import FakeEngines  # noqa: E402
from tests.pages.as_served import as_served  # noqa: E402

ADA = "ada-" + "x" * 24
AIM = 300.0
SMALL_CNN = PRESETS["small-cnn"].experiment
STARTED = {"steps_per_epoch": 4, "train_size": 64, "validation_size": 1000, "test_size": 8, "parameters": 9}


def events_of(epochs: int, accuracy: float = 0.75) -> list[Event]:
    curve = [
        event(
            "epoch", epoch=n, loss=2 / n, accuracy=1 - 1 / (n + 1), val_loss=2.1 / n, val_accuracy=1 - 1 / (n + 1), seconds=1.0,
            samples_per_second=64.0,
        )
        for n in range(1, epochs + 1)
    ]  # fmt: skip
    steps = [1, 2, 3, 4]
    live = [
        event("batches", epoch=n, step=steps, loss=[2 / n] * 4, accuracy=[0.5] * 4, batch_size=16) for n in range(1, epochs + 1)
    ]
    both = [each for pair in zip(live, curve, strict=True) for each in pair]
    ended = [
        event("evaluated", test_loss=0.5, test_accuracy=accuracy),
        event("finished", reason="completed", epochs=epochs, seconds=float(epochs)),
    ]
    return [event("started", epochs=epochs, **STARTED), *both, *ended]


def a_run(home: Path, name: str, experiment: Experiment, epochs: int = 3, accuracy: float = 0.75) -> RunFolder:
    folder = RunFolder.create(home / "runs", RunMeta(id=name, experiment=experiment, owner=owner_mark(ADA)))
    folder.append(events_of(epochs, accuracy))
    folder.save_result()
    return folder


def tested(home: Path, name: str, classes: int, images: int) -> RunFolder:
    """A run on a dataset of its own with so many classes and test images, a fifth of them wrong."""
    draw = np.random.default_rng(classes + images)
    sizes = {"train": max(200, 2 * classes), "test": images}
    arrays = {f"x_{part}": draw.integers(0, 256, (n, 28, 28, 1)).astype(np.uint8) for part, n in sizes.items()}
    arrays |= {f"y_{part}": np.arange(n, dtype=np.int64) % classes for part, n in sizes.items()}
    names = tuple(f"class {k}" for k in range(classes))
    whole = Dataset(name="", title="", **arrays, class_names=names, pixel_max=255, source="", licence="")
    entry = Entry(
        name=own_name(ADA, name), title=name, description="Noise.", input_shape=(28, 28, 1), class_names=names,
        train_size=sizes["train"], test_size=images, pixel_max=255, bundled=False, fingerprint=whole.fingerprint, source="made here",
        licence="",
    )  # fmt: skip
    keep(entry, ADA, lambda file: np.savez(file, **{each: arrays[each] for each in ARRAYS}))
    architecture = SMALL_CNN.architecture
    head = replace(architecture.layers[-1], units=classes)
    fitting = replace(architecture, layers=(*architecture.layers[:-1], head))
    experiment = replace(SMALL_CNN, architecture=fitting, data=replace(SMALL_CNN.data, dataset=entry.name))
    folder = a_run(home, name, experiment)
    probabilities = draw.dirichlet(np.ones(classes), images).astype(np.float32)
    right = draw.random(images) > 0.2
    probabilities[np.arange(images)[right], arrays["y_test"][right]] += 1
    folder.save_evaluation(evaluate(arrays["y_test"], probabilities / probabilities.sum(axis=1, keepdims=True), names))
    return folder


def deep(layers: int) -> Experiment:
    """A network of so many layers."""
    ends = (Flatten(), SMALL_CNN.architecture.layers[-1])
    stack = tuple(Conv2D(filters=8, padding="same") for _ in range(layers - len(ends)))
    return replace(SMALL_CNN, architecture=Architecture(name="deep", input_shape=(28, 28, 1), layers=(*stack, *ends)))


def trained(home: Path, name: str, experiment: Experiment) -> RunFolder:
    """A run with weights as they come at first, and with figures for the test images of its dataset."""
    folder = a_run(home, name, experiment)
    draw = np.random.default_rng(1)
    shapes = weight_shapes(experiment.architecture)
    folder.save_weights({each: draw.normal(0, 0.1, shape).astype(np.float32) for each, shape in shapes.items()})
    labels = load("mnist-mini").y_test
    probabilities = draw.dirichlet(np.ones(10), len(labels)).astype(np.float32)
    folder.save_evaluation(evaluate(labels, probabilities, tuple("0123456789")))
    return folder


def a_plan(home: Path, runs: int) -> None:
    """A plan of so many runs, all of which are done."""
    seeds = min(10, runs)
    values = ",".join(str(value) for value in range(1, 1 + runs // seeds))
    made = PlanRecord(
        id="plan", owner=owner_mark(ADA), created=time.time(), base=SMALL_CNN, vary=(f"layers[0].filters={values}",), seeds=seeds,
        one_at_a_time=False, runs=tuple(f"planned-{n}" for n in range(runs)), on=False,
    )  # fmt: skip
    draw = np.random.default_rng(runs)
    labels, names = np.arange(2000) % 10, tuple("0123456789")
    for n, case in enumerate(made.cases()):
        folder = a_run(home, f"planned-{n}", case.experiment, epochs=10, accuracy=float(draw.uniform(0.9, 1)))
        folder.save_evaluation(evaluate(labels, draw.dirichlet(np.ones(10), len(labels)).astype(np.float32), names))
    write_plan(home / "plans", made)


@contextmanager
def visitor(home: Path, page: str, shown: str, desk: Experiment) -> Iterator[AppTest]:
    """The app at a page, with the runs in a home, one of them shown, and a network on the desk."""
    laboratory = Laboratory(home, connect=FakeEngines()).start()
    laboratory.wait_ready(10)
    shelf._only[:] = [laboratory]
    try:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
        app.session_state["owner"] = ADA
        app.run()
        mine = app.session_state["session"]
        mine.put(Desk(desk))
        mine.show_run(shown)
        yield app.switch_page(f"pages/{page}.py").run()
    finally:
        shelf.close_laboratory()


Prepare = Callable[[Path], object]
SCENES: dict[str, tuple[str, str, Experiment, Prepare]] = {
    "Train, 10 epochs": ("train", "run", SMALL_CNN, lambda home: a_run(home, "run", SMALL_CNN, 10)),
    "Train, 1,000 epochs": ("train", "run", SMALL_CNN, lambda home: a_run(home, "run", SMALL_CNN, 1000)),
    "Evaluate, 2,000 test images": ("evaluate", "run", SMALL_CNN, lambda home: tested(home, "run", 10, 2000)),
    "Evaluate, 60,000 test images": ("evaluate", "run", SMALL_CNN, lambda home: tested(home, "run", 10, 60_000)),
    "Evaluate, 100 classes": ("evaluate", "run", SMALL_CNN, lambda home: tested(home, "run", 100, 10_000)),
    "Build, 6 layers": ("build", PRETRAINED, SMALL_CNN, lambda home: None),
    f"Build, {MAX_LAYERS} layers": ("build", PRETRAINED, deep(MAX_LAYERS), lambda home: None),
    f"Train, {MAX_LAYERS} layers": ("train", "run", deep(MAX_LAYERS), lambda home: trained(home, "run", deep(MAX_LAYERS))),
    f"Evaluate, {MAX_LAYERS} layers": ("evaluate", "run", deep(MAX_LAYERS), lambda home: trained(home, "run", deep(MAX_LAYERS))),
    "Explain, 8 layers": ("explain", "run", SMALL_CNN, lambda home: trained(home, "run", SMALL_CNN)),
    f"Explain, {MAX_LAYERS} layers": ("explain", "run", deep(MAX_LAYERS), lambda home: trained(home, "run", deep(MAX_LAYERS))),
    "Draw, 8 layers": ("draw", "run", SMALL_CNN, lambda home: trained(home, "run", SMALL_CNN)),
    f"Draw, {MAX_LAYERS} layers": ("draw", "run", deep(MAX_LAYERS), lambda home: trained(home, "run", deep(MAX_LAYERS))),
    "Compare, 100 classes": ("compare", "run", SMALL_CNN, lambda home: tested(home, "run", 100, 10_000)),
    "Compare, a plan of 20 runs": ("compare", PRETRAINED, SMALL_CNN, lambda home: a_plan(home, 20)),
    "Compare, a plan of 200 runs": ("compare", PRETRAINED, SMALL_CNN, lambda home: a_plan(home, 200)),
}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--rounds", type=int, default=30)
    options.add_argument("--only", default="", help="scenes with this in their name")
    chosen = options.parse_args()
    as_served(setattr)
    missed = []
    for name, (page, shown, desk, prepare) in SCENES.items():
        if chosen.only not in name:
            continue
        with tempfile.TemporaryDirectory() as place:
            os.environ["CNN_LAB_HOME"] = place
            prepare(Path(place))
            with visitor(Path(place), page, shown, desk) as app:
                times = []
                for _ in range(chosen.rounds):
                    began = time.perf_counter()
                    app.run()
                    times.append(1000 * (time.perf_counter() - began))
                    if app.exception or app.error:
                        raise SystemExit(f"{name}: {[each.value for each in (*app.exception, *app.error)]}")
        show(name, times)
        if sorted(times)[round(0.95 * (len(times) - 1))] > AIM:
            missed.append(name)
    print(f"aim: p95 of {AIM:.0f} ms; missed: {', '.join(missed) or 'none'}")


if __name__ == "__main__":
    main()
