import pytest

from leakbench.detectors.written_names import is_user_code, split_name, without_credentials


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("regex", ("regex", "")),
        ("union:regex+lac", ("union", "regex+lac")),
        ("transformers:/a/b:c", ("transformers", "/a/b:c")),
        ("exec:./a --b", ("exec", "./a --b")),
        ("http:http://host:5002", ("http", "http://host:5002")),
        ("http://host:5002", ("http", "http://host:5002")),
        ("https://host/x", ("http", "https://host/x")),
    ],
)
def test_an_argument_follows_the_first_colon(name, parts):
    """A web address is one argument, whether the template stands before it or not."""
    assert split_name(name) == parts


@pytest.mark.parametrize(
    ("name", "is_code"),
    [
        ("./file.py:Class", True),
        ("file.py:function", True),
        ("/a/文件.py:Class", True),
        ("../a:b/file.py:x", True),
        ("./file.py", True),
        ("package.module:attribute", True),
        ("module:Class.attribute", True),
        ("module", False),
        ("my-module:x", False),
        ("module:", False),
        (":x", False),
        ("module:regex+lac", False),
        ("ftp://host/x", False),
    ],
)
def test_a_users_own_python_is_told_by_its_form(name, is_code):
    """A path has a slash or ends in .py; a module is identifiers."""
    assert is_user_code(name) is is_code


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("http://me:secret@host:1/x@y", "http://***@host:1/x@y"),
        ("exec:client https://secret@host", "exec:client https://***@host"),
        ("http://host/me@example.com", "http://host/me@example.com"),
        ("regex", "regex"),
    ],
)
def test_credentials_become_stars(name, shown):
    """Wherever an address stands in a name; the rest stays."""
    assert without_credentials(name) == shown
