"""A cookie that is another account's: it opens no desk, and the person is asked before another takes its place."""

from __future__ import annotations

from starlette.responses import HTMLResponse
from starlette.types import Scope

from cnn_core.storage.other_end import GONE, other_end
from cnn_core.storage.owner_mark import owner_file_name
from cnn_core.storage.owner_place import FOLDER, bind, place_of
from pages.widgets.shell.peer_address import peer

SAID = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
}
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>CNN Lab</title><style>:root {{ color-scheme: light dark }} body {{ font: 16px/1.5 sans-serif; max-width: 40em; margin: 3em auto;
padding: 0 1em }}</style><h1>This browser has the cookie of another account</h1>
<p>Its desk stays closed here: it was opened first by another account of the server's computer, or on another computer. Another server
under this host name may have put the cookie into this browser.</p>
<form method="post"><button>Begin with an empty desk</button></form>
<p>If it is your desk, and only your account or the proxy before CNN Lab has changed, nothing is lost: whoever runs CNN Lab deletes
<code>{0}</code> in its home (<code>CNN_LAB_HOME</code>), and this page opens the desk again.</p></html>
"""


def may_connect(owner: str, scope: Scope) -> bool:
    """Whether the desk of this key is opened to whoever is connected. Its first use binds it to where that is.

    What cannot be told is not refused, and binds nothing.
    """
    here = other_end(peer(scope), scope.get("server"))
    try:
        return here is None or (here != GONE and bind(owner, here) == here)
    except OSError:
        return False  # this once: the browser tries again


def is_of_another(owner: str, scope: Scope) -> bool:
    """Whether this key is bound to another place than whoever asks for a page."""
    try:
        bound = place_of(owner)
    except OSError:
        return False  # a page alone opens no desk
    return bound is not None and other_end(peer(scope), scope.get("server")) not in (None, GONE, bound)


def page_for(owner: str) -> HTMLResponse:
    """What there is to see in place of the desk. Its button asks for the same address with POST."""
    return HTMLResponse(PAGE.format(f"{FOLDER}/{owner_file_name(owner)}"), 403, SAID)
