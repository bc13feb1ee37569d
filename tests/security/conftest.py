"""One running app for the tests of what strangers get from it."""

from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import start_app, stop_app


@pytest.fixture(scope="session")
def app(tmp_path_factory):
    running = start_app(tmp_path_factory.mktemp("app"))
    yield running
    stop_app(running)


@pytest.fixture(scope="session")
def port(app):
    return urlsplit(app.url).port
