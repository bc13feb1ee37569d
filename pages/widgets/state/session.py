"""What one browser session works on: the desk, the chosen run. Saved at every change, so a reload loses nothing."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path

import streamlit as st

from cnn_core.data.augmentation import Augmentation
from cnn_core.data.catalogue import CATALOGUE, entry_of
from cnn_core.data.choice import DataChoice
from cnn_core.data.entry import Entry
from cnn_core.data.own import own_entries
from cnn_core.data.task import class_names
from cnn_core.errors import LabError
from cnn_core.experiment import Experiment
from cnn_core.presets import DEFAULT, PRESETS
from cnn_core.runs import PRETRAINED, is_own_run
from cnn_core.storage.atomic_write import atomic_write
from cnn_core.storage.home import home
from cnn_core.storage.owner_mark import owner_file_name
from cnn_core.summary import Summary, summarise
from cnn_core.training.config import TrainingConfig
from cnn_core.workspace.edit_history import Desk, start
from pages.widgets.state.owner import owner


@dataclass
class Session:
    """The desk of one person and the run that their pages show."""

    owner: str
    desk: Desk
    run: str = PRETRAINED

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
        """What the network of the desk tells apart."""
        return class_names(self.experiment.data)

    @property
    def classes(self) -> int:
        return len(self.class_names)

    def summary(self) -> Summary:
        return summarise(self.experiment.architecture, self.classes)

    def put(self, desk: Desk) -> None:
        """Changes the desk and saves it."""
        if desk is not self.desk:
            self.desk = desk
            self.save()

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
        self.run = run
        self.save()

    def save(self) -> None:
        text = json.dumps({"desk": self.desk.to_json(), "run": self.run})
        place = _place(self.owner)
        place.parent.mkdir(parents=True, exist_ok=True)
        with atomic_write(place) as file:
            file.write(text.encode())


def session() -> Session:
    """The session of this browser, opened where it was left."""
    if "session" not in st.session_state:
        st.session_state["session"] = _open(owner())
    found: Session = st.session_state["session"]
    if found.run != PRETRAINED and not (_runs() / found.run).is_dir():  # deleted in another tab, or on the command line
        found.run = PRETRAINED
    return found


def _open(person: str) -> Session:
    try:
        saved = json.loads(_place(person).read_text())
        desk = Desk.from_json(saved["desk"])
        class_names(desk.experiment.data)  # a desk with a dataset or a class that there is not is an old one
        return Session(person, desk, saved["run"] if is_own_run(_runs(), saved["run"], person) else PRETRAINED)
    except (OSError, ValueError, KeyError, TypeError, LabError):
        pass  # No desk yet, or one that an older version or a full disk left behind: begin with the default.
    return Session(person, start(PRESETS[DEFAULT].experiment))


def _runs() -> Path:
    return home() / "runs"


def _place(person: str) -> Path:
    return home() / "desks" / owner_file_name(person)
