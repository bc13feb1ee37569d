"""What README tells people to type works."""

import os
import re
import shlex
import subprocess
import sys

import pytest
from sources import ROOT

from cnn_core.cli import parser
from cnn_core.cli.engine import CLUSTER

text = (ROOT / "README.md").read_text()
blocks = re.findall(r"```(\w*)\n(.*?)```", text, re.DOTALL)
PYTHON = [block for kind, block in blocks if kind == "python"]
commands = [line.split("  #")[0].strip() for kind, block in blocks if kind == "sh" for line in block.splitlines()]
targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))


def test_every_make_target_of_readme_is_in_the_makefile():
    named = re.findall(r"\bmake ([a-z]+)", text)
    assert {"run", "test"} <= set(named) <= targets


def test_ci_runs_the_test_command_of_readme():
    assert "make test" in commands
    assert (ROOT / ".ci" / "run").read_text().splitlines()[-1] == "exec make test"


def test_every_command_line_of_readme_is_understood():
    ours = [
        line.split(prefix)[1] for line in commands for prefix in ("python -m cnn_core ", "cnn-lab ") if line.startswith(prefix)
    ]
    ours = [shlex.split(line.split(" > ")[0]) for line in ours]
    all_commands = next(each for each in parser()._actions if each.dest == "command").choices
    assert {arguments[0] for arguments in ours} == set(all_commands)
    for arguments in ours:
        assert parser().parse_args(arguments).command == arguments[0]


def test_the_help_of_engine_says_what_the_cluster_of_readme_is_started_with():
    workers = [shlex.split(line) for line in commands if line.startswith("dask worker ")]
    assert [each for each in workers if "--preload" not in each or "--resources" not in each] == []
    for worker in workers:
        for option in ("--preload", "--resources", "--nthreads"):
            assert worker[worker.index(option) + 1] in CLUSTER
    assert [line for line in commands if line.startswith("export CNN_LAB_SCHEDULER=tcp://HOST:8786")]
    assert "CNN_LAB_SCHEDULER=tcp://HOST:8786" in CLUSTER


WHOLE = """
from cnn_core.keras_backend.build import build
from cnn_core.presets import PRESETS
from cnn_core.spec import Architecture
from cnn_core.summary import summarise
network = PRESETS["mlp"].experiment.architecture.insert(0, GaussianDropout(rate=0.2))
network = Architecture.from_json(network.to_json())
assert summarise(network, 10).issues == ()
assert build(network).layers[0].rate == 0.2
print("a whole one")
"""
"""What shows that the layer of README is one: it is made from JSON, summarised, and built by Keras."""


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """The lines that README's two examples print, in one process, where neither sees what the other has imported."""
    folder = tmp_path_factory.mktemp("readme")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "CNN_LAB_HOME": str(folder)}
    program = "import sys\nfor part in sys.argv[1:]: exec(part, {'__name__': '__main__'})"
    command = [sys.executable, "-c", program, PYTHON[0], PYTHON[1] + WHOLE]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_the_python_example_does_what_it_says(said):
    example = PYTHON[0]
    assert len([line for line in example.splitlines() if line.strip()]) <= 14
    promised = re.findall(r"print\(.*?# (.*)$", example, re.MULTILINE)
    lines = said[:-1]
    assert lines[0] == promised[0]
    assert float(lines[1]) > 0.97
    assert len(lines) == 2 + 10


def test_the_layer_of_readme_is_a_whole_one(said):
    assert said[-1] == "a whole one"


def test_every_file_that_readme_links_to_is_there():
    linked = re.findall(r"\]\((?!https?://|#)([^)]+)\)", text)
    assert linked
    assert [link for link in linked if not (ROOT / link).exists()] == []
