"""An option means the same, and takes the same, wherever it stands."""

from collections import Counter, defaultdict

import click
import pytest

from leakbench.benchmarks.cli import main

# Commands that take another kind than the others do, and why.
OTHERWISE = {
    "--columns": {},
    "--corpus": {
        "sweep": "what changes along an axis is how a corpus is made, which a file is already",
        "columns": "a file of texts has no columns",
        "realism": "what is compared with real text is generated",
    },
    "--format": {
        "generate": "the kind of file that is written, in place of a dataset",
        "errors": "every error may be a row of a file",
        "detect": "every finding may be a row of a file",
    },
    "--out": {
        "generate": "a directory, one file, or stdout",
        "export": "a directory, one file, or stdout, by the form",
        "errors": "one file",
        "detect": "one file, or a folder of copies",
        "results pack": "one file, of one kind",
        "train": "one file",
    },
    "--predictions": {"errors": "asked for by row, which an object of a store is slow at"},
    "--seed": {"train": "a model is made again from its seed, so none is drawn in secret"},
    "--truth": {
        "compare": "read with results, which are on a disk",
        "triage": "of a case, which is a directory on a disk",
    },
}
# Options whose words differ from command to command, and why.
IN_OTHER_WORDS = {
    "--columns": "columns measures several, each apart",
    "--corpus": "what there is by default, and how many",
    "--detector": "who takes part by default, and how many",
    "--force": "what may be replaced",
    "--format": "what else there is than a table and JSON",
    "--headers": "columns measures several, each apart",
    "--key": "marks that are made, checked, or looked for",
    "--language": "of figures, English by default, or of what is told, as the locale says",
    "--out": "what is written",
    "--predictions": "errors is asked for them in place of a detector",
    "--real": "validity takes several",
    "--rows": "of what, and how many by default",
    "--seed": "of a population, or of a training",
    "--show": "what is hidden without it",
    "--track": "generate chooses by the corpus",
    "--truth": "of what it is",
    "--workers": "as many as cores where files are read, one elsewhere",
}


def commands(group=main, *names):
    """Every command that is no group, by its words."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, *names, name)
        else:
            yield " ".join([*names, name]), command


def options():
    """By the name of an option, the option of each command."""
    found = defaultdict(dict)
    for name, command in commands():
        for one in command.params:
            if isinstance(one, click.Option):
                found[one.opts[0]][name] = one
    return found


def kind(option):
    """What an option takes: its type, the words or the range of it, and how it is called."""
    of = option.type
    about = sorted(getattr(of, "choices", ())) or [
        getattr(of, "min", None),
        getattr(of, "max", None),
    ]
    return type(of).__name__, option.metavar, option.is_flag, *about


OPTIONS = options()
SHARED = {name: by for name, by in OPTIONS.items() if len(by) > 1}


@pytest.mark.parametrize("name", SHARED)
def test_an_option_takes_the_same_everywhere(name):
    """As most commands have it; or it is said why not, and only where it is so."""
    kinds = {command: kind(option) for command, option in SHARED[name].items()}
    ((usual, _),) = Counter(kinds.values()).most_common(1)
    excused = OTHERWISE.get(name, {})
    strange = {command for command, one in kinds.items() if one != usual}
    told = {one for one in strange if one in excused or one.partition(" ")[0] in excused}
    assert strange == told
    assert {one for one in excused if not any(each.startswith(one) for each in strange)} == set()


@pytest.mark.parametrize("name", SHARED)
def test_an_option_is_told_in_the_same_words(name):
    """Or it is said what differs."""
    words = {option.help for option in SHARED[name].values()}
    assert (len(words) > 1) == (name in IN_OTHER_WORDS)


def test_what_may_be_repeated_says_so():
    """And nothing else does."""
    for name, by in OPTIONS.items():
        for command, option in by.items():
            said = "repeat for more" in (option.help or "").lower()
            assert said == option.multiple, (name, command)


def test_every_option_says_what_it_is():
    """In a sentence."""
    for name, by in OPTIONS.items():
        for command, option in by.items():
            assert option.help, (name, command)


def test_excuses_are_of_options_that_several_commands_have():
    """No reason without its option."""
    assert set(OTHERWISE) <= set(SHARED)
    assert set(IN_OTHER_WORDS) <= set(SHARED)
