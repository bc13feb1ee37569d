"""Questions of an upload with the same key are one on the page."""

from streamlit.testing.v1 import AppTest


def page() -> None:
    from dataclasses import replace
    from typing import Any

    from cnn_core.uploads.making.passes import look
    from cnn_core.uploads.opening import open_upload
    from cnn_core.uploads.source import ask_of
    from pages.widgets.data.understood import understood
    from pages.widgets.state.upload_choice import Classes
    from tests.uploads.make_uploads import TWO, class_folders, zipped

    content = zipped(class_folders(TWO, count=5))
    found = look(open_upload(content, "a.zip", {}), "a.zip", {}, lambda done, total: None)
    one = ask_of("part a", (4, "image", "in a"), ("to learn from", "to test with"), "to test with", {})
    upload: Any = type("Upload", (), {"answer": lambda *of: None})()
    understood(upload, replace(found, questions=(one, one)), Classes((), ()))


def test_two_questions_of_one_key_are_shown_as_one() -> None:
    """The whole page broke."""
    app = AppTest.from_function(page, default_timeout=60).run()
    assert not app.exception
    assert [each.label for each in app.get("button_group")] == ["The 8 images in a are"]
