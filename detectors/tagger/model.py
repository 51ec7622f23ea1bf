"""A trained model: its arrays, and the file they stand in."""

import json
import zipfile
from dataclasses import dataclass
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from leakbench.detectors.tagger.feature_extraction import FeatureSpace
from leakbench.detectors.tagger.lexicon import Lexicon
from leakbench.detectors.tagger.score_sum import Weights, aligned
from leakbench.detectors.tagger.tag_set import GROUP, LANES, used_lanes
from leakbench.detectors.tagger.tokenizer import PLANE
from leakbench.generator.errors import LeakbenchError

FORMAT: Final = 1
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)  # of every part, so that equal models are equal files


class ModelError(LeakbenchError, ValueError):
    """A file is no model that this version reads.

    Attributes:
        name: The file.
    """

    def __init__(self, name: str, reason: str) -> None:
        self.name = name
        super().__init__(f"{name} is no tagger's model: {reason}")


@dataclass(frozen=True, slots=True)
class Model:
    """What tagging needs.

    Attributes:
        features: What features are made with.
        weights: What was learned.
        about: What it was trained on: JSON values.
    """

    features: FeatureSpace
    weights: Weights
    about: dict[str, Any]


def save_model(model: Model, path: Path) -> None:
    """Write a model; the same model gives the same bytes."""
    arrays: dict[str, NDArray[Any]] = {
        "table": np.ascontiguousarray(model.weights.table[:, used_lanes()].T),
        "steps": model.weights.transitions,
        "fold": model.features.fold - np.arange(PLANE, dtype=np.uint16),
        "single": model.features.lexicon.single,
        "slots": model.features.lexicon.slots,
    }
    about = json.dumps({"format": FORMAT, **model.about}, ensure_ascii=False, sort_keys=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr(_part("about.json"), about)
        for name, array in arrays.items():
            # The bytes of a number apart from each other pack better.
            planes = array.view(np.uint8).reshape(-1, array.itemsize).T
            buffer = BytesIO()
            np.save(buffer, np.ascontiguousarray(planes), allow_pickle=False)
            archive.writestr(_part(f"{name}.npy"), buffer.getvalue())


def load_model(path: Path | None = None) -> Model:
    """Read a model; by default the one that comes with the package.

    Raises:
        ModelError: The file is no model, or one of another format.
    """
    source = files("leakbench.detectors.tagger").joinpath("model.zip") if path is None else path
    name = source.name
    try:
        with zipfile.ZipFile(BytesIO(source.read_bytes())) as archive:
            about = json.loads(archive.read("about.json"))
            if about.pop("format") != FORMAT:
                raise ModelError(name, "it has another format")
            parts = {part: np.load(BytesIO(archive.read(part))) for part in archive.namelist()[1:]}
    except (zipfile.BadZipFile, KeyError, json.JSONDecodeError) as error:
        raise ModelError(name, f"{type(error).__name__}: {error}") from error

    def array(part: str, kind: type[np.generic]) -> NDArray[Any]:
        return np.ascontiguousarray(parts[f"{part}.npy"].T).reshape(-1).view(kind)

    lanes = array("table", np.int8).reshape(len(used_lanes()), -1)
    table = aligned((lanes.shape[1], LANES), np.int8)
    table[:] = 0
    table[:, used_lanes()] = lanes.T
    fold = array("fold", np.uint16) + np.arange(PLANE, dtype=np.uint16)
    lexicon = Lexicon(array("single", np.uint16), array("slots", np.uint32))
    return Model(
        FeatureSpace(fold, lexicon, len(table).bit_length() - 1),
        Weights(table, array("steps", np.int32).reshape(-1, GROUP)),
        about,
    )


def _part(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    return info
