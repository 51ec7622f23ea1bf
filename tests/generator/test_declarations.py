import pytest

from leakbench.generator.declarations import DeclarationError, Table, read_declaration, read_lines


def table(**entries):
    """A table of a file."""
    return Table("some.toml", "field 'a'", entries)


@pytest.mark.parametrize(
    ("take", "entries", "reason"),
    [
        (lambda one: one.text("key"), {}, "no key 'key' (a text)"),
        (lambda one: one.text("key"), {"kee": "x"}, "no key 'key' (a text); is it 'kee'?"),
        (lambda one: one.text("key"), {"key": ""}, "key 'key' is empty"),
        (lambda one: one.text("key"), {"key": 3}, "key 'key' must be a text, not 3"),
        (lambda one: one.path("key"), {"key": "a."}, "must be 'role.attribute', not 'a.'"),
        (lambda one: one.flag("key"), {"key": "yes"}, "must be true or false, not 'yes'"),
        (lambda one: one.share("key"), {"key": True}, "must be a number from 0 to 1, not True"),
        (lambda one: one.share("key"), {"key": 1.5}, "must be a number from 0 to 1, not 1.5"),
        (lambda one: one.percent("key"), {"key": "5"}, "must be a number above 0, up to 100"),
        (lambda one: one.percent("key"), {"key": 0}, "must be a number above 0, up to 100, not 0"),
        (lambda one: one.whole("key"), {"key": -1}, "must be a whole number above 0, not -1"),
        (lambda one: one.numbers("key"), {"key": [1.5]}, "must be a list of whole numbers"),
        (lambda one: one.numbers("key", 2), {"key": [1]}, "must be a list of 2 whole numbers"),
        (lambda one: one.numbers_of("key", [5, 6]), {"key": [4]}, "must be a list of 5, 6, not"),
        (lambda one: one.texts("key"), {"key": []}, "key 'key' is empty"),
        (lambda one: one.texts("key"), {"key": "x"}, "must be a list of texts, not 'x'"),
        (lambda one: one.texts("key"), {"key": ["x", ""]}, "a list of texts, not ['x', '']"),
        (lambda one: one.texts("key", "a list of words", str.isalpha), {"key": ["1"]}, "of words"),
        (lambda one: one.one_or_more("key"), {"key": 3}, "must be a text or a list of texts"),
        (lambda one: one.one_or_more("key"), {"key": []}, "must be a text or a list of texts"),
        (lambda one: one.table("key"), {"key": []}, "key 'key' must be a table"),
        (lambda one: one.tables("key", "part"), {"key": [1]}, "must be a list of tables"),
        (lambda one: one.tables("key", "part"), {"key": []}, "key 'key' is empty"),
        (lambda one: one.choice("key", ["x", "y"]), {"key": "z"}, "must be one of x, y, not 'z'"),
        (lambda one: one.choices("key", ["x"]), {"key": "x"}, "must be a list of texts, not 'x'"),
        (lambda one: one.choices("key", ["x"]), {"key": ["z"]}, "unknown key 'z'; known: x"),
        (lambda one: one.given({"key": Table.text}), {"kee": "x"}, "'kee'; did you mean key?"),
        (lambda one: one.all_of(Table.text), {"kee": 1}, "key 'kee' must be a text, not 1"),
        (lambda one: one.end(), {"kee": 1}, "unknown key 'kee'"),
        (lambda one: one.refuse_unknown(["z"], ["x"], "thing"), {}, "unknown thing 'z'; known: x"),
        (
            lambda one: one.refuse_unknown(["z"], ["x"], "thing", "b"),
            {},
            "key 'b': unknown thing 'z'; known: x",
        ),
        (
            lambda one: (one.optional(Table.text, "key"), one.end()),
            {"kee": 1},
            "unknown key 'kee'; did you mean key?",
        ),
    ],
)
def test_what_is_wrong_is_named(take, entries, reason):
    """File, table and key stand in one line."""
    with pytest.raises(DeclarationError) as caught:
        take(table(**entries))
    assert str(caught.value).startswith("some.toml: field 'a': ")
    assert reason in str(caught.value)


def test_what_is_long_is_told_in_short():
    """A message is one line, whatever a key holds."""
    with pytest.raises(DeclarationError) as caught:
        table(key=["a\n" * 100] * 100 + [7]).texts("key")
    assert len(str(caught.value)) < 300
    assert "\n" not in str(caught.value)


def test_tables_have_a_place():
    """One in another is called by its key, one of a list by its name, else by its number."""
    one = table(a={}, b=[{"name": "x"}, {}])
    assert one.table("a").where == "field 'a', a"
    assert [part.where for part in one.tables("b", "part")] == ["part 'x'", "part 2"]


def test_what_is_left_out_has_its_default():
    """Keys that may be missing are nothing, or what is told."""
    one = table(b="text", c=True)
    assert one.optional(Table.text, "a") is None
    assert one.given({"a": Table.text, "b": Table.text, "c": Table.flag}) == {
        "b": "text",
        "c": True,
    }
    one.end()


def test_lists_are_taken_as_they_stand():
    """One text may stand without brackets."""
    one = table(a="x", b=["x", "y"], c="", d=[1, 2], e=["y"])
    assert [one.one_or_more(key) for key in "abc"] == [("x",), ("x", "y"), ("",)]
    assert one.numbers("d", 2) == (1, 2)
    assert one.choices("e", ["x", "y"]) == ("y",)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a,c\n1,2\n", "line 1, 'a,c': must be a,b"),
        ("a,b\n1,2\n1\n", "line 3, '1': must be a,b"),
        ("a,b\n1,2,3\n", "line 2, '1,2,3': must be a,b"),
        ("", "not CSV in UTF-8"),
    ],
)
def test_lines_have_their_columns(tmp_path, text, reason):
    """A line is named by its number and by what it says."""
    source = tmp_path / "some.csv"
    source.write_text(text, encoding="utf-8")
    with pytest.raises(DeclarationError) as caught:
        read_lines(source, ["a", "b"])
    assert str(caught.value).startswith("some.csv: ")
    assert reason in str(caught.value)


def test_a_line_is_a_table(tmp_path):
    """Its entries stand under the columns' names."""
    source = tmp_path / "some.csv"
    source.write_text('a,b\n1,"2,3"\n', encoding="utf-8")
    (line,) = read_lines(source, ["a", "b"])
    assert (line.text("a"), line.text("b")) == ("1", "2,3")
    line.end()


@pytest.mark.parametrize(
    "content", [b"[", b"a = '\xff'", b"a = \n", b"a = 1\na = 2\n", b"[a\n", b"a = 01\n"]
)
def test_what_is_no_toml_is_named(tmp_path, content):
    """In one line with the file's name."""
    source = tmp_path / "some.toml"
    source.write_bytes(content)
    with pytest.raises(DeclarationError, match=r"^some\.toml: not TOML: .*$") as caught:
        read_declaration(source)
    assert "\n" not in str(caught.value)
