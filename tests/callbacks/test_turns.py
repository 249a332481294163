"""Costly answers take turns, and whole tables are files: what a script is sent, and told."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest

from callbacks import turns
from etl.contract.errors import WriteError
from etl.queries import open_data
from layouts.exports import whole_tables
from tests.callbacks.driving import client

STREAM, WHOLE = "/data/groups.json", "/data/groups.csv"


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "_PATIENCE", 0.05)


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """Two tables written as files."""
    monkeypatch.setattr(open_data, "folder", lambda: tmp_path)
    monkeypatch.setattr(open_data, "names", lambda: ["groups", "members"])
    whole_tables.write()
    yield tmp_path / "whole"


def test_who_asks_while_all_turns_are_taken_is_told_to_try_again_and_the_pages_go_on() -> None:
    reading = [client().get(STREAM, buffered=False) for _ in range(turns.AT_ONCE)]
    busy = client().get(WHOLE)
    assert (busy.status_code, busy.headers["Retry-After"]) == (503, "5")
    assert "Try again in a few seconds." in busy.text
    assert client().get("/health").status_code == 200
    reading[0].close()
    reading[1].get_data()
    assert [client().get(WHOLE).status_code for _ in range(turns.AT_ONCE + 1)] == [200] * (turns.AT_ONCE + 1)
    for answer in reading:
        answer.close()


@pytest.mark.usefixtures("files")
def test_a_whole_table_is_sent_as_it_was_compressed_once() -> None:
    plain = client().get(WHOLE)
    assert plain.data.startswith(b"quantity_id,") and "Content-Encoding" not in plain.headers
    for encoding, read in (("br", brotli.decompress), ("gzip", gzip.decompress)):
        sent = client().get(WHOLE, headers={"Accept-Encoding": encoding})
        assert (sent.headers["Content-Encoding"], sent.headers["Content-Type"]) == (encoding, "text/csv; charset=utf-8")
        assert "Accept-Encoding" in sent.headers["Vary"]
        assert read(sent.data) == plain.data
        assert sent.headers["ETag"] != plain.headers["ETag"]
        assert int(sent.headers["Content-Length"]) == len(sent.data)


@pytest.mark.usefixtures("files")
def test_a_reader_who_leaves_amid_a_whole_table_leaves_no_file_open() -> None:
    answer = client().get(WHOLE, headers={"Accept-Encoding": "br;q=0"}, buffered=False)
    pieces = iter(answer.response)
    assert next(pieces)
    answer.close()
    assert Path(WHOLE).name not in {link.resolve().name for link in Path("/proc/self/fd").iterdir()}


@pytest.mark.usefixtures("files")
def test_a_whole_table_is_sent_in_parts_and_not_twice() -> None:
    whole = client().get(WHOLE)
    part = client().get(WHOLE, headers={"Range": "bytes=10-19", "If-Range": whole.headers["ETag"]})
    assert (part.status_code, part.data) == (206, whole.data[10:20])
    assert part.headers["Content-Range"] == f"bytes 10-19/{len(whole.data)}"
    assert client().get(WHOLE, headers={"Range": f"bytes={len(whole.data)}-"}).status_code == 416
    assert client().get(WHOLE, headers={"If-None-Match": whole.headers["ETag"]}).status_code == 304
    assert client().head(WHOLE).headers["Content-Length"] == str(len(whole.data))


def test_a_file_of_a_table_is_what_would_be_written_and_one_of_another_version_is_not_taken(
    files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = {form: client().get(f"/data/groups.{form}").data for form in ("csv", "parquet")}
    (home,) = files.iterdir()
    assert sent["csv"] == (home / "groups.csv").read_bytes()
    home.rename(files / "of another version")
    assert {form: client().get(f"/data/groups.{form}").data for form in ("csv", "parquet")} == sent
    whole_tables.write()
    assert [folder.name for folder in files.iterdir()] == [home.name]

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(WriteError, match="No space left"):
        whole_tables.write()
    assert [folder.name for folder in files.iterdir()] == [home.name]
