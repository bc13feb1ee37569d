"""What a server needs before it draws its first page."""

from __future__ import annotations

from cnn_core.storage.log import log_app
from pages.widgets.shell.streamlit_patches import patch_streamlit


def prepare_server() -> None:
    """Mends Streamlit and opens the log; nothing happens where both are done. app.py calls it, and no import does."""
    patch_streamlit()
    log_app()
