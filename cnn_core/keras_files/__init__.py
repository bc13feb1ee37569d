"""Networks from .keras and .h5 files of unknown origin, read as data in a sandboxed process. Needs no Keras."""

from cnn_core.keras_files.in_sandbox import is_keras_file, read_keras_file

__all__ = ["is_keras_file", "read_keras_file"]
