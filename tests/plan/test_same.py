"""Combinations that are the same training are found by what a training looks at, and trained once."""

from dataclasses import replace

import pytest

from cnn_core.errors import LabError, SpecError
from cnn_core.plan.plan import expand, repetitions, usual
from cnn_core.plan.record import PlanRecord
from cnn_core.plan.same import computed
from cnn_core.plan.vary import read_variation
from cnn_core.presets import PRESETS

BASE = PRESETS["small-cnn"].experiment
FILTERS = BASE.architecture.layers[0].filters


def plan(*texts, **options):
    return expand(BASE, [read_variation(text, BASE) for text in texts], **options)


def test_the_filters_of_a_layer_that_is_off_are_no_combinations():
    cases = plan("layers[0].enabled=on,off", "layers[0].filters=8,16,32", seeds=2)
    assert len(cases) == (3 + 1) * 2
    assert [case.varied for case in cases[::2]] == [
        *({"layers[0].enabled": True, "layers[0].filters": filters} for filters in (8, 16, 32)),
        {"layers[0].enabled": False},
    ]
    assert [len(case.combinations) for case in cases] == [1, 1, 1, 1, 1, 1, 3, 3]
    assert [case.seed for case in cases[-2:]] == [1, 2]
    assert repetitions(cases) == (
        "2 more combinations are the same training as others, such as layers[0].enabled off, layers[0].filters 16 and "
        "layers[0].enabled off, layers[0].filters 8: trained once, and counted once."
    )
    assert repetitions(plan("layers[0].filters=8,16")) == ""


def test_one_at_a_time_the_desk_itself_is_trained_once():
    cases = plan(f"layers[0].filters=8,{FILTERS}", "batch_size=32,64", one_at_a_time=True)
    assert BASE.training.batch_size == 64
    assert [case.varied for case in cases] == [
        {"layers[0].filters": 8},
        {"layers[0].filters": FILTERS, "batch_size": 64},
        {"batch_size": 32},
    ]


@pytest.mark.parametrize(
    ("texts", "runs"),
    [
        (("schedule=constant,cosine,exponential,step", "schedule_epochs=2,3"), 5),
        (("schedule=constant,exponential", "schedule_factor=0.5,0.9"), 3),
        (("validation=none,stratified", "validation_split=0.1,0.2"), 3),
        (("use_ema=on,off", "ema_momentum=0.9,0.99"), 3),
        (("scaling=unit,fixed", "divisor=2,255"), 3),
        (("layers[0].filters=8,16", "batch_size=32,64"), 4),
    ],
)
def test_settings_of_what_is_not_in_use_make_no_other_training(texts, runs):
    assert len(plan(*texts)) == runs


def test_what_no_training_looks_at_is_alike_and_nothing_else():
    named = replace(BASE, architecture=replace(BASE.architecture, name="another"))
    assert computed(named) == computed(BASE)
    assert computed(replace(BASE, architecture=BASE.architecture.edit(0, filters=7))) != computed(BASE)
    assert computed(replace(BASE, data=replace(BASE.data, split_seed=14))) != computed(BASE)


def test_combinations_that_agree_in_nothing_keep_the_values_of_the_first():
    """Both layers off or on their own: with one off either way of the other's filters is alike, and no two groups have the same name."""
    cases = plan("layers[0].enabled=on,off", "layers[2].filters=8,16", "layers[0].filters=8,16")
    names = [tuple(case.varied.items()) for case in cases]
    assert len(set(names)) == len(names) == 4 + 2


def test_with_each_seed_the_validation_images_are_drawn_anew_if_that_is_asked():
    drawn = [case.experiment.data.split_seed for case in plan("batch_size=32,64", seeds=3, split_too=True)]
    assert drawn == [13, 14, 15] * 2
    assert [case.experiment.data.split_seed for case in plan("batch_size=32", seeds=2)] == [13, 13]


def test_plans_of_earlier_versions_have_a_run_for_every_combination():
    record = PlanRecord(
        id="a" * 22,
        owner="",
        created=1.0,
        base=BASE,
        vary=("layers[0].enabled=on,off", "layers[0].filters=8,16"),
        seeds=1,
        one_at_a_time=False,
        runs=("",) * 3,
        split_too=True,
    )
    assert PlanRecord.from_json(record.to_json()) == record
    assert len(record.cases()) == 3
    older = {name: value for name, value in record.to_json().items() if name not in ("rule", "split_too")}
    assert len(PlanRecord.from_json(older).cases()) == 4
    assert len(PlanRecord.from_json({**older, "once": True}).cases()) == 3


def test_a_plan_keeps_the_number_of_the_rule_that_made_its_experiments():
    """A rule of a later version is refused rather than read as today's: it has other experiments."""
    record = PlanRecord(
        id="a" * 22, owner="", created=1.0, base=BASE, vary=("batch_size=32",), seeds=1, one_at_a_time=False, runs=("",)
    )
    assert record.to_json()["rule"] == 1
    for other in (2, "yes", -1):
        with pytest.raises(SpecError, match="rule"):
            PlanRecord.from_json({**record.to_json(), "rule": other})


def test_only_what_remains_counts_as_runs():
    """Of 2 times 50 times 3 combinations those with the layer off are one: 150 and one remain."""
    assert len(plan("layers[0].enabled=on,off", "layers[0].filters=1:50:1", "layers[0].activation=relu,tanh,elu")) == 151
    with pytest.raises(LabError, match="151 combinations with 2 seeds are 302 runs; 200 is the most"):
        plan("layers[0].enabled=on,off", "layers[0].filters=1:50:1", "layers[0].activation=relu,tanh,elu", seeds=2)
    with pytest.raises(LabError, match="2,500 combinations with 1 seed are 2,500 runs"):
        plan("layers[0].filters=1:50:1", "layers[2].filters=1:50:1")


def test_a_split_that_nothing_draws_or_that_varies_already_is_not_drawn_anew():
    for data in ("validation=last", "validation=none,test"):
        with pytest.raises(LabError, match="Nothing is drawn that could be drawn anew with each seed: all images are used"):
            plan(data, split_too=True)
    assert len(plan("validation=none,stratified", seeds=2, split_too=True)) == 4
    assert len(plan("train_size=500", "validation=last", split_too=True)) == 1
    with pytest.raises(LabError, match="split_seed varies"):
        plan("split_seed=13,14", seeds=2, split_too=True)


def test_the_usual_values_are_those_of_the_base():
    read = [
        read_variation(text, BASE) for text in (f"layers[0].filters=8,{FILTERS}", "batch_size=32,128", "preset=mlp,small-cnn")
    ]
    assert usual(BASE, read) == {"layers[0].filters": FILTERS, "preset": "small-cnn"}
