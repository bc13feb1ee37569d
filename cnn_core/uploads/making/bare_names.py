"""Names of classes without blanks at their ends, which nobody sees and somebody typed."""

from __future__ import annotations

import re
from dataclasses import replace

from cnn_core.uploads.making.found import as_called
from cnn_core.uploads.source import Source

BLANKS = re.compile("[ \u00a0\u2000-\u200a\u202f\u3000]+")
"""Of whatever width. A line break within a name is none: it is refused later."""


def with_bare_names(source: Source) -> Source:
    """The source, with a single blank wherever a name has some between words and none at its ends; names that are the same then are one
    class. A name that is nothing but blanks stays, and is refused later."""
    bare = [BLANKS.sub(" ", name.strip()) or name for name in source.class_names]
    if bare == [*source.class_names]:
        return source
    names, places = as_called(bare)
    return replace(source, class_names=names, items=[replace(item, label=places[item.label]) for item in source.items])
