"""The figures of an evaluation: totals, and precision and recall of each class."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from cnn_core.runs import RunFolder
from cnn_core.runs.origin import role_of_test
from pages.widgets.evaluate.results import Results, results
from pages.widgets.runs.file_stem import file_stem
from pages.widgets.shell.error_boundary import escape_markdown
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.tables import show_table

NAMED = 4
"""So many classes a sentence names that have the same figure."""


def metrics(folder: RunFolder) -> None:
    """Test accuracy and loss, and how many are right and wrong."""
    found = results(folder)
    wrong = len(found.evaluation.wrong())
    total = len(found.evaluation.labels)
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key="test-figures"):
        st.metric(
            "Test accuracy",
            f"{found.evaluation.accuracy:.2%}",
            width=140,
            help="The fraction of the test images that is classified correctly.",
        )
        balanced = found.evaluation.balanced_accuracy
        if balanced is not None:
            st.metric(
                "Balanced accuracy",
                f"{balanced:.2%}",
                width=180,
                help="The mean of the classes' recalls. The classes are uneven: accuracy speaks mostly of the large ones.",
            )
        loss = "–" if found.loss is None else f"{found.loss:.4f}"
        st.metric(
            "Test loss",
            loss,
            width=140,
            help="Cross-entropy: the mean of -log(probability given to the true class). Lower is better.",
        )
        st.metric("Right", f"{total - wrong:,}", width=140)
        st.metric("Wrong", f"{wrong:,}", width=140)
        state = laboratory().state(folder.id, batches=False)
        st.caption(role_of_test(state, folder.meta.experiment.data, watched=bool(folder.tested_epochs())), width="content")
    if found.gone:
        st.info("The images of this run were removed: its figures stay, and images below are grey.")


def class_report(folder: RunFolder) -> None:
    """Precision, recall and F1 of each class as scikit-learn computes them, with the weakest named in a sentence."""
    found = results(folder)
    st.header("Class by class", anchor=False)
    st.markdown(_weakest(found))
    table = _table(found)
    figures = {
        name: st.column_config.ProgressColumn(format="%.3f", min_value=0.0, max_value=1.0)
        for name in ("precision", "recall", "f1-score")
    }
    show_table(table, hide_index=True, column_config=figures, width="stretch", alt="Precision, recall and F1 score of each class")
    st.download_button(
        "Download as CSV",
        lambda: table.to_csv(index=False),
        f"report-{file_stem(folder)}.csv",
        "text/csv",
        icon=":material/download:",
        on_click="ignore",
    )


def _table(found: Results) -> pd.DataFrame:
    rows = found.evaluation.report
    return pd.DataFrame(
        [
            {
                "class": name,
                **{k: rows[name][k] for k in ("precision", "recall", "f1-score")},
                "test images": int(rows[name]["support"]),
            }
            for name in found.class_names
        ]
    )


def _weakest(found: Results) -> str:
    return f"Most often missed: {_least(found, 'recall')}. Least reliable as a prediction: {_least(found, 'precision')}."


def _least(found: Results, figure: str) -> str:
    """The class with the least figure and that figure, with those that cannot be told from it in the table."""
    said = {name: f"{found.evaluation.report[name][figure]:.3f}" for name in found.class_names}
    least = min(said.values())
    names = [f"**{escape_markdown(name)}**" for name, shown in said.items() if shown == least]
    if len(names) > NAMED:
        names[NAMED - 1 :] = [f"{len(names) - NAMED + 1} others"]
    return f"{' and '.join(filter(None, [', '.join(names[:-1]), names[-1]]))} ({figure} {least})"
