"""Readers who ask over connections that stay open, as those of browsers do, without threads: they take next to nothing of the machine."""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass

_LENGTH, _LAST = re.compile(rb"(?i)content-length: (\d+)"), re.compile(rb"(?i)connection: close")
_PATIENCE = 60


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that was read whole: its status, 0 where the connection broke, and the seconds that it took."""

    request: bytes
    status: int
    seconds: float


def request(path: str, body: bytes | None = None, encodings: str = "br, gzip") -> bytes:
    """The bytes of a request; one with a body is posted."""
    head = f"{'GET' if body is None else 'POST'} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: {encodings}\r\n"
    sent = "" if body is None else f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    return f"{head}{sent}\r\n".encode() + (body or b"")


async def _head(stream: asyncio.StreamReader) -> bytes:
    """The head of an answer whose body is read and left."""
    head = await stream.readuntil(b"\r\n\r\n")
    if length := _LENGTH.search(head):
        await stream.readexactly(int(length[1]))
    else:
        while size := int(await stream.readline(), 16):
            await stream.readexactly(size + 2)
        await stream.readline()
    return head


async def _read(port: int, requests: Iterator[bytes], answers: list[Answer]) -> None:
    writer: asyncio.StreamWriter | None = None
    for asked in requests:
        start, head = time.perf_counter(), b""
        try:
            async with asyncio.timeout(_PATIENCE):
                if not writer:
                    reader, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.write(asked)
                head = await _head(reader)
        except (OSError, ValueError, asyncio.IncompleteReadError, TimeoutError):
            head = b""
        answers.append(Answer(asked, int(head[9:12] or 0), time.perf_counter() - start))
        if writer and (not head or _LAST.search(head)):
            writer.close()
            writer = None
    if writer:
        writer.close()


def read(
    port: int, requests: Iterator[bytes], readers: int, watch: Callable[[list[Answer]], Awaitable[None]] | None = None
) -> tuple[list[Answer], float]:
    """The answers to requests that several readers ask at once, each after the answer before, and the seconds of all together.

    ``watch`` runs meanwhile, with the answers that have come.
    """
    answers: list[Answer] = []

    async def together() -> None:
        watching = asyncio.ensure_future(watch(answers)) if watch else None
        await asyncio.gather(*(_read(port, requests, answers) for _ in range(readers)))
        if watching:
            watching.cancel()

    start = time.perf_counter()
    asyncio.run(together())
    return answers, time.perf_counter() - start
