"""What is chosen for an upload right before it is used."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from cnn_core.data.own import own_entries
from cnn_core.data.task import class_names
from tests.pages.data.uploading import ADA, give, use
from tests.uploads.make_uploads import TWO, class_folders, zipped


def test_what_is_chosen_right_before_the_press_counts(visit: Callable[..., AppTest]) -> None:
    """On a slow page all of it reaches the server at once, before anything of it was drawn."""
    app = give(visit(page="data"), ("flowers.zip", zipped(class_folders(TWO, count=20))))
    next(each for each in app.get("button_group") if each.key == "own colour").set_value(False)
    next(each for each in app.text_input if each.label == "Name").set_value("Late")
    next(each for each in app.text_input if each.label == "Names of the classes").set_value("rot, blau")
    use(app)
    (entry,) = own_entries(ADA)
    assert (entry.title, entry.input_shape[2], class_names(app.session_state["session"].experiment.data)) == (
        "Late",
        1,
        ("rot", "blau"),
    )
