"""Reusing the first layers of a trained network in a new one, which the Build page then shows."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from cnn_core.data.catalogue import entry_of
from cnn_core.data.choice import ALL
from cnn_core.data.divided import as_given
from cnn_core.data.task import class_names
from cnn_core.errors import LabError
from cnn_core.runs import RunFolder
from cnn_core.spec.architecture import Architecture
from cnn_core.training.transfer import Transfer
from pages.widgets.shell.error_boundary import fragment
from pages.widgets.state.requests import go_to, refuse
from pages.widgets.state.session import session


def reuse_layers(folder: RunFolder) -> None:
    """A popover that puts a new network on the desk, whose first layers are those of this run."""
    with st.popover(
        "Reuse its layers", icon=":material/move_down:", help="Reuses its first layers in a network for other images."
    ):
        fragment(_choose)(folder)


def _choose(folder: RunFolder) -> None:
    before = folder.meta.experiment
    layers = before.architecture.layers
    last = before.architecture.head or len(layers) - 1
    st.caption(
        "Transfer learning: features of the first layers are often useful for other images too, so a new network needs fewer of them "
        "and less time."
    )
    if last < 1:
        st.info("This network has no layers before its head to reuse.")
        return
    names = list(session().entries)
    st.selectbox(
        "Images to train on",
        names,
        index=names.index(before.data.dataset) if before.data.dataset in names else 0,
        format_func=lambda name: entry_of(name).title,
        key="reuse dataset",
        help="The head of the network is replaced by one for their classes.",
    )
    st.selectbox(
        "Keep the layers up to",
        range(1, last + 1),
        index=_features(before.architecture, last) - 1,
        format_func=lambda n: f"{n}: {layers[n - 1].label}",
        key="reuse layers",
        help="More layers kept: less is left to train, and less can adapt to the new images.",
    )
    st.toggle(
        "Freeze them",
        value=True,
        key="reuse frozen",
        help="Frozen layers keep their weights, which is faster; otherwise they start there and train with the rest.",
    )
    st.button("Put it on the Build page", type="primary", icon=":material/layers:", on_click=_put, args=(folder,))


def _features(architecture: Architecture, last: int) -> int:
    """How many layers see an image: those before the features become a vector, which generalise best to other images."""
    flat = (
        i
        for i, layer in enumerate(architecture.layers)
        if layer.kind in ("Flatten", "GlobalAveragePooling2D", "GlobalMaxPooling2D")
    )
    return max(1, min(next(flat, last), last))


def _put(folder: RunFolder) -> None:
    mine, state = session(), st.session_state
    name, kept, frozen = state["reuse dataset"], state["reuse layers"], state["reuse frozen"]
    before = folder.meta.experiment
    data = (
        before.data
        if before.data.dataset == name
        else as_given(replace(before.data.uncorrected, dataset=name, train_size=0, task=ALL, target=0), entry_of(name))
    )
    try:
        network = replace(before.architecture, name=f"{before.architecture.name[:32]}-reused")
        fitted = network.set_trainable(kept, not frozen).fit_to(entry_of(name).input_shape, len(class_names(data)))
        experiment = replace(before, architecture=fitted, data=data, transfer=Transfer(run=folder.id, layers=kept))
    except LabError as error:
        refuse(str(error))
        return
    mine.bring(experiment)
    go_to("pages/build.py")
