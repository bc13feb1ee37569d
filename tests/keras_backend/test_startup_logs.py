import os
import subprocess
import sys

from cnn_core.keras_backend.startup_logs import silence_startup_logs


def test_greetings_are_held_back_and_all_else_is_passed_on(capfd):
    with silence_startup_logs():
        os.write(2, b"I0000 cudart_stub.cc:31] Could not find cuda drivers\nsomething else\n")
    assert capfd.readouterr().err == "something else\n"


def test_a_process_that_warms_up_writes_nothing():
    code = "from cnn_core.keras_backend.warm_up import warm; warm()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")
