"""The column of a table that says of each picture which part it belongs to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cnn_core.text import plural
from cnn_core.uploads.source import TRAIN, Answers, Question, in_force
from cnn_core.uploads.words.believed_column import PART_COLUMN, is_believed
from cnn_core.uploads.words.folder_words import WHOLES
from cnn_core.uploads.words.guessed_parts import MOST_PARTS, PART_FOR, ask_part, likely_parts, said_part
from cnn_core.uploads.words.label_words import LABEL_WORDS
from cnn_core.uploads.words.naming import as_parts, doubted, part_of, without_part, words
from cnn_core.uploads.words.numbered_parts import GROUPS, MOST_SHARES, are_folds, are_numbered, number_of, numbered_parts
from cnn_core.uploads.words.silent_rows import is_silent, with_asked
from cnn_core.uploads.words.yes_or_no import (
    flagged,
    flagged_part,
    flags_beside,
    is_class_among,
    is_sure,
    joined_flags,
    says_yes_and_no,
)

FLAGS = ("isvalid", "isvalidation", "istest")
"""Heads of columns that say of each picture whether it is of this part, whatever is in them, as fastai reads `is_valid`."""
FOLDS = ("fold", "folds", "foldid", "foldno", "foldnr", "foldnumber", "foldidx", "foldindex", "kfold", "cvfold", "cv")
"""Shares of a cross-validation, which are parts only where no other column says any."""
PART_WORDS = ("split", "set", "usage", "subset", "part", "partition", "phase", "dataset", *FOLDS)
OF_FER = {"publictest": "validation", "privatetest": "test"}
"""FER2013 calls its parts Training, PublicTest and PrivateTest; the public one is for validation."""
PIXELS, SHOWN = "pixels", 3
MOST_WORDS = 20


def part_column(heads: Sequence[str], cells: Sequence[Sequence[str]], of_names: int) -> int | None:
    """The place of the column, by its head or by what is in it. One that says valid and invalid is none. `cells` are those of each column,
    its head first if there is one."""
    if any(heads):
        labelled = {*heads} & {*LABEL_WORDS}
        called = [n for n, head in enumerate(heads) if head in FLAGS or (head in PART_WORDS and not doubted(set(cells[n])))]
        called += [n for n, head in enumerate(heads) if head in GROUPS and labelled and are_numbered(cells[n][1:])]
        known = next((n for n in called if heads[n] not in (*FOLDS, *GROUPS)), None)
        known = known if known is not None else _by_cells(heads, cells, of_names)
        return known if known is not None else next(iter(called), None)
    filled = (n for n, column in enumerate(cells) if n != of_names and len(set(column)) > 1 and all(map(part_of, column)))
    return next(filled, None)


def part_beside_pixels(heads: Sequence[str], cells: Sequence[Sequence[str]]) -> int | None:
    """The same among columns beside those of pixels, their `cells` without the heads. One that is called so is it, whatever is in it: what
    it says is asked."""
    called = next((n for n, head in enumerate(heads) if head in PART_WORDS and head not in FOLDS), None)
    columns = [[head, *of] for head, of in zip(heads, cells, strict=True)]
    return called if called is not None else part_column([*heads, PIXELS], [*columns, [PIXELS]], len(heads))


def _by_cells(heads: Sequence[str], cells: Sequence[Sequence[str]], of_names: int) -> int | None:
    """The first column that says nothing but parts, whatever it is called, or yes and no under a head that names a part."""
    labels = {n for n, head in enumerate(heads) if head in LABEL_WORDS}
    inside = [column[1:] for column in cells]
    flags = {n for n, column in enumerate(inside) if n not in labels and says_yes_and_no(column)}
    several = flags_beside(heads, inside)
    may = [n for n in range(len(heads)) if n != of_names and (n not in labels or len(labels) > 1)]
    alike = [heads[n] for n in flags if not flagged_part(heads[n])]
    sure = [
        n for n in flags & {*may} if is_sure(heads[n]) and len(heads) > 2 and not any(each.startswith("is") for each in alike)
    ]
    sure += several if len(heads) > len(several) + 1 else []
    sure += [n for n in may if _say_parts(inside[n])]
    flagged_ones = [n for n in may if n in flags and flagged_part(heads[n])]
    doubtful = [n for n in flagged_ones if (not is_class_among(heads, inside, n) if alike else labels)]
    doubtful += [n for n in may if n not in labels and len(heads) > 2 and _say_parts(inside[n], may=True)]
    return min(sure or doubtful, default=None)


def places_of_parts(heads: Sequence[str], cells: Sequence[Sequence[str]], at: int) -> list[int]:
    """The columns that say the parts together with that at this place; `cells` are those of each column, without its head."""
    several = flags_beside(heads, cells)
    return several if at in several else [at]


def cells_of_parts(heads: Sequence[str], cells: Sequence[Sequence[str]], at: int) -> list[str]:
    """What they say of each row."""
    places = places_of_parts(heads, cells, at)
    return [*cells[at]] if len(places) == 1 else joined_flags([heads[n] for n in places], [cells[n] for n in places])


def _say_parts(cells: Sequence[str], may: bool = False) -> bool:
    """Whether all cells are names of parts and nothing else, of two at least: a freight train is none. They `may` be words that are so at
    times, such as Lernen and Prüfen, of which it is asked."""
    different = {*map(_part_name, cells)} - {""}
    if not 2 <= len(different) <= MOST_WORDS or doubted(different):
        return False
    told = as_parts([*different])
    plain = all(part_of(each) and {*without_part(each).casefold().split()} <= WHOLES for each in told)
    likely = {*map(said_part, told)}
    single = all(len({*words(each)} - WHOLES) == 1 for each in told)
    asked = may and single and len(told) <= MOST_PARTS and "" not in likely and len(likely) == len(told) and TRAIN in likely
    return (plain and len({*map(part_of, told)}) > 1) or asked


def _part_name(cell: str) -> str:
    return "" if is_silent(cell) else OF_FER.get(cell.strip().casefold(), cell)


def parts_told(head: str, cells: Sequence[str], answers: Answers, questions: list[Question]) -> list[str]:
    """The part that each cell of such a column says, empty if none. A few cells of which it is doubtful are asked about."""
    if flagged_part(head) and (head in FLAGS or says_yes_and_no(cells)):
        return flagged(head, cells)
    shares, cells = are_shares(head, cells), [*map(_part_name, cells)]
    if shares:
        return numbered_parts(head, cells, answers, questions)
    counts = Counter(cell for cell in cells if cell.strip())
    different = [*counts]
    parts, asked = likely_parts(different)
    known = in_force(questions, answers)
    for at in sorted(asked):
        cell, guess, parts[at] = different[at], parts[at] or TRAIN, ""
        if len(asked) <= MOST_PARTS:
            questions.append(ask_part(cell, f"in the part {cell[:60]}", counts[cell], guess, known))
            parts[at] = PART_FOR[questions[-1].chosen]
    told = dict(zip(different, parts, strict=True))
    return [told.get(cell, "") for cell in cells]


def within_learned(head: str, cells: Sequence[str], apart: Sequence[bool]) -> list[str]:
    """What the cells say of the parts, where files or folders say that the images of some rows, which are `apart`, are to test or to validate
    with: nothing of these if the parts are numbers, of which it can only be guessed what they are for."""
    if not any(apart) or not are_shares(head, cells):
        return [*cells]
    mine = ["" if other else cell for other, cell in zip(apart, cells, strict=True)]
    return mine if are_shares(head, mine) else [""] * len(mine)


def are_shares(head: str, cells: Sequence[str]) -> bool:
    """Whether a column with this head tells parts by numbers or letters."""
    return head in (*PART_WORDS, *GROUPS) and are_numbered([*map(_part_name, cells)])


def parts_of_cells(
    of: str, head: str, cells: Sequence[str], answers: Answers, questions: list[Question], counted: Sequence[bool] = ()
) -> list[str]:
    """The part that each cell of a column, called `of` and with this head, says, or LEFT_OUT: a person is asked of rows that say none, if
    they are `counted`."""
    told = parts_told(head, cells, answers, questions)
    folds = are_shares(head, cells) and are_folds(head, [*map(_part_name, cells)])
    return with_asked(of, cells, told, answers, questions, counted, folds)


def parts_of_rows(
    file: str,
    names: Sequence[str],
    heads: Sequence[str],
    cells: Sequence[Sequence[str]],
    of_names: int,
    answers: Answers,
    questions: list[Question],
    counted: Sequence[bool] = (),
    apart: Sequence[bool] = (),
) -> tuple[list[int], list[str], tuple[str, ...]]:
    """The columns of a table, with `cells` in each, that say the parts, if any do; the part of each row below the `names` of the columns,
    which are empty if it has none; and sentences on that. Of rows that say none it is asked, if they are `counted` and no other row
    says it of the same name. Of rows that are `apart` files or folders say that they are not to learn from."""
    below = [column[1:] if names else column for column in cells]
    at = part_column(heads, cells, of_names)
    nothing = [""] * len(below[0])
    if at is None:
        return [], nothing, ()
    called, whole = names[at] if names else "", cells_of_parts(heads, below, at)
    inside = within_learned(heads[at], whole, apart)
    if inside != whole:
        if not any(inside):
            return places_of_parts(heads, below, at), nothing, ()
        counted = [one and not other for one, other in zip(counted or [True] * len(apart), apart, strict=True)]
    if not is_believed(file, called, heads, below, at, answers, questions, always_asked=heads[at] in GROUPS):
        return [], nothing, ()
    asked = any(each.key == f"{PART_COLUMN} {file}" for each in questions)  # which says it
    of = column_of(file, called)
    if counted:
        told = parts_told(heads[at], inside, answers, [])
        known = {name for name, part in zip(below[of_names], told, strict=True) if part}
        counted = [one and name not in known for one, name in zip(counted, below[of_names], strict=True)]
    told = parts_of_cells(of, heads[at], inside, answers, questions, counted)
    said = (
        *said_of_others(file, inside, told),
        *(said_of_column(of) if {*told} - {"", TRAIN} and not asked else ()),
        *said_of_none(file, heads[at], inside, told),
    )
    return places_of_parts(heads, below, at), told, said


def is_told_by_cells(head: str) -> bool:
    """Whether a column with this head, without gaps and in small letters, was taken for what is in it."""
    return bool(head) and head not in FLAGS and head not in PART_WORDS


def column_of(file: str, called: str) -> str:
    """What a column with this head, empty if it has none, is called in sentences."""
    return f"the column {called.strip()[:40]} of {file[-60:]}" if called.strip() else f"a column of {file[-60:]}"


def said_of_column(of: str) -> tuple[str, ...]:
    """A sentence on the column, called `of`, that tells the parts."""
    return (f"{of[0].upper()}{of[1:]} says which part each picture belongs to.",)


def said_of_others(file: str, cells: Sequence[str], told: Sequence[str]) -> tuple[str, ...]:
    """A sentence on cells that name no part, where others do: their pictures stay where their folders say."""
    others = Counter(cell.strip() for cell, part in zip(cells, told, strict=True) if not part and cell.strip())
    if not others or not any(told):
        return ()
    listed = ", ".join(f"{cell[:20]} ({count:,})" for cell, count in others.most_common(SHOWN)) + ", …" * (len(others) > SHOWN)
    count = others.total()
    left = "it is learned from unless its folder says" if count == 1 else "they are learned from unless their folders say"
    return (
        f"{file[-60:]} has {plural(count, 'picture')} in a part that is none of train, validation and test: {listed}; {left} otherwise.",
    )


def said_of_none(file: str, head: str, cells: Sequence[str], told: Sequence[str]) -> tuple[str, ...]:
    """A sentence on a column that is called as one of parts is, and says none; or has more numbers than a dataset has parts."""
    if head not in PART_WORDS or any(told):
        return ()
    different = dict.fromkeys(cell.strip() for cell in cells if cell.strip())
    if len({*map(number_of, different)} - {""}) > MOST_SHARES:
        return (
            f"The column {head} of {file[-60:]} has {len(different):,} different numbers, and is not taken to say the parts.",
        )
    listed = ", ".join(cell[:20] for cell in [*different][:SHOWN]) + ", …" * (len(different) > SHOWN)
    return (
        (f"The column {head} of {file[-60:]} is called as parts are, and says none that is known: {listed}.",) if listed else ()
    )
