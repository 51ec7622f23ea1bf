"""Programs, files and services that the tests write, and what they are asked."""

import json
import shlex
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from textwrap import dedent
from threading import Lock, Thread
from urllib.parse import urlsplit

import pyarrow as pa
import pytest

from leakbench.detectors.contract import accept
from leakbench.detectors.endpoints import http_service


@pytest.fixture
def command(tmp_path):
    """Write a program in Python, and give the command that runs it."""

    def written(source, *words):
        path = tmp_path / "program.py"
        path.write_text(dedent(source), "utf-8")
        return shlex.join([sys.executable, str(path), *words])

    return written


@pytest.fixture
def batch():
    """Make a batch of one column, or of several by name."""

    def made(*texts, **columns):
        named = columns or {"text": texts}
        return pa.RecordBatch.from_pydict(
            {name: pa.array(cells, pa.string()) for name, cells in named.items()}
        )

    return made


@pytest.fixture
def ask():
    """The accepted spans of a detector: row, column, text and label, and its score if not 1."""

    def asked(detector, batch):
        cells = [column.to_pylist() for column in batch.columns]
        return [
            (
                one["row"],
                one["column"],
                cells[one["column"]][one["row"]][one["start"] : one["end"]],
                one["label"],
                *([] if one["score"] == 1 else [one["score"]]),
            )
            for one in accept(detector.detect(batch), batch, detector).to_pylist()
        ]

    return asked


class Service:
    """A service on this machine with presidio-analyzer's API.

    Attributes:
        url: Where it is.
        types: The entity types that it says it supports.
        find: The entities of a text.
        several: Whether it takes a list of texts.
        asked: Method, path and body of each request, in order.
        headers: Their headers.
        callers: Addresses of the connections that they came by.
        refuse: Statuses that come before anything is answered.
    """

    def __init__(self):
        self.url = ""
        self.types = ["PERSON", "PHONE_NUMBER", "US_SSN"]
        self.find = lambda _text: []
        self.several = True
        self.asked, self.headers, self.callers, self.refuse = [], [], set(), []
        self._lock = Lock()

    def answer(self, handler, body):
        """A status and what is said."""
        with self._lock:
            self.asked.append((handler.command, handler.path, body))
            self.headers.append(dict(handler.headers))
            self.callers.add(handler.client_address)
            if self.refuse:
                return self.refuse.pop(0), {"error": f"refused: {handler.headers['Authorization']}"}
        match handler.command, urlsplit(handler.path).path.rpartition("/")[2]:
            case "GET", "supportedentities":
                return 200, self.types
            case "POST", "analyze" if isinstance(body["text"], str):
                return 200, self.find(body["text"])
            case "POST", "analyze" if self.several:
                return 200, [self.find(text) for text in body["text"]]
            case "POST", "analyze":
                return 500, {"error": "a text is no list"}
        return 404, {"error": "nothing here"}


@pytest.fixture
def service(monkeypatch):
    """A running service; nobody waits between attempts."""
    state = Service()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # else each answer waits 40 ms for the client's receipt

        def do_GET(self):
            self.reply(None)

        def do_POST(self):
            self.reply(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

        def reply(self, body):
            status, said = state.answer(self, body)
            sent = said if isinstance(said, bytes) else json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        def log_message(self, *_args):
            pass

    monkeypatch.setattr(http_service, "sleep", lambda _seconds: None)
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        running.daemon_threads = True
        thread = Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        state.url = f"http://127.0.0.1:{running.server_port}"
        yield state
        running.shutdown()
        thread.join()
