"""Pictures that the server draws itself, with the script of the page; one at a time."""

import re
import struct
import urllib.request
from urllib.error import HTTPError

import pytest

from layouts.exports import drawing
from tests.browser.conftest import Visit
from tests.callbacks.driving import client

pytestmark = pytest.mark.browser


def _get(url: str) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(url, timeout=90) as answer:
            return answer.status, answer.read()
    except HTTPError as error:
        return error.code, error.read()


def test_the_server_draws_a_page_of_paper_and_a_picture_for_other_programs(visit: Visit, address: str) -> None:
    page = visit.open("/compare?q=across_borders")
    page.locator(".share summary", has_text="Picture").click()
    with page.expect_download(timeout=90_000) as saving:
        page.get_by_role("group", name="Print, A4").get_by_role("button", name="PDF").click()
    assert re.search(r"across_borders_5-sources_\d+-\d+_[0-9a-f]{12}_print\.pdf", saving.value.suggested_filename)
    paper = saving.value.path().read_bytes()
    assert paper.startswith(b"%PDF-")
    assert re.findall(rb"/Count (\d+)", paper) == [b"1"]
    box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", paper)
    assert box is not None
    assert abs(float(box[1]) / float(box[2]) - 297 / 210) < 0.01
    status, image = _get(f"{address}/view/flows.png?preset=square")
    assert status == 200, image
    assert struct.unpack(">II", image[16:24]) == (1080, 1080)
    assert b"Permalink\0" in image


def test_while_it_draws_the_server_says_so_plainly(address: str) -> None:
    with drawing._turn():
        status, said = _get(f"{address}/view/world.svg")
    assert (status, said) == (503, b"The server draws another picture. Ask again in a minute.\n")


def test_a_server_without_chromium_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "installed", lambda: False)
    answer = client().get("/view/world.pdf")
    assert answer.status_code == 501
    assert "your browser makes PNG and SVG itself" in answer.text
    assert client().get("/view/world.pdf?preset=poster").status_code == 400
    assert client().get("/view/nothing.pdf").status_code == 404
