"""Tests of packs as a whole: what is wrong with them is one line, whatever it is."""

import random

import pytest

from leakbench.generator.corpus import load_corpus
from leakbench.generator.declarations import DeclarationError
from leakbench.generator.errors import LeakbenchError
from leakbench.generator.generate import batches
from leakbench.generator.pack_checks import PackContentError, checked, in_use
from leakbench.generator.packs import opened, using
from leakbench.generator.spec import SPLITS, Spec
from leakbench.generator.surfaces.declared_forms import forms, mixtures

pytestmark = pytest.mark.slow

CORPUS = "corpora/social_insurance.toml"
TEXTS = "corpora/texts/social_insurance/record"


@pytest.fixture
def changed(pack_folder):
    """The example pack with one text in a file written otherwise."""

    def write(file, old, new):
        text = (pack_folder() / file).read_text("utf-8")
        assert old in text
        return pack_folder({file: text.replace(old, new, 1)}, name="changed")

    return write


def refused(folder, corpus="social_insurance"):
    """The one line that is said of a pack, before or while records are made."""
    with pytest.raises(LeakbenchError) as caught:
        next(batches(Spec(corpus, pack=folder), 10))
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (CORPUS, "decoy_rate = 0.2", "decoy_rat = 0.2", f"{CORPUS}: no key 'decoy_rate'"),
        (CORPUS, "tiers = [5000]", "tiers = [9]", f"{CORPUS}: key 'tiers' must be"),
        (
            CORPUS,
            '"credit_file"',
            '"credit_fiel"',
            "roles: key 'insured': unknown kind of record",
        ),
        (CORPUS, "insured.name", "insured.nmae", "field 'name': key 'value': 'insured.nmae' is no"),
        (CORPUS, "insured.name", "insure.name", "key 'value': unknown role 'insure'; did you mean"),
        (CORPUS, '"PERSON_NAME"', '"PERSONNAME"', "field 'name': unknown label 'PERSONNAME'; did"),
        (CORPUS, 'name = "account"', 'name = "mobile"', "two fields have the name 'mobile'"),
        (CORPUS, 'name = "account"', 'name = "hotline"', "field 'hotline' is called like a kind"),
        (
            CORPUS,
            'name = "account"',
            'name = "text"',
            "'text' is a column of every dataset already",
        ),
        (CORPUS, 'name = "account"', 'name = "A-1"', "'name' must be small letters, digits"),
        (CORPUS, 'name = "record"', 'name = "../record"', "'name' must be small letters, digits"),
        (CORPUS, 'title = "', 'title = "x: ', "key 'title' must be letters alone"),
        (CORPUS, '"参保职工"', '"生日"', "header '生日' (test) is that of field 'name' already"),
        (
            CORPUS,
            '"参保职工"',
            '"record_id"',
            "'record_id' (test) is that of every dataset already",
        ),
        (
            CORPUS,
            "rows_per_file = 60",
            "rows_per_file = 99999",
            "the number 99999: nothing in a pack",
        ),
        (CORPUS, "[roles]", "[roles", f"{CORPUS}: not TOML: "),
        (CORPUS, "[roles]", f"x = {'[' * 3000}\n[roles]", "nested too deeply"),
        (CORPUS, "[roles]", f"x = {'9' * 9000}\n[roles]", f"{CORPUS}: not TOML: "),
        (CORPUS, 'description = "', 'description = "\\u0007', "the control character U+0007"),
        (
            f"{TEXTS}.dev.txt",
            "{name}/",
            "{nmae}/",
            f"{TEXTS}.dev.txt: line 3: unknown field 'nmae'",
        ),
        (f"{TEXTS}.train.txt", "«一人|1人»", "«一人»", f"{TEXTS}.train.txt: line 9: a single alt"),
        (
            f"{TEXTS}.train.txt",
            "登记流水",
            "«a|" * 30 + "登记",
            "alternatives are nested too deeply",
        ),
        (f"{TEXTS}.test.txt", "催办", "催" * 2001, "template 12: has more than 2,000 characters"),
        (
            "data/decoys.toml",
            "title",
            "titel",
            "data/decoys.toml: kind 'insured_no': no key 'title'",
        ),
        ("data/decoys.toml", "train = ", "trian = ", "data/decoys.toml: sentences: no key 'train'"),
        ("data/decoys.toml", "{insured_no}", "{no}", "data/decoys.toml: sentences: key 'train': "),
        (
            "data/decoys.toml",
            '["SB##########", "YB20########", "31########"]',
            '["甲"]',
            "falls to",
        ),
        (
            "data/surfaces.toml",
            "groups",
            "group",
            "data/surfaces.toml: forms, id_in_three: unknown",
        ),
        (
            "data/surfaces.toml",
            "[6, 8, 4]",
            "[6, -8]",
            "forms, id_in_three: groups have 1 code point",
        ),
        (
            "data/surfaces.toml",
            "30",
            "130",
            "key 'id_in_three' must be a number above 0, up to 100",
        ),
        (
            "data/surfaces.toml",
            "RESIDENT_ID",
            "RESIDENT",
            "mixtures, worn: unknown label 'RESIDENT'",
        ),
        (
            "data/surfaces.toml",
            "_three = ",
            "_thre = ",
            "mixtures, worn, RESIDENT_ID: unknown form",
        ),
        (
            "data/surfaces.toml",
            "id_in_three]",
            "plain]",
            "forms, plain: values are written plainly",
        ),
        ("data/surfaces.toml", '"_"', f'"{"_" * 65}"', "65 characters: nothing in a pack is like"),
    ],
)
def test_what_is_wrong_is_told_in_a_line(changed, file, old, new, said):
    """With the file as the pack has it, the entry and the key."""
    assert said in refused(changed(file, old, new))


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({f"{TEXTS}.dev.txt": None}, f"{TEXTS}.dev.txt: there is no such file"),
        ({f"{TEXTS}.dev.txt": "# nothing\n"}, f"{TEXTS}.dev.txt: there is no template in it"),
        (
            {f"{TEXTS}s.dev.txt": "{name}\n"},
            "social_insurance has no such part; did you mean record?",
        ),
        (
            {"corpora/texts/exam_rooster/record.dev.txt": "x"},
            "corpora/texts/exam_rooster: no corpus is so called; did you mean exam_roster?",
        ),
        ({"data/road_sufixes.csv": "text,weight\n"}, "did you mean road_suffixes.csv?"),
        ({"corpora/empty.toml": ""}, "corpora/empty.toml: "),
    ],
)
def test_files_that_are_missing_or_misplaced_are_told(pack_folder, files, said):
    """Whichever split is asked for."""
    assert said in refused(pack_folder(files))


def test_a_table_has_more_than_one_column(changed):
    """One alone cannot be called like another, nor be swapped with it."""
    text = (changed(CORPUS, "title", "title") / CORPUS).read_text("utf-8")
    first, *_, last = text.split("[[fields]]\n")
    parts = last[last.index("[[parts]]") :]
    name = text.split("[[fields]]\n")[1]
    folder = changed(CORPUS, text, f"{first}[[fields]]\n{name}{parts}")
    for split in SPLITS:
        (folder / f"{TEXTS}.{split}.txt").write_text("{name}\n", "utf-8")
    assert "1 fields, but a table has 2 to 100" in refused(folder)


def test_kinds_of_decoys_have_codes(pack_folder):
    """As many as there is room for, those of fields included."""
    source = (pack_folder() / CORPUS).read_text("utf-8")
    head, parts = source.split("[[parts]]")
    field = """[[fields]]
name = "n{0}"
value = "insured.report_no"
decoy = "d{0}"
headers = {{ train = ["a{0}"], dev = ["b{0}"], test = ["c{0}"] }}
"""
    fields = "".join(field.format(number) for number in range(90))
    kinds = "".join(
        f'[[kinds]]\nname = "k{number}"\ntitle = "x"\npatterns = ["K####"]\n'
        for number in range(60)
    )
    decoys = kinds + (pack_folder() / "data/decoys.toml").read_text("utf-8")
    text = f"{head}{fields}[[parts]]{parts}"
    said = refused(pack_folder({CORPUS: text, "data/decoys.toml": decoys}, name="many"))
    assert "kinds of decoys; at most 120" in said


def test_templates_of_our_corpora_can_be_replaced(pack_folder):
    """A split of a part alone; the others, and all else, stay ours."""
    text = "名册：{name}，{exam_no}\n"
    folder = pack_folder({"corpora/texts/exam_roster/record.test.txt": text})
    ours = {part.name: part for part in load_corpus("exam_roster").parts}
    with using(folder):
        own = {part.name: part for part in load_corpus("exam_roster").parts}
        assert own["record"].templates["test"] == (text.strip(),)
        assert own["record"].templates["train"] == ours["record"].templates["train"]
    batch = next(batches(Spec("exam_roster", pack=folder), 50))
    assert any(text.startswith("名册：") for text in batch["text"].to_pylist())


def test_our_corpora_can_be_replaced(pack_folder):
    """With templates that are still ours, or the pack's."""
    with using(None):
        ours = load_corpus("enquiries")
    source = (pack_folder() / CORPUS).read_text("utf-8")
    text = source.replace('"social_insurance"', '"enquiries"', 1)
    own = {
        f"corpora/texts/enquiries/record.{split}.txt": "{name}{mobile}\n{address}\n"
        for split in SPLITS
    }
    folder = pack_folder({"corpora/enquiries.toml": text, **own})
    with using(folder):
        assert load_corpus("enquiries").title == "社会保险参保人员名册"
    assert load_corpus("enquiries").title == ours.title


def test_forms_and_mixtures_are_added(pack_folder):
    """Behind ours, whose codes stay; a mixture takes the place of ours as a whole."""
    ours, mixed = forms(), mixtures("worn")
    with using(pack_folder()):
        assert forms()[: len(ours)] == ours
        assert [form.name for form in forms()[len(ours) :]] == ["id_in_three"]
        assert mixtures("worn")["RESIDENT_ID"] == {"id_in_three": 30}
        assert mixtures("worn")["MOBILE"] == mixed["MOBILE"]
        assert mixtures("evasive") == {**mixtures("evasive")}
    with using(pack_folder({"data/surfaces.toml": "[forms.spaces_4]\nkeep = 3\n"})):
        assert [form.name for form in forms()] == [form.name for form in ours]
        assert next(form.keep for form in forms() if form.name == "spaces_4") == 3


def test_a_form_that_leaves_nothing_writes_plainly(pack_folder):
    """A label never stands at nothing."""
    form = "[forms.gone]\ndrop = [0, 60, 0, 0]\n[mixtures.worn.PERSON_NAME]\ngone = 99\n"
    spec = Spec("social_insurance", noise="worn", pack=pack_folder({"data/surfaces.toml": form}))
    spans = next(batches(spec, 200))["text_spans"].to_pylist()
    names = [span for row in spans for span in row if span["label"] == "PERSON_NAME"]
    assert names
    assert all(span["start"] < span["end"] for span in names)


def test_a_pack_is_looked_at_once(pack_folder, monkeypatch):
    """However often it is asked for; none is none."""
    pack = opened(pack_folder())
    assert checked(pack) is checked(pack) is pack
    monkeypatch.setattr("leakbench.generator.pack_checks.forms", None)
    assert checked(pack) is pack
    assert checked(None) is None


def test_what_no_check_foresees_is_told_as_the_packs(pack_folder):
    """In a line; without a pack it is an error of ours, as it comes."""
    pack = opened(pack_folder())
    said = "with the pack social_insurance: KeyError: 'x'"
    with pytest.raises(PackContentError, match=said), in_use(pack):
        raise KeyError("x")
    with pytest.raises(KeyError), in_use(None):
        raise KeyError("x")
    with pytest.raises(DeclarationError), in_use(pack):
        raise DeclarationError("a", "", "b")


@pytest.mark.parametrize(
    ("seed", "turns"),
    [(3, 8), *(pytest.param(seed, 25, marks=pytest.mark.long) for seed in (0, 1, 2))],
)
def test_a_pack_with_any_flaw_is_told_or_made(pack_folder, seed, turns):
    """Lines left out, doubled, cut, or with signs of the languages thrown in."""
    draw = random.Random(seed)  # noqa: S311 - no secret
    source = pack_folder(name="source")
    files = sorted(path for path in source.rglob("*.*") if path.suffix != ".md")
    for turn in range(turns):
        path = draw.choice(files)
        lines = path.read_text("utf-8").split("\n")
        at = draw.randrange(len(lines))
        place = draw.randrange(len(lines[at]) + 1)
        sign = draw.choice(
            ['"', "«", "»", "{", "}", "[", "]", "|", "\\", "#", "=", "0", "甲", ".."]
        )
        ways = (
            [*lines[:at], *lines[at + 1 :]],
            [*lines[: at + 1], *lines[at:]],
            [*lines[:at], lines[at][:place], *lines[at + 1 :]],
            [*lines[:at], lines[at][:place] + sign + lines[at][place:], *lines[at + 1 :]],
        )
        name = path.relative_to(source).as_posix()
        folder = pack_folder({name: "\n".join(draw.choice(ways))}, name=f"tried{turn}")
        try:
            spec = Spec("social_insurance", noise="worn", pack=folder)
            batch = next(batches(spec, 100))
        except LeakbenchError as error:
            assert "\n" not in str(error)  # noqa: PT017 - one of two outcomes
        else:
            batch.validate(full=True)
