"""A run's folder: run.json, events.jsonl, result.json, model.keras, weights.npz, evaluation.npz, state.npz, epochs/NNN.npz; device/ is of engine/device_cards."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np

from cnn_core.errors import RunError, SpecError
from cnn_core.metrics.evaluation import Evaluation
from cnn_core.runs.annotation import read_annotation
from cnn_core.runs.arrays import load_arrays, save_arrays
from cnn_core.runs.journal import append_events, read_events, until_epoch
from cnn_core.runs.meta import RunMeta
from cnn_core.runs.packing import pack_checkpoint, unpack_checkpoint
from cnn_core.runs.result import RunResult, Sizes
from cnn_core.spec.strict_json import read_json
from cnn_core.storage.atomic_write import atomic_write, sync_folder
from cnn_core.storage.regular import read_regular
from cnn_core.training.events import Event
from cnn_core.training.fold import fold
from cnn_core.training.interface import Arrays, Resume
from cnn_core.training.state import RunState

MAX_EPOCH_BYTES = 500 * 2**20
MAX_METAS = 256
CUT_OFF = "the laboratory ended while the run was going on, or the disk took nothing more"
NOT_BEGUN = "the laboratory ended while the run waited"


class RunFolder:
    """Reads and writes one run. One process writes at a time; any number may read.

    Whatever is missing or damaged is a RunError with one sentence; a disk that is full is the OSError of the system.
    """

    def __init__(self, path: Path) -> None:
        self.path = Path(path)

    @classmethod
    def create(cls, root: Path, meta: RunMeta) -> RunFolder:
        """A new folder in `root`, with its run.json."""
        path = Path(root) / meta.id
        path.mkdir(parents=True)
        with atomic_write(path / "run.json") as file:
            file.write(json.dumps(meta.to_json(), indent=1).encode())
        sync_folder(path.parent)
        return cls(path)

    @property
    def id(self) -> str:
        return self.path.name

    @cached_property
    def meta(self) -> RunMeta:
        try:
            return _read_meta(read_regular(self.path / "run.json"))
        except FileNotFoundError:
            raise RunError(f"There is no run in {self.path}.") from None
        except (OSError, ValueError, RecursionError) as error:
            raise RunError(f"{self.path / 'run.json'} cannot be read ({error}).") from None
        except RunError as error:
            raise RunError(f"{self.path}: {error}") from None

    def check(self) -> None:
        """RunError unless what it is and what happened in it can be read."""
        _ = self.meta, next(read_events(self.path / "events.jsonl"), None)

    def append(self, events: Iterable[Event]) -> None:
        append_events(self.path / "events.jsonl", list(events))

    def events(self) -> list[Event]:
        return list(read_events(self.path / "events.jsonl"))

    def state(self, live: bool = False) -> RunState:
        """The fold of the events, without those that cannot be understood: `left_out` counts them.

        A run without a last event was cut off, unless the caller knows that it is `live`.
        """
        wrong: list[SpecError] = []
        state = fold(read_events(self.path / "events.jsonl"), wrong=wrong.append)
        state = replace(state, left_out=len(wrong))
        if live or state.ended:
            return state
        reason = NOT_BEGUN if state.status == "queued" else CUT_OFF
        return replace(state, status="interrupted", reason=reason, words=reason)

    def save_result(self, state: RunState | None = None) -> None:
        """Writes result.json for the state at the end of the run. It only spares lists work, so a disk that is full is no harm."""
        with suppress(OSError, RunError):
            sizes = self._sizes()
            result = RunResult.of(self.id, self.meta, state or self.state())
            with atomic_write(self.path / "result.json") as file:
                file.write(json.dumps(result.to_json(sizes)).encode())

    def result(self) -> RunResult:
        """What lists show: from result.json if it is there and up to date, else from the events."""
        with suppress(OSError, SpecError):
            saved = read_json(read_regular(self.path / "result.json"))
            found = RunResult.from_json(self.id, saved, self._sizes())
            if found is not None:
                return replace(found, annotation=read_annotation(self.path))
        meta = self.meta
        try:
            state = self.state()
        except RunError as error:  # such a run is shown too, so that it can be deleted
            state = RunState(status="failed", reason=str(error))
        return replace(RunResult.of(self.id, meta, state), annotation=read_annotation(self.path))

    def _sizes(self) -> Sizes:
        return (self.path / "run.json").stat().st_size, (self.path / "events.jsonl").stat().st_size

    def save_weights(self, weights: Arrays) -> None:
        save_arrays(self.path / "weights.npz", weights)

    def weights(self) -> Arrays:
        return load_arrays(self.path / "weights.npz")

    def save_checkpoint(self, epoch: int, weights: Arrays, state: Arrays | None) -> None:
        """The weights after an epoch, and in state.npz the rest that is needed to go on from there. Epoch 0, before training, has no
        rest, and of one before the last that was saved it is None: a run goes on from the last."""
        self.save_epoch(epoch, weights)
        if epoch and state is not None:
            self.save_state(Resume(epoch=epoch, weights={}, state=state))
        self._thin_epochs()

    def save_epoch(self, epoch: int, weights: Arrays) -> None:
        (self.path / "epochs").mkdir(exist_ok=True)
        save_arrays(self._epoch_path(epoch), weights)

    def save_state(self, resume: Resume) -> None:
        """What a training goes on from; its weights need not be there if those of its epoch are kept."""
        save_arrays(self.path / "state.npz", pack_checkpoint(resume))

    def save_beginning(self, weights: Arrays) -> None:
        """What the first epoch begins with: weights of some layers, which are no network yet."""
        self.save_state(Resume(epoch=0, weights=weights, state={}))

    def _thin_epochs(self) -> None:
        """Large networks that train long would fill the disk: while all epochs take more than 500 MB, the one between the nearest
        neighbours goes, so that what is left is spread evenly from the first to the last."""
        kept = self.kept_epochs()
        total = sum(self._epoch_path(epoch).stat().st_size for epoch in kept)
        while total > MAX_EPOCH_BYTES and len(kept) > 2:
            between = min(range(1, len(kept) - 1), key=lambda k: kept[k + 1] - kept[k - 1])
            file = self._epoch_path(kept.pop(between))
            total -= file.stat().st_size
            file.unlink()
            self._evaluation_path(int(file.stem)).unlink(missing_ok=True)

    def _epoch_path(self, epoch: int) -> Path:
        return self.path / "epochs" / f"{epoch:03}.npz"

    def epochs(self) -> list[int]:
        """The whole epochs of training whose weights are kept, in order."""
        return [epoch for epoch in self.kept_epochs() if epoch]

    def kept_epochs(self) -> list[int]:
        """All epochs whose weights are kept, in order; 0 stands for the weights before training."""
        return sorted(int(f.stem) for f in (self.path / "epochs").glob("*.npz") if f.stem.isdecimal())

    def epoch_weights(self, epoch: int) -> Arrays:
        """The weights after an epoch; RunError names the epochs that are kept if it is none of them."""
        kept = self.kept_epochs()
        if epoch not in kept:
            words = f"there are {', '.join(map(str, kept))}" if kept else "this run keeps the final weights alone"
            raise RunError(f"The weights after epoch {epoch} are not kept: {words}.")
        return load_arrays(self._epoch_path(epoch))

    def save_epoch_evaluation(self, epoch: int, evaluation: Evaluation, loss: float) -> None:
        """The evaluation of the weights after an epoch, which is no result of the run."""
        save_arrays(
            self._evaluation_path(epoch), evaluation.to_arrays() | {"loss": np.asarray(loss, np.float64)}, compressed=True
        )

    def epoch_evaluation(self, epoch: int) -> tuple[Evaluation, float] | None:
        """What was saved for an epoch; None if nothing was, or if it is damaged."""
        try:
            arrays = load_arrays(self._evaluation_path(epoch))
            return Evaluation.from_arrays(arrays), float(arrays["loss"])
        except (RunError, KeyError, TypeError, ValueError):
            return None

    def tested_epochs(self) -> list[int]:
        """The epochs that have an evaluation, in order."""
        found = (each.stem.partition("-")[0] for each in (self.path / "epochs").glob("*-evaluation.npz"))
        return sorted(int(each) for each in found if each.isdecimal())

    def _evaluation_path(self, epoch: int) -> Path:
        return self.path / "epochs" / f"{epoch:03}-evaluation.npz"

    def resume(self) -> Resume | None:
        """The last checkpoint, or None if no epoch was completed.

        Its weights are those of its epoch, unless state.npz has some: before the first epoch, and as earlier versions wrote it.
        """
        path = self.path / "state.npz"
        if not path.exists():
            return None
        found = unpack_checkpoint(load_arrays(path), path)
        return found if found.weights else replace(found, weights=load_arrays(self._epoch_path(found.epoch)))

    def inherit(self, parent: RunFolder) -> Resume | None:
        """Takes over the parent's last checkpoint, its curves and the weights of its epochs up to there; None, and nothing taken,
        if it has none."""
        resume = parent.resume()
        if resume is not None:
            self.append(until_epoch(read_events(parent.path / "events.jsonl"), resume.epoch))
            if parent.epochs():
                self._share_epochs(parent, resume.epoch)
                self.save_checkpoint(resume.epoch, resume.weights, resume.state)
            else:
                self.save_beginning(resume.weights)
        return resume

    def _share_epochs(self, parent: RunFolder, before: int) -> None:
        """Hard links, which take no room and outlive the parent; a disk that has none leaves these epochs out."""
        (self.path / "epochs").mkdir(exist_ok=True)
        with suppress(OSError):
            for epoch in parent.kept_epochs():
                if epoch < before:
                    self._epoch_path(epoch).hardlink_to(parent._epoch_path(epoch))

    @property
    def model_path(self) -> Path:
        return self.path / "model.keras"

    def save_model(self, model: bytes) -> None:
        with atomic_write(self.model_path) as file:
            file.write(model)

    def save_evaluation(self, evaluation: Evaluation) -> None:
        save_arrays(self.path / "evaluation.npz", evaluation.to_arrays(), compressed=True)

    def evaluation(self) -> Evaluation:
        path = self.path / "evaluation.npz"
        try:
            return Evaluation.from_arrays(load_arrays(path))
        except (KeyError, TypeError, ValueError) as error:
            raise RunError(f"{path} is damaged: it is no evaluation ({error}).") from None


@lru_cache(maxsize=MAX_METAS)
def _read_meta(text: bytes) -> RunMeta:
    return RunMeta.from_json(json.loads(text))
