"""Tests of packs: found, opened, in use, part of the identity of what is made with them."""

import json
import os
import pickle
import re
import subprocess
import sys
from importlib.metadata import EntryPoint
from importlib.resources import files
from pathlib import Path

import pytest

from leakbench.generator import packs as module
from leakbench.generator.corpus import corpus_names, load_corpus
from leakbench.generator.datasets.content import content_hash
from leakbench.generator.datasets.manifest import spec_from, spec_json
from leakbench.generator.declarations import DeclarationError
from leakbench.generator.decoy_kinds import decoy_kinds
from leakbench.generator.engine.tables import table
from leakbench.generator.generate import batches
from leakbench.generator.pack_checks import ADDED
from leakbench.generator.pack_vocabularies import replaceable
from leakbench.generator.packs import (
    GROUP,
    MissingPackError,
    UnknownPackError,
    by_pack,
    current,
    installed_packs,
    opened,
    using,
)
from leakbench.generator.spec import Spec

pytestmark = pytest.mark.slow

ROWS = 300


@pytest.fixture
def at_hand(monkeypatch):
    """A process that has read no pack yet, with these installed."""
    monkeypatch.setattr(module, "_at_hand", {})
    installed = {}
    monkeypatch.setattr(module, "_installed", lambda: installed)
    return installed


def made(spec, block=32_768):
    """The hash of some records."""
    return content_hash(batches(spec, ROWS, block=block))


def test_a_pack_says_what_it_is(pack_folder):
    """Of itself, and by the hash of what it consists of."""
    pack = opened(pack_folder())
    assert (pack.name, pack.version, pack.licence) == ("social_insurance", "1.0.0", "Apache-2.0")
    assert pack.title
    assert pack.description
    assert pack == opened(pack_folder(name="copy")) == opened(pack)
    assert pack != opened(pack_folder({"data/road_suffixes.csv": None}, name="less"))
    assert "files" not in repr(pack)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name =", "pack.toml: not TOML: "),
        ('titel = "x"', "pack.toml: no key 'name' (a text)"),
        ('name = "a b"', "key 'name' must be letters, digits and underscores, not 'a b'"),
        ("name = 1", "pack.toml: key 'name' must be a text, not 1"),
    ],
)
def test_a_wrong_pack_toml_is_told(pack_folder, text, said):
    """In one line with the key."""
    with pytest.raises(DeclarationError) as caught:
        opened(pack_folder({"pack.toml": text}))
    assert said in str(caught.value)


def test_declarations_come_from_the_pack_in_use(pack_folder):
    """As long as it is in use; what it does not have is ours."""
    folder = pack_folder()
    assert current() is None
    with using(folder):
        assert current() == opened(folder)
        assert "social_insurance" in corpus_names()
        assert "胡同" in table("road_suffixes")["text"]
        assert decoy_kinds()[-1].name == "insured_no"
        assert table("goods") is table("goods")
        with using(None):
            assert "social_insurance" not in corpus_names()
    assert "胡同" not in table("road_suffixes")["text"]
    assert "insured_no" not in {kind.name for kind in decoy_kinds()}
    assert set(corpus_names()) == set(corpus_names())


def test_a_corpus_knows_its_labels_outside_of_its_pack(pack_folder):
    """Decoys of the pack included, whoever asks."""
    decoys = '[[kinds]]\nname = "car"\ntitle = "车"\npatterns = ["车####"]\nlabel = "QQ"\n'
    with using(pack_folder({"data/decoys.toml": decoys, **WITHOUT_INSURED_NO})):
        corpus = load_corpus("legal_person")
    assert "QQ" in corpus.labels - load_corpus("legal_person").labels


WITHOUT_INSURED_NO = {
    "corpora/social_insurance.toml": None,
    **{
        f"corpora/texts/social_insurance/record.{split}.txt": None
        for split in ("train", "dev", "test")
    },
}


def test_what_is_made_is_kept_by_pack(pack_folder):
    """Made once for each, and once without any."""
    calls = []

    @by_pack
    def named(text):
        calls.append(text)
        return f"{text} {current() and current().name}"

    for _ in range(2):
        assert named("a") == "a None"
        with using(pack_folder()):
            assert named("a") == "a social_insurance"
    assert calls == ["a", "a"]
    named.cache_clear()
    named("a")
    assert len(calls) == 3


def test_the_hash_is_part_of_the_identity(pack_folder):
    """Of a spec, and of what is written of it; without a pack nothing is."""
    spec = Spec("social_insurance", pack=pack_folder())
    written = json.loads(json.dumps(spec_json(spec)))
    assert written["pack"] == {
        "name": "social_insurance",
        "version": "1.0.0",
        "sha256": opened(spec.pack).sha256,
    }
    assert spec_from(written) == spec
    changed = Spec("social_insurance", pack=pack_folder({"data/surfaces.toml": ""}))
    assert changed != spec
    assert hash(spec) == hash(spec_from(written))
    assert "pack" not in spec_json(Spec("assets"))


@pytest.mark.usefixtures("at_hand")
def test_a_pack_that_was_read_is_found_again(pack_folder):
    """By its hash, as a dataset names it."""
    pack = opened(pack_folder())
    known = spec_from(spec_json(Spec("social_insurance", pack=pack)))
    assert known.pack.files is None
    with using(known.pack):
        assert current().files
    assert made(known) == made(Spec("social_insurance", pack=pack))


@pytest.mark.usefixtures("at_hand")
def test_a_pack_that_is_missing_is_named(pack_folder):
    """With its hash, and that of another one of this name."""
    spec = Spec("social_insurance", pack=pack_folder())
    content = spec_json(spec)
    module._at_hand.clear()  # noqa: SLF001 - another process
    known = spec_from(content)
    said = r"^this needs the pack social_insurance 1\.0\.0 with the SHA-256 [0-9a-f]{12}; name it"
    with pytest.raises(MissingPackError, match=said), using(known.pack):
        pass
    other = opened(pack_folder({"data/surfaces.toml": ""}))
    said = rf", and not the one at hand \({other.sha256[:12]}\); name it with --pack, or open it"
    with pytest.raises(MissingPackError, match=said) as caught, using(known.pack):
        pass
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own
    assert str(again) == str(caught.value)


def test_an_installed_pack_has_a_name(at_hand, monkeypatch, tmp_path, pack_folder):
    """It is opened by it, found again by it, and nothing of its package is run."""
    package = pack_folder(name="a_pack_of_mine")
    (package / "__init__.py").write_text("raise SystemExit", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    at_hand["social_insurance"] = EntryPoint("social_insurance", package.name, GROUP)
    pack = opened("social_insurance")
    assert installed_packs() == [pack] == [opened(package)]
    known = spec_from(spec_json(Spec("social_insurance", pack="social_insurance")))
    module._at_hand.clear()  # noqa: SLF001 - another process
    with using(known.pack):
        assert current() == pack
    assert package.name not in sys.modules


def test_an_entry_point_of_a_distribution_is_found(tmp_path, pack_folder):
    """As packages bring them: a fresh process with one on its path lists the pack."""
    pack_folder(name="a_pack_of_mine")
    about = tmp_path / "a_pack-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: a-pack\nVersion: 1.0\n", "utf-8")
    (about / "entry_points.txt").write_text(f"[{GROUP}]\nmine = a_pack_of_mine\n", "utf-8")
    line = "import leakbench as lb; print(lb.Spec('social_insurance', pack='mine').pack.sha256)"
    path = os.pathsep.join([str(tmp_path), *filter(None, [os.environ.get("PYTHONPATH")])])
    done = subprocess.run(
        [sys.executable, "-c", line],
        env=os.environ | {"PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == opened(tmp_path / "a_pack_of_mine").sha256


@pytest.mark.parametrize("value", ["no_such_module", "difflib", "a.b:c", ""])
def test_an_entry_point_without_a_package_is_told(at_hand, value):
    """By its name and what it names."""
    at_hand["mine"] = EntryPoint("mine", value, GROUP)
    with pytest.raises(DeclarationError, match=r"^pack mine: its entry point names no package"):
        opened("mine")


def test_an_unknown_pack_is_named(at_hand):
    """With the installed one that was probably meant."""
    with pytest.raises(
        UnknownPackError, match="'minr': no such directory, and no pack is installed"
    ):
        Spec("assets", pack="minr")
    at_hand["mine"] = EntryPoint("mine", "json", GROUP)
    with pytest.raises(UnknownPackError, match="unknown pack 'minr'; did you mean mine"):
        opened("minr")


def test_packs_do_not_mix(pack_folder):
    """Records of ours are the same before and after, and two packs have theirs."""
    ours = Spec("property_owners", noise="worn")
    before = made(ours)
    suffixes = "text,weight\n路,1\n胡同,2\n巷,1\n"
    packs = [pack_folder(), pack_folder({"data/road_suffixes.csv": suffixes}, name="other")]
    specs = [Spec("property_owners", noise="worn", pack=pack) for pack in packs]
    first = [made(spec) for spec in specs]
    assert len({before, *first}) == 3
    assert [made(ours), *(made(spec) for spec in reversed(specs))] == [before, *reversed(first)]


def test_records_are_the_same_in_blocks_and_processes(pack_folder):
    """In blocks of any size, and in a process that has made nothing else before."""
    folder = pack_folder()
    spec = Spec("social_insurance", pack=folder, noise="worn")
    made(Spec("property_owners"))
    here = made(spec)
    assert made(spec, block=7) == here
    line = (
        "from leakbench.generator.datasets.content import content_hash as h\n"
        "from leakbench.generator.generate import batches\n"
        "from leakbench.generator.spec import Spec\n"
        f"spec = Spec('social_insurance', pack={str(folder)!r}, noise='worn')\n"
        f"print(h(batches(spec, {ROWS})))"
    )
    done = subprocess.run([sys.executable, "-c", line], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == here


def test_a_pack_passes_from_one_process_to_another(pack_folder):
    """With all of its files, whatever becomes of its directory."""
    spec = Spec("social_insurance", pack=pack_folder())
    again = pickle.loads(pickle.dumps(spec))  # noqa: S301 - our own
    assert again == spec
    assert again.pack.files == spec.pack.files


def test_what_packs_replace_is_not_kept_for_all_of_them():
    """No module that keeps something without regard to packs reads what a pack may replace."""
    root = Path(module.__file__).parent
    stems = {name.partition(".")[0] for name in (*replaceable(), *ADDED)}
    kept = {}
    for path in root.rglob("*.py"):
        text = path.read_text("utf-8")
        named = {stem for stem in stems if f'"{stem}"' in text or f'"{stem}.' in text}
        if named and re.search(r"^@(functools\.)?(lru_)?cache\b", text, re.MULTILINE):
            kept[path.relative_to(root).as_posix()] = sorted(named)
    # The brands' own file is fixed, and the two lists beside it are kept by pack; what is checked
    # is kept for each pack.
    assert set(kept) == {"population/company_brands.py", "pack_checks.py"}, kept


@pytest.mark.parametrize(
    "corpora",
    [
        ("legal_person", "clean_text"),
        pytest.param(
            ("legal_person", "exam_roster", "transactions", "clean_text", "hotel_stays"),
            marks=pytest.mark.long,
        ),
    ],
    ids=len,
)
def test_nothing_of_ours_is_left_in_records_of_a_pack(pack_folder, corpora):
    """All lists in another order: a process that made ours before makes what a fresh one makes."""
    data = files("leakbench.generator.data")
    own = {}
    for name in replaceable():
        head, *lines = data.joinpath(name).read_text("utf-8").splitlines(keepends=True)
        own[f"data/{name}"] = "".join([head, *(lines[::-1] if name.endswith("csv") else lines)])
    folder = pack_folder(own)
    ours = [made(Spec(name)) for name in corpora]
    here = [made(Spec(name, pack=folder)) for name in corpora]
    assert not set(ours) & set(here)
    line = (
        "from leakbench.generator.datasets.content import content_hash as h\n"
        "from leakbench.generator.generate import batches\n"
        "from leakbench.generator.spec import Spec\n"
        f"made = [h(batches(Spec(name, pack={str(folder)!r}), {ROWS})) for name in {corpora!r}]\n"
        "print(*made)"
    )
    done = subprocess.run([sys.executable, "-c", line], capture_output=True, text=True, check=True)
    assert done.stdout.split() == here
    assert [made(Spec(name)) for name in corpora] == ours
