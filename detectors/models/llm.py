"""A language model behind an OpenAI-compatible server, asked to quote what is personal."""

import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.resources import files
from string import Template
from typing import ClassVar, Final, NamedTuple

import pyarrow as pa

from leakbench.detectors.contract import Found
from leakbench.detectors.label_aliases import aliases
from leakbench.detectors.marks import Mark
from leakbench.detectors.models.cells import Cell, answer, full_cells, in_groups
from leakbench.detectors.models.chat_endpoint import ChatEndpoint
from leakbench.detectors.models.long_texts import split_text
from leakbench.detectors.models.model_cost import Bill
from leakbench.detectors.models.quotations import MalformedReplyError, align, quotations
from leakbench.detectors.models.reply_cache import ReplyCache, cache_folder
from leakbench.detectors.registry import ours
from leakbench.generator.entities import entities

AT_ONCE: Final = 8  # questions under way
GROUP_CELLS: Final = 64  # after a failure no more than these are still asked about
PIECE: Final = 2_000  # characters in one question


class Llm:
    """A language model that quotes personal information; the quotations are looked up here.

    The server is named by ``OPENAI_BASE_URL`` and ``OPENAI_API_KEY``, the folder of answers by
    ``LEAKBENCH_LLM_CACHE``, what may be spent by ``LEAKBENCH_LLM_MAX_REQUESTS`` and
    ``LEAKBENCH_LLM_MAX_COST`` with ``LEAKBENCH_LLM_PRICE``.
    """

    name = "llm"
    takes: ClassVar[str] = "MODEL"
    labels: frozenset[str] = frozenset()  # those that it is asked for, once it is built
    about = ours(Mark.USER_MODEL)

    def __init__(self, argument: str) -> None:
        """Find the server; nothing is sent yet.

        Args:
            argument: The model's name, as the server knows it.

        Raises:
            EndpointError: The environment names no server, or no model is named.
            CacheFolderError: Answers cannot be kept.
            BudgetError: The environment's budget is none.
        """
        self._endpoint = ChatEndpoint(argument, ReplyCache(cache_folder()))
        self.name = f"{self.name}:{argument}"
        self.labels = frozenset(entities())

    @property
    def cost(self) -> Bill:
        """Requests, tokens and money so far, and what was dropped of the answers."""
        return self._endpoint.bill

    def detect(self, batch: pa.RecordBatch, /) -> pa.RecordBatch:
        """Find what the model quotes, wherever it stands; the score is 1."""
        return answer(
            pair
            for group in in_groups(full_cells(batch), GROUP_CELLS)
            for pair in self._find(group)
        )

    def _find(self, cells: list[Cell]) -> Iterator[tuple[Cell, list[Found]]]:
        texts = dict.fromkeys(piece for *_, text in cells for _, piece in split_text(text, PIECE))
        asked = [text for text in texts if text.strip()]
        with ThreadPoolExecutor(AT_ONCE) as pool:
            found = dict(zip(asked, pool.map(self._spans, asked), strict=True))
        for cell in cells:
            yield (
                cell,
                [
                    (at + start, at + end, label)
                    for at, piece in split_text(cell[2], PIECE)
                    for start, end, label in found.get(piece, ())
                ],
            )

    def _spans(self, text: str) -> list[tuple[int, int, str]]:
        try:
            read = read_reply(text, self._endpoint.ask(instructions(), text))
        except MalformedReplyError:
            self._endpoint.count(malformed=1)
            return []
        self._endpoint.count(unknown_types=read.unknown_types, invented=read.invented)
        return read.spans


class Read(NamedTuple):
    """What a reply says of a text.

    Attributes:
        spans: Start, end and label of what it quotes, in code points.
        unknown_types: Quotations of kinds that nobody asked for.
        invented: Quotations that do not stand in the text.
    """

    spans: list[tuple[int, int, str]]
    unknown_types: int
    invented: int


def read_reply(text: str, reply: str) -> Read:
    """Look up in a text of at most ``PIECE`` characters what a model quoted from it.

    Raises:
        MalformedReplyError: There is no list of quotations in the reply.
    """
    quoted = quotations(reply)
    known = [(part, label) for part, kind in quoted if (label := label_of(kind))]
    spans, invented = align(text, known)
    return Read(spans, len(quoted) - len(known), invented)


@cache
def instructions() -> str:
    """What the model is told: ``data/llm_prompt.toml`` with every label of the registry."""
    source = files("leakbench.detectors.data").joinpath("llm_prompt.toml")
    prompt = tomllib.loads(source.read_text("utf-8"))
    line = Template(prompt["type"])
    types = [line.substitute(name=name, title=one.title) for name, one in entities().items()]
    return Template(prompt["system"].strip()).substitute(types="\n".join(types))


def label_of(kind: str) -> str | None:
    """The label that a model means by a kind: its code, its title or a usual name of it."""
    return _kinds().get(kind.strip().upper())


@cache
def _kinds() -> dict[str, str]:
    usual = {alias.upper(): label for alias, label in aliases().items() if label in entities()}
    titles = {one.title.upper(): name for name, one in entities().items()}
    return usual | titles | {name: name for name in entities()}
