"""Why a disk does not take what is to be saved, and what to do, in words."""

from __future__ import annotations

import errno

WORDS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota of this account is used up",
    errno.EROFS: "the disk is read-only",
    errno.EIO: "the disk reports an error",
    errno.EACCES: "this account may not read or write there",
    errno.EPERM: "this account may not read or write there",
    errno.EMFILE: "too many files are open",
    errno.ENFILE: "too many files are open",
}


CURES = {
    errno.ENOSPC: "Make room on the disk.",
    errno.EDQUOT: "Make room on the disk.",
    errno.EROFS: "Make it writable again.",
    errno.EACCES: "Give this account the right to do so.",
    errno.EPERM: "Give this account the right to do so.",
    errno.EIO: "Have the disk checked.",
    errno.EMFILE: "Try again in a moment.",
    errno.ENFILE: "Try again in a moment.",
}
FULL = (errno.ENOSPC, errno.EDQUOT)
SAVING = (*FULL, errno.EROFS)
"""What only happens to whoever writes."""


def cure(error: OSError) -> str:
    """What to do, as a sentence; empty where nobody knows."""
    return CURES.get(error.errno or 0, "")


def why(error: OSError) -> str:
    """The end of a sentence that says what cannot be saved: "the disk is full"."""
    return WORDS.get(error.errno or 0) or error.strerror or str(error) or type(error).__name__
