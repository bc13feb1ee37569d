"""Runs of one network are told apart by what differs among them."""

from dataclasses import replace

from cnn_core.presets import PRESETS
from cnn_core.runs import RunFolder
from cnn_core.runs.apart import names_apart
from cnn_core.runs.differing import settings_of
from cnn_core.training.optimizers import SGD

BASE = PRESETS["small-cnn"].experiment


def varied(filters=8, seed=1, **training):
    return replace(
        BASE,
        architecture=BASE.architecture.edit(0, filters=filters),
        training=replace(BASE.training, seed=seed, **training),
    )


def named(tmp_path, meta, *runs):
    """What the curves of runs with these titles and experiments are called, without the names A, B, C, D of the runs."""
    folders = [RunFolder.create(tmp_path, replace(meta, id=f"r{n}", experiment=each)) for n, (_, each) in enumerate(runs)]
    found = names_apart("ABCD"[: len(runs)], [title for title, _ in runs], [settings_of(each.path) for each in folders])
    assert [each[0] for each in found] == list("ABCD"[: len(runs)])
    return [each[1:].removeprefix(", ") for each in found]


def test_curves_of_one_network_are_called_by_the_settings_and_the_seed_in_which_they_differ(tmp_path, meta):
    runs = [("small-cnn", varied(filters, seed)) for filters in (8, 16) for seed in (1, 2)]
    assert named(tmp_path, meta, *runs) == ["filters 8, seed 1", "filters 8, seed 2", "filters 16, seed 1", "filters 16, seed 2"]


def test_other_titles_stay_alone(tmp_path, meta):
    runs = [("small-cnn", varied(8)), ("best", varied(16)), ("small-cnn", varied(8, optimizer=SGD()))]
    assert named(tmp_path, meta, *runs) == ["optimizer Adam, learning rate 0.001", "", "optimizer SGD, learning rate 0.01"]
    assert named(tmp_path / "more", meta, *runs[:2]) == ["", ""]


def test_what_all_images_were_learned_from_is_said_in_words(tmp_path, meta):
    """It was "train size 0"."""
    few = replace(BASE, data=replace(BASE.data, train_size=500))
    assert named(tmp_path, meta, ("a", BASE), ("a", few)) == ["all images", "500 images"]


def test_images_that_one_of_them_is_tested_without_tell_runs_apart(tmp_path, meta):
    """The corrected run and the others had the same name."""
    fewer = replace(BASE, data=replace(BASE.data, left_out_test=(19,), relabelled_test=((34, 1),)))
    assert named(tmp_path, meta, ("a", BASE), ("a", fewer)) == [
        "test images left out: none, test labels changed: none",
        "test images left out: 19, test labels changed: 34 as class 1",
    ]


def test_a_changed_label_is_said_by_the_name_of_its_class(tmp_path, meta):
    """It was "as class 2"."""
    clothing = replace(BASE, data=replace(BASE.data, dataset="fashion_mnist"))
    changed = replace(clothing, data=replace(clothing.data, relabelled_test=((6, 2),)))
    assert named(tmp_path, meta, ("a", clothing), ("a", changed)) == [
        "test labels changed: none",
        "test labels changed: 6 as Pullover",
    ]


def test_the_same_field_of_two_layers_names_the_layer(tmp_path, meta):
    first = BASE.architecture.edit(0, filters=8)
    runs = [("a", replace(BASE, architecture=first.edit(2, filters=n).edit(0, filters=n))) for n in (8, 16)]
    assert named(tmp_path, meta, *runs) == ["1 filters 8, 3 filters 8", "1 filters 16, 3 filters 16"]


def test_runs_that_differ_in_nothing_keep_their_names(tmp_path, meta):
    assert named(tmp_path, meta, ("a", BASE), ("a", BASE), ("b", BASE)) == ["", "", ""]


def test_of_many_settings_the_seed_is_always_named(tmp_path, meta):
    runs = [("a", varied(8, 1)), ("a", varied(16, 2, batch_size=32, label_smoothing=0.1))]
    first, second = named(tmp_path, meta, *runs)
    assert (first.rpartition(", ")[2], second.rpartition(", ")[2]) == ("seed 1", "seed 2")


def test_epochs_that_were_planned_do_not_read_as_those_that_are_done(tmp_path, meta):
    assert named(tmp_path, meta, ("a", varied(epochs=6)), ("a", varied(epochs=9))) == ["epochs planned 6", "epochs planned 9"]


def test_runs_with_other_layers_are_called_by_the_first_in_which_they_differ(tmp_path, meta):
    layers = BASE.architecture.layers
    assert [type(each).__name__ for each in layers[:2]] == ["Conv2D", "MaxPooling2D"]
    swapped = replace(BASE, architecture=replace(BASE.architecture, layers=(layers[1], layers[0], *layers[2:]), ids=()))
    assert named(tmp_path, meta, ("a", BASE), ("a", swapped)) == ["layer 1 Conv2D", "layer 1 MaxPooling2D"]
    shorter = replace(BASE, architecture=replace(BASE.architecture, layers=layers[:-1], ids=()))
    last = f"layer {len(layers)} {type(layers[-1]).__name__}"
    assert named(tmp_path / "more", meta, ("a", BASE), ("a", shorter)) == [last, f"no layer {len(layers)}"]
