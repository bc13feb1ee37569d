"""From a run to a bundle, and from a bundle to a run."""

from __future__ import annotations

import json
import shutil
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Any

from cnn_core.errors import RunError, SpecError
from cnn_core.runs.about import FIGURES, About
from cnn_core.runs.bundle import Bundle
from cnn_core.runs.folder import RunFolder
from cnn_core.runs.journal import check_events
from cnn_core.runs.meta import RunMeta, new_run_id
from cnn_core.runs.origin import Origin, origin_of
from cnn_core.runs.result import LOADED
from cnn_core.storage.atomic_write import sync_folder
from cnn_core.storage.disk import why
from cnn_core.storage.owner_mark import owner_mark
from cnn_core.storage.regular import read_regular
from cnn_core.summary import summarise
from cnn_core.training.events import Event, event
from cnn_core.training.fold import understood
from cnn_core.training.interface import Arrays, Resume


def bundle_of(folder: RunFolder, weights: Arrays, class_names: tuple[str, ...]) -> Bundle:
    """A run and these weights of it as a bundle; it is trained on in the precision of the run, on every machine."""
    meta, state = folder.meta, folder.state()
    known: dict[str, float | None] = {
        "test_accuracy": state.test_accuracy,
        "test_loss": state.test_loss,
        "val_accuracy": state.kept.val_accuracy if state.kept else None,
    }
    figures = stored_figures(folder) | {name: float(value) for name, value in known.items() if value is not None}
    about = About(
        experiment=meta.experiment.in_precision(state.precision),
        class_names=class_names,
        scaling=state.scaling,
        epochs=max([len(state.history), *folder.epochs()]),
        figures=figures,
        versions=meta.versions,
    )
    return Bundle(weights, about, folder.resume())


def create_run(root: Path, bundle: Bundle, owner: str, fingerprint: str, origin: Origin | None = None) -> RunFolder:
    """A new run in `root` that ended before it came; whole, or not there at all (RunError). `origin` is what is said of its file.

    It can be trained on: exactly with the bundle's checkpoint, without one from its weights and with a fresh optimizer.
    """
    about = bundle.about
    meta = RunMeta(
        id=new_run_id(),
        experiment=about.experiment,
        owner=owner_mark(owner),
        dataset_fingerprint=fingerprint,
        versions=about.versions,
    )
    last = bundle.checkpoint or Resume(epoch=about.epochs, weights=bundle.weights, state={})
    aside = root / f".loading-{meta.id}"
    try:
        folder = RunFolder.create(aside, meta)
        folder.save_weights(bundle.weights)
        folder.save_checkpoint(last.epoch, last.weights, last.state)
        if last.epoch == 0:  # weights of unknown age, to go on from all the same
            folder.save_beginning(last.weights)
        known = {"figures": about.figures, "origin": (origin or Origin()).fitting().to_json()}
        folder.append([_started(bundle), event("finished", reason=LOADED, epochs=about.epochs, seconds=0.0, **known)])
        folder.save_result()
        folder.path.rename(root / meta.id)
        sync_folder(root)
    except OSError as error:
        raise RunError(f"The network cannot be saved in {root}: {why(error)}.") from None
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return RunFolder(root / meta.id)


def stored_figures(folder: RunFolder, strict: bool = False) -> dict[str, float]:
    """The figures that the file of a loaded run gave for it, by name; none for runs that were trained here.

    What is malformed is passed over; `strict`, it is a SpecError.
    """
    for each in folder.events():
        if each.get("event") == "finished" and each.get("reason") == LOADED and isinstance(each.get("figures"), dict):
            with nullcontext() if strict else suppress(SpecError):
                return _figures_in(each["figures"])
    return {}


def _figures_in(value: object) -> dict[str, float]:
    known = {name: each for name, each in value.items() if name in FIGURES} if isinstance(value, dict) else {}
    return {name: FIGURES[name].check(f"figures.{name}", each) for name, each in known.items()}


def check_journal(folder: RunFolder) -> None:
    """RunError or SpecError unless all of its journal can be understood: what comes from elsewhere has no damage that a disk did here."""
    check_events(folder.path / "events.jsonl")
    origin_of(folder, strict=True)
    stored_figures(folder, strict=True)


def journal_to_go(folder: RunFolder) -> bytes:
    """Its journal as `check_journal` takes it elsewhere: as it is or, where a disk has damaged it, what can be understood of it.
    RunError if it cannot be read."""
    path = folder.path / "events.jsonl"
    try:
        content = read_regular(path)
    except OSError as error:
        raise RunError(f"{path} cannot be read ({why(error)}).") from None
    try:
        check_journal(folder)
    except (RunError, SpecError):
        return b"".join(json.dumps(_sound(each)).encode() + b"\n" for each in folder.events() if understood(each))
    return content


def _sound(said: Event) -> Event:
    """The event without what it says of a file, where that is malformed."""
    kept = dict(said)
    for name, check in (("origin", Origin.from_json), ("figures", _figures_in)):
        try:
            check(said.get(name))
        except SpecError:
            kept.pop(name, None)
    return kept


def _started(bundle: Bundle) -> dict[str, Any]:
    epochs = bundle.about.epochs
    sizes = {"steps_per_epoch": 0, "train_size": 0, "validation_size": 0, "test_size": 0}
    parameters = summarise(bundle.architecture).params
    scaling = list(bundle.about.scaling)
    return event("started", epochs=epochs, **sizes, initial_epoch=epochs, parameters=parameters, scaling=scaling, worker="")
