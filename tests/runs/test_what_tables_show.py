"""What a table of runs shows of each: a small curve, and the settings that tell runs apart."""

from dataclasses import replace

import pytest

from cnn_core.presets import PRESETS
from cnn_core.runs import PRETRAINED_PATH, RunFolder
from cnn_core.runs.annotation import Annotation, annotate
from cnn_core.runs.differing import differing, settings_of
from cnn_core.runs.search import has_words, told_apart
from cnn_core.runs.thumbnail import thumbnail
from cnn_core.training.optimizers import SGD
from cnn_core.training.state import Point, RunState

BASE = PRESETS["small-cnn"].experiment


def state(values):
    return RunState(points=tuple(Point(step, 1.0, value) for step, value in enumerate(values, 1)))


def test_a_short_curve_is_kept_whole_and_a_long_one_becomes_24_means():
    assert thumbnail(state([])) == ()
    assert thumbnail(state([0.1, 0.5, 0.25])) == (0.1, 0.5, 0.25)
    long = thumbnail(state([number / 1000 for number in range(240)]))
    assert len(long) == 24
    assert long[0] == pytest.approx(sum(range(10)) / 10 / 1000, abs=5e-4)
    assert long[-1] == pytest.approx(sum(range(230, 240)) / 10 / 1000, abs=5e-4)


def test_the_curve_survives_in_the_result_and_older_results_have_none(folder):
    folder.append(
        [
            {
                "event": "batches",
                "time": 1.0,
                "epoch": 1,
                "step": [1, 2],
                "loss": [1, 1],
                "accuracy": [0.25, 0.75],
                "batch_size": 4,
            },
            {"event": "finished", "time": 1.0, "reason": "completed", "epochs": 1, "seconds": 1.0},
        ]
    )
    folder.save_result()
    assert folder.result().curve == (0.25, 0.75)
    path = folder.path / "result.json"
    path.write_text(path.read_text().replace('"curve": [0.25, 0.75], ', ""))
    assert folder.result().curve == ()
    path.write_text(path.read_text().replace('"network"', '"curve": ["x"], "network"'))
    assert folder.result().curve == (0.25, 0.75)  # of the journal


def settings(tmp_path, meta, *experiments):
    folders = [RunFolder.create(tmp_path, replace(meta, id=f"r{n}", experiment=each)) for n, each in enumerate(experiments)]
    return [settings_of(each.path) for each in folders]


def training(**values):
    return replace(BASE, training=replace(BASE.training, **values))


def test_only_settings_that_differ_are_named(tmp_path, meta):
    narrow = replace(BASE, architecture=BASE.architecture.edit(0, filters=8, kernel_size=(5, 5)))
    found = settings(tmp_path, meta, BASE, narrow, training(batch_size=16), training(optimizer=SGD()))
    assert differing(found[:1]) == []
    assert differing(found[:2]) == ["1 Conv2D: filters", "1 Conv2D: kernel_size"]
    assert [each["1 Conv2D: kernel_size"] for each in found[:2]] == ["3x3", "5x5"]
    assert differing([found[0], found[2]]) == ["batch_size"]
    assert differing([found[0], found[3]])[:2] == ["optimizer", "learning_rate"]


def test_images_left_out_are_counted_and_not_written_like_sizes(tmp_path, meta):
    left_out = [replace(BASE, data=replace(BASE.data, left_out=numbers)) for numbers in ((), (3, 5), tuple(range(7)))]
    found = settings(tmp_path, meta, *left_out)
    assert differing(found) == ["left_out"]
    assert [each.get("left_out") for each in found] == [None, "3, 5", "7 of them"]


def test_networks_of_other_kinds_of_layers_are_told_apart_by_their_kinds_alone(tmp_path, meta):
    found = settings(tmp_path, meta, BASE, replace(BASE, architecture=PRESETS["mlp"].experiment.architecture))
    assert differing(found) == ["layers"]
    assert found[0]["layers"].startswith("Conv2D, MaxPooling2D, Conv2D")


def test_a_layer_that_is_off_is_none(tmp_path, meta):
    off = replace(BASE, architecture=BASE.architecture.edit(5, enabled=False))
    assert differing(settings(tmp_path, meta, BASE, off)) == ["layers"]


def test_a_run_json_that_cannot_be_read_has_no_settings(tmp_path):
    (tmp_path / "run.json").write_text('{"experiment": 3}')
    assert settings_of(tmp_path) == {}
    assert settings_of(tmp_path / "nowhere") == {}


def test_runs_are_found_by_words_of_what_is_written_on_them_and_of_their_settings(folder):
    annotate(folder.path, Annotation(name="My Best", tags=("exam 3",), note="(slow)"))
    run = folder.result()
    assert all(has_words(run, words) for words in ("", "best MY", "exam (slow)", "tiny digits"))
    assert not has_words(run, "best mnist")
    named = replace(run, annotation=Annotation(name="2 Dense: units 16, seed 1"))
    assert has_words(named, "units 16, seed 1")
    assert not any(has_words(named, words) for words in ("seed 2", "units 1", "units 1, seed 1"))  # 2 is the row of the layer


def test_runs_are_found_by_name_and_value_of_the_settings_in_which_they_differ(folder, tmp_path, meta):
    """A number after a setting's name is its value: 4 filters are neither 64 nor seed 4."""
    run = folder.result()
    quick = training(optimizer=SGD(learning_rate=0.02), seed=4)
    four = replace(BASE, architecture=BASE.architecture.edit(0, filters=4))
    bare = replace(BASE, architecture=BASE.architecture.edit(5, rate=0.0))
    told = told_apart(settings(tmp_path, meta, BASE, quick, four, bare))

    def found(words):
        return [number for number, each in enumerate(told) if has_words(run, words, each)]

    assert found("filters 4") == [2]
    assert found("Filters") == [0, 1, 2, 3]
    assert found("learning_rate 0.02") == found("learning rate 0.02") == found("seed 4") == [1]
    assert found("dropout") == [0, 1, 2]
    assert found("tiny filters 4") == [2]
    assert found("momentum 7") == found("pooling") == []


def test_what_an_earlier_version_did_not_write_down_is_no_difference(tmp_path, meta):
    """The network that came along is older than freezing and time limits."""
    experiment = replace(BASE, training=replace(BASE.training, epochs=2))
    (new,) = settings(tmp_path, meta, experiment)
    assert differing([settings_of(PRETRAINED_PATH), new]) == ["epochs"]
