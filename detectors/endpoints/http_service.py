"""A REST service that speaks JSON: connections that stay open, patience, several requests at once.

Redirects are not followed and proxies of the environment not used: what is sent may be personal,
and goes where the user says and nowhere else.
"""

import json
import os
import weakref
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPSConnection, RemoteDisconnected
from threading import Lock
from time import monotonic, sleep
from typing import Any, Final
from urllib.parse import SplitResult

from leakbench.detectors.http_replies import TRANSIENT, Reply, asked_wait, read_body
from leakbench.generator.errors import LeakbenchError
from leakbench.generator.untrusted import json_of

AUTHORIZATION: Final = "LEAKBENCH_HTTP_AUTHORIZATION"
"""The environment's name for the header ``Authorization``, as ``Bearer …`` or ``Basic …``."""

ATTEMPTS: Final = 4
FIRST_WAIT: Final = 0.5  # seconds before the second attempt, doubled before each further one
TIMEOUT: Final = 60.0  # seconds for a whole answer

_CLOSED: Final = (RemoteDisconnected, BrokenPipeError, ConnectionResetError)


class ServiceError(LeakbenchError):
    """A request had no answer.

    Attributes:
        where: What was asked for, as ``POST http://host/analyze``.
        reason: Why there is none.
    """

    def __init__(self, where: str, reason: str) -> None:
        self.where = where
        self.reason = reason
        super().__init__(f"{where}: {reason}")


class HttpService:
    """A service; it may be asked from several threads, each on a connection of its own."""

    def __init__(self, url: SplitResult) -> None:
        """Remember where it is; nothing is sent yet.

        Raises:
            ServiceError: The environment's ``LEAKBENCH_HTTP_AUTHORIZATION`` is no header.
        """
        self._connect = HTTPSConnection if url.scheme == "https" else HTTPConnection
        self._host, self._port = url.hostname or "", url.port
        self._path = url.path.rstrip("/")
        self._shown = f"{url.scheme}://{url.netloc}{self._path}"
        self._key = os.environ.get(AUTHORIZATION, "")
        if not (self._key.isascii() and self._key.isprintable()):
            raise ServiceError(self._shown, f"{AUTHORIZATION} holds characters that no header has")
        self._idle: list[HTTPConnection] = []
        weakref.finalize(self, _close, self._idle)
        self._lock = Lock()

    def get(self, path: str) -> Any:
        """What the service says of a path.

        Raises:
            ServiceError: It does not answer, refuses, or answers no JSON.
        """
        return self._asked("GET", path, None, ATTEMPTS)

    def post(self, path: str, question: object, attempts: int = ATTEMPTS) -> Any:
        """What the service answers to a question.

        Raises:
            ServiceError: It does not answer, refuses, or answers no JSON.
        """
        body = json.dumps(question, ensure_ascii=False).encode()
        return self._asked("POST", path, body, attempts)

    def close(self) -> None:
        """Close the connections that nobody uses."""
        with self._lock:
            _close(self._idle)

    def _asked(self, method: str, path: str, body: bytes | None, attempts: int) -> Any:
        where = f"{method} {self._shown}{path}"
        reason = ""
        for attempt in range(attempts):
            wait = None
            try:
                reply = self._sent(method, path, body)
            except (OSError, HTTPException) as error:
                reason = f"{type(error).__name__}: {error}"
            else:
                if reply.status == HTTPStatus.OK:
                    return _json(where, reply)
                reason, wait = self._refusal(reply), reply.wait
                if reply.status not in TRANSIENT:
                    raise ServiceError(where, reason)
            if attempt + 1 < attempts:
                sleep(FIRST_WAIT * 2**attempt if wait is None else wait)
        raise ServiceError(where, f"{attempts} attempts failed, the last with {reason}")

    def _sent(self, method: str, path: str, body: bytes | None) -> Reply:
        """A reply, on a connection that is open already if there is one."""
        with self._lock:
            kept = self._idle.pop() if self._idle else None
        if kept is not None:
            try:
                return self._exchanged(kept, method, path, body)
            except _CLOSED:  # as a service may do with what was idle
                kept.close()
        fresh = self._connect(self._host, self._port, timeout=TIMEOUT)
        return self._exchanged(fresh, method, path, body)

    def _exchanged(
        self, connection: HTTPConnection, method: str, path: str, sent: bytes | None
    ) -> Reply:
        headers = {"Accept": "application/json"}
        if sent is not None:
            headers["Content-Type"] = "application/json"
        if self._key:
            headers["Authorization"] = self._key
        until = monotonic() + TIMEOUT
        try:
            connection.request(method, self._path + path, sent, headers)
            response = connection.getresponse()
            body = read_body(response, until)
            response.close()  # the connection stays, and takes no other request before this
        except BaseException:
            connection.close()
            raise
        if response.will_close:
            connection.close()
        else:
            with self._lock:
                self._idle.append(connection)
        return Reply(response.status, body, asked_wait(response.headers))

    def _refusal(self, reply: Reply) -> str:
        """A refusal on one line, without the key that some services repeat."""
        text = reply.start(400)
        return f"status {reply.status}: {text.replace(self._key, '***') if self._key else text}"


def _close(idle: list[HTTPConnection]) -> None:
    while idle:
        idle.pop().close()


def _json(where: str, reply: Reply) -> Any:
    try:
        return json_of(reply.body)
    except ValueError:
        raise ServiceError(where, f"the reply is no JSON: {reply.start(80)!r}") from None
