import subprocess
import sys

PROGRAM = """
import random
import dask.sizeof, distributed.utils_comm
from cnn_core.engine.worker.rng_isolation import separate

def drawn():
    random.seed(1)
    dask.sizeof.sizeof({number: "x" for number in range(100)})
    distributed.utils_comm.random.choice([1, 2, 3])
    distributed.protocol.compression.randint(1, 3)
    return random.random()

random.seed(1)
expected = random.random()
print(drawn() == expected)
separate()
print(drawn() == expected)
"""


def test_dask_takes_no_random_numbers_from_a_training_once_they_are_separated():
    answer = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert answer.stdout.split() == ["False", "True"]
