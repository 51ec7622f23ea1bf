import pickle

import pytest

from leakbench.generator.datasets.manifest import spec_from, spec_json
from leakbench.generator.generate import batches
from leakbench.generator.keys import DEFAULT_KEY, PUBLIC_KEY, Key, MissingKeyError, key_of
from leakbench.generator.spec import Spec

PRIVATE = "held by nobody but this test"


def test_a_private_key_is_written_as_its_fingerprint():
    """Neither JSON nor what is printed of a spec has its text; the default stands as itself."""
    spec = Spec("legal_person", key=PRIVATE)
    written = spec_json(spec)
    assert written["key"] == {"fingerprint": key_of(PRIVATE).fingerprint}
    for told in (str(written), repr(spec), str(spec)):
        assert PRIVATE not in told
    assert spec_json(Spec("legal_person"))["key"] == PUBLIC_KEY
    del written["key"]
    assert spec_from(written).key == DEFAULT_KEY


def test_what_was_written_is_the_same_spec():
    """A spec read again equals the one with the key, and makes its rows once that is given."""
    spec = Spec("legal_person", key=PRIVATE)
    read = spec_from(spec_json(spec))
    assert read == spec
    assert hash(read) == hash(spec)
    assert read.key.text is None
    assert read.key.secret() == PRIVATE
    assert next(batches(read, 5)).equals(next(batches(spec, 5)))


def test_an_unknown_key_is_asked_for_in_one_line():
    """It says by which options, and passes from one process to another."""
    spec = Spec("exam_roster", seed=911, key=Key("0123456789abcdef"))
    with pytest.raises(MissingKeyError, match="0123456789abcdef; give it with --key") as caught:
        next(batches(spec, 5))
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)  # noqa: S301


def test_a_key_travels_with_its_text():
    """A process that writes shards needs it."""
    assert pickle.loads(pickle.dumps(key_of(PRIVATE))).text == PRIVATE  # noqa: S301


def test_an_empty_key_is_refused():
    """It would look as if there were one."""
    with pytest.raises(ValueError, match="a key is not empty"):
        Spec("legal_person", key="")
