import socket
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest

from leakbench.detectors.endpoints import http_service
from leakbench.detectors.endpoints.http_service import (
    ATTEMPTS,
    AUTHORIZATION,
    HttpService,
    ServiceError,
)


@pytest.fixture
def asked(service):
    """The running service, as it is asked."""
    one = HttpService(urlsplit(service.url + "/v1/"))
    yield one
    one.close()


def test_paths_begin_where_the_url_ends(service, asked):
    """What is sent is JSON in UTF-8, what comes back JSON too."""
    service.find = lambda text: [{"entity_type": text}]
    assert asked.get("/supportedentities?language=zh") == service.types
    assert asked.post("/analyze", {"text": "张伟"}) == [{"entity_type": "张伟"}]
    assert service.asked == [
        ("GET", "/v1/supportedentities?language=zh", None),
        ("POST", "/v1/analyze", {"text": "张伟"}),
    ]


def test_a_connection_is_used_again(service, asked):
    """One for as many requests as come one after the other, more at the same time."""
    for _ in range(5):
        asked.get("/supportedentities")
    assert len(service.callers) == 1
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda _: asked.get("/supportedentities"), range(30)))
    assert len(service.callers) <= 3
    assert len(service.asked) == 35


def test_a_connection_that_was_closed_meanwhile_is_replaced(service, asked, monkeypatch):
    """At once: it is no failure of the service."""
    monkeypatch.setattr(http_service, "ATTEMPTS", 1)
    asked.get("/supportedentities")
    (kept,) = asked._idle  # noqa: SLF001 - as if the other side had closed it
    kept.sock.shutdown(socket.SHUT_RDWR)
    assert asked.post("/analyze", {"text": ""}, attempts=1) == []
    assert len(service.callers) == 2


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_what_may_pass_is_tried_again(service, asked, status):
    """A few times."""
    service.refuse = [status] * (ATTEMPTS - 1)
    assert asked.get("/supportedentities") == service.types
    service.refuse = [status] * ATTEMPTS
    with pytest.raises(ServiceError, match=rf"4 attempts failed, .* status {status}"):
        asked.get("/supportedentities")


@pytest.mark.parametrize("status", [301, 400, 401, 404])
def test_what_will_not_pass_is_told_at_once(service, asked, status):
    """With what the service says of it; nobody follows it elsewhere."""
    service.refuse = [status]
    with pytest.raises(ServiceError) as caught:
        asked.get("/supportedentities")
    assert str(caught.value) == (
        f'GET {service.url}/v1/supportedentities: status {status}: {{"error": "refused: None"}}'
    )
    assert len(service.asked) == 1


def test_nobody_there_is_told(monkeypatch):
    """After as many attempts."""
    waits = []
    monkeypatch.setattr(http_service, "sleep", waits.append)
    with socket.socket() as idle:
        idle.bind(("127.0.0.1", 0))
        one = HttpService(urlsplit(f"http://127.0.0.1:{idle.getsockname()[1]}"))
        with pytest.raises(ServiceError, match=r"4 attempts failed, .* ConnectionRefused"):
            one.get("/x")
    assert waits == [0.5, 1.0, 2.0]


def test_an_answer_has_a_time(monkeypatch):
    """A service that takes the request and says nothing holds nobody."""
    monkeypatch.setattr(http_service, "TIMEOUT", 0.1)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        one = HttpService(urlsplit(f"http://127.0.0.1:{silent.getsockname()[1]}"))
        with pytest.raises(ServiceError, match="1 attempts failed, the last with TimeoutError"):
            one.post("/x", {}, attempts=1)


def test_what_is_no_json_is_told(service, asked):
    """With its beginning."""
    service.types = b"<html>\n<body>"
    with pytest.raises(ServiceError, match="the reply is no JSON: '<html> <body>'"):
        asked.get("/supportedentities")


def test_the_key_comes_from_the_environment(service, monkeypatch):
    """It is sent, and never shown, even if the service repeats it."""
    monkeypatch.setenv(AUTHORIZATION, "Bearer not-a-key")
    one = HttpService(urlsplit(service.url))
    service.refuse = [403]
    with pytest.raises(ServiceError) as caught:
        one.get("/supportedentities")
    assert str(caught.value).endswith('status 403: {"error": "refused: ***"}')
    assert service.headers[0]["Authorization"] == "Bearer not-a-key"
    one.close()
    monkeypatch.setenv(AUTHORIZATION, "钥匙")
    with pytest.raises(ServiceError, match="holds characters that no header has") as caught:
        HttpService(urlsplit(service.url))
    assert "钥匙" not in str(caught.value)
