"""A queue that is fair to people, not to jobs."""

from __future__ import annotations

from collections import OrderedDict

MAX_REMEMBERED = 1000


class FairQueue:
    """Jobs of several owners, taken in turns: nobody twice before everybody who waits once.

    The next job is the oldest of the owner whose last turn is longest ago; who never had a turn comes first, in order of arrival.
    Not thread-safe: its user holds a lock.
    """

    def __init__(self) -> None:
        self._waiting: OrderedDict[str, str] = OrderedDict()
        self._turns: OrderedDict[str, None] = OrderedDict()

    def __len__(self) -> int:
        return len(self._waiting)

    def __contains__(self, job: str) -> bool:
        return job in self._waiting

    def add(self, job: str, owner: str) -> None:
        """Puts a job behind the owner's other jobs."""
        self._waiting[job] = owner

    def put_back(self, job: str, owner: str) -> None:
        """Puts a job that could not start before all others, as if it had not been taken."""
        self.add(job, owner)
        self._waiting.move_to_end(job, last=False)
        self._turns.pop(owner, None)

    def remove(self, job: str) -> bool:
        """Removes a waiting job; False if it does not wait."""
        return self._waiting.pop(job, None) is not None

    def take(self) -> str | None:
        """Removes and returns the next job; None if none waits."""
        order = self.order(1)
        if not order:
            return None
        owner = self._waiting.pop(order[0])
        self._turns.pop(owner, None)
        self._turns[owner] = None
        if len(self._turns) > MAX_REMEMBERED:
            self._turns.popitem(last=False)
        return order[0]

    def place(self, job: str) -> int | None:
        """1 for the next job, 2 for the one after it; None if it does not wait. New arrivals may change it."""
        return self.order().index(job) + 1 if job in self._waiting else None

    def order(self, most: int | None = None) -> list[str]:
        """The waiting jobs in the order in which they will be taken if nothing changes."""
        jobs: dict[str, list[str]] = {}
        for job, owner in self._waiting.items():
            jobs.setdefault(owner, []).append(job)
        had_a_turn = [owner for owner in self._turns if owner in jobs]
        ring = [owner for owner in jobs if owner not in self._turns] + had_a_turn
        found: list[str] = []
        wanted = len(self._waiting) if most is None else min(most, len(self._waiting))
        round_number = 0
        while len(found) < wanted:
            found += [jobs[owner][round_number] for owner in ring if round_number < len(jobs[owner])]
            round_number += 1
        return found[:wanted]
