"""A real S3 server on the loopback, and a line to it that goes dead in the middle."""

import socket
import subprocess
import sys
from contextlib import contextmanager, suppress
from threading import Thread

# It ends with its stdin, so with whoever started it.
SERVER = """
import sys
from moto.server import ThreadedMotoServer
server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
server.start()
print(server.get_host_and_port()[1], flush=True)
sys.stdin.read()
"""
AT_A_TIME = 1 << 16


@contextmanager
def served():
    """A server in a process of its own; gives its address."""
    with subprocess.Popen(
        [sys.executable, "-c", SERVER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        process.stdin.close()


class Line:
    """A way to a server that is cut for good once so many bytes have gone there.

    Attributes:
        sent: Bytes that have gone.
    """

    def __init__(self, address, most):
        self._target = ("127.0.0.1", int(address.rpartition(":")[2]))
        self._most = most
        self.sent = 0
        self._listening = socket.create_server(("127.0.0.1", 0))
        Thread(target=self._accept, daemon=True).start()

    @property
    def address(self):
        """Where it begins."""
        return f"http://127.0.0.1:{self._listening.getsockname()[1]}"

    def close(self):
        """Take no further connection."""
        self._listening.close()

    def _accept(self):
        with suppress(OSError):
            while True:
                ours, _ = self._listening.accept()
                if self.sent > self._most:
                    ours.close()
                    continue
                theirs = socket.create_connection(self._target)
                Thread(target=self._there, args=(ours, theirs), daemon=True).start()
                Thread(target=self._back, args=(ours, theirs), daemon=True).start()

    def _there(self, ours, theirs):
        with suppress(OSError), ours, theirs:
            while (data := ours.recv(AT_A_TIME)) and self.sent <= self._most:
                self.sent += len(data)
                theirs.sendall(data)

    @staticmethod
    def _back(ours, theirs):
        with suppress(OSError):
            while data := theirs.recv(AT_A_TIME):
                ours.sendall(data)
            ours.shutdown(socket.SHUT_WR)
