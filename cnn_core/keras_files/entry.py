"""One layer of a Keras file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cnn_core.spec import Composite


@dataclass(frozen=True)
class Entry:
    """One layer of the file: its Keras class, its settings, and where its weights are.

    `steps` are (class, name, place among the siblings of its class) of the models around it, outermost first, and of itself. A model
    that is a `block` of the spec stands for one layer; `parts` are the layers inside it, in the order of the block's own.
    """

    kind: str
    values: Mapping[str, Any]
    steps: tuple[tuple[str, str, int], ...] = ()
    block: Composite | None = None
    parts: tuple[Entry, ...] = ()

    @property
    def name(self) -> str:
        return self.steps[-1][1] if self.steps else ""
