"""Plans that were forgotten, and are brought back."""

import os
import time
from dataclasses import replace

import pytest

from cnn_core.engine import Plans, forgotten_plans
from cnn_core.engine.plan_files import write_plan
from cnn_core.errors import RunError
from cnn_core.plan.record import MAX_PLANS
from cnn_core.runs import owner_mark
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


def test_a_page_reads_no_forgotten_plan_but_the_last_of_its_owner_and_of_each_so_many_are_kept(
    tmp_path, laboratory, experiment, monkeypatch
):
    plans = Plans(tmp_path / "plans", laboratory)
    record = forget(plans, experiment, VARY)
    for number in range(MAX_PLANS + 5):
        for owner in (ANN, BEN):
            plan = replace(record, id=f"{number:022}", owner=owner_mark(owner), created=float(number))
            write_plan(tmp_path / "plans", plan)
            plans.forgotten.set_aside(plan)
            path = next((tmp_path / "plans").glob(f"*{plan.owner}*{plan.id}.forgotten"))
            os.utime(path, (time.time() - 15 + number / 10,) * 2)
    assert len(list((tmp_path / "plans").glob("*.forgotten"))) == 2 * MAX_PLANS
    read, read_plan = [], forgotten_plans.read_plan
    monkeypatch.setattr(forgotten_plans, "read_plan", lambda path: read.append(path) or read_plan(path))
    assert plans.forgotten.last(ANN).created == MAX_PLANS + 4
    assert len(read) == 1
    plans.close()


def test_what_is_too_old_goes_when_the_app_starts_whosoever_s_it_is(tmp_path, laboratory, experiment):
    plans = Plans(tmp_path / "plans", laboratory)
    forget(plans, experiment, VARY)
    plans.close()
    (path,) = (tmp_path / "plans").glob("*.forgotten")
    os.utime(path, (time.time() - GRACE - 1,) * 2)
    Plans(tmp_path / "plans", laboratory).close()
    assert not path.exists()


def forget(plans, experiment, vary):
    plan = plans.begin(ANN, experiment, vary, 1, False)
    plans.stop(plan, ANN)
    record = plans.of(ANN)[0]
    plans.delete(plan, ANN)
    os.utime(plans.forgotten._folder / f"{record.owner}-{plan}.forgotten", (time.time() - 5 * len(vary),) * 2)
    return record
