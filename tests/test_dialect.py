"""The Markdown of bodies: what it is read as, and what is refused with its line."""

from __future__ import annotations

import pytest

from humi.load.dialect import parse_body
from humi.records.markup import (
    FENCES,
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
    Strong,
    Table,
    Text,
)

FIRST = 10
"""The line of the file on which the bodies below begin."""


def read(text: str) -> Doc:
    """A body in which nothing is refused."""
    doc, problems = parse_body(text, "docs/x.md", FIRST)
    assert [str(one) for one in problems] == []
    return doc


def refusals(text: str) -> list[tuple[int, str]]:
    """(line of the body from 1, sentence) of everything refused."""
    _, problems = parse_body(text, "docs/x.md", FIRST)
    assert {one.path for one in problems} <= {"docs/x.md"}
    return [(one.line - FIRST + 1, f"{one.what}；{one.todo}") for one in problems]


def test_the_whole_dialect_in_one_body() -> None:
    """Headings, paragraphs, lists, tables, quotes, blocks and footnotes, each with its line."""
    text = (
        "## 样品 {#samples}\n\n一段**重点**和*着重*，见[案子](case:a#story)。[^1]\n\n"
        "- 甲\n- 乙\n\n1. 先\n2. 后\n\n| 谁 | 做 |\n| --- | --- |\n| 人事 | 收表 |\n\n> 引文\n\n"
        "::: tip\n做法。\n:::\n\n[^1]: 注解。\n"
    )
    doc = read(text)
    assert doc.blocks == (
        Heading(2, (Text("样品"),), "samples", 10),
        Paragraph(
            (
                Text("一段"), Strong((Text("重点"),)), Text("和"), Emphasis((Text("着重"),)), Text("，见"),
                Link("case:a#story", (Text("案子"),), 12), Text("。"), FootnoteRef("1"),
            ),
            12,
        ),
        ListBlock(False, ((Paragraph((Text("甲"),), 14),), (Paragraph((Text("乙"),), 15),)), 14),
        ListBlock(True, ((Paragraph((Text("先"),), 17),), (Paragraph((Text("后"),), 18),)), 17),
        Table(((Text("谁"),), (Text("做"),)), (((Text("人事"),), (Text("收表"),)),), 20),
        Quote((Paragraph((Text("引文"),), 24),), 24),
        Fence("tip", (Paragraph((Text("做法。"),), 27),), 26),
    )  # fmt: skip
    assert doc.footnotes == {"1": (Paragraph((Text("注解。"),), 30),)}


# --- fenced blocks -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FENCES)
@pytest.mark.parametrize("opening", ["::: {}", ":::{}", "  ::: {}", "::: {}  "])
def test_each_block_of_the_closed_set(name: str, opening: str) -> None:
    """Every name works, with or without blanks around it, and its content is read as a body."""
    doc = read(f"{opening.format(name)}\n- 甲\n\n乙\n:::\n\n丙\n")
    item = (Paragraph((Text("甲"),), 11),)
    inner = (ListBlock(False, (item,), 11), Paragraph((Text("乙"),), 13))
    assert doc.blocks == (Fence(name, inner, 10), Paragraph((Text("丙"),), 16))


@pytest.mark.parametrize("name", ["danger", "Tip", "notes", "提示", "raw", "{.tip}", "tip{.x}"])
def test_an_unknown_block_is_refused(name: str) -> None:
    """The sentence names the block and lists those there are."""
    found = refusals(f"甲\n\n::: {name}\n乙\n:::\n")
    assert [line for line, _ in found] == [3]
    assert f"“{name}”" in found[0][1]
    assert all(known in found[0][1] for known in FENCES)


def test_a_block_opened_with_more_than_a_name_is_refused() -> None:
    """``::: tip title`` is not the form; neither line is taken for something else in silence."""
    found = refusals("::: tip 标题\n甲\n:::\n")
    assert found[0][0] == 1
    assert "写法不对" in found[0][1]


def test_a_block_that_is_not_closed_is_refused_where_it_opens() -> None:
    """The line named is that of the opening."""
    assert [(line, "没有结束" in words) for line, words in refusals("甲\n\n::: tip\n乙\n\n丙\n")] == [(3, True)]


def test_a_block_closed_twice_is_refused_at_the_second_closing() -> None:
    """A stray closing line would be printed."""
    assert [(line, "多了一行" in words) for line, words in refusals("::: tip\n甲\n:::\n\n:::\n")] == [(5, True)]


def test_a_block_in_a_block_is_refused() -> None:
    """The inner opening is named, with the line of the outer one."""
    found = refusals("::: exercise\n甲\n::: answer\n乙\n:::\n:::\n")
    assert found[0][0] == 3
    assert f"第{FIRST}行的块还没结束" in found[0][1]


def test_a_block_opened_with_four_colons_is_closed_or_refused() -> None:
    """It must not swallow what follows its closing line."""
    doc, problems = parse_body(":::: tip\n甲\n:::\n\n乙\n", "docs/x.md", FIRST)
    assert problems or doc.blocks[1:] == (Paragraph((Text("乙"),), 14),)


def test_two_blocks_after_each_other() -> None:
    """An exercise and its answer stand side by side."""
    doc = read("::: exercise\n甲\n:::\n\n::: answer\n乙\n:::\n")
    assert [block.kind for block in doc.blocks if isinstance(block, Fence)] == ["exercise", "answer"]


def test_colons_inside_a_line_are_text() -> None:
    """Only a line of its own is a block."""
    assert read("甲:::乙\n").text() == "甲:::乙"


def test_a_block_shown_as_code_is_not_a_block() -> None:
    """What stands between code fences is shown as typed."""
    assert read("```\n::: danger\n```\n").blocks == (Code("::: danger", 10),)


@pytest.mark.parametrize(
    "before",
    ["```\n~~~\n```\n", "```一句话``` 后面还有字\n", "~~~\n```\n~~~\n"],
    ids=["tildes-in-code", "code-span-at-line-start", "backticks-in-code"],
)
def test_code_does_not_hide_the_blocks_after_it(before: str) -> None:
    """An unknown block is found wherever the code before it ended."""
    found = refusals(f"{before}\n::: danger\n甲\n:::\n")
    line = before.count("\n") + 2
    assert any(where == line and "danger" in words for where, words in found), found


# --- headings ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "level", "text", "anchor"),
    [
        ("## 样品", 2, "样品", ""),
        ("## 样品 {#samples}", 2, "样品", "samples"),
        ("### 样品与外协{#samples-out}", 3, "样品与外协", "samples-out"),
        ("#### 2小时内 {#hours-0_2}  ", 4, "2小时内", "hours-0_2"),
        ("## 甲 **乙** {#b}", 2, "甲 乙", "b"),
        ("## 甲 ##", 2, "甲", ""),
        ("## {x} 与 {y} {#c}", 2, "{x} 与 {y}", "c"),
    ],
)
def test_headings_and_their_anchors(line: str, level: int, text: str, anchor: str) -> None:
    """The anchor comes off the text and nothing else does."""
    (block,) = read(f"{line}\n").blocks
    assert isinstance(block, Heading)
    assert (block.level, Doc((block,)).text(), block.anchor, block.line) == (level, text, anchor, FIRST)


@pytest.mark.parametrize("marks", ["#", "#####", "######"])
def test_headings_of_other_levels_are_refused(marks: str) -> None:
    """The title stands in the front matter; nothing goes deeper than four."""
    found = refusals(f"甲\n\n{marks} 乙\n")
    assert [line for line, _ in found] == [3]
    assert f"{len(marks)}级标题" in found[0][1]


def test_underlined_headings_do_not_exist() -> None:
    """``===`` under a line is text, ``---`` is a rule and refused: no heading without an anchor slips in."""
    assert not any(isinstance(block, Heading) for block in read("甲\n===\n").blocks)
    assert [line for line, _ in refusals("甲\n---\n")] == [2]


# --- lists, tables, quotes, footnotes ----------------------------------------------------------------------


def test_nested_lists() -> None:
    """Items hold paragraphs and lists of their own."""
    (block,) = read("- 甲\n    1. 乙\n        - 丙\n    2. 丁\n- 戊\n\n    戊的第二段\n").blocks
    inner = ListBlock(False, ((Paragraph((Text("丙"),), 12),),), 12)
    ordered = ListBlock(True, ((Paragraph((Text("乙"),), 11), inner), (Paragraph((Text("丁"),), 13),)), 11)
    assert block == ListBlock(
        False,
        (
            (Paragraph((Text("甲"),), 10), ordered),
            (Paragraph((Text("戊"),), 14), Paragraph((Text("戊的第二段"),), 16)),
        ),
        10,
    )


@pytest.mark.parametrize("text", ["1986. 那年投产\n", "3. 第三步\n4. 第四步\n"])
def test_a_number_an_editor_typed_is_not_lost(text: str) -> None:
    """A list that does not begin at 1 would be renumbered; the number is kept or the list refused."""
    doc, problems = parse_body(text, "docs/x.md", FIRST)
    assert problems or text.partition(".")[0] in doc.text()


@pytest.mark.parametrize("depth", [25, 300, 5000])
@pytest.mark.parametrize("mark", ["> ", "- ", "1. ", "[", "![[", "*"])
def test_text_nested_too_deep_is_not_lost(mark: str, depth: int) -> None:
    """Whatever bound the parser has, text below it is read or refused, and nothing ends in a traceback."""
    doc, problems = parse_body(f"{mark * depth}深处\n", "docs/x.md", FIRST)
    assert problems or "深处" in doc.text()


def test_tables_are_rectangular() -> None:
    """A short row is filled up; a cell holds spans; an escaped bar is a character."""
    (block,) = read("| 甲 | 乙 |\n|---|:-:|\n| 一 **丙** 二 |\n| a \\| b | `c` |\n").blocks
    assert block == Table(
        ((Text("甲"),), (Text("乙"),)),
        (((Text("一 "), Strong((Text("丙"),)), Text(" 二")), ()), ((Text("a | b"),), (CodeSpan("c"),))),
        10,
    )


def test_cells_beyond_the_head_are_refused_or_kept() -> None:
    """A row longer than the head must not lose its last words in silence."""
    doc, problems = parse_body("| 甲 | 乙 |\n| --- | --- |\n| 丙 | 丁 | 戊 |\n", "docs/x.md", FIRST)
    assert problems or "戊" in doc.text()


def test_footnotes_hold_blocks_under_their_label() -> None:
    """Labels are the editor's; one note may be marked twice."""
    doc = read("甲[^law]乙[^law]丙[^2]\n\n[^law]: 一段\n\n    - 项\n\n[^2]: 另一条\n")
    (block,) = doc.blocks
    assert isinstance(block, Paragraph)
    assert [span for span in block.spans if isinstance(span, FootnoteRef)] == [
        FootnoteRef("law"), FootnoteRef("law"), FootnoteRef("2"),
    ]  # fmt: skip
    item = (Paragraph((Text("项"),), 14),)
    assert doc.footnotes == {
        "law": (Paragraph((Text("一段"),), 12), ListBlock(False, (item,), 14)),
        "2": (Paragraph((Text("另一条"),), 16),),
    }


def test_a_mark_without_a_footnote_stays_visible() -> None:
    """The rules of ``check`` can then find it."""
    assert read("甲[^9]\n").text() == "甲[^9]"


def test_a_mark_before_a_colon_is_a_mark() -> None:
    """Only at the start of a line does a colon make it a footnote."""
    doc = read("甲[^1]: 乙\n\n[^1]: 注\n")
    assert list(doc.footnotes) == ["1"]


@pytest.mark.parametrize(
    "text",
    ["甲\n\n[^1]: 没有人引的注\n", "甲[^1]\n\n[^1]: 没有人引的注\n[^1]: 后来的注\n"],
    ids=["unused", "label-used-twice"],
)
def test_a_footnote_nobody_marks_is_not_lost(text: str) -> None:
    """Text an editor typed is shown or refused, never dropped."""
    doc, problems = parse_body(text, "docs/x.md", FIRST)
    shown = doc.text() + "".join(Doc(blocks).text() for blocks in doc.footnotes.values())
    assert problems or "没有人引的注" in shown


# --- what is text ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<b>粗</b>",
        "<!-- 注释 -->",
        "<div class=\"x\">甲</div>",
        "<img src=x onerror=alert(1)>",
        "<?php echo 1 ?>",
        "<![CDATA[x]]>",
        "{{ 7*7 }}",
        "{% raw %}",
        "$x$",
        "#read(\"x\")",
        "=cmd()",
        "甲^[注]",
        "~~甲~~",
        "[x]: http://a.example",
        "!!! note",
        "??? note",
        "@ref",
    ],
)  # fmt: skip
def test_what_is_not_of_the_dialect_is_plain_text(text: str) -> None:
    """HTML, templates, mathematics and other people's Markdown are read as characters."""
    assert read(f"{text}\n").blocks == (Paragraph((Text(text),), 10),)


def test_html_around_paragraphs_is_text_too() -> None:
    """A block of HTML neither swallows nor hides what is between its tags."""
    doc = read("<div>\n\n甲\n\n</div>\n")
    assert doc.blocks == (
        Paragraph((Text("<div>"),), 10),
        Paragraph((Text("甲"),), 12),
        Paragraph((Text("</div>"),), 14),
    )


def test_character_references_are_read_as_characters() -> None:
    """What an editor copied from a web page means the character."""
    assert read("&lt;b&gt; &amp; &#35; &nbsp;甲\n").text() == "<b> & # \u00a0甲"


def test_an_image_is_not_shown_as_one() -> None:
    """There are no images in the dialect; the address is checked like any link."""
    (block,) = read("![图](x.png)\n").blocks
    assert block == Paragraph((Text("!"), Link("x.png", (Text("图"),), 10)), 10)


@pytest.mark.parametrize("href", ["javascript:alert(1)", "data:text/html,x", "//a.example", "term:竞业限制", "a%20b"])
def test_every_address_reaches_the_rules(href: str) -> None:
    """The parser passes all addresses on as typed, so that ``check`` can resolve or refuse them."""
    (block,) = read(f"[甲]({href})\n").blocks
    assert block == Paragraph((Link(href, (Text("甲"),), 10),), 10)


def test_rules_across_the_page_are_refused() -> None:
    """Sections are made by headings."""
    assert [(line, "分隔线" in words) for line, words in refusals("甲\n\n---\n\n乙\n\n***\n")] == [(3, True), (7, True)]


# --- line ends ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("甲公司的表\n贴在墙上", "甲公司的表贴在墙上"),
        ("先取下来，\n再编号。", "先取下来，再编号。"),
        ("用 pH\n试纸", "用 pH试纸"),
        ("two\nwords", "two words"),
        ("他说“取下来。”\n“好。”", "他说“取下来。”“好。”"),
        ("表贴在墙上——\n谁都看得见", "表贴在墙上——谁都看得见"),
        ("等一等……\n“好。”", "等一等……“好。”"),
    ],
)
def test_a_line_end_between_han_is_no_space(text: str, shown: str) -> None:
    """Editors wrap lines; readers must not see where."""
    assert read(f"{text}\n").text() == shown


@pytest.mark.parametrize(
    "text",
    ["**甲**\n**乙**", "[甲](case:a)\n[乙](case:b)", "**甲**\n乙", "甲\n**乙**", "`甲`\n`乙`", "*甲*\n[乙](case:b)"],
)
def test_a_line_end_between_marked_han_is_no_space(text: str) -> None:
    """Bold words and links are Han as well."""
    assert read(f"{text}\n").text() == "甲乙"


@pytest.mark.parametrize("end", ["  ", "\\"])
def test_a_hard_line_break(end: str) -> None:
    """Two blanks or a backslash at the end of a line keep it."""
    assert read(f"甲{end}\n乙\n").blocks == (Paragraph((Text("甲"), Break(), Text("乙")), 10),)


def test_an_empty_body() -> None:
    """Nothing comes out of nothing."""
    assert read("") == Doc()
    assert read("\n\n \n") == Doc()


def test_sections_cut_at_second_level_headings() -> None:
    """Slides are the sections of a lesson; text before the first has no heading."""
    doc = read("开头\n\n## 一 {#a}\n\n甲\n\n### 小 {#b}\n\n## 二 {#c}\n")
    parts = [(heading.anchor if heading else None, len(blocks)) for heading, blocks in doc.sections()]
    assert parts == [(None, 1), ("a", 2), ("c", 0)]


def test_walk_reaches_every_block() -> None:
    """Rules see text in lists, quotes, blocks and footnotes."""
    doc = read("> 甲\n\n- 乙\n\n::: tip\n> - 丙\n:::\n\n丁[^1]\n\n[^1]: 戊\n")
    found = [Doc((block,)).text() for block in doc.walk() if isinstance(block, Paragraph)]
    assert found == ["甲", "乙", "丙", "丁", "戊"]
