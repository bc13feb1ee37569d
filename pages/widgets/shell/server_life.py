"""What happens once, around the life of the server."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from cnn_core.storage.home import home
from cnn_core.storage.private import close_to_others, write_privately
from pages.widgets.state.laboratory import close_laboratory


@asynccontextmanager
async def server_life(app: Any) -> AsyncIterator[None]:
    """Closes the laboratory's home to other accounts before anybody is served, and ends the engine with the server."""
    write_privately()
    close_to_others(home())
    yield
    close_laboratory()
