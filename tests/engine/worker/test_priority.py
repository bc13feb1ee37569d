"""A process that trains makes way for all others; in a worker, the thread that answers the scheduler does not."""

import subprocess
import sys

import pytest

PROGRAM = """
import os, threading
from pathlib import Path
from cnn_core.engine.worker.priority import lower_training
stay = threading.Event()
threading.Thread(target=stay.wait).start()
lower_training({main_too})
main = threading.main_thread().native_id
way = {{os.sched_getscheduler(int(each.name)) == os.SCHED_IDLE or os.getpriority(os.PRIO_PROCESS, int(each.name)) >= 15
       for each in Path("/proc/self/task").iterdir() if int(each.name) != main}}
print(way, os.sched_getscheduler(main) == os.SCHED_IDLE or os.getpriority(os.PRIO_PROCESS, main) >= 15)
stay.set()
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="priorities of threads are Linux's")
@pytest.mark.parametrize("main_too", [False, True])
def test_all_threads_make_way_and_the_main_one_only_if_it_trains(main_too):
    program = PROGRAM.format(main_too=main_too)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == f"{{True}} {main_too}\n"
