"""A project is saved as one file, and opened in another home by somebody else: all is as it was."""

import io
import zipfile
from dataclasses import replace

import numpy as np
import pytest

from cnn_core.data.aside import Aside, aside_of
from cnn_core.data.load import load_local
from cnn_core.data.own import MAX_OF_ONE, belongs, own_entries, remove
from cnn_core.drawing.collection import read_collection, write_collection
from cnn_core.errors import RunError
from cnn_core.explain.numpy_network import numpy_prediction
from cnn_core.project import writing
from cnn_core.project.opening import open_project
from cnn_core.project.sizes import EVERY, FINAL, HOW_MUCH, LAST, images_size, most_that_fits, run_sizes
from cnn_core.project.writing import write_project
from cnn_core.runs import RunFolder, is_own_run, list_runs
from cnn_core.runs.annotation import read_annotation
from tests.project.small_project import ANN, BEN, images, nobody, run


def opened(file, home, owner=BEN):
    return open_project(file, "ann.zip", owner, home / "runs", home / "drawings" / "ben.json")


def test_datasets_runs_desk_and_drawings_are_what_they_were(made, elsewhere):
    images_before = load_local(made.dataset)
    before = {
        folder.id: (folder.state(), folder.meta, folder.evaluation(), folder.resume(), folder.result()) for folder in made.runs
    }
    file = made.file()
    home = elsewhere()
    found = opened(file, home)
    assert found.left_out == ()
    assert found.came == ("1 own dataset", "2 runs", "2 kept drawings")
    (entry,) = own_entries(BEN)
    assert found.datasets == {made.dataset: entry.name}
    assert entry.name != made.dataset  # it is Ben's
    assert load_local(entry.name).fingerprint == images_before.fingerprint
    assert (entry.title, entry.class_names) == ("Cells", ("well", "ill"))
    for folder in made.runs:
        state, meta, evaluation, resume, result = before[folder.id]
        again = RunFolder(home / "runs" / found.runs[folder.id])
        assert is_own_run(home / "runs", again.id, BEN)
        assert not is_own_run(home / "runs", again.id, ANN)
        data = replace(meta.experiment.data, dataset=entry.name)
        assert again.meta.experiment == replace(meta.experiment, data=data)
        assert (again.meta.parent, again.meta.created, again.meta.versions) == (meta.parent, meta.created, meta.versions)
        assert again.state() == state  # every point of its curves
        assert again.kept_epochs() == [1, 2]
        pixels = np.random.default_rng(0).random((9, 5, 6, 1), np.float32)
        for weights, theirs in (
            (again.weights(), folder.weights()),
            *((again.epoch_weights(epoch), folder.epoch_weights(epoch)) for epoch in (1, 2)),
        ):
            answers = [numpy_prediction(meta.experiment.architecture, each, pixels) for each in (weights, theirs)]
            assert np.array_equal(*answers)
        for name in ("labels", "probabilities", "predicted", "confusion"):
            assert np.array_equal(getattr(again.evaluation(), name), getattr(evaluation, name))
        assert (again.evaluation().report, again.evaluation().class_names) == (evaluation.report, evaluation.class_names)
        assert again.resume().epoch == resume.epoch == 2
        for name, array in resume.state.items():
            assert np.array_equal(again.resume().state[name], array)
        assert read_annotation(again.path) == read_annotation(folder.path)
        assert replace(again.result(), owner=result.owner, dataset=result.dataset) == result
    assert read_collection(home / "drawings" / "ben.json") == made.drawings
    assert found.run == found.runs["run-1"]
    data = replace(made.desk.experiment.data, dataset=entry.name)
    assert found.desk.experiment == replace(made.desk.experiment, data=data)
    assert [each.training.epochs for each in found.desk.future] == [7]


def test_pictures_without_a_class_come_with_their_images(made, elsewhere):
    some = Aside(("predict/a.png", "predict/b.png"), np.random.RandomState(1).randint(0, 256, (2, 5, 6, 1)).astype(np.uint8))
    assert images(aside=some.npz()) == made.dataset
    file = made.file()
    found = opened(file, elsewhere())
    again = aside_of(found.datasets[made.dataset], (5, 6, 1))
    assert again.names == some.names
    assert np.array_equal(again.images, some.images)


def test_a_validation_part_that_came_with_images_comes_with_them(made, elsewhere):
    assert images(validation_from=11) == made.dataset
    file = made.file()
    opened(file, elsewhere())
    assert [entry.validation_from for entry in own_entries(BEN)] == [11]


def test_opened_again_nothing_comes_twice(made, elsewhere):
    file, home = made.file(), elsewhere()
    first = opened(file, home)
    again = opened(file, home)
    assert again.came == ("no own dataset (1 already here)", "no run (2 already here)")
    assert again.runs == first.runs
    assert len(list_runs(home / "runs")) == 2
    assert len(own_entries()) == 1


def test_in_the_same_home_another_persons_runs_get_new_ids_and_nothing_is_overwritten(made):
    before = {path: path.read_bytes() for path in made.home.rglob("*") if path.is_file()}
    found = opened(made.file(), made.home)
    assert set(found.runs) == {"run-1", "run-2"}
    assert not set(found.runs.values()) & {"run-1", "run-2"}
    assert RunFolder(made.home / "runs" / found.runs["run-2"]).meta.parent == found.runs["run-1"]
    assert {path: path.read_bytes() for path in before} == before
    assert len(list_runs(made.home / "runs", BEN)) == 2
    assert belongs(found.datasets[made.dataset], BEN)


def test_the_owner_who_opens_it_at_home_gets_nothing_new(made):
    found = opened(made.file(), made.home, ANN)
    assert found.runs == {"run-1": "run-1", "run-2": "run-2"}
    assert found.came[:2] == ("no own dataset (1 already here)", "no run (2 already here)")


def test_without_the_weights_of_every_epoch_a_run_can_still_go_on(made, elsewhere):
    whole, file = made.file(), made.file(weights=LAST)
    assert file.seek(0, 2) < whole.seek(0, 2)
    home = elsewhere()
    found = opened(file, home)
    again = RunFolder(home / "runs" / found.runs["run-1"])
    assert again.kept_epochs() == [2]
    assert np.array_equal(again.resume().weights["1.kernel"], made.runs[0].resume().weights["1.kernel"])


def test_with_the_final_weights_alone_a_run_answers_as_before_and_cannot_go_on(made, elsewhere):
    file, home = made.file(weights=FINAL), elsewhere()
    found = opened(file, home)
    assert found.left_out == ()
    again = RunFolder(home / "runs" / found.runs["run-1"])
    assert (again.kept_epochs(), again.resume()) == ([], None)
    assert np.array_equal(again.weights()["1.kernel"], made.runs[0].weights()["1.kernel"])
    assert again.state() == made.runs[0].state()


def test_a_run_without_final_weights_keeps_those_of_its_last_epoch(made, elsewhere):
    for each in made.runs:
        (each.path / "weights.npz").unlink()
    file, home = made.file(weights=FINAL), elsewhere()
    assert RunFolder(home / "runs" / opened(file, home).runs["run-1"]).kept_epochs() == [2]


def test_a_project_is_no_larger_than_is_said_before_and_hardly_smaller(made):
    random = np.random.default_rng(0)
    for each in made.runs:  # so large that names and dates of a zip do not count
        for epoch in (0, 1, 2):
            each.save_epoch(epoch, {"1.kernel": random.random((30, 4000), np.float32)})
    said = {each: images_size([made.dataset]) + sum(run_sizes(run.path)[each] for run in made.runs) for each in HOW_MUCH}
    names = 20_000  # of the zip, and the desk
    for each in HOW_MUCH:
        written = made.file(weights=each).seek(0, 2)
        assert written <= said[each] + names
        assert written > 0.9 * said[each] or said[each] < 10 * names
    assert said[EVERY] > said[LAST] > said[FINAL]


def test_the_most_weights_that_fit_are_proposed_and_else_the_fewest():
    mb = 2**20
    assert most_that_fits({EVERY: 199 * mb, LAST: 90 * mb, FINAL: 30 * mb}) == EVERY
    assert most_that_fits({EVERY: 278 * mb, LAST: 92 * mb, FINAL: 30 * mb}) == LAST
    assert most_that_fits({EVERY: 900 * mb, LAST: 400 * mb, FINAL: 100 * mb}) == FINAL
    assert most_that_fits({EVERY: 900 * mb, LAST: 400 * mb, FINAL: 300 * mb}) == FINAL


def test_a_dataset_that_finds_no_room_is_left_out_and_said_and_its_runs_come(made, elsewhere):
    file, home = made.file(), elsewhere()
    for number in range(MAX_OF_ONE):
        images(seed=10 + number, owner=BEN, title=f"Number {number}")
    found = opened(file, home)
    assert any("The images of Cells are left out: You have 8 datasets" in each for each in found.left_out)
    assert found.came[0] == "2 runs"
    again = RunFolder(home / "runs" / found.runs["run-1"])
    assert again.evaluation().class_names == ("well", "ill")
    remove(own_entries(BEN)[0].name, BEN)
    assert opened(file, home).came[0] == "1 own dataset"  # which the runs find
    assert load_local(again.meta.experiment.data.dataset).title == "Cells"


def test_a_dataset_whose_images_were_removed_travels_as_its_description(made, elsewhere):
    remove(made.dataset, ANN)
    file, home = made.file(), elsewhere()
    found = opened(file, home)
    assert any("were removed before the project was saved" in each for each in found.left_out)
    assert len(list_runs(home / "runs", BEN)) == 2


def test_a_title_that_is_taken_gets_a_number(made, elsewhere):
    file = made.file()
    elsewhere()
    images(seed=9, owner=BEN)
    opened(file, elsewhere())
    assert [entry.title for entry in own_entries(BEN)] == ["Cells", "Cells 2"]


def test_drawings_that_are_here_already_are_not_kept_twice(made, elsewhere):
    file, home = made.file(), elsewhere()
    write_collection(home / "drawings" / "ben.json", made.drawings[:1])
    assert opened(file, home).came[-1] == "1 kept drawing"
    assert read_collection(home / "drawings" / "ben.json") == made.drawings


def test_runs_bring_their_own_images_along(made, elsewhere):
    file, home = made.file(datasets=[], desk=None, run="", drawings=[]), elsewhere()
    found = opened(file, home)
    assert found.came == ("1 own dataset", "2 runs")
    assert (found.desk, found.run) == (None, "pretrained")


def test_a_damaged_run_is_left_out_of_the_file_and_said(made):
    (made.runs[0].path / "weights.npz").write_bytes(b"no npz")
    written = write_project(io.BytesIO(), made.contents(), nobody)
    assert written.holds[:2] == ("1 own dataset", "1 run")
    assert "run-1" in written.left_out[0]


def test_more_than_can_be_opened_again_is_not_written(made, monkeypatch):
    monkeypatch.setattr(writing, "MAX_BYTES", 5000)
    with pytest.raises(RunError, match="without the weights of every epoch"):
        write_project(io.BytesIO(), made.contents(), nobody)


def test_a_run_of_images_that_the_catalogue_has_needs_no_dataset(made, elsewhere):
    folder = run(made.home / "runs", "run-3", "digits", seed=3)
    file, home = made.file(datasets=[], runs=[folder], desk=None, drawings=[]), elsewhere()
    assert not any(name.startswith("datasets/") for name in zipfile.ZipFile(file).namelist())
    assert opened(file, home).came == ("1 run",)
