"""The server as it runs: slow readers hold nobody, a reload drops no request, a killed worker its own, and nothing pasted stays."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPException
from pathlib import Path
from threading import Event, Thread
from urllib.error import HTTPError

import pytest

from tests.browser.conftest import free_port, wait_until_served
from tests.callbacks.test_check_privacy import SECRET, TEXT, body_of

SLOW, HALF, WORKERS = 50, 20, 2
PATHS = ("/health", "/map", "/_dash-layout", "/health")
WAIT = 60
Served = tuple[str, subprocess.Popen[bytes], Path]


def cold(folder: Path) -> Path:
    """The configuration of the server, but for its warming up before the first request, which takes seconds."""
    text, file = Path("gunicorn.conf.py").read_text(encoding="utf-8"), folder / "gunicorn.conf.py"
    assert text.count("http.warm_up(app)") == 1
    file.write_text(text.replace("http.warm_up(app)", "..."), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The address of the atlas, its server, and its log, which has as much as can be logged."""
    log, address = tmp_path_factory.mktemp("serving") / "log", f"127.0.0.1:{free_port()}"
    gunicorn = str(Path(sys.executable).with_name("gunicorn"))
    command = [gunicorn, "--config", str(cold(log.parent)), "--bind", address, "--log-file", str(log), "--log-level", "debug"]
    pid = log.with_name("pid")
    command += ["--access-logfile", str(log.with_name("access")), "--pid", str(pid), "app:server"]
    with log.with_name("output").open("wb") as output:
        server = subprocess.Popen(command, env={**os.environ, "PYTHONWARNINGS": "ignore"}, stdout=output, stderr=output)
    wait_until_served(f"http://{address}")
    yield f"http://{address}", server, log
    os.kill(int(pid.read_text()), signal.SIGTERM)
    server.wait(WAIT)


def _answer(address: str) -> int:
    with urllib.request.urlopen(address, timeout=WAIT) as answer:
        answer.read()
        return int(answer.status)


def _post(address: str, body: bytes) -> int:
    request = urllib.request.Request(f"{address}/_dash-update-component", body, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=WAIT) as answer:
            return int(answer.status)
    except HTTPError as error:
        return error.code


def test_no_log_has_a_word_of_a_text_that_was_pasted_to_have_its_numbers_checked(served: Served) -> None:
    address, _, log = served
    too_long, broken = body_of(f"{SECRET} " * 3_000), body_of(TEXT)[:-5]
    mistyped = body_of(TEXT).replace(f'"{TEXT}"'.encode(), f'["{SECRET}"]'.encode())
    assert [_post(address, body) for body in (body_of(TEXT), too_long, broken, mistyped)] == [200, 400, 400, 400]
    logs = {path.name: path.read_text(encoding="utf-8") for path in log.parent.iterdir() if path.is_file()}
    assert "/_dash-update-component" in logs["access"]
    assert all(SECRET not in text for text in logs.values())


def test_slow_readers_and_half_sent_requests_hold_nobody(served: Served) -> None:
    address, _, _ = served
    host, _, port = address.removeprefix("http://").partition(":")
    with ExitStack() as open_ones:
        for number in range(SLOW + HALF):
            connection = open_ones.enter_context(socket.create_connection((host, int(port))))
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            request = f"GET /data/flows.csv HTTP/1.1\r\nHost: {host}\r\n\r\n"
            connection.sendall((request if number < SLOW else request[:20]).encode())
        assert [_answer(address + path) for path in PATHS] == [200] * len(PATHS)


@contextmanager
def _asking(address: str) -> Iterator[Counter[str]]:
    """Ask with four readers until the block ends; how often they got which answer."""
    answers: Counter[str] = Counter()
    is_over = Event()

    def ask() -> None:
        while not is_over.is_set():
            try:
                answers[str(_answer(f"{address}/health"))] += 1
            except (OSError, HTTPException) as error:
                answers[type(error).__name__] += 1
            time.sleep(0.02)

    asking = [Thread(target=ask) for _ in range(4)]
    for thread in asking:
        thread.start()
    yield answers
    is_over.set()
    for thread in asking:
        thread.join()


def _wait_for_more(answers: Counter[str], more: int = 100) -> None:
    after = answers["200"]
    while answers["200"] < after + more:
        time.sleep(0.1)


def _workers(server: str, *gone: str) -> set[str]:
    """The workers of a server, once it has as many as it starts beside those that are gone."""
    children = Path(f"/proc/{server}/task/{server}/children")
    while len(workers := set(children.read_text(encoding="ascii").split()) - {*gone}) < WORKERS:
        time.sleep(0.1)
    return workers


def test_a_killed_worker_loses_at_most_the_requests_that_it_was_answering(served: Served) -> None:
    address, _, log = served
    server = log.with_name("pid").read_text(encoding="utf-8").strip()
    killed = min(_workers(server))
    with _asking(address) as answers:
        _wait_for_more(answers)
        os.kill(int(killed), signal.SIGKILL)
        _wait_for_more(answers, 200)
    lost = answers.total() - answers["200"]
    assert lost <= 4  # the one of each reader
    assert len(_workers(server, killed)) == WORKERS


def test_a_reload_drops_no_request_and_leaves_one_server(served: Served) -> None:
    address, server, log = served
    with _asking(address) as answers:
        server.send_signal(signal.SIGHUP)
        assert server.wait(2 * WAIT) == 0  # the new one ends the old one, when it is ready
        while not log.with_name("pid").exists() or log.with_name("pid").read_text(encoding="utf-8").strip() == str(server.pid):
            time.sleep(0.1)
        _wait_for_more(answers)
    assert set(answers) == {"200"}
    assert "Traceback" not in log.read_text(encoding="utf-8")
