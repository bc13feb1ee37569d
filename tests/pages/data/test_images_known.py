"""Images that are given to the Data page again."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from cnn_core.data.own import own_entries
from tests.pages.data.uploading import ADA, give, names, texts, use
from tests.uploads.make_uploads import TWO, class_folders, zipped

GOOD = zipped(class_folders(TWO, count=20))


def cards(app: AppTest) -> str:
    """The key of the widget of the datasets."""
    return str(next(each.key for each in app.get("button_group") if (each.key or "").split()[:1] == ["dataset"]))


def said(app: AppTest) -> str:
    return " ".join(each.value.replace("\\", "") for each in app.toast)


def test_images_that_are_here_already_are_chosen_and_called_otherwise_only_by_who_says_so(visit: Callable[..., AppTest]) -> None:
    app = use(give(visit(page="data"), ("flowers.zip", GOOD)))
    mine = app.session_state["session"]
    first = mine.experiment.data.dataset
    use(give(app, ("flowers.zip", GOOD)))
    assert "flowers was here before, and is chosen." in said(app)
    assert "These images were here before, as flowers: that is chosen, and there is no second dataset" in texts(app)
    assert names(app).count("flowers") == 1
    assert "flowers 2" not in names(app)
    give(app, ("flowers.zip", GOOD))
    next(each for each in app.text_input if each.label == "Name").set_value("Blumen").run()
    next(each for each in app.text_input if each.label == "Names of the classes").set_value("sky, rose").run()
    before = cards(app)
    use(app)
    assert cards(app) != before  # the browser knows the chosen card by its words
    assert "as flowers. They are called Blumen now. Their classes are called sky, rose now. Runs on them say so, too." in texts(
        app
    )
    assert "flowers was here before, and is called Blumen now." in said(app)
    assert mine.experiment.data.dataset == first
    assert [entry.title for entry in own_entries(ADA)] == ["Blumen"]
    assert "flowers" not in names(app)
