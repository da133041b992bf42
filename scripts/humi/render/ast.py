"""pandoc's syntax tree as lines of text: what a manuscript says, whichever output sets it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from humi.problems import HumiError


@dataclass(frozen=True)
class Run:
    """Characters of one weight."""

    text: str
    bold: bool = False


Line = tuple[Run, ...]


def plain(line: Line) -> str:
    """The characters of a line."""
    return "".join(run.text for run in line)


def lines_of(blocks: Iterable[dict[str, Any]]) -> Iterator[Line]:
    """Every line of text in a run of blocks, in reading order."""
    for block in blocks:
        kind, content = block["t"], block.get("c", [])
        if kind in ("Para", "Plain"):
            yield runs(content)
        elif kind == "BulletList":
            yield from list_lines(content)
        elif kind == "OrderedList":
            yield from list_lines(content[1])
        elif kind == "Header":
            yield runs(content[2])
        elif kind == "CodeBlock":
            yield (Run(content[1]),)
        elif kind == "Table":
            for row in table_rows(content):
                yield (Run("　".join(plain(cell) for cell in row)),)
        elif kind in ("Div", "BlockQuote"):
            yield from lines_of(content[1] if kind == "Div" else content)


def list_lines(items: list[list[dict[str, Any]]]) -> Iterator[Line]:
    """The lines of a list's items."""
    for item in items:
        yield from lines_of(item)


def table_rows(content: list[Any]) -> tuple[tuple[Line, ...], ...]:
    """The rows of a table, head first."""
    _, _, _, head, bodies, _ = content
    rows = [*head[1]]
    for body in bodies:
        rows.extend(body[3])
    return tuple(tuple(_cell(cell) for cell in row[1]) for row in rows)


def _cell(cell: list[Any]) -> Line:
    return tuple(run for block in cell[4] for run in runs(block.get("c", [])))


def runs(inlines: list[dict[str, Any]], bold: bool = False) -> Line:
    """Inline nodes as runs; links, code and quotes keep their words only."""
    found: list[Run] = []

    def add(text: str, weight: bool) -> None:
        if found and found[-1].bold == weight:
            found[-1] = Run(found[-1].text + text, weight)
        else:
            found.append(Run(text, weight))

    for one in inlines:
        kind, content = one["t"], one.get("c", [])
        if kind == "Str":
            add(content, bold)
        elif kind in ("Space", "SoftBreak"):
            add(" ", bold)
        elif kind == "LineBreak":
            add("\v", bold)
        elif kind == "Strong":
            for run in runs(content, True):
                add(run.text, run.bold)
        elif kind == "Emph":
            for run in runs(content, bold):
                add(run.text, run.bold)
        elif kind in ("Link", "Span"):
            for run in runs(content[1], bold):
                add(run.text, run.bold)
        elif kind == "Code":
            add(content[1], bold)
        elif kind == "Quoted":
            for run in runs(content[1], bold):
                add(run.text, run.bold)
        elif kind == "Note":
            continue
        else:
            raise HumiError(f"稿子里有不支持的写法（{kind}）；改成普通文字")
    return tuple(found)
