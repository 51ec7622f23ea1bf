"""What the sections on one or two detectors show in the tests, beside ``samples``."""

from .samples import HOSTILE, WHOLE

NAMES = [HOSTILE, "careful", "fast", "slow"]
KNOWN = "0u0a"
"""An interval that reaches 0.030 down and 0.010 up."""


def place(corpus, noise, found, apart=KNOWN):
    """Values that each detector found of 200, with the same interval for all pairs."""
    return {
        "corpus": corpus,
        "noise": noise,
        "track": "text",
        "truth": 200,
        "found": found,
        "predicted": [None if one is None else 200 for one in found],
        "apart": dict.fromkeys(("recall", "precision", "f1"), apart * 6),
    }


PAIRS = {
    "detectors": NAMES,
    "places": [
        place("legal_person", "clean", [20, 175, 110, 120]),
        place("legal_person", "evasive", [20, 110, 108, 100]),
        place("hotel_stays", "clean", [20, 150, 152, None]),
        place("hotel_stays", "evasive", [20, 150, 150, 50], "...."),
        place("real_text", None, [20, 100, 150, 50]),
        place("*", "clean", [40, 162, 131, 60]),
        place("*real", None, [20, 100, 150, 50]),
    ],
}


def miss(label, form, row, value, by):
    """A value that some detectors missed."""
    words = {"before": HOSTILE, "value": value, "after": "&amp;"}
    return {"label": label, "form": form, "row": row, **words, "by": by}


MISSES = [
    {
        "corpus": "legal_person",
        "noise": "evasive",
        "track": "text",
        "detectors": ["careful", "fast"],
        "show": "leakbench show legal_person --noise evasive --row ",
        "misses": [
            miss("MOBILE", "circled", 7, "①③", [1]),
            miss("PERSON_NAME", "name_spaced", 9, "某 某", [0, 1]),
            miss("PERSON_NAME", "plain", 11, "某某", [0]),
        ],
        "alarms": [miss("MOBILE", "order_no", 12, "00000000000", [1])],
    },
    {
        "corpus": "real_text",
        "noise": None,
        "track": "text",
        "detectors": ["slow"],
        "show": None,
        "misses": [miss("PERSON_NAME", None, 3, "甲某", [0])],
        "alarms": [],
    },
]
WRITTEN = {
    "detectors": ["careful", "fast", "slow"],
    "rows": {
        "label": ["PERSON_NAME", "MOBILE", "PERSON_NAME"],
        "form": ["plain", "circled", "name_spaced"],
        "novelty": ["plain", "unseen", "seen"],
        "values": [1500, 400, 200],
        "found": [[1400, 1000, 1500], [400, 100, 200], [200, 50, 0]],
    },
}


def card(**changes):
    """What is known of a detector."""
    return {
        "en": "A sentence about it.",
        "zh": "关于它的一句话。",
        "license": "MIT",
        "homepage": "https://example.invalid/detector",
        "install": "pip install detector",
        "marks": ["patterns"],
        "versions": ["1.0"],
        "distribution": "detector",
        "sha256": "0123456789ab",
        "declared": ["MOBILE", "PERSON"],
        "command": "leakbench run --corpus legal_person --detector fast --track text --rows 1000",
        "rows": [1000, 1000],
        "batch": [3072, 5120],
        "alone": True,
        "machines": ["a processor"],
        "cores": [2, 2],
        "pythons": ["CPython 3.11.7"],
        "tools": ["0.1.0"],
        **changes,
    }


NOTHING = dict.fromkeys(("en", "zh", "license", "homepage", "install", "distribution", "sha256"))
CARDS = {
    HOSTILE: card(**NOTHING, declared=[], command=None, versions=[HOSTILE], batch=None),
    "careful": card(homepage="javascript:alert(1)", declared=["PERSON_NAME"]),
    "fast": card(marks=["of this house", "patterns"]),
    "slow": card(alone=False),
}
VIEWS = {
    **WHOLE,
    "pairs": PAIRS,
    "misses": MISSES,
    "written": WRITTEN,
    "cards": CARDS,
}
"""Something in every section."""
