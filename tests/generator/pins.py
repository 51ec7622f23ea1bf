"""Pins of the generated content: ``make pin`` writes them anew, ``test_pins.py`` holds to them."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from leakbench.generator.corpus import corpus_names
from leakbench.generator.datasets.content import content_hash
from leakbench.generator.generate import batches
from leakbench.generator.spec import NOISES, SPLITS, Spec, Split

FILE = Path(__file__).with_name("pinned.json")
ROWS = 2_000

Pins = dict[str, str]
"""Content hashes by corpus, noise and split."""


def pins_of(corpus: str, splits: Sequence[Split] = SPLITS) -> Pins:
    """The content hashes of a corpus as it is generated now."""
    return {
        f"{corpus} {noise} {split}": content_hash(
            batches(Spec(corpus=corpus, noise=noise, split=split, seed=7), ROWS)
        )
        for noise in NOISES
        for split in splits
    }


def pinned() -> Pins:
    """The content hashes that are pinned."""
    pins: Pins = json.loads(FILE.read_text("utf-8"))
    return pins


def explained(wanted: Pins, found: Pins) -> str:
    """What differs between pins and content, in words; empty if nothing does."""
    lines = [f"{name}: pinned, but nobody generates it" for name in wanted.keys() - found.keys()]
    lines += [f"{name}: generated, but not pinned" for name in found.keys() - wanted.keys()]
    lines += [
        f"{name}: the content is another one than pinned"
        for name in wanted.keys() & found.keys()
        if wanted[name] != found[name]
    ]
    advice = (
        "Datasets of this version differ from earlier ones. If they are meant to, run `make pin`"
    )
    return "\n".join([*sorted(lines), f"{advice}, and say in CHANGELOG.md why."]) if lines else ""


def main() -> None:
    """Pin what is generated now, and say what was pinned before."""
    found: Pins = {}
    for corpus in corpus_names():
        found |= pins_of(corpus)
    told = explained(pinned(), found) or "Nothing has changed."
    FILE.write_text(json.dumps(found, indent=2, sort_keys=True) + "\n", "utf-8")
    sys.stdout.write(f"{told}\n{len(found)} content hashes are pinned.\n")


if __name__ == "__main__":
    main()
