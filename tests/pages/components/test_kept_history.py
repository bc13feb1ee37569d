"""What lies ahead in the history of the browser stays there, however quickly Back is pressed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pages.components.node import worked_out

SCRIPT = Path(__file__).parents[3] / "pages" / "widgets" / "components" / "page_watch" / "kept_history.js"
# A window as the HTML standard has it: pushState removes what lies ahead, and Back and Forward change the address before popstate.
WINDOW = """
const heard = {}, entries = [], base = "http://127.0.0.1:8501";
let at = -1;
const location = { get href() { return base + entries[at]; }, get pathname() { return new URL(this.href).pathname; } };
const history = {
  pushState: (state, title, url) => { entries.splice(at + 1); entries.push(url); at += 1; },
  replaceState: (state, title, url) => { entries[at] = url; },
};
const window = { location, history, addEventListener: (name, deed) => (heard[name] ??= []).push(deed) };
const hear = (name, e = {}) => (heard[name] ?? []).forEach((deed) => deed(e));
const go = (by) => { at += by; hear("popstate"); };
// As Streamlit does with the page that an answer is of.
const answer = (url) => { if (new URL(url, base).pathname !== location.pathname) history.pushState({}, "", url); };
const link = (url) => { hear("click", { button: 0 }); answer(url); };
entries.push("/"); at = 0;
"""
KEPT = "keepHistory(window); keepHistory(window); link('/data'); link('/train');"


def after(deeds: str) -> tuple[list[str], int]:
    """The pages in the history after these deeds, and the place of the one that is shown."""
    entries, at = worked_out(f"{SCRIPT.read_text()}{WINDOW}{deeds}", "[entries, at]")
    return entries, at


def test_without_this_a_late_answer_to_the_first_press_of_back_removes_what_lies_ahead() -> None:
    deeds = "link('/data'); link('/train'); go(-1); go(-1); answer('/data'); answer('/');"
    assert after(deeds) == (["/", "/data", "/"], 2)


@pytest.mark.parametrize("late", ["", "answer('/data');", "answer('/data'); answer('/');", "answer('/train');"])
def test_a_late_answer_leaves_the_history_as_it_is(late: str) -> None:
    assert after(f"{KEPT} go(-1); go(-1); {late}") == (["/", "/data", "/train"], 0)
    assert after(
        f"{KEPT} go(-1); hear('keydown', {{ key: 'Alt' }}); hear('keydown', {{ key: 'ArrowLeft' }}); hear('pointerdown', {{ button: 3 }}); go(-1); {late} go(1); go(1); {late}"
    ) == (["/", "/data", "/train"], 2)


def test_a_page_that_is_asked_for_after_back_is_put_there_as_always() -> None:
    assert after(f"{KEPT} go(-1); link('/learn');") == (["/", "/data", "/learn"], 2)
    assert after(f"{KEPT} go(-1); hear('keydown', {{ key: 'Enter' }}); answer('/learn');") == (["/", "/data", "/learn"], 2)


def test_another_question_to_the_same_page_is_put_there_too() -> None:
    assert after(f"{KEPT} go(-1); history.pushState({{}}, '', '/data?tab=Network');") == (["/", "/data", "/data?tab=Network"], 2)


def test_a_page_that_takes_the_question_out_of_its_address_stays_one_entry() -> None:
    """The first Back from the mistakes of a run led from Evaluate to Evaluate."""
    asked = (
        "keepHistory(window); link('/train'); hear('click', { button: 0 }); history.pushState({}, '', '/evaluate?tab=Mistakes');"
    )
    assert after(f"{asked} history.pushState({{}}, '', '/evaluate');") == (["/", "/train", "/evaluate"], 2)
    other = "history.pushState({}, '', '/evaluate?tab=Network'); history.pushState({}, '', '/evaluate?tab=Network&a=b');"
    assert after(f"{asked} {other}")[0][2:] == [
        "/evaluate?tab=Mistakes",
        "/evaluate?tab=Network",
        "/evaluate?tab=Network&a=b",
    ]
