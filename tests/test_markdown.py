"""Content is data: whatever an editor typed comes out as those very characters, in every place and both readers."""

from __future__ import annotations

import functools
import re
from html.parser import HTMLParser

import markdown
import pytest
from mkdocs.config import load_config

from conftest import REPOSITORY
from humi.load.dialect import parse_body
from humi.records.markup import (
    Block,
    Break,
    Code,
    CodeSpan,
    Doc,
    Emphasis,
    Fence,
    Heading,
    Link,
    ListBlock,
    Paragraph,
    Quote,
    Strong,
    Table,
    Text,
)
from humi.render.ast import lines_of, plain
from humi.render.markdown import BodyWriter, Markdown, escape
from humi.render.pandoc import read_ast
from humi.render.templating import environment, yuan

NASTY = [
    # other languages: Typst, Jinja, HTML, spreadsheets, TeX, PHP, shell
    '#read("x")', "#let x = 1", "{{ 7*7 }}", "{% raw %}", "{# x #}", "<# x #>", "${x}", "<script>alert(1)</script>",
    "<b>粗</b>", "<!-- x -->", "<br>", "</div>", '<div markdown="1">', "<https://a.example>", "=cmd()", "@SUM(A1)",
    "$x$", "$$x$$", "\\textbf{x}", "\\(x\\)", "<?php x ?>", "`rm`{=html}", "![](x.png)",
    # starts of blocks
    "# x", "## x", "#x", "1. x", "1986. 那年", "1) x", "(1) x", "a. x", "i) x", "#. x", "(@) x", "- x", "+ x", "* x",
    "> x", "::: note", ":::", ":::: {.x}", ": x", "!!! note", '!!! note "x"', "??? note", "???+ note", '=== "x"',
    "===", "---", "- - -", "***", "* * *", "___", "~~~", "```", "```python", "%", "% 标题", "| a | b |", "|", "+---+",
    "[^1]: x", "[x]: http://a.example", "*[x]: y", "[TOC]", "[ ] x", "[x] y", "{.cls}", "{#id}", "{: .cls }", "-", "+",
    "1.", "=", "#", ">", "--- x", "--", "\u2026", "Table: x", "Term",
    # inside a line
    "[x](y)", "[x][y]", "[x]{.cls}", "x {.cls}", "x {#id}", "^[note]", "x[^1]", "@ref", "[@ref]", "x^2^", "x~2~",
    "~~x~~", "==x==", "++x++", "*a*", "**a**", "***a***", "_a_", "__a__", "__init__.py", "2*3*4", "a_b_c", "`a`",
    "``a`b``", "`", "*", "**", "_", "a\\b", "a\\\\b", "\\#", "\\*a\\*", "甲\\", "&amp;", "&lt;b&gt;", "&#35;", "&copy;",
    "&", "<", "C#", "C #", "x ##", "# x #", "!", "!!!", "![x]", "x!", "{{", "}}", "http://a.example/x_y_z",
    "https://a.example/*x*", "a@b.example", ":smile:", "Mr. Smith", "p. 3", "1...2", "a--b---c", '"x"', "'x'", "(c)",
    "->", "x|y", "|x|", "x\\|y", "100%", "5 > 3", "3 < 5", "a = b", "甲：乙", "《甲》", "“甲”", "第1. 条",
]  # fmt: skip
"""What an editor may type and some program might take for its own."""

FOLDED = [
    "甲\n- 乙", "甲\n\n# 乙", "甲\r\n> 乙", "甲\r# 乙", "甲\n\n\n| 乙 |", "甲  \n乙", "    甲", "甲\t乙", "甲\n    乙",
]  # fmt: skip
"""What holds line ends or runs of blanks: the words come out in one line."""


def one_line(value: str) -> str:
    """A value as a line of text shows it."""
    return re.sub(r"\s+", " ", value).strip()


# --- Python-Markdown, as MkDocs runs it --------------------------------------------------------------------


@functools.cache
def site_reader() -> markdown.Markdown:
    """Python-Markdown with the extensions of mkdocs.yml and those MkDocs adds."""
    config = load_config(str(REPOSITORY / "mkdocs.yml"))
    return markdown.Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)


class Page(HTMLParser):
    """The elements of a page and the text of its blocks, permanent links left out."""

    BLOCKS = ("p", "li", "th", "td", "h2", "blockquote")

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.texts: list[str] = []
        self._in_permalink = False
        self.feed(html)
        self.close()
        self.lines = [one_line(text) for text in self.texts if text.strip()]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element; a block begins a new piece of text."""
        if tag == "a" and ("class", "headerlink") in attrs:
            self._in_permalink = True
            return
        self.tags.append(tag)
        if tag in self.BLOCKS:
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        """The permanent link ends with its element."""
        if tag == "a":
            self._in_permalink = False

    def handle_data(self, data: str) -> None:
        """Text of the block that began last."""
        if not self._in_permalink:
            if not self.texts:
                self.texts.append("")
            self.texts[-1] += data

    def handle_comment(self, data: str) -> None:
        """A comment would be text that nobody sees."""
        self.tags.append(f"comment {data}")

    def handle_pi(self, data: str) -> None:
        """So would an instruction."""
        self.tags.append(f"instruction {data}")


def page(text: str) -> Page:
    """A manuscript as the site shows it."""
    reader = site_reader()
    reader.reset()
    return Page(reader.convert(text))


PLACES = {
    "paragraph": ("甲\n\n{}\n\n乙", ["p", "p", "p"], ["甲", "{}", "乙"]),
    "alone": ("{}", ["p"], ["{}"]),
    "after-words": ("甲：{}乙", ["p"], ["甲：{}乙"]),
    "bullet": ("-   {}\n-   乙", ["ul", "li", "li"], ["{}", "乙"]),
    "number": ("1.  {}\n2.  乙", ["ol", "li", "li"], ["{}", "乙"]),
    "heading": ("## {}\n\n乙", ["h2", "p"], ["{}", "乙"]),
    "heading-with-anchor": ("## {} {{#x}}\n\n乙", ["h2", "p"], ["{}", "乙"]),
    "quote": ("> {}", ["blockquote", "p"], ["{}"]),
    "bold": ("**{}**：乙", ["p", "strong"], ["{}：乙"]),
    "box": ('!!! note "乙"\n\n    {}\n', ["div", "p", "p"], ["乙", "{}"]),
    "cell": (
        "| 甲 | 乙 |\n| --- | --- |\n| {} | 丙 {} |",
        ["table", "thead", "tr", "th", "th", "tbody", "tr", "td", "td"],
        ["甲", "乙", "{}", "丙 {}"],
    ),
}
"""Where templates put a value: the Markdown around it, the elements it makes, the lines a reader sees."""


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("value", NASTY + FOLDED)
def test_the_site_shows_what_was_typed(value: str, place: str) -> None:
    """The same characters, and no element that was not meant."""
    frame, tags, lines = PLACES[place]
    found = page(frame.format(*[escape(value)] * frame.count("{}")))
    shown = one_line(value)
    assert found.tags == tags
    assert found.lines == [line.replace("{}", shown) for line in lines]


# --- pandoc ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", NASTY + FOLDED)
def test_leaflet_and_deck_show_what_was_typed(value: str) -> None:
    """Through pandoc, in every place a template puts a value."""
    it, shown = escape(value), one_line(value)
    manuscript = (
        f"# {it} {{.bullets}}\n\n## {it}\n\n{it}\n\n甲：{it}乙\n\n-   {it}\n-   乙\n\n甲\n\n1.  {it}\n\n"
        f"> {it}\n\n| 甲 | 乙 |\n| --- | --- |\n| {it} | 丙 {it} |\n\n**{it}**：乙\n\n::: notes\n{it}\n:::\n"
    )
    blocks = read_ast(manuscript)["blocks"]
    assert [block["t"] for block in blocks] == [
        "Header", "Header", "Para", "Para", "BulletList", "Para", "OrderedList", "BlockQuote", "Table", "Para", "Div",
    ]  # fmt: skip
    assert blocks[0]["c"][1][1] == ["bullets"]
    assert [plain(line) for line in lines_of(blocks)] == [
        shown, shown, shown, f"甲：{shown}乙", shown, "乙", "甲", shown,
        shown, "甲　乙", f"{shown}　丙 {shown}", f"{shown}：乙", shown,
    ]  # fmt: skip


# --- bodies ------------------------------------------------------------------------------------------------


def written(*blocks: Block) -> str:
    """Blocks as Markdown, links kept."""
    return BodyWriter(lambda href: href).doc(Doc(blocks))


def body_with(value: str) -> tuple[Block, ...]:
    """A body that holds a value in every kind of block."""
    text = (Text(value),)
    line = Paragraph(text, 1)
    nested = ListBlock(True, ((line,),), 1)
    return (
        Heading(2, text, "x", 1),
        line,
        Paragraph((Text("甲："), Strong(text), Text("与"), Emphasis(text), Text("与"), Link("#x", text)), 1),
        ListBlock(False, ((line,), (line, nested)), 1),
        Quote((line,), 1),
        Table((text, (Text("乙"),)), ((text, (Text("丙"), *text)),), 1),
        Paragraph((CodeSpan(value), Text("乙")), 1),
    )


@pytest.mark.parametrize("value", NASTY)
def test_a_body_shows_what_was_typed(value: str) -> None:
    """The characters of a body's text are those of its tree, on the site and through pandoc."""
    text = written(*body_with(value))
    shown = one_line(value)
    expected = [
        shown, shown, f"甲：{shown}与{shown}与{shown}", shown, shown, shown, shown,
        shown, "乙", shown, f"丙{shown}", f"{shown}乙",
    ]  # fmt: skip
    assert page(text).lines == expected
    lines = [plain(line) for line in lines_of(read_ast(text)["blocks"])]
    assert lines == [*expected[:7], f"{shown}　乙", f"{shown}　丙{shown}", f"{shown}乙"]


@pytest.mark.parametrize("value", NASTY)
def test_a_line_after_a_hard_break_shows_what_was_typed(value: str) -> None:
    """The start of the second line of a paragraph is a start of a line as well."""
    text = written(Paragraph((Text("甲"), Break(), Text(value)), 1), Paragraph((Text("乙"),), 1))
    shown = one_line(value)
    found = page(text)
    assert found.tags == ["p", "br", "p"]
    assert found.lines == [f"甲 {shown}", "乙"]
    lines = [plain(line) for line in lines_of(read_ast(text)["blocks"])]
    assert lines == [f"甲\v{shown}", "乙"]


@pytest.mark.parametrize("value", NASTY)
def test_code_is_shown_line_by_line(value: str) -> None:
    """A code block keeps its characters on the site."""
    code = f"一行\n{value}\n    缩进"
    found = page(written(Paragraph((Text("甲"),), 1), Code(code, 1)))
    assert found.tags == ["p", "pre", "code"]
    assert found.texts[0].strip("\n") == f"甲\n{code}"


@pytest.mark.parametrize("value", ["一行\n# 二行", "<b>x</b>", "`x`", '#read("x")'])
def test_code_reaches_leaflet_and_deck(value: str) -> None:
    """A code block is not left out of the lines that are checked on the finished file."""
    text = written(Paragraph((Text("甲"),), 1), Code(value, 1))
    shown = "\n".join(plain(line) for line in lines_of(read_ast(text)["blocks"]))
    assert shown == f"甲\n{value}"


@pytest.mark.parametrize(
    "text",
    [
        "## 标题 {#t}\n\n一段**重点**，见[案子](#t)。\n",
        "- 甲\n    - 乙\n        1. 丙\n    - 丁\n- 戊\n\n    第二段\n",
        "1. 甲\n\n    > 引文\n\n2. 乙\n",
        "1. 甲\n    - 乙\n\n        丙\n2. 丁\n",
        "1. 甲\n\n    | 乙 | 丙 |\n    | --- | --- |\n    | 丁 | 戊 |\n2. 己\n",
        "| 甲 | 乙 |\n| --- | --- |\n| **丙** | a \\| b |\n",
        "> 甲\n>\n> - 乙\n",
        "甲\n\n- 乙\n\n丙\n\n1. 丁\n",
        "甲[^1]乙\n\n[^1]: 注\n",
        "\\# 甲\n\n\\- 乙\n\n1\\. 丙\n",
        "甲\\\n\\# 乙\n",
        "甲\\\n\\- 乙\n",
        "甲\\\n1\\. 乙\n",
        "*甲***乙**\n",
        "- 甲\n\n* 乙\n",
        "**（一）注意**事项\n",
        "**“表”**要收\n",
    ],
)
def test_a_body_is_read_alike_by_both(text: str) -> None:
    """What markdown-it read is what Python-Markdown and pandoc read from what is written."""
    doc, problems = parse_body(text, "docs/x.md", 1)
    assert problems == []
    wanted = re.sub(r"\s", "", doc.text())
    out = BodyWriter(lambda href: href).doc(doc)
    assert re.sub(r"\s", "", "".join(lines_of_site(out))) == wanted
    assert re.sub(r"[\s\v]", "", "".join(plain(line) for line in lines_of(read_ast(out)["blocks"]))) == wanted


def lines_of_site(text: str) -> list[str]:
    """The lines of a page without footnotes and their marks."""
    reader = site_reader()
    reader.reset()
    html = re.sub(r'<sup id="fnref.*?</sup>|<div class="footnote">.*?</div>', "", reader.convert(text), flags=re.S)
    return Page(html).lines


def test_two_lists_after_each_other_stay_two() -> None:
    """A bullet list that follows another keeps its own items together."""
    doc, _ = parse_body("1. 甲\n2. 乙\n\n- 丙\n", "docs/x.md", 1)
    out = BodyWriter(lambda href: href).doc(doc)
    assert page(out).tags == ["ol", "li", "li", "ul", "li"]
    assert [block["t"] for block in read_ast(out)["blocks"]] == ["OrderedList", "BulletList"]


def test_a_long_list_keeps_its_numbers() -> None:
    """The hundredth item is an item like the first."""
    items = tuple((Paragraph((Text("甲"),), 1), Paragraph((Text("乙"),), 1)) for _ in range(105))
    out = written(ListBlock(True, items, 1))
    assert page(out).lines == ["甲", "乙"] * 105
    (block,) = read_ast(out)["blocks"]
    assert (block["t"], len(block["c"][1])) == ("OrderedList", 105)


def test_blocks_of_the_closed_set_become_divs() -> None:
    """pandoc's fenced div of the same name, whatever the text inside."""
    tip = Fence("tip", (Paragraph((Text("::: x"),), 1), Paragraph((Text(":::"),), 1)), 1)
    out = written(tip, Paragraph((Text("乙"),), 1))
    div, after = read_ast(out)["blocks"]
    assert (div["t"], div["c"][0][1], after["t"]) == ("Div", ["tip"], "Para")
    assert [plain(line) for line in lines_of([div])] == ["::: x", ":::"]


def test_a_link_without_an_address_keeps_its_words() -> None:
    """Leaflets and decks have no links; what the link said is still said."""
    link = Paragraph((Text("见"), Link("case:x", (Text("[案子]"),)), Text("。")), 1)
    out = BodyWriter(lambda href: None).doc(Doc((link,)))
    assert page(out).lines == ["见[案子]。"]
    assert page(out).tags == ["p"]


# --- templates ---------------------------------------------------------------------------------------------


TYPED = ["{{ 7*7 }}", "{% for x in y %}", "<# x #>", "**甲**", "<b>", '#read("x")', "甲|乙", '"甲"', "a & b", "'x'"]


@pytest.mark.parametrize("value", TYPED)
@pytest.mark.parametrize(
    "source", ["{{ one }}", "甲{{ one }}", "{{ '甲' ~ one }}", "{{ [one, one]|join('、') }}", "{{ one|trim }}"]
)
def test_templates_escape_every_value(source: str, value: str) -> None:
    """A value printed by a template, alone, joined or through a filter, is never run and never markup."""
    template = environment(REPOSITORY / "templates").from_string(source)
    found = page(template.render(one=value))
    assert found.tags == ["p"]
    assert found.lines == [template.render(one="值").replace("值", value)]


@pytest.mark.parametrize("value", NASTY)
def test_the_title_of_a_box_shows_what_was_typed(value: str) -> None:
    """Questions become titles of boxes, between quotation marks."""
    template = environment(REPOSITORY / "templates").from_string('??? question "{{ one|quoted }}"\n\n    答\n')
    reader = site_reader()
    reader.reset()
    html = reader.convert(template.render(one=value))
    match = re.fullmatch(r'<details class="question">\s*<summary>(.*)</summary>\s*<p>答</p>\s*</details>', html, re.S)
    assert match, html
    found = Page(match[1])
    assert found.tags == []
    assert found.lines == [value]


@pytest.mark.parametrize("value", NASTY)
def test_cells_show_what_was_typed(value: str) -> None:
    """A row written from a list has as many cells as the list."""
    template = environment(REPOSITORY / "templates").from_string("| 甲 | 乙 |\n| --- | --- |\n| {{ row|cells }} |\n")
    assert page(template.render(row=[value, value])).lines == ["甲", "乙", value, value]


@pytest.mark.parametrize(
    ("cny", "text"),
    [
        (2062, "2062元"), (9999, "9999元"), (10_000, "1万元"), (3_500_000, "350万元"), (2_310_500, "231.05万元"),
        (159_321_671, "1.59亿元"), (100_000_000, "1亿元"), (1_000_000_000, "10亿元"), (1, "1元"),
    ],
)  # fmt: skip
def test_money_as_readers_say_it(cny: int, text: str) -> None:
    """Whole yuan in, 元, 万元 or 亿元 out."""
    assert yuan(cny) == text


@pytest.mark.parametrize("cny", [99_999_999, 99_999_960])
def test_money_is_never_ten_thousand_times_ten_thousand(cny: int) -> None:
    """What rounds up to a hundred million is said in 亿元."""
    assert yuan(cny) != "10000万元"


def test_templates_leave_markdown_as_it_is() -> None:
    """What is Markdown already is not escaped twice."""
    env = environment(REPOSITORY / "templates")
    assert env.from_string("{{ one }}").render(one=Markdown("**甲**")) == "**甲**"
    assert env.from_string("{{ one }}").render(one=None) == ""
    assert escape(Markdown("# 甲")) == "# 甲"
    assert escape("# 甲") != "# 甲"
    assert escape(escape("# 甲")) == escape("# 甲")
    assert escape(12) == "12"
