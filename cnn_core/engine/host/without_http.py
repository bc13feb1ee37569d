"""A scheduler and workers that listen at one port each, that of Dask's own protocol behind TLS, and keep their log free of what is no fault.

Dask always opens a second port for HTTP, also where there is nothing to show there: it answers everybody, and says its version.
"""

from __future__ import annotations

from typing import Any

from distributed import Scheduler, Worker


class QuietScheduler(Scheduler):  # type: ignore[misc]
    """The scheduler of an engine."""

    def start_http_server(self, *arguments: Any, **options: Any) -> None:
        """Opens no port."""

    def send_all(self, client_msgs: dict[str, list[Any]], worker_msgs: dict[str, list[Any]]) -> None:
        """Sends messages, but none to an app that has just ended: Dask's own would write a traceback for each."""
        comms = self.client_comms
        there = {client: told for client, told in client_msgs.items() if client in comms and not comms[client].closed()}
        super().send_all(there, worker_msgs)


class QuietWorker(Worker):  # type: ignore[misc]
    """A worker of an engine."""

    def start_http_server(self, *arguments: Any, **options: Any) -> None:
        """Opens no port."""
