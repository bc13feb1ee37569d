"""Settings for all tests."""

from hypothesis import HealthCheck, settings

# Machines that share their cores stall now and then: a slow draw or a slow example says nothing about the code.
settings.register_profile("lab", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.load_profile("lab")
