"""What a network says of many pictures: a table, and how much of it is right where names or folders tell the class."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import streamlit as st
from PIL import Image, ImageOps

from cnn_core.data.background import Background, Progress
from cnn_core.drawing.picture_input import PictureInput
from cnn_core.figures.address import png_address, webp_address
from cnn_core.figures.confusion import confusion_figure
from cnn_core.figures.sheet import sheet_alt
from cnn_core.figures.theme import CONFIG
from cnn_core.text import plural
from cnn_core.uploads.many_pictures import label_in, rightly_read
from pages.widgets.runs.probability_bars import percent, probability_column
from pages.widgets.state.datasets import dark, drawn_sheet, show_sheet
from pages.widgets.state.drawing import SURE
from pages.widgets.state.tables import enlarged, show_table, text_width

PREPARED, PATIENCE = "pictures being prepared", 1.5
"""Where the work is kept, and seconds that a run of the page waits for it."""
MAX_SHOWN, COLUMNS, CELL, ROW = 24, 6, 84, 56
NOTHING, MORE, UNSURE, NOT_READ = "nothing stands out", "more is written", "not sure", "not read"
WIDE = 4 / 3
"""Of a picture that is wider than so many times its height a column would show the middle alone."""
TEXTS, BAR, INPUT = (64, 230), 90, 62
"""The least and the most pixels of a column of texts, and those of the probabilities and of what the network gets."""
ANSWER = ("class", "probability", "picture")
"""The columns beside the picture, by whose file it is known: a telephone shows so many, and the rest when the table is moved aside."""


@dataclass(frozen=True, eq=False)
class PreparedPictures:
    """The inputs (n, height, width, channels) of the network, small pictures of what they were made of, and on which of these more is
    written than the network reads."""

    inputs: np.ndarray
    small: list[str]
    more: list[bool]


def prepared(
    key: Hashable, pictures: Sequence[Image.Image], make: Callable[[Image.Image], PictureInput]
) -> Background[PreparedPictures]:
    """What the network gets of the pictures, made in the background, once for each key; finding the ink of a large picture takes a
    second."""
    kept: tuple[Hashable, Background[PreparedPictures]] | None = st.session_state.get(PREPARED)
    if kept is not None and kept[0] == key:
        return kept[1]
    forget_prepared()

    def work(progress: Progress) -> PreparedPictures:
        inputs, small, more = [], [], []
        for number, picture in enumerate(pictures):
            progress(number, len(pictures))
            made = make(picture)
            inputs.append(made.pixels)
            more.append(made.more_writing)
            small.append(_thumbnail(picture))
        return PreparedPictures(np.stack(inputs), small, more)

    preparing = Background(work)
    st.session_state[PREPARED] = (key, preparing)
    preparing.wait(PATIENCE)
    return preparing


def forget_prepared() -> None:
    """Nobody waits any more for pictures that were put away."""
    kept = st.session_state.pop(PREPARED, None)
    if kept is not None:
        kept[1].cancel()


def many_answers(
    files: Sequence[str],
    probabilities: np.ndarray,
    names: Sequence[str],
    inputs: np.ndarray,
    pixel_max: int,
    without_class: bool = False,
    switches: bool = False,
    small: Sequence[str] = (),
    more: Sequence[bool] = (),
) -> None:
    """A row per picture, (n, classes) probabilities in the order of `names`, to look at and to take along as CSV; where the classes are
    told, what is right, the confusion matrix and the mistakes, as the network gets them. Where nothing stands out, a picture is not read.

    With `without_class` names tell none: the 3 of `test/3.png` is a number there. `switches` says whether there are some for what is
    done to the pictures. `small` are addresses of the pictures themselves, `more` says of each whether more is written there."""
    best = probabilities.argmax(axis=1)
    blank = np.array([each.min() == each.max() for each in inputs])
    table = pd.DataFrame(
        {
            "picture": files,
            "class": [NOT_READ if empty else names[each] for each, empty in zip(best, blank, strict=True)],
            "probability": np.where(blank, np.nan, probabilities[np.arange(len(best)), best]),
        }
    )
    some = f"{len(files) - blank.sum():,} of " if blank.any() else ""
    empty = f": on {blank.sum():,} {NOTHING}" if blank.any() else ""  # the note beside "not read" may be out of sight
    st.caption(f"{some}{plural(len(files), 'picture')} read{', each as the switches say' if switches else ''}{empty}.")
    told = [None if without_class else label_in(file, names) for file in files]
    true = np.array([-1 if label is None else list(names).index(label) for label in told])
    if (true >= 0).any():
        table["in its name"] = [label or "" for label in told]
        read, unread = (true >= 0) & ~blank, int(((true >= 0) & blank).sum())
        count, rest = rightly_read(int((true == best)[read].sum()), unread, unread + int(read.sum()))
        st.markdown(f"**{count}** {rest}")
    sure = probabilities.max(axis=1) >= SURE
    notes = [_note(*each) for each in zip(blank, more or [False] * len(files), sure, strict=True)]
    if any(notes):
        table["note"] = notes
    if any(more):
        st.info(
            f"On {plural(sum(more), 'picture')} more is written than one thing. The network reads one at a time: the largest near the "
            "middle. Cut such a picture into several.",
            icon=":material/info:",
        )
    csv = table.to_csv(index=False).encode()
    # Above the table, whose tools lie over the end of the line above it while it is pointed at.
    st.download_button("Download as CSV", csv, "pictures.csv", "text/csv", icon=":material/download:")
    first = [*(["seen", "own"] if small else ["seen"]), *ANSWER, *(["note"] if "note" in table else [])]
    table["probability"] = percent(table["probability"])
    table["seen"] = [png_address(_shown(each, pixel_max)) for each in inputs]
    if small:
        table["own"] = small
    texts = [name for name in ("class", "note") if name in table]
    columns = {
        "own": st.column_config.ImageColumn("picture", help="The picture, as it came.", width="small"),
        "seen": st.column_config.ImageColumn("input", help="What the network gets of it.", width=INPUT),
        "picture": st.column_config.TextColumn("file"),
        "probability": probability_column(BAR),
        **{name: st.column_config.TextColumn(width=text_width(max(map(len, table[name])), *TEXTS)) for name in texts},
    }
    show_table(
        table,
        hide_index=True,
        column_config=columns,
        column_order=[*first, *(each for each in table.columns if each not in first)],
        row_height=enlarged(ROW),
        width="stretch",
        alt="What the network says of each picture",
    )
    _matrix_and_mistakes(np.where(blank, -1, true), best, names, inputs, pixel_max)


def _note(blank: bool, more: bool, sure: bool) -> str:
    """What is to be known of an answer beside it."""
    return NOTHING if blank else ", ".join([MORE] * more + [UNSURE] * (not sure))


def _thumbnail(picture: Image.Image) -> str:
    """It is as high as a row at twice the resolution of a screen; above and below a wide one is nothing."""
    small = picture.convert("RGBA")
    small.thumbnail((round(2 * ROW * WIDE), 2 * ROW))
    height = max(small.height, round(small.width / WIDE))
    return webp_address(ImageOps.pad(small, (small.width, height), color=(0, 0, 0, 0)))


def _shown(pixels: np.ndarray, pixel_max: int) -> Image.Image:
    """Raw pixels (height, width, channels) as a picture, enlarged by whole pixels to about the height of a row."""
    bytes_ = np.rint(pixels * (255 / pixel_max)).astype(np.uint8)
    times = max(1, round(ROW / max(bytes_.shape[:2])))
    larger = bytes_.repeat(times, axis=0).repeat(times, axis=1)
    return Image.fromarray(larger[..., 0] if larger.shape[2] == 1 else larger)


def _matrix_and_mistakes(true: np.ndarray, best: np.ndarray, names: Sequence[str], inputs: np.ndarray, pixel_max: int) -> None:
    """`true` (n,) is the class that a name tells, -1 where it tells none or nothing was read. The matrix comes once there are as many
    pictures as classes: of three digits it would be a screen of empty cells."""
    known = np.flatnonzero(true >= 0)
    if len(known) >= len(names) and len(np.unique(true[known])) > 1:
        matrix = np.zeros((len(names), len(names)), np.int64)
        np.add.at(matrix, (true[known], best[known]), 1)
        alt = f"Confusion matrix of the pictures: {len(known) - matrix.trace()} of {len(known)} off the diagonal"
        figure = confusion_figure(matrix, tuple(names), dark=dark())
        st.plotly_chart(figure, key="matrix of pictures", theme=None, config=CONFIG, alt=alt)
        st.caption("Rows: the class in the name. Columns: the class that the network says, where one was read.")
    wrong = known[true[known] != best[known]]
    if len(wrong):
        shown = wrong[:MAX_SHOWN]
        captions = [f"{names[true[each]]}, read as {names[best[each]]}" for each in shown]
        drawn = drawn_sheet(inputs[shown], captions, COLUMNS, CELL, pixel_max=pixel_max)
        show_sheet(drawn, sheet_alt(len(shown), "misread pictures, as the network gets them", captions), "misread")
