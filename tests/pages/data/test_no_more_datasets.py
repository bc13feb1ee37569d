"""As many own datasets as one may have: said before files are chosen, beside what is chosen, and where one is removed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from cnn_core.data import own
from tests.pages.data.uploading import button, give, names, texts, use
from tests.uploads.make_uploads import TWO, class_folders, zipped

FIRST, SECOND = (zipped(class_folders(TWO, count=20, size=size)) for size in ((8, 10), (12, 10)))
FULL = (
    "You have 1 datasets of your own, and 1 is the most: remove one that you no longer need. Choose it above, and then **Remove"
)


def test_it_is_said_before_a_choice_and_one_is_removed_while_the_files_stay(
    visit: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was said once all questions about the files had been answered and the button was pressed."""
    app = visit(page="data")
    assert "is the most: remove one" not in texts(app)
    monkeypatch.setattr(own, "MAX_OF_ONE", 1)
    use(give(app, ("first.zip", FIRST)))
    assert FULL in texts(app)
    give(app, ("second.zip", SECOND))
    assert FULL in texts(app)
    assert "stays meanwhile" in texts(app)
    button(app, "Remove them for good").click().run()
    assert "is the most: remove one" not in texts(app)
    use(app)
    assert "second" in names(app)
    assert "first" not in names(app)
