"""Records and bodies written out as Markdown that pandoc and Python-Markdown read alike.

Content is data: whatever an editor typed comes out as those very characters, never as markup,
template code or HTML. Only this module decides what is markup.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from markupsafe import Markup

from humi.records.markup import (
    Block,
    Break,
    Code,
    CodeSpan,
    Doc,
    Emphasis,
    Fence,
    FootnoteRef,
    Heading,
    Link,
    ListBlock,
    Paragraph,
    Quote,
    Span,
    Strong,
    Table,
    Text,
)

_SPECIAL = re.compile(r"[\\`*_\[\]<>&|{}$~^@#!]")
_LINE_START = re.compile(r"^(\s*)([+=:>-]|\d+(?=[.)])|!!!|\?\?\?|%)")
_AFTER_NUMBER = re.compile(r"^(\s*\d+)([.)])")


_LINE_ENDS = re.compile("[ \\t]*[\\n\\r\\v\\f\\x1c-\\x1e\\x85\\u2028\\u2029]+[ \\t]*")
_BREAK = "  \n"


class Markdown(str):
    """Text that is Markdown already; everything else is escaped on its way into a template."""

    def __html__(self) -> str:
        """Tell Jinja's own escaping that this is finished (https://markupsafe.palletsprojects.com/en/stable/html/)."""
        return self


def escape(value: object) -> Markdown:
    """Plain text as Markdown that shows exactly these characters.

    Character references are used instead of backslashes because Python-Markdown and pandoc agree on them
    (https://python-markdown.github.io/#differences).
    """
    if isinstance(value, Markdown | Markup):
        return Markdown(value)
    return Markdown(_guard_start(_escape_inside(str(value)).strip()))


LinkResolver = Callable[[str], str | None]
"""From the address an editor wrote to the one an output uses; None drops the link and keeps its words."""

FenceWriter = Callable[[Fence, str], str]
"""From a fenced block and its inner Markdown to the Markdown an output uses ("" drops the block)."""

SpanMaker = Callable[[str], Iterable[Span]]
"""From plain characters to spans, e.g. with citations and terms linked."""


def pandoc_fence(fence: Fence, inner: str) -> str:
    """A fenced block as pandoc's fenced div of the same name."""
    return f"::: {fence.kind}\n{inner}\n:::"


class BodyWriter:
    """Writes bodies for one output: how links, blocks and plain text are treated is handed in."""

    def __init__(
        self,
        link: LinkResolver,
        fence: FenceWriter = pandoc_fence,
        enrich: SpanMaker | None = None,
        heading_shift: int = 0,
    ) -> None:
        self.link = link
        self.fence = fence
        self.enrich = enrich
        self.heading_shift = heading_shift

    def doc(self, doc: Doc) -> Markdown:
        """A whole body."""
        parts: list[str] = [self.blocks(doc.blocks)]
        for label, blocks in doc.footnotes.items():
            inner = self.blocks(blocks).replace("\n", "\n    ")
            parts.append(f"[^{label}]: {inner}")
        return Markdown("\n\n".join(part for part in parts if part))

    def blocks(self, blocks: Iterable[Block]) -> Markdown:
        """A run of blocks."""
        written = (self.block(block) for block in blocks)
        return Markdown("\n\n".join(part for part in written if part))

    def block(self, block: Block) -> str:
        """One block."""
        match block:
            case Heading(level, spans, anchor, _):
                hashes = "#" * min(6, level + self.heading_shift)
                tail = f" {{#{anchor}}}" if anchor else ""
                return f"{hashes} {self.spans(spans, enrich=False)}{tail}"
            case Paragraph(spans, _):
                return self.spans(spans)
            case ListBlock(ordered, items, _):
                # Readers count the items themselves; a mark of four characters would break the indent of four.
                marks = (f"{min(number, 99)}." if ordered else "-" for number in range(1, len(items) + 1))
                # An item of several blocks needs an empty line before the next, or a table would swallow it.
                gap = "\n\n" if any(len(item) > 1 for item in items) else "\n"
                return gap.join(
                    f"{mark:<3} " + self.blocks(item).replace("\n", "\n    ")
                    for mark, item in zip(marks, items, strict=False)
                )
            case Table(head, rows, _):
                lines = [self.row(head), "|" + " --- |" * len(head), *(self.row(row) for row in rows)]
                return "\n".join(lines)
            case Quote(blocks, _):
                return "\n".join(f"> {line}".rstrip() for line in self.blocks(blocks).split("\n"))
            case Code(value, _):
                return "\n".join(f"    {line}".rstrip() for line in value.split("\n"))
            case Fence(blocks=blocks):
                return self.fence(block, self.blocks(blocks))

    def row(self, cells: Iterable[tuple[Span, ...]]) -> str:
        """One row of a pipe table."""
        return "| " + " | ".join(self.spans(cell) or " " for cell in cells) + " |"

    def spans(self, spans: tuple[Span, ...], enrich: bool = True) -> Markdown:
        """A run of spans on one line."""
        text = "".join(self.span(span, enrich) for span in spans)
        return Markdown(_BREAK.join(_guard_start(line) for line in text.split(_BREAK)))

    def span(self, span: Span, enrich: bool) -> str:
        """One span."""
        match span:
            case Text(value):
                if enrich and self.enrich:
                    return "".join(self.span(one, False) for one in self.enrich(value))
                return _escape_inside(value)
            case CodeSpan(value):
                # Bold rather than a code span, which a backtick inside could end.
                return f"**{_escape_inside(value)}**"
            case Strong(inner):
                return f"**{self.spans(inner, enrich)}**"
            case Emphasis(inner):
                return f"*{self.spans(inner, enrich)}*"
            case Link(href, inner, _):
                address = self.link(href)
                words = self.spans(inner, enrich=False)
                return f"[{words}]({address})" if address else words
            case FootnoteRef(label):
                return f"[^{label}]"
            case Break():
                return _BREAK


def _escape_inside(value: str) -> str:
    """Escape for the middle of a line; the start of a line is guarded once per run."""
    lead = " " if value[:1].isspace() else ""
    tail = " " if value[-1:].isspace() and value.strip() else ""
    text = _LINE_ENDS.sub(" ", value).strip()
    return lead + _SPECIAL.sub(lambda match: f"&#{ord(match[0])};", text) + tail


def _guard_start(text: str) -> str:
    """Keep the first characters of a line from reading as a list, heading or block."""
    if text.startswith(("**", "*", "[", "&#")):
        return text
    if _AFTER_NUMBER.match(text):
        return _AFTER_NUMBER.sub(lambda match: f"{match[1]}&#{ord(match[2])};", text)
    return _LINE_START.sub(lambda match: match[1] + "".join(f"&#{ord(char)};" for char in match[2]), text)


def finalize(value: Any) -> Any:
    """What Jinja does with every value it prints: escape it unless it is Markdown already."""
    if value is None:
        return ""
    return escape(value)
