"""The only folder that imports Keras and TensorFlow. It runs in workers and in the command line's own process, never in a page.

Whatever is imported from here passes this file first: it sets what must be set before TensorFlow loads, and silences its start-up logs.
"""

import os

from cnn_core.keras_backend.startup_logs import silence_startup_logs

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
os.environ.setdefault("TF_FORCE_GPU_ALLOW_GROWTH", "true")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "1")  # TensorFlow's own default is off on older processors: 1.4 times slower

with silence_startup_logs():
    import tensorflow

    tensorflow.config.list_physical_devices()
