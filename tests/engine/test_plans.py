"""Plans on an engine of no processes: how many of their runs wait, stop and go on, and what survives a restart."""

import json
import time

import pytest
from fake_engine import FakeEngines, batches, done, epoch, started, until

from cnn_core.engine import Laboratory, Plans
from cnn_core.engine.admission import MAX_UNFINISHED
from cnn_core.errors import LabError, RunError, SpecError
from cnn_core.plan.record import PlanRecord
from cnn_core.training.events import event

VARY = ("batch_size=16,32", "epochs=1,2")
ANN, BEN = "ann", "ben"


def looked(plans, monkeypatch, times=2):
    """Waits until plans that are on have been looked at so often from now on, to the end."""
    looks, look = [], plans._look

    def counted(record):
        look(record)
        looks.append(record)

    monkeypatch.setattr(plans, "_look", counted)
    until(lambda: len(looks) >= times)


def end_job(client, number, accuracy=0.9):
    job = client.nth_job(number)
    job.send(started(), batches(1, 2.0, 1.0), epoch(1), event("evaluated", test_loss=0.1, test_accuracy=accuracy))
    job.end()
    return job.run


def begun(plans, owner=ANN):
    return [run for run in plans.of(owner)[0].runs if run]


def test_all_runs_of_a_plan_are_trained_and_never_more_than_one_waits(plans, laboratory, client, experiment):
    plan = plans.begin(ANN, experiment, VARY, 1, False)
    for number in range(1, 5):
        wanted = min(4, number + laboratory.status.slots.train)
        until(lambda wanted=wanted: len(begun(plans)) == wanted)
        assert len(laboratory.active(ANN)) <= laboratory.status.slots.train + 1
        end_job(client, number)
    until(lambda: not plans.of(ANN)[0].on)
    (record,) = plans.of(ANN)
    runs = plans.runs(record)
    assert record.id == plan
    assert [each.case.varied for each in runs] == [{"batch_size": b, "epochs": e} for b in (16, 32) for e in (1, 2)]
    assert all(each.ended and each.state.test_accuracy == 0.9 for each in runs)
    trained = [laboratory.folder(each.run).meta.experiment for each in runs]
    assert [(each.training.batch_size, each.training.epochs) for each in trained] == [(16, 1), (16, 2), (32, 1), (32, 2)]


def test_somebody_else_waits_for_one_run_and_not_for_the_plan(plans, laboratory, client, experiment):
    plans.begin(ANN, experiment, VARY, 1, False)
    until(lambda: len(begun(plans)) == 2)
    other = laboratory.submit(experiment, BEN)
    assert laboratory.place(other) == 1
    end_job(client, 1)
    assert client.nth_job(2).run == other


def test_a_plan_is_stopped_as_one_and_goes_on_with_what_is_missing(plans, laboratory, client, experiment):
    plan = plans.begin(ANN, experiment, VARY, 1, False)
    first = end_job(client, 1)
    until(lambda: len(begun(plans)) == 3)
    plans.stop(plan, ANN)
    client.nth_job(2).end()  # it ends in the moment that it is told to stop
    until(lambda: not laboratory.active(ANN))
    with pytest.raises(RunError, match="no such plan"):
        plans.go_on(plan, BEN)
    plans.go_on(plan, ANN)
    for number in (3, 4):
        end_job(client, number)
    until(lambda: not plans.of(ANN)[0].on)
    (record,) = plans.of(ANN)
    assert record.runs[0] == first
    assert len({*record.runs}) == 4
    assert all(each.state.status == "finished" for each in plans.runs(record))


def test_a_plan_that_goes_on_before_its_run_has_answered_the_stop_loses_no_run(plans, laboratory, client, experiment):
    plan = plans.begin(ANN, experiment, ("batch_size=16,32",), 1, False)
    slow = client.nth_job(1)
    slow.send(started(), batches(1, 2.0, 1.0))
    until(lambda: laboratory.state(slow.run).status == "running")
    plans.stop(plan, ANN)
    plans.go_on(plan, ANN)
    slow.end(done(2, "stopped"))
    for number in (2, 3):
        end_job(client, number)
    until(lambda: not plans.of(ANN)[0].on)
    assert [each.state.status for each in plans.runs(plans.of(ANN)[0])] == ["finished", "finished"]


def test_a_plan_survives_a_restart_and_no_run_is_lost_or_made_twice(tmp_path, experiment):
    engines = FakeEngines()
    laboratory = Laboratory(tmp_path, engines).start()
    plans = Plans(tmp_path / "plans", laboratory)
    plan = plans.begin(ANN, experiment, VARY, 1, False)
    first = end_job(engines.nth_client(1), 1)
    until(lambda: len(begun(plans)) == 3)
    plans.close()
    laboratory.close()

    engines = FakeEngines()
    again = Laboratory(tmp_path, engines).start()
    after = Plans(tmp_path / "plans", again)
    time.sleep(0.2)
    assert not again.active(ANN)  # until the owner is back: nobody else has their key
    assert [each.id for each in after.of(BEN)] == []
    (record,) = after.of(ANN)
    assert (record.id, record.on) == (plan, True)
    for number in (1, 2, 3):
        end_job(engines.nth_client(1), number)
    until(lambda: not after.of(ANN)[0].on)
    runs = after.runs(after.of(ANN)[0])
    assert runs[0].run == first
    assert len({each.run for each in runs}) == 4
    assert all(each.state.status == "finished" for each in runs)
    after.close()
    again.close()


def test_what_cannot_work_is_refused_before_anything_is_kept(plans, experiment):
    with pytest.raises(SpecError, match="must lie from"):
        plans.begin(ANN, experiment, ("batch_size=0",), 1, False)
    with pytest.raises(LabError, match="does not work"):
        plans.begin(ANN, experiment, ("layers[0].enabled=on,off",), 1, False)
    assert plans.of(ANN) == []


def test_one_plan_at_a_time_and_a_plan_is_forgotten_without_its_runs(plans, laboratory, client, experiment):
    plan = plans.begin(ANN, experiment, ("batch_size=16",), 1, False)
    with pytest.raises(RunError, match="under way"):
        plans.begin(ANN, experiment, VARY, 1, False)
    with pytest.raises(RunError, match="stop it first"):
        plans.delete(plan, ANN)
    run = end_job(client, 1)
    until(lambda: not plans.of(ANN)[0].on)
    plans.delete(plan, ANN)
    assert plans.of(ANN) == []
    assert laboratory.state(run).status == "finished"


def test_a_damaged_file_harms_no_other_plan(tmp_path, laboratory, plans, client, experiment):
    plan = plans.begin(ANN, experiment, ("batch_size=16",), 1, False)
    end_job(client, 1)
    until(lambda: not plans.of(ANN)[0].on)
    good = (tmp_path / "plans" / f"{plan}.json").read_text()
    for name, text in (
        ("bad", "{"),
        ("deep", "[" * 100_000),
        ("other", good),
        ("kinds", good.replace('"seeds": 1', '"seeds": []')),
    ):
        (tmp_path / "plans" / f"{name}.json").write_text(text)
    assert [each.id for each in Plans(tmp_path / "plans", laboratory).of(ANN)] == [plan]


def test_a_plan_waits_while_other_runs_of_its_owner_take_all_places(plans, laboratory, client, experiment, monkeypatch):
    others = [laboratory.submit(experiment, ANN) for _ in range(MAX_UNFINISHED)]
    plans.begin(ANN, experiment, ("batch_size=16,32",), 1, False)
    looked(plans, monkeypatch)
    (record,) = plans.of(ANN)
    assert (record.on, record.problem, record.runs) == (True, "", ("", ""))
    laboratory.stop(others[-1])
    until(lambda: len(begun(plans)) == 1)


def test_a_second_plan_does_not_go_on_beside_the_first(plans, laboratory, client, experiment):
    first = plans.begin(ANN, experiment, VARY, 1, False)
    plans.stop(first, ANN)
    plans.begin(ANN, experiment, VARY, 1, False)
    with pytest.raises(RunError, match="under way"):
        plans.go_on(first, ANN)
    assert [each.on for each in plans.of(ANN)] == [True, False]


def test_a_run_that_was_begun_while_the_app_ended_belongs_to_its_plan(tmp_path, laboratory, client, experiment, monkeypatch):
    plans = Plans(tmp_path / "plans", laboratory)
    submit = laboratory.submit

    def as_the_app_ends(*given):
        run = submit(*given)
        plans.close()
        return run

    monkeypatch.setattr(laboratory, "submit", as_the_app_ends)
    plan = plans.begin(ANN, experiment, VARY, 1, False)
    until(lambda: len(laboratory.runs(ANN)) == 1 and plans.of(ANN)[0].runs[0])
    assert (
        PlanRecord.from_json(json.loads((tmp_path / "plans" / f"{plan}.json").read_text())).runs[0] == laboratory.runs(ANN)[0].id
    )


def test_a_plan_that_makes_other_experiments_than_it_did_says_so_and_can_be_forgotten(tmp_path, laboratory, client, experiment):
    before = Plans(tmp_path / "plans", laboratory)
    plan = before.begin(ANN, experiment, VARY, 1, False)
    before.stop(plan, ANN)
    before.close()
    path = tmp_path / "plans" / f"{plan}.json"
    kept = json.loads(path.read_text())
    path.write_text(json.dumps({**kept, "runs": kept["runs"][:3]}))
    plans = Plans(tmp_path / "plans", laboratory)
    with pytest.raises(RunError, match="makes 4 experiments, and was begun with 3"):
        plans.runs(plans.of(ANN)[0])
    plans.delete(plan, ANN)
    assert plans.of(ANN) == []


def test_the_state_of_a_run_that_has_ended_is_not_asked_for_again(plans, laboratory, client, experiment, monkeypatch):
    plans.begin(ANN, experiment, VARY, 1, False)
    first = end_job(client, 1)
    until(lambda: len(begun(plans)) == 3)
    until(lambda: first in plans._done)
    asked, state = [], plans._state
    monkeypatch.setattr(plans, "_state", lambda run: asked.append(run) or state(run))
    looked(plans, monkeypatch)
    assert set(plans.of(ANN)[0].runs) - {"", first} <= set(asked)
    assert first not in asked
