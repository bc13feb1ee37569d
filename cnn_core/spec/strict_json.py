"""From the text of a file or a link to the JSON value in it."""

from __future__ import annotations

import json

from cnn_core.errors import SpecError

MAX_BYTES = 256 * 1024


def read_json(text: str | bytes) -> object:
    """The value that JSON text holds; SpecError for text that is too long, too deep or no JSON."""
    if len(text) > MAX_BYTES:
        raise SpecError("", f"must be at most {MAX_BYTES // 1024} KB of JSON", f"{len(text):,} bytes")
    try:
        return json.loads(text)
    except UnicodeDecodeError:
        raise SpecError("", "must be JSON in UTF-8", text) from None
    except ValueError as error:
        raise SpecError("", f"must be JSON ({error})", text) from None
    except RecursionError:
        raise SpecError("", "must be JSON without endless nesting", text) from None
