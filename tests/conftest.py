"""Settings for all tests."""

import os

from hypothesis import HealthCheck, settings

# Machines that share their cores stall now and then: a slow draw or a slow example says nothing about the code.
settings.register_profile("lab", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.load_profile("lab")

# What "auto" stands for: the same on every machine that runs the tests, and in all processes that they start.
os.environ["CNN_LAB_PRECISION"] = "float32"
