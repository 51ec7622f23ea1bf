"""``http:URL``: a REST service with the API of presidio-analyzer's own server.

``GET /supportedentities?language=zh`` answers a list of entity types. ``POST /analyze`` with
``{"text", "language", "entities"}`` answers a list of ``{"entity_type", "start", "end", "score"}``,
or, if ``text`` is a list, one such list for each text. Offsets are code points.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final
from urllib.parse import SplitResult, parse_qs, quote, urlsplit

import pyarrow as pa

from leakbench.detectors.contract import Found
from leakbench.detectors.endpoints.http_service import HttpService, ServiceError
from leakbench.detectors.label_aliases import UnmappedLabelError, meaning
from leakbench.detectors.models.cells import Cell, answer, full_cells, in_groups
from leakbench.detectors.registry import DetectorArgumentError, Mark, ours

AT_ONCE: Final = 4  # requests under way
GROUP_CELLS: Final = 64  # texts in one request, where the service takes several
LANGUAGE: Final = "zh"
PROBE: Final = "。"

Ask = Callable[[list[Cell]], list[list[Found]]]


class Http:
    """A service's spans.

    Of its entity types those count that are labels of the registry or usual names of them
    (``detectors/data/label_aliases.csv``); the service is asked for these alone.
    """

    name = "http"
    takes = "URL"
    labels: frozenset[str] = frozenset()  # those that the service supports, once it is asked
    about = ours(Mark.USER_MODEL)

    def __init__(self, url: str) -> None:
        """Ask the service what it finds, and whether it takes several texts at once.

        Args:
            url: Where its paths begin; ``?language=en`` if it is not to be asked in ``zh``.

        Raises:
            DetectorArgumentError: It is no such URL, or the service does not answer as it should.
        """
        self.name = f"{self.name}:{url}"
        address, self._language = self._parts(url)
        try:
            self._service = HttpService(address)
        except ServiceError as error:
            raise DetectorArgumentError(self.name, str(error)) from None
        try:
            self._meant = self._supported()
            several = self._takes_several()
        except ServiceError as error:
            self.close()
            raise DetectorArgumentError(self.name, str(error)) from None
        self.labels = frozenset(self._meant.values())
        self._size = GROUP_CELLS if several else 1
        self._ask: Ask = self._together if several else self._alone

    def detect(self, batch: pa.RecordBatch, /) -> pa.RecordBatch:
        """Ask for the spans of every cell that has text; the score is the service's, or 1.

        Raises:
            ServiceError: It refuses, does not answer, or answers what is no list of entities.
        """
        groups = list(in_groups(full_cells(batch), self._size))
        with ThreadPoolExecutor(AT_ONCE) as pool:
            found = list(pool.map(self._ask, groups))
        return answer(
            pair
            for group, spans in zip(groups, found, strict=True)
            for pair in zip(group, spans, strict=True)
        )

    def close(self) -> None:
        """Close its connections."""
        self._service.close()

    def _parts(self, url: str) -> tuple[SplitResult, str]:
        try:
            address = urlsplit(url)
            usable = address.scheme in {"http", "https"} and address.hostname
            _ = address.port  # which may be no number
        except ValueError:
            usable = None
        if not usable:
            raise DetectorArgumentError(self.name, "not a URL like http://host:5002")
        options = parse_qs(address.query)
        for key in options.keys() - {"language"}:
            raise DetectorArgumentError(self.name, f"of a query language= alone counts, not {key}=")
        return address, options.get("language", [LANGUAGE])[-1]

    def _supported(self) -> dict[str, str]:
        """The labels that its entity types mean; types that mean none are left out."""
        path = f"/supportedentities?language={quote(self._language)}"
        types = self._service.get(path)
        if not (isinstance(types, list) and all(isinstance(one, str) for one in types)):
            raise ServiceError(path, "the reply is no list of entity types")
        meant = {}
        for one in types:
            try:
                meant[one] = meaning(one)
            except UnmappedLabelError:
                continue
        if not meant:
            raise ServiceError(
                path, f"none of its entity types has a label: {', '.join(types) or 'it has none'}"
            )
        return meant

    def _takes_several(self) -> bool:
        """Whether a list of texts has a list of answers; older servers know single texts alone."""
        try:
            reply = self._service.post("/analyze", self._question([PROBE, PROBE]), attempts=1)
        except ServiceError:
            return False
        return isinstance(reply, list) and list(map(type, reply)) == [list, list]

    def _question(self, text: str | list[str]) -> dict[str, Any]:
        return {"text": text, "language": self._language, "entities": list(self._meant)}

    def _together(self, cells: list[Cell]) -> list[list[Found]]:
        replies = self._service.post("/analyze", self._question([text for *_, text in cells]))
        if not isinstance(replies, list) or len(replies) != len(cells):
            raise ServiceError(
                "POST /analyze", f"the reply is no list for each of {len(cells)} texts"
            )
        return [list(self._spans(reply)) for reply in replies]

    def _alone(self, cells: list[Cell]) -> list[list[Found]]:
        return [
            list(self._spans(self._service.post("/analyze", self._question(text))))
            for *_, text in cells
        ]

    def _spans(self, reply: Any) -> Iterator[Found]:
        try:
            for one in reply:
                label = self._meant.get(one["entity_type"])
                if label is not None:  # some services answer more than they are asked for
                    score = one.get("score")
                    yield (
                        int(one["start"]),
                        int(one["end"]),
                        label,
                        1.0 if score is None else float(score),
                    )
        except (TypeError, ValueError, LookupError, AttributeError):
            shown = str(reply)[:80]
            raise ServiceError("POST /analyze", f"no list of entities: {shown!r}") from None
