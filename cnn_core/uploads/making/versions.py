"""Pictures that are called as changed copies of one, `leaf3_aug0` and `leaf3_aug1`: what is tested with is not to be learned from in another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from cnn_core.data.dataset import Labels
from cnn_core.text import plural
from cnn_core.uploads.source import GO_ON, Answers, Question, ask
from cnn_core.uploads.words.camera_names import of_a_camera, unmarked

CHANGED = re.compile(
    r"(?<![\s_.\-])[\s_.\-]+(?:aug(?:mented|mentation)?|[hv]?flip(?:ped)?|mirror(?:ed)?|rot(?=[\s_.\-]*(?:90|180|270))|rotat(?:ed?|ion))[\s_.\-]*\d{0,4}"
    r"|\.rf\.[0-9a-f]{6,}",
    re.IGNORECASE,
)
"""What programs add to the name of a picture that they changed; Roboflow adds `.rf.` and a number. Without a
number before it `cat_aug_7` does not say of which picture it is."""
EXPORTED, BROWSER = ("jpg", "jpeg", "png"), ("download", "index", "unnamed")
"""How a name ends before what Roboflow adds, and what browsers call pictures that have no name of their own: thousands are called so."""
LONGEST, SHOWN = 250, 60
NOT_LEARN, NOT_TEST = "do not learn from them", "do not test with them"
ANEW = "If they are other pictures, because each part counts its own anew, go on with them."
VALIDATES = "What validates stays in any case: a class there has nothing but such copies."
WHY_OUT = "pictures of the other part are called as changed copies of them"


def versions_of(files: Sequence[str]) -> Labels:
    """For each file the place of the first of those in its folder that are versions of the same picture, as the names say; of most it is
    its own."""
    keys = [_key(each) for each in files]
    changed = {key for key, file in zip(keys, files, strict=True) if key != _plain(file)}
    first: dict[str, int] = {}
    return np.array([first.setdefault(key, at) if key in changed else at for at, key in enumerate(keys)], np.int64)


def said_of_versions(files: Sequence[str], groups: Labels) -> list[str]:
    """A sentence if there are versions of pictures, of which a test part is drawn."""
    counts = Counter(groups.tolist())
    several = [at for at, count in counts.items() if count > 1]
    if not several:
        return []
    one, other = (files[number].rpartition("/")[2][-SHOWN:] for number in np.flatnonzero(groups == several[0])[:2])
    count = sum(counts[at] for at in several)
    return [
        f"{plural(count, 'picture')} are called as changed copies of {len(several):,}, such as {one} and {other}: those of one picture are "
        "together either tested with or learned from. Validation images are drawn one by one from the latter, so they have copies among "
        "them; leave the copies out, and let Augmentation make them, if the validation is to tell as much as the test."
    ]


def versions_across(
    files: Sequence[str], labels: Labels, of_test: NDArray[np.bool_], of_validation: NDArray[np.bool_], answers: Answers
) -> tuple[NDArray[np.bool_], list[Question]]:
    """Which pictures (n,) are to be left out because versions of them are in the test part, or because they are there themselves, and
    that as a question; none if there are none. Names that come again in the other part tell nothing: each part counts its pictures anew."""
    plain, keys = [_plain(file) for file in files], [_key(file) for file in files]
    there: dict[tuple[int, str], list[int]] = {}
    for at, (label, key) in enumerate(zip(labels.tolist(), keys, strict=True)):
        there.setdefault((label, key.rpartition("/")[2]), []).append(at)
    found = np.zeros(len(files), np.bool_)
    pairs = []
    for group in there.values():
        if all(keys[at] == plain[at] for at in group):
            continue
        mine, others = [at for at in group if of_test[at]], [at for at in group if not of_test[at]]
        if mine and others and {_name(plain[at]) for at in mine}.isdisjoint(_name(plain[at]) for at in others):
            found[group] = True
            pairs.append((others[0], mine[0]))
    if not pairs:
        return found, []
    other, one = (_name(files[at])[-SHOWN:] for at in pairs[0])
    used = "to learn from or validate with" if (found & of_validation).any() else "to learn from"
    count = int((found & ~of_test).sum())
    are = "is called as a changed copy" if count == 1 else "are called as changed copies"
    asks = (
        f"{plural(count, 'picture')} {used} {are} of {int((found & of_test).sum()):,} to test with, such as {other} and {one}, so the test "
        "is hardly on unseen images"
    )

    def keeps(part: NDArray[np.bool_]) -> bool:
        """Whether each class of a part keeps some."""
        return {*labels[part & ~found].tolist()} == {*labels[part].tolist()}

    learned = ~of_test & ~of_validation
    not_learn = found & (~of_test if keeps(of_validation) else learned)
    of_each = ((NOT_LEARN, not_learn, learned), (NOT_TEST, found & of_test, of_test))
    can = {what: out for what, out, needed in of_each if out.any() and keeps(needed)}
    why = ANEW if keeps(of_validation) or NOT_LEARN not in can else f"{ANEW} {VALIDATES}"
    question = ask("versions", asks, (GO_ON, *can), GO_ON, answers, why)
    return can.get(question.chosen, np.zeros(len(files), np.bool_)), [question]


def _name(file: str) -> str:
    return file.rpartition("/")[2]


def _plain(file: str) -> str:
    folder, _, name = file.rpartition("/")
    return f"{folder}/{unmarked(name[-LONGEST:])[0]}".casefold()


def _key(file: str) -> str:
    folder, _, name = file.rpartition("/")
    plain = unmarked(name[-LONGEST:])[0]
    left = CHANGED.sub("", plain)
    before, _, ending = left.rpartition("_")
    called = ending in EXPORTED and not of_a_camera(before) and before.casefold() not in BROWSER
    return f"{folder}/{left if called or any(map(str.isdigit, left)) else plain}".casefold()
