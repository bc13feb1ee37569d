"""Whether a column that may say the parts of a dataset means something else: asked of a person, and guessed."""

from __future__ import annotations

from collections.abc import Sequence

from cnn_core.uploads.source import TRAIN, Answers, Question, ask, in_force
from cnn_core.uploads.words.naming import VALID
from cnn_core.uploads.words.yes_or_no import flagged_part, is_sure, is_yes, one_each, others_of_yes_and_no, says_yes_and_no

PART_COLUMN, SAYS_PARTS, SAYS_OTHER = "parts of", "which part each image belongs to", "something else"


def is_believed(
    file: str,
    called: str,
    heads: Sequence[str],
    cells: Sequence[Sequence[str]],
    at: int,
    answers: Answers,
    questions: list[Question],
    always_asked: bool = False,
) -> bool:
    """Whether the column at this place says the parts. That is asked of one that says yes and no under the word of a part alone, where that
    may be the result of a test, or one of the things that others say yes and no of; with `always_asked` whatever is in it."""
    head = heads[at]
    bare = bool(flagged_part(head)) and says_yes_and_no(cells[at]) and not is_sure(head)
    may_be_other = bare and (flagged_part(head) != TRAIN or bool(others_of_yes_and_no(heads, cells)))
    if not (may_be_other or always_asked):
        return True
    asks = f"The column {called.strip()[:40]} of {file[-60:]} says"
    guess = likely_meaning(heads, cells, at)
    known = in_force(questions, answers)
    questions.append(ask(f"{PART_COLUMN} {file}", asks, (SAYS_PARTS, SAYS_OTHER), guess, known))
    return questions[-1].chosen == SAYS_PARTS


def likely_meaning(heads: Sequence[str], cells: Sequence[Sequence[str]], at: int) -> str:
    """SAYS_PARTS, or SAYS_OTHER for a column of yes and no under the word of a part alone of which too many are to test with, since it may be
    the result of a test, or a train beside other things that are to be seen, unless these are the classes."""
    part, yes = flagged_part(heads[at]), sum(map(is_yes, cells[at]))
    if not part or is_sure(heads[at]) or not says_yes_and_no(cells[at]):
        return SAYS_PARTS
    if heads[at] == VALID:  # alone it may say that a picture is good
        return SAYS_OTHER
    others = others_of_yes_and_no(heads, cells)
    if part == TRAIN and (not others or one_each([cells[n] for n in others])):
        return SAYS_PARTS
    tested = len(cells[at]) - yes if part == TRAIN else yes
    return SAYS_PARTS if 2 * tested < len(cells[at]) else SAYS_OTHER
