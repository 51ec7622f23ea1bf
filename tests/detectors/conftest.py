"""Detectors are built once: some take a second."""

from functools import cache

import pytest

from leakbench.detectors import registry

# Named here rather than asked for: one that stops being available must fail, not vanish.
REQUIRED = ("jieba", "lac", "native", "phonenumbers", "privyscope", "regex", "tagger")

load = cache(registry.load)


@pytest.fixture(scope="session", params=sorted({*REQUIRED, *registry.names()}))
def detector(request):
    """Every registered detector."""
    return load(request.param)


@pytest.fixture(scope="session")
def found():
    """Ask a detector by name: the texts and labels of the spans it finds in one string."""

    def ask(name, text):
        return [(text[start:end], label) for start, end, label, *_ in load(name)._find(text)]  # noqa: SLF001

    return ask
