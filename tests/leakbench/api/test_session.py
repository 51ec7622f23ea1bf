from leakbench.api import session
from leakbench.api.session import AnswersFolder


def test_only_what_takes_long_is_told(monkeypatch, capsys):
    """A line now and then once two seconds are gone, and none at the end."""
    clock = iter([0.0, 1.0, 3.0, 3.0, 3.5, 9.0])
    monkeypatch.setattr(session, "monotonic", lambda: next(clock))
    with session._patiently("exam_roster", 40) as advance:  # noqa: SLF001 - handed to the runner
        for _ in range(4):
            advance(10)
    assert capsys.readouterr().err == "exam_roster: 50%\n"


def test_a_folder_goes_with_its_owner():
    """Nobody has to close it."""
    folder = AnswersFolder()
    path = folder.path
    (path / "answers").write_text("")
    del folder
    assert not path.exists()
