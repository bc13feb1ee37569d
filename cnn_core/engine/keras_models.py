"""From a Keras file to a bundle: whose images it is for, what its classes are, and how it wants its pixels scaled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from cnn_core.data.catalogue import CATALOGUE, entry_of, name_in_words
from cnn_core.data.choice import ALL, ONE, DataChoice
from cnn_core.data.dataset import Dataset
from cnn_core.data.load import find, load
from cnn_core.data.own import arrays_path, belongs, is_own
from cnn_core.data.scaling import Scaling
from cnn_core.data.task import class_names, for_task
from cnn_core.engine.class_order import check_count
from cnn_core.engine.fitting_images import check_images, first_that_fit, or_others
from cnn_core.engine.trial_words import trial_notes
from cnn_core.engine.worker import side_tasks
from cnn_core.engine.worker.side_tasks import ScalingTrials
from cnn_core.errors import EngineError, LabError, RunError, SpecError
from cnn_core.experiment import Experiment
from cnn_core.keras_files import KerasNetwork
from cnn_core.metrics.scaling_trials import STANDARDISED
from cnn_core.runs.about import About
from cnn_core.runs.bundle import Bundle
from cnn_core.runs.origin import Origin, Trial
from cnn_core.spec.fields import Real, Text
from cnn_core.summary import summarise
from cnn_core.text import shape_text
from cnn_core.training.config import TrainingConfig

MAX_IMAGES = 1_000
LABEL, NUMBER = Text(64), Real(-1e6, 1e6)
SideTask = Any
"""`EngineClient.run_side_task`, or what stands for it in a process of one's own."""


@dataclass(frozen=True)
class Saved:
    """What CNN Lab wrote into a file of its own: the classes, the data choice, and the scaling of the pixels that it learned with."""

    names: tuple[str, ...]
    data: DataChoice
    scaling: Scaling

    @classmethod
    def read(cls, about: Mapping[str, Any] | None) -> Saved | None:
        """None for files of others, and for what this version does not understand."""
        try:
            given = about or {}
            offset, divisor = given["scaling"]
            scaling = Scaling(NUMBER.check("scaling", offset), NUMBER.check("scaling", divisor))
            names = tuple(LABEL.check("class_names", name) for name in given["class_names"])
            return cls(names, DataChoice.from_json(given["data"]), scaling) if scaling.divisor else None
        except (KeyError, TypeError, ValueError, SpecError):
            return None


def bundle_of_keras(
    found: KerasNetwork, like: Experiment, owner: str | None, run_side_task: SideTask | None, others: bool = False
) -> tuple[Bundle, Origin]:
    """The network with all that is known of it; RunError if the images of `like` are not such as it takes, nor, if `others` may be taken
    for a file that names none, any on this machine.

    `run_side_task` tries the scalings on test images; without it the usual one is taken, and that is said.
    """
    saved = Saved.read(found.about)
    classes = summarise(found.architecture).output_shape[-1]
    shape, data, taken = found.architecture.input_shape, _data(saved, like, owner), ""
    if others and saved is None:
        data, taken = or_others(shape, classes, data, owner)
    data = check_images(shape, classes, data, owner)
    notes = [*([taken] if taken else []), *found.notes]
    names = saved.names if saved is not None else ()
    if saved is not None:
        check_count(names, class_names(data), name_in_words(data.dataset))
        scaling, origin = saved.scaling, Origin()
        data = data if data == saved.data else _choice(data, "fixed", scaling)
    else:
        data, scaling, origin = _tried(found, data, classes, run_side_task, notes)
    if not names:
        names = class_names(data)
        notes.append(f"The file does not name its classes: its outputs are taken for {', '.join(names)[:120]}, in this order.")
    about = About(
        experiment=Experiment(
            architecture=found.architecture, data=data, training=TrainingConfig(), augmentation=found.augmentation
        ),
        class_names=names,
        scaling=(scaling.offset, scaling.divisor),
        epochs=0,
    )
    return Bundle(found.weights, about), replace(origin, notes=tuple(notes))


def _data(saved: Saved | None, like: Experiment, owner: str | None) -> DataChoice:
    """The images that the file was saved with, where they are here; else those of `like`, all of them and divided as usual: how somebody
    trains with them says nothing of the file. Own images stay divided as they have to be."""
    if saved is None:
        data, usual = replace(like.data, train_size=0), DataChoice()
        return (
            data if is_own(data.dataset) else replace(data, validation=usual.validation, validation_split=usual.validation_split)
        )
    return saved.data if is_known(saved.data.dataset, owner) else replace(like.data, task=ALL)


def is_known(name: str, owner: str | None) -> bool:
    """Whether there is a dataset of that name for this owner; None stands for the machine's own command line."""
    if not is_own(name):
        return name in CATALOGUE
    return belongs(name, owner) if owner is not None else arrays_path(name) is not None


def _tried(
    found: KerasNetwork, data: DataChoice, classes: int, run_side_task: SideTask | None, notes: list[str]
) -> tuple[DataChoice, Scaling, Origin]:
    """The scaling with which the network does best, and with two outputs for many classes the class that it tells from the rest."""
    any_target = classes == 2 != len(class_names(data))
    trials = _trials(found, data, any_target, run_side_task)
    if isinstance(trials, str):
        pixel_max = float(entry_of(data.dataset).pixel_max)
        usual = Scaling(0.0, 1.0) if found.scale is not None else Scaling(0.0, pixel_max)
        scaling = _with_layer(usual, found.scale)
        notes.append(
            f"Its scaling is not known and was not tried, since {trials}: pixels from 0 to {'1' if found.scale is None else int(pixel_max)} are taken."
        )
        if any_target:
            data = replace(data, task=ONE, target=0)
        return _choice(data, "fixed" if found.scale is not None else "unit", scaling), scaling, Origin()
    if trials.target is not None:
        data = replace(data, task=ONE, target=trials.target)
    best = trials.tried[0]
    scaling = best.candidate.scaling
    notes[:] = trial_notes(trials, class_names(data), notes)
    tried = tuple(
        Trial(
            name=each.candidate.name,
            scaling=(each.candidate.scaling.offset, each.candidate.scaling.divisor),
            accuracy=each.accuracy,
            sure=min(1.0, each.sure),
        )
        for each in trials.tried
    )
    return _choice(data, best.candidate.kind, scaling), scaling, Origin(trials=tried, images=trials.images)


def _trials(found: KerasNetwork, data: DataChoice, any_target: bool, run_side_task: SideTask | None) -> ScalingTrials | str:
    """The trials, or why there are none."""
    if run_side_task is None:
        return "nothing can compute yet"
    if find(data.dataset) is None:
        return f"the images of {name_in_words(data.dataset)} are not on this machine"
    try:
        tried: ScalingTrials = run_side_task(
            side_tasks.try_scalings,
            found.architecture.to_json(),
            found.weights,
            data.to_json(),
            found.scale,
            any_target,
            own_images(data, any_target),
        )
    except EngineError as error:
        return str(error).rstrip(".")
    return tried


def own_images(choice: DataChoice, all_classes: bool = False) -> Dataset | None:
    """Own images go along to a worker, since one on another machine cannot find them by name: those for testing, and some to
    learn from. None for images of the catalogue."""
    if not is_own(choice.dataset):
        return None
    data = load(choice.dataset)
    if not all_classes:
        data = for_task(data, choice)
    step = max(1, len(data.x_train) // MAX_IMAGES)
    return replace(data, x_train=data.x_train[::step], y_train=data.y_train[::step])


def _with_layer(scaling: Scaling, layer: tuple[float, float] | None) -> Scaling:
    return scaling if layer is None else scaling.then(*layer)


def _choice(data: DataChoice, kind: str, scaling: Scaling) -> DataChoice:
    """The data choice that scales so; numbers that come to the same as unit are unit."""
    if kind != "standard" and scaling.is_close(Scaling(0.0, float(entry_of(data.dataset).pixel_max))):
        kind = "unit"
    if kind == "unit" or kind == "standard":
        return replace(data, scaling=kind, offset=0.0, divisor=1.0)
    try:
        return replace(data, scaling="fixed", offset=scaling.offset, divisor=scaling.divisor)
    except SpecError as error:
        raise RunError(f"The network scales pixels by numbers that CNN Lab does not take: {error}") from None


def choice_for(data: DataChoice, trial: Trial) -> DataChoice:
    """The data choice that scales as in a trial."""
    return _choice(data, "standard" if trial.name == STANDARDISED else "fixed", Scaling(*trial.scaling))


def fitting_dataset(found: KerasNetwork) -> str:
    """The dataset for a file, where nobody chose one: that it was saved with, or the first on this machine that fits; LabError
    if there is none."""
    saved = Saved.read(found.about)
    if saved is not None and is_known(saved.data.dataset, None):
        return saved.data.dataset
    shape, classes = found.architecture.input_shape, summarise(found.architecture).output_shape[-1]
    if (fitting := first_that_fit(shape, classes, None)) is not None:
        return fitting.name
    raise LabError(
        f"The network takes images of {shape_text(shape)} and tells {classes} classes apart, and no dataset on this machine is like "
        "that: name one with --dataset."
    )
