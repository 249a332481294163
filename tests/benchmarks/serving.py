"""Starts an app under gunicorn for a measurement, and drives it as a browser would."""

import gzip
import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Served:
    """An app that is up: its port on this machine, and the process group to measure."""

    port: int
    pid: int

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

    def send(self, request: bytes) -> int:
        """Send a request that was prepared before and read its answer; returns its size. Costs the client next to nothing."""
        with socket.create_connection(("127.0.0.1", self.port)) as connection:
            connection.sendall(request)
            parts = []
            while part := connection.recv(65536):
                parts.append(part)
        if not parts or b" 200 " not in parts[0][:20]:
            raise RuntimeError(parts[0][:80] if parts else "no answer")
        return sum(map(len, parts))

    def dependencies(self) -> list[dict[str, Any]]:
        """The callbacks of the app."""
        content, _ = self.ask("/_dash-dependencies", encoding="identity")
        listed: list[dict[str, Any]] = json.loads(content)
        return listed


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


def prepared(body: bytes) -> bytes:
    """The bytes of a callback's request."""
    head = "POST /_dash-update-component HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nAccept-Encoding: gzip\r\n"
    return f"{head}Connection: close\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def served(app: str, *, workers: int = 2, **environment: str) -> Iterator[Served]:
    """Serve ``module:server`` until the block ends."""
    port = _free_port()
    settings = ["--config", "gunicorn.conf.py"] if app == "app:server" else ["--preload", "--no-control-socket"]
    command = [sys.executable, "-m", "gunicorn", *settings, "--workers", str(workers), "--log-level", "error"]
    process = subprocess.Popen([*command, "--bind", f"127.0.0.1:{port}", app], env={**os.environ, **environment})
    running = Served(port, process.pid)
    try:
        for _ in range(240):
            try:
                running.ask("/_dash-layout", encoding="identity")
                break
            except (ConnectionError, RuntimeError, OSError):
                time.sleep(0.25)
        yield running
    finally:
        process.terminate()
        process.wait(timeout=20)


def gzipped(content: bytes) -> int:
    """The size of an answer compressed, whether or not the server compressed it."""
    return len(content) if content[:2] == b"\x1f\x8b" else len(gzip.compress(content, 6))
