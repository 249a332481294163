"""Without tables the app says so on its page, at its addresses and in its log, with the command that mends it."""

import json
import os
import subprocess
import sys
from pathlib import Path

ADDRESSES = (
    *(
        "/",
        "/flows",
        "/nothing",
        "/health",
        "/data/estimates.csv",
        "/data/datapackage.json",
        "/view/world.csv",
        "/view/compare.zip",
        "/view/flows.png",
    ),
    *("/embed/world", "/oembed?url=http://localhost/", "/openapi.json", "/cite/gsi_2023.bib", "/geo/0/world_50m.json"),
    *("/card/world.png", "/sitemap.xml", "/robots.txt"),
)
SCRIPT = """
import json, sys
from app import server
client = server.test_client()
answers = {address: client.get(address) for address in sys.argv[1:]}
print(json.dumps({address: [answer.status_code, answer.text] for address, answer in answers.items()}))
"""


def test_missing_tables_are_said_with_the_remedy(tmp_path: Path) -> None:
    command = [sys.executable, "-c", SCRIPT, *ADDRESSES, "/_dash-layout"]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, "ATLAS_DATA": str(tmp_path)})
    answers, log = json.loads(ran.stdout), ran.stderr
    layout = answers.pop("/_dash-layout")[1]
    assert {address: answer[0] for address, answer in answers.items()} == dict.fromkeys(ADDRESSES, 503)
    assert "The atlas has no tables to show" in layout
    assert "python -m etl build" in layout
    assert "the tables have not been built" in log
    assert "Traceback" not in log
    for address in ADDRESSES[4:]:
        assert "python -m etl build" in answers[address][1], address
