"""GLiNER: a user's own model that is told in words what to find."""

import re
import unicodedata
import warnings
from collections.abc import Iterator
from typing import Any, ClassVar, Final

import pyarrow as pa

from leakbench.detectors.contract import Found
from leakbench.detectors.label_aliases import model_aliases
from leakbench.detectors.marks import Mark
from leakbench.detectors.models.cells import Cell, answer, full_cells, in_groups
from leakbench.detectors.models.long_texts import split_text
from leakbench.detectors.models.model_folder import device, model_folder
from leakbench.detectors.models.token_offsets import trimmed
from leakbench.detectors.registry import About
from leakbench.generator.entities import entities
from leakbench.generator.errors import LeakbenchError

GROUP_CELLS: Final = 256
BATCH: Final = 8  # pieces that the model reads at once
TOKENS_PER_WORD: Final = 2  # a tokenizer of word pieces marks the beginning of each character

_WORD = re.compile(r"[A-Za-z]+|[0-9]+|\S")
_UNSEEN = {"Cc", "Cf", "Me", "Mn"}  # control, format (no width) and marks: no token is left of them


class PromptsTooLongError(LeakbenchError, ValueError):
    """The kinds to find leave a model no room for text.

    Attributes:
        model: The detector's name.
        tokens: How many tokens the kinds take.
        limit: How many the model reads.
    """

    def __init__(self, model: str, tokens: int, limit: int) -> None:
        self.model = model
        self.tokens = tokens
        self.limit = limit
        super().__init__(
            f"{model}: its kinds take {tokens} tokens of the {limit} that it reads; "
            "name fewer in its leakbench_labels.csv"
        )


class Gliner:
    """A GLiNER model, asked for every label of the registry by its Chinese title.

    A table ``leakbench_labels.csv`` in the model's folder names the kinds to ask for instead, say
    in the words that the model was trained on.
    """

    name = "gliner"
    takes: ClassVar[str] = "PATH"
    labels: frozenset[str] = frozenset()  # known once it is built
    about = About(
        package="gliner",
        install="pip install 'leakbench[gliner]'",
        license="Apache-2.0",
        homepage="https://github.com/urchade/GLiNER",
        marks=(Mark.USER_MODEL,),
    )

    def __init__(self, argument: str) -> None:
        """Load a model.

        Args:
            argument: Folder of a saved model and its tokenizer.

        Raises:
            ModelFolderError: There is none.
            LabelFileError: Its own table of labels cannot be used.
            PromptsTooLongError: The kinds to find fill all that it can read.
            DeviceError: ``LEAKBENCH_DEVICE`` names none that is here.
        """
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of the import alone: others' deprecations
            import gliner  # noqa: PLC0415 - heavy, and absent where the extra is not installed
            import torch  # noqa: PLC0415 - heavy, like the package

        folder = model_folder(self.name, argument, "gliner_config.json")
        self.name = f"{self.name}:{argument}"
        own = {prompt: label for prompt, label in model_aliases(folder).items() if label}
        self._prompts = own or {one.title: name for name, one in entities().items()}
        self.labels = frozenset(self._prompts.values())
        self._model = gliner.GLiNER.from_pretrained(
            folder, local_files_only=True, map_location=str(device(torch))
        ).eval()
        # Its own splitter takes a run of Chinese for one word, inside which it finds nothing.
        self._model.data_processor.words_splitter = words
        self._size = self._room()

    def detect(self, batch: pa.RecordBatch, /) -> pa.RecordBatch:
        """Find what the model is asked for; the score is the model's."""
        return answer(
            pair
            for group in in_groups(full_cells(batch), GROUP_CELLS)
            for pair in self._find(group)
        )

    def _find(self, cells: list[Cell]) -> Iterator[tuple[Cell, list[Found]]]:
        parts = [
            (number, start, piece)
            for number, (*_, text) in enumerate(cells)
            for start, piece in split_text(text, self._size)
            if next(words(piece), None)
        ]
        found: list[list[Found]] = [[] for _ in cells]
        predicted = self._model.inference(
            [piece for *_, piece in parts], list(self._prompts), batch_size=BATCH
        )
        for (number, start, _), entities_of_piece in zip(parts, predicted, strict=True):
            for one in entities_of_piece:
                bounds = trimmed(cells[number][2], start + one["start"], start + one["end"])
                label = self._prompts[one["label"]]
                found[number].append((*bounds, label, float(one["score"])))
        return zip(cells, found, strict=True)

    def _room(self) -> int:
        """Characters of text that the model reads beside the kinds it is asked for."""
        tokenizer: Any = self._model.data_processor.transformer_tokenizer
        limit: int = tokenizer.model_max_length
        asked = tokenizer(list(self._prompts), add_special_tokens=False)["input_ids"]
        taken = sum(len(prompt) + 1 for prompt in asked) + 4  # each is marked, all are framed
        room = (limit - taken) // TOKENS_PER_WORD
        if room < 1:
            raise PromptsTooLongError(self.name, taken, limit)
        return int(min(self._model.config.max_len, room))


def words(text: str) -> Iterator[tuple[str, int, int]]:
    """Words as a model of Chinese should see them: runs of letters or digits, single characters.

    Args:
        text: Any text.

    Yields:
        The word, where it begins and where it ends, in code points.
    """
    for word in _WORD.finditer(text):
        if unicodedata.category(word[0][0]) not in _UNSEEN:
            yield word[0], word.start(), word.end()
