"""fool: FoolNLTK's tagger of entities, its published weights run in numpy.

The package's own code needs TensorFlow 1, so of it nothing is imported: its model is a frozen graph
of plain constants.
"""

import json
import re
from collections.abc import Iterator
from importlib.metadata import files
from pathlib import Path
from typing import ClassVar, Final
from zipfile import BadZipFile, ZipFile

import numpy as np
import pyarrow as pa

from leakbench.detectors.adapters.bilstm_crf import Cell, Tagger
from leakbench.detectors.adapters.tensorflow_graph import GraphError, Matrix, float_constants
from leakbench.detectors.contract import Found, spans_from
from leakbench.detectors.models.cells import Cell as TextCell
from leakbench.detectors.models.cells import full_cells
from leakbench.detectors.models.long_texts import split_text
from leakbench.detectors.models.model_folder import model_folder
from leakbench.detectors.models.tagging_schemes import Tags, decode
from leakbench.detectors.registry import About, Mark, UnavailableDetectorError

LABELS: Final = {
    "company": "COMPANY",
    "job": None,
    "location": "ADDRESS",
    "org": "ORG",
    "person": "PERSON_NAME",
    "time": None,  # of day, years, dates: none of them anybody's
}
GRAPH, ALPHABET = "ner.pb", "map.zip"
UNKNOWN: Final = "<OOV>"

# The model was trained on sentences: it finds more where lines and cells of a list are read apart,
# and as much in running text. Longer ones are cut between sentences.
PART: Final = re.compile(r"[^\t\n|;；]+")
LONGEST: Final = 400  # characters
GROUP: Final = 256  # texts that share a call; more are no faster and take memory


class Fool:
    """The weights that the installed package holds."""

    name = "fool"
    labels = frozenset(label for label in LABELS.values() if label)
    about = About(
        package="foolnltk",
        # What it depends on, TensorFlow, is not needed.
        install="pip install --no-deps foolnltk && pip install 'leakbench[peers]'",
        license="Apache-2.0",  # by its repository; the package says nothing
        homepage="https://github.com/rockyzhengwu/FoolNLTK",
        marks=(Mark.TRAINED_ON_REAL,),
    )

    def __init__(self) -> None:
        """Load the weights.

        Raises:
            UnavailableDetectorError: The package lacks them.
            GraphError: They are not what they should be.
        """
        data = [file.locate() for file in files("foolnltk") or () if file.name == GRAPH]
        if not data:
            raise UnavailableDetectorError(self.name, self.about.install, f"it has no {GRAPH}")
        self._load(Path(str(data[0])).parent)

    def _load(self, folder: Path) -> None:
        from threadpoolctl import ThreadpoolController  # noqa: PLC0415 - comes with the extra

        self._threads = ThreadpoolController()  # numpy would multiply on every core
        alphabet, names = _maps(folder / ALPHABET)
        self._kinds = Tags.named([name.replace("_", "-") for name in names])
        self._tagger = _tagger(folder / GRAPH, len(alphabet), len(names))
        self._numbers = np.full(0x110000, alphabet[UNKNOWN], np.intp)
        for character, number in alphabet.items():
            if len(character) == 1:
                self._numbers[ord(character)] = number

    def detect(self, batch: pa.RecordBatch, /) -> pa.RecordBatch:
        """Find names, firms, other organisations and places; the score is 1."""
        pieces = [
            (cell, part.start() + start, piece)
            for cell in full_cells(batch)
            for part in PART.finditer(cell[2])
            for start, piece in split_text(part[0], LONGEST)
        ]
        pieces.sort(key=lambda piece: len(piece[2]))  # those of like length share a call
        found: list[tuple[int, int, Found]] = []
        with self._threads.limit(limits=1, user_api="blas"):
            for first in range(0, len(pieces), GROUP):
                found.extend(self._find(pieces[first : first + GROUP]))
        return spans_from(sorted(found))

    def _find(self, pieces: list[tuple[TextCell, int, str]]) -> Iterator[tuple[int, int, Found]]:
        codes = [np.frombuffer(piece.encode("utf-32-le"), np.uint32) for *_, piece in pieces]
        tags = np.concatenate(self._tagger.tags([self._numbers[of] for of in codes]))
        begins = np.concatenate([[0], np.cumsum([len(of) for of in codes])])
        first = np.zeros(len(tags), bool)
        first[begins[:-1]] = True
        kinds = self._kinds.kind[tags]
        starts, lasts = decode(self._kinds.places[tags], kinds, first)
        owners = np.searchsorted(begins, starts, side="right") - 1
        for start, last, owner in zip(
            starts.tolist(), lasts.tolist(), owners.tolist(), strict=True
        ):
            label = LABELS[self._kinds.kinds[kinds[start]]]
            if label:
                (row, column, _), moved, _ = pieces[owner]
                shift = moved - int(begins[owner])
                yield (row, column, (start + shift, last + 1 + shift, label))


class FoolModel(Fool):
    """The same network with a user's own weights, as FoolNLTK's training writes them."""

    name = "fool_model"
    takes: ClassVar[str] = "PATH"
    about = About(
        package="leakbench",
        install="pip install 'leakbench[peers]'",
        license="Apache-2.0",
        homepage="",
        marks=(Mark.USER_MODEL,),
    )

    def __init__(self, argument: str) -> None:
        """Load the weights.

        Args:
            argument: Folder with ``ner.pb`` and ``map.zip``.

        Raises:
            ModelFolderError: There is no such folder, or it lacks one of the files.
            GraphError: They are not what they should be.
        """
        folder = model_folder(self.name, argument, GRAPH)
        model_folder(self.name, argument, ALPHABET)
        self.name = f"{self.name}:{argument}"
        self._load(folder)


def _maps(path: Path) -> tuple[dict[str, int], list[str]]:
    """Numbers of characters, and names of tags in the order of theirs."""
    try:
        with ZipFile(path) as archive:
            maps = json.loads(archive.read("all_map.json"))
        characters: dict[str, int] = maps["char_map"]
        names = [maps["ner_map"][str(code)] for code in range(len(maps["ner_map"]))]
        numbers = sorted(characters.values())
        kinds = {name.partition("_")[2] for name in names} - {""}
    except (BadZipFile, KeyError, TypeError, ValueError, AttributeError) as error:
        raise GraphError(path, f"not the maps of such a model ({error})") from error
    if UNKNOWN not in characters or numbers != list(range(len(numbers))) or kinds - LABELS.keys():
        raise GraphError(path, "not the maps of such a model (other kinds, or gaps in its numbers)")
    return characters, names


def _tagger(path: Path, characters: int, tags: int) -> Tagger:
    """The network out of a graph's constants, whose shapes are checked."""
    constants = float_constants(path)

    def of(name: str, *shape: int) -> Matrix:
        if name not in constants or constants[name].shape != shape:
            there = constants[name].shape if name in constants else "nothing"
            raise GraphError(path, f"{name} is {there} where {shape} is meant")
        return constants[name]

    size = 100
    units = 100
    hidden = 100
    known = of("char_embeding", characters, size)
    # Number 0 pads texts: its vector of zeros stands before the others.
    vectors = np.concatenate([np.zeros((1, size), np.float32), known])
    rnn = "char_bilstm/bidirectional_rnn/{}/basic_lstm_cell/"
    forward, backward = (
        Cell.of(
            vectors,
            of(rnn.format(way) + "kernel", size + units, 4 * units),
            of(rnn.format(way) + "bias", 4 * units),
        )
        for way in ("fw", "bw")
    )
    return Tagger(
        forward,
        backward,
        (of("project/hidden/w_tanh", 2 * units, hidden), of("project/hidden/b_tanh", hidden)),
        (of("project/output/w_out", hidden, tags), of("project/output/b_out", tags)),
        np.ascontiguousarray(of("crf_loss/transitions", tags + 1, tags + 1)[:, :-1]),
    )
