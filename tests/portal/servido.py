"""The portal's own application over a socket, for programs that are not ours."""

import subprocess

from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.test.testcases import LiveServerThread

__all__ = ["HiloDelPortal", "correr"]


class _Callado(WSGIRequestHandler):
    def log_message(self, format, *args):
        pass


class HiloDelPortal(LiveServerThread):
    server_class = ThreadedWSGIServer

    def _create_server(self, connections_override=None):
        return self.server_class((self.host, self.port), _Callado, allow_reuse_address=False)


def correr(orden, tmp_path, entrada=None):
    hecho = subprocess.run(
        orden, input=entrada, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert hecho.returncode == 0, hecho.stderr
    return hecho.stdout
