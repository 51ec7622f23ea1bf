import sys

from leakbench.detectors.endpoints.content_version import content_version


def test_it_changes_with_the_content(tmp_path):
    """Not with the name."""
    first, second = tmp_path / "a", tmp_path / "b"
    first.write_text("x")
    second.write_text("x")
    assert content_version([str(first)]) == content_version([str(second)])
    second.write_text("y")
    assert content_version([str(first)]) != content_version([str(second)])


def test_every_file_of_a_command_counts(tmp_path):
    """The program, found as the system finds it, and what it is told to run."""
    script = tmp_path / "script"
    script.write_text("x")
    alone = content_version([sys.executable])
    assert alone.startswith("sha256.")
    assert content_version([sys.executable, "-q", str(script)]) != alone
    assert content_version(["sh"]).startswith("sha256.")


def test_what_is_said_stands_before():
    """And alone where there is no file; nothing is unknown."""
    assert content_version(["no such file"], "1.0") == "1.0"
    assert content_version([]) == content_version(["x" * 5_000, ""]) == "unknown"
    assert content_version([__file__], "1.0").startswith("1.0+sha256.")
