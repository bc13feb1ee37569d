"""What is saved as a bundle comes back as it was."""

from dataclasses import replace

import numpy as np
import pytest

from cnn_core.errors import RunError
from cnn_core.runs import RunFolder, list_runs, owner_mark
from cnn_core.runs import bundle as bundle_module
from cnn_core.runs.bundle import read_bundle, write_bundle
from cnn_core.runs.loading import bundle_of, create_run, stored_figures
from cnn_core.runs.origin import role_of_test
from cnn_core.training.events import event

CLASSES = tuple("0123456789")
STATE = {"optimizer.0": np.int64(17), "optimizer.1": np.ones((64, 10), np.float32), "random.3.0": np.arange(2, dtype=np.uint32)}


@pytest.fixture
def trained(folder, weights):
    """A run of two epochs of three, which a person stopped."""
    sizes = {"epochs": 3, "steps_per_epoch": 2, "train_size": 8, "validation_size": 2, "test_size": 4, "parameters": 650}
    folder.append([event("started", **sizes, scaling=[3.5, 16.0], worker="w")])
    for number in (1, 2):
        figures = {"loss": 1.0, "accuracy": 0.5, "val_loss": 0.9, "val_accuracy": 0.75}
        folder.append([event("epoch", epoch=number, **figures, seconds=0.1, samples_per_second=80.0)])
    folder.append(
        [event("evaluated", test_loss=0.4, test_accuracy=0.875), event("finished", reason="stopped", epochs=2, seconds=1)]
    )
    folder.save_checkpoint(2, {name: each + 1 for name, each in weights.items()}, STATE)
    folder.save_weights(weights)
    return folder


@pytest.fixture
def content(trained, weights):
    return write_bundle(bundle_of(trained, weights, CLASSES))


def same(first, second):
    return list(first) == list(second) and all(
        np.array_equal(first[name], second[name]) and first[name].dtype == second[name].dtype for name in first
    )


def test_network_weights_and_settings_come_back(content, experiment, weights, meta):
    again = read_bundle(content)
    assert again.about.experiment == experiment
    assert same(again.weights, weights)
    assert again.about.scaling == (3.5, 16.0)
    assert again.about.class_names == CLASSES
    assert again.about.figures == {"test_accuracy": 0.875, "test_loss": 0.4, "val_accuracy": 0.75}
    assert again.about.versions == meta.versions


def test_a_bundle_is_trained_on_in_the_precision_of_its_run_on_every_machine(trained, weights):
    assert trained.meta.experiment.training.precision == "auto"
    sizes = {"epochs": 3, "steps_per_epoch": 2, "train_size": 8, "validation_size": 2, "test_size": 4, "parameters": 650}
    trained.append([event("started", **sizes, precision="mixed_bfloat16", worker="w")])
    again = read_bundle(write_bundle(bundle_of(trained, weights, CLASSES)))
    assert again.about.experiment.training.precision == "mixed_bfloat16"


def test_the_checkpoint_comes_back_to_the_last_bit(content, trained):
    checkpoint, before = read_bundle(content).checkpoint, trained.resume()
    assert checkpoint.epoch == 2
    assert same(checkpoint.weights, before.weights)
    assert same(checkpoint.state, before.state)


def test_the_same_run_gives_the_same_bytes(content, trained, weights):
    assert write_bundle(bundle_of(trained, weights, CLASSES)) == content


def test_a_loaded_bundle_is_a_run_that_has_ended_and_can_be_trained_on(content, tmp_path, weights, experiment):
    run = create_run(tmp_path / "runs", read_bundle(content), "ann", "print")
    again = RunFolder(run.path)
    assert again.meta.owner == owner_mark("ann")
    assert again.meta.experiment == experiment
    assert again.meta.dataset_fingerprint == "print"
    assert (again.state().status, again.state().scaling, again.state().history) == ("finished", (3.5, 16.0), ())
    assert same(again.weights(), weights)
    assert again.resume().epoch == 2
    assert same(again.resume().state, STATE)
    assert (run.path / "result.json").exists()
    (listed,) = list_runs(tmp_path / "runs", "ann")
    assert (listed.id, listed.loaded, listed.epochs) == (run.id, True, 2)


def test_the_figures_of_the_file_are_told_as_the_files_and_not_as_measured_here(content, tmp_path):
    run = create_run(tmp_path / "runs", read_bundle(content), "ann", "")
    assert stored_figures(run)["test_accuracy"] == 0.875
    assert run.state().test_accuracy is None


def test_a_run_trained_here_has_no_figures_of_a_file(trained):
    assert stored_figures(trained) == {}


def test_a_bundle_of_a_loaded_run_is_the_same_bundle_again(content, tmp_path, weights):
    run = create_run(tmp_path / "runs", read_bundle(content), "ann", "")
    assert write_bundle(bundle_of(run, weights, CLASSES)) == content


def test_without_a_checkpoint_a_loaded_run_goes_on_from_its_weights(content, tmp_path, weights):
    bare = replace(read_bundle(content), checkpoint=None)
    resume = create_run(tmp_path / "runs", bare, "ann", "").resume()
    assert (resume.epoch, resume.state) == (2, {})
    assert same(resume.weights, weights)


def test_weights_of_unknown_age_are_what_a_loaded_run_goes_on_from(content, tmp_path, weights, with_id):
    """As those of a .keras file, which does not say after how many epochs they are."""
    bundle = read_bundle(content)
    bare = replace(bundle, checkpoint=None, about=replace(bundle.about, epochs=0))
    run = create_run(tmp_path / "runs", bare, "ann", "")
    assert (run.resume().epoch, same(run.resume().weights, weights)) == (0, True)
    child = RunFolder.create(tmp_path / "runs", with_id("child"))
    assert same(child.inherit(run).weights, weights)
    assert same(child.resume().weights, weights)


def test_nobody_knows_what_weights_of_unknown_age_have_learned_from(content, tmp_path, experiment):
    data = experiment.data
    known = create_run(tmp_path / "runs", read_bundle(content), "ann", "").state()
    unknown = replace(known, epochs=0)
    assert role_of_test(known, data) == data.role_of_test()
    assert "perhaps these test images, too" in role_of_test(unknown, data)
    corrected = role_of_test(unknown, replace(data, left_out_test=(3,)))
    assert corrected.endswith("too. Without 1 test image that somebody left out: not comparable with runs on all.")
    assert role_of_test(replace(unknown, reason="stopped"), data) == data.role_of_test()  # trained here, for no whole epoch


def test_a_checkpoint_that_makes_the_bundle_too_large_stays_behind(trained, weights, monkeypatch):
    monkeypatch.setattr(bundle_module, "MAX_BYTES", 8_000)
    assert read_bundle(write_bundle(bundle_of(trained, weights, CLASSES))).checkpoint is None


def test_weights_that_are_too_large_for_a_bundle_are_refused_with_another_way(trained, weights, monkeypatch):
    monkeypatch.setattr(bundle_module, "MAX_BYTES", 2_000)
    with pytest.raises(RunError, match=r"save the network as \.keras"):
        write_bundle(bundle_of(trained, weights, CLASSES))


def test_a_full_disk_leaves_no_half_of_a_run(content, tmp_path, monkeypatch):
    def full(*arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(RunFolder, "save_checkpoint", full)
    with pytest.raises(RunError, match="the disk is full"):
        create_run(tmp_path / "runs", read_bundle(content), "ann", "")
    assert list((tmp_path / "runs").iterdir()) == []
