"""How the atlas is served: two forked workers that share what was loaded before the fork."""

wsgi_app = "app:server"
workers = 2
worker_class = "sync"
preload_app = True
timeout = 60
accesslog = None
errorlog = "-"
control_socket_disable = True
