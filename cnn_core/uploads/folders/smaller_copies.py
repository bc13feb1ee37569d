"""Pictures beside which a smaller copy lies, `1_small.jpg` beside `1.jpg` and `1-150x150.jpg` as WordPress writes it: the larger is used."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from cnn_core.text import plural
from cnn_core.uploads.files.members import Member, stem
from cnn_core.uploads.folders.alike_in_looks import mostly_alike
from cnn_core.uploads.folders.sizes_of_pictures import ORDER, size_in_head
from cnn_core.uploads.source import Answers, Question, SetAside, ask

WORDS = "|".join(sorted({re.escape(each) for alike in ORDER for each in alike if len(each) > 1} | {"tn", "scaled"}))
AHEAD = re.compile(rf"(?:{WORDS})[\s_.\-]+", re.IGNORECASE)
BEHIND = re.compile(
    rf"(?:[\s_.\-]+\(?(?:{WORDS}|\d{{2,4}}x\d{{2,4}}|\d{{2,4}}px)\)?|@[23]x)\Z",
    re.IGNORECASE,
)
"""What says the size of a picture before and behind its name."""
LONGEST_MARK, SHOWN = 30, 60
MOST = 0.5
"""More than this part of all pictures are there in several sizes; of fewer somebody may have chosen each."""
LARGEST, ALL = "the largest of each", "all of them"
OTHER_SIZE = "the same pictures are used in a larger size"
WHY = "All become of one size, so the smaller ones show nothing else. With all of them each picture counts once for each size."


def without_smaller(
    pictures: Sequence[Member], told: Callable[[Sequence[Member]], int], answers: Answers
) -> tuple[list[Member], list[Member], list[Question]]:
    """The pictures without those that are smaller copies of others in their folder, unless a person wants all; these; and the question, if
    there are such for most pictures: their names say so, their sizes, and a handful of them look alike. `told` counts those of pictures
    whose class is known from what lies beside them: if of the larger ones fewer are, all stay."""
    everything: tuple[list[Member], list[Member], list[Question]] = [*pictures], [], []
    groups: dict[tuple[str, str], list[Member]] = {}
    for member in pictures:
        groups.setdefault((member.name[: -len(member.file)], _bare(member)), []).append(member)
    several = [each for each in groups.values() if len({stem(member.file) for member in each}) > 1]
    if len(several) <= MOST * len(groups):
        return everything
    pairs = [pair for each in several for pair in _smaller(each)]
    smallest = {id(larger): (smaller, larger) for smaller, larger in pairs}
    if len(smallest) <= MOST * len(groups) or not _alike([*smallest.values()]):
        return everything
    gone = {id(each): each for each, _ in pairs}
    kept = [each for each in pictures if id(each) not in gone]
    if told(kept) * len(pictures) < told(pictures) * len(kept):
        return everything
    smaller, larger = pairs[0]
    asks = (
        f"{plural(len(smallest), 'picture')} are there in several sizes, as their names say, such as {larger.file[-SHOWN:]} and "
        f"{smaller.file[-SHOWN:]}. Used are"
    )
    question = ask("smaller", asks, (LARGEST, ALL), LARGEST, answers, WHY)
    return ([*pictures], [], [question]) if question.chosen == ALL else (kept, [*gone.values()], [question])


def said_of_smaller(gone: Sequence[Member]) -> list[SetAside]:
    """What was set aside, in one line; none if nothing was."""
    return [SetAside(f"pictures such as {gone[0].name[-SHOWN:]}", OTHER_SIZE, len(gone))] if gone else []


def _bare(member: Member) -> str:
    """The name of a picture without its ending and what says its size."""
    name = stem(member.file)
    head, tail = name[:-LONGEST_MARK], name[-LONGEST_MARK:]
    return (
        head + BEHIND.sub("", tail) if BEHIND.search(tail) else AHEAD.sub("", name, count=1) if AHEAD.match(name) else name
    ).casefold()


def _smaller(of_one_name: Sequence[Member]) -> list[tuple[Member, Member]]:
    """Those that have fewer pixels than the largest, each with this one, the smallest last. Those that cannot be read are none of them."""
    areas = {id(each): size[0] * size[1] for each in of_one_name if (size := size_in_head(each))}
    read = sorted((each for each in of_one_name if id(each) in areas), key=lambda each: -areas[id(each)])
    return [(each, read[0]) for each in read[1:] if areas[id(each)] < areas[id(read[0])]]


def _alike(pairs: Sequence[tuple[Member, Member]]) -> bool:
    """Whether most of a handful show the same, be it that the smaller ones are squares out of the middle."""
    return mostly_alike(pairs) or mostly_alike(pairs, squares=True)
