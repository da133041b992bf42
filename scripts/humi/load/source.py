"""Reading a content file: bytes to text, text to front matter and body, each fault with its line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from frontmatter.default_handlers import YAMLHandler

from humi.problems import Problem

MAX_BYTES = 2 * 1024 * 1024
"""The largest content file read, in bytes. The longest statutes stay under a third of it."""

MAX_DIGITS = 18
"""The longest whole number: far above any amount of money in yuan."""

MAX_DEPTH = 12
"""The deepest nesting of front matter; the schema needs five."""


_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
"""Control characters, and marks that make text read in another order than it is stored (Unicode TR 36)."""


class SourceFault(Exception):
    """A file that cannot be read as front matter and body; carries the problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


@dataclass(frozen=True)
class SourceText:
    """A content file taken apart.

    ``lines`` maps key paths to 1-based lines of the file; ``body_line`` is the line the body starts on.
    """

    meta: dict[str, Any]
    body: str
    lines: dict[tuple[str | int, ...], int]
    body_line: int


class _Fences(YAMLHandler):
    """python-frontmatter's splitter with a boundary that does not swallow the empty lines after it."""

    FM_BOUNDARY = re.compile(r"^---[ \t]*$", re.MULTILINE)


class _TextLoader(yaml.CSafeLoader):
    """The safe loader without its guess that 2021-02-26 is a date: our schema reads dates itself."""


_TextLoader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def read_text(path: Path, shown: str) -> str:
    """The text of a file with LF line ends and no BOM. Raises SourceFault."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise SourceFault(
            Problem(shown, 1, f"文件打不开（{error.strerror}）", "检查文件权限，或删掉这个链接")
        ) from error
    if len(raw) > MAX_BYTES:
        size = len(raw) / 1024 / 1024
        raise SourceFault(
            Problem(shown, 1, f"文件有{size:.1f}MB，超过{MAX_BYTES // 1024 // 1024}MB的上限", "拆成几个文件")
        )
    if not raw.strip():
        raise SourceFault(Problem(shown, 1, "文件是空的", "写入内容，或删掉这个文件"))
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SourceFault(Problem(shown, 1, "文件是UTF-16编码", "用编辑器另存为UTF-8"))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise SourceFault(Problem(shown, line, "这里不是UTF-8编码（可能是GBK）", "用编辑器另存为UTF-8")) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for number, content in enumerate(text.split("\n"), 1):
        if _UNSEEN.search(content):
            raise SourceFault(Problem(shown, number, "有看不见的控制字符", "删掉后重新输入这一行"))
    return text


def read_source(path: Path, shown: str) -> SourceText:
    """Front matter and body of one Markdown file. Raises SourceFault."""
    text = read_text(path, shown)
    handler = _Fences()
    if not text.startswith("---\n"):
        raise SourceFault(Problem(shown, 1, "文件开头没有“---”", "第一行写“---”，下面是各字段，再用一行“---”结束"))
    try:
        raw_meta, _ = handler.split(text)
    except ValueError as error:
        raise SourceFault(Problem(shown, 1, "字段区没有结尾的“---”", "在最后一个字段的下一行单独写“---”")) from error
    meta_lines = raw_meta.count("\n")
    body_line = meta_lines + 2
    body = "\n".join(text.split("\n")[body_line - 1 :])
    meta, lines = read_yaml(raw_meta.removeprefix("\n"), shown, first_line=2)
    if not isinstance(meta, dict):
        raise SourceFault(Problem(shown, 2, "字段区不是“名称: 值”的样子", "每行写一个字段，冒号后留一个空格"))
    return SourceText(meta, body, lines, body_line)


def read_yaml(text: str, shown: str, first_line: int = 1) -> tuple[Any, dict[tuple[str | int, ...], int]]:
    """Values and the line of each. Raises SourceFault on bad YAML, tags, anchors or repeated keys."""
    _refuse_depth(text, shown, first_line)
    loader = _TextLoader(text)
    try:
        node = loader.get_single_node()
        lines: dict[tuple[str | int, ...], int] = {}
        if node is None:
            return None, lines
        _survey(node, (), lines, shown, first_line, set(), loader)
        return loader.construct_document(node), lines
    except yaml.MarkedYAMLError as error:
        started = str(error.context or "").startswith(
            ("while scanning a quoted", "while scanning a simple key", "while parsing a flow")
        )
        mark = (error.context_mark if started else error.problem_mark) or error.problem_mark or error.context_mark
        line = (mark.line if mark else 0) + first_line
        raise SourceFault(
            Problem(shown, line, f"YAML写法有误（{_yaml_reason(error)}）", _yaml_advice(error))
        ) from error
    except yaml.YAMLError as error:
        raise SourceFault(Problem(shown, first_line, "YAML读不下去", "检查有没有特殊字符")) from error
    except (ValueError, RecursionError, KeyError, IndexError, TypeError) as error:
        raise SourceFault(Problem(shown, first_line, "字段里有无法理解的值", "给这个值加上双引号")) from error
    finally:
        loader.dispose()


def _survey(
    node: yaml.Node,
    keys: tuple[str | int, ...],
    lines: dict[tuple[str | int, ...], int],
    shown: str,
    first_line: int,
    seen: set[int],
    loader: _TextLoader,
) -> None:
    """Note the line of every value; refuse tags, anchors, repeated keys and depths that hide trouble."""
    line = node.start_mark.line + first_line
    lines.setdefault(keys, line)
    if id(node) in seen:
        raise SourceFault(Problem(shown, line, "用了YAML的引用（&或*）", "把内容完整写出来"))
    seen.add(id(node))
    if len(keys) > MAX_DEPTH:
        raise SourceFault(Problem(shown, line, "字段嵌套太深", "按格式说明改写"))
    if node.tag != _plain_tag(node, loader):
        raise SourceFault(Problem(shown, line, f"用了YAML标签（{node.tag}）", "去掉以“!”开头的标签"))
    if node.tag == "tag:yaml.org,2002:int" and len(node.value) > MAX_DIGITS:
        raise SourceFault(Problem(shown, line, f"这个数有{len(node.value)}位", "核对数字；不是数就加双引号"))
    if isinstance(node, yaml.ScalarNode) and _UNSEEN.search(node.value):
        raise SourceFault(Problem(shown, line, "有看不见的控制字符", "删掉这个转义写法"))
    if isinstance(node, yaml.MappingNode):
        known: set[str] = set()
        for key_node, value_node in node.value:
            key_line = key_node.start_mark.line + first_line
            if not isinstance(key_node, yaml.ScalarNode):
                raise SourceFault(Problem(shown, key_line, "字段名不是文字", "字段名用英文单词"))
            name = key_node.value
            if key_node.tag != "tag:yaml.org,2002:str":
                raise SourceFault(Problem(shown, key_line, f"字段名应是文字，现在是“{name}”", "字段名用英文单词"))
            if name in known or name == "<<":
                raise SourceFault(Problem(shown, key_line, f"字段“{name}”写了两次", "留一个，删一个"))
            known.add(name)
            lines[(*keys, name)] = key_line
            _survey(value_node, (*keys, name), lines, shown, first_line, seen, loader)
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            _survey(item, (*keys, index), lines, shown, first_line, seen, loader)


def _refuse_depth(text: str, shown: str, first_line: int) -> None:
    """Refuse nesting that would exhaust the stack of the YAML library, by its flat stream of events."""
    depth = 0
    try:
        for event in yaml.parse(text, Loader=_TextLoader):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                line = (event.start_mark.line if event.start_mark else 0) + first_line
                raise SourceFault(Problem(shown, line, "字段嵌套太深", "按格式说明改写"))
    except yaml.YAMLError:
        return  # said by the reader that follows, with its line


def _plain_tag(node: yaml.Node, loader: _TextLoader) -> str:
    """The tag a value has when nobody wrote one."""
    if isinstance(node, yaml.ScalarNode):
        plain = not node.style
        return str(loader.resolve(yaml.ScalarNode, node.value, (plain, not plain)))  # type: ignore[no-untyped-call]
    return "tag:yaml.org,2002:map" if isinstance(node, yaml.MappingNode) else "tag:yaml.org,2002:seq"


def _yaml_reason(error: yaml.MarkedYAMLError) -> str:
    reason = str(error.problem or error.context or "")
    for english, chinese in (
        ("mapping values are not allowed", "一行里有两个“: ”"),
        ("found character '\\t'", "用了制表符"),
        ("could not find expected ':'", "字段名后面缺冒号"),
        ("did not find expected key", "缩进不齐，或引号没有配对"),
        ("did not find expected '-' indicator", "列表项缩进不齐"),
        ("did not find expected ',' or", "方括号或花括号没有配对，或少了逗号"),
        ("found unexpected end of stream", "引号没有配对"),
        ("found undefined tag handle", "有以“!”开头的标签"),
        ("could not determine a constructor", "有以“!”开头的标签"),
        ("found undefined alias", "有以“*”开头的值"),
        ("while scanning a simple key", "字段名后面缺冒号"),
        ("found character that cannot start any token", "值以特殊字符开头"),
    ):
        if english in reason or english in str(error.context or ""):
            return chinese
    return reason


def _yaml_advice(error: yaml.MarkedYAMLError) -> str:
    return "看这一行和上一行的缩进、冒号和引号；值里有“: ”或“#”就给整个值加双引号"
