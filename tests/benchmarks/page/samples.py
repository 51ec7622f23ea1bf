"""What pages of the tests show: three detectors, one of them with a hostile name beside it."""

SPEEDS = {"fast": 300.0, "careful": 2.0, "slow": 0.5}
FOUND = {  # of 100 values of each label
    ("fast", "clean"): (90, 20),
    ("careful", "clean"): (95, 80),
    ("slow", "clean"): (50, 70),
    ("fast", "evasive"): (40, 10),
    ("careful", "evasive"): (60, 50),
    ("slow", "evasive"): (45, 55),
}
HOSTILE = '</script><b onclick="x">&amp;'


def part(found, truth=100, predicted=100):
    """Counts of a label, as if every value stood in a record of its own."""
    moments = [found, found, found, truth, min(truth, predicted), predicted]
    return {"truth": truth, "found": found, "predicted": predicted, "moments": moments}


def run_of(detector, noise, corpus="legal_person", **changes):
    """A run as ``page_runs`` gives it."""
    mobile, name = FOUND[detector, noise or "clean"]
    return {
        "corpus": corpus,
        "noise": noise,
        "headers": "variant",
        "track": "text",
        "detector": detector,
        "ours": False,
        "version": "1.0",
        "rows": 1000,
        "failure": None,
        "incomparable": False,
        "labels": {"MOBILE": part(mobile), "PERSON_NAME": part(name)},
        "forms": {"MOBILE": {"seen": (60, mobile // 2), "unseen": (40, mobile // 4)}},
        "files": {"counted": 20, "below": {"0.5": 1, "0.8": 5, "0.95": 9}, "complete": 4},
        "all": part(mobile + name, 200, 200),
        "alarms": None,
        "mb_per_s": SPEEDS[detector],
        "bytes": 100_000,
        "memory_mb": 80.0,
        "hash": "0123456789ab",
        "tool": "0.1.0",
        "machine": "one",
        **changes,
    }


def alarming(detector, spurious):
    """A run on the corpus without anybody, of 10,000 characters."""
    nothing = part(0, 0, spurious)
    return run_of(
        detector,
        "clean",
        "clean_text",
        labels={"MOBILE": nothing},
        forms={},
        files=None,
        all=nothing,
        alarms=(spurious, 10_000),
    )


SWEEPS = [
    {
        "axis": "hops",
        "corpus": "legal_person",
        "points": [
            {"x": hops, "detector": name, "recall": 1 - hops / 10, "precision": 0.9, "f1": 0.8}
            for name in ("fast", "careful")
            for hops in range(4)
        ],
    }
]
REALISM = [
    {
        "real": "wiki",
        "corpus": "legal_person",
        "label": "ADDRESS",
        "auc": 0.987,
        "auc_real_halves": 0.512,
        "shapes_covered": 0.088,
        "shapes_of_real_half": 0.181,
        "detector": "careful",
        "overstated": 0.322,
    }
]


def score(value, reach=0.02, *, best=False):
    """A score as far as its interval on both sides."""
    return {"value": value, "interval": [value - reach, value + reach], "best": best}


def side(f1, recall, precision, *, best=False):
    """What a row says of a side."""
    return {
        "own": 0.728,
        "fine": 0.111,
        "f1": score(f1, best=best),
        "recall": score(recall, best=best),
        "precision": score(precision),
    }


HEADLINE = {
    "sides": ["real", "generated"],
    "lead": {
        "real": {
            "best": [f"careful, {HOSTILE}"],
            "second": "slow",
            "margin": 0.1,
            "interval": [0.05, 0.15],
        },
        "generated": {
            "best": ["slow", f"careful, {HOSTILE}"],
            "second": f"careful, {HOSTILE}",
            "margin": 0.01,
            "interval": [-0.02, 0.04],
        },
    },
    "ranked": [
        {
            "names": ["careful", HOSTILE],
            "marks": ["trained on real text"],
            "alarms": 0.31,
            "mb_per_s": 2.0,
            "overstated": -0.046,
            "real": side(0.512, 0.44, 0.61, best=True),
            "generated": side(0.6, 0.5, 0.75, best=True),
        },
        {
            "names": ["slow"],
            "marks": [],
            "alarms": 1.5,
            "mb_per_s": 0.5,
            "overstated": 0.198,
            "real": side(0.412, 0.7, 0.29),
            "generated": side(0.61, 0.5, 0.78, best=True),
        },
    ],
    "ours": [
        {
            "names": ["fast"],
            "marks": ["of this house", "trained on these corpora"],
            "alarms": None,
            "mb_per_s": 300.0,
            "overstated": None,
            "real": {**side(0.9, 0.9, 0.9), "f1": {**score(0.9), "interval": None}},
        }
    ],
}
LEVELS = [
    {
        "side": "generated",
        "name": "exposure",
        "people": [969, 1643],
        "heads": ["exposed", "by direct", "per 100 left"],
        "bare": [1.0, 0.837, 47.3],
        "ranked": [
            {"names": ["careful", HOSTILE], "marks": [], "cells": [0.952, 0.323, 66.1]},
            {"names": ["slow"], "marks": [], "cells": [None, None, None]},
        ],
        "ours": [{"names": ["fast"], "marks": ["of this house"], "cells": [0.059, 0.013, 93.4]}],
    }
]
POINT = {"threshold": 0.85, "precision": 0.97, "recall": 0.5, "f1": 0.66}


def scored(detector, **changes):
    """A detector that gives scores, as the page is told of it."""
    return {
        "detector": detector,
        "marks": [],
        "ours": False,
        "average_precision": 0.567,
        "at": [POINT, None],
        "given": {**POINT, "threshold": 0.1, "f1": 0.611},
        "best": {**POINT, "f1": 0.633, "threshold": 0.321},
        "calibration_error": 0.123,
        "curve": [[0.2, 1.0, 0.99], [0.4, 0.98, 0.9], [0.5, 0.97, 0.85]],
        "reliability": [
            {"low": 0.8, "spans": 50, "score": 0.85, "right": 0.9},
            {"low": 0.9, "spans": 40, "score": 0.97, "right": 1.0},
        ],
        **changes,
    }


OPERATING = {
    "sides": {
        "real": [scored("careful"), scored("fast", ours=True, average_precision=0.888)],
        "generated": [scored("fast", ours=True, average_precision=0.777)],
    },
    "equal": ["slow"],
    "unknown": [],
}
WHOLE = {
    "sweeps": SWEEPS,
    "realism": REALISM,
    "headline": {**HEADLINE, "levels": LEVELS},
    "operating": OPERATING,
}
"""Something in every section."""
