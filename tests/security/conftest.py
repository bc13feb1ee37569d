"""One running app for the tests of what strangers get from it."""

from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import start_app, stop_app


@pytest.fixture(scope="session")
def port(tmp_path_factory):
    app = start_app(tmp_path_factory.mktemp("app"))
    yield urlsplit(app.url).port
    stop_app(app)
