"""Precision, recall and the ROC curve of a binary classifier."""

from __future__ import annotations

import streamlit as st

from cnn_core.data.task import TARGET
from cnn_core.figures.roc import roc_alt, roc_figure
from cnn_core.metrics.roc import roc
from cnn_core.runs import RunFolder
from pages.widgets.evaluate.results import results
from pages.widgets.shell.error_boundary import escape_markdown
from pages.widgets.shell.steady_chart import steady_chart
from pages.widgets.state.datasets import dark


def two_classes(folder: RunFolder) -> None:
    """Precision, recall and the ROC curve of the second class; nothing for more classes than two."""
    found = results(folder)
    if len(found.class_names) != 2:
        return
    name = found.class_names[TARGET]
    evaluation = found.evaluation
    row = evaluation.report[name]
    curve = roc(evaluation.labels, evaluation.probabilities[:, TARGET])
    st.header(f"{escape_markdown(name)}, or not", anchor=False)
    with st.container(key="stacking two classes"):
        left, right = st.columns([2, 3], gap="large")
    with left:
        with st.container(horizontal=True):
            st.metric(
                "Precision",
                f"{row['precision']:.2%}",
                width=130,
                help=f"The fraction of the images predicted as {escape_markdown(name)} that are right.",
            )
            st.metric(
                "Recall",
                f"{row['recall']:.2%}",
                width=130,
                help=f"The fraction of the images of {escape_markdown(name)} that are found.",
            )
            st.metric(
                "Area under ROC",
                "–" if curve is None else f"{curve.area:.4f}",
                width=150,
                help="How often an image of the class gets a higher probability than another image: 0.5 is guessing, 1 is perfect.",
            )
        st.caption(
            "Where the classes differ in size, accuracy is too optimistic: always saying no would be right in "
            f"{(evaluation.labels != TARGET).mean():.1%} of these images, and would find none."
        )
    with right:
        if curve is None:
            st.caption("The test images are all of one class, so there is no curve.")
            return
        steady_chart(roc_figure(curve, dark()), "roc", folder.id, roc_alt(curve, escape_markdown(name)))
        st.caption("Each point is a threshold: a lower one finds more and raises more false alarms. The dot is 50%.")
