"""Containers: the kinds of file that lists come in, written with their truth and read back.

A container holds grids of cells (``sheets.Sheet``). ``formats`` lists the kinds by name, a module
each with ``read`` and, where we write it, ``write``. ``sniffing`` tells of what kind a stranger's
file is by its bytes, ``opening`` opens it and what is packed in it within ``limits``, ``layout``
finds title rows and header of a grid, ``dressing`` makes grids of records, and ``truth`` keeps
beside a written file what stands where in it, cell for cell.
"""
