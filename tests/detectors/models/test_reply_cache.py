import stat
from pathlib import Path

import pytest

from leakbench.detectors.models.reply_cache import (
    CACHE,
    CacheFolderError,
    ReplyCache,
    cache_folder,
)

QUESTION = {"model": "m", "messages": ["张伟"]}
ANSWER = {"content": "张伟\u200b😀", "prompt_tokens": 3}


def test_an_answer_is_kept(tmp_path):
    """The same question has the same answer, in another process too; another question has none."""
    ReplyCache(tmp_path / "a" / "b").put(QUESTION, ANSWER)
    again = ReplyCache(tmp_path / "a" / "b")
    assert again.get(dict(reversed(QUESTION.items()))) == ANSWER
    assert again.get(QUESTION | {"model": "n"}) is None


@pytest.mark.parametrize("damage", [b"", b'{"content"', b"[1]", b"\xff"])
def test_a_damaged_answer_is_none(tmp_path, damage):
    """What cannot be read is asked again, and then replaced."""
    cache = ReplyCache(tmp_path)
    cache.put(QUESTION, ANSWER)
    (file,) = tmp_path.rglob("*.json")
    file.write_bytes(damage)
    assert cache.get(QUESTION) is None
    cache.put(QUESTION, ANSWER)
    assert cache.get(QUESTION) == ANSWER


def test_a_write_that_fails_leaves_nothing(tmp_path):
    """An answer appears whole or not at all."""
    cache = ReplyCache(tmp_path)
    with pytest.raises(TypeError):
        cache.put(QUESTION, {"content": object()})
    assert cache.get(QUESTION) is None
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_the_folder_is_its_owners_alone(tmp_path):
    """Answers quote what they were asked about: nobody else may read them."""
    cache = ReplyCache(tmp_path / "cache")
    cache.put(QUESTION, ANSWER)
    for path in (tmp_path / "cache", *(tmp_path / "cache").rglob("*")):
        assert not stat.S_IMODE(path.stat().st_mode) & 0o077


def test_a_folder_that_cannot_be_is_one_error(tmp_path):
    """A file stands in the way: the message names the folder and the variable."""
    (tmp_path / "file").touch()
    with pytest.raises(CacheFolderError, match=CACHE) as caught:
        ReplyCache(tmp_path / "file" / "cache")
    assert caught.value.folder == tmp_path / "file" / "cache"


def test_the_environment_names_the_folder(monkeypatch, tmp_path):
    """Our variable goes first, then the user's cache, then the cache in his home."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv(CACHE, raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    assert cache_folder() == tmp_path / ".cache/leakbench/llm"
    monkeypatch.setenv("XDG_CACHE_HOME", "/x")
    assert cache_folder() == Path("/x/leakbench/llm")
    monkeypatch.setenv(CACHE, "/y")
    assert cache_folder() == Path("/y")
