"""Taking over the first layers of a trained network: chosen on the Evaluate page, named and undone on the Build page."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from cnn_core.data.catalogue import entry_of
from cnn_core.data.choice import ALL
from cnn_core.data.task import class_names
from cnn_core.errors import LabError
from cnn_core.experiment import Experiment
from cnn_core.runs import RunFolder
from cnn_core.spec.architecture import Architecture
from cnn_core.training.progress import plural
from cnn_core.training.transfer import Transfer
from pages.widgets.runs.choose_run import run_label
from pages.widgets.shell.error_boundary import escape_markdown, fragment
from pages.widgets.state.laboratory import laboratory
from pages.widgets.state.session import session


def reuse_layers(folder: RunFolder) -> None:
    """A popover that puts a new network on the desk, whose first layers are those of this run."""
    with st.popover("Reuse its layers", icon=":material/move_down:"):
        fragment(_choose)(folder)


def _choose(folder: RunFolder) -> None:
    before = folder.meta.experiment
    layers = before.architecture.layers
    last = before.architecture.head or len(layers) - 1
    st.caption(
        "Transfer: what the first layers have learnt often serves other images too, so a new network learns from fewer of them "
        "and in less time."
    )
    if last < 1:
        st.info("This network has no layers before its head to take over.")
        return
    names = list(session().entries)
    st.selectbox(
        "Images to learn now",
        names,
        index=names.index(before.data.dataset) if before.data.dataset in names else 0,
        format_func=lambda name: entry_of(name).title,
        key="reuse dataset",
        help="The end of the network is made anew for their classes.",
    )
    st.selectbox(
        "Keep the layers up to",
        range(1, last + 1),
        index=_features(before.architecture, last) - 1,
        format_func=lambda n: f"{n}: {layers[n - 1].label}",
        key="reuse layers",
        help="More layers kept: less is left to learn, and less can suit itself to the new images.",
    )
    st.toggle(
        "Freeze them",
        value=True,
        key="reuse frozen",
        help="Frozen layers stay as they are, which is quick; otherwise they begin there and go on learning with the rest.",
    )
    st.button("Put it on the Build page", type="primary", icon=":material/layers:", on_click=_put, args=(folder,))


def _features(architecture: Architecture, last: int) -> int:
    """How many layers see an image: those before the vector begins, which suit other images best."""
    flat = (i for i, layer in enumerate(architecture.layers) if layer.kind in ("Flatten", "GlobalAveragePooling2D"))
    return max(1, min(next(flat, last), last))


def _put(folder: RunFolder) -> None:
    mine, state = session(), st.session_state
    name, kept, frozen = state["reuse dataset"], state["reuse layers"], state["reuse frozen"]
    before = folder.meta.experiment
    data = before.data if before.data.dataset == name else replace(before.data, dataset=name, train_size=0, task=ALL, target=0)
    try:
        network = replace(before.architecture, name=f"{before.architecture.name[:32]}-reused")
        fitted = _trainable(network, kept, not frozen).fit_to(entry_of(name).input_shape, len(class_names(data)))
        experiment = replace(before, architecture=fitted, data=data, transfer=Transfer(run=folder.id, layers=kept))
    except LabError as error:
        state["refused"] = str(error)
        return
    mine.put(mine.desk.edit(experiment))
    state["go to"] = "pages/build.py"


def _trainable(network: Architecture, count: int, on: bool) -> Architecture:
    """The network with this said of the first `count` layers."""
    for index, layer in enumerate(network.layers[:count]):
        if hasattr(layer, "trainable"):
            network = network.edit(index, trainable=on)
    return network


def reused_layers() -> None:
    """Says which layers of the desk's network are taken over, and offers to begin with fresh weights."""
    experiment = session().experiment
    if not experiment.transfer.active:
        return
    with st.container(border=True):
        st.markdown(f":material/move_down: {escape_markdown(_words(experiment))}")
        st.button("Begin with fresh weights instead", icon=":material/restart_alt:", on_click=_forget)


def _words(experiment: Experiment) -> str:
    lab, transfer = laboratory(), experiment.transfer
    kept = experiment.architecture.layers[: transfer.layers]
    frozen = all(not layer.trainable for layer in kept if hasattr(layer, "trainable"))
    try:
        source = run_label(lab.folder(transfer.run), lab.state(transfer.run).test_accuracy)
        lab.first_weights(experiment)
    except LabError as error:
        return str(error)
    how = "and stay as they are" if frozen else "and go on learning"
    begin = "begins" if transfer.layers == 1 else "begin"
    return f"The first {plural(transfer.layers, 'layer')} {begin} with the weights of {source} {how}. The others are drawn anew."


def _forget() -> None:
    mine = session()
    experiment = mine.experiment
    fresh = _trainable(experiment.architecture, experiment.transfer.layers, True)
    mine.put(mine.desk.edit(replace(experiment, architecture=fresh, transfer=Transfer())))
