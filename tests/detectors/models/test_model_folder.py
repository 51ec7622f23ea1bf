import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from leakbench.detectors.models.model_folder import (
    DEVICE,
    DeviceError,
    ModelFolderError,
    device,
    hub_model,
    model_folder,
)


def machine(devices):
    """What of torch counts here, on a machine with so many CUDA devices."""
    threads = []
    return SimpleNamespace(
        cuda=SimpleNamespace(is_available=lambda: devices > 0, device_count=lambda: devices),
        device=str,
        set_num_threads=threads.append,
        threads=threads,
    )


@pytest.mark.parametrize(
    ("wanted", "devices"), [("cpu", 0), ("cuda", 1), ("cuda:0", 1), ("cuda:1", 2)]
)
def test_the_environment_names_the_device(monkeypatch, wanted, devices):
    """A device that is there is taken."""
    monkeypatch.setenv(DEVICE, wanted)
    assert device(machine(devices)) == wanted


@pytest.mark.parametrize(
    ("wanted", "devices", "reason"),
    [
        ("cuda", 0, "no CUDA device"),
        ("cuda:0", 0, "no CUDA device"),
        ("cuda:2", 2, "there are 2 CUDA devices"),
        ("gpu", 1, "not a device; say cpu"),
        ("cuda:", 1, "not a device"),
        ("cuda:-1", 1, "not a device"),
        ("CPU ", 1, "not a device"),
    ],
)
def test_what_is_not_there_is_refused(monkeypatch, wanted, devices, reason):
    """The message names the variable, what it says and why it cannot be."""
    monkeypatch.setenv(DEVICE, wanted)
    with pytest.raises(DeviceError, match=reason) as caught:
        device(machine(devices))
    assert caught.value.device == wanted
    assert f"{DEVICE}={wanted}" in str(caught.value)


@pytest.mark.parametrize("wanted", [None, "", "cpu"])
def test_the_processor_is_the_default_and_one_thread(monkeypatch, wanted):
    """Unless told otherwise a model runs on one thread of the processor."""
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    if wanted is None:
        monkeypatch.delenv(DEVICE, raising=False)
    else:
        monkeypatch.setenv(DEVICE, wanted)
    monkeypatch.setattr(os, "environ", dict(os.environ))
    os.environ.pop("TOKENIZERS_PARALLELISM", None)
    here = machine(1)
    assert device(here) == "cpu"
    assert here.threads == [1]
    assert os.environ["TOKENIZERS_PARALLELISM"] == "false"


def test_threads_may_be_given(monkeypatch):
    """A number of threads in the environment is left alone."""
    monkeypatch.setenv("OMP_NUM_THREADS", "2")
    monkeypatch.setenv("TOKENIZERS_PARALLELISM", "true")
    monkeypatch.delenv(DEVICE, raising=False)
    here = machine(0)
    device(here)
    assert here.threads == []
    assert os.environ["TOKENIZERS_PARALLELISM"] == "true"


@pytest.mark.parametrize("argument", ["", "missing", "file"])
def test_what_is_no_folder_is_refused(tmp_path, monkeypatch, argument):
    """An empty path, a missing folder and a file are no model."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").touch()
    with pytest.raises(ModelFolderError, match="no such folder") as caught:
        model_folder("transformers", argument)
    assert (caught.value.name, caught.value.path) == (f"transformers:{argument}", argument)


def test_a_folder_without_a_model_is_refused(tmp_path):
    """The message names the file that is missing."""
    with pytest.raises(ModelFolderError, match=r"no gliner_config\.json in it"):
        model_folder("gliner", str(tmp_path), "gliner_config.json")
    (tmp_path / "gliner_config.json").touch()
    assert model_folder("gliner", str(tmp_path), "gliner_config.json") == tmp_path


def hub(files):
    """What of transformers counts here: a cache that has some models."""

    def cached_file(name, file):
        if name not in files:
            raise OSError("We couldn't connect.\nCheck your connection.")
        return str(files[name] / file)

    return SimpleNamespace(utils=SimpleNamespace(cached_file=cached_file))


def test_a_name_on_the_hub_is_a_model(tmp_path):
    """The library is given the name, and its files lie where the library keeps them."""
    library = hub({"owner/model.v2": tmp_path, "model": tmp_path})
    for name in ("owner/model.v2", "model"):
        assert hub_model("transformers", name, library) == (name, tmp_path)


def test_a_folder_goes_before_the_hub(tmp_path, monkeypatch):
    """A folder of the same name is what is meant."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "owner" / "model"
    folder.mkdir(parents=True)
    (folder / "config.json").write_text("{}")
    found = hub_model("transformers", "owner/model", hub({"owner/model": tmp_path}))
    assert found == (str(Path("owner/model")), Path("owner/model"))


def test_a_model_that_cannot_be_had_is_one_line():
    """Without a network, or where there is no such model."""
    with pytest.raises(ModelFolderError) as caught:
        hub_model("transformers", "nobody/nothing", hub({}))
    assert str(caught.value) == (
        "detector 'transformers:nobody/nothing': no such folder, and not to be had from the hub: "
        "We couldn't connect.; give the folder that the model was saved to"
    )


@pytest.mark.parametrize("path", ["/no/such/folder", "./model", "a/b/c", "~/model", "a b"])
def test_paths_are_never_asked_of_the_hub(path):
    """What cannot be a name there is a folder, or nothing."""
    with pytest.raises(ModelFolderError, match="no such folder;"):
        hub_model("transformers", path, hub({path: Path()}))
