"""What a server does once, and AppTest for every run of a page."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import script_runner

_manifests = cache(manifest_scanner.scan_component_manifests)
"""What Streamlit reads of all installed packages, for every AppTest anew."""

_made = PagesManager.__init__


def _no_page_scripts(manager: PagesManager, *arguments: Any, **options: Any) -> None:
    """AppTest forgets between runs what a server learns from st.navigation: that pages/ is no list of scripts."""
    _made(manager, *arguments, **options)
    PagesManager.uses_pages_directory = False


def as_served(put: Callable[[object, str, object], None]) -> None:
    """Lets AppTest do it once, too; `put` is setattr, or that of a MonkeyPatch."""
    put(PagesManager, "__init__", _no_page_scripts)
    put(manifest_scanner, "scan_component_manifests", _manifests)
    # Where Keras is loaded, as in no server, but here by other tests, Streamlit clears it after every run: seconds each.
    put(script_runner, "_clean_problem_modules", lambda: None)
