"""The graphics cards that TensorFlow sees."""

from __future__ import annotations

import tensorflow as tf


def compute_capabilities() -> list[tuple[int, int]]:
    """The compute capability (major, minor) of each card; (0, 0) where TensorFlow does not know it."""
    details = (tf.config.experimental.get_device_details(each) for each in tf.config.list_physical_devices("GPU"))
    return [each.get("compute_capability", (0, 0)) for each in details]
