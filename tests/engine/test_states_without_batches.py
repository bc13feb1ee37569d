"""A plan reads many runs: of those long ended without the figures of their batches, of the others what the recorder knows."""

from fake_engine import batches, epoch, started

from cnn_core.runs import RunFolder


def test_a_run_whose_end_is_not_on_the_disk_yet_has_ended_for_a_plan_too(laboratory, client, experiment, monkeypatch):
    run = laboratory.submit(experiment, "ann")
    kept = RunFolder.append
    monkeypatch.setattr(
        RunFolder,
        "append",
        lambda folder, events: kept(folder, [each for each in events if each["event"] != "finished"]),
    )
    job = client.nth_job(1)
    job.send(started(), batches(1, 2.0, 1.0), epoch(1))
    job.end()
    laboratory.wait(run, timeout=10)
    assert laboratory.folder(run).state().status == "interrupted"
    assert laboratory.state(run, batches=False).status == "finished"


def test_one_long_ended_keeps_its_epochs_and_not_its_batches(laboratory, client, experiment):
    run = laboratory.submit(experiment, "ann")
    job = client.nth_job(1)
    job.send(started(), batches(1, 2.0, 1.0), epoch(1))
    job.end()
    laboratory.wait(run, timeout=10)
    laboratory._recorder.forget(run)
    whole, short = laboratory.state(run), laboratory.state(run, batches=False)
    assert [point.loss for point in whole.points] == [2.0, 1.0]
    assert short.points == ()
    assert short.history == whole.history != ()
