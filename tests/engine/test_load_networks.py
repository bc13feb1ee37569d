"""Networks from files in the laboratory: their scaling is found in a worker, said, and can be changed."""

import io
import json
from dataclasses import replace

import h5py
import numpy as np
import pytest
from fake_engine import batches, done, started

from cnn_core.codegen.script import script
from cnn_core.engine.tflite_words import tflite_words
from cnn_core.engine.worker.side_tasks import ScalingTrials
from cnn_core.errors import EngineError, RunError
from cnn_core.runs import room
from cnn_core.runs.loading import stored_figures
from cnn_core.runs.origin import origin_of
from cnn_core.runs.particular import particular
from cnn_core.spec import Architecture, Dense, Flatten

ANN = "ann-" + "x" * 24


def dense(units, activation="softmax"):
    return {"class_name": "Dense", "config": {"name": "dense", "units": units, "activation": activation}}


def keras_file(units=10, about=None, shape=(8, 8, 1), before=()):
    """An .h5 file of Keras with a Dense layer, written by hand."""
    first = {"class_name": "Flatten", "config": {"name": "flatten", "batch_input_shape": [None, *shape]}}
    file = io.BytesIO()
    with h5py.File(file, "w") as inside:
        inside.attrs["model_config"] = json.dumps({"class_name": "Sequential", "config": [first, *before, dense(units)]})
        group = inside.create_group("model_weights/dense")
        group.attrs["weight_names"] = ["kernel", "bias"]
        group["kernel"] = np.arange(np.prod(shape) * units, dtype=np.float32).reshape(-1, units)
        group["bias"] = np.zeros(units, np.float32)
        if about is not None:
            inside.attrs["cnn_lab"] = json.dumps(about)
    return file.getvalue()


def load(laboratory, client, experiment, content, **options):
    assert client is not None
    return laboratory.folder(laboratory.load(content, ANN, experiment, **options))


def test_the_scaling_with_which_it_does_best_is_taken_and_all_are_kept(laboratory, client, experiment):
    folder = load(laboratory, client, experiment, keras_file())
    origin = origin_of(folder)
    assert folder.state().scaling == (0.0, 255.0)  # of the fake engine, whose images have 255 shades
    assert [each.name for each in origin.trials][:2] == ["0 to 1", "0 to 255"]
    assert origin.images == 200
    assert any("0 to 1: with that 90.0% of 200 test images are right" in note for note in origin.notes)
    assert any("taken for 0, 1, 2" in note for note in origin.notes)


def test_another_scaling_makes_another_run_that_trains_on_with_it(laboratory, client, experiment):
    folder = load(laboratory, client, experiment, keras_file())
    again = laboratory.folder(laboratory.rescale(folder.id, ANN, "-1 to 1"))
    assert again.state().scaling == (127.5, 127.5)
    data = again.meta.experiment.data
    assert (data.scaling, data.offset, data.divisor) == ("fixed", 127.5, 127.5)
    assert "changed by hand to -1 to 1" in origin_of(again).notes[-1]
    assert origin_of(again).trials == origin_of(folder).trials
    assert again.weights().keys() == folder.weights().keys()
    with pytest.raises(RunError, match="not tried"):
        laboratory.rescale(folder.id, ANN, "logarithmic")


def test_the_figures_of_the_old_scaling_do_not_go_along(laboratory, client, experiment):
    folder = load(laboratory, client, experiment, keras_file())
    laboratory.examine(folder.id, lambda done, total: None)
    assert folder.state().test_accuracy == 1.0  # as the fake engine says
    again = laboratory.folder(laboratory.rescale(folder.id, ANN, "-1 to 1"))
    assert (stored_figures(again), again.state().test_accuracy) == ({}, None)


def test_a_run_that_was_stopped_before_its_test_has_the_figures_of_the_one_that_was_made_afterwards(
    laboratory, client, experiment
):
    run = laboratory.submit(experiment, ANN)
    client.nth_job(1).send(started(), batches(1, 2.0))
    client.nth_job(1).end(done(2, reason="stopped"))
    assert laboratory.wait(run, timeout=10).status == "stopped"
    assert laboratory.result(run).test_accuracy is None
    laboratory.examine(run)
    assert laboratory.result(run).test_accuracy == laboratory.state(run).test_accuracy == 1.0  # as the fake engine says
    assert [each.test_accuracy for each in laboratory.runs(ANN)] == [1.0]


def test_another_scaling_needs_room_as_any_run_does(laboratory, client, experiment, monkeypatch):
    folder = load(laboratory, client, experiment, keras_file())
    monkeypatch.setattr(room, "MAX_OF_ONE", 0)
    with pytest.raises(RunError, match="is the most: delete some"):
        laboratory.rescale(folder.id, ANN, "-1 to 1")


def test_where_no_scaling_stands_out_the_most_is_not_claimed(laboratory, client, experiment):
    """The likeliest is taken although another is right a little more often, as for a network that guesses."""
    first, second, *rest = client.side_tasks["try_scalings"](None, None, None, None, False, None).tried
    guesses = (replace(first, accuracy=0.1), replace(second, accuracy=0.107), *(replace(each, accuracy=0.1) for each in rest))
    client.side_tasks["try_scalings"] = ScalingTrials(guesses, 1000)
    notes = origin_of(load(laboratory, client, experiment, keras_file())).notes
    words = (
        "0 to 1: with that 10.0% of 1,000 test images are right, and none of 8 scalings does clearly better; the most are 10.7%"
    )
    assert any(words in note for note in notes)


def test_without_an_engine_it_is_loaded_and_says_that_nothing_was_tried(laboratory, client, experiment):
    client.side_tasks["try_scalings"] = EngineError("The prediction process ended meanwhile: try once more.")
    folder = load(laboratory, client, experiment, keras_file())
    assert folder.state().scaling == (0.0, 16.0)
    assert any("was not tried, since The prediction process ended meanwhile" in note for note in origin_of(folder).notes)


def test_rescaling_in_the_file_is_its_scaling(laboratory, client, experiment):
    before = ({"class_name": "Rescaling", "config": {"name": "r", "scale": 1 / 16, "offset": 0.0}},)
    client.side_tasks["try_scalings"] = EngineError("none")
    folder = load(laboratory, client, experiment, keras_file(before=before))
    assert folder.state().scaling == (0.0, 16.0)
    assert folder.meta.experiment.data.scaling == "unit"


def about(experiment, **values):
    known = {
        "schema": 1,
        "class_names": list("0123456789"),
        "data": experiment.data.to_json(),
        "scaling": [3.0, 5.0],
        "raw": False,
    }
    return known | values


def test_what_the_laboratory_wrote_into_a_file_is_believed_and_nothing_tried(laboratory, client, experiment):
    standard = replace(experiment.data, scaling="standard")
    client.side_tasks["try_scalings"] = AssertionError("asked")
    folder = load(laboratory, client, experiment, keras_file(about=about(experiment, data=standard.to_json())))
    assert folder.state().scaling == (3.0, 5.0)
    assert folder.meta.experiment.data == standard


def test_the_names_in_a_file_of_the_laboratory_are_matched(laboratory, client, experiment):
    turned = load(laboratory, client, experiment, keras_file(about=about(experiment, class_names=list("9876543210"))))
    plain = load(laboratory, client, experiment, keras_file(about=about(experiment)))
    np.testing.assert_array_equal(turned.weights()["1.kernel"], plain.weights()["1.kernel"][:, ::-1])


@pytest.mark.parametrize(
    "wrong", [{"scaling": [1, 0]}, {"scaling": "x"}, {"class_names": 3}, {"data": {"dataset": 5}}, {"data": None}]
)
def test_what_stands_there_wrongly_is_no_reason_to_refuse(laboratory, client, experiment, wrong):
    folder = load(laboratory, client, experiment, keras_file(about=about(experiment, **wrong)))
    assert origin_of(folder).trials


def test_other_images_and_other_numbers_of_classes_are_refused(laboratory, client, experiment):
    with pytest.raises(
        RunError, match=r"takes images of 28x28x1, but those of digits are 8x8x1: choose MNIST mini.* as its images"
    ):
        load(laboratory, client, experiment, keras_file(shape=(28, 28, 1)))
    with pytest.raises(
        RunError, match="8x8x1: no images on this machine are of 32x32x3 in 3 classes; bring in such"
    ):  # CIFAR-10 has ten
        load(laboratory, client, experiment, keras_file(units=3, shape=(32, 32, 3)))
    with pytest.raises(RunError, match=r"tells 7 classes apart, and digits has 10: no images .* of 8x8x1 in 7 classes; bring in"):
        load(laboratory, client, experiment, keras_file(units=7))


def test_a_network_of_all_classes_is_taken_for_all_where_one_was_asked_for(laboratory, client, experiment):
    asked = replace(experiment, data=replace(experiment.data, task="one-against-rest", target=3))
    folder = load(laboratory, client, asked, keras_file())
    assert (folder.meta.experiment.data.task, len(folder.meta.experiment.data.dataset)) == ("all", len("digits"))


def test_two_outputs_are_one_class_against_the_rest(laboratory, client, experiment):
    def tried(*arguments):
        from fake_engine import tried

        return replace(tried(*arguments), target=4)

    client.side_tasks["try_scalings"] = tried
    folder = load(laboratory, client, experiment, keras_file(units=2))
    assert (folder.meta.experiment.data.task, folder.meta.experiment.data.target) == ("one-against-rest", 4)
    assert any("they tell 4 from the rest best" in note for note in origin_of(folder).notes)


@pytest.mark.parametrize(("share", "doubted"), [(0.903, True), (0.5, False)])
def test_two_outputs_that_do_no_better_than_always_no_probably_answer_another_question(
    laboratory, client, experiment, share, doubted
):
    """A network that told 5 and more from the rest was taken for one of 5 or not, with 78.8%."""

    def tried(*arguments):
        from fake_engine import tried

        return replace(tried(*arguments), target=4, largest=(0, share))

    client.side_tasks["try_scalings"] = tried
    notes = origin_of(load(laboratory, client, experiment, keras_file(units=2))).notes
    words = "Always answering not 4 would be right for 90.3% of them, and it does no better: probably it answers another question than 4 or not"
    assert any(words in note for note in notes) == doubted
    assert any("load it again with those as its images" in note for note in notes) == doubted


def test_a_network_of_all_classes_is_measured_by_the_largest_of_them(laboratory, client, experiment):
    found = client.side_tasks["try_scalings"](None, None, None, None, False, None)
    client.side_tasks["try_scalings"] = replace(found, largest=(3, 0.95))
    notes = origin_of(load(laboratory, client, experiment, keras_file())).notes
    assert any(
        "Always answering 3 would be right for 95.0% of them, and it does no better with any scaling" in each for each in notes
    )


def test_nothing_of_the_training_on_the_desk_is_said_of_a_file_from_elsewhere(laboratory, client, experiment):
    """It was called "balanced classes", and its report had class weights."""
    training = replace(experiment.training, class_weight="balanced", seed=7, early_stopping=3)
    data = replace(experiment.data, train_size=500, validation="test", left_out_test=(3,))
    desk = replace(experiment, training=training, data=data)
    found = load(laboratory, client, desk, keras_file()).meta.experiment
    assert particular(found) == ""
    assert "class_weight" not in script(found)
    assert found.data.left_out_test == (3,)  # it is tested as the others are


def test_what_a_layer_scales_and_what_comes_before_it_is_said_as_one(laboratory, client, experiment):
    before = ({"class_name": "Rescaling", "config": {"name": "r", "scale": 1 / 255, "offset": 0.0}},)
    notes = origin_of(load(laboratory, client, experiment, keras_file(before=before))).notes
    (said,) = [each for each in notes if "caling" in each]
    words = (
        "Rescaling became the scaling of the pixels, with pixels as 0 to 255 before it: pixel / 255 in all. So 90.0% of 200 test"
    )
    assert said.startswith(words)


def test_a_phone_is_told_what_goes_in_and_what_comes_out():
    network = Architecture(name="shapes", input_shape=(8, 8, 1), layers=(Flatten(), Dense(units=2)))
    raw = tflite_words(network, ("disc", "square"), (0.0, 16.0), 16, raw=True)
    assert "(1, 8, 8, 1): height, width, channels" in raw
    assert "pixels from 0 (black) to 16 (white) as they are" in raw
    assert "  0  disc\n  1  square" in raw
    scaled = tflite_words(network, ("disc", "square"), (8.0, 4.0), 16, raw=False)
    assert "(pixel - 8) / 4, which gives numbers from -2 to 2" in scaled
