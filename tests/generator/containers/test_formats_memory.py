import io
import tracemalloc

import pytest

from leakbench.generator.containers.formats import Style, format_named

from .round_trips import sheet_of, written

ROWS = [[f"张{at}", f"1380013{at:04}", f'北京市"{at}号"'] for at in range(4_000)]
NAMES = ("姓名", "手机", "地址")


class Repeated(io.RawIOBase):
    """A file that holds the same text again and again, of so many bytes."""

    def __init__(self, text, size):
        self.text, self.left, self.at = text, size, 0

    def read(self, size=-1):
        """The next bytes."""
        size = min(size, self.left)
        self.left -= size
        piece = self.text[self.at :]
        while len(piece) < size:
            piece += self.text
        self.at = (self.at + size) % len(self.text)
        return piece[:size]


def peak(name, size):
    """The most memory that Python held while a file of this size was read, and how many rows."""
    text = written(name, [sheet_of(ROWS, names=NAMES)], Style(delimiter="|"))
    rows = 0
    tracemalloc.start()
    for sheet in format_named(name).read(Repeated(text, size), "file"):
        for batch in sheet.batches:
            rows += batch.num_rows
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most, rows * len(text) / size


# Objects and cards are made in Python, where what watches memory takes ten times as long.
SIZES = {"csv": 200, "tsv": 200, "txt": 200, "sql": 200, "vcf": 50, "json": 50, "jsonl": 50}


@pytest.mark.long
@pytest.mark.parametrize("name", SIZES)
def test_a_large_file_takes_no_more_memory(name):
    """A file of any size is read in the memory of some blocks, and with all its rows."""
    most, rows = peak(name, SIZES[name] * 1_000_000)
    assert most < 45_000_000
    assert rows == pytest.approx(len(ROWS), rel=0.01)
