"""The precision that a network is trained in, and what "auto" stands for on a machine.

bfloat16 has the range of float32 and 8 bits of precision instead of 24. Where a processor multiplies it natively (AVX512-BF16, AMX), a
training takes about 0.6 times as long; elsewhere it is emulated, and takes longer. Weights stay float32 ("mixed precision",
Micikevicius et al. 2018, arXiv:1710.03740; in bfloat16, Kalamkar et al. 2019, arXiv:1905.12322).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path

AUTO, FLOAT32, BFLOAT16 = "auto", "float32", "mixed_bfloat16"
PRECISIONS = (AUTO, FLOAT32, BFLOAT16)
AMPERE = (8, 0)
"""The first compute capability with bfloat16 (CUDA C++ Programming Guide, features by compute capability)."""
NATIVE = {"avx512_bf16", "amx_bf16"}
SETTING = "CNN_LAB_PRECISION"


def resolve(precision: str, gpus: Sequence[tuple[int, int]] = ()) -> str:
    """float32 or mixed_bfloat16: what was chosen, or what "auto" stands for here.

    That is what the environment variable CNN_LAB_PRECISION names, else bfloat16 where it is computed natively: by the processor, or
    by all graphics cards if there are any, given as their compute capability (major, minor).
    """
    if precision != AUTO:
        return precision
    wanted = os.environ.get(SETTING)
    if wanted in (FLOAT32, BFLOAT16):
        return wanted
    native = all(each >= AMPERE for each in gpus) if gpus else computes_bfloat16()
    return BFLOAT16 if native else FLOAT32


def is_mixed(precision: str) -> bool:
    """Whether a network with this setting is trained in mixed_bfloat16 on this machine."""
    return resolve(precision) == BFLOAT16


@cache
def computes_bfloat16(cpuinfo: Path = Path("/proc/cpuinfo")) -> bool:
    """Whether the processor multiplies bfloat16 natively; False where the system does not say so (only Linux does)."""
    try:
        lines = cpuinfo.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    flags = next((line for line in lines if line.startswith("flags")), "")
    return not NATIVE.isdisjoint(flags.split())


def auto_words() -> str:
    """What "auto" stands for on this machine, and why, as a sentence."""
    chosen = resolve(AUTO)
    if os.environ.get(SETTING) == chosen:
        return f"auto is {chosen} here, as {SETTING} says."
    if chosen == BFLOAT16:
        return "auto is mixed_bfloat16 here: this processor computes it natively."
    return "auto is float32 here: this processor does not compute bfloat16 natively."
