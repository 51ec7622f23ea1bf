"""A name that is nearly right is told the right one, whatever it is a name of."""

import pytest

from .commands.command_line import refused

OF = ("run", "--corpus", "exam_roster")
OUT = ("--rows", 1, "--out", "x")
WRONG = {
    "a command": (("genrate",), "generate"),
    "a command of a group": (("results", "lst"), "list"),
    "an exporter": (("export", "conll-boi", "exam_roster"), "conll-bio"),
    "an option": (("run", "--noize", "worn"), "--noise"),
    "a corpus": (("run", "--corpus", "exam_rooster"), "exam_roster"),
    "a corpus that is written": (("generate", "exam_rooster", *OUT), "exam_roster"),
    "a seized office": (("generate", "cas", "--out", "x"), "case"),
    "a detector": ((*OF, "--detector", "regx"), "regex"),
    "what is shown": (("show", "regx"), "regex"),
    "a label": ((*OF, "--detector", "regex", "--labels", "MOBIL"), "MOBILE"),
    "a label that is mapped to": (("run", "--map", "Phone=MOBIL"), "MOBILE"),
    "a noise": (("run", "--noise", "wron"), "worn"),
    "a noise of a corpus": (("validity", "--real", "x", "--synthetic", "exam_roster/wron"), "worn"),
    "a split": (("run", "--split", "tset"), "test"),
    "a form of output": (("run", "--format", "jsn"), "json"),
    "a form of a file": (("generate", "exam_roster", "--format", "xlxs", "--out", "x"), "xlsx"),
    "a list": (("list", "corpra"), "corpora"),
    "an axis": (("sweep", "hop"), "hops"),
    "a card": (("real", "show", "weibo_nr"), "weibo_ner"),
    "a pack": (("list", "corpora", "--pack", "social_insurnce"), "social_insurance"),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_the_right_name_is_suggested(tmp_path, monkeypatch, what):
    """In the one line of the error, with exit code 2; nothing is written."""
    monkeypatch.chdir(tmp_path)
    arguments, right = WRONG[what]
    if what == "a pack":
        monkeypatch.setattr(
            "leakbench.generator.packs._installed", lambda: {"social_insurance": None}
        )
    assert f"did you mean {right}?" in refused(2, *arguments)
    assert list(tmp_path.iterdir()) == []
