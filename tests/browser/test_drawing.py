"""Pictures that the server draws itself, with the script of the page; one at a time."""

import json
import re
import struct
import urllib.request
from urllib.error import HTTPError

import pytest

from layouts.exports import drawing
from tests.callbacks.driving import client

pytestmark = pytest.mark.browser


def _get(url: str) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(url, timeout=90) as answer:
            return answer.status, answer.read()
    except HTTPError as error:
        return error.code, error.read()


def test_the_server_draws_a_page_of_paper_and_a_picture_for_other_programs(address: str) -> None:
    with urllib.request.urlopen(f"{address}/view/compare.pdf?q=across_borders&preset=print", timeout=90) as answer:
        name, paper = answer.headers["Content-Disposition"], answer.read()
    assert re.search(r"across_borders_5-sources_\d+-\d+_[0-9a-f]{12}_print\.pdf", name)
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
    assert (status, said) == (503, b"The server is busy with other pictures. Try again in a minute.\n")


def test_a_server_without_chromium_offers_no_picture_and_leads_to_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "installed", lambda: False)
    answer = client().get("/view/world.pdf")
    assert (answer.status_code, "choose Download" in answer.text) == (404, True)
    assert not re.search("install|chromium|playwright|server", answer.text, re.IGNORECASE)
    assert client().get("/view/world.pdf?preset=poster").status_code == 400
    assert client().get("/view/nothing.pdf").status_code == 404
    paths = json.loads(client().get("/openapi.json").text)["paths"]
    assert not [path for path in paths if path.endswith((".pdf", ".png", ".svg"))]
