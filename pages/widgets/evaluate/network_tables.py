"""The layers of a trained network as two tables: shapes, and arrays of weights."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from cnn_core.runs import RunFolder
from cnn_core.summary import Summary, summarise
from cnn_core.text import shape_text
from pages.widgets.state.tables import show_table

NUMBERS = {"numbers": st.column_config.NumberColumn(format="localized")}


def network_tables(folder: RunFolder) -> None:
    """Input and output shapes of each layer, and its arrays of weights."""
    summary = summarise(folder.meta.experiment.architecture)
    st.header(f"{len(summary.rows)} layers, {summary.params:,} parameters", anchor=False)
    with st.container(key="stacking tables"):
        shapes, weights = st.columns(2, gap="large")
    with shapes:
        st.markdown("**Shapes**")
        show_table(_shapes(summary), hide_index=True, width="stretch", alt="Input and output shape of each layer")
        st.caption("Without the batch: (height, width, channels) for images, (units,) for vectors.")
    with weights:
        st.markdown("**Weights**")
        show_table(
            _weights(summary), hide_index=True, width="stretch", column_config=NUMBERS, alt="Arrays of weights of each layer"
        )
        st.caption("Layers that are not listed have no weights.")


def _shapes(summary: Summary) -> pd.DataFrame:
    return pd.DataFrame(
        {"layer": f"{row.index + 1}: {row.label}", "input": shape_text(row.input_shape), "output": shape_text(row.output_shape)}
        for row in summary.rows
    )


def _weights(summary: Summary) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "layer": f"{row.index + 1}: {row.label}",
            "array": weight.name,
            "shape": shape_text(weight.shape),
            "numbers": weight.size,
            "trained": weight.trainable,
        }
        for row in summary.rows
        for weight in row.weights
    )
