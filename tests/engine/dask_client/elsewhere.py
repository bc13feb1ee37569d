"""Run by test_cluster_elsewhere.py in a network namespace of its own: python elsewhere.py FOLDER NAMESPACE_PID.

This is the app's machine; the scheduler and its workers are on another one, which has the address 10.66.0.2 and another home.
Prints one line of JSON.
"""

import json
import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import psutil
from distributed import Security

from cnn_core.data.choice import DataChoice
from cnn_core.data.dataset import ARRAYS
from cnn_core.data.entry import Entry
from cnn_core.data.own import keep, own_name
from cnn_core.engine import Laboratory
from cnn_core.engine.host.cluster import settings
from cnn_core.experiment import Experiment
from cnn_core.spec import Architecture, Dense, Flatten
from cnn_core.training.config import TrainingConfig

PATIENCE = 200
HOST, PORT = "10.66.0.2", 8786
OWNER = "ann-" + "x" * 24
folder, there = Path(sys.argv[1]), sys.argv[2]


def certified(who: str) -> dict[str, str]:
    """Dask's settings for a certificate that was made by and for this cluster, or by somebody else."""
    made = Security.temporary()
    path = folder / f"{who}.pem"
    path.write_text(made.tls_client_cert + made.tls_client_key)
    names = ("CA_FILE", "SCHEDULER__CERT", "SCHEDULER__KEY", "WORKER__CERT", "WORKER__KEY", "CLIENT__CERT", "CLIENT__KEY")
    return {f"DASK_DISTRIBUTED__COMM__TLS__{name}": str(path) for name in names}


def dask(name: str, *arguments: str) -> psutil.Popen:
    """A program of Dask on the other machine, which knows nothing of this one's home."""
    environment = os.environ | ours | {"CNN_LAB_HOME": str(folder / "there"), "DASK_CONFIG": str(folder / "cnn-lab.json")}
    log = os.open(folder / f"{name}.log", os.O_WRONLY | os.O_CREAT)
    command = ["nsenter", "-t", there, "-n", sys.executable, "-m", "distributed.cli.dask_" + name.split("-")[0], *arguments]
    return psutil.Popen(command, env=environment, cwd=folder, stdout=log, stderr=subprocess.STDOUT)


def worker(kind: str) -> psutil.Popen:
    place = ["--resources", f"{kind}=1", "--nworkers", "1", "--nthreads", "1", "--memory-limit", "4GB", "--no-dashboard"]
    return dask(f"worker-{kind}", f"tls://{HOST}:{PORT}", "--preload", "cnn_core.engine.worker.preload", *place)


def own_images() -> str:
    """A dataset that only this machine has."""
    chance = np.random.default_rng(1)
    sizes = {"train": 60, "test": 20}
    arrays = {f"x_{part}": chance.integers(0, 256, (n, 8, 8, 1)).astype(np.uint8) for part, n in sizes.items()}
    arrays |= {f"y_{part}": np.arange(n, dtype=np.int64) % 2 for part, n in sizes.items()}
    name = own_name(OWNER, "noise")
    texts = {"title": "Noise", "description": "80 pictures", "source": "a test", "licence": "none", "fingerprint": ""}
    numbers = {"train_size": 60, "test_size": 20, "pixel_max": 255, "bundled": False, "input_shape": (8, 8, 1)}
    entry = Entry(name=name, class_names=("a", "b"), **texts, **numbers)
    keep(entry, OWNER, lambda file: np.savez(file, **{each: arrays[each] for each in ARRAYS}))
    return name


def experiment(epochs: int, dataset: str, classes: int) -> Experiment:
    layers = (Flatten(), Dense(units=classes, activation="softmax"))
    architecture = Architecture(name="tiny", input_shape=(8, 8, 1), layers=layers)
    return Experiment(architecture=architecture, data=DataChoice(dataset=dataset), training=TrainingConfig(epochs=epochs))


def refused(security: dict[str, str]) -> str:
    """What a laboratory says that comes with these certificates."""
    code = (
        "import sys, time; from pathlib import Path; from cnn_core.engine import Laboratory\n"
        "lab = Laboratory(Path(sys.argv[1])).start()\n"
        "while not lab.status.error: time.sleep(0.1)\n"
        "print(lab.status.error)"
    )
    environment = os.environ | security
    ran = subprocess.run([sys.executable, "-c", code, str(folder / "stranger")], env=environment, capture_output=True, timeout=90)
    return ran.stdout.decode()


ours = certified("ours")
os.environ |= {"CNN_LAB_HOME": str(folder / "here"), "CNN_LAB_SCHEDULER": f"tls://{HOST}:{PORT}"}
(folder / "cnn-lab.json").write_text(json.dumps(settings()))
started = [
    dask("scheduler", "--host", HOST, "--port", str(PORT), "--protocol", "tls", "--no-dashboard"),
    worker("train"),
    worker("infer"),
]
found: dict[str, object] = {}
try:
    found["stranger"] = refused(certified("stranger"))
    os.environ |= ours
    import dask as configured

    configured.config.refresh()
    laboratory = Laboratory(folder / "here").start()
    assert laboratory.wait_ready(PATIENCE), laboratory.status
    run = laboratory.submit(experiment(2, own_images(), 2), OWNER)
    state = laboratory.wait(run, timeout=PATIENCE)
    kept = laboratory.folder(run)
    found["own"] = [state.status, state.reason, len(state.history), kept.epochs(), sorted(kept.weights())]
    found["images there"] = [str(path) for path in (folder / "there").rglob("own-*")]
    found["sums"] = laboratory.predict(run, np.zeros((2, 8, 8, 1), np.float32)).sum(axis=1).tolist()

    run = laboratory.submit(experiment(200, "digits", 10), OWNER)
    state = laboratory.wait(run, lambda state: state.ended or len(state.history) >= 2, PATIENCE)
    tree = psutil.Process(started[1].pid).children(recursive=True)
    began = time.monotonic()
    for process in (started[1], *tree):  # the whole machine, its nanny too
        process.kill()
    state = laboratory.wait(run, timeout=60)
    found["vanished"] = [state.status, state.reason, time.monotonic() - began]
    started.append(worker("train"))
    more = replace(
        laboratory.folder(run).meta.experiment, training=TrainingConfig(epochs=laboratory.folder(run).resume().epoch + 1)
    )
    state = laboratory.wait(laboratory.submit(more, OWNER, parent=run), timeout=PATIENCE)
    found["after"] = [state.status, state.reason]
    laboratory.close()
finally:
    for process in started:
        for each in (*process.children(recursive=True), process) if process.is_running() else ():
            each.kill()
print(json.dumps(found))
