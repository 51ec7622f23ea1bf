"""What every format of containers is held to: cells come back, and no bytes are too strange."""

import io

import pyarrow as pa
from hypothesis import strategies as st

from leakbench.generator.containers.formats import Style, format_named
from leakbench.generator.containers.sheets import ContainerError, Sheet, grid_of_rows

# What containers are broken by, among letters, and rarely anything that there is.
PRINTED = r"""张三 13800138000 " "" , ; ， | - -- ---- \ ' '' \N NULL =1+1 : = { } [ ] ( ) /* 。 é
𬱖 0x N' x BEGIN:VCARD END:VCARD"""
OTHERS = ["\t", "\n", "\r\n", "\r", " ", "  ", "\0", "\ufeff", "\u2028", "\x1a"]
PIECES = st.sampled_from([*PRINTED.split(), *OTHERS])
CELLS = st.lists(st.one_of(PIECES, st.text(max_size=3)), max_size=4).map("".join)


@st.composite
def grids(draw):
    """Rows of equally many arbitrary cells, at least one of each."""
    width = draw(st.integers(1, 4))
    return draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=6))


def sheet_of(rows, name="", names=None):
    """A sheet of rows in batches of two."""
    width = len(rows[0]) if rows else len(names or ())
    batches = [grid_of_rows(rows[at : at + 2], width) for at in range(0, len(rows), 2)]
    return Sheet(name, batches, names=names)


def written(name, sheets, style=None):
    """The bytes of a container."""
    file = io.BytesIO()
    format_named(name).write(sheets, file, style or Style())
    return file.getvalue()


def read(name, data):
    """The sheets of a container as names, rows and problems, and that every cell is valid."""
    found = []
    for sheet in format_named(name).read(io.BytesIO(data), "file"):
        rows = []
        for batch in sheet.batches:
            batch.validate(full=True)
            assert all(column.type == pa.string() for column in batch.columns)
            assert not any(column.null_count for column in batch.columns)
            rows += [list(row.values()) for row in batch.to_pylist()]
        found.append((sheet, rows))
    return found


def endures(name, data):
    """Whether reading anything at all raises nothing but a one-line `ContainerError`."""
    try:
        read(name, data)
    except ContainerError as error:
        return "\n" not in str(error)
    return True
