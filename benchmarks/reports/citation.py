"""How leakbench is cited: BibTeX made of CITATION.cff, the one place that holds it."""

import re
from importlib.resources import files

from leakbench.benchmarks.reports.latex import escaped


def cff_fields(text: str) -> dict[str, str]:
    """The plain fields of a citation file: ``key: value`` at the left edge, quotes removed."""
    found = re.findall(r"^([a-z-]+):[ \t]+(\S.*?)[ \t]*$", text, re.MULTILINE)
    return {key: _unquoted(value) for key, value in found}


def cff_authors(text: str) -> list[str]:
    """The authors: a name, or given and family names."""
    _, _, rest = text.partition("\nauthors:\n")
    block = re.match(r"(?:[ \t-].*(?:\n|$))*", rest)
    authors: list[dict[str, str]] = []
    for line in (block[0] if block else "").splitlines():
        told = re.fullmatch(r"\s*(-\s+)?([a-z-]+):\s+(\S.*?)\s*", line)
        if told is None:
            continue
        if told[1]:
            authors.append({})
        if authors:
            authors[-1][told[2]] = _unquoted(told[3])
    return [
        f"{{{escaped(one['name'])}}}"
        if "name" in one
        else escaped(", ".join(filter(None, (one.get("family-names"), one.get("given-names")))))
        for one in authors
    ]


def bibtex(cff: str | None = None) -> str:
    """An entry of what the citation file says, and of nothing else, for BibTeX and biblatex.

    Args:
        cff: The file's text; that of leakbench without it.
    """
    text = citation_file() if cff is None else cff
    fields = cff_fields(text)
    told = {"author": " and ".join(cff_authors(text))}
    told["title"] = f"{{{escaped(fields.get('title', 'leakbench'))}}}"  # keeps its capitals
    released = fields.get("date-released", "")
    told["year"] = released[:4]
    # The one field besides that every style prints.
    version = f"Version {fields['version']}" if "version" in fields else ""
    told["note"] = ", ".join(filter(None, (version, released, fields.get("license"))))
    address = fields.get("url") or fields.get("repository-code") or fields.get("repository")
    told |= {"url": address or "", "doi": fields.get("doi", "")}
    lines = [f"  {key:<6} = {{{value}}}" for key, value in told.items() if value]
    return "@misc{leakbench,\n" + ",\n".join(lines) + "\n}\n"


def citation_file() -> str:
    """The text of CITATION.cff."""
    return files("leakbench").joinpath("CITATION.cff").read_text("utf-8")


def _unquoted(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value
