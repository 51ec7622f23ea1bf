import json
import socket
from itertools import count

import pytest

from leakbench.detectors import http_replies
from leakbench.detectors.models import chat_endpoint
from leakbench.detectors.models.chat_endpoint import (
    ATTEMPTS,
    TIMEOUT,
    ChatEndpoint,
    EndpointError,
)
from leakbench.detectors.models.reply_cache import ReplyCache, cache_folder


def endpoint(model="模型"):
    """An endpoint as the environment names it."""
    return ChatEndpoint(model, ReplyCache(cache_folder()))


def refusing(*statuses, headers=None):
    """An answer that refuses as often as there are statuses, then answers."""
    remaining = iter(statuses)

    def answer(_body):
        status = next(remaining, None)
        if status is None:
            return {"choices": [{"message": {"content": "好"}}]}
        return status, {"error": "wait"}, headers or {}

    return answer


def test_a_question_is_asked_in_json_mode(server, complete):
    """One request with the model, both messages, JSON mode and the key; its tokens are counted."""
    server.answer = lambda _body: complete("好", 11, 5)
    asked = endpoint()
    assert asked.ask("指令", "文本😀") == "好"
    (body,) = server.asked
    assert body["path"] == "/v1/chat/completions"
    assert body["model"] == "模型"
    assert [one["content"] for one in body["messages"]] == ["指令", "文本😀"]
    assert body["response_format"] == {"type": "json_object"}
    assert body["temperature"] == 0
    assert server.headers[0]["Authorization"] == "Bearer not-a-key"
    assert asked.cost.summary()["prompt_tokens"] == 11
    assert asked.cost.summary()["completion_tokens"] == 5
    assert asked.cost.summary()["requests"] == 1


def test_no_key_is_sent_where_there_is_none(server, monkeypatch):
    """A local server needs none."""
    monkeypatch.delenv("OPENAI_API_KEY")
    endpoint().ask("", "")
    assert "Authorization" not in server.headers[0]


def test_an_answer_is_paid_for_once(server, complete):
    """A known question costs nothing, by any endpoint; what it had cost is counted apart."""
    server.answer = lambda _body: complete("好", 11, 5)
    endpoint().ask("指令", "文本")
    again = endpoint()
    assert again.ask("指令", "文本") == "好"
    assert again.ask("指令", "别的") == "好"
    assert len(server.asked) == 2
    assert json.loads(json.dumps(again.cost.summary())) == {
        "requests": 1,
        "prompt_tokens": 11,
        "completion_tokens": 5,
        "cached": 1,
        "cached_prompt_tokens": 11,
        "cached_completion_tokens": 5,
        "retries": 0,
        "malformed": 0,
        "unknown_types": 0,
        "invented": 0,
    }


def test_another_model_is_asked_anew(server):
    """Answers of one model are not another's."""
    endpoint("a").ask("指令", "文本")
    endpoint("b").ask("指令", "文本")
    assert len(server.asked) == 2


def test_a_cached_file_of_another_form_is_asked_anew(server):
    """What an answer lacks is not made up."""
    assert server.asked == []
    endpoint().ask("指令", "文本")
    (file,) = cache_folder().rglob("*.json")
    file.write_text('{"content": "旧"}', "utf-8")
    assert endpoint().ask("指令", "文本") == '{"entities": []}'


def test_a_busy_server_is_asked_again(server, waits):
    """Each wait is twice the one before; the failures are counted and not kept."""
    server.answer = refusing(429, 500, 503)
    asked = endpoint()
    assert asked.ask("", "文本") == "好"
    assert waits == [1.0, 2.0, 4.0]
    assert (asked.cost.requests, asked.cost.retries) == (1, 3)


@pytest.mark.parametrize(
    ("said", "waited"), [("3", 3.0), ("9999", 60.0), ("-1", 1.0), ("soon", 1.0), ("nan", 1.0)]
)
def test_a_server_may_say_how_long_to_wait(server, waits, said, waited):
    """Its word counts within reason; what is no number of seconds does not."""
    server.answer = refusing(429, headers={"Retry-After": said})
    endpoint().ask("", "文本")
    assert waits == [waited]


def test_patience_ends(server, waits):
    """After the last attempt there is one error, which says what the server said."""
    server.answer = lambda _body: (503, b"overloaded", {})
    with pytest.raises(EndpointError, match=r"5 attempts failed, .*status 503: overloaded"):
        endpoint().ask("", "文本")
    assert len(server.asked) == ATTEMPTS
    assert len(waits) == ATTEMPTS - 1


def test_a_refusal_is_final_and_hides_the_key(server, waits):
    """A wrong key is not tried again, and never shown."""
    server.answer = lambda _body: (401, {"error": "wrong key not-a-key"}, {})
    with pytest.raises(EndpointError, match=r"status 401: .*wrong key \*\*\*") as caught:
        endpoint().ask("", "文本")
    assert "not-a-key" not in str(caught.value)
    assert (len(server.asked), waits) == (1, [])


@pytest.mark.parametrize("unknown", ["temperature", "response_format"])
def test_what_a_server_does_not_know_is_left_out(server, complete, unknown):
    """A parameter that it refuses by name is not sent again; the rest is."""

    def answer(body):
        if unknown in body:
            return 400, {"error": {"message": f"unsupported: {unknown}"}}, {}
        return complete("好")

    server.answer = answer
    asked = endpoint()
    assert [asked.ask("", text) for text in "一二"] == ["好", "好"]
    assert [unknown in body for body in server.asked] == [True, False, False]
    other = {"temperature": "response_format", "response_format": "temperature"}[unknown]
    assert all(other in body for body in server.asked)


def test_another_bad_request_is_final(server):
    """A request that is bad for another reason is not repeated."""
    server.answer = lambda _body: (400, {"error": "context too long"}, {})
    with pytest.raises(EndpointError, match="context too long"):
        endpoint().ask("", "文本")
    assert len(server.asked) == 1


def test_a_redirect_is_not_followed(server):
    """The key goes to the server that was named, and to no other."""
    server.answer = lambda _body: (302, b"", {"Location": "http://127.0.0.1:9/elsewhere"})
    with pytest.raises(EndpointError, match="status 302"):
        endpoint().ask("", "文本")
    assert len(server.asked) == 1


@pytest.mark.parametrize("reply", [b"<html>", b"{}", b'{"choices": []}', b"[1]", b"null"])
def test_another_reply_is_one_error(server, reply):
    """What is no chat completion is shown as it begins, and not kept."""
    server.answer = lambda _body: (200, reply, {})
    with pytest.raises(EndpointError, match="no chat completion"):
        endpoint().ask("", "文本")
    assert not list(cache_folder().rglob("*.json"))


def test_a_model_may_decline(server, complete):
    """No content is empty content, and missing counts are zero."""
    server.answer = lambda _body: {"choices": [{"message": {"content": None}}], "usage": None}
    asked = endpoint()
    assert asked.ask("", "文本") == ""
    assert asked.cost.prompt_tokens == 0
    assert complete("")["usage"]


def test_a_server_that_does_not_listen_is_one_error(server, monkeypatch, waits):
    """A refused connection is tried again, then named with its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    monkeypatch.setenv("OPENAI_BASE_URL", f"http://127.0.0.1:{port}")
    with pytest.raises(EndpointError, match=f"127.0.0.1:{port}/chat/completions: 5 attempts"):
        endpoint().ask("", "文本")
    assert len(waits) == ATTEMPTS - 1
    assert server.asked == []


def test_an_answer_has_a_time_as_a_whole(server, monkeypatch, waits):
    """A server that sends a byte now and then cannot hold a question for ever."""
    clock = count(0.0, 2 * TIMEOUT).__next__
    for module in (chat_endpoint, http_replies):
        monkeypatch.setattr(module, "monotonic", clock)
    with pytest.raises(EndpointError, match="TimeoutError: the answer takes too long"):
        endpoint().ask("", "文本")
    assert len(server.asked) == ATTEMPTS
    assert len(waits) == ATTEMPTS - 1


def test_an_answer_has_a_size(server, monkeypatch, waits):
    """A server that never ends its answer cannot fill the memory."""
    monkeypatch.setattr(http_replies, "LARGEST_REPLY", 10)
    with pytest.raises(EndpointError, match="does not end"):
        endpoint().ask("", "文本")
    assert len(server.asked) == ATTEMPTS
    assert len(waits) == ATTEMPTS - 1


def test_a_silent_server_runs_out_of_time(monkeypatch, tmp_path, waits):
    """A connection on which nothing comes is given up, and the question asked again."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setenv("OPENAI_BASE_URL", f"http://127.0.0.1:{silent.getsockname()[1]}")
        asked = ChatEndpoint("m", ReplyCache(tmp_path))
        asked.timeout = 0.01
        with pytest.raises(EndpointError, match="timed out"):
            asked.ask("", "文本")
    assert len(waits) == ATTEMPTS - 1


@pytest.mark.parametrize("base", ["", "localhost:8000/v1", "file:///etc", "http://", "ftp://host"])
def test_a_server_must_be_named(monkeypatch, tmp_path, base):
    """Without an address nothing is sent anywhere: one error says what to set."""
    monkeypatch.setenv("OPENAI_BASE_URL", base)
    with pytest.raises(EndpointError, match="OPENAI_BASE_URL is"):
        ChatEndpoint("m", ReplyCache(tmp_path))


def test_a_model_must_be_named(server):
    """A detector of no model is refused."""
    with pytest.raises(EndpointError, match="llm:MODEL"):
        endpoint("")
    assert server.asked == []


def test_a_key_of_other_characters_is_refused(server, monkeypatch):
    """A line end in a key would be a header of its own; the key is not shown."""
    monkeypatch.setenv("OPENAI_API_KEY", "secret\nX-Other: 1")
    with pytest.raises(EndpointError, match="OPENAI_API_KEY holds") as caught:
        endpoint()
    assert "secret" not in str(caught.value)
    assert server.asked == []
