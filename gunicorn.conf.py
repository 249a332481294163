"""How the atlas is served: two forked workers that share what was loaded and warmed up before the fork."""

import gc

wsgi_app = "app:server"
workers = 2
worker_class = "sync"
preload_app = True
timeout = 60
accesslog = None
errorlog = "-"
control_socket_disable = True


def when_ready(_: object) -> None:
    """Warm up, when the app is loaded and before the workers are forked; what is kept for good is no garbage to look through."""
    from app import app  # noqa: PLC0415 - not before gunicorn has loaded it
    from callbacks import http  # noqa: PLC0415

    http.warm_up(app)
    gc.collect()
    gc.freeze()
