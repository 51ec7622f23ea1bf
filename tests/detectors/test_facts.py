import re
from importlib.metadata import PackageNotFoundError, metadata

import pytest

from leakbench.detectors import registry
from leakbench.detectors.admission import is_house
from leakbench.detectors.facts import facts, facts_of, read_facts
from leakbench.generator.declarations import DeclarationError

# How distributions write what SPDX writes otherwise.
SAME = {"lgpl": "lgpl-2.1-or-later", "apache 2.0 license": "apache-2.0"}


def house():
    """Names that leakbench registers itself."""
    return [name for name in registry.names() if is_house(registry.entry(name))]


def test_every_registered_detector_has_its_row():
    """And none has a row that leakbench does not register."""
    assert sorted(facts()) == sorted(house())


def test_each_language_is_written_in_its_own():
    """A sentence in English, and one in Chinese with a Chinese stop."""
    for name, told in facts().items():
        assert told.en.endswith("."), name
        assert re.search(r"[一-鿿].*。$", told.zh), name
        assert not re.search(r"[一-鿿]", told.en), name


def test_a_template_is_found_by_any_name_out_of_it():
    """An argument changes nothing, and strangers have no facts."""
    assert facts_of("exec:./a program") == facts()["exec"]
    assert facts_of("nobody") is None


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ("name,en\na,b", "must be name,en,zh"),
        ("name,en,zh\na,b,丙\na,b,丙", "'a' stands there twice"),
        ("name,en,zh\na,,丙", "key 'en' is empty"),
    ],
)
def test_a_wrong_line_is_named(tmp_path, lines, reason):
    """With the file and the line."""
    path = tmp_path / "facts.csv"
    path.write_text(lines, "utf-8")
    with pytest.raises(DeclarationError, match=f"^facts.csv: line .*{reason}"):
        read_facts(path)


def test_licences_are_those_of_the_installed_distributions():
    """What an adapter says of a package is what the package's own metadata say, if they do."""
    compared = set()
    for name in house():
        told = registry.said(name)
        try:
            about = metadata(told["package"])
        except PackageNotFoundError:
            continue
        written = (about.get("License-Expression") or about.get("License") or "").lower()
        if written:
            compared.add(told["package"])
            assert SAME.get(written, written) == told["license"].lower(), name
    assert "leakbench" in compared
