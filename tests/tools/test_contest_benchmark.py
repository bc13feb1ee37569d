"""Contestants of the benchmarks: what they are given."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROGRAM = """
import sys
from benchmarks.contest import Program

ASKED = '''
import os, sys
for line in sys.stdin:
    idle = os.sched_getscheduler(0) == os.SCHED_IDLE
    print(int("TF_ENABLE_ONEDNN_OPTS" in os.environ), os.environ["OWN"], int(idle), flush=True)
'''
contestant = Program(sys.executable, ASKED, {}, OWN="7")
print(contestant.train())
contestant.close()
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="priorities of this kind are Linux's")
def test_a_contestant_has_tensorflows_own_settings_and_the_priority_of_a_training_in_the_engine():
    """What the app sets for TensorFlow in the process of the benchmark is not handed on to a notebook."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TF_")}
    done = subprocess.run([sys.executable, "-c", PROGRAM], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[-2] == "[0.0, 7.0, 1.0]"
