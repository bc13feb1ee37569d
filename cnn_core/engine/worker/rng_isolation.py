"""Python's random numbers belong to the training.

Keras draws the seeds of its layers from Python's own generator, which a run seeds first. Dask, in another thread of the worker,
draws from the same one to guess sizes: now and then a number would be gone, and equal runs would have different curves.
"""

from __future__ import annotations

import random
import sys

NEIGHBOURS = ("dask", "distributed", "tornado")


def separate() -> None:
    """Gives the modules of Dask that are loaded their own generator in place of the module `random` and its functions."""
    own = random.Random()
    for module_name, module in list(sys.modules.items()):
        if module_name.split(".")[0] in NEIGHBOURS:
            for name, value in list(vars(module).items()):
                if value is random:
                    setattr(module, name, own)
                elif value is getattr(random, name, module) and hasattr(own, name):
                    setattr(module, name, getattr(own, name))
