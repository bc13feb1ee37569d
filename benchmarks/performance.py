"""Runs the programs here and writes what they print into docs/performance.md: `python benchmarks/performance.py [--only NAME ...]`.

Each program has a section of its own, with the machine, its load when the program began, and the day; the others' sections stay.
"""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[1]
DOCUMENT = ROOT / "docs" / "performance.md"
PROGRAMS: dict[str, tuple[str, ...]] = {
    "training": ("--rounds", "2"),
    "peers": ("--rounds", "2"),
    "overhead": ("--rounds", "5"),
    "first_point": (),
    "interactive": (),
    "latency": (),
    "list_runs": (),
    "import_time": (),
    "forecast": (),
    "plan_forecast": (),
    "first_timer": (),
    "large_uploads": (),
}
"""Program -> its arguments. notebooks.py takes hours and has a document of its own."""


def machine() -> str:
    """The processor, its cores and memory, the load, and the versions of what computes."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    memory = psutil.virtual_memory().total / 2**30
    versions = ", ".join(f"{name} {version(name)}" for name in ("tensorflow", "keras", "streamlit"))
    today = datetime.datetime.now(tz=datetime.UTC).date()
    return (
        f"{today}, {_processor()}, {os.cpu_count()} cores, {memory:.0f} GB, load {load:.1f} at the start; "
        f"Python {platform.python_version()}, {versions}."
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    name = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())
    flags = next((line.split() for line in lines if line.startswith("flags")), [])
    known = [each for each in ("avx2", "avx512f", "avx512_bf16", "amx_bf16") if each in flags]
    return f"{name} ({', '.join(known) or 'no AVX2'})"


def section(name: str, arguments: tuple[str, ...]) -> str:
    """What a program printed, under its name."""
    where = machine()
    done = subprocess.run(
        [sys.executable, f"benchmarks/{name}.py", *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False
    )
    said = done.stdout.rstrip() or "It printed nothing."
    ended = "" if done.returncode == 0 else f"\nIt ended with exit code {done.returncode}."
    command = " ".join("PYTHON" if Path(each).is_absolute() else each for each in ("python", f"benchmarks/{name}.py", *arguments))
    return f"### {name}\n\n`{command}`. {where}{ended}\n\n```text\n{said}\n```\n"


def put(document: str, name: str, text: str) -> str:
    """The document with this section in place of the one of that name, or behind the others."""
    found = re.compile(rf"^### {re.escape(name)}\n.*?(?=^### |^## |\Z)", re.MULTILINE | re.DOTALL)
    if found.search(document):
        return found.sub(lambda match: text + "\n", document, count=1).rstrip() + "\n"
    return document.rstrip() + "\n\n" + text


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--only", nargs="+", choices=PROGRAMS, default=list(PROGRAMS))
    options.add_argument("--torch", metavar="PYTHON", help="an interpreter with PyTorch, for peers.py")
    chosen = options.parse_args()
    for name in chosen.only:
        arguments = PROGRAMS[name] + (("--torch", chosen.torch) if name == "peers" and chosen.torch else ())
        print(f"== {name}", file=sys.stderr, flush=True)
        DOCUMENT.write_text(put(DOCUMENT.read_text(encoding="utf-8"), name, section(name, arguments)), encoding="utf-8")


if __name__ == "__main__":
    main()
