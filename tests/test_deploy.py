"""Two replicas behind the proxy of deploy/: what is kept, and what a reader notices when one of them is killed: next to nothing."""

import getpass
import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import IncompleteRead
from pathlib import Path
from threading import Event, Thread

import pytest

from tests.browser.conftest import free_port, wait_until_served
from tests.browser.install import nginx
from tests.callbacks.driving import outputs_of
from tests.test_serving import cold

NGINX = nginx()
pytestmark = pytest.mark.skipif(NGINX is None, reason="there is no nginx here")
WAIT = 60
# What Dash asks for when a reader goes to another page; not to be kept, and asked of the other replica where one is gone.
_OUTPUT, _PARTS = ".._pages_content.children..._pages_store.data..", {"pathname": "/glossary", "search": ""}
PAGE = json.dumps(
    {
        "output": _OUTPUT,
        "outputs": outputs_of(_OUTPUT),
        "inputs": [{"id": "_pages_location", "property": name, "value": value} for name, value in _PARTS.items()],
        "changedPropIds": ["_pages_location.pathname"],
    }
).encode()


@dataclass(frozen=True)
class Deployed:
    """``address``: of the proxy; ``replicas``: the servers behind it."""

    address: str
    replicas: list[subprocess.Popen[bytes]]


def _configuration(folder: Path, port: int, replicas: list[int]) -> Path:
    """That of deploy/, with the replicas and folders of this test."""
    text = Path("deploy/nginx.conf").read_text(encoding="utf-8").replace("listen 8080", f"listen 127.0.0.1:{port}")
    servers = "".join(f"server 127.0.0.1:{replica} max_fails=1 fail_timeout=2s; " for replica in replicas)
    (folder / "replicas.conf").write_text(f"upstream atlas {{ {servers} keepalive 64; }}", encoding="utf-8")
    file = folder / "nginx.conf"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def deployed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployed]:
    """Two replicas of a worker each, behind nginx on the loopback."""
    assert NGINX
    folder, port, ports = tmp_path_factory.mktemp("deployed"), free_port(), [free_port(), free_port()]
    gunicorn = [str(Path(sys.executable).with_name("gunicorn")), "--config", str(cold(folder)), "--workers", "1", "--log-level", "error"]
    quiet = {**os.environ, "PYTHONWARNINGS": "ignore"}
    replicas = [subprocess.Popen([*gunicorn, "--bind", f"127.0.0.1:{own}", "app:server"], env=quiet) for own in ports]
    for own in ports:
        wait_until_served(f"http://127.0.0.1:{own}")
    file = _configuration(folder, port, ports)
    proxy = subprocess.Popen(
        [NGINX, "-e", "stderr", "-p", str(folder), "-c", str(file), "-g", f"daemon off; user {getpass.getuser()};"],
        stderr=subprocess.DEVNULL,
    )
    wait_until_served(f"http://127.0.0.1:{port}")
    yield Deployed(f"http://127.0.0.1:{port}", replicas)
    for process in (proxy, *replicas):
        process.terminate()
        process.wait(WAIT)


def _get(address: str, body: bytes | None = None, *, encoding: str = "identity") -> tuple[int, dict[str, str], bytes]:
    with urllib.request.urlopen(
        urllib.request.Request(address, body, {"Content-Type": "application/json", "Accept-Encoding": encoding}), timeout=WAIT
    ) as answer:
        return answer.status, dict(answer.headers), answer.read()


def test_the_proxy_keeps_what_may_be_kept_and_nothing_else(deployed: Deployed) -> None:
    page = _get(f"{deployed.address}/map")[2].decode()
    script = next(path for path in page.split('"') if path.startswith("/assets/all/"))
    kept = [_get(deployed.address + path, encoding="br") for path in (script, script)]
    assert [headers["X-Cache"] for _, headers, _ in kept] == ["MISS", "HIT"]
    assert kept[0][2] == kept[1][2] and kept[1][1]["Content-Encoding"] == "br"
    assert _get(deployed.address + script)[1].get("Content-Encoding") is None
    for path in ("/map", "/health", "/_dash-layout"):
        assert [_get(deployed.address + path)[1]["X-Cache"] for _ in range(2)] == ["MISS", "MISS"], path


def test_a_page_through_the_proxy_names_the_address_that_was_asked_for(deployed: Deployed) -> None:
    host = deployed.address.removeprefix("http://").partition(":")[0]
    assert f'href="http://{host}' in _get(f"{deployed.address}/map")[2].decode()


def test_a_replica_that_is_killed_under_load_loses_no_answer_that_had_not_begun(deployed: Deployed) -> None:
    answers: Counter[str] = Counter()
    is_over = Event()
    questions = [("/health", None), ("/map", None), ("/_dash-update-component", PAGE)]

    def ask(number: int) -> None:
        path, body = questions[number % len(questions)]
        while not is_over.is_set():
            try:
                answers[str(_get(deployed.address + path, body)[0])] += 1
            except IncompleteRead:
                answers["cut"] += 1  # its head had been sent: no proxy can ask another for the rest
            except OSError as error:
                answers[repr(error)] += 1

    asking = [Thread(target=ask, args=(number,)) for number in range(6)]
    for thread in asking:
        thread.start()
    for share in (20, 80):
        while answers.total() < share:
            time.sleep(0.05)
        if share == 20:
            master = deployed.replicas[0].pid
            workers = subprocess.run(["pgrep", "-P", str(master)], capture_output=True, text=True, check=True).stdout.split()
            for pid in (master, *map(int, workers)):
                os.kill(pid, signal.SIGKILL)
    is_over.set()
    for thread in asking:
        thread.join()
    assert set(answers) <= {"200", "cut"} and answers["cut"] <= len(asking) // 2
