"""Spans out of a segmenter's words: what its adapters share."""

from collections.abc import Iterable, Iterator, Mapping

from leakbench.detectors.contract import Found


def spans_of_words(
    words: Iterable[tuple[str, str]], labels: Mapping[str, str], start: int = 0
) -> Iterator[Found]:
    """Spans of tagged words that concatenate to the text they were cut from.

    A tagger cuts one address into its parts (province, city, county), so touching places are one
    span. Touching names and organisations stay apart: they are two people, two firms.

    Args:
        words: ``(word, tag)`` in the order of the text, nothing left out.
        labels: Tag to label; other tags are no spans.
        start: Where the first word begins, in code points.
    """
    place: tuple[int, int] | None = None
    at = start
    for word, tag in words:
        end = at + len(word)
        label = labels.get(tag)
        if place and label != "ADDRESS":
            yield (*place, "ADDRESS")
            place = None
        if label == "ADDRESS":
            place = (place[0] if place else at, end)
        elif label:
            yield (at, end, label)
        at = end
    if place:
        yield (*place, "ADDRESS")
