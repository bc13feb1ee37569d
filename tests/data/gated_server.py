"""A file server on this machine that stops in the middle of a file until it is told to go on."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from cnn_core.data.download import RemoteFile


class GatedServer:
    """Serves `content` under every name: the first half at once, the rest once `go_on` is set. Status 503 while `closed`."""

    def __init__(self, content: bytes) -> None:
        self.content, self.closed, self.requests = content, False, 0
        self.go_on = threading.Event()
        self.url = ""

    def file(self, name: str) -> RemoteFile:
        return RemoteFile(name, hashlib.sha256(self.content).hexdigest(), len(self.content))


@contextmanager
def gated_server(content: bytes) -> Iterator[GatedServer]:
    gated = GatedServer(content)

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            gated.requests += 1
            if gated.closed:
                self.send_error(503)
                return
            self.send_response(200)
            self.send_header("Content-Length", str(len(gated.content)))
            self.end_headers()
            half = len(gated.content) // 2
            self.wfile.write(gated.content[:half])
            self.wfile.flush()
            gated.go_on.wait(30)
            self.wfile.write(gated.content[half:])

        def handle_one_request(self) -> None:
            try:
                super().handle_one_request()
            except OSError:  # the reader was cancelled and is gone
                self.close_connection = True

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        gated.url = f"http://127.0.0.1:{http.server_port}/"
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield gated
        finally:
            gated.go_on.set()
            http.shutdown()
            thread.join()
