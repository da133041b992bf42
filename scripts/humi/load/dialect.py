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
_FENCE_LINE = re.compile(r"^\s{0,3}:::(?!:)\s*(\S*)\s*$")

MAX_NESTING = 10
"""The deepest a list or quotation may stand inside others; markdown-it drops what is deeper than its own bound."""


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "typographer": False, "maxNesting": 40})
    parser.enable("table").disable(["html_block", "html_inline", "image", "reference", "lheading"])
    parser.use(footnote_plugin, inline=False)
    for name in FENCES:
        parser.use(container_plugin, name, validate=lambda params, _marker, name=name: params.strip() == name)
    # Which addresses are allowed is a rule of `check`.
    setattr(parser, "validateLink", lambda url: True)  # noqa: B010 - an instance attribute of markdown-it by design
    setattr(parser, "normalizeLink", lambda url: url)  # noqa: B010 - references name Chinese terms as they are
    return parser


_PARSER = _parser()


def parse_body(text: str, shown: str, first_line: int) -> tuple[Doc, list[Problem]]:
    """The body as a tree, and what in it is not of the dialect. ``first_line`` is its line in the file."""
    try:
        return _parse(text, shown, first_line)
    except RecursionError:
        return Doc(), [Problem(shown, first_line, "正文里的括号或列表套得太深，读不下去", "减少嵌套")]


def _parse(text: str, shown: str, first_line: int) -> tuple[Doc, list[Problem]]:
    code = _code_lines(text, first_line)
    problems = [*_stray_fences(text, shown, first_line, code), *_stray_footnotes(text, shown, first_line, code)]
    tree = SyntaxTreeNode(_PARSER.parse(text))
    reader = _Reader(shown, first_line, problems, text.split("\n"))
    blocks: list[Block] = []
    footnotes: dict[str, tuple[Block, ...]] = {}
    for node in tree.children:
        if node.type == "footnote_block":
            for note in node.children:
                footnotes[note.meta.get("label", str(note.meta["id"]))] = reader.blocks(note.children)
        else:
            blocks.extend(reader.blocks([node]))
    return Doc(tuple(blocks), footnotes), problems


def _code_lines(text: str, first_line: int) -> set[int]:
    """The lines of the file that stand in code blocks."""
    return {
        number
        for token in _PARSER.parse(text)
        if token.type in ("fence", "code_block") and token.map
        for number in range(token.map[0] + first_line, token.map[1] + first_line)
    }


def _stray_footnotes(text: str, shown: str, first_line: int, code: set[int]) -> Iterable[Problem]:
    """Footnotes that nobody marks or that are written twice: markdown-it drops them."""
    seen: set[str] = set()
    marked = re.sub(r"(?m)^\s{0,3}\[\^[^\]\s]+\]:", "", text)
    for number, line in enumerate(text.split("\n"), first_line):
        match = None if number in code else re.match(r"^\s{0,3}\[\^([^\]\s]+)\]:", line)
        if not match:
            continue
        label = match[1]
        if label in seen:
            yield Problem(shown, number, f"脚注“{label}”写了两次", "换一个名称")
        elif f"[^{label}]" not in marked:
            yield Problem(shown, number, f"正文里没有引用脚注“{label}”", f"在要加注的地方写 [^{label}]，或删掉这一行")
        seen.add(label)


def _stray_fences(text: str, shown: str, first_line: int, code: set[int]) -> Iterable[Problem]:
    """Fences that are unknown, unclosed or closed twice, found line by line outside code blocks."""
    open_line = 0
    for number, line in enumerate(text.split("\n"), first_line):
        match = None if number in code else _FENCE_LINE.match(line)
        if not match:
            if number not in code and line.lstrip().startswith(":::"):
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

    def __init__(self, shown: str, first_line: int, problems: list[Problem], source: list[str]) -> None:
        self.source = source
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
        if kind in ("blockquote", "bullet_list", "ordered_list") and _depth(node) > MAX_NESTING:
            self.refuse(node, f"一层套一层，超过{MAX_NESTING}层", "减少嵌套")
            return None
        if kind == "heading":
            return self.heading(node, line)
        if kind == "paragraph":
            return Paragraph(self.inline(node), line)
        if kind in ("bullet_list", "ordered_list"):
            start = node.attrs.get("start", 1)
            if kind == "ordered_list" and start != 1:
                self.refuse(node, f"行首的“{start}.”会被当成列表编号", "不是列表就在数字后换一种写法；是列表就从1编起")
            items = tuple(self.blocks(item.children) for item in node.children)
            return ListBlock(kind == "ordered_list", items, line)
        if kind == "footnote_anchor":
            return None
        if kind == "table":
            self.refuse_lost_cells(node)
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

    def refuse_lost_cells(self, node: SyntaxTreeNode) -> None:
        """A row with more cells than the head would lose them."""
        start, end = node.map or (0, 0)
        rows = self.source[start:end]
        counts = [len(re.split(r"(?<!\\)\|", re.sub(r"^\||(?<!\\)\|$", "", row.strip("> ").strip()))) for row in rows]
        for number, count in enumerate(counts):
            if count > counts[0]:
                line = start + number + self.first_line
                what = f"这一行有{count}格，表头只有{counts[0]}格"
                self.problems.append(Problem(self.shown, line, what, "补表头，或把格里的“|”写成“\\|”"))

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


def _depth(node: SyntaxTreeNode) -> int:
    depth = 0
    current = node.parent
    while current is not None:
        depth += current.type in ("blockquote", "bullet_list", "ordered_list")
        current = current.parent
    return depth


_QUIET = "“”‘’…—·"
"""Marks of Chinese text outside the Han blocks, beside which a line end is no space either."""


def _joins_han(node: SyntaxTreeNode) -> bool:
    """Whether a line end stands beside Han and so is an editor's wrap, not a space."""
    left, right = _edge(node.previous_sibling, -1), _edge(node.next_sibling, 0)
    return any(char and ord(char) > 0x2E7F for char in (left, right)) or (
        bool(left) and bool(right) and left in _QUIET and right in _QUIET
    )


def _edge(node: SyntaxTreeNode | None, at: int) -> str:
    """The first (0) or last (-1) character of an inline node, passing over empty ones."""
    while node is not None and node.type == "text" and not node.content:
        node = node.next_sibling if at == 0 else node.previous_sibling
    while node is not None and node.children:
        inner = [child for child in node.children if child.type != "text" or child.content]
        node = inner[at] if inner else None
    return node.content[at:][:1] if node is not None and node.content else ""
