"""How the atlas is served: two forked workers that share what was loaded and warmed up before the fork.

A request waits in a thread of its own, so that slow readers and half-sent requests hold nobody; who sends or takes nothing for
STALLED seconds is left. SIGHUP starts the atlas anew beside the one that serves, which then ends what it is doing and leaves: new
tables and new code are taken without a dropped request. Where the new one does not start, the old one goes on.
"""

import gc
import logging
import os
import signal
import socket
import struct
import subprocess
import sys
from typing import Any

from etl.store import allocator

STALLED = 30
allocator.lean()
gc.disable()  # until all is loaded: what is made at the start stays
os.environ["OPENBLAS_NUM_THREADS"] = "1"

wsgi_app = "app:server"
workers = 2
worker_class = "gthread"
threads = 128
preload_app = True
timeout = 60
accesslog = None
errorlog = "-"
control_socket_disable = True


def _is_news(record: logging.LogRecord) -> bool:
    """Whether a line of the log says more than that a client stalled."""
    return not (record.exc_info and isinstance(record.exc_info[1], BlockingIOError))


def when_ready(server: Any) -> None:
    """Warm up, when the app is loaded and before the workers are forked; what is kept for good is no garbage to look through.

    What was compressed at once is compressed as far as can be beside the workers, which then send that.
    """
    from app import app  # noqa: PLC0415 - not before gunicorn has loaded it
    from callbacks import http  # noqa: PLC0415

    http.warm_up(app)
    gc.collect()
    allocator.trim()
    gc.freeze()
    gc.enable()
    app.server.config["TRUSTED_HOSTS"] += [address[0] for address in server.address if isinstance(address, tuple)]
    for listener in server.LISTENERS:  # connections inherit the limits of their listener
        for direction in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
            listener.sock.setsockopt(socket.SOL_SOCKET, direction, struct.pack("ll", STALLED, 0))
    server.log.error_log.addFilter(_is_news)
    subprocess.Popen([sys.executable, "-m", "layouts.library.compressed"])
    if before := os.environ.get("GUNICORN_PID"):
        os.kill(int(before), signal.SIGTERM)


def on_reload(server: Any) -> None:
    """Start anew beside this one, which the new one ends when it is ready."""
    server.reexec()
