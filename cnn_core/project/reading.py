"""Strict readers of the parts of a project file. The sandboxed process checks each part with them, and whoever keeps it does so again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np

from cnn_core.data.aside import Aside, read_aside
from cnn_core.data.dataset import ARRAYS, Dataset
from cnn_core.data.entry import Entry
from cnn_core.data.npz import parse_npz
from cnn_core.data.own_entry import PIXEL_MAX, entry_for
from cnn_core.data.own_title import TITLE
from cnn_core.drawing.collection import Kept, kept_in
from cnn_core.errors import DatasetError, LabError, RunError, SpecError
from cnn_core.metrics.evaluation import Evaluation, evaluation_of
from cnn_core.project.parts import (
    ANNOTATION,
    ARRAYS_FILE,
    ASIDE_FILE,
    DESK,
    DRAWINGS,
    ENTRY,
    EPOCH,
    EVENTS,
    MAX_EVENTS,
    PREDICTIONS,
    REPORT,
    RUN,
    STATE,
    WEIGHTS,
    Part,
    json_of,
    refused,
)
from cnn_core.runs import RunMeta
from cnn_core.runs.annotation import Annotation
from cnn_core.runs.bundle import read_state, read_weights, weight_shapes
from cnn_core.sandbox.strict_npz import strict_npz
from cnn_core.spec.fields import Integer, Shape, Text, expect_object
from cnn_core.summary import summarise
from cnn_core.training.interface import Arrays, Resume
from cnn_core.workspace.edit_history import Desk

MAX_CLASSES, MAX_SIDE, MAX_IMAGES = 100, 1024, 10**7
LABEL, SOURCE, MARK, SIDE = Text(64), Text(400), Text(64), Integer(1, MAX_SIDE)


@dataclass(frozen=True, kw_only=True, eq=False)
class OwnImages:
    """What is said of an own dataset, and its images; None where they were removed before the project was saved. `aside` are its
    pictures without a class, if it has any."""

    title: str
    source: str
    fingerprint: str
    input_shape: tuple[int, int, int]
    class_names: tuple[str, ...]
    sizes: tuple[int, int]
    images: Dataset | None
    aside: Aside | None = None
    validation_from: int = 0

    def entry(self, owner: str) -> Entry:
        """The entry of the catalogue that they get as this owner's."""
        return entry_for(
            owner,
            title=self.title,
            source=self.source,
            fingerprint=self.fingerprint,
            input_shape=self.input_shape,
            class_names=self.class_names,
            sizes=self.sizes,
            validation_from=self.validation_from,
        )


def read_images(part: Part) -> OwnImages:
    """An own dataset; LabError says what is wrong with it."""
    about = expect_object(ENTRY, json_of(part.read(ENTRY), ENTRY))
    names, shape, sizes = about.get("class_names"), about.get("input_shape"), about.get("sizes")
    if not isinstance(names, list) or not 1 <= len(names) <= MAX_CLASSES:
        raise SpecError("class_names", f"must be a list of 1 to {MAX_CLASSES} texts", names)
    if not isinstance(shape, list) or len(shape) != 3 or not isinstance(sizes, list) or len(sizes) != 2:
        raise SpecError("input_shape", "must be [height, width, channels], and sizes [training, test]", shape)
    title = about.get("title")
    if not isinstance(title, str) or not TITLE.fullmatch(title):
        raise SpecError("title", "must be 1 to 40 letters, digits and spaces", title)
    trained, tested = (Integer(1, MAX_IMAGES).check("sizes", each) for each in sizes)
    found = OwnImages(
        title=title,
        source=SOURCE.check("source", about.get("source")),
        fingerprint=MARK.check("fingerprint", about.get("fingerprint")),
        input_shape=(
            SIDE.check("input_shape", shape[0]),
            SIDE.check("input_shape", shape[1]),
            SIDE.check("input_shape", shape[2]),
        ),
        class_names=tuple(LABEL.check("class_names", name) for name in names),
        sizes=(trained, tested),
        images=None,
        validation_from=Integer(0, trained - 1).check("validation_from", about.get("validation_from", 0)),
    )
    if ARRAYS_FILE not in part.names:
        return found
    found = _with_images(found, part.read(ARRAYS_FILE))
    if ASIDE_FILE not in part.names:
        return found
    return replace(found, aside=read_aside(part.read(ASIDE_FILE), found.input_shape, found.title))


def _with_images(found: OwnImages, content: bytes) -> OwnImages:
    arrays = parse_npz(content, ARRAYS, found.title)
    said = {"title": found.title, "class_names": found.class_names, "source": found.source}
    images = Dataset(name=found.title, **{name: arrays[name] for name in ARRAYS}, **said, pixel_max=PIXEL_MAX, licence="")  # type: ignore[arg-type]
    sizes = (len(images.y_train), len(images.y_test))
    if (images.fingerprint, images.input_shape, sizes) != (found.fingerprint, found.input_shape, found.sizes):
        raise DatasetError(f"{found.title} is damaged: its images are not those that the project says it has.")
    return replace(found, images=images)


class PackedRun:
    """A run of a project. What it reads is checked; LabError says what is wrong."""

    def __init__(self, part: Part) -> None:
        self._part = part
        if not {RUN, EVENTS} <= part.names:
            raise RunError(f"The run {part.id[:40]} has no {RUN}, or no {EVENTS}.")
        self.meta = RunMeta.from_json(json_of(part.read(RUN), RUN))
        architecture = self.meta.experiment.architecture
        errors = summarise(architecture).errors
        if errors:
            raise RunError(f"The network of the run {part.id[:40]} cannot work: {errors[0].message}")
        self.shapes = weight_shapes(architecture)

    @property
    def epochs(self) -> list[int]:
        """The epochs whose weights are there, in order."""
        return sorted(int(found[1]) for name in self._part.names if (found := EPOCH.fullmatch(name)))

    def events(self) -> bytes:
        """The journal; whoever keeps it folds it, which tells whether it can be understood."""
        content = self._part.read(EVENTS)
        if len(content) > MAX_EVENTS:
            raise RunError(f"The journal of the run {self._part.id[:40]} has more than {MAX_EVENTS >> 20} MB.")
        return content

    def annotation(self) -> Annotation | None:
        given = self._optional(ANNOTATION)
        return None if given is None else Annotation.from_json(json_of(given, ANNOTATION))

    def weights(self) -> Arrays | None:
        given = self._optional(WEIGHTS)
        return None if given is None else read_weights(given, self.shapes)

    def epoch_weights(self, epoch: int) -> Arrays:
        return read_weights(self._part.read(f"epochs/{epoch:03}.npz"), self.shapes)

    def state(self) -> Resume | None:
        given = self._optional(STATE)
        return None if given is None else read_state(given, self.shapes, whole=False)

    def evaluation(self) -> Evaluation | None:
        """The predictions for the test images; all that follows from them is computed anew, but for the report."""
        predictions, report = self._optional(PREDICTIONS), self._optional(REPORT)
        if predictions is None or report is None:
            return None
        said = expect_object(REPORT, json_of(report, REPORT))
        names = said.get("class_names")
        if not isinstance(names, list) or not 1 <= len(names) <= MAX_CLASSES:
            raise SpecError("class_names", f"must be a list of 1 to {MAX_CLASSES} texts", names)
        classes = tuple(LABEL.check("class_names", name) for name in names)
        found = strict_npz(predictions, _refuse, 2, len(predictions), partial(_misfit, len(classes)))
        if set(found) != {"labels", "probabilities"}:
            raise refused(f"{PREDICTIONS} has not its two arrays")
        labels, probabilities = found["labels"], found["probabilities"]
        if len(labels) != len(probabilities) or not len(labels) or labels.min() < 0 or labels.max() >= len(classes):
            raise refused(f"labels and probabilities in {PREDICTIONS} do not fit each other")
        return evaluation_of(labels, probabilities, classes, _report(said.get("report")))

    def _optional(self, name: str) -> bytes | None:
        return self._part.read(name) if name in self._part.names else None


def check_run(part: Part) -> None:
    """Reads all of a run; LabError says what is wrong with it."""
    run = PackedRun(part)
    run.events(), run.annotation(), run.weights(), run.state(), run.evaluation()
    for epoch in run.epochs:
        run.epoch_weights(epoch)


def read_desk(content: bytes) -> tuple[Desk, str]:
    """The desk, and the id of the run that its pages showed."""
    value = expect_object(DESK, json_of(content, DESK))
    return Desk.from_json(value.get("desk")), MARK.check("run", value.get("run"))


def read_drawings(content: bytes) -> list[Kept]:
    """The kept drawings; those that cannot be read are left out."""
    return kept_in(json_of(content, DRAWINGS))


def _refuse(problem: str) -> LabError:
    return refused(f"{PREDICTIONS} is damaged: {problem}")


def _misfit(classes: int, name: str, descr: str, shape: Shape) -> str:
    if name == "labels":
        return "" if descr == "<i8" and len(shape) == 1 else "labels must be one whole number per image"
    fits = name == "probabilities" and descr == "<f4" and len(shape) == 2 and shape[1] == classes
    return "" if fits else f"{name[:40]!r} is not (images, classes) of type <f4"


def _report(value: object) -> dict[str, Any]:
    """A classification report: numbers, and objects of numbers."""
    given = expect_object("report", value)
    for name, each in given.items():
        numbers = each.values() if isinstance(each, dict) else [each]
        if not all(type(number) in (int, float) and np.isfinite(number) for number in numbers):
            raise SpecError("report", "must hold finite numbers alone", name)
    return dict(given)
