"""`python -m cnn_core.engine PARENT_PID`: the engine process of one machine; ends when its parent does."""

from __future__ import annotations

import sys

from cnn_core.engine.host.cluster import serve
from cnn_core.engine.host.parent_watch import end_with
from cnn_core.storage.private import write_privately


def main() -> int:
    if len(sys.argv) != 2 or not sys.argv[1].isdecimal():
        print("usage: python -m cnn_core.engine PARENT_PID", file=sys.stderr)
        return 2
    write_privately()
    end_with(int(sys.argv[1]))
    serve()
    return 0


if __name__ == "__main__":
    sys.exit(main())
