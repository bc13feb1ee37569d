"""The members of a project file: a zip of folders of JSON and npz files, with no pickle and no program in it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from cnn_core.errors import RunError

SCHEMA = 1
ABOUT, DESK, DRAWINGS = "project.json", "desk.json", "drawings.json"
ENTRY, ARRAYS_FILE, ASIDE_FILE = "about.json", "arrays.npz", "aside.npz"
RUN, EVENTS, ANNOTATION = "run.json", "events.jsonl", "annotation.json"
WEIGHTS, STATE, PREDICTIONS, REPORT = "weights.npz", "state.npz", "evaluation.npz", "evaluation.json"
EPOCH = re.compile(r"epochs/(\d{3,6})\.npz")
OF_RUN = (RUN, EVENTS, ANNOTATION, WEIGHTS, STATE, PREDICTIONS, REPORT)
MEMBER = re.compile(
    r"(?P<folder>datasets/own-[0-9a-f]{12})/(about\.json|arrays\.npz|aside\.npz)|plans/(?P<plan>[A-Za-z0-9_-]{1,64})\.json"
    rf"|(?P<run>runs/[A-Za-z0-9_-]{{1,64}})/({'|'.join(map(re.escape, OF_RUN))}|{EPOCH.pattern})"
)
MAX_BYTES, MAX_UNPACKED, MAX_MEMBERS = 200 * 2**20, 2**30, 30_000
"""Of a file: its bytes, those of all members unpacked, and how many these are."""
MAX_JSON, MAX_EVENTS = 4 * 2**20, 64 * 2**20
"""Bytes of desk.json, drawings.json and others, and of the journal of one run."""


@dataclass(frozen=True)
class Part:
    """The files of one dataset or run by their names in its folder; `read` gives the bytes of one."""

    id: str
    names: frozenset[str]
    read: Callable[[str], bytes]


def is_member(name: str) -> bool:
    """Whether a project file may have a member of this name."""
    return name in (ABOUT, DESK, DRAWINGS) or MEMBER.fullmatch(name) is not None


def plan_file(plan: str) -> str:
    """The member that holds a plan of this id."""
    return f"plans/{plan}.json"


def plans_in(names: Iterable[str]) -> list[str]:
    """The members that hold plans, in order."""
    return sorted(name for name in names if (found := MEMBER.fullmatch(name)) and found["plan"])


def parts_in(names: Iterable[str], kind: str, read: Callable[[str], bytes]) -> Iterator[Part]:
    """The parts of a kind, "datasets" or "runs", among the members of these names."""
    found: dict[str, set[str]] = {}
    for name in names:
        first, _, rest = name.partition("/")
        if first == kind:
            part, _, file = rest.partition("/")
            found.setdefault(part, set()).add(file)
    for part, files in found.items():
        yield Part(part, frozenset(files), lambda file, part=part: read(f"{kind}/{part}/{file}"))  # type: ignore[misc]


def json_of(content: bytes, name: str) -> object:
    """The value in a JSON file of the project; RunError for one that is too long, too deep, or no JSON."""
    if len(content) > MAX_JSON:
        raise refused(f"{name} has more than {MAX_JSON >> 20} MB")
    try:
        value: object = json.loads(content)
    except (ValueError, RecursionError):
        raise refused(f"{name} is no JSON") from None
    return value


def refused(problem: str) -> RunError:
    """The error for a file that is not let in."""
    return RunError(f"The project cannot be opened: {problem}; choose a file as “Save the project” makes it.")
