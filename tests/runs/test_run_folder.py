import json
import shutil
import subprocess
import sys

import numpy as np
import pytest

from cnn_core.errors import RunError
from cnn_core.metrics.evaluation import Evaluation
from cnn_core.runs import RunFolder, RunMeta, new_run_id, owner_mark
from cnn_core.training.events import event
from cnn_core.training.interface import Resume
from cnn_core.training.progress import progress

STARTED = event("started", epochs=3, steps_per_epoch=2, train_size=8, validation_size=2, test_size=4, parameters=650, worker="w")


def batches(epoch, *losses):
    steps = list(range(1, len(losses) + 1))
    return event("batches", epoch=epoch, step=steps, loss=list(losses), accuracy=[0.5] * len(losses), batch_size=4)


def epoch(number):
    nothing = {"val_loss": None, "val_accuracy": None}
    return event("epoch", epoch=number, loss=1.0, accuracy=0.5, seconds=0.1, samples_per_second=80.0, **nothing)


FINISHED = event("finished", reason="completed", epochs=3, seconds=1.0)


def test_a_run_remembers_its_experiment(folder, meta, experiment):
    again = RunFolder(folder.path).meta
    assert again == meta
    assert again.experiment == experiment


def test_run_json_has_a_schema_number_and_the_versions_that_the_numbers_depend_on(folder):
    saved = json.loads((folder.path / "run.json").read_text())
    assert saved["schema"] == 1
    assert {"python", "keras", "tensorflow", "numpy"} <= set(saved["versions"])


def test_an_owner_is_kept_as_a_mark_that_does_not_give_the_key_away(tmp_path, with_id):
    secret = "a-secret-key"
    folder = RunFolder.create(tmp_path, with_id("mine", owner=owner_mark(secret)))
    assert secret not in (folder.path / "run.json").read_text()
    assert len(folder.meta.owner) == 16
    # echo -n a-secret-key | sha256sum
    assert folder.meta.owner == "bf8061f00bac730c"


def test_run_ids_are_long_random_and_fit_in_an_address():
    made = {new_run_id() for _ in range(1000)}
    assert len(made) == 1000
    assert all(len(each) >= 16 and each.isalnum() for each in made)


def test_events_are_read_back_in_their_order(folder):
    folder.append([STARTED, batches(1, 2.0, 1.5)])
    folder.append([epoch(1)])
    assert [each["event"] for each in folder.events()] == ["started", "batches", "epoch"]


def test_the_state_of_a_finished_run_is_the_fold_of_its_events(folder):
    folder.append([STARTED, batches(1, 2.0, 1.5), epoch(1), FINISHED])
    state = folder.state()
    assert (state.status, [point.loss for point in state.points], len(state.history)) == ("finished", [2.0, 1.5], 1)


def test_a_run_without_a_last_event_was_interrupted(folder):
    folder.append([STARTED, batches(1, 2.0)])
    assert folder.state().status == "interrupted"
    assert folder.state().reason


def test_a_run_that_waited_when_the_laboratory_ended_is_not_said_to_have_been_going_on(folder):
    folder.append([event("queued")])
    assert (folder.state().status, progress(folder.state()).line) == (
        "interrupted",
        "Not begun: the laboratory ended while the run waited",
    )
    folder.append([STARTED, batches(1, 2.0), epoch(1)])
    assert (
        progress(folder.state()).line
        == "Cut off after 1 whole epoch: the laboratory ended while the run was going on, or the disk took nothing more"
    )


def test_a_run_without_a_last_event_that_is_known_to_live_goes_on(folder):
    folder.append([STARTED, batches(1, 2.0)])
    assert folder.state(live=True).status == "running"


def test_a_half_written_last_line_is_left_alone(folder):
    folder.append([STARTED, batches(1, 2.0)])
    with open(folder.path / "events.jsonl", "a") as file:
        file.write('{"event":"epoch","ep')
    assert [each["event"] for each in folder.events()] == ["started", "batches"]


def test_later_events_do_not_glue_to_a_half_written_line(folder):
    folder.append([STARTED])
    with open(folder.path / "events.jsonl", "ab") as file:
        file.write('{"event":"phase","words":"größ'.encode()[:-1])
    folder.append([batches(1, 2.0), epoch(1)])
    assert [each["event"] for each in folder.events()] == ["started", "batches", "epoch"]


def test_weights_come_back_to_the_last_bit(folder, weights):
    folder.save_weights(weights)
    again = folder.weights()
    assert list(again) == list(weights)
    assert all(np.array_equal(again[name], weights[name]) and again[name].dtype == np.float32 for name in weights)


def test_a_checkpoint_can_be_resumed_and_keeps_each_epochs_weights(folder, weights):
    state = {"optimizer.0": np.int64(17), "random.3.0": np.arange(2, dtype=np.uint32)}
    folder.save_checkpoint(1, weights, state)
    folder.save_checkpoint(2, {name: each + 1 for name, each in weights.items()}, state)
    resume = folder.resume()
    assert isinstance(resume, Resume)
    assert resume.epoch == 2
    assert resume.weights["1.bias"][0] == 1
    assert resume.state["optimizer.0"] == 17
    assert resume.state["optimizer.0"].shape == ()
    assert folder.epochs() == [1, 2]
    assert folder.epoch_weights(1)["1.bias"][0] == 0


def test_a_run_without_a_whole_epoch_has_nothing_to_resume(folder):
    assert folder.resume() is None
    assert folder.epochs() == []


def test_epochs_that_take_more_than_the_room_there_is_are_thinned_evenly(folder, weights, monkeypatch):
    """First and last stay, and of any two neighbours none are more than three times as far apart as others."""
    monkeypatch.setattr("cnn_core.runs.folder.MAX_EPOCH_BYTES", 20_000)  # a checkpoint of these weights has about 3,000 bytes
    for number in range(40):
        folder.save_checkpoint(number, weights, {})
        kept = folder.kept_epochs()
        gaps = np.diff(kept) if len(kept) > 1 else np.ones(1)
        assert (kept[0], kept[-1]) == (0, number)
        assert len(kept) == min(number + 1, 6)
        assert gaps[:-1].max(initial=1) <= 3 * gaps[:-1].min(initial=gaps.max())


def test_the_evaluation_of_an_epoch_lies_beside_its_weights_and_goes_with_them(folder, weights, monkeypatch):
    labels = np.array([0, 1])
    evaluation = Evaluation(
        labels, np.eye(2, dtype=np.float32), labels, np.eye(2, dtype=np.int64), {"accuracy": 1.0}, ("cat", "dog")
    )
    for number in range(3):
        folder.save_checkpoint(number, weights, {})
        folder.save_epoch_evaluation(number, evaluation, 0.25)
    found, loss = folder.epoch_evaluation(1)
    assert (found.class_names, found.accuracy, loss) == (("cat", "dog"), 1.0, 0.25)
    assert folder.kept_epochs() == [0, 1, 2]
    monkeypatch.setattr("cnn_core.runs.folder.MAX_EPOCH_BYTES", 10_000)
    folder.save_checkpoint(3, weights, {})
    assert folder.kept_epochs() == [0, 2, 3]
    assert folder.epoch_evaluation(1) is None
    (folder.path / "epochs" / "002-evaluation.npz").write_bytes(b"damaged")
    assert folder.epoch_evaluation(2) is None


def test_the_weights_before_training_are_an_epoch_to_look_at_and_none_to_go_on_from(folder, weights):
    folder.save_checkpoint(0, weights, {})
    assert (folder.kept_epochs(), folder.epochs(), folder.resume()) == ([0], [], None)
    assert np.array_equal(folder.epoch_weights(0)["1.kernel"], weights["1.kernel"])


def test_an_epoch_that_is_not_kept_is_refused_with_those_that_are(folder, weights):
    with pytest.raises(RunError, match="after epoch 3 are not kept: this run keeps the final weights alone"):
        folder.epoch_weights(3)
    folder.save_checkpoint(1, weights, {})
    folder.save_checkpoint(2, weights, {})
    with pytest.raises(RunError, match="after epoch 3 are not kept: there are 1, 2"):
        folder.epoch_weights(3)


def test_a_run_that_goes_on_has_the_epochs_of_its_parent_even_when_that_is_deleted(folder, weights, tmp_path, with_id):
    for number in range(3):
        folder.save_checkpoint(number, {name: each + number for name, each in weights.items()}, {})
    child = RunFolder.create(tmp_path, with_id("run-2"))
    child.inherit(folder)
    shutil.rmtree(folder.path)
    assert child.kept_epochs() == [0, 1, 2]
    assert [child.epoch_weights(number)["1.bias"][0] for number in range(3)] == [0, 1, 2]


def test_an_evaluation_comes_back_whole(folder):
    probabilities = np.array([[0.75, 0.25], [0.5, 0.5]], np.float32)
    report = {"accuracy": 0.5, "cat": {"precision": 0.5, "support": 2.0}}
    labels, predicted, confusion = np.array([0, 1]), np.array([0, 0]), np.array([[1, 0], [1, 0]])
    folder.save_evaluation(Evaluation(labels, probabilities, predicted, confusion, report, ("cat", "dog's")))
    again = folder.evaluation()
    assert np.array_equal(again.probabilities, probabilities)
    assert np.array_equal(again.confusion, confusion)
    assert (again.report, again.class_names, again.accuracy) == (report, ("cat", "dog's"), 0.5)


def test_a_run_that_goes_on_inherits_curves_and_checkpoint_up_to_the_last_whole_epoch(folder, weights, tmp_path, with_id):
    folder.append([event("queued"), STARTED, batches(1, 2.0, 1.5), epoch(1), batches(2, 1.2)])
    folder.append([event("failed", reason="the power went")])
    folder.save_checkpoint(1, weights, {})
    child = RunFolder.create(tmp_path, with_id("run-2", parent="run-1"))
    assert child.inherit(folder).epoch == 1
    child.append([event("queued")])
    state = child.state(live=True)
    assert (state.status, [point.loss for point in state.points], len(state.history)) == ("queued", [2.0, 1.5], 1)
    assert child.resume().epoch == 1


def test_a_run_that_goes_on_after_nothing_inherits_nothing(folder, tmp_path, with_id):
    folder.append([STARTED, batches(1, 2.0)])
    child = RunFolder.create(tmp_path, with_id("run-2", parent="run-1"))
    assert child.inherit(folder) is None
    assert child.events() == []


def test_a_run_is_read_without_tensorflow_dask_or_scikit_learn(folder, weights):
    folder.save_weights(weights)
    folder.append([STARTED, FINISHED])
    program = (
        "import sys; from pathlib import Path; from cnn_core.runs import RunFolder\n"
        f"f = RunFolder(Path({str(folder.path)!r})); f.meta; f.state(); f.weights()\n"
        "print([m for m in ('tensorflow', 'keras', 'distributed', 'dask', 'sklearn', 'streamlit') if m in sys.modules])"
    )
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


def test_a_meta_of_a_later_version_may_have_more_fields(meta):
    assert RunMeta.from_json({**meta.to_json(), "mood": "sunny"}) == meta
