"""What files are called that were chosen together, and the dataset that is made of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cnn_core.uploads.files.members import stem
from cnn_core.uploads.words.naming import part_of, words

MAX_TITLE = 40
MIN_ALIKE = 3
"""Letters with which the names of files begin that are called by them."""
ARRAY_WORDS = {"x", "xs", "y", "ys"}
ALIKE, AND_MORE = re.compile(r" \(\d+ files\)$"), re.compile(r" and (\d+) more$")
"""What `called` adds to the name of several files."""


def called(names: Sequence[str]) -> str:
    """What files that were chosen together are called: as their folder, or by what their names begin with, `ente (12 files)`, or else by the
    first, `a.zip and 2 more`."""
    folders = {name.partition("/")[0] for name in names}
    if len(folders) == 1 and all("/" in name for name in names):
        return folders.pop()
    if len(names) == 1:
        return names[0]
    stems = [stem(name) for name in names]
    same = next((place for place, letters in enumerate(zip(*stems, strict=False)) if len({*letters}) > 1), min(map(len, stems)))
    begin = stems[0][:same]
    if any(each[len(begin) :][:1].isalpha() for each in stems):  # it ends within a word of theirs
        begin = re.sub(r"[^\W\d_]+$", "", begin)
    begin = re.sub(r"[\W\d_]+$", "", begin)
    alike = len(re.findall(r"[^\W\d_]", begin)) >= MIN_ALIKE and not part_of(begin)
    return f"{begin} ({len(names)} files)" if alike else f"{names[0]} and {len(names) - 1} more"


def title_of(name: str) -> str:
    """A title for the dataset to begin with, from a file's own name, unless that says only which array of it is in the file, as `x_train`."""
    name = ALIKE.sub("", name)
    of_array = [word in ARRAY_WORDS or bool(part_of(word)) for word in words(stem(name))]
    if all(of_array) and set(words(stem(name))) & ARRAY_WORDS:
        return "My images"
    if several := AND_MORE.search(name):
        return f"{int(several[1]) + 1} files"
    written = re.sub(r"[^\w .,()&'-]|_", " ", stem(name))
    return " ".join(written.split()).lstrip(".,()&'- ")[:MAX_TITLE].strip() or "My images"
