"""A deck as a record: slides read from the manuscript through pandoc's syntax tree.

The PowerPoint and the HTML deck are both made from the same manuscript; this record is what is checked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from humi.plan.product import Product
from humi.problems import HumiError
from humi.records.base import Action
from humi.records.case import Event
from humi.records.library import Library
from humi.records.markup import Fence
from humi.render import fonts, pandoc
from humi.render.ast import Line, lines_of, list_lines, plain, runs, table_rows
from humi.render.brand import Brand
from humi.render.markdown import BodyWriter, Markdown
from humi.render.templating import environment, render

BODY_WIDTH = 864.0
"""Width of a slide's body in points (a slide is 960 x 540)."""
BODY_SIZE = 24.0
"""Size of body text in points."""
BODY_LINES = 8
"""Lines of body text a slide holds."""
TABLE_SIZE = 20.0
"""Size of table text in points; nothing on a slide but its source is smaller."""
TIMELINE_COLUMNS = (196.0, 668.0)
"""Widths of the two columns of a timeline in points."""

T = TypeVar("T")


@dataclass(frozen=True)
class TextBlock:
    """Paragraphs, as bullets or plain."""

    lines: tuple[Line, ...]
    marker: str = ""
    """"" plain, "•" bullets, "1" numbered."""


@dataclass(frozen=True)
class TableBlock:
    """A native table; the first row is its head."""

    rows: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True)
class FigureBlock:
    """One big number and what it counts."""

    number: Line
    caption: tuple[Line, ...]


SlideBlock = TextBlock | TableBlock | FigureBlock


@dataclass
class Slide:
    """One slide: its layout, its title, what stands on it, its source line and its notes."""

    layout: str
    title: str
    blocks: list[SlideBlock] = field(default_factory=list)
    source: str = ""
    notes: list[str] = field(default_factory=list)

    def texts(self) -> list[str]:
        """Every piece of text that must be found on the finished slide."""
        found = [self.title] + ([self.source] if self.source else [])
        for block in self.blocks:
            if isinstance(block, TextBlock):
                found.extend(plain(line) for line in block.lines)
            elif isinstance(block, TableBlock):
                found.extend(plain(cell) for row in block.rows for cell in row)
            else:
                found.extend(plain(line) for line in (block.number, *block.caption))
        return [text for text in found if text.strip()]


def manuscript(product: Product, library: Library, brand: Brand, root: Path) -> str:
    """What the deck will say, as Markdown."""
    lesson = library.lessons[product.params["lesson"]]
    measure = fonts.metrics(tuple(brand.type.sans))

    def lines(text: str) -> int:
        return measure.lines(text, BODY_SIZE, BODY_WIDTH - BODY_SIZE)

    def fit(items: list[str]) -> list[list[str]]:
        return split(items, lines, BODY_LINES)

    def fit_actions(items: list[Action]) -> list[list[Action]]:
        return split(items, lambda one: lines(f"{one.who}：{one.do}"), BODY_LINES)

    def fit_rows(items: list[Event]) -> list[list[Event]]:
        width = TIMELINE_COLUMNS[1] - 20
        return split(items, lambda one: measure.lines(one.what, TABLE_SIZE, width), 8)

    return render(
        environment(root / "templates"), product.template,
        lesson=lesson, cases=[library.cases[one] for one in product.params["cases"].split()], brand=brand,
        slides=BodyWriter(lambda href: None, _deck_fence, heading_shift=-1).doc(lesson.body),
        fit=fit, fit_actions=fit_actions, fit_rows=fit_rows, address=brand.site.url,
    )  # fmt: skip


def split(items: list[T], lines: Callable[[T], int], most: int) -> list[list[T]]:
    """Cut a list so that each part takes at most ``most`` lines; parts come out about even."""
    total = sum(lines(item) for item in items)
    parts = max(1, -(-total // most))
    target = total / parts
    out: list[list[T]] = [[]]
    used = 0
    for item in items:
        count = lines(item)
        if out[-1] and (used + count > most or used >= target):
            out.append([])
            used = 0
        out[-1].append(item)
        used += count
    return out


def _deck_fence(fence: Fence, inner: str) -> str:
    """Notes and answers go to the trainer, everything else onto the slide."""
    if fence.kind == "note":
        return f"::: notes\n{inner}\n:::"
    if fence.kind == "answer":
        return f"::: notes\n参考答案：\n\n{inner}\n:::"
    if fence.kind == "figure":
        return f"::: figure\n{inner}\n:::"
    return Markdown(inner)


def read_slides(text: str) -> list[Slide]:
    """The slides of a manuscript."""
    slides: list[Slide] = []
    for block in pandoc.read_ast(text)["blocks"]:
        if block["t"] == "Header":
            _, (_, classes, _), inlines = block["c"]
            slides.append(Slide(classes[0] if classes else "bullets", plain(runs(inlines))))
        elif slides:
            _add(slides[-1], block)
    return slides


def _add(slide: Slide, block: dict[str, Any]) -> None:
    kind, content = block["t"], block.get("c", [])
    if kind in ("Para", "Plain"):
        slide.blocks.append(TextBlock((runs(content),)))
    elif kind == "BulletList":
        slide.blocks.append(TextBlock(tuple(list_lines(content)), "•"))
    elif kind == "OrderedList":
        slide.blocks.append(TextBlock(tuple(list_lines(content[1])), "1"))
    elif kind == "Table":
        slide.blocks.append(TableBlock(table_rows(content)))
    elif kind == "Div":
        _add_div(slide, content[0][1], content[1])
    elif kind == "BlockQuote":
        for inner in content:
            _add(slide, inner)
    else:
        raise HumiError(f"课件里有不支持的内容（{kind}）；改成列表、表格或段落")


def _add_div(slide: Slide, classes: list[str], blocks: list[dict[str, Any]]) -> None:
    name = classes[0] if classes else ""
    if name == "notes":
        slide.notes.extend(plain(line) for line in lines_of(blocks))
    elif name == "source":
        slide.source = "".join(plain(line) for line in lines_of(blocks))
    elif name == "figure":
        lines = list(lines_of(blocks))
        if lines:
            slide.blocks.append(FigureBlock(lines[0], tuple(lines[1:])))
    else:
        for inner in blocks:
            _add(slide, inner)
