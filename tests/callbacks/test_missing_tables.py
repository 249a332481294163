"""Without tables the app says so on its page and in its log, with the command that mends it."""

import os
import subprocess
import sys
from pathlib import Path

SCRIPT = """
from app import server
client = server.test_client()
print(client.get('/').status_code, client.get('/health').status_code)
print(client.get('/_dash-layout').text)
"""


def _ask(data: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True, env={**os.environ, "ATLAS_DATA": str(data)}
    )


def test_missing_tables_are_said_with_the_remedy(tmp_path: Path) -> None:
    answer = _ask(tmp_path)
    assert answer.stdout.startswith("200 503")
    assert "The atlas has no tables to show" in answer.stdout
    assert "python -m etl build" in answer.stdout
    assert "the tables have not been built" in answer.stderr


def test_unreadable_tables_are_said_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "built").mkdir()
    (tmp_path / "built" / "sources.parquet").write_bytes(b"PAR1 nonsense")
    answer = _ask(tmp_path)
    assert answer.stdout.startswith("200 503")
    assert "sources.parquet" in answer.stdout
