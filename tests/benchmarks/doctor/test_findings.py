from hypothesis import given
from hypothesis import strategies as st

from leakbench.benchmarks.doctor.findings import WIDTH, Finding, lines, verdict

WORDS = st.text("abc é", min_size=1, max_size=200).filter(str.strip)
FOUND = st.lists(
    st.builds(
        Finding,
        name=st.text("abc[]", min_size=1, max_size=23),
        state=st.sampled_from(["ok", "note", "missing", "broken"]),
        told=WORDS,
        mend=st.just("") | WORDS,
    )
)


@given(FOUND)
def test_the_table_is_narrow_and_ends_in_the_verdict(found):
    """No line is wider than 80 columns where words are not, and the verdict stands last."""
    shown = lines(found)
    assert all(len(line) <= WIDTH for line in shown)
    assert " ".join(verdict(found).split()).endswith(shown[-1].split()[-1])


def test_a_long_name_stands_alone():
    """What is told of it is not glued to its end."""
    name = "presidio_spacy:NAME_OR_PATH"
    first, second = lines([Finding(name, "missing", "not installed")])[:2]
    assert first.split() == ["missing", name]
    assert second.split() == ["not", "installed"]


def test_what_is_broken_is_what_counts():
    """It is named; without it the verdict is good, and counts what is missing."""
    core, extra = Finding("core", "broken", "no"), Finding("jionlp", "missing", "no")
    note = Finding("memory", "note", "little")
    assert verdict([core, extra]) == "Broken: core. leakbench needs what is named there."
    assert verdict([extra]).endswith("; 1 further things are not installed.")
    assert verdict([note]).endswith("see the notes on memory.")
    assert verdict([]) == "All that leakbench itself needs is there."
