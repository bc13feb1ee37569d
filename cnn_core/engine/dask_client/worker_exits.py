"""Why workers died: the notices of the nannies, kept until a run asks."""

from __future__ import annotations

import threading
from typing import Any

from cnn_core.engine.host.nanny import EXITS, OUT_OF_MEMORY
from cnn_core.engine.protocol import failure_words

NOTICE_SECONDS = 1.0
MAX_KEPT = 50


class WorkerExits:
    """Listens to a client's notices of dead workers. A cluster's own nannies send none: then nobody knows why."""

    def __init__(self, client: Any) -> None:
        self._notices: dict[str, dict[str, Any]] = {}
        self._came = threading.Condition()
        client.subscribe_topic(EXITS, lambda event: self.add(event[1]))
        client.subscribe_topic(OUT_OF_MEMORY, lambda event: self.add({**event[1], "over_limit": True}))

    def add(self, notice: dict[str, Any]) -> None:
        """A notice about one worker; there may be two, of memory first and then of the exit."""
        with self._came:
            self._notices.setdefault(notice["worker"], {}).update(notice)
            while len(self._notices) > MAX_KEPT:
                del self._notices[next(iter(self._notices))]
            self._came.notify_all()

    def sentence(self, worker: str) -> str:
        """The sentence for a run whose worker died. Waits a moment for the notice."""
        with self._came:
            self._came.wait_for(lambda: "exit_code" in self._notices.get(worker, {}), NOTICE_SECONDS)
            notice = self._notices.pop(worker, {})
        limit = notice.get("memory_limit") if notice.get("over_limit") else None
        return failure_words.dead_worker(notice.get("exit_code"), limit)
