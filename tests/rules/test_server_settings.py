"""The Streamlit server as it is delivered: for one machine, quiet, and closed to others."""

import tomllib

from sources import ROOT

from cnn_core.uploads.limits import MAX_BYTES

settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())


def test_only_this_machine_can_reach_the_server():
    server = settings["server"]
    assert server["address"] == "127.0.0.1"
    assert set(server["allowedHosts"]) == {"127.0.0.1", "localhost"}
    assert server["corsAllowedOrigins"] == []
    assert server["enableCORS"] is server["enableXsrfProtection"] is True
    assert server["enableStaticServing"] is False


def test_what_a_browser_sends_is_bounded():
    assert MAX_BYTES < settings["server"]["maxUploadSize"] * 2**20 < 1.1 * MAX_BYTES
    assert settings["server"]["maxWidgetStateSize"] == 2


def test_no_traceback_reaches_a_page_and_nothing_is_sent_home():
    assert settings["client"]["showErrorDetails"] == "none"
    assert settings["client"]["toolbarMode"] == "viewer"
    assert settings["browser"]["gatherUsageStats"] is False
    assert settings["server"]["showEmailPrompt"] is False


def test_streamlit_knows_every_option():
    """A word that it does not know would be passed over with a warning in the terminal."""
    from streamlit import config

    known = set(config._config_options_template)
    for section in ("global", "client", "runner", "server", "browser"):
        assert {f"{section}.{name}" for name in settings[section]} - known == set()


def test_a_browser_keeps_what_it_said_that_it_has_for_as_many_runs_as_can_cross_its_request():
    from streamlit import config

    assert settings["global"]["maxCachedMessageAge"] == 20
    usual = config._config_options_template["global.maxCachedMessageAge"].default_val
    assert usual == 2  # when this fails, see whether ours is still needed
