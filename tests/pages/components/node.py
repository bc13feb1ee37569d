"""What scripts of the pages work out in the browser, run by the Node that Playwright brings."""

from __future__ import annotations

import json
import subprocess
from typing import Any

from playwright._impl._driver import compute_driver_executable

NODE = compute_driver_executable()[0]


def worked_out(program: str, expression: str) -> Any:
    """The value of an expression after a program, as JSON carries it."""
    text = f"{program}\nconsole.log(JSON.stringify({expression}))"
    done = subprocess.run([NODE, "-e", text], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
