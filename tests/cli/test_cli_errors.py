"""Whatever is wrong: one sentence on stderr, nothing on stdout, exit code 2, and no traceback."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from cnn_core.cli import main
from cnn_core.presets import PRESETS

ROOT = Path(__file__).parents[2]
WRONG = [
    ([], "the following arguments are required: COMMAND"),
    (["learn"], "invalid choice: 'learn'"),
    (["summary"], "the following arguments are required: NAME_OR_FILE"),
    (
        ["summary", "resnet"],
        f"resnet is neither a file nor a preset; there are {', '.join(PRESETS)}.",
    ),
    (["summary", "small-cnn", "--xml"], "unrecognized arguments: --xml"),
    (["summary", "small-cnn", "--js"], "unrecognized arguments: --js"),
    (["train", "--preset", "resnet"], f"must be one of {', '.join(PRESETS)}. Received: 'resnet'"),
    (
        ["train", "--dataset", "cifar"],
        "dataset: must be one of mnist-mini, digits, mnist, fashion_mnist, cifar10. Received: 'cifar'",
    ),
    (["train", "--epochs", "many"], "argument --epochs: invalid int value: 'many'"),
    (["train", "--epochs", "0"], "epochs: must lie from 1 to 200. Received: 0"),
    (["train", "--batch-size", "0"], "batch_size: must lie from 1 to 512. Received: 0"),
    (["train", "--learning-rate", "nan"], "learning_rate: must lie from 1e-06 to 10. Received: nan"),
    (["train", "--optimizer", "lion"], "must be one of SGD, Adam, AdamW, RMSprop, Adagrad, Adadelta, Nadam. Received: 'lion'"),
    (
        ["train", "--loss", "mse"],
        "must be one of categorical_crossentropy, sparse_categorical_crossentropy, categorical_focal_crossentropy. Received: 'mse'",
    ),
    (["train", "--validation", "half"], "must be one of stratified, last, test, none, given. Received: 'half'"),
    (["train", "--validation-split", "0.9"], "validation_split: must lie from 0.02 to 0.5. Received: 0.9"),
    (["train", "--task", "some"], "must be one of all, one-against-rest. Received: 'some'"),
    (
        ["train", "--task", "one-against-rest", "--target", "10"],
        "target: mnist-mini has 10 classes, counted from 0; take one from 0 to 9. Received: 10",
    ),
    (["train", "--preset", "mlp", "--architecture", "x.json"], "not allowed with argument --preset"),
    (["train", "--architecture", "nowhere.json"], "nowhere.json cannot be read: No such file or directory."),
    (["train", "--dataset", "digits"], "What would help: "),
    (["evaluate", "nothing"], "There is no run nothing: name a run folder"),
    (["evaluate", "."], "There is no run"),
]


@pytest.mark.parametrize(("arguments", "sentence"), WRONG, ids=[" ".join(arguments) or "nothing" for arguments, _ in WRONG])
def test_wrong_arguments_give_one_sentence_and_exit_code_2(capsys, arguments, sentence):
    try:
        code = main(arguments)
    except SystemExit as end:
        code = end.code
    out, err = capsys.readouterr()
    assert code == 2
    assert out == ""
    assert err.startswith("python -m cnn_core")
    assert sentence in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "must be JSON"),
        ("[]", "must be a JSON object"),
        ("{}", "schema: must be 1"),
        ('{"architecture": {}}', "architecture.schema: must be 1"),
        ('{"experiment": 5}', "must be a JSON object. Received: 5"),
        ("[" * 100_000, "nesting"),
        ("1" * 300_000, "cannot be used: it has more than 256 KB"),
    ],
)
def test_a_file_that_holds_no_network_is_named(capsys, tmp_path, text, sentence):
    file = tmp_path / "network.json"
    file.write_text(text)
    assert main(["summary", str(file)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert str(file) in err
    assert sentence in err
    assert err.count("\n") == 1


def test_a_value_out_of_range_in_a_file_is_named_by_its_path(capsys, tmp_path):
    value = PRESETS["mlp"].experiment.to_json()
    value["architecture"]["layers"][1]["units"] = 0
    file = tmp_path / "network.json"
    file.write_text(json.dumps(value))
    assert main(["train", "--architecture", str(file)]) == 2
    assert "architecture.layers[1].units: must lie from 1 to 65536. Received: 0" in capsys.readouterr().err


def test_a_run_folder_without_an_evaluation_says_so(capsys, tmp_path):
    (tmp_path / "run.json").write_text("{")
    assert main(["evaluate", str(tmp_path)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("command", ["datasets", "presets", "summary", "train", "evaluate", "engine"])
def test_every_command_has_help(capsys, command):
    with pytest.raises(SystemExit) as end:
        main([command, "--help"])
    out, err = capsys.readouterr()
    assert (end.value.code, err) == (0, "")
    assert out.startswith(f"usage: python -m cnn_core {command}")
    assert "--json" in out


def test_the_exit_code_reaches_the_shell():
    command = [sys.executable, "-m", "cnn_core", "train", "--preset", "resnet"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
