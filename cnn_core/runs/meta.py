"""What is known of a run before it starts: run.json."""

from __future__ import annotations

import os
import platform
import secrets
import time
from dataclasses import dataclass, field
from importlib import metadata
from typing import Any

from cnn_core.errors import RunError, SpecError
from cnn_core.experiment import Experiment
from cnn_core.spec.fields import Real, expect_object

SCHEMA = 1
CREATED = Real(0.0, 1e11)  # seconds: what a calendar can show
PACKAGES = ("keras", "tensorflow", "numpy", "scikit-learn", "distributed")


def new_run_id() -> str:
    """A random name of 22 characters that fits in an address and in a file name, and cannot be guessed."""
    return secrets.token_hex(11)


def versions() -> dict[str, str]:
    """Versions of Python and of the packages that a run's numbers depend on; nothing is imported for it."""
    found = {"python": platform.python_version()}
    for name in PACKAGES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def machine() -> dict[str, Any]:
    """The machine that keeps the run: system, processor, cores. Without its name."""
    return {"system": platform.system(), "processor": platform.machine(), "cores": os.cpu_count()}


@dataclass(frozen=True, kw_only=True)
class RunMeta:
    """Identity and settings of a run.

    `owner` is an owner mark, never the owner's key; `created` is seconds since 1970; `parent` is the run that this one goes on from.
    """

    id: str
    experiment: Experiment
    owner: str = ""
    dataset_fingerprint: str = ""
    parent: str | None = None
    created: float = field(default_factory=time.time)
    versions: dict[str, str] = field(default_factory=versions)
    machine: dict[str, Any] = field(default_factory=machine)

    def to_json(self) -> dict[str, Any]:
        plain = {name: getattr(self, name) for name in KINDS}
        return {"schema": SCHEMA, **plain, "experiment": self.experiment.to_json()}

    @classmethod
    def from_json(cls, value: object) -> RunMeta:
        """The meta that a JSON object describes; RunError says what is wrong. Fields of later versions are passed over."""
        try:
            value = expect_object("run.json", value)
            if value.get("schema") != SCHEMA:
                raise RunError(f"run.json has schema {value.get('schema')!r}; this version knows {SCHEMA}")
            for name, kinds in KINDS.items():
                if not isinstance(value.get(name), kinds):
                    raise RunError(f"run.json: {name} is missing or of the wrong kind. Received: {value.get(name)!r:.80}")
            plain: dict[str, Any] = {name: value.get(name) for name in KINDS}
            plain["created"] = CREATED.check("created", plain["created"])
            return cls(experiment=Experiment.from_saved(value.get("experiment")), **plain)
        except SpecError as error:
            raise RunError(f"run.json: {error}") from None


KINDS: dict[str, tuple[type, ...]] = {
    "id": (str,),
    "owner": (str,),
    "dataset_fingerprint": (str,),
    "parent": (str, type(None)),
    "created": (int, float),
    "versions": (dict,),
    "machine": (dict,),
}
