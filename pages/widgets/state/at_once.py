"""How many runs of a plan are done in the time of one."""

from __future__ import annotations

from cnn_core.forecast import TOGETHER
from pages.widgets.state.laboratory import laboratory


def at_once(small: bool) -> int:
    """How many train at the same time: of small networks two on the same cores, where there is memory for that."""
    slots = laboratory().status.slots
    return max(1, slots.train + min(slots.opened, slots.train) * small)


def done_at_once(small: bool, shared: bool = False) -> float:
    """How many are done in the time of one: of small networks on the same cores not two but `TOGETHER`, unless the time of one is known as it
    is there (`shared`)."""
    slots = laboratory().status.slots
    if shared and slots.beside:
        return at_once(small)
    alone = at_once(small=False)
    return alone * (TOGETHER if at_once(small) > alone else 1.0)
