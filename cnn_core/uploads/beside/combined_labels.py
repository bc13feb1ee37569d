"""Several labels in one cell of a table, `red|blue`: each combination of them is a class, and that is said."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Mapping, Sequence

from cnn_core.text import plural
from cnn_core.uploads.words.naming import words

SHOWN = 5
GAPS, SURE_GAPS = re.compile(r"\s*[|;,/+&]\s*"), re.compile(r"\s*[|;,+]\s*")
"""What stands between several labels; of / and & that is sure only where each label comes alone too, as a blank stands in New York."""
MANY_SAID = {"labels", "tags", "classes", "categories", "keywords"}
"""Words in the head of a column that may have several in a cell."""
AROUND = " []{}'\""
LEAST, OFTEN, SEVERAL = 3, 1.5, 3
"""So many combinations there are of labels of which some come in none alone; with blanks, so many times more of them than labels, and so many
labels in each of two places."""


def said_of_combined(file: str, head: str, kinds: Mapping[str, int]) -> tuple[str, ...]:
    """A sentence on a column in which some of the `kinds`, with how many pictures each has, are several labels together: `red|blue` beside
    `red` and `blue`, or a few labels in many combinations."""
    gives, several = "gives", _of_known(kinds)
    if not several:
        gives, several = "seems to give", _of_few(kinds, {*words(head)} & MANY_SAID != set())
    if not several:
        return ()
    of = ", ".join(each[:40] for each, _ in several.most_common(SHOWN)) + ", …" * (len(several) > SHOWN)
    return (
        f"The column {head[:20]} of {file[-60:]} {gives} {plural(several.total(), 'picture')} several labels at once: {of}. CNN Lab learns "
        "one class per picture, so that each combination is a class of its own: leave it out, or give it the name of one of its labels.",
    )


def _of_known(kinds: Mapping[str, int]) -> Counter[str]:
    """Those that are others of them together."""
    return Counter({each: n for each, n in kinds.items() if len(parts := GAPS.split(each)) > 1 and {*parts} <= {*kinds}})


def _by_gaps(kind: str) -> list[str]:
    return [each for part in SURE_GAPS.split(kind.strip(AROUND)) if (each := part.strip(AROUND))]


def _of_few(kinds: Mapping[str, int], said: bool) -> Counter[str]:
    """Those of several labels, if these are fewer than the kinds, and come again in others. Labels with blanks between them come so in many more,
    and also alone, or in two places several each, unless the head has `said` that there are many: fresh apple and rotten pear are names."""
    for cut in (_by_gaps, str.split):
        labels = {each: cut(each) for each in kinds}
        several = Counter({each: kinds[each] for each, parts in labels.items() if len({*parts}) > 1})
        of_each = Counter(part for parts in labels.values() for part in {*parts})
        again = sum(count > 1 for count in of_each.values())
        if len(several) < LEAST or len(of_each) >= len(kinds) or 2 * again < len(of_each):
            continue
        clear = len(kinds) >= OFTEN * len(of_each) and again == len(of_each)
        if cut is _by_gaps or (clear and (said or _recombine([labels[each] for each in several], {*kinds}))):
            return several
    return Counter()


def _recombine(together: Sequence[Sequence[str]], kinds: Container[str]) -> bool:
    """Whether words come in two places several each, or alone too; one that is in each of the combinations, as in ace of clubs, says nothing."""
    if any(all(part in parts for parts in together) for part in together[0]):
        return False
    parts = {part for each in together for part in each}
    grid = all(len({each[place] for each in together}) >= SEVERAL for place in (0, -1))
    return sum(each in kinds for each in parts) > 1 or (grid and not any(map(str.isdecimal, parts)))
