"""`code`: what it prints and writes, and that it needs no TensorFlow for it."""

import ast
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from cnn_core.cli import main
from cnn_core.codegen import notebook, script
from cnn_core.data.choice import DataChoice
from cnn_core.presets import PRESETS
from cnn_core.runs import RunFolder, RunMeta

ROOT = Path(__file__).parents[2]
lenet = PRESETS["lenet-5"].experiment


def printed(capsys, *arguments):
    assert main(arguments) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return out


def test_a_preset_is_printed_as_a_script(capsys):
    out = printed(capsys, "code", "lenet-5")
    assert out == script(lenet)
    ast.parse(out)


def test_a_notebook_goes_into_a_file(capsys, tmp_path):
    file = tmp_path / "lenet.ipynb"
    assert printed(capsys, "code", "lenet-5", "--notebook", "--out", str(file)) == f"{file}\n"
    assert json.loads(file.read_text()) == notebook(lenet)


def test_a_run_folder_gives_the_code_of_its_experiment(capsys, tmp_path):
    experiment = replace(lenet, training=replace(lenet.training, seed=4711))
    folder = RunFolder.create(tmp_path, RunMeta(id="a-run", experiment=experiment))
    assert printed(capsys, "code", str(folder.path)) == script(experiment)


def test_an_architecture_alone_is_taken_for_one_on_the_small_mnist(capsys, tmp_path):
    file = tmp_path / "network.json"
    file.write_text(lenet.architecture.fit_to((8, 8, 1), 2).to_text())
    out = printed(capsys, "code", str(file))
    assert "mnist-mini.npz" in out
    assert "keras.Input((28, 28, 1))" in out
    assert "layers.Dense(10" in out


def test_images_of_ones_own_need_not_be_here(capsys, tmp_path):
    experiment = replace(lenet, data=DataChoice(dataset="own-0123456789ab"))
    file = tmp_path / "experiment.json"
    file.write_text(json.dumps(experiment.to_json()))
    assert printed(capsys, "code", str(file)) == script(experiment)


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (replace(lenet, architecture=lenet.architecture.remove(4)).to_json(), "gets an image, not a vector"),
        (replace(lenet, data=DataChoice(dataset="cifar")).to_json(), "dataset: must be one of"),
    ],
)
def test_what_cannot_work_is_refused_in_a_sentence(capsys, tmp_path, value, sentence):
    file = tmp_path / "experiment.json"
    file.write_text(json.dumps(value))
    assert main(["code", str(file)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert sentence in err
    assert err.count("\n") == 1


def test_a_place_that_cannot_be_written_is_refused_in_a_sentence(capsys, tmp_path):
    assert main(["code", "mlp", "--out", str(tmp_path)]) == 2
    assert "cannot be written: Is a directory." in capsys.readouterr().err


def test_an_unknown_name_lists_the_presets(capsys):
    assert main(["code", "resnet"]) == 2
    assert "resnet is neither a file nor a preset; there are small-cnn" in capsys.readouterr().err


def test_code_needs_no_tensorflow():
    program = (
        "import sys; from cnn_core.cli import main; code = main(['code', 'small-cnn']); "
        "heavy = {'tensorflow', 'keras', 'streamlit', 'distributed', 'sklearn', 'plotly', 'pandas'} & set(sys.modules); "
        "sys.exit(f'imported {heavy}' if heavy else code)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
