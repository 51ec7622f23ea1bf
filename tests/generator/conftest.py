"""Every test over datasets runs on every corpus and every noise."""

import shutil
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from leakbench.generator.corpus import corpus_names
from leakbench.generator.declarations import DeclarationError
from leakbench.generator.engine.population import Population
from leakbench.generator.spec import NOISES, Spec

REFERENCE = date(2026, 1, 1)
EXAMPLE_PACK = Path(__file__).parents[2] / "examples/pack"


# Of a module, not of a test: pytest then runs what looks at one dataset in a row, and the generator
# prepares its vocabularies once.
@pytest.fixture(scope="module", params=corpus_names())
def corpus(request):
    """Name of every corpus."""
    return request.param


@pytest.fixture(scope="module", params=NOISES)
def spec(request, corpus):
    """Every corpus with every noise."""
    return Spec(corpus=corpus, noise=request.param, seed=7)


@pytest.fixture
def refused(tmp_path):
    """The one line with which a reader refuses a data file where something is written otherwise."""

    def refuse(read, name, old, new):
        text = files("leakbench.generator.data").joinpath(name).read_text("utf-8")
        assert old in text
        source = tmp_path / name
        source.write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(DeclarationError) as caught:
            read(source)
        message = str(caught.value)
        assert "\n" not in message
        return message

    return refuse


@pytest.fixture
def pack_folder(tmp_path):
    """Write a copy of the example pack with other files: texts by name, None takes one away."""

    def write(files=None, name="pack"):
        folder = tmp_path / name
        shutil.copytree(EXAMPLE_PACK, folder, dirs_exist_ok=True)
        for file, text in (files or {}).items():
            path = folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            if text is None:
                path.unlink()
            else:
                path.write_text(text, "utf-8", newline="")
        return folder

    return write


@pytest.fixture
def population():
    """A population of its own for each test, since its arena holds one block at a time."""
    return Population(7, "test", REFERENCE)
