"""Light or dark that was chosen on one page is that of all pages, also where they are loaded anew."""

from __future__ import annotations

from pathlib import Path

from tests.pages.components.node import worked_out

SCRIPT = Path(__file__).parents[3] / "pages" / "widgets" / "components" / "page_watch" / "kept_theme.js"
WATCH = 'keepTheme(window, ["", "data", "train"]);'


def kept(chosen: dict[str, str], then: str = "", loaded: str = "/train") -> dict[str, str]:
    """What the browser keeps after it began with this, on the page that was loaded at this address."""
    window = (
        f"const localStorage = {chosen}, performance = "
        f"{{ getEntriesByType: () => [{{ name: 'http://127.0.0.1:8501{loaded}?a=1' }}] }}, window = {{ localStorage, performance }};"
    )
    found: dict[str, str] = worked_out(f"{SCRIPT.read_text()}{window}{WATCH}{then}", "localStorage")
    return found


def test_it_is_kept_for_the_addresses_of_all_pages() -> None:
    """Dark, chosen on Train, was not there when Data was loaded."""
    assert kept({"stActiveTheme-/train-v2": "Dark"}) == {f"stActiveTheme-/{page}-v2": "Dark" for page in ("train", "", "data")}
    assert set(kept({"stActiveTheme-/lab/-v2": "Dark"}, loaded="/lab/")) == {
        f"stActiveTheme-/lab/{page}-v2" for page in ("", "data", "train")
    }


def test_where_nothing_was_chosen_nothing_is_kept() -> None:
    assert kept({"stActiveTheme-/data-v2": "Dark"}) == {"stActiveTheme-/data-v2": "Dark"}


def test_what_another_window_chose_since_stays() -> None:
    after = kept({"stActiveTheme-/train-v2": "Dark"}, f"localStorage['stActiveTheme-/data-v2'] = 'Light';{WATCH}")
    assert after["stActiveTheme-/data-v2"] == "Light"
