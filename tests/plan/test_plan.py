"""From a plan to its experiments."""

import pytest

from cnn_core.errors import LabError
from cnn_core.plan.plan import expand, name_of_run, short, words
from cnn_core.plan.vary import read_variation
from cnn_core.presets import PRESETS

BASE = PRESETS["small-cnn"].experiment


def plan(*texts, **options):
    return expand(BASE, [read_variation(text, BASE) for text in texts], **options)


def test_a_grid_has_every_combination_with_every_seed():
    cases = plan("layers[0].filters=8,16", "batch_size=32,64,128", seeds=2)
    assert len(cases) == 2 * 3 * 2
    assert [case.seed for case in cases[:4]] == [1, 2, 1, 2]
    assert cases[0].varied == {"layers[0].filters": 8, "batch_size": 32}
    assert {(c.experiment.architecture.layers[0].filters, c.experiment.training.batch_size) for c in cases} == {
        (filters, batch) for filters in (8, 16) for batch in (32, 64, 128)
    }
    assert len({str(case.experiment.to_json()) for case in cases}) == len(cases)


def test_one_at_a_time_leaves_the_rest_as_it_is():
    cases = plan("layers[0].filters=8,16", "batch_size=32,128", one_at_a_time=True)
    assert [case.varied for case in cases] == [
        {"layers[0].filters": 8},
        {"layers[0].filters": 16},
        {"batch_size": 32},
        {"batch_size": 128},
    ]
    assert cases[0].experiment.training.batch_size == BASE.training.batch_size


def test_without_variations_only_the_seed_differs():
    cases = plan(seeds=3)
    assert [case.experiment.training.seed for case in cases] == [1, 2, 3]
    assert words(cases[0].varied) == "nothing varied"


def test_network_and_optimizer_are_chosen_before_their_fields():
    (case,) = plan("learning_rate=0.1", "optimizer=SGD")
    assert (case.experiment.training.optimizer.kind, case.experiment.training.optimizer.learning_rate) == ("SGD", 0.1)
    (case,) = plan("layers[0].filters=9", "preset=lenet-5")
    assert (case.experiment.architecture.name, case.experiment.architecture.layers[0].filters) == ("lenet-5", 9)


def test_the_network_follows_the_classes_of_its_data():
    one, all_classes = plan("task=one-against-rest,all")
    units = [case.experiment.architecture.layers[case.experiment.architecture.head].units for case in (one, all_classes)]
    assert units == [2, 10]


def test_a_combination_that_cannot_work_is_refused_before_anything_is_trained():
    flatten = [layer.kind for layer in BASE.architecture.layers].index("Flatten")
    with pytest.raises(LabError, match=rf"With layers\[{flatten}\]\.enabled off the network does not work: "):
        plan(f"layers[{flatten}].enabled=on,off")


def test_too_much_is_refused_with_its_number():
    with pytest.raises(LabError, match="50 combinations with 5 seeds are 250 runs; 200 is the most"):
        plan("epochs=1:50:1", seeds=5)
    with pytest.raises(LabError, match="6,250,000 combinations with 1 seed are"):  # none of which is made
        plan("epochs=1:50:1", "batch_size=1:50:1", "split_seed=1:50:1", "train_size=1:50:1")
    with pytest.raises(LabError, match="1 to 10 seeds"):
        plan(seeds=11)
    for path in ("batch_size", "training.batch_size"):
        with pytest.raises(LabError, match="can vary once"):
            plan("batch_size=32", f"{path}=64")


def test_a_run_is_called_after_its_values_and_its_seed():
    varied = {"layers[0].filters": 4, "layers[5].rate": 0.25}
    assert name_of_run(short(varied), 2, 80) == "filters 4, rate 0.25, seed 2"
    assert name_of_run(varied, 2, 80) == "layers[0].filters 4, layers[5].rate 0.25, seed 2"
    assert name_of_run(varied, 2, 40) == "filters 4, rate 0.25, seed 2"
    assert name_of_run(short(varied), 2, 20) == "4, 0.25, seed 2"  # cut, it would not tell which rate it has
    assert name_of_run(short(varied), 2, 12) == "4, 0, seed 2"
    assert short({"layers[0].filters": 4, "layers[2].filters": 8}) == {"layers[0].filters": 4, "layers[2].filters": 8}
