"""A side task whose engine goes away: a sentence, and a report in the log unless the app itself is ending."""

import logging
import threading

import pytest

from cnn_core.engine.dask_client.connection import Connection
from cnn_core.errors import EngineError


@pytest.mark.parametrize(("ending", "reports"), [(False, 1), (True, 0)])
def test_an_app_that_ends_reports_no_loss_of_what_it_ends_itself(ending, reports, caplog):
    connection = object.__new__(Connection)
    connection._closed, connection._workers = threading.Event(), {"infer": ["tls://127.0.0.1:1"]}
    if ending:
        connection._closed.set()

    def lost(*arguments, timeout):
        raise OSError("Stream is closed")

    connection._run = lost
    with caplog.at_level(logging.WARNING), pytest.raises(EngineError, match="ended meanwhile"):
        connection.run_side_task(lost, timeout=1.0)
    assert len(caplog.records) == reports
