"""The Markdown dialect of bodies: CommonMark, pipe tables, footnotes and the closed set of fenced blocks.

Raw HTML is not part of the dialect: it is read as plain characters and shown as such everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.footnote import footnote_plugin

from humi.problems import Problem
from humi.records.markup import (
    FENCES,
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

_ANCHOR = re.compile(r"\s*\{#([A-Za-z0-9_-]+)\}\s*$")
_FENCE_LINE = re.compile(r"^\s{0,3}:::+\s*(\S*)\s*$")


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "typographer": False})
    parser.enable("table").disable(["html_block", "html_inline", "image", "reference", "lheading"])
    parser.use(footnote_plugin, inline=False)
    for name in FENCES:
        parser.use(container_plugin, name, validate=lambda params, _marker, name=name: params.strip() == name)
    # Which addresses are allowed is a rule of `check`.
    setattr(parser, "validateLink", lambda url: True)  # noqa: B010 - an instance attribute of markdown-it by design
    return parser


_PARSER = _parser()


def parse_body(text: str, shown: str, first_line: int) -> tuple[Doc, list[Problem]]:
    """The body as a tree, and what in it is not of the dialect. ``first_line`` is its line in the file."""
    problems = list(_stray_fences(text, shown, first_line))
    tree = SyntaxTreeNode(_PARSER.parse(text))
    reader = _Reader(shown, first_line, problems)
    blocks: list[Block] = []
    footnotes: dict[str, tuple[Block, ...]] = {}
    for node in tree.children:
        if node.type == "footnote_block":
            for note in node.children:
                footnotes[note.meta.get("label", str(note.meta["id"]))] = reader.blocks(note.children)
        else:
            blocks.extend(reader.blocks([node]))
    return Doc(tuple(blocks), footnotes), problems


def _stray_fences(text: str, shown: str, first_line: int) -> Iterable[Problem]:
    """Fences that are unknown, unclosed or closed twice, found line by line outside code blocks."""
    open_line = 0
    in_code = False
    for number, line in enumerate(text.split("\n"), first_line):
        if re.match(r"^\s{0,3}(```|~~~)", line):
            in_code = not in_code
        match = None if in_code else _FENCE_LINE.match(line)
        if not match:
            if not in_code and line.lstrip().startswith(":::"):
                yield Problem(shown, number, "“:::”一行的写法不对", "写成“::: 名称”，例如 ::: tip")
            continue
        name = match[1]
        if name and name not in FENCES:
            yield Problem(shown, number, f"没有“{name}”这种块", f"可用的有：{'、'.join(FENCES)}")
            open_line = number
        elif name and open_line:
            yield Problem(shown, number, f"第{open_line}行的块还没结束", "在它的末尾单独写一行“:::”；块里不能再套块")
            open_line = number
        elif name:
            open_line = number
        elif open_line:
            open_line = 0
        else:
            yield Problem(shown, number, "多了一行“:::”", "删掉这一行，或在前面补上“::: 名称”")
    if open_line:
        yield Problem(shown, open_line, "这个块没有结束", "在它的末尾单独写一行“:::”")


class _Reader:
    """Turns markdown-it's tree into ours, noting what the dialect does not have."""

    def __init__(self, shown: str, first_line: int, problems: list[Problem]) -> None:
        self.shown = shown
        self.first_line = first_line
        self.problems = problems

    def line(self, node: SyntaxTreeNode) -> int:
        """The 1-based line of the file a node starts on."""
        current: SyntaxTreeNode | None = node
        while current is not None:
            if not current.is_root and current.map:
                return current.map[0] + self.first_line
            current = current.parent
        return self.first_line

    def refuse(self, node: SyntaxTreeNode, what: str, todo: str) -> None:
        """Note a problem at a node."""
        self.problems.append(Problem(self.shown, self.line(node), what, todo))

    def blocks(self, nodes: Iterable[SyntaxTreeNode]) -> tuple[Block, ...]:
        """Block nodes to blocks."""
        found: list[Block] = []
        for node in nodes:
            block = self.block(node)
            if block is not None:
                found.append(block)
        return tuple(found)

    def block(self, node: SyntaxTreeNode) -> Block | None:
        """One block node to a block, or None for what leaves no trace."""
        line = self.line(node)
        kind = node.type
        if kind == "heading":
            return self.heading(node, line)
        if kind == "paragraph":
            return Paragraph(self.inline(node), line)
        if kind in ("bullet_list", "ordered_list"):
            items = tuple(self.blocks(item.children) for item in node.children)
            return ListBlock(kind == "ordered_list", items, line)
        if kind == "table":
            rows = [
                tuple(self.inline(cell) for cell in row.children) for part in node.children for row in part.children
            ]
            return Table(rows[0], tuple(rows[1:]), line)
        if kind == "blockquote":
            return Quote(self.blocks(node.children), line)
        if kind in ("code_block", "fence"):
            return Code(node.content.rstrip("\n"), line)
        if kind.startswith("container_"):
            return Fence(kind.removeprefix("container_"), self.blocks(node.children), line)
        if kind == "hr":
            self.refuse(node, "正文里有分隔线", "删掉它，用“## 小标题”分段")
            return None
        self.refuse(node, f"正文里有不支持的写法（{kind}）", "按格式说明改写")
        return None

    def heading(self, node: SyntaxTreeNode, line: int) -> Heading:
        """A heading with its explicit anchor taken off the text."""
        level = int(node.tag[1])
        if not 2 <= level <= 4:
            self.refuse(node, f"用了{level}级标题", "正文只用“##”到“####”，页面标题写在 title 字段")
        spans = self.inline(node)
        anchor = ""
        if spans and isinstance(spans[-1], Text):
            match = _ANCHOR.search(spans[-1].value)
            if match:
                anchor = match[1]
                rest = spans[-1].value[: match.start()]
                spans = (*spans[:-1], Text(rest)) if rest else spans[:-1]
        return Heading(max(2, min(level, 4)), spans, anchor, line)

    def inline(self, node: SyntaxTreeNode) -> tuple[Span, ...]:
        """The spans of a block that holds inline content."""
        spans: list[Span] = []
        for child in node.children:
            if child.type == "inline":
                spans.extend(self.spans(child.children))
        return tuple(spans)

    def spans(self, nodes: Iterable[SyntaxTreeNode]) -> tuple[Span, ...]:
        """Inline nodes to spans; neighbouring text runs become one."""
        found: list[Span] = []
        for node in nodes:
            span = self.span(node)
            if isinstance(span, Text) and found and isinstance(found[-1], Text):
                found[-1] = Text(found[-1].value + span.value)
            elif span is not None:
                found.append(span)
        return tuple(found)

    def span(self, node: SyntaxTreeNode) -> Span | None:
        """One inline node to a span."""
        match node.type:
            case "text" | "text_special":
                return Text(node.content)
            case "softbreak":
                # A line end between Han characters is an editor's wrap, not a space.
                return Text("" if _joins_han(node) else " ")
            case "hardbreak":
                return Break()
            case "code_inline":
                return CodeSpan(node.content)
            case "strong":
                return Strong(self.spans(node.children))
            case "em":
                return Emphasis(self.spans(node.children))
            case "link":
                return Link(str(node.attrGet("href") or ""), self.spans(node.children), self.line(node))
            case "footnote_ref":
                return FootnoteRef(str(node.meta.get("label", node.meta["id"])))
            case "footnote_anchor":
                return None
        self.refuse(node, f"正文里有不支持的写法（{node.type}）", "按格式说明改写")
        return Text(node.content or "")


def _joins_han(node: SyntaxTreeNode) -> bool:
    before, after = node.previous_sibling, node.next_sibling
    left = before.content[-1:] if before is not None and before.type == "text" else ""
    right = after.content[:1] if after is not None and after.type == "text" else ""
    return any(char and ord(char) > 0x2E7F for char in (left, right))
