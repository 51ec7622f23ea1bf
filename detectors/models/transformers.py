"""Transformers: a token classifier of the user's, from a folder or by its name on the hub."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from leakbench.detectors.contract import Found
from leakbench.detectors.label_aliases import labels_of_model
from leakbench.detectors.marks import Mark
from leakbench.detectors.models.cells import answer, full_cells, in_groups
from leakbench.detectors.models.long_texts import counted_tokens
from leakbench.detectors.models.model_folder import device, hub_model
from leakbench.detectors.models.tagging_schemes import OUTSIDE, Tags, decode, join_word_pieces
from leakbench.detectors.models.token_offsets import representative_tokens, trimmed, within_words
from leakbench.detectors.registry import About
from leakbench.generator.errors import LeakbenchError

MAX_WINDOW: Final = 512  # tokens; longer ones cost the square
OVERLAP: Final = 4  # a window shares this part of itself with the next
GROUP_CELLS: Final = 512
BATCH_TOKENS: Final = 8_192

# RoBERTa and its kin count positions from behind the padding token's number.
FROM_BEHIND_PADDING: Final = {
    "camembert",
    "data2vec-text",
    "mpnet",
    "roberta",
    "roberta-prelayernorm",
    "xlm-roberta",
    "xlm-roberta-xl",
    "xmod",
}


class NoFastTokenizerError(LeakbenchError, TypeError):
    """The model's tokenizer cannot tell where its tokens stand in the text.

    Attributes:
        model: The detector's name.
    """

    def __init__(self, model: str) -> None:
        self.model = model
        super().__init__(
            f"{model} has no fast tokenizer, so its tokens have no offsets; save it with its "
            "tokenizer.json"
        )


class Transformers:
    """A token classifier over windows of a text, whose tags are decoded here.

    The library's own pipeline would split spans of five-letter schemes and read no further than
    the model's first window.
    """

    name = "transformers"
    takes: ClassVar[str] = "ID_OR_PATH"
    labels: frozenset[str] = frozenset()  # known once it is built
    about = About(
        package="transformers",
        install="pip install 'leakbench[transformers]'",
        license="Apache-2.0",
        homepage="https://github.com/huggingface/transformers",
        marks=(Mark.USER_MODEL,),
    )

    def __init__(self, argument: str) -> None:
        """Load a model.

        Args:
            argument: Folder of a saved model and its fast tokenizer, or its name on the Hugging
                Face hub, which the library's own cache keeps.

        Raises:
            ModelFolderError: There is none, or the hub cannot be reached.
            NoFastTokenizerError: Its tokenizer has no offsets.
            UnmappedModelLabelsError: Some of its labels mean nothing here.
            LabelFileError: Its own table of labels cannot be used.
            DeviceError: ``LEAKBENCH_DEVICE`` names none that is here.
        """
        import torch  # noqa: PLC0415 - heavy, and absent where the extra is not installed
        import transformers  # noqa: PLC0415 - heavy

        source, folder = hub_model(self.name, argument, transformers)
        self.name = f"{self.name}:{argument}"
        # A model's own code is never run, and nobody is asked whether it may.
        options = {"local_files_only": Path(source).is_dir(), "trust_remote_code": False}
        config = transformers.AutoConfig.from_pretrained(source, **options)
        self._tags = Tags.named([config.id2label[code] for code in range(config.num_labels)])
        meanings = labels_of_model(self._tags.kinds, folder)
        self._meanings = [meanings.get(kind) for kind in self._tags.kinds]
        self.labels = frozenset(meanings.values())
        self._tokenizer = transformers.AutoTokenizer.from_pretrained(source, **options)
        if not self._tokenizer.is_fast:
            raise NoFastTokenizerError(self.name)
        self._torch = torch
        self._device = device(torch)
        with _without_progress(transformers.utils.logging):
            model = transformers.AutoModelForTokenClassification.from_pretrained(source, **options)
        self._model = model.to(self._device).eval()
        frame = self._tokenizer.num_special_tokens_to_add()
        self._window = _window(config, self._tokenizer.model_max_length)
        self._stride = (self._window - frame) // OVERLAP

    def detect(self, batch: pa.RecordBatch, /) -> pa.RecordBatch:
        """Find what the model tags; the score is the mean probability of a span's tags."""
        return answer(
            (cell, spans)
            for group in in_groups(full_cells(batch), GROUP_CELLS)
            for cell, spans in zip(group, self._find([text for *_, text in group]), strict=True)
        )

    def _find(self, texts: Sequence[str]) -> list[list[Found]]:
        """Spans of each text."""
        tokens = self._tokenizer(
            list(texts),
            truncation=True,
            max_length=self._window,
            stride=self._stride,
            return_overflowing_tokens=True,
            return_offsets_mapping=True,
            return_special_tokens_mask=True,
        )
        owner = np.array(tokens["overflow_to_sample_mapping"], np.int64)
        inner = [np.flatnonzero(np.array(mask) == 0) for mask in tokens["special_tokens_mask"]]
        sizes = np.array([len(places) for places in inner], np.int64)
        counted = [
            places[begin:end]
            for places, begin, end in zip(
                inner, *counted_tokens(owner, sizes, self._stride), strict=True
            )
        ]
        read = self._read(tokens["input_ids"])
        tags = np.concatenate([tag[at] for (tag, _), at in zip(read, counted, strict=True)])
        probability = np.concatenate([odd[at] for (_, odd), at in zip(read, counted, strict=True)])
        offsets = np.concatenate(
            [
                np.array(pairs, np.int64).reshape(-1, 2)[at]
                for pairs, at in zip(tokens["offset_mapping"], counted, strict=True)
            ]
        )
        return self._spans(
            texts, np.repeat(owner, [len(at) for at in counted]), offsets, tags, probability
        )

    def _read(self, windows: Sequence[Sequence[int]]) -> list[tuple[Any, Any]]:
        """The best tag of each token of each window, and its probability."""
        torch = self._torch
        padding = self._tokenizer.pad_token_id or 0
        found: list[tuple[Any, Any]] = [(None, None)] * len(windows)
        for batch in _batches([len(window) for window in windows]):
            width = max(len(windows[at]) for at in batch)
            ids = np.full((len(batch), width), padding, np.int64)
            shown = np.zeros((len(batch), width), np.int64)
            for line, at in enumerate(batch):
                ids[line, : len(windows[at])] = windows[at]
                shown[line, : len(windows[at])] = 1
            with torch.inference_mode():
                logits = self._model(
                    input_ids=torch.from_numpy(ids).to(self._device),
                    attention_mask=torch.from_numpy(shown).to(self._device),
                ).logits
                probability, tags = logits.float().softmax(-1).max(-1)
            probability, tags = probability.cpu().numpy(), tags.cpu().numpy()
            for line, at in enumerate(batch):
                size = len(windows[at])
                found[at] = tags[line, :size], probability[line, :size]
        return found

    def _spans(
        self,
        texts: Sequence[str],
        owner: NDArray[np.int64],
        offsets: NDArray[np.int64],
        tags: NDArray[np.int64],
        probability: NDArray[np.float32],
    ) -> list[list[Found]]:
        """Spans of each text from the tokens of all, one after another."""
        tagged = self._tags.places[tags] != OUTSIDE
        chosen, start, end = representative_tokens(owner, offsets, tagged)
        owner, tags, probability = owner[chosen], tags[chosen], probability[chosen]
        first = np.ones(len(owner), bool)
        first[1:] = owner[1:] != owner[:-1]
        kinds = self._tags.kind[tags]
        places = join_word_pieces(
            self._tags.places[tags], kinds, within_words(texts, owner, start, end, first)
        )
        begins, ends = decode(places, kinds, first)
        total = np.concatenate([[0.0], np.cumsum(probability, dtype=np.float64)])
        scores = (total[ends + 1] - total[begins]) / (ends + 1 - begins)
        found: list[list[Found]] = [[] for _ in texts]
        for at, left, right, kind, score in zip(
            owner[begins].tolist(),
            start[begins].tolist(),
            end[ends].tolist(),
            kinds[begins].tolist(),
            scores.tolist(),
            strict=True,
        ):
            label = self._meanings[kind]
            bounds = trimmed(texts[at], left, right)
            if label and bounds[0] < bounds[1]:
                found[at].append((*bounds, label, score))
        return found


@contextmanager
def _without_progress(logging: Any) -> Iterator[None]:
    """Let the library draw no progress bar, and leave it as it was."""
    shown = logging.is_progress_bar_enabled()
    logging.disable_progress_bar()
    try:
        yield
    finally:
        if shown:
            logging.enable_progress_bar()


def _window(config: Any, tokenizer_limit: int) -> int:
    """Tokens that the model reads at once, those that frame a text included."""
    positions = getattr(config, "max_position_embeddings", None) or 0
    if positions > 0 and config.model_type in FROM_BEHIND_PADDING:
        positions -= (config.pad_token_id or 0) + 1
    limits = (positions, tokenizer_limit, MAX_WINDOW)
    return int(min(limit for limit in limits if limit > 0))  # some say −1 where they have none


def _batches(sizes: Sequence[int]) -> list[list[int]]:
    """Numbers of windows, those of like size together, each batch within ``BATCH_TOKENS``."""
    batches: list[list[int]] = []
    for at in sorted(range(len(sizes)), key=lambda at: (-sizes[at], at)):
        if not batches or (len(batches[-1]) + 1) * sizes[batches[-1][0]] > BATCH_TOKENS:
            batches.append([])
        batches[-1].append(at)
    return batches
