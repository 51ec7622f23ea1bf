"""Tests of ``leakbench run`` with a detector that pays for its answers, against a server here."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread

import pytest

from .command_line import invoke, output

pytestmark = pytest.mark.slow


class Server:
    """Counts what it is asked, and quotes the first two characters as a name."""

    def __init__(self):
        self.texts = []
        self._lock = Lock()

    def reply(self, body):
        """A chat completion of 100 tokens sent and 10 answered."""
        text = body["messages"][1]["content"]
        with self._lock:
            self.texts.append(text)
        quoted = {"entities": [{"text": text[:2], "type": "PERSON_NAME"}]}
        return {
            "choices": [{"message": {"content": json.dumps(quoted)}}],
            "usage": {"prompt_tokens": 100, "completion_tokens": 10},
        }


@pytest.fixture
def server(monkeypatch, tmp_path):
    """A running one that the environment names, with an empty folder of answers."""
    state = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            sent = json.dumps(state.reply(body)).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        def log_message(self, *_args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        monkeypatch.setenv("OPENAI_BASE_URL", f"http://127.0.0.1:{running.server_port}/v1")
        for name in ("NO_PROXY", "no_proxy"):
            monkeypatch.setenv(name, "127.0.0.1")
        monkeypatch.setenv("LEAKBENCH_LLM_CACHE", str(tmp_path / "answers"))
        yield state
        running.shutdown()
        thread.join()


WORDS = ("run", "--detector", "llm:m", "--corpus", "legal_person")


def _result(out):
    (path,) = out.rglob("*.json")
    return json.loads(path.read_text("utf-8"))


@pytest.mark.parametrize("isolation", [(), ("--in-process",)])
def test_no_more_is_asked_than_there_are_rows(server, tmp_path, isolation):
    """First call, probe, warm-up and memory included; tokens and their price are in the result."""
    words = (*WORDS, *isolation, "--rows", 64, "--price", "2,30")
    (first,) = output(*words, "--out", tmp_path / "first")
    assert 48 < len(server.texts) == len(set(server.texts)) <= 64
    assert first["rows_per_s"] > 0
    result = _result(tmp_path / "first")
    asked = len(server.texts)
    assert result["cost"]["requests"] == asked
    assert result["cost"]["prompt_tokens"] == 100 * asked
    assert result["cost"]["money"] == pytest.approx((100 * 2 + 10 * 30) * asked / 1e6)
    assert result["integrity"]["spot"] is None


def test_answers_kept_from_before_are_not_timed(server, tmp_path):
    """A second run asks nothing, scores the same, and has no throughput; it says why."""
    words = (*WORDS, "--rows", 64, "--format", "json")
    (first,) = json.loads(invoke(*words).stdout)
    asked = len(server.texts)
    again = invoke(*words, "--out", tmp_path / "again")
    (second,) = json.loads(again.stdout)
    assert len(server.texts) == asked
    assert second["recall"] == first["recall"]
    assert second["rows_per_s"] is second["mb_per_s"] is second["p50_ms"] is None
    assert "llm:m on legal_person: answers that were kept from before are not timed" in again.stderr
    result = _result(tmp_path / "again")
    assert result["timing"]["nanoseconds"] == []
    assert result["timing"]["first_call_s"] is None
    assert result["cost"]["requests"] == 0
    assert result["cost"]["cached"] > 0


def test_a_budget_of_requests_is_kept(server, tmp_path):
    """Over all corpora together; a sample is answered, and scores of all records are estimated."""
    words = (*WORDS, "--corpus", "exam_roster", "--max-requests", 90)
    done = invoke(*words, "--detector", "regex", "--format", "json", "--out", tmp_path / "out")
    assert 60 < len(server.texts) <= 90
    found = json.loads(done.stdout)
    assert {one["detector"] for one in found} == {"llm:m", "regex"}
    rows = {(one["corpus"], one["rows"]) for one in found}
    assert len(rows) == 2
    for path in (tmp_path / "out").rglob("*.json"):
        result = json.loads(path.read_text("utf-8"))
        assert result["corpus"]["sample"]["pool"] == 10_000
        assert 0 < result["corpus"]["sample"]["covering"] <= result["rows"] <= 45
        low, high = result["integrity"]["sample"]["recall"]["interval"]
        assert low <= result["integrity"]["sample"]["recall"]["value"] <= high
    assert "scores are of a sample that shows rare forms more often" in done.stderr


def test_a_budget_of_money_ends_the_detector(server):
    """Requests under way end, none begins; the reason tells what was spent."""
    words = (*WORDS, "--rows", 64, "--price", "10,100", "--max-cost", "0.02")
    done = invoke(*words, "--format", "json")
    assert done.exit_code == 1
    (found,) = json.loads(done.stdout)
    assert "the budget of 0.02 is spent" in found["failure"]
    assert "so that fewer rows cost nothing again" in found["failure"]
    assert 10 <= len(server.texts) <= 10 + 8  # of two thousandths each; eight at a time


def test_a_limit_of_money_needs_a_price(server):
    """And a price is two numbers."""
    refused = invoke(*WORDS, "--max-cost", "1")
    assert refused.exit_code == 2
    assert "--max-cost needs --price IN,OUT" in refused.stderr
    assert invoke(*WORDS, "--price", "cheap").exit_code == 2
    assert server.texts == []
