import pytest

from leakbench.generator.declarations import DeclarationError, Table


def table(**entries):
    """A table of a file."""
    return Table("some.toml", "field 'a'", entries)


@pytest.mark.parametrize(
    ("take", "entries", "reason"),
    [
        (lambda one: one.text("key"), {}, "no key 'key'"),
        (lambda one: one.text("key"), {"key": ""}, "key 'key' is empty"),
        (lambda one: one.text("key"), {"key": 3}, "key 'key' must be a text, not 3"),
        (lambda one: one.share("key"), {"key": True}, "must be a number from 0 to 1, not True"),
        (lambda one: one.numbers("key"), {"key": [1.5]}, "must be a list of whole numbers"),
        (lambda one: one.texts("key"), {"key": []}, "key 'key' is empty"),
        (lambda one: one.table("key"), {"key": []}, "key 'key' must be a table"),
        (lambda one: one.tables("key", "part"), {"key": [1]}, "must be a list of tables"),
        (lambda one: one.choice("key", ["x", "y"], "x"), {"key": "z"}, "must be one of x, y"),
        (lambda one: one.end(), {"kee": 1}, "unknown key 'kee'"),
    ],
)
def test_what_is_wrong_is_named(take, entries, reason):
    """File, table and key stand in one line."""
    with pytest.raises(DeclarationError) as caught:
        take(table(**entries))
    assert str(caught.value).startswith("some.toml: field 'a': ")
    assert reason in str(caught.value)


def test_what_is_left_out_has_its_default():
    """Keys that may be missing are nothing, or what is told."""
    one = table()
    assert one.optional_text("a") is one.optional_path("b") is None
    assert one.share("c", 1.0) == 1
    assert one.choice("d", ["x"], "x") == "x"
    one.end()
