"""Starts an app under gunicorn for a measurement, and asks it as a browser would."""

import gzip
import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.browser.conftest import free_port

ROOT = Path(__file__).parents[2]
CALLBACK = "/_dash-update-component"


@dataclass(frozen=True)
class Served:
    """An app that is up: its port on this machine, its first process, and the seconds until it answered."""

    port: int
    pid: int
    started: float = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(self, path: str, body: bytes | None = None, *, encoding: str = "gzip") -> tuple[bytes, float]:
        """One request on a new connection; returns the bytes on the wire and the seconds it took."""
        start = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        headers = {"Accept-Encoding": encoding, "Content-Type": "application/json"}
        connection.request("GET" if body is None else "POST", path, body, headers)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        if answer.status != http.client.OK:
            raise RuntimeError(f"{path}: {answer.status}")
        return content, time.perf_counter() - start

    def dependencies(self) -> list[dict[str, Any]]:
        """The callbacks of the app."""
        content, _ = self.ask("/_dash-dependencies", encoding="identity")
        listed: list[dict[str, Any]] = json.loads(content)
        return listed

    def memory(self) -> list[float]:
        """MiB that the first process and each worker hold, pages that they share counted by their share; without what has just ended."""
        rolls: list[str] = []
        for process in (str(self.pid), *Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text(encoding="ascii").split()):
            with suppress(FileNotFoundError, ProcessLookupError):
                rolls.append(Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii"))
        return [sum(int(line.split()[1]) for line in roll.splitlines() if line.startswith("Pss:")) / 1024 for roll in rolls]


def callback_body(entry: Mapping[str, Any], values: Mapping[str, Any], changed: str) -> bytes:
    """The body that the page would post for a callback."""
    output = entry["output"]
    parts = [dict(zip(("id", "property"), part.rsplit(".", 1), strict=True)) for part in output.strip(".").split("...")]

    def filled(wanted: list[dict[str, str]]) -> list[dict[str, Any]]:
        return [{**part, "value": values[f"{part['id']}.{part['property']}"]} for part in wanted]

    body = {
        "output": output,
        "outputs": parts if output.startswith("..") else parts[0],
        "inputs": filled(entry["inputs"]),
        "state": filled(entry.get("state", [])),
        "changedPropIds": [changed],
    }
    return json.dumps(body).encode()


def python(tree: Path) -> str:
    """The Python of a checkout; that of this one where it has none of its own."""
    own = tree / ".venv" / "bin" / "python"
    return str(own) if own.exists() else sys.executable


@contextmanager
def served(app: str = "app:server", *, tree: Path = ROOT, **environment: str) -> Iterator[Served]:
    """Serve ``module:server`` of a checkout with two workers until the block ends."""
    port, start = free_port(), time.perf_counter()
    settings = ["--config", "gunicorn.conf.py"] if app == "app:server" else ["--preload", "--no-control-socket"]
    command = [python(tree), "-m", "gunicorn", *settings, "--workers", "2", "--log-level", "error", "--bind", f"127.0.0.1:{port}", app]
    process = subprocess.Popen(command, cwd=tree, env={**os.environ, **environment})
    try:
        for _ in range(1200):
            try:
                Served(port, process.pid).ask("/_dash-layout", encoding="identity")
                break
            except (RuntimeError, OSError):
                time.sleep(0.05)
        yield Served(port, process.pid, time.perf_counter() - start)
    finally:
        process.terminate()
        process.wait(timeout=40)


def gzipped(content: bytes) -> int:
    """The size of an answer compressed, whether or not the server compressed it."""
    return len(content) if content[:2] == b"\x1f\x8b" else len(gzip.compress(content, 6))
