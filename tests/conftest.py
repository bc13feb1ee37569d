"""Settings for all tests."""

import gc
import os

import pytest
from hypothesis import HealthCheck, settings

# The same examples on every machine: a commit passes or fails by what it holds. HYPOTHESIS_PROFILE=search draws new ones.
# Machines that share their cores stall now and then: a slow draw or a slow example says nothing about the code.
settings.register_profile("search", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.register_profile("lab", settings.get_profile("search"), derandomize=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "lab"))

# What "auto" stands for: the same on every machine that runs the tests, and in all processes that they start.
os.environ["CNN_LAB_PRECISION"] = "float32"


@pytest.fixture(autouse=True, scope="session")
def what_was_imported_stays():
    """As in a worker of the engine: the collection that ends a training takes 5 ms instead of 500 in a process that has everything."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True, scope="session")
def tests_do_not_make_way():
    """A command that trains lowers the priority of its process for good; called in this one, it would slow all tests after it."""
    from cnn_core.engine.worker import priority

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(priority, "_lower_thread", lambda thread: None)
        yield


@pytest.fixture(autouse=True, scope="session")
def figures_are_validated():
    """A name that plotly does not know is an error in every test that draws; the product takes its own figures as they are."""
    from cnn_core.figures import theme

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(theme, "VALIDATED", True)
        yield
