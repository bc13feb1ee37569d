"""A cookie that is another account's: it opens no desk, and the person is asked before another takes its place."""

from __future__ import annotations

from starlette.responses import HTMLResponse
from starlette.types import Scope

from cnn_core.storage.other_end import GONE, other_end
from cnn_core.storage.owner_mark import owner_file_name
from cnn_core.storage.owner_place import FOLDER, bind, place_of, reserve
from pages.widgets.shell.peer_address import peer
from pages.widgets.state.owner import new_owner

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
<p>Nothing is deleted. If this browser had another desk here and its cookie was replaced, that desk and its runs are still in the folder of
CNN Lab (<code>CNN_LAB_HOME</code>): the runs for its command line, and a project file that you saved before brings the desk back.</p>
<p>If this very cookie is yours, and only the account has changed from which you, or the proxy before CNN Lab, connect, keep it and do not
begin anew: whoever runs CNN Lab stops it, deletes <code>{0}</code> in that folder and starts it again; then this page opens your desk. For
a cookie that another server has put here that does not help: it would open somebody else's desk.</p></html>
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


def key_for(scope: Scope) -> str:
    """A new key for whoever asks for a page. Nobody else can be the first to use it."""
    key, here = new_owner(), other_end(peer(scope), scope.get("server"))
    if here not in (None, GONE):
        reserve(key, here)
    return key


def page_for(owner: str) -> HTMLResponse:
    """What there is to see in place of the desk. Its button asks for the same address with POST."""
    return HTMLResponse(PAGE.format(f"{FOLDER}/{owner_file_name(owner)}"), 403, SAID)
