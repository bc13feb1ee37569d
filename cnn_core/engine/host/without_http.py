"""A scheduler and workers that listen at one port each, that of Dask's own protocol behind TLS.

Dask always opens a second port for HTTP, also where there is nothing to show there: it answers everybody, and says its version.
"""

from __future__ import annotations

from typing import Any

from distributed import Scheduler, Worker


class QuietScheduler(Scheduler):  # type: ignore[misc]
    """The scheduler of an engine."""

    def start_http_server(self, *arguments: Any, **options: Any) -> None:
        """Opens no port."""


class QuietWorker(Worker):  # type: ignore[misc]
    """A worker of an engine."""

    def start_http_server(self, *arguments: Any, **options: Any) -> None:
        """Opens no port."""
