"""Where a user's own model lies, and what it runs on."""

import os
import re
from pathlib import Path
from typing import Any, Final

from leakbench.detectors.registry import DetectorArgumentError
from leakbench.generator.errors import LeakbenchError

DEVICE: Final = "LEAKBENCH_DEVICE"
_HUB_NAME = re.compile(r"[\w-][\w.-]*(?:/[\w-][\w.-]*)?", re.ASCII)
_DEVICES = re.compile(r"cpu|cuda(?::(\d+))?", re.ASCII)


class ModelFolderError(DetectorArgumentError):
    """There is no model where the user says.

    Attributes:
        path: What the user gave.
    """

    def __init__(self, detector: str, path: str, missing: str) -> None:
        self.path = path
        super().__init__(
            f"{detector}:{path}", f"{missing}; give the folder that the model was saved to"
        )


class DeviceError(LeakbenchError):
    """The device asked for is not one, or not here.

    Attributes:
        device: What ``LEAKBENCH_DEVICE`` says.
        reason: Why it cannot be had.
    """

    def __init__(self, device: str, reason: str) -> None:
        self.device = device
        self.reason = reason
        super().__init__(f"{DEVICE}={device}: {reason}")


def model_folder(detector: str, argument: str, config: str = "config.json") -> Path:
    """The folder that holds a saved model; nothing is ever looked for elsewhere.

    Raises:
        ModelFolderError: It is no folder, or the model's ``config`` is not in it.
    """
    path = Path(argument)
    if not argument or not path.is_dir():
        raise ModelFolderError(detector, argument, "no such folder")
    if not (path / config).is_file():
        raise ModelFolderError(detector, argument, f"no {config} in it")
    return path


def hub_model(detector: str, argument: str, transformers: Any) -> tuple[str, Path]:
    """A model by its folder, or by its name on the Hugging Face hub.

    Args:
        detector: Who asks.
        argument: A folder, or a name like ``owner/model``. What the cache of the library lacks, the
            library downloads, unless ``HF_HUB_OFFLINE`` is set.
        transformers: The module.

    Returns:
        What ``from_pretrained`` is to be given, and the folder that holds the model's files.

    Raises:
        ModelFolderError: It is neither, or the hub cannot be reached.
    """
    if Path(argument).is_dir() or not _HUB_NAME.fullmatch(argument):
        folder = model_folder(detector, argument)
        return str(folder), folder
    try:
        config = transformers.utils.cached_file(argument, "config.json")
    except OSError as error:
        reason = str(error).partition("\n")[0]
        raise ModelFolderError(
            detector, argument, f"no such folder, and not to be had from the hub: {reason}"
        ) from error
    return argument, Path(config).parent


def device(torch: Any) -> Any:
    """The device that ``LEAKBENCH_DEVICE`` names, the processor by default.

    A model and its tokenizer run on one thread of the processor, as detectors are compared, unless
    ``OMP_NUM_THREADS`` or ``TOKENIZERS_PARALLELISM`` say otherwise.

    Args:
        torch: The module.

    Raises:
        DeviceError: It names no device, or one that is not here.
    """
    wanted = os.environ.get(DEVICE) or "cpu"
    form = _DEVICES.fullmatch(wanted)
    if form is None:
        raise DeviceError(wanted, "not a device; say cpu, cuda or cuda:0")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")  # read at each call
    if wanted == "cpu":
        if not os.environ.get("OMP_NUM_THREADS"):
            torch.set_num_threads(1)
    elif not torch.cuda.is_available():
        raise DeviceError(wanted, "this machine, or this build of torch, has no CUDA device")
    elif int(form[1] or 0) >= torch.cuda.device_count():
        raise DeviceError(wanted, f"there are {torch.cuda.device_count()} CUDA devices")
    return torch.device(wanted)
