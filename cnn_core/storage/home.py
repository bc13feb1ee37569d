"""Where the laboratory keeps what it makes: runs, downloaded datasets, drafts."""

from __future__ import annotations

import os
from pathlib import Path


def home() -> Path:
    """`CNN_LAB_HOME`, or `.cnn-lab` in the user's home folder. Not created here."""
    return Path(os.environ.get("CNN_LAB_HOME") or Path.home() / ".cnn-lab")
