"""Settings for all tests."""

import os

import pytest
from hypothesis import HealthCheck, settings

# Machines that share their cores stall now and then: a slow draw or a slow example says nothing about the code.
settings.register_profile("lab", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.load_profile("lab")

# What "auto" stands for: the same on every machine that runs the tests, and in all processes that they start.
os.environ["CNN_LAB_PRECISION"] = "float32"


@pytest.fixture(autouse=True, scope="session")
def tests_do_not_make_way():
    """A command that trains lowers the priority of its process for good; called in this one, it would slow all tests after it."""
    from cnn_core.engine.worker import priority

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(priority, "_lower_thread", lambda thread: None)
        yield
