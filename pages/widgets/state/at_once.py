"""How many runs of a plan are done in the time of one."""

from __future__ import annotations

from cnn_core.forecast import TOGETHER
from pages.widgets.state.laboratory import laboratory


def at_once(small: bool) -> int:
    """How many train at the same time: of small networks two on the same cores, where there is memory for that."""
    slots = laboratory().status.slots
    return max(1, slots.train + min(slots.opened, slots.train) * small)


def done_at_once(small: bool) -> float:
    """How many are done in the time that one takes alone: of small networks on the same cores not two but `TOGETHER`."""
    alone = at_once(small=False)
    return alone * (TOGETHER if at_once(small) > alone else 1.0)


def share_cores() -> bool:
    """Whether runs that train at the same time do so on the same cores."""
    return laboratory().status.slots.train == 1
