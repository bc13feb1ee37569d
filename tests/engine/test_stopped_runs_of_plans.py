"""What becomes of the runs of a plan that were stopped with it, trained on by hand, or cut off with the app."""

import pytest
from fake_engine import FakeEngines, batches, done, epoch, started, until

from cnn_core.engine import Laboratory, Plans
from cnn_core.engine.protocol.job import Failure, Report
from cnn_core.runs.annotation import Annotation
from cnn_core.training.events import event

ANN = "ann"
VARY, EPOCHS = ("batch_size=16,32", "epochs=4"), 4


def stopped_after_two_epochs(plans, laboratory, client, experiment, *more):
    """A plan of two runs, stopped while the first of them is in its third epoch; its id, and that run's."""
    plan = plans.begin(ANN, experiment, VARY, 1, False)
    job = client.nth_job(1)
    job.send(started(epochs=EPOCHS), batches(1, 2.0), epoch(1), batches(2, 1.0), *more, epoch(2))
    job.checkpoint(2)
    until(lambda: len([run for run in plans.of(ANN)[0].runs if run]) == 2)
    until(lambda: laboratory.folder(job.run).epochs() == [2])
    plans.stop(plan, ANN)
    job.end(done(6 + len(more), "stopped"))
    until(lambda: not laboratory.active(ANN))
    return plan, job.run


def test_a_plan_that_goes_on_lets_a_stopped_run_go_on_and_names_tell_the_two_apart(plans, laboratory, client, experiment):
    plan, before = stopped_after_two_epochs(plans, laboratory, client, experiment)
    plans.go_on(plan, ANN)
    job = client.nth_job(2)
    assert job.job.resume.epoch == 2
    assert laboratory.folder(job.run).meta.parent == before
    until(lambda: plans.of(ANN)[0].runs[0] == job.run)
    assert laboratory.result(job.run).title == "batch_size 16, epochs 4, seed 1"
    assert laboratory.result(before).title == "batch_size 16, epochs 4, seed 1 (stopped, 2 epochs)"
    job.send(started(epochs=EPOCHS, initial_epoch=2), batches(3, 0.9), epoch(3), epoch(4))
    job.end()
    client.nth_job(3).send(started(epochs=EPOCHS), epoch(1))
    client.nth_job(3).end()
    until(lambda: not plans.of(ANN)[0].on)
    first, second = plans.runs(plans.of(ANN)[0])
    assert [each.epoch for each in first.history] == [1, 2, 3, 4]
    titles = [run.title for run in laboratory.runs(ANN)]
    assert len(set(titles)) == len(titles) == 4  # the one that waited was stopped, too
    assert laboratory.folder(second.run).meta.parent is None


def test_a_run_whose_learning_rate_was_changed_by_hand_is_begun_anew(plans, laboratory, client, experiment):
    """What it learned so far is not what the settings of the plan give."""
    changed = event("rate", epoch=2, step=1, learning_rate=0.0005)
    plan, before = stopped_after_two_epochs(plans, laboratory, client, experiment, changed)
    plans.go_on(plan, ANN)
    assert client.nth_job(2).job.resume is None
    until(lambda: laboratory.result(before).title.endswith("(stopped, 2 epochs)"))


def test_a_run_that_is_deleted_before_it_goes_on_is_begun_anew(plans, laboratory, client, experiment, monkeypatch):
    plan, before = stopped_after_two_epochs(plans, laboratory, client, experiment)
    with monkeypatch.context() as patched:
        patched.setattr(plans, "_begin_next", lambda record, cases: None)
        plans.go_on(plan, ANN)
        laboratory.delete(before, ANN)
    assert client.nth_job(2).job.resume is None
    assert plans.of(ANN)[0].on


def test_a_name_that_its_owner_gave_stays(plans, laboratory, client, experiment):
    plan, before = stopped_after_two_epochs(plans, laboratory, client, experiment)
    laboratory.annotate(before, ANN, Annotation(name="mine"))
    plans.go_on(plan, ANN)
    client.nth_job(2)
    until(lambda: plans.of(ANN)[0].runs[0] not in ("", before))
    assert laboratory.result(before).title == "mine"


def test_a_run_trained_on_by_hand_to_the_end_of_the_plan_is_the_plan_s(plans, laboratory, client, experiment):
    plan, before = stopped_after_two_epochs(plans, laboratory, client, experiment)
    case = plans.runs(plans.of(ANN)[0])[0].case
    by_hand = laboratory.submit(case.experiment, ANN, before)
    plans.take_place(ANN, before, by_hand)
    job = client.nth_job(2)
    job.send(started(epochs=EPOCHS, initial_epoch=2), epoch(3), epoch(4))
    job.end()
    until(lambda: not laboratory.active(ANN))
    plans.go_on(plan, ANN)
    other = client.nth_job(3)
    other.end()
    until(lambda: not plans.of(ANN)[0].on)
    assert plans.of(ANN)[0].runs == (by_hand, other.run)
    assert laboratory.result(by_hand).title == "batch_size 16, epochs 4, seed 1"
    assert laboratory.result(before).title.endswith("(stopped, 2 epochs)")


def test_a_run_trained_on_by_hand_to_another_end_is_not(plans, laboratory, client, experiment, longer):
    plan, before = stopped_after_two_epochs(plans, laboratory, client, experiment)
    case = plans.runs(plans.of(ANN)[0])[0].case
    by_hand = laboratory.submit(longer(case.experiment, 6), ANN, before)
    plans.take_place(ANN, before, by_hand)
    client.nth_job(2).end()
    until(lambda: not laboratory.active(ANN))
    assert plans.of(ANN)[0].runs[0] == before
    plans.go_on(plan, ANN)
    assert client.nth_job(3).job.resume.epoch == 2  # it goes on from the one that was stopped, and not anew


def ended_in_a_plan(plans, laboratory, client, experiment, end, *more, vary=VARY):
    """A plan whose first run has ended after two whole epochs in the way that `end` says; its case and its id."""
    plans.begin(ANN, experiment, vary, 1, False)
    job = client.nth_job(1)
    job.send(started(epochs=EPOCHS), batches(1, 2.0), epoch(1), batches(2, 1.0), *more, epoch(2))
    job.checkpoint(2)
    until(lambda: laboratory.folder(job.run).epochs() == [2])
    job.end(end(6 + len(more)))
    until(lambda: laboratory.state(job.run).ended)
    return plans.runs(plans.of(ANN)[0])[0].case, job.run


def failed(messages):
    return Report(messages=messages, failure=Failure(sentence="The process ran out of memory."))


def early(messages):
    return done(messages, "early")


def test_a_run_that_failed_and_is_trained_on_by_hand_is_called_failed(plans, laboratory, client, experiment):
    case, before = ended_in_a_plan(plans, laboratory, client, experiment, failed)
    by_hand = laboratory.submit(case.experiment, ANN, before)
    plans.take_place(ANN, before, by_hand)
    assert plans.of(ANN)[0].runs[0] == by_hand
    assert laboratory.result(by_hand).title == "batch_size 16, epochs 4, seed 1"
    assert laboratory.result(before).title == "batch_size 16, epochs 4, seed 1 (failed, 2 epochs)"


@pytest.mark.parametrize(
    ("end", "more", "vary"),
    [
        (early, (), VARY),  # it ended as the plan wants it, and what is trained on went beyond
        (failed, (event("rate", epoch=2, step=1, learning_rate=0.0005),), VARY),
        (failed, (), (*VARY, "minutes=5,6")),  # they would be counted once more
    ],
    ids=["early stopping", "rate by hand", "minutes"],
)
def test_what_the_plan_would_not_let_go_on_keeps_its_place_and_its_name(plans, laboratory, client, experiment, end, more, vary):
    case, before = ended_in_a_plan(plans, laboratory, client, experiment, end, *more, vary=vary)
    title = laboratory.result(before).title
    plans.take_place(ANN, before, laboratory.submit(case.experiment, ANN, before))
    assert plans.of(ANN)[0].runs[0] == before
    assert laboratory.result(before).title == title


def test_a_run_that_finishes_although_it_was_told_to_stop_is_called_so_and_not_trained_beyond_its_end(
    plans, laboratory, client, experiment, monkeypatch
):
    plan = plans.begin(ANN, experiment, VARY, 1, False)
    job = client.nth_job(1)
    job.send(started(epochs=EPOCHS), batches(1, 2.0), epoch(1), batches(2, 1.0), epoch(2))
    job.checkpoint(2)
    until(lambda: laboratory.folder(job.run).epochs() == [2])
    until(lambda: len([run for run in plans.of(ANN)[0].runs if run]) == 2)
    plans.stop(plan, ANN)
    with monkeypatch.context() as patched:
        patched.setattr(plans, "_begin_next", lambda record, cases: None)
        plans.go_on(plan, ANN)
        job.end(early(6))
        until(lambda: laboratory.state(job.run).status == "finished")
    assert client.nth_job(2).job.resume is None
    until(lambda: laboratory.result(job.run).title == "batch_size 16, epochs 4, seed 1 (finished, 2 epochs)")


def test_a_run_that_has_not_answered_yet_is_called_stopped(plans, laboratory, client, experiment):
    plan = plans.begin(ANN, experiment, VARY, 1, False)
    job = client.nth_job(1)
    job.send(started(epochs=EPOCHS), batches(1, 2.0), epoch(1))
    until(lambda: laboratory.state(job.run).history)
    plans.stop(plan, ANN)
    plans.go_on(plan, ANN)
    until(lambda: plans.of(ANN)[0].runs[0] not in ("", job.run))
    until(lambda: laboratory.result(job.run).title.endswith(")"))
    assert laboratory.result(job.run).title == "batch_size 16, epochs 4, seed 1 (stopped, 1 epoch)"


def test_what_was_cut_off_with_the_app_goes_on_and_says_so(tmp_path, experiment):
    engines = FakeEngines()
    laboratory = Laboratory(tmp_path, engines).start()
    plans = Plans(tmp_path / "plans", laboratory)
    plans.begin(ANN, experiment, VARY, 1, False)
    job = engines.nth_client(1).nth_job(1)
    job.send(started(epochs=EPOCHS), epoch(1))
    job.checkpoint(1)
    until(lambda: laboratory.folder(job.run).epochs() == [1])
    plans.close()
    laboratory.close()

    engines = FakeEngines()
    again = Laboratory(tmp_path, engines).start()
    after = Plans(tmp_path / "plans", again)
    after.of(ANN)
    goes_on = engines.nth_client(1).nth_job(1)
    assert goes_on.job.resume.epoch == 1
    assert again.folder(goes_on.run).meta.parent == job.run
    until(lambda: again.result(job.run).title == "batch_size 16, epochs 4, seed 1 (cut off, 1 epoch)")
    after.close()
    again.close()
