"""The body of a record: a small tree of the closed Markdown dialect.

Loaders build it, renderers write it out again. Nothing here knows Markdown's syntax or any output.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

FENCES = {
    "note": "讲解备注",
    "exercise": "练习",
    "answer": "参考答案",
    "warning": "当心",
    "tip": "做法",
    "checklist": "清单",
    "figure": "数字",
}
"""The closed set of fenced blocks: name -> heading shown to readers."""


@dataclass(frozen=True)
class Text:
    """A run of plain characters."""

    value: str


@dataclass(frozen=True)
class CodeSpan:
    """Characters shown as typed."""

    value: str


@dataclass(frozen=True)
class Strong:
    """Bold spans."""

    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Emphasis:
    """Emphasised spans."""

    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Link:
    """A link; ``href`` is a record reference (``case:ID``), an anchor or an allowed address."""

    href: str
    spans: tuple[Span, ...]
    line: int = 0


@dataclass(frozen=True)
class FootnoteRef:
    """A mark that points to the footnote of the same label."""

    label: str


@dataclass(frozen=True)
class Break:
    """A hard line break."""


Span = Text | CodeSpan | Strong | Emphasis | Link | FootnoteRef | Break


@dataclass(frozen=True)
class Heading:
    """A heading of level 2 to 4 with its permanent anchor (empty where none was given)."""

    level: int
    spans: tuple[Span, ...]
    anchor: str
    line: int


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    spans: tuple[Span, ...]
    line: int


@dataclass(frozen=True)
class ListBlock:
    """A list; each item is a run of blocks."""

    ordered: bool
    items: tuple[tuple[Block, ...], ...]
    line: int


@dataclass(frozen=True)
class Table:
    """A pipe table: one head row, body rows of equal length."""

    head: tuple[tuple[Span, ...], ...]
    rows: tuple[tuple[tuple[Span, ...], ...], ...]
    line: int


@dataclass(frozen=True)
class Quote:
    """A quotation."""

    blocks: tuple[Block, ...]
    line: int


@dataclass(frozen=True)
class Code:
    """Characters shown as typed, line by line."""

    value: str
    line: int


@dataclass(frozen=True)
class Fence:
    """A block of the closed set ``FENCES``."""

    kind: str
    blocks: tuple[Block, ...]
    line: int


Block = Heading | Paragraph | ListBlock | Table | Quote | Code | Fence


@dataclass(frozen=True)
class Doc:
    """A whole body. ``footnotes`` maps label -> blocks. Lines are those of the source file."""

    blocks: tuple[Block, ...] = ()
    footnotes: dict[str, tuple[Block, ...]] = field(default_factory=dict)

    def walk(self) -> Iterator[Block]:
        """Every block, outer before inner, footnotes last."""
        for blocks in (self.blocks, *self.footnotes.values()):
            yield from walk_blocks(blocks)

    def text(self) -> str:
        """All characters a reader sees, blocks joined by line ends."""
        return "\n".join(block_text(block) for block in self.blocks)

    def sections(self) -> list[tuple[Heading | None, tuple[Block, ...]]]:
        """The body cut at its level-2 headings; the first part has no heading."""
        parts: list[tuple[Heading | None, list[Block]]] = [(None, [])]
        for block in self.blocks:
            if isinstance(block, Heading) and block.level == 2:
                parts.append((block, []))
            else:
                parts[-1][1].append(block)
        return [(heading, tuple(blocks)) for heading, blocks in parts if heading or blocks]


def walk_blocks(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Every block of ``blocks``, outer before inner."""
    for block in blocks:
        yield block
        if isinstance(block, Quote | Fence):
            yield from walk_blocks(block.blocks)
        elif isinstance(block, ListBlock):
            for item in block.items:
                yield from walk_blocks(item)


def spans_of(block: Block) -> Iterator[tuple[Span, ...]]:
    """The runs of spans that stand directly in ``block``."""
    if isinstance(block, Heading | Paragraph):
        yield block.spans
    elif isinstance(block, Table):
        for row in (block.head, *block.rows):
            yield from row


def walk_spans(spans: tuple[Span, ...]) -> Iterator[Span]:
    """Every span, outer before inner."""
    for span in spans:
        yield span
        if isinstance(span, Strong | Emphasis | Link):
            yield from walk_spans(span.spans)


def span_text(spans: tuple[Span, ...]) -> str:
    """The characters of ``spans`` without their markup."""
    parts = []
    for span in spans:
        match span:
            case Text(value) | CodeSpan(value):
                parts.append(value)
            case Strong(inner) | Emphasis(inner) | Link(_, inner):
                parts.append(span_text(inner))
            case Break():
                parts.append("\n")
            case FootnoteRef():
                pass
    return "".join(parts)


def block_text(block: Block) -> str:
    """The characters of ``block`` without its markup."""
    match block:
        case Heading(spans=spans) | Paragraph(spans=spans):
            return span_text(spans)
        case ListBlock(items=items):
            return "\n".join(block_text(inner) for item in items for inner in item)
        case Table(head=head, rows=rows):
            return "\n".join("\t".join(span_text(cell) for cell in row) for row in (head, *rows))
        case Quote(blocks=blocks) | Fence(blocks=blocks):
            return "\n".join(block_text(inner) for inner in blocks)
        case Code(value=value):
            return value
