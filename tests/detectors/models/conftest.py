"""A server on this machine that answers as chat completions do."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread

import pytest

from leakbench.detectors.models import chat_endpoint
from leakbench.detectors.models.reply_cache import CACHE


def completion(content, prompt_tokens=7, completion_tokens=3):
    """A reply in the form of a chat completion."""
    return {
        "choices": [{"message": {"role": "assistant", "content": content}}],
        "usage": {"prompt_tokens": prompt_tokens, "completion_tokens": completion_tokens},
    }


class Server:
    """What is asked, and what is answered.

    Attributes:
        asked: Bodies of the requests, in order.
        headers: Their headers.
        answer: Makes a reply out of a body: an object for status 200, else
            ``(status, object or bytes, headers)``.
    """

    def __init__(self):
        self.asked = []
        self.headers = []
        self.answer = lambda _body: completion('{"entities": []}')
        self._lock = Lock()

    def reply(self, handler):
        """Answer one request."""
        size = int(handler.headers["Content-Length"])
        body = json.loads(handler.rfile.read(size))
        with self._lock:
            self.asked.append({"path": handler.path, **body})
            self.headers.append(dict(handler.headers))
            said = self.answer(body)
        status, content, headers = said if isinstance(said, tuple) else (200, said, {})
        sent = content if isinstance(content, bytes) else json.dumps(content).encode()
        handler.send_response(status)
        for name, value in {"Content-Length": str(len(sent)), **headers}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(sent)


@pytest.fixture
def server(monkeypatch, tmp_path):
    """A running server that the environment names, with an empty folder of answers."""
    state = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            state.reply(self)

        def log_message(self, *_args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        monkeypatch.setenv("OPENAI_BASE_URL", f"http://127.0.0.1:{running.server_port}/v1/")
        monkeypatch.setenv("OPENAI_API_KEY", "not-a-key")
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        monkeypatch.setenv(CACHE, str(tmp_path / "answers"))
        yield state
        running.shutdown()
        thread.join()


@pytest.fixture
def waits(monkeypatch):
    """Seconds that would have been waited between attempts."""
    slept = []
    monkeypatch.setattr(chat_endpoint, "sleep", slept.append)
    return slept


@pytest.fixture
def complete():
    """Make a reply in the form of a chat completion."""
    return completion
