"""What one browser session works on: the desk, the chosen run, a plan that is being made. Saved at every change, so a reload loses nothing.

Several tabs of one browser have a session each and one file. The last to write wins: a tab that is behind reads the file before
its next edit, says so, and the edit, which was made to an older desk, is not carried out.
"""

from __future__ import annotations

import threading
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, field, replace
from typing import Any

import streamlit as st

from cnn_core.data.augmentation import Augmentation
from cnn_core.data.catalogue import CATALOGUE, entry_of
from cnn_core.data.choice import DataChoice
from cnn_core.data.entry import Entry
from cnn_core.data.own import own_entries
from cnn_core.data.task import class_names
from cnn_core.errors import LabError, SpecError
from cnn_core.experiment import Experiment
from cnn_core.plan.draft import Draft
from cnn_core.presets import DEFAULT, PRESETS
from cnn_core.runs import PRETRAINED, is_own_run
from cnn_core.spec.architecture import Architecture
from cnn_core.storage.home import home
from cnn_core.storage.reach import is_gone
from cnn_core.summary import Summary, summarise
from cnn_core.training.config import TrainingConfig
from cnn_core.workspace.edit_history import Desk
from cnn_core.workspace.put_back import try_out, without_tries
from pages.widgets.state.desk_file import DeskFile
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.owner import owner
from pages.widgets.state.requests import announce, redraw

NEWER = "Your work was changed in another tab; this is the newer version."
READ = "Your saved work can be read again: this is it."
VOID = " What you did here last was not carried out: do it again if you still want it."

_LOCKS: dict[str, threading.RLock] = {}


@dataclass
class Session:
    """The desk of one person and the run that their pages show."""

    owner: str
    file: DeskFile
    desk: Desk
    run: str = PRETRAINED
    greeted: bool = False
    draft: Draft = field(default_factory=Draft)
    _summarised: tuple[Architecture, int, Summary] | None = field(default=None, repr=False, compare=False)

    @property
    def experiment(self) -> Experiment:
        return self.desk.experiment

    @property
    def entry(self) -> Entry:
        """What is known of the chosen dataset."""
        return entry_of(self.experiment.data.dataset)

    @property
    def entries(self) -> dict[str, Entry]:
        """The datasets that this person can choose from: those of the catalogue, and their own."""
        return CATALOGUE | {entry.name: entry for entry in own_entries(self.owner)}

    @property
    def class_names(self) -> tuple[str, ...]:
        """The classes of the network on the desk."""
        return class_names(self.experiment.data)

    @property
    def classes(self) -> int:
        return len(self.class_names)

    def summary(self) -> Summary:
        """That of the network on the desk, worked out once: a page asks several times."""
        architecture, classes = self.experiment.architecture, self.classes
        if self._summarised is None or self._summarised[0] is not architecture or self._summarised[1] != classes:
            self._summarised = architecture, classes, summarise(architecture, classes)
        return self._summarised[2]

    @property
    def lock(self) -> AbstractContextManager[bool]:
        """Held from the look at what another tab has saved until the own change is saved: tabs run in threads of their own."""
        return _LOCKS.setdefault(self.owner, threading.RLock())

    def put(self, desk: Desk, settled: bool = True) -> None:
        """Changes the desk and saves it. While a slider moves, settled=False saves without waiting for the disk: see `settle`."""
        with self.lock:
            if desk is not self.desk and not self.overtaken():
                self.desk = desk
                self._save(settled)

    @property
    def before_tries(self) -> Experiment:
        """The desk without what is left on it of an earlier lesson's try."""
        return without_tries(self.desk)

    def try_out(self, experiment: Experiment) -> None:
        """An edit that a lesson proposes to `before_tries`: it does not stay when the next one is tried."""
        self.put(try_out(self.desk, experiment))

    def bring(self, experiment: Experiment) -> None:
        """A preset, a run or a link comes onto the desk, in place of all that is there."""
        self.put(self.desk.bring(experiment))

    def set_data(self, data: DataChoice, touch: str = "") -> None:
        """Another choice of data; the network follows its image shape and number of classes."""
        entry = entry_of(data.dataset)
        architecture = self.experiment.architecture.fit_to(entry.input_shape, len(class_names(data)))
        self.put(self.desk.edit(replace(self.experiment, data=data, architecture=architecture), touch))

    def set_training(self, training: TrainingConfig, touch: str = "") -> None:
        self.put(self.desk.edit(replace(self.experiment, training=training), touch))

    def set_augmentation(self, augmentation: Augmentation, touch: str = "") -> None:
        self.put(self.desk.edit(replace(self.experiment, augmentation=augmentation), touch))

    def show_run(self, run: str) -> None:
        with self.lock:
            self.catch_up()
            self.greeted = self.greeted or (self.run, run) != (PRETRAINED, PRETRAINED)  # who has a run is not new
            self.run = run
            self._save(True)

    def keep_draft(self, draft: Draft) -> None:
        """What the form of a plan says by now."""
        with self.lock:
            self.catch_up()
            self.draft = draft
            self._save(True)

    def greet(self) -> None:
        """The first steps were put away, and are not shown again."""
        with self.lock:
            self.catch_up()
            self.greeted = True
            self._save(True)

    def catch_up(self, void: str = "") -> bool:
        """Takes over what another tab has saved meanwhile, and says so, with what else is to be said; False if there is nothing."""
        unread = self.file.unread
        found = _saved(self.file, self.owner) if self.file.newer else None
        if found is None:
            return False
        self.desk, self.run, self.greeted, self.draft = found
        announce((READ if unread else NEWER) + void)
        return True

    def keep_possible(self) -> None:
        """Begins anew where the images on the desk are gone, with all that is known of them: somebody deleted their folder."""
        try:
            class_names(self.experiment.data)
        except LabError as error:
            kept = f" What was here, with your steps back, is kept as {aside}." if (aside := self.file.set_aside()) else ""
            announce(f"{error} This is the default network.{kept}")
            self.put(Desk(PRESETS[DEFAULT].experiment))

    def keep_readable(self) -> None:
        """Shows the network that came with the app where the chosen run is damaged: another can be chosen then."""
        try:
            if self.run != PRETRAINED:
                laboratory().folder(self.run).check()
        except LabError as error:
            announce(f"{error} The network that came with the app is shown instead: choose another run on Compare.")
            self.show_run(PRETRAINED)

    def overtaken(self) -> bool:
        """For callbacks, before they act: whether another tab was quicker, so that what was asked for here is not carried out."""
        return self.catch_up(VOID)

    def settle(self) -> None:
        """The edits have settled: what was saved without waiting is synced to the disk."""
        if not self.file.sync():
            self._save(True)

    def _save(self, settled: bool) -> None:
        before = self.file.trouble
        said = {
            "desk": self.desk.to_json(),
            "run": self.run,
            "greeted": self.greeted,
            "draft": self.draft.to_json(),
        }
        self.file.write(said, settled)
        if self.file.trouble != before:
            redraw()


def session() -> Session:
    """The session of this browser, opened where it was left."""
    found: Session | None = st.session_state.get("session")
    if found is None:
        st.session_state["session"] = found = _open(owner())
    if found.run != PRETRAINED and is_gone(home() / "runs" / found.run):
        _say_gone(found.run)
        found.run = PRETRAINED
    return found


def _say_gone(run: str) -> None:
    """Of a run that was deleted in another tab nobody needs to be told; the laboratory still knows one that was deleted behind its back."""
    with suppress(LabError):
        ends = "" if laboratory().state(run).ended else ", and its training ends"
        announce(f"The folder of the run shown here was deleted, not by CNN Lab: nothing of it is left{ends}.")


def why_unsaved() -> str:
    """Why the work of this browser is in the server's memory only, as the end of a sentence; empty while it is on the disk."""
    found: Session | None = st.session_state.get("session")
    return found.file.trouble if found else ""


def _open(person: str) -> Session:
    file = DeskFile(person)
    found = _saved(file, person)
    if found is None and file.unread:
        announce(
            f"Your saved work cannot be read now, because {file.unread}, so this is the default network. It is shown here once it can be "
            f"read; if you change something before, it is kept in {file.path.parent} beside what you make now."
        )
    elif found is None and (aside := file.set_aside()):
        announce(f"Your saved work cannot be read, so this is the default network. The file is kept as {aside}.")
    return Session(person, file, *(found or (Desk(PRESETS[DEFAULT].experiment), PRETRAINED)))


def _saved(file: DeskFile, person: str) -> tuple[Desk, str, bool, Draft] | None:
    """The desk, the chosen run, whether the first steps were put away, and a plan that is being made, in the file; None if there is none,
    or one that an older version or a full disk left behind."""
    try:
        saved: Any = file.read()
        desk = Desk.from_json(saved["desk"])
        class_names(desk.experiment.data)  # a desk with a dataset or a class that there is not is an old one
        run = saved["run"] if is_own_run(home() / "runs", saved["run"], person) else PRETRAINED
        return desk, run, saved.get("greeted") is True, _draft(saved.get("draft"))
    except (OSError, ValueError, KeyError, TypeError, RecursionError, LabError):
        return None


def _draft(value: object) -> Draft:
    """An empty one if there is none, or one of another version: that must not cost the desk."""
    with suppress(SpecError):
        return Draft.from_json(value)
    return Draft()
