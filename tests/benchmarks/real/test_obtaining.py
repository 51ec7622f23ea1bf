"""Tests of obtaining a corpus, out of made-up files from a server on this machine."""

import json
import zipfile
from hashlib import sha256
from io import BytesIO

import pytest

from leakbench.benchmarks.real.card import load_card
from leakbench.benchmarks.real.download import DownloadError
from leakbench.benchmarks.real.obtaining import OtherContentError, default_folder, obtain
from leakbench.benchmarks.sources.labelled_file import LabelledFileError
from leakbench.benchmarks.sources.labelled_jsonl import read_jsonl

TRAIN = "甲 B-PER\n某 I-PER\n在 O\n乙 B-ORG\n厂 I-ORG\n\n好 O\n".encode()
DEV = "乙\tS-PER\n".encode()


@pytest.fixture
def card(public, carded):
    """A card of two files, which are there."""
    public.put("x/train.conll", TRAIN)
    public.put("dev.conll", DEV)
    return load_card(carded("made_up", {"x/train.conll": TRAIN, "dev.conll": DEV}))


def files(folder):
    """Every file below a folder."""
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )


def test_a_corpus_is_written_as_labelled_lines(card, tmp_path):
    """All its files in one, with the registry's labels and identifiers of their own."""
    out = tmp_path / "out"
    told = []
    obtained = obtain(card, out, told.append)
    assert [json.loads(line) for line in obtained.path.read_text("utf-8").splitlines()] == [
        {"id": "made_up/part0/0", "text": "甲某在乙厂", "spans": [[0, 2, "PERSON"]]},
        {"id": "made_up/part0/1", "text": "好", "spans": []},
        {"id": "made_up/part1/0", "text": "乙", "spans": [[0, 1, "PERSON"]]},
    ]
    assert (obtained.rows, obtained.left_out, obtained.spans) == (3, 0, {"PERSON": 2})
    assert obtained.path == out / "made_up.jsonl"
    assert len(told) == 2
    assert files(out) == [
        "made_up.json",
        "made_up.jsonl",
        "made_up/dev.conll",
        "made_up/x/train.conll",
    ]


@pytest.mark.slow
def test_the_lines_are_read_as_any_labelled_file(card, tmp_path):
    """Their hash is the one that results of it name."""
    obtained = obtain(card, tmp_path / "out")
    file = read_jsonl(obtained.path)
    assert file.sha256 == obtained.sha256 == sha256(obtained.path.read_bytes()).hexdigest()
    assert file.labels == {"PERSON"}


def test_the_document_says_what_the_lines_are_made_of(card, tmp_path):
    """The card, counts by label, and the hash."""
    obtained = obtain(card, tmp_path / "out")
    document = json.loads((tmp_path / "out" / "made_up.json").read_text("utf-8"))
    assert document["card"]["files"][1]["sha256"] == sha256(DEV).hexdigest()
    assert document["card"]["labels"] == {"PER": "PERSON", "ORG": ""}
    assert {key: document[key] for key in ("rows", "left_out", "spans", "sha256")} == {
        "rows": 3,
        "left_out": 0,
        "spans": {"PERSON": 2},
        "sha256": obtained.sha256,
    }


def test_what_is_there_and_right_is_not_fetched_again(card, public, tmp_path):
    """A file that is not right is, and takes the place of the wrong one."""
    out = tmp_path / "out"
    first = obtain(card, out)
    assert obtain(card, out) == first
    assert len(public.asked) == 2
    for wrong in (b"", DEV.replace(b"S", b"B")):
        (out / "made_up" / "dev.conll").write_bytes(wrong)
        assert obtain(card, out) == first
        assert (out / "made_up" / "dev.conll").read_bytes() == DEV
    assert len(public.asked) == 4
    assert {path.rpartition("/")[2] for path in public.asked[2:]} == {"dev.conll"}


@pytest.mark.parametrize(
    ("data", "size"),
    [
        (TRAIN[:20], len(TRAIN)),
        (TRAIN + b"\n", len(TRAIN) + 1),
        (TRAIN.replace(b"B-", b"S-"), len(TRAIN)),
    ],
    ids=["cut off", "too large", "other bytes"],
)
def test_a_bad_download_leaves_nothing_behind(card, public, tmp_path, data, size):
    """Neither a part of it, nor lines of the others."""
    public.put("x/train.conll", data, size=size)
    with pytest.raises(DownloadError):
        obtain(card, tmp_path / "out")
    assert not (tmp_path / "out").exists()
    public.put("x/train.conll", TRAIN)
    assert obtain(card, tmp_path / "out").rows == 3


def test_a_bad_line_leaves_no_lines_behind(public, carded, tmp_path):
    """The file and the line are named; what was fetched stays, for it is what the card says."""
    data = {"a.conll": "甲 B-PER\n\n乙 B-GPE\n".encode()}
    public.put("a.conll", data["a.conll"])
    with pytest.raises(LabelledFileError, match=r"a\.conll, line 3: label 'GPE'"):
        obtain(load_card(carded("made_up", data)), tmp_path / "out")
    assert files(tmp_path / "out") == ["made_up/a.conll"]


@pytest.mark.parametrize("name", ["made_up.jsonl", "made_up.json"])
@pytest.mark.parametrize("content", ["mine\n", "[]", '{"card": {"name": "other"}}'])
def test_what_somebody_else_wrote_is_not_replaced(card, tmp_path, name, content):
    """Nothing is written beside it either."""
    out = tmp_path / "out"
    out.mkdir()
    (out / name).write_text(content, encoding="utf-8")
    with pytest.raises(OtherContentError, match=f"{name} holds something else"):
        obtain(card, out)
    assert (out / name).read_text("utf-8") == content
    assert files(out) == [name, "made_up/dev.conll", "made_up/x/train.conll"]


def test_a_document_alone_is_of_lines_that_were_moved_away(card, tmp_path):
    """Both are written anew."""
    first = obtain(card, tmp_path / "out")
    first.path.unlink()
    assert obtain(card, tmp_path / "out") == first


def test_an_archive_is_read_without_being_unpacked_on_the_disk(public, carded, tmp_path):
    """Records that are left out are counted."""
    acts = [["Inform", "x", "电话", "0000000"]]
    messages = [{"content": text, "dialog_act": acts} for text in ("电话0000000", "没有")]
    content = json.dumps({"7": {"messages": messages}}).encode()
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as written:
        written.writestr("val.json", content)
    public.put("a.zip", packed.getvalue())
    name = carded(
        "made_up",
        {"a.zip": packed.getvalue()},
        converter="dialogue_acts",
        labels={"电话": "PHONE"},
        member=("val.json", len(content)),
    )
    obtained = obtain(load_card(name), tmp_path / "out")
    assert (obtained.rows, obtained.left_out, obtained.spans) == (1, 1, {"PHONE": 1})
    assert json.loads(obtained.path.read_text("utf-8"))["id"] == "made_up/part0/7/0"
    assert files(tmp_path / "out") == ["made_up.json", "made_up.jsonl", "made_up/a.zip"]


def test_corpora_stand_outside_of_the_repository():
    """In the user's cache directory, which the system names."""
    assert default_folder().parts[-1] == "real"
    assert "leakbench" in default_folder().parts[-2].lower()
