"""What `train` and `sweep` hold back to validate with: of images with a validation part that part, and of others none that was theirs."""

import json
from dataclasses import replace

import numpy as np
import pytest

from cnn_core.cli import main, parser
from cnn_core.cli.settings import experiment_of
from cnn_core.cli.workable import workable_experiment
from cnn_core.data.divided import divided
from cnn_core.data.load import load_local
from cnn_core.errors import DatasetError
from cnn_core.runs import RunFolder
from tests.project.small_project import images


@pytest.fixture(autouse=True)
def own_home(monkeypatch, tmp_path):
    monkeypatch.setenv("CNN_LAB_HOME", str(tmp_path / "home"))


@pytest.fixture
def saved(tmp_path):
    """JSON of an experiment with own images, the last five of which validate."""
    file = tmp_path / "experiment.json"
    name = images(validation_from=11)
    file.write_text(json.dumps(experiment_of(chosen("--preset", "mlp", "--dataset", name)).to_json()))
    return file


def chosen(*arguments):
    return parser().parse_args(["train", *map(str, arguments)])


def data_of(*arguments):
    return workable_experiment(chosen(*arguments)).data


def kind_of(*arguments):
    data = data_of(*arguments)
    return data.validation, data.validation_from


def test_of_own_images_a_class_of_one_image_is_learned_from_and_nothing_is_held_back(capsys):
    name = images(labels=(0,) * 15 + (1,))
    assert data_of("--dataset", name, "--preset", "mlp").validation == "none"
    assert "so small that nothing is held back" in capsys.readouterr().err
    assert data_of("--dataset", name, "--preset", "mlp", "--validation", "stratified").validation == "stratified"


def test_own_images_that_came_with_a_validation_part_are_validated_with_it(capsys):
    name = images(validation_from=11)
    assert kind_of("--dataset", name, "--preset", "mlp") == ("given", 11)
    assert "validation part" in capsys.readouterr().err
    assert kind_of("--dataset", name, "--preset", "mlp", "--validation", "given") == ("given", 11)
    assert kind_of("--dataset", name, "--preset", "mlp", "--validation", "last") == ("last", 0)


def test_an_experiment_keeps_the_part_of_its_own_images(saved):
    assert kind_of("--architecture", saved) == ("given", 11)
    assert kind_of("--architecture", saved, "--train-size", "6") == ("given", 11)


@pytest.mark.parametrize("options", [(), ("--validation", "given")])
def test_other_images_validate_with_the_part_that_came_with_them(saved, options):
    other = images(seed=1, title="Others", validation_from=8)
    assert kind_of("--architecture", saved, "--dataset", other, *options) == ("given", 8)
    parts = divided(load_local(other), data_of("--architecture", saved, "--dataset", other, *options))
    assert (len(parts.train), len(parts.validation)) == (8, 8)


def test_other_images_without_such_a_part_are_divided_as_usual(saved):
    assert kind_of("--architecture", saved, "--dataset", "mnist-mini") == ("stratified", 0)
    assert kind_of("--architecture", saved, "--dataset", images(seed=1, title="Others")) == ("stratified", 0)


def test_a_part_that_images_do_not_have_cannot_be_asked_for(saved):
    whole = images(seed=1, title="Others")
    with pytest.raises(DatasetError, match=r"Others came without a validation part; take another kind\. Received: 'given'"):
        experiment_of(chosen("--architecture", saved, "--dataset", whole, "--validation", "given"))
    with pytest.raises(DatasetError, match="MNIST mini came without a validation part"):
        experiment_of(chosen("--validation", "given"))


def test_a_part_to_hold_back_is_one_of_all_images(saved):
    other = images(seed=1, title="Others", validation_from=8)
    for options in (("--dataset", other), ()):
        data = data_of("--architecture", saved, *options, "--validation-split", "0.25")
        assert (data.validation, data.validation_split) == ("stratified", 0.25)
        assert len(divided(load_local(data.dataset), data).validation) == 4


def swept(capsys, tmp_path, *arguments):
    assert main(["sweep", "mlp", *arguments, "--seeds", "1", "--epochs", "1", "--json", "--out", str(tmp_path / "runs")]) == 0
    out, err = capsys.readouterr()
    runs = json.loads(out)["runs"]
    assert [run["error"] for run in runs] == [None] * len(runs)
    return [RunFolder(tmp_path / "runs" / run["id"]).meta.experiment.data for run in runs], err


def test_a_sweep_divides_images_as_a_training_does(capsys, tmp_path):
    name = images(validation_from=11)
    (data,), err = swept(capsys, tmp_path, "--dataset", name)
    assert data == data_of("--dataset", name, "--preset", "mlp")
    assert (data.validation, data.validation_from) == ("given", 11)
    assert "validation part" in err


def test_a_sweep_sets_the_given_part_beside_another(capsys, tmp_path):
    name = images(validation_from=11)
    (drawn, given), _ = swept(capsys, tmp_path, "--dataset", name, "--vary", "validation=stratified,given")
    assert (drawn.validation, drawn.validation_from) == ("stratified", 0)
    assert (given.validation, given.validation_from) == ("given", 11)
    assert divided(load_local(name), given).validation.tolist() == np.arange(11, 16).tolist()


ALL_OF_ONE = (0,) * 11 + (1,) * 5


def test_a_given_part_that_has_all_of_a_class_is_replaced_and_said(capsys):
    """The training failed; on the Data page nothing was held back, since a class was said to be small."""
    name = images(labels=ALL_OF_ONE, validation_from=11)
    assert kind_of("--dataset", name, "--preset", "mlp") == ("stratified", 0)
    said = capsys.readouterr().err
    assert (
        "The validation part that came with them has all images of a class, so it does not validate and 10% is held back" in said
    )
    assert "smallest class" not in said


@pytest.mark.parametrize("options", [("--validation", "stratified"), ("--validation", "none"), ("--validation-split", "0.25")])
def test_that_a_given_part_is_learned_from_is_said(capsys, options):
    name = images(validation_from=11)
    data = data_of("--dataset", name, "--preset", "mlp", *options)
    assert (
        f"came with a validation part, which is learned from too, as validation is {data.validation};" in capsys.readouterr().err
    )


def test_corrections_that_are_left_behind_are_said(capsys, tmp_path):
    file = tmp_path / "corrected.json"
    experiment = experiment_of(chosen("--preset", "mlp"))
    file.write_text(json.dumps(replace(experiment, data=replace(experiment.data, left_out=(3, 4))).to_json()))
    assert data_of("--architecture", file, "--dataset", "digits").left_out == ()
    assert capsys.readouterr().err == (
        "What was corrected of MNIST mini (2 training images left out) is about its images alone: Digits 8x8 is taken as it came.\n"
    )
    assert data_of("--architecture", file).left_out == (3, 4)
    assert capsys.readouterr().err == ""


def test_a_sweep_says_that_corrections_are_of_one_dataset_alone(capsys, tmp_path):
    name, other = images(), images(seed=1, title="Others")
    experiment = experiment_of(chosen("--preset", "mlp", "--dataset", name))
    file = tmp_path / "corrected.json"
    file.write_text(json.dumps(replace(experiment, data=replace(experiment.data, left_out=(3, 4))).to_json()))
    out = ["--seeds", "1", "--epochs", "1", "--json", "--out", str(tmp_path / "runs")]
    assert main(["sweep", str(file), "--vary", f"dataset={name},{other}", *out]) == 0
    said = capsys.readouterr()
    assert (
        "What was corrected of Cells (2 training images left out) is about its images alone: Others is taken as it came."
        in said.err
    )
    runs = [RunFolder(tmp_path / "runs" / run["id"]).meta.experiment.data for run in json.loads(said.out)["runs"]]
    assert [data.left_out for data in runs] == [(3, 4), ()]
