"""What uploads and their datasets are called."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from cnn_core.data.own import own_entries
from tests.pages.data.uploading import ADA, give, texts, use
from tests.uploads.make_uploads import TWO, class_folders, zipped

GOOD = zipped(class_folders(TWO, count=20))


def test_a_quotation_mark_in_the_name_of_a_file_is_one(visit: Callable[..., AppTest]) -> None:
    """Browsers write it as %22."""
    app = give(visit(page="data"), ("my %22best%22 flowers.zip", GOOD))
    assert 'from my "best" flowers' in texts(app)
    assert next(each for each in app.text_input if each.label == "Name").value == "my best flowers"


def test_a_name_that_is_too_long_is_refused_in_words(visit: Callable[..., AppTest]) -> None:
    app = give(visit(page="data"), ("flowers.zip", GOOD))
    field = next(each for each in app.text_input if each.label == "Name")
    assert field.proto.max_chars == 0
    field.set_value("long " * 17).run()
    use(app)
    assert "1 to 40 letters" in texts(app)
    assert own_entries(ADA) == []
