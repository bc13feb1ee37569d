"""What a network says of many pictures: a table, and how much of it is right where the names tell."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import streamlit as st

from cnn_core.text import plural
from cnn_core.uploads.many_pictures import label_in


def many_answers(files: Sequence[str], probabilities: np.ndarray, names: Sequence[str]) -> None:
    """A row per picture, (n, classes) probabilities in the order of `names`, to look at and to take along as CSV."""
    best = probabilities.argmax(axis=1)
    table = pd.DataFrame(
        {"picture": files, "class": [names[each] for each in best], "probability": probabilities[np.arange(len(best)), best]}
    )
    labels = [label_in(file, names) for file in files]
    told = [label for label in labels if label is not None]
    if told:
        table["in its name"] = labels
        right = sum(label == said for label, said in zip(labels, table["class"], strict=True))
        st.markdown(f"**{right} of {plural(len(told), 'picture')}** with a class in the name or folder are read rightly.")
    bars = {"probability": st.column_config.ProgressColumn(format="percent", min_value=0.0, max_value=1.0)}
    st.dataframe(table, hide_index=True, column_config=bars, width="stretch", alt="What the network says of each picture")
    csv = table.to_csv(index=False).encode()
    st.download_button("Download as CSV", csv, "pictures.csv", "text/csv", icon=":material/download:")
