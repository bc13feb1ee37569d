"""What was understood of an upload: counts, what was guessed and can be answered otherwise, what was set aside."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Literal

import pandas as pd
import streamlit as st

from cnn_core.data.balance import are_uneven
from cnn_core.text import plural
from cnn_core.uploads.making.drawn_part import nothing_to_test
from cnn_core.uploads.making.found import Found
from cnn_core.uploads.making.recalled import recalled
from cnn_core.uploads.source import TEST, Question, SetAside, once
from pages.widgets.shell.error_boundary import escape_markdown
from pages.widgets.state.fields import controlled
from pages.widgets.state.tables import enlarged, show_table
from pages.widgets.state.upload import Upload
from pages.widgets.state.upload_choice import Classes

MAX_COUNTS, MAX_ASIDE = 250, 200
"""The most pixels that the table of counts and the list of files set aside may have."""
VALIDATE = "to validate with"
FEW_LETTERS, FEW_OPTIONS, FEW_LINES = 24, 3, 6
LINE, FEW_LINES_ASIDE = 60, 24
"""How many letters a line has where the page is narrow, and how many such lines are shown without a box of their own."""


def understood(upload: Upload, found: Found, classes: Classes) -> None:
    """The table of the classes that stay, a menu per question, both by the names that the classes have now, and what is not used."""
    table = pd.DataFrame(classes.counted(found), columns=["class", "to learn from", VALIDATE, "to test with"])
    tested, validated = bool(table["to test with"].any()), int(table[VALIDATE].sum())
    table = table.drop(columns=[part for part in (VALIDATE, "to test with") if not table[part].any()])
    height: Literal["auto"] | int = "auto" if len(table) <= FEW_LINES else enlarged(MAX_COUNTS)
    with st.container(key="upload-counts"):
        show_table(table, hide_index=True, width="stretch", height=height, alt="How many pictures each class has")
    names = {found.class_names[number]: name for number, name in classes.called(found).items()}
    if found.questions:
        st.markdown("**What was guessed**")
    for question in once(found.questions):
        _menu(upload, replace(question, asks=recalled(question.asks, names), why=recalled(question.why, names)))
    for note in found.notes:
        st.caption(escape_markdown(recalled(note, names)))
    if validated:
        st.caption(
            f"The {plural(validated, 'image')} of the validation part stay {'one' if validated == 1 else 'these'}: with this dataset they validate, "
            "and none is held back of the others. Below you can divide all of them otherwise, as of any dataset."
        )
    learned = table["to learn from"].tolist()
    if are_uneven(learned):
        few, many = min(learned), max(learned)
        st.caption(
            f":material/balance: The classes are uneven: the largest has {many:,} to learn from, the smallest {few:,}. Once they are used, "
            "each can be let count the same in training, on Data (class_weight)."
        )
    if not tested and not nothing_to_test(table["to learn from"], []):
        st.caption(f"{_test_part(found)}: a fifth of each class is held back to test with, drawn by a fixed seed.")
    _set_aside(found)


def _test_part(found: Found) -> str:
    """What became of the test part where nothing is to be tested with."""
    if found.has_test:
        return "The test part has only classes that are left out"
    there = [part for part, _ in found.parts]
    if TEST not in there:
        return "There is no test part"
    return "The test part is mixed with the others" if len(there) > 1 else "There is only a test part, and it is learned from"


def _menu(upload: Upload, question: Question) -> None:
    """A question with its options; another answer looks into the upload again."""
    bound = controlled(f"own question {question.key}", question.chosen, partial(upload.answer, question.key))
    if len(question.options) <= FEW_OPTIONS and all(len(each) <= FEW_LETTERS for each in question.options):
        st.segmented_control(question.asks, question.options, required=True, help=question.why or None, **bound)
    else:
        st.selectbox(question.asks, question.options, help=question.why or None, **bound)


def _set_aside(found: Found) -> None:
    if not found.set_aside_count:
        return
    images = sum(each.images for each in found.set_aside)
    known = f", with {plural(images, 'picture')}" if images else ""
    what = "1 file or folder" if found.set_aside_count == 1 else f"{found.set_aside_count:,} files or folders"
    st.warning(f"Set aside: {what}{known}.", icon=":material/filter_alt_off:")
    why: dict[str, list[SetAside]] = {}
    for each in found.set_aside:
        why.setdefault(each.why, []).append(each)
    lines = [f"- {', '.join(map(_called, these))}: {escape_markdown(reason)}" for reason, these in why.items()]
    if found.set_aside_count > len(found.set_aside):
        lines.append(f"- and {found.set_aside_count - len(found.set_aside):,} more")
    few = sum(max(LINE, len(each)) for each in lines) <= FEW_LINES_ASIDE * LINE
    with st.container(height="content" if few else MAX_ASIDE, border=False, key="set-aside"):
        st.markdown("\n".join(lines))


def _called(each: SetAside) -> str:
    return f"**{escape_markdown(each.what)}**" + (f" ({plural(each.images, 'picture')})" if each.images > 1 else "")
