"""An experiment as code: a Keras script or notebook that runs without the laboratory. Standard library only."""

from cnn_core.codegen.notebook import notebook, notebook_text
from cnn_core.codegen.script import script
from cnn_core.codegen.source import data_file

__all__ = ["data_file", "notebook", "notebook_text", "script"]
