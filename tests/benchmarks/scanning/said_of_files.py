"""Whatever readers say of files, found in their source: literals where a problem is made."""

import ast
import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

ROOT = Path(__file__).parents[3]
READERS = sorted(
    path
    for path in (ROOT / "generator/containers").glob("*.py")
    if "writing" not in path.stem and path.stem not in {"writing", "truth", "dressing"}
)
MADE = {"Problem": 0, "ContainerError": 1, "_count": 0}
"""Calls that make a problem, and which argument says what it is."""
WRITES = re.compile("_?(write|fit|escaped|check|dialect|told)")
KEYWORDS = {"problem", "cut"}
NAMES = {"what", "problem", "cut", "deep", "_NOTES", "_OLE", "_ZIPPED", "_KINDS"}
"""Variables and constants that hold what is said."""


def said() -> dict[str, str]:
    """Every message with its file; what is filled in is a 7."""
    found = {
        text: path.stem
        for path in READERS
        for text in _of(ast.parse(path.read_text("utf-8")))
        if "7" not in text or len(re.findall("[a-z]+", text)) > 1
    }
    source = files("leakbench.generator.containers").joinpath("signatures.toml").read_text("utf-8")
    for section in ("skipped", "unread"):
        found |= {one["what"]: section for one in tomllib.loads(source)[section]}
    return found


def _reading(node: ast.AST) -> Iterator[ast.AST]:
    """What is in a module but for its functions that write."""
    for child in ast.iter_child_nodes(node):
        if not (isinstance(child, ast.FunctionDef) and WRITES.match(child.name)):
            yield child
            yield from _reading(child)


def _of(tree: ast.Module) -> Iterator[str]:
    for node in _reading(tree):
        match node:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=args):
                if name in MADE and len(args) > MADE[name]:
                    yield from _texts(args[MADE[name]])
                for one in node.keywords:
                    if one.arg in KEYWORDS:
                        yield from _texts(one.value)
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if name in NAMES:
                yield from _texts(value)
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value) if (
                name in NAMES
            ):
                yield from _texts(value)


def _texts(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=parts):
            yield "".join(one.value if isinstance(one, ast.Constant) else "7" for one in parts)
        case ast.IfExp(body=body, orelse=orelse):
            yield from _texts(body)
            yield from _texts(orelse)
        case ast.Tuple(elts=[ast.Constant(), ast.Constant() as last]):  # a mark, and what it tells
            yield from _texts(last)
        case ast.Tuple(elts=parts):
            for part in parts:
                yield from _texts(part)
        case ast.Dict(values=parts):
            for part in parts:
                yield from _texts(part)
