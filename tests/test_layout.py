"""The tree: tests mirror the source, modules are of one idea, functions of few arguments.

What does not keep to it yet stands in the tables below, which only ever get shorter: an entry that
is no longer needed fails a test.
"""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FOLDERS = ("generator", "detectors", "benchmarks")
MOST_LINES, FEWEST_LINES = 300, 20
MOST_ARGUMENTS = 6

MODULES = sorted(
    path.relative_to(ROOT).as_posix()
    for name in FOLDERS
    for path in (ROOT / name).rglob("*.py")
    if path.name != "__init__.py"
)
TESTS = sorted(
    path.relative_to(ROOT / "tests").as_posix() for path in (ROOT / "tests").rglob("test_*.py")
)

# Modules whose tests stand with those of another module, and where.
TESTED_WITH = {
    "benchmarks/commands/audit.py": "generator/audit/test_auditor.py",
    "benchmarks/store/tables.py": "benchmarks/commands/test_results.py",
    "generator/errors.py": "test_errors.py",
}

# Tests of a whole folder of data or adapters, not of one module.
OF_A_FOLDER = {
    "detectors/adapters/test_generated_records.py",
    "generator/test_data_files.py",
    "generator/test_templates_data.py",
}

# A short module that is a declaration, or an adapter of something else.
SHORT = {
    "benchmarks/cli.py",
    "benchmarks/commands/card.py",
    "generator/errors.py",
}

# To be emptied: rooms that have not been gone through.
SHORT_STILL = {
    "detectors/models/bounds.py",
    "detectors/structured/candidates.py",
    "detectors/tagger/aligned.py",
    "detectors/tagger/grammar.py",
    "generator/records/person.py",
    "generator/spec.py",
}
UNTESTED_STILL = {
    "detectors/adapters/presidio_forms.py",
    "detectors/adapters/presidio_recognizers.py",
    "detectors/patterns.py",
    "detectors/structured/accounts.py",
    "detectors/structured/beside.py",
    "detectors/structured/births.py",
    "detectors/structured/bridges.py",
    "detectors/structured/candidates.py",
    "detectors/structured/checked.py",
    "detectors/structured/context.py",
    "detectors/structured/country_codes.py",
    "detectors/structured/cue_masks.py",
    "detectors/structured/days.py",
    "detectors/structured/digital.py",
    "detectors/structured/disguised_places.py",
    "detectors/structured/disguises.py",
    "detectors/structured/dotted.py",
    "detectors/structured/doubts.py",
    "detectors/structured/few_digits.py",
    "detectors/structured/folds.py",
    "detectors/structured/forms.py",
    "detectors/structured/illness.py",
    "detectors/structured/joining.py",
    "detectors/structured/kinds.py",
    "detectors/structured/lettered.py",
    "detectors/structured/lookalikes.py",
    "detectors/structured/mail.py",
    "detectors/structured/many_digits.py",
    "detectors/structured/numerals.py",
    "detectors/structured/parcels.py",
    "detectors/structured/permits.py",
    "detectors/structured/plates.py",
    "detectors/structured/scanning.py",
    "detectors/structured/separated.py",
    "detectors/structured/separators.py",
    "detectors/structured/settling.py",
    "detectors/structured/surroundings.py",
    "detectors/structured/symbols.py",
    "detectors/structured/telephones.py",
    "detectors/structured/titles.py",
    "detectors/structured/writing.py",
    "detectors/tagger/analysing.py",
    "detectors/tagger/detector.py",
    "detectors/tagger/drawing.py",
    "detectors/tagger/grammar.py",
    "detectors/tagger/labels.py",
    "detectors/tagger/learning.py",
    "detectors/tagger/lexicon.py",
    "detectors/tagger/material.py",
    "detectors/tagger/model.py",
    "detectors/tagger/places.py",
    "detectors/tagger/prefetching.py",
    "detectors/tagger/stepping.py",
    "detectors/tagger/transcriptions.py",
    "generator/audit/template_leakage.py",
    "generator/audit/cells.py",
    "generator/audit/coherence.py",
    "generator/audit/findings.py",
    "generator/audit/hashes.py",
    "generator/audit/offsets.py",
    "generator/audit/overlap.py",
    "generator/audit/rates.py",
    "generator/audit/records.py",
    "generator/coherent.py",
    "generator/datasets/manifest.py",
    "generator/datasets/resuming.py",
    "generator/engine/compiled.py",
    "generator/engine/copying.py",
    "generator/entities.py",
    "generator/population/addresses.py",
    "generator/population/families.py",
    "generator/engine/population.py",
    "generator/records/candidate.py",
    "generator/records/person.py",
    "generator/schema.py",
    "generator/surfaces/altering.py",
    "generator/surfaces/parameters.py",
    "generator/surfaces/forms.py",
    "generator/surfaces/spans.py",
    "generator/text_parts.py",
    "generator/surfaces/respelling.py",
    "generator/surfaces/truth.py",
    "generator/surfaces/writing.py",
}
MANY_ARGUMENTS_STILL = {
    "detectors/merging.py": {"_free"},
    "detectors/structured/accounts.py": {"label_account"},
    "detectors/structured/births.py": {"label_day"},
    "detectors/structured/context.py": {"decide"},
    "detectors/structured/country_codes.py": {"after_code"},
    "detectors/structured/cue_search.py": {"_word_ending"},
    "detectors/structured/digital.py": {"_plain_digits", "digits_run"},
    "detectors/structured/disguised_places.py": {"disguised_places"},
    "detectors/structured/disguises.py": {"meant_by_ascii", "meant_by_three"},
    "detectors/structured/doubts.py": {"is_suspicious"},
    "detectors/structured/few_digits.py": {"label_few_digits", "said_of_number"},
    "detectors/structured/forms.py": {"_written", "find"},
    "detectors/structured/joining.py": {"_join_chain", "join_digits"},
    "detectors/structured/lettered.py": {"account_end", "letters_run"},
    "detectors/structured/many_digits.py": {"label_eleven"},
    "detectors/structured/moving.py": {"_copy_step", "_lanes", "copy_plain"},
    "detectors/structured/numerals.py": {
        "_read_chain",
        "_settle",
        "_trim",
        "read_numerals",
        "restore_words",
    },
    "detectors/structured/parcels.py": {"label_parcel"},
    "detectors/structured/reading.py": {"read_cell"},
    "detectors/structured/scanning.py": {"scan"},
    "detectors/structured/separated.py": {"separated_end"},
    "detectors/structured/settling.py": {"settle_digits"},
    "detectors/structured/writing.py": {"write_views"},
    "detectors/tagger/decoding.py": {"spans_of"},
    "detectors/tagger/learning.py": {"_update", "learn"},
    "detectors/tagger/segmenting.py": {"segment"},
    "detectors/tagger/stepping.py": {"step"},
    "detectors/tagger/symbols.py": {"read_tokens"},
    "detectors/tagger/tagger.py": {"_tag_rows"},
    "generator/audit/fingerprints.py": {"_hash_carriers"},
    "generator/engine/compose.py": {"_compose"},
    "generator/surfaces/altering.py": {"write_altered", "write_pattern"},
    "generator/surfaces/rendering.py": {"_measure", "_write"},
    "generator/surfaces/spelling.py": {"spell_any", "spell_ascii", "spell_settled"},
    "generator/surfaces/writing.py": {"write_rows"},
}


def functions(module):
    """Every function of a module, and how many arguments it takes by position."""
    for node in ast.walk(ast.parse((ROOT / module).read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            names = [one.arg for one in (*node.args.posonlyargs, *node.args.args)]
            yield node.name, len(names) - (names[:1] in (["self"], ["cls"]))


def lines(module):
    """How long a module is."""
    return len((ROOT / module).read_text("utf-8").splitlines())


def module_of(test):
    """The module that a test file is called like, or like it and an aspect of it; None if none."""
    folder, _, name = test.rpartition("/")
    stem = name.removeprefix("test_").removesuffix(".py")
    there = {
        module.rpartition("/")[2].removesuffix(".py"): module
        for module in MODULES
        if module.rpartition("/")[0] == folder
    }
    if stem in there:
        return there[stem]
    aspects = (one for one in there if stem.startswith(f"{one}_"))
    return there.get(max(aspects, key=len, default=None))


def untested():
    """Modules without tests in the same place under ``tests/``, nor elsewhere as it is said."""
    return set(MODULES) - {module_of(test) for test in TESTS} - set(TESTED_WITH)


def short():
    """Modules of few lines that are not said to be declarations or adapters."""
    return {module for module in MODULES if lines(module) < FEWEST_LINES} - SHORT


def many_arguments():
    """Functions of many arguments, by module."""
    found = {
        module: {name for name, count in functions(module) if count > MOST_ARGUMENTS}
        for module in MODULES
    }
    return {module: names for module, names in found.items() if names}


def test_every_module_has_tests():
    """In the same place under ``tests/``, or it is said where."""
    assert untested() == UNTESTED_STILL


def test_every_test_has_its_module():
    """A test file is called like the module, or like it and what is tested of it."""
    mirrored = {test for test in TESTS if test.startswith(FOLDERS)}
    assert {test for test in mirrored if module_of(test) is None} == OF_A_FOLDER


def test_tests_that_stand_elsewhere_are_there():
    """The table names what exists, and nothing that has tests of its own."""
    assert set(TESTED_WITH) <= set(MODULES)
    assert set(TESTED_WITH.values()) <= set(TESTS)
    assert not {module_of(test) for test in TESTS} & set(TESTED_WITH)


def test_a_module_is_not_several_ideas():
    """None is long."""
    assert not [module for module in MODULES if lines(module) > MOST_LINES]


def test_a_module_is_an_idea():
    """None is short, but a declaration or an adapter."""
    assert short() == SHORT_STILL
    assert {module for module in SHORT if lines(module) < FEWEST_LINES} == SHORT


@pytest.mark.slow
def test_functions_take_few_arguments():
    """What travels together is one argument, in kernels too; options by name do not count."""
    assert many_arguments() == MANY_ARGUMENTS_STILL
