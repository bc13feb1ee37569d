"""Networks from .keras and .h5 files of unknown origin, read as data in a sandboxed process. Needs no Keras."""

from cnn_core.keras_files.found import KerasNetwork
from cnn_core.keras_files.in_sandbox import is_bundle, read_keras_file

__all__ = ["KerasNetwork", "is_bundle", "read_keras_file"]
