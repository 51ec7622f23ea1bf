"""The tree: tests mirror the source, modules are of one idea, functions of few arguments.

The tables below say what stands elsewhere, and what is short on purpose: an entry that is no longer
needed fails a test.
"""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FOLDERS = ("generator", "detectors", "benchmarks", "leakbench")
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
    "benchmarks/detection/answered_sheets.py": "benchmarks/commands/test_detect.py",
    "benchmarks/detection/files.py": "benchmarks/commands/test_detect.py",
    "benchmarks/detection/sinks.py": "benchmarks/commands/test_detect.py",
    "benchmarks/detection/tally.py": "benchmarks/commands/test_detect.py",
    "benchmarks/holdings/holding.py": "benchmarks/holdings/test_case_track.py",
    "benchmarks/holdings/page.py": "benchmarks/holdings/test_case_track.py",
    "benchmarks/holdings/writing.py": "benchmarks/holdings/test_case_track.py",
    "benchmarks/redaction/replacements.py": "benchmarks/redaction/test_redacting.py",
    "benchmarks/redaction/surrogates.py": "benchmarks/redaction/test_redacting.py",
    "benchmarks/running/descriptions.py": "benchmarks/running/test_runner.py",
    "benchmarks/running/range_evaluation.py": "benchmarks/running/test_dealt_run.py",
    "benchmarks/running/stored_answers.py": "benchmarks/running/test_predictions.py",
    "benchmarks/scanning/options.py": "benchmarks/commands/test_scan.py",
    "benchmarks/scanning/page.py": "benchmarks/commands/test_scan.py",
    "benchmarks/scanning/page_parts.py": "benchmarks/commands/test_scan.py",
    "benchmarks/scanning/pool.py": "benchmarks/scanning/test_scan.py",
    "benchmarks/scanning/reading.py": "benchmarks/scanning/test_scan.py",
    "benchmarks/scanning/records.py": "benchmarks/scanning/test_scan.py",
    "benchmarks/scanning/running.py": "benchmarks/commands/test_scan.py",
    "benchmarks/scanning/told.py": "benchmarks/commands/test_scan.py",
    "benchmarks/scanning/words.py": "benchmarks/commands/test_scan.py",
    "benchmarks/scanning/worker.py": "benchmarks/scanning/test_scan.py",
    "benchmarks/scanning/writing.py": "benchmarks/commands/test_scan.py",
    "benchmarks/store/tables.py": "benchmarks/commands/test_results.py",
    "benchmarks/training_formats/hugging_face_card.py": (
        "benchmarks/training_formats/test_hugging_face.py"
    ),
    "benchmarks/triage/copy_candidates.py": "benchmarks/triage/test_copies.py",
    "benchmarks/triage/copy_comparison.py": "benchmarks/triage/test_copies.py",
    "benchmarks/triage/list_parts.py": "benchmarks/triage/test_list_reading.py",
    "benchmarks/triage/list_people.py": "benchmarks/triage/test_people.py",
    "benchmarks/triage/parts_people.py": "benchmarks/triage/test_list_reading.py",
    "benchmarks/triage/record_cells.py": "benchmarks/triage/test_copies.py",
    "detectors/structured/scanning.py": "detectors/structured/test_scanner.py",
    "generator/containers/cell_scanning.py": "generator/containers/test_quick_parsing.py",
    "generator/containers/limits.py": "generator/containers/test_archives.py",
    "generator/jobs/contract.py": "generator/jobs/test_local.py",
    "generator/jobs/ray_worker.py": "generator/jobs/test_ray_engine.py",
    "generator/jobs/worker.py": "generator/jobs/test_local.py",
    "generator/containers/part_parser.py": "generator/containers/test_office_package.py",
    "generator/containers/row_scanning.py": "generator/containers/test_quick_parsing.py",
    "generator/containers/seven_zip.py": "generator/containers/test_archives.py",
    "generator/containers/sheet_rows.py": "generator/containers/test_quick_parsing.py",
    "generator/containers/stored_cells.py": "generator/containers/test_quick_parsing.py",
    "generator/containers/tar_archive.py": "generator/containers/test_archives.py",
    "generator/containers/tsv_text.py": "generator/containers/test_csv_text.py",
    "generator/containers/unpacking.py": "generator/containers/test_archives.py",
    "generator/containers/xml_scanning.py": "generator/containers/test_quick_parsing.py",
    "generator/containers/zip_archive.py": "generator/containers/test_archives.py",
    "generator/datasets/unfinished.py": "generator/datasets/test_outputs.py",
    "generator/population/address_kernels.py": "generator/population/test_address_writing.py",
    "generator/population/place_drawing.py": "generator/population/test_places.py",
    "generator/records/person.py": "generator/records/test_registry.py",
}

# Tests of a whole folder of data, adapters or names, not of one module.
OF_A_FOLDER = {
    "benchmarks/test_hostile_files.py",
    "detectors/adapters/test_generated_records.py",
    "generator/containers/test_hostile.py",
    "generator/test_completeness.py",
    "generator/test_data_files.py",
    "generator/test_pins.py",
    "generator/test_templates_data.py",
    "leakbench/test_init.py",
}

# A short module that is a declaration, or an adapter of something else.
SHORT = {
    "generator/records/person.py",
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
    assert not untested(), (
        f"{sorted(untested())} have no tests: write tests/FOLDER/test_MODULE.py of the same folder"
    )


def test_every_test_has_its_module():
    """A test file is called like the module, or like it and what is tested of it."""
    mirrored = {test for test in TESTS if test.startswith(FOLDERS)}
    without = {test for test in mirrored if module_of(test) is None}
    stray, gone = sorted(without - OF_A_FOLDER), sorted(OF_A_FOLDER - without)
    assert not stray, f"no module is called like {stray}: name a test after its module"
    assert not gone, f"OF_A_FOLDER in tests/test_layout.py names {gone}, which need no entry"


def test_tests_that_stand_elsewhere_are_there():
    """The table names what exists, and nothing that has tests of its own."""
    assert set(TESTED_WITH) <= set(MODULES)
    assert set(TESTED_WITH.values()) <= set(TESTS)
    assert not {module_of(test) for test in TESTS} & set(TESTED_WITH)


def test_a_module_is_not_several_ideas():
    """None is long."""
    long = [module for module in MODULES if lines(module) > MOST_LINES]
    assert not long, f"{long} have more than {MOST_LINES} lines: part them by ideas"


def test_a_module_is_an_idea():
    """None is short, but a declaration or an adapter."""
    assert not short(), f"{sorted(short())} have fewer than {FEWEST_LINES} lines: join them"
    grown = {module for module in SHORT if lines(module) >= FEWEST_LINES}
    assert not grown, f"SHORT in tests/test_layout.py names {sorted(grown)}, which need no entry"


@pytest.mark.slow
def test_functions_take_few_arguments():
    """What travels together is one argument, in kernels too; options by name do not count."""
    found = many_arguments()
    assert not found, f"more than {MOST_ARGUMENTS} arguments; make a NamedTuple of some: {found}"
