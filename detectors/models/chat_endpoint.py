"""Any server that speaks OpenAI's chat completions: questions, patience, and what they cost."""

import json
import os
import urllib.request
from http import HTTPStatus
from http.client import HTTPException
from threading import Lock
from time import monotonic, sleep
from typing import Any, Final
from urllib.error import HTTPError
from urllib.parse import urlsplit

from leakbench.detectors.budget import Budget
from leakbench.detectors.http_replies import TRANSIENT, Reply, asked_wait, read_body
from leakbench.detectors.models.model_cost import Bill, Cost
from leakbench.detectors.models.reply_cache import ReplyCache
from leakbench.generator.errors import LeakbenchError
from leakbench.generator.untrusted import json_of

BASE_URL: Final = "OPENAI_BASE_URL"
API_KEY: Final = "OPENAI_API_KEY"

ATTEMPTS: Final = 5
FIRST_WAIT: Final = 1.0  # seconds before the second attempt, doubled before each further one
TIMEOUT: Final = 120.0  # seconds for a whole answer

# What a server may refuse to know: the question is then asked again without it.
OPTIONAL: Final[dict[str, Any]] = {
    "temperature": 0,
    "response_format": {"type": "json_object"},
}

_KEPT = {"content", "prompt_tokens", "completion_tokens"}  # of an answer, in the cache


class EndpointError(LeakbenchError):
    """A question could not be answered.

    Attributes:
        url: Where it was asked; empty if no server is named.
        reason: Why there is no answer.
    """

    def __init__(self, url: str, reason: str) -> None:
        self.url = url
        self.reason = reason
        super().__init__(f"{url}: {reason}" if url else reason)


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A redirected question would take the key to another server."""

    def redirect_request(self, *_args: Any, **_named: Any) -> None:
        """Follow nothing."""


class ChatEndpoint:
    """A model behind a server; it may be asked from several threads.

    Attributes:
        model: The model's name, as the server knows it.
        url: Where questions go.
        cost: What they have cost.
        bill: The same with what may be spent; no request begins once that is, those under way end.
        timeout: Seconds for a whole answer.
    """

    def __init__(self, model: str, cache: ReplyCache) -> None:
        """Find the server in the environment; nothing is sent yet.

        Raises:
            EndpointError: ``OPENAI_BASE_URL`` is not set or no web address, the key is no key, or
                no model is named.
            BudgetError: The environment's budget is none.
        """
        base = os.environ.get(BASE_URL, "")
        if not model:
            raise EndpointError("", "no model is named; say llm:MODEL")
        if urlsplit(base).scheme not in {"http", "https"} or not urlsplit(base).hostname:
            raise EndpointError(
                "",
                f"{BASE_URL} is {base!r}; set it to the server's address, like "
                "https://host/v1, and OPENAI_API_KEY to its key if it asks for one",
            )
        self.model = model
        self.url = base.rstrip("/") + "/chat/completions"
        self.cost = Cost()
        self.bill = Bill(self.cost, Budget.of_environment())
        self._posted = 0
        self.timeout = TIMEOUT
        self._key = os.environ.get(API_KEY, "")
        if not (self._key.isascii() and self._key.isprintable()):
            raise EndpointError(self.url, f"{API_KEY} holds characters that no key has")
        self._cache = cache
        self._optional = dict(OPTIONAL)
        self._opener = urllib.request.build_opener(_NoRedirects)
        self._lock = Lock()

    def ask(self, system: str, text: str) -> str:
        """What the model says to a text.

        Args:
            system: What it is told to do.
            text: What it is given.

        Raises:
            EndpointError: The server refuses, or fails ``ATTEMPTS`` times, or the budget is spent.
            CacheFolderError: The answer cannot be kept.
        """
        question = {
            "model": self.model,
            "messages": [
                {"role": "system", "content": system},
                {"role": "user", "content": text},
            ],
        }
        key = {"url": self.url, **question, **OPTIONAL}
        kept = self._cache.get(key)
        if kept and kept.keys() == _KEPT:
            self.count(
                cached=1,
                cached_prompt_tokens=kept["prompt_tokens"],
                cached_completion_tokens=kept["completion_tokens"],
            )
            return str(kept["content"])
        answer = self._asked(question)
        self.count(
            requests=1,
            prompt_tokens=answer["prompt_tokens"],
            completion_tokens=answer["completion_tokens"],
        )
        self._cache.put(key, answer)
        return str(answer["content"])

    def count(self, **more: int) -> None:
        """Add to the cost."""
        with self._lock:
            self.cost.add(**more)

    def _asked(self, question: dict[str, Any]) -> dict[str, Any]:
        reason = ""
        for attempt in range(ATTEMPTS):
            try:
                reply = self._sent(question)
            except (OSError, HTTPException) as error:
                reason, wait = f"{type(error).__name__}: {error}", None
            else:
                if reply.status == HTTPStatus.OK:
                    return self._content(reply.body)
                reason, wait = self._refusal(reply), reply.wait
                if reply.status not in TRANSIENT:
                    raise EndpointError(self.url, reason)
            if attempt + 1 < ATTEMPTS:
                self.count(retries=1)
                sleep(FIRST_WAIT * 2**attempt if wait is None else wait)
        raise EndpointError(self.url, f"{ATTEMPTS} attempts failed, the last with {reason}")

    def _sent(self, question: dict[str, Any]) -> Reply:
        """The server's reply, after leaving out what it does not know."""
        while True:
            optional = self._optional
            reply = self._post({**question, **optional})
            refused = [name for name in optional if name.encode() in reply.body]
            if reply.status != HTTPStatus.BAD_REQUEST or not refused:
                return reply
            self._optional = {name: optional[name] for name in optional if name not in refused}

    def _spend(self) -> None:
        """Count a request that is about to be sent, if it may be."""
        with self._lock:
            reason = self.bill.budget.exhausted(self._posted, self.bill.money())
            self._posted += reason is None
        if reason is not None:
            kept = "answers are kept, so that fewer rows cost nothing again"
            raise EndpointError(self.url, f"{reason}; {kept}")

    def _post(self, body: dict[str, Any]) -> Reply:
        self._spend()
        headers = {"Content-Type": "application/json"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        request = urllib.request.Request(  # noqa: S310 - __init__ admits http and https alone
            self.url, json.dumps(body).encode(), headers
        )
        until = monotonic() + self.timeout
        try:
            with self._opener.open(request, timeout=self.timeout) as response:
                return Reply(response.status, read_body(response, until))
        except HTTPError as error:
            with error:
                return Reply(error.code, read_body(error, until), asked_wait(error.headers))

    def _content(self, body: bytes) -> dict[str, Any]:
        """What the cache keeps of an answer."""
        try:
            reply = json_of(body)
            content = reply["choices"][0]["message"]["content"]
            usage = reply.get("usage") or {}
            return {
                "content": content or "",  # null where the model declines
                "prompt_tokens": int(usage.get("prompt_tokens") or 0),
                "completion_tokens": int(usage.get("completion_tokens") or 0),
            }
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            start = body[:80].decode("utf-8", "replace")
            raise EndpointError(self.url, f"the reply is no chat completion: {start!r}") from error

    def _refusal(self, reply: Reply) -> str:
        """A refusal on one line, without the key that some servers repeat."""
        text = reply.start(400)
        shown = text.replace(self._key, "***") if self._key else text
        return f"status {reply.status}: {shown}"
