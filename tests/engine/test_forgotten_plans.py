"""Plans that were forgotten, and are brought back."""

import os
import time

import pytest

from cnn_core.engine import Plans
from cnn_core.errors import RunError
from cnn_core.runs.deletion import GRACE

VARY = ("batch_size=16,32", "epochs=1,2")
ANN, BEN = "ann", "ben"


def test_a_forgotten_plan_can_be_brought_back_for_a_while_by_its_owner_alone(tmp_path, laboratory, client, experiment):
    plans = Plans(tmp_path / "plans", laboratory)
    first, second = (forget(plans, experiment, vary) for vary in (VARY, VARY[:1]))
    assert plans.forgotten.last(BEN) is None
    with pytest.raises(RunError, match="forgotten for good"):
        plans.forgotten.bring_back(BEN, plans.add)
    plans.close()
    again = Plans(tmp_path / "plans", laboratory)  # as after a restart
    assert again.of(ANN) == []
    assert again.forgotten.last(ANN).same_plan(second)
    again.forgotten.bring_back(ANN, again.add)
    assert again.forgotten.last(ANN).same_plan(first)
    assert [(each.runs, each.on) for each in again.of(ANN)] == [(second.runs, False)]
    for path in (tmp_path / "plans").glob("*.forgotten"):
        os.utime(path, (time.time() - GRACE - 1,) * 2)
    assert again.forgotten.last(ANN) is None
    assert list((tmp_path / "plans").glob("*.forgotten")) == []
    again.close()


def forget(plans, experiment, vary):
    plan = plans.begin(ANN, experiment, vary, 1, False)
    plans.stop(plan, ANN)
    record = plans.of(ANN)[0]
    plans.delete(plan, ANN)
    os.utime(plans.forgotten._folder / f"{plan}.forgotten", (time.time() - 5 * len(vary),) * 2)
    return record
