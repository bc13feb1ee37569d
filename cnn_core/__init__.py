"""CNN Lab's core: everything but the pages. Importing it imports neither Streamlit nor TensorFlow."""

__version__ = "0.1.0"
