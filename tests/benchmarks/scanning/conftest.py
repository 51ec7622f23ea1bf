"""A detector in a file, which worker processes can load, and folders of small lists."""

import pytest

DIGITS = r'''
"""Finds names of two characters and runs of eleven digits."""
import re

LABELS = {"MOBILE": r"(?<!\d)1\d{10}(?!\d)", "PERSON_NAME": r"[甲乙丙丁戊己庚辛壬癸]{2}"}


class Plain:
    name = "plain"
    labels = frozenset(LABELS)

    def detect(self, batch):
        from leakbench.detectors.contract import per_text
        return per_text(self._find, batch)

    def _find(self, text):
        if text == "crash":
            import os, signal
            os.kill(os.getpid(), signal.SIGSEGV)
        if text == "hang":
            import time
            time.sleep(600)
        if text == "eat":
            self.eaten = bytearray(700_000_000)
            for at in range(0, len(self.eaten), 4096):
                self.eaten[at] = 1
            import time
            time.sleep(600)
        return [
            (*found.span(), label)
            for label, pattern in LABELS.items()
            for found in re.finditer(pattern, text)
        ]
'''


@pytest.fixture(scope="session")
def plain_detector(tmp_path_factory):
    """A name under which the detector of a file is built."""
    path = tmp_path_factory.mktemp("detector") / "plain.py"
    path.write_text(DIGITS, encoding="utf-8")
    return f"{path}:Plain"


STEMS = "甲乙丙丁戊己庚辛壬癸"


@pytest.fixture
def people_rows():
    """Rows of a name and a number."""

    def make(first, end):
        return [f"{STEMS[one % 10]}{STEMS[one // 10 % 10]},1{one:010}" for one in range(first, end)]

    return make


@pytest.fixture
def folder(tmp_path, people_rows):
    """Two lists of which one repeats half of the other, and a note that names somebody."""
    place = tmp_path / "seized"
    (place / "在/深处").mkdir(parents=True)
    (place / "a.csv").write_text("姓名,手机\n" + "\n".join(people_rows(0, 20)) + "\n", "utf-8")
    (place / "在/深处/b.csv").write_text(
        "姓名,手机\n" + "\n".join(people_rows(10, 30)) + "\n", "utf-8"
    )
    (place / "note.txt").write_text("会议纪要\n请甲乙打 10000000099\n散会\n" * 4, "utf-8")
    (place / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    return place
