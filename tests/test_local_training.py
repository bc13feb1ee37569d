"""One experiment in this process, from Python."""

from dataclasses import replace

import pytest

from cnn_core.data.choice import DataChoice
from cnn_core.errors import DatasetError, RunError, TrainingError
from cnn_core.local_training import train_locally
from cnn_core.presets import PRESETS
from cnn_core.runs import RunFolder, list_runs
from cnn_core.training.config import TrainingConfig

start = PRESETS["mlp"].experiment
quick = replace(
    start,
    architecture=start.architecture.fit_to((8, 8, 1), 10),
    data=DataChoice(dataset="digits", train_size=200),
    training=TrainingConfig(epochs=2),
)


def test_all_that_happens_can_be_watched_and_is_kept(tmp_path):
    seen = []
    folder = train_locally(quick, tmp_path, watch=seen.append)
    assert seen == folder.events()
    names = [each["event"] for each in seen]
    assert (names[0], names[-1], names.count("epoch")) == ("started", "finished", 2)
    assert folder.state().status == "finished"
    assert folder.evaluation().accuracy == pytest.approx(folder.state().test_accuracy)
    assert folder.resume().epoch == 2
    assert (folder.path / "result.json").exists()
    assert [run.test_accuracy for run in list_runs(tmp_path)] == [folder.state().test_accuracy]


def test_one_class_against_the_rest_is_learned_tested_and_named_as_such(tmp_path):
    """36 of the 360 test images are a 6."""
    data = DataChoice(dataset="digits", task="one-against-rest", target=6)
    experiment = replace(quick, data=data, architecture=quick.architecture.fit_to((8, 8, 1), 2))
    folder = train_locally(experiment, tmp_path)
    evaluation = folder.evaluation()
    assert evaluation.class_names == ("not 6", "6")
    assert evaluation.probabilities.shape == (360, 2)
    assert evaluation.confusion.sum(axis=1).tolist() == [324, 36]
    assert set(evaluation.report) >= {"not 6", "6"}
    assert RunFolder(folder.path).meta.experiment == experiment


def test_without_checkpoints_a_run_is_small(tmp_path):
    folder = train_locally(quick, tmp_path, run_id="small", checkpoints=False)
    files = {path.name for path in folder.path.iterdir()}
    assert files == {"run.json", "events.jsonl", "model.keras", "weights.npz", "evaluation.npz", "result.json"}
    assert folder.id == "small"


def test_a_network_for_other_images_fails_in_words_and_the_run_says_so(tmp_path):
    with pytest.raises(TrainingError, match=r"takes images of \(28, 28, 1\), but digits has \(8, 8, 1\)"):
        train_locally(replace(quick, architecture=start.architecture), tmp_path, run_id="misfit")
    state = RunFolder(tmp_path / "misfit").state()
    assert (state.status, "(28, 28, 1)" in state.reason) == ("failed", True)


def test_more_images_than_there_are_leave_no_run_behind(tmp_path):
    with pytest.raises(DatasetError, match="there are 1,437 training images"):
        train_locally(replace(quick, data=DataChoice(dataset="digits", train_size=5000)), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_is_taken_is_refused(tmp_path):
    (tmp_path / "taken").mkdir()
    with pytest.raises(RunError, match="There is a run called taken"):
        train_locally(quick, tmp_path, run_id="taken")


def test_a_place_that_is_no_folder_is_refused(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(RunError, match="cannot be saved"):
        train_locally(quick, tmp_path / "file")
