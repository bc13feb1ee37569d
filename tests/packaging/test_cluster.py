"""README's "On a cluster": its very commands make a scheduler and workers on which an experiment trains and predicts."""

import os
import re
import shlex
import socket
import subprocess
from contextlib import ExitStack

import dask
import numpy as np
import psutil
import pytest
from conftest import ROOT
from distributed import Client

from cnn_core.data.choice import DataChoice
from cnn_core.engine import Laboratory
from cnn_core.engine.host.cluster import SETTINGS
from cnn_core.experiment import Experiment
from cnn_core.spec import Architecture, Dense, Flatten
from cnn_core.training.config import TrainingConfig

PATIENCE = 240
SECTION = (ROOT / "README.md").read_text().split("## On a cluster\n")[1].split("\n## ")[0]
LINES = [line.split("  #")[0].strip() for line in re.search(r"```sh\n(.*?)```", SECTION, re.DOTALL)[1].splitlines() if line]
INSTALLS, SETTINGS_LINE, CONFIG, *STARTS, ADDRESS, APP = LINES


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def here(line, port):
    """The line with this machine in place of README's HOST, and a port that is free."""
    return line.replace("HOST", "127.0.0.1").replace("8786", str(port))


def exported(line):
    name, value = line.removeprefix("export ").split("=", 1)
    return {name: value}


def end(process):
    """Ends a process that was started here, and those that it started."""
    for each in (psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)):
        each.kill()
    process.wait()


@pytest.fixture(scope="module")
def address(installed, tmp_path_factory):
    """The address of the scheduler, once the lines before it were done from top to bottom."""
    assert (INSTALLS, APP) == ("pip install .", "make run")
    assert [line.split()[:2] for line in STARTS] == [["dask", "scheduler"], ["dask", "worker"], ["dask", "worker"]]
    folder, port = tmp_path_factory.mktemp("cluster"), free_port()
    environment = installed.environment
    subprocess.run(SETTINGS_LINE, shell=True, cwd=folder, env=environment, check=True, timeout=60)
    environment |= exported(CONFIG)
    with ExitStack() as ends:
        for number, line in enumerate(STARTS):
            log = ends.enter_context((folder / f"{number}.log").open("wb"))
            command = shlex.split(here(line, port))
            process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=subprocess.STDOUT)
            ends.callback(end, process)
        yield exported(here(ADDRESS, port))["CNN_LAB_SCHEDULER"]


@pytest.fixture(scope="module")
def laboratory(address, tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CNN_LAB_SCHEDULER", address)
        laboratory = Laboratory(tmp_path_factory.mktemp("home")).start()
        assert laboratory.wait_ready(PATIENCE), laboratory.status
        yield laboratory
        laboratory.close()


@pytest.mark.skipif(os.name == "nt", reason="README's lines are for a shell")
def test_an_experiment_trains_and_predicts_on_the_cluster(laboratory):
    layers = (Flatten(), Dense(units=10, activation="softmax"))
    architecture = Architecture(name="tiny", input_shape=(8, 8, 1), layers=layers)
    experiment = Experiment(architecture=architecture, data=DataChoice(dataset="digits"), training=TrainingConfig(epochs=2))
    run = laboratory.submit(experiment, "ann")
    state = laboratory.wait(run, timeout=PATIENCE)
    assert (state.status, len(state.history)) == ("finished", 2), state.reason
    assert laboratory.status.slots.train == 1
    assert laboratory.predict(run, np.zeros((3, 8, 8, 1), np.float32)).sum(axis=1) == pytest.approx([1, 1, 1], abs=1e-5)


@pytest.mark.skipif(os.name == "nt", reason="README's lines are for a shell")
def test_scheduler_and_workers_have_the_settings_of_the_embedded_engine(laboratory, address):
    for_numbers = {"OMP_NUM_THREADS", "MALLOC_TRIM_THRESHOLD_"}

    def found():  # inside the test, so that it is sent with its code
        return {name: dask.config.get(name) for name in SETTINGS}

    with Client(address, set_as_default=False) as client:
        everywhere = [client.run_on_scheduler(found), *client.run(found).values()]
        variables = client.run(lambda: sorted(for_numbers & set(os.environ)))
        threads = client.nthreads()
    assert everywhere == [SETTINGS] * 3
    assert list(variables.values()) == [sorted(for_numbers & set(os.environ))] * 2
    assert list(threads.values()) == [1, 1]
