"""Health of the images: copies, blank and blurred ones, uneven classes; one click leaves them out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import streamlit as st

from cnn_core.data.background import Background
from cnn_core.data.dataset import Dataset
from cnn_core.data.health import TEST, TRAIN, Finding, Health, Place, as_labelled, can_go, health_of, still_so
from cnn_core.figures.sheet import sheet_alt
from cnn_core.text import plural
from pages.widgets.data.class_weights import balance
from pages.widgets.runs.correct_images import corrections, why_no_label
from pages.widgets.shell.error_boundary import escape_markdown
from pages.widgets.shell.follow import follow
from pages.widgets.state.corrections import label_now, labels_now, leave_out, leave_out_of_test, relabel
from pages.widgets.state.datasets import dataset, drawn_sheet, show_sheet
from pages.widgets.state.session import session

KEY, CHOSEN = "health of the images", "chosen finding about the images"
SHOWN, OF_GROUP, COLUMNS, CELL = 36, 12, 6, 84
"""So many images of a finding are shown, and of each group of copies; in so many columns, of so many pixels."""


def health() -> None:
    """An expander with the findings about the chosen dataset; they are looked for when a person asks, and kept in the session."""
    mine = session()
    with st.expander("Health of the images: copies, blank and blurred ones, uneven classes", key="health"):
        with st.container(horizontal=True, vertical_alignment="center"):
            corrections("health")
        name, checking = st.session_state.get(KEY, ("", None))
        if name != mine.entry.name or checking is None or checking.problem:
            if checking is not None and name == mine.entry.name:
                st.error(escape_markdown(checking.problem), icon=":material/error:")
            st.caption("Compares all images with each other, in the background: some seconds for 70,000.")
            st.button("Check the images", icon=":material/health_and_safety:", on_click=_check)
        elif not checking.ended:
            follow(checking, lambda work: st.progress(work.part, "Comparing the images…"))
        else:
            _show(dataset(name), checking.answer)


def _check() -> None:
    data = dataset(session().entry.name)
    st.session_state[KEY] = (data.name, Background(lambda progress: health_of(data, progress)))


def _show(data: Dataset, found: Health) -> None:
    if found.uneven:
        st.warning(
            f"The classes are uneven: always answering {escape_markdown(data.class_names[found.largest])} would be right for "
            f"{found.always:.1%} of the test images. Compare the accuracy with that.",
            icon=":material/balance:",
        )
        balance("balance classes")
    findings = as_labelled(found.findings, labels_now(data, session().experiment.data))
    if not findings:
        st.success("No copies, no blank, dark or blurred images were found.", icon=":material/check:")
        return
    labels = {each.key: f"{each.title}: {_counted(each)}" for each in findings}
    key = _chosen(labels)
    finding = next(each for each in findings if each.key == key)
    choice = session().experiment.data
    so = still_so(finding, {TRAIN: choice.left_out, TEST: choice.left_out_test})
    st.caption(finding.why if so else "With what is left out it is no longer so.")
    shown = [place for group in finding.groups for place in some_of(group)][:SHOWN]
    images = np.stack([(data.x_train if place.part == TRAIN else data.x_test)[place.index] for place in shown])
    captions = [_said(data, place) for place in shown]
    drawn = drawn_sheet(images, captions, COLUMNS, CELL, pixel_max=data.pixel_max)
    show_sheet(drawn, sheet_alt(len(shown), finding.title, captions), "health")
    if finding.images > len(shown):
        st.caption(f"{len(shown)} of {finding.images:,} are shown.")
    _leave_out(data, finding)
    if len({place.label for place in shown}) > 1 and any(len({p.label for p in group}) > 1 for group in finding.groups):
        _relabel(data, shown, labels_of_copies(finding.groups))


def _chosen(labels: Mapping[str, str]) -> str:
    """A menu of the findings; the key of the chosen one. A browser keeps the words of a choice, which say how many there are: other words
    are another menu, that begins with what was chosen."""
    keys, before = list(labels), st.session_state.get(CHOSEN)
    key: str = st.selectbox(
        "Found",
        keys,
        keys.index(before) if before in keys else 0,
        format_func=lambda each: labels[each],
        key=f"finding {'; '.join(labels.values())}",
        width=480,
    )
    st.session_state[CHOSEN] = key
    return key


def _counted(finding: Finding) -> str:
    """How many images; of copies, how many different ones, too."""
    groups = len(finding.groups)
    return f"{groups:,}, in {finding.images:,} copies" if groups < finding.images else f"{groups:,}"


def _said(data: Dataset, place: Place) -> str:
    """What stands below an image: its number and its class, as they are corrected on the desk."""
    choice = session().experiment.data
    label = label_now(data, choice, place.part, place.index)
    gone = place.index in (choice.left_out_test if place.part == TEST else choice.left_out)
    return f"{place.part} {place.index}: {label}{', left out' if gone else ''}"


def _leave_out(data: Dataset, finding: Finding) -> None:
    choice = session().experiment.data
    labels, size = data.y_train.copy(), len(data.y_train)
    for (part, number), label in labels_now(data, choice).items():
        if part == TRAIN and number < size:
            labels[number] = label
    gone = {number for number in choice.left_out if number < size}
    spare = can_go(finding.spare, labels, gone)
    held = {*finding.spare} - gone - {*spare}
    all_of_them = len({place for group in finding.groups for place in group if place.part == TRAIN})
    if spare:
        kept = "one of each group stays" if len(finding.spare) < all_of_them else "the test images stay as they are"
        st.button(
            f"Leave out {plural(len(spare), 'training image')}",
            icon=":material/filter_alt_off:",
            on_click=leave_out,
            args=(spare,),
            help=f"They are no longer learned from; {kept}. Undo brings them back.",
        )
    if held:
        st.caption(
            f"Of what is found, {plural(len(held), 'training image')} {'stays' if len(held) == 1 else 'stay'}, so that each class keeps enough "
            "to learn from."
        )
    elif finding.spare and not spare:
        st.caption(
            "All of these training images are left out."
            if len(finding.spare) == all_of_them
            else f"Of these {all_of_them:,} training images {len(finding.spare):,} are left out: one of each group stays."
        )
    alone = {group[0].index for group in finding.groups if len(group) == 1 and group[0].part == TEST}
    tested = sorted(alone - set(session().experiment.data.left_out_test))
    if tested:
        st.button(
            f"Leave out {plural(len(tested), 'test image')}",
            icon=":material/filter_alt_off:",
            on_click=leave_out_of_test,
            args=(tested,),
            help="They are no longer tested with, and the figures say so. Undo brings them back.",
        )


def some_of(group: Sequence[Place]) -> list[Place]:
    """At most OF_GROUP images of a group of copies, as many of each part and label: what is wrong is seen in a large group, too."""
    before: Counter[tuple[str, int]] = Counter()
    turn: dict[Place, int] = {}
    for place in group:
        turn[place] = before[place.part, place.label]
        before[place.part, place.label] += 1
    chosen = set(sorted(group, key=turn.__getitem__)[:OF_GROUP])
    return [place for place in group if place in chosen]


def labels_of_copies(groups: Sequence[Sequence[Place]]) -> dict[Place, int]:
    """The label that most copies of an image have, of the images that have another one; of two copies either may be wrong."""
    found: dict[Place, int] = {}
    for group in groups:
        (label, times), *others = Counter(place.label for place in group).most_common()
        if others and times > others[0][1]:
            found |= {place: label for place in group if place.label != label}
    return found


def _relabel(data: Dataset, places: Sequence[Place], other: Mapping[Place, int]) -> None:
    """A menu of the images and one of the classes, which begins with the label that most copies of the image have, if it has another."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        which = st.selectbox(
            "Image",
            places,
            format_func=lambda place: f"{place.part} {place.index}",
            key="relabel image",
            width=180,
        )
        to = st.selectbox(
            "is really",
            range(data.classes),
            other.get(which),  # which of two copies is labelled wrong is for a person to see
            format_func=lambda k: data.class_names[k],
            placeholder="another class",
            key=f"relabel class {'' if which.part == TRAIN else 'of test '}{which.index}",
            width=200,
        )
        st.button(
            "Change its label",
            icon=":material/edit:",
            disabled=bool(why := why_no_label(data, which.part, which.index, to)),
            help=why or None,
            on_click=relabel,
            args=(which.part, which.index, to),
        )
