"""The column of a table that says of each picture which part it belongs to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cnn_core.text import plural
from cnn_core.uploads.folder_words import WHOLES
from cnn_core.uploads.guessed_parts import MOST_PARTS, PART_FOR, ask_part, likely_parts
from cnn_core.uploads.label_words import LABEL_WORDS
from cnn_core.uploads.naming import as_parts, doubted, part_of, without_part
from cnn_core.uploads.source import TEST, TRAIN, VALIDATION, Answers, Question

FLAGS, YES = {"isvalid": VALIDATION, "isvalidation": VALIDATION, "istest": TEST}, ("true", "1", "1.0", "yes")
"""Heads of columns that say of each picture whether it is of this part, as fastai reads `is_valid`."""
NO = ("false", "0", "0.0", "no")
SURE_TRAIN, MAY_BE_TRAIN = ("istrain", "istraining", "intrain"), ("train", "training")
"""Heads of columns that say of each picture whether it is to learn from; the others are to test with. The short ones are so beside a
column of labels: alone, they may say on which pictures there is a train, as any may beside columns of buses and cars."""
PART_WORDS = ("split", "set", "usage", "subset", "part", "partition", "phase", "dataset")
OF_FER = {"publictest": "validation", "privatetest": "test"}
"""FER2013 calls its parts Training, PublicTest and PrivateTest; the public one is for validation."""
PIXELS, SHOWN = "pixels", 3
MOST_WORDS = 20


def part_column(heads: Sequence[str], cells: Sequence[Sequence[str]], of_names: int) -> int | None:
    """The place of the column, by its head or by what is in it. One that says valid and invalid is none. `cells` are those of each column,
    its head first if there is one."""
    if any(heads):
        called = (n for n, head in enumerate(heads) if head in FLAGS or (head in PART_WORDS and not doubted(set(cells[n]))))
        known = next(called, None)
        return known if known is not None else _by_cells(heads, cells, of_names)
    filled = (n for n, column in enumerate(cells) if n != of_names and len(set(column)) > 1 and all(map(part_of, column)))
    return next(filled, None)


def part_beside_pixels(heads: Sequence[str], cells: Sequence[Sequence[str]]) -> int | None:
    """The same among columns beside those of pixels, their `cells` without the heads. One that is called so is it, whatever is in it: what
    it says is asked."""
    called = next((n for n, head in enumerate(heads) if head in PART_WORDS), None)
    columns = [[head, *of] for head, of in zip(heads, cells, strict=True)]
    return called if called is not None else part_column([*heads, PIXELS], [*columns, [PIXELS]], len(heads))


def _by_cells(heads: Sequence[str], cells: Sequence[Sequence[str]], of_names: int) -> int | None:
    """The first column that says nothing but parts, whatever it is called, or yes and no under a head that says train."""
    labels = {n for n, head in enumerate(heads) if head in LABEL_WORDS}
    flags = {n for n, column in enumerate(cells) if n not in labels and _say_yes_and_no(column[1:])}
    for n, head in enumerate(heads):
        others = labels - {n}
        if n == of_names or (n in labels and not others):
            continue
        alike = [heads[other] for other in flags - {n}]
        sure = head in SURE_TRAIN and len(heads) > 2 and not any(each.startswith("is") for each in alike)
        says = n in flags and (sure or (head in MAY_BE_TRAIN and others and not alike))
        if says or _say_parts(cells[n][1:]):
            return n
    return None


def _say_parts(cells: Sequence[str]) -> bool:
    """Whether all cells are names of parts and nothing else, of two at least: a freight train is none."""
    different = {*map(_part_name, cells)} - {""}
    if not 2 <= len(different) <= MOST_WORDS or doubted(different):
        return False
    told = as_parts([*different])
    plain = all(part_of(each) and {*without_part(each).casefold().split()} <= WHOLES for each in told)
    return plain and len({*map(part_of, told)}) > 1


def _part_name(cell: str) -> str:
    return OF_FER.get(cell.strip().casefold(), cell)


def _say_yes_and_no(cells: Sequence[str]) -> bool:
    said = {cell.strip().casefold() for cell in cells}
    return said <= {*YES, *NO} and bool(said & {*YES}) and bool(said & {*NO})


def parts_told(head: str, cells: Sequence[str], answers: Answers, questions: list[Question]) -> list[str]:
    """The part that each cell of such a column says, empty if none. A few cells of which it is doubtful are asked about."""
    flag = FLAGS.get(head, "")
    if flag:
        return [flag if cell.strip().casefold() in YES else TRAIN for cell in cells]
    if head in (*SURE_TRAIN, *MAY_BE_TRAIN) and _say_yes_and_no(cells):
        return [TRAIN if cell.strip().casefold() in YES else TEST for cell in cells]
    cells = [*map(_part_name, cells)]
    counts = Counter(cell for cell in cells if cell.strip())
    different = [*counts]
    parts, asked = likely_parts(different)
    for at in sorted(asked):
        cell, guess, parts[at] = different[at], parts[at] or TRAIN, ""
        if len(asked) <= MOST_PARTS:
            questions.append(ask_part(cell, f"in the part {cell[:60]}", counts[cell], guess, answers))
            parts[at] = PART_FOR[questions[-1].chosen]
    told = dict(zip(different, parts, strict=True))
    return [told.get(cell, "") for cell in cells]


def said_of_column(file: str, head: str, called: str) -> tuple[str, ...]:
    """A sentence if the column with the head `called` was taken for what is in it: `head` is that without gaps and in small letters."""
    if not head or head in FLAGS or head in PART_WORDS:
        return ()
    return (f"The column {called.strip()[:40]} of {file[-60:]} says which part each picture belongs to.",)


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
