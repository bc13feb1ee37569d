"""The network on a small device: three files, how well each reads the test images, and what each costs."""

from __future__ import annotations

import re
from functools import partial

import streamlit as st

from cnn_core.data.background import Background
from cnn_core.metrics.device import LITE_KINDS, DeviceCard, DeviceFile
from cnn_core.runs import RunFolder
from cnn_core.text import bytes_text, plural
from pages.widgets.runs.tested_here import obstacle_to_test
from pages.widgets.shell.error_boundary import escape_markdown
from pages.widgets.shell.follow import follow
from pages.widgets.state.epoch import epoch_shown
from pages.widgets.state.laboratory import laboratory

KINDS = {
    "float32": "4 bytes for each weight: the network as it was trained, with which the other two are compared.",
    "float16": "2 bytes for each weight; computed as float32 here, in half precision where a device can.",
    "int8": "1 byte for each weight and result, whose ranges come from training images: for boards without floating point.",
}
WHY = (
    "Phones and small boards read TensorFlow Lite files. Smaller numbers make the file smaller; whether the network still reads as well "
    "is found by reading every test image with each file."
)
RESULTS = (
    "The most memory that the results of layers need at the same time, for one image. The weights come on top, and what the "
    "interpreter takes for itself."
)
EQUAL = "So it is, among others, of a network that gives the same for every image: its results have no range. Train it until it reads better than by chance, and try again."
SPEED = "The median over the test images. A device takes longer, and which kind is the fastest there depends on its processor."
MEASUREMENTS = "measurements for devices"
"""Run -> the measurement that this session began; it goes on while other pages are looked at."""


def device_card(folder: RunFolder) -> None:
    """What was measured of this run, or the button that measures it."""
    st.header("On a device", anchor=False)
    card = laboratory().device_card(folder.id)
    if card is None:
        st.caption(WHY)
        _measured(folder)
        return
    with st.container(key="stacking device"):
        columns = dict(zip(LITE_KINDS, st.columns(len(LITE_KINDS)), strict=True))
    for file in card.files:
        with columns[file.kind], st.container(border=True):
            _file(folder, card, file)
    for kind, reason in card.absent.items():
        with columns[kind], st.container(border=True):
            st.markdown(f"**{kind}**")
            st.caption(KINDS[kind])
            st.markdown(escape_markdown(f"There is no such file: TensorFlow Lite does not take this network as {kind}. {EQUAL}"))
            st.caption(escape_markdown(f"It says: {reason}"))
    final = " The weights are the final ones, whatever epoch is shown above." if epoch_shown(folder) is not None else ""
    st.caption(
        escape_markdown(
            f"Measured with {card.interpreter}, on this machine and with all {card.images:,} test images.{final} Each file takes pixels as "
            "they are, and comes in a zip with the names of the classes."
        )
    )


def _file(folder: RunFolder, card: DeviceCard, file: DeviceFile) -> None:
    st.markdown(f"**{file.kind}**")
    st.caption(KINDS[file.kind])
    figures = {
        "Test accuracy": (f"{file.accuracy:.2%}", None),
        "File": (bytes_text(file.size), None),
        "Per image": (f"{file.milliseconds:.2g} ms", SPEED),
        "Activations": (bytes_text(file.activations), RESULTS),
    }
    with st.container(horizontal=True):
        for name, (value, words) in figures.items():
            st.metric(name, value, width=130, help=words)
    st.caption(_compared(file, card.images))
    network = re.sub(r"[^A-Za-z0-9]+", "-", folder.meta.experiment.architecture.name).strip("-") or "network"
    st.download_button(
        f"Download {file.kind}",
        partial(laboratory().device_file, folder.id, file.kind),
        f"{network}-{file.kind}-{card.key[:12]}.tflite.zip",
        "application/zip",
        icon=":material/download:",
        on_click="ignore",
        key=f"device {file.kind}",
    )


def _compared(file: DeviceFile, images: int) -> str:
    if file.kind == LITE_KINDS[0]:
        return f"{round(file.accuracy * images):,} of {plural(images, 'image')} right."
    if not file.otherwise:
        return f"Reads every image as {LITE_KINDS[0]} does."
    return f"Reads {plural(file.otherwise, 'image')} differently from {LITE_KINDS[0]}."


def _measured(folder: RunFolder) -> None:
    """The measurement that goes on, or the button that begins one."""
    known: dict[str, Background[DeviceCard]] = st.session_state.setdefault(MEASUREMENTS, {})
    going = known.get(folder.id)
    if going is not None and not (going.ended or going.cancelled):
        follow(going, _progress)
        return
    if going is not None and not going.cancelled and going.problem:
        st.error(escape_markdown(going.problem), icon=":material/error:")
    why_not = escape_markdown(obstacle_to_test(folder))
    st.button(
        "Make and test the three files",
        icon=":material/memory:",
        disabled=bool(why_not),
        help=why_not or None,
        on_click=_begin,
        args=(folder.id,),
        key="measure device",
    )
    if why_not:
        st.caption(why_not)


def _begin(run: str) -> None:
    """Once: a second click finds the measurement of the first."""
    known, lab = st.session_state[MEASUREMENTS], laboratory()
    if run not in known or known[run].ended or known[run].cancelled:
        known[run] = Background(lambda progress: lab.measure_device(run, progress))


def _progress(going: Background[DeviceCard]) -> None:
    kind = LITE_KINDS[min(int(going.part * len(LITE_KINDS)), len(LITE_KINDS) - 1)]
    words = f"{kind}: {going.done:,} of {going.total:,} readings" if going.total else "begins"
    st.progress(going.part, f"Reading the test images with each file, {words}")
    st.button("Cancel", icon=":material/close:", on_click=going.cancel, key="cancel device")
