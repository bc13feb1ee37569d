"""Training on from an earlier run, and predicting with one, on an engine of no processes."""

import time
from dataclasses import replace

import numpy as np
import pytest
from fake_engine import batches, epoch, started

from cnn_core.engine.protocol.job import Failure, Report
from cnn_core.errors import EngineError, RunError
from cnn_core.training.events import event


def ended(laboratory, run):
    state = laboratory.wait(run, timeout=10)
    assert state.ended
    return state


def finished_parent(laboratory, client, experiment, number=1):
    run = laboratory.submit(experiment, "ann")
    job = client.nth_job(number)
    job.send(started(), batches(1, 2.0, 1.0), epoch(1))
    job.checkpoint(1)
    job.send(batches(2, 0.5))
    job.end()
    ended(laboratory, run)
    return run


def test_training_on_inherits_the_curve_and_goes_on_after_the_last_whole_epoch(laboratory, client, experiment, longer):
    parent = finished_parent(laboratory, client, experiment)
    child = laboratory.submit(longer(experiment, 4), "ann", parent=parent)
    job = client.nth_job(2)
    assert job.job.resume.epoch == 1
    state = laboratory.state(child)
    assert ([point.loss for point in state.points], len(state.history)) == ([2.0, 1.0], 1)
    job.send(started(epochs=4, initial_epoch=1), batches(2, 0.9, 0.8), epoch(2))
    job.end()
    state = ended(laboratory, child)
    assert [point.loss for point in state.points] == [2.0, 1.0, 0.9, 0.8]
    assert [each.epoch for each in state.history] == [1, 2]
    assert laboratory.folder(child).meta.parent == parent


def test_training_on_keeps_the_precision_that_the_run_began_with(laboratory, client, experiment, longer):
    parent = laboratory.submit(experiment, "ann")
    job = client.nth_job(1)
    assert job.job.experiment["training"]["precision"] == "auto"
    job.send(started(precision="mixed_bfloat16"), batches(1, 2.0, 1.0), epoch(1))
    job.checkpoint(1)
    job.end()
    ended(laboratory, parent)
    child = laboratory.submit(longer(experiment, 4), "ann", parent=parent)
    assert client.nth_job(2).job.experiment["training"]["precision"] == "mixed_bfloat16"
    assert laboratory.folder(child).meta.experiment.training.precision == "auto"


def test_training_on_from_a_run_without_a_whole_epoch_starts_from_scratch(laboratory, client, experiment, longer):
    parent = laboratory.submit(experiment, "ann")
    client.nth_job(1).end(Report(failure=Failure(sentence="It crashed.")))
    ended(laboratory, parent)
    laboratory.submit(longer(experiment, 4), "ann", parent=parent)
    assert client.nth_job(2).job.resume is None


def test_training_on_with_another_network_is_refused(laboratory, client, experiment):
    parent = finished_parent(laboratory, client, experiment)
    other = replace(experiment, architecture=experiment.architecture.edit(1, use_bias=False))
    with pytest.raises(RunError, match="train from scratch"):
        laboratory.submit(other, "ann", parent=parent)


def test_training_on_to_an_epoch_that_is_past_is_refused(laboratory, client, experiment, longer):
    parent = finished_parent(laboratory, client, experiment)
    with pytest.raises(RunError, match="ask for more than 1"):
        laboratory.submit(longer(experiment, 1), "ann", parent=parent)


def test_training_on_goes_to_the_end_of_a_cosine_and_no_further(laboratory, client, experiment, longer):
    cosine = longer(replace(experiment, training=replace(experiment.training, schedule="cosine")), 3)
    parent = finished_parent(laboratory, client, cosine)
    for epochs in (2, 4):
        with pytest.raises(RunError, match=f"over its 3 epochs.*train on to epoch 3, or train from scratch with {epochs}"):
            laboratory.submit(longer(cosine, epochs), "ann", parent=parent)
    laboratory.submit(cosine, "ann", parent=parent)
    assert client.nth_job(2).job.resume.epoch == 1


def test_training_on_with_another_average_is_refused_even_where_early_stopping_changes_too(laboratory, client, experiment):
    averages = replace(experiment.training, optimizer=replace(experiment.training.optimizer, use_ema=True))
    parent = finished_parent(laboratory, client, replace(experiment, training=averages))
    other = replace(experiment, training=replace(experiment.training, early_stopping=2))
    with pytest.raises(RunError, match="train from scratch"):
        laboratory.submit(other, "ann", parent=parent)


def test_training_on_knows_the_rates_set_by_hand_before(laboratory, client, experiment, longer):
    """That of the second epoch, which was not completed, is not inherited."""
    parent = laboratory.submit(experiment, "ann")
    job = client.nth_job(1)
    job.send(started(), batches(1, 2.0), event("rate", epoch=1, step=1, learning_rate=0.0005), epoch(1))
    job.checkpoint(1)
    job.send(batches(2, 0.5), event("rate", epoch=2, step=1, learning_rate=0.00025))
    job.end()
    assert ended(laboratory, parent).rates_by_hand == ((1, 0.0005), (2, 0.00025))
    child = laboratory.submit(longer(experiment, 4), "ann", parent=parent)
    assert laboratory.state(child).rates_by_hand == ((1, 0.0005),)


def test_training_on_from_a_run_that_still_trains_is_refused(laboratory, client, experiment, longer):
    parent = laboratory.submit(experiment, "ann")
    with pytest.raises(RunError, match="still trains"):
        laboratory.submit(longer(experiment, 4), "ann", parent=parent)


def test_predictions_have_one_row_an_image(laboratory, client, experiment):
    run = finished_parent(laboratory, client, experiment)
    assert laboratory.predict(run, np.zeros((3, 8, 8, 1), np.float32)).shape == (3, 10)


def test_many_images_are_sent_in_parts(laboratory, client, experiment, monkeypatch):
    monkeypatch.setattr("cnn_core.engine.answers.CHUNK_BYTES", 5 * 8 * 8 * 4)
    run = finished_parent(laboratory, client, experiment)
    sizes = []
    monkeypatch.setattr(client, "predict", lambda a, w, k, images, t: sizes.append(len(images)) or np.zeros((len(images), 10)))
    assert laboratory.predict(run, np.zeros((12, 8, 8, 1), np.float32)).shape == (12, 10)
    assert sizes == [5, 5, 2]


def test_while_nothing_can_predict_a_plain_network_is_worked_out_without_the_engine(laboratory, client, experiment):
    run = finished_parent(laboratory, client, experiment)
    kernel = np.zeros((64, 10), np.float32)
    kernel[5, 3] = np.log(9)
    laboratory.folder(run).save_weights({"1.kernel": kernel, "1.bias": np.zeros(10, np.float32)})
    images = np.zeros((2, 8, 8, 1), np.float32)
    images[1, 0, 5] = 1
    client.lose_predictions()
    answers = laboratory.predict(run, images)
    assert answers[0] == pytest.approx(np.full(10, 0.1))
    assert answers[1] == pytest.approx(np.where(np.arange(10) == 3, 9 / 18, 1 / 18))
    outputs = laboratory.layer_outputs(experiment, run, images[1], channels=4)
    assert outputs[0] == pytest.approx(images[1].reshape(64))
    assert outputs[1] == pytest.approx(answers[1])


def test_while_nothing_can_predict_other_networks_are_told_to_wait_at_once(laboratory, client, experiment):
    run = finished_parent(laboratory, client, experiment)
    laboratory.folder(run).save_weights({"1.kernel": np.zeros((64, 9), np.float32), "1.bias": np.zeros(10, np.float32)})
    client.lose_predictions()
    began = time.monotonic()
    for ask in (
        lambda: laboratory.predict(run, np.zeros((1, 8, 8, 1), np.float32)),
        lambda: laboratory.layer_outputs(experiment, run, np.zeros((8, 8, 1), np.float32), channels=4),
        lambda: laboratory.layer_outputs(experiment, None, np.zeros((8, 8, 1), np.float32), channels=4),
    ):
        with pytest.raises(EngineError, match="not ready: starting the prediction process again"):
            ask()
    assert time.monotonic() - began < 2


def test_images_of_another_shape_are_refused(laboratory, client, experiment):
    run = finished_parent(laboratory, client, experiment)
    with pytest.raises(EngineError, match=r"takes images of \(8, 8, 1\).*\(1, 28, 28, 1\)"):
        laboratory.predict(run, np.zeros((1, 28, 28, 1), np.float32))


def test_a_run_that_still_trains_predicts_with_its_last_whole_epoch(laboratory, client, experiment):
    run = laboratory.submit(experiment, "ann")
    job = client.nth_job(1)
    with pytest.raises(RunError, match="no weights yet"):
        laboratory.predict(run, np.zeros((1, 8, 8, 1), np.float32))
    job.send(started(), epoch(1))
    job.checkpoint(1)
    job.send(batches(2, 0.5))
    laboratory.wait(run, lambda state: laboratory.folder(run).epochs(), 10)
    assert laboratory.predict(run, np.zeros((1, 8, 8, 1), np.float32)).shape == (1, 10)
