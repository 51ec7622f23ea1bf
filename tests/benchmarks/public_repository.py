"""A stand-in for public repositories: a server on this machine, and cards of made-up corpora."""

import json
import time
from contextlib import contextmanager, suppress
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

COMMIT = "0" * 40
REPOSITORY = "nobody/nothing"


class Repository:
    """What a server gives out under the paths of one commit.

    Attributes:
        url: Where it stands.
        asked: Paths of the requests, in order.
        sent: Bytes of what does not end.
    """

    def __init__(self, url):
        self.url = url
        self.asked = []
        self.sent = 0
        self._answers = {}

    def reply(self, handler):
        """Answer one request."""
        self.asked.append(handler.path)
        with suppress(ConnectionError):  # whoever has enough hangs up
            self._answers.get(handler.path, _nothing)(handler)

    def address(self, path):
        """Where a file is asked for."""
        return f"{self.url}/{REPOSITORY}/{COMMIT}/{path}"

    def put(self, path, data, *, size=None, after=0):
        """Give out bytes, and say that they are as many as is told; some seconds late."""

        def answer(handler):
            time.sleep(after)
            _send(handler, 200, {"Content-Length": len(data) if size is None else size}, data)

        self._answer(path, answer)

    def refuse(self, path, status, **headers):
        """Answer with a status and no file."""
        headers = {"Content-Length": 0, **headers}
        self._answer(path, lambda handler: _send(handler, status, headers, b""))

    def say(self, path, data):
        """Answer with bytes alone, without a status."""
        self._answer(path, lambda handler: handler.wfile.write(data))

    def trickle(self, path, piece, pieces, pause=0):
        """Send a piece many times, without saying how much it will be."""

        def answer(handler):
            _send(handler, 200, {}, b"")
            for _ in range(pieces):
                handler.wfile.write(piece)
                self.sent += len(piece)
                time.sleep(pause)

        self._answer(path, answer)

    def _answer(self, path, answer):
        self._answers[f"/{REPOSITORY}/{COMMIT}/{path}"] = answer


def _nothing(handler):
    _send(handler, 404, {"Content-Length": 0}, b"")


def _send(handler, status, headers, data):
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name, str(value))
    handler.end_headers()
    handler.wfile.write(data)


@contextmanager
def serving():
    """A server that holds nothing yet."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            repository.reply(self)

        def log_message(self, *_args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        repository = Repository(f"http://127.0.0.1:{running.server_port}")
        thread = Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield repository
        finally:
            running.shutdown()
            thread.join()


def card_text(files, *, converter="conll", labels=None, member=None, **changes):
    """The text of a card.

    Args:
        files: Content by path.
        converter: How it is read.
        labels: What its labels mean.
        member: Path and size of what is read of archives.
        changes: Keys of the card, or of each file under ``file_``, with other values; None to
            leave one out.
    """
    keys = {
        "title": "Nothing",
        "title_zh": "无",
        "repository": REPOSITORY,
        "commit": COMMIT,
        "licence": "none",
        "language": "zh-Hans",
        "converter": converter,
    }
    keys |= {key: value for key, value in changes.items() if not key.startswith("file_")}
    lines = _lines(keys)
    for number, (path, data) in enumerate(files.items()):
        entry = {
            "part": f"part{number}",
            "path": path,
            "bytes": len(data),
            "sha256": sha256(data).hexdigest(),
        }
        entry |= {
            key.removeprefix("file_"): value
            for key, value in changes.items()
            if key.startswith("file_")
        }
        lines += ["[[files]]", *_lines(entry)]
        if member is not None:
            lines.append(f'member = {{ path = "{member[0]}", bytes = {member[1]} }}')
    meanings = {"PER": "PERSON", "ORG": ""} if labels is None else labels
    return "\n".join([*lines, "[labels]", *_lines(meanings)]) + "\n"


def _lines(keys):
    return [
        f"{json.dumps(key, ensure_ascii=False)} = {json.dumps(value, ensure_ascii=False)}"
        for key, value in keys.items()
        if value is not None
    ]
