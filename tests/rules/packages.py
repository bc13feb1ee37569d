"""Packages that only some parts of the project may import."""

ONLY_IN = {
    "streamlit": ("app", "pages"),
    "starlette": ("app", "pages.widgets.shell"),
    "pandas": ("pages",),
    "keras": ("cnn_core.keras_backend",),
    "tensorflow": ("cnn_core.keras_backend",),
    "h5py": ("cnn_core.keras_backend.export", "cnn_core.keras_files", "cnn_core.uploads.arrays.hdf5"),
    "dask": ("cnn_core.engine.host",),
    "distributed": ("cnn_core.engine.dask_client", "cnn_core.engine.host", "cnn_core.engine.worker"),
    "psutil": ("cnn_core.engine",),
    "plotly": ("cnn_core.figures", "pages"),
    "pooch": ("cnn_core.data",),
    "pyarrow": ("cnn_core.uploads.tables.column_tables", "cnn_core.uploads.tables.columns"),
    "scipy": ("cnn_core.drawing", "cnn_core.plan", "cnn_core.uploads.arrays.mat"),
    "segno": ("cnn_core.figures",),
    "sklearn": ("cnn_core.data", "cnn_core.explain.image_map", "cnn_core.metrics.evaluation"),
}
"""Package -> the parts of the project that may import it."""
