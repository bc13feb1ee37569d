"""How many runs of a plan are done in the time of one, by the places of the engine."""

from types import SimpleNamespace

import pytest

from cnn_core.engine.protocol.status import EngineStatus, Slots
from pages.widgets.state.at_once import at_once, done_at_once

ONE, OPENED, LARGE, CLUSTER, NONE = Slots(1, 1, 0, 1), Slots(1, 1, 1, 1), Slots(4, 1, 0, 4), Slots(3, 2), Slots()


@pytest.mark.parametrize(
    ("slots", "large", "small"),
    [
        (ONE, (1, 1), (2, 1.5)),
        (OPENED, (1, 1), (2, 1.5)),
        (LARGE, (4, 4), (8, 6)),
        (CLUSTER, (3, 3), (3, 3)),
        (NONE, (1, 1), (1, 1)),
    ],
)
def test_small_networks_are_done_sooner_where_two_share_the_cores(
    slots: Slots, large: tuple[int, float], small: tuple[int, float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pages.widgets.state.at_once.laboratory", lambda: SimpleNamespace(status=EngineStatus(slots=slots)))
    assert [(at_once(each), done_at_once(each)) for each in (False, True)] == [large, small]
