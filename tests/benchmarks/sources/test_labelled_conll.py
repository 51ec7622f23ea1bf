"""Tests of reading CoNLL files."""

import pytest

from leakbench.benchmarks.sources.labelled_conll import read_conll
from leakbench.benchmarks.sources.labelled_file import LabelledFileError

UNIVERSAL = """# sent_id = 1
# text = 甲某在
1	甲	B-PER	-	-
2	某	I-PER	-	-
3	在	O	-	-

# text = 好
1	好	O	-	-
"""


@pytest.fixture
def written(tmp_path):
    """Write a file."""

    def write(text):
        path = tmp_path / "x.conll"
        path.write_bytes(text.encode())
        return path

    return write


def read(path):
    """Texts, and the labelled strings in them."""
    file = read_conll(path)
    texts = file.texts.to_pylist()
    return [
        (text, [(text[span["start"] : span["end"]], span["label"]) for span in spans])
        for text, spans in zip(texts, file.spans.to_pylist(), strict=True)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "甲 B-PER\n某 I-PER\n在 O\n\n好 O\n",
        "甲\tB-PER\n某\tI-PER\n在\tO\n\n\n好\tO",
        "-DOCSTART- O\n\n甲 B-PER\n某 E-PER\n在 O\n\n好 O\n\n",
        "甲 NR x B-PER\r\n某 NR x I-PER\r\n在 P x O\r\n\r\n好 A x O\r\n",
        UNIVERSAL,
        "\ufeff甲 B-PER\n某 M-PER\n在 O\n \n好 O\n",
    ],
)
def test_dialects(written, text):
    """Separators, comments, document marks, numbers and further columns, any line ends."""
    assert read(written(text)) == [("甲某在", [("甲某", "PER")]), ("好", [])]


def test_a_token_may_be_a_space_or_a_number_sign(written):
    """Some files have a character a line, whatever it is."""
    assert read(written("甲 B-PER\n  O\n# O\n")) == [("甲 #", [("甲", "PER")])]
    assert read(written("# O\n甲 B-PER\n")) == [("#甲", [("甲", "PER")])]
    assert read(written(" \tO\n甲\tS-PER\n")) == [(" 甲", [("甲", "PER")])]


def test_a_digit_as_first_token_is_no_number_of_a_line(written):
    """Only columns of running numbers are passed over."""
    assert read(written("1 O\n2 O\n\n1 O\n")) == [("12", []), ("1", [])]


def test_a_comment_keeps_the_spaces_of_its_sentence(written):
    """Of this sentence alone: the next one has none, and is joined."""
    text = "# text = 甲某 在 A B\n1\t甲某\tS-PER\n2\t在\tO\n3\tA\tB-ORG\n4\tB\tI-ORG\n"
    expected = ("甲某 在 A B", [("甲某", "PER"), ("A B", "ORG")])
    assert read(written(text + "\n1\t甲\tO\n2\t某\tO\n")) == [expected, ("甲某", [])]


def test_a_comment_of_json_keeps_what_no_line_can_hold(written):
    """Line breaks and tabs, whose pictures are tokens; pictures of the text; texts of nothing."""
    text = (
        '# text_json = "甲\\n␊\\t"\n甲\tB-PER\n␊\tI-PER\n␊\tO\n␉\tO\n\n# text_json = ""\n\n\n␊ O\n'
    )
    assert read(written(text)) == [("甲\n␊\t", [("甲\n", "PER")]), ("", []), ("␊", [])]
    assert read(written('# text_json = ""\n')) == [("", [])]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("甲 O\n\n某\n", 3, "1 columns, but 2"),
        ("甲 O\n某 PER\n", 2, "column 2 has no tag"),
        ("甲\n某\n", 1, "one column"),
        ("# text = 甲\n甲 O\n某 O\n", 2, "the text has '' where token '某' is next"),
        ("甲 O\n\n# text = 甲某\n甲 O\n", 4, "the text goes on after the last token: '某'"),
        ("甲 O\n\n# text_json = 甲\n甲 O\n", 3, "broken JSON: Expecting value"),
        ("# text_json = 1\n甲 O\n", 1, "its text_json is not a string"),
        ('# text_json = "\\\\n"\n甲 O\n', 2, "the text has"),
        ("", None, "no records"),
        ("-DOCSTART- O\n", None, "no records"),
    ],
)
def test_a_bad_line_is_named(written, text, line, message):
    """With what it should be."""
    with pytest.raises(LabelledFileError, match=message) as error:
        read_conll(written(text))
    assert error.value.line == line
