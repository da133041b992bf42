"""The course deck: PowerPoint and HTML read back slide by slide, and every fault noticed."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
import yaml
from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE

from conftest import Project
from helpers import HOSTILE, PPTX, REVEAL, Element, front, job_of, made, packed, parsed, quoted, refused, with_body
from humi.problems import HumiError
from humi.render import fonts
from humi.render.deck import Slide, TableBlock, TextBlock, read_slides, split
from humi.verify import html as html_check
from humi.verify import pptx as pptx_check

pytest_plugins = ("sites",)

LESSON = "docs/training/chemical-core.md"
CASE = "cases/tiny-kettle.md"
FOLDER = "site/downloads/chemical/"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def texts_of(slide: Any) -> list[str]:
    """Every paragraph outside tables, in order, blanks taken out."""
    found = []
    for shape in slide.shapes:
        if shape.has_text_frame:
            found += [packed(paragraph.text) for paragraph in shape.text_frame.paragraphs]
    return [one for one in found if one]


def tables_of(slide: Any) -> list[list[list[str]]]:
    """Every native table as rows of cell texts."""
    return [
        [[cell.text for cell in row.cells] for row in shape.table.rows] for shape in slide.shapes if shape.has_table
    ]


def notes_of(slide: Any) -> str:
    """What the trainer reads on this slide."""
    return str(slide.notes_slide.notes_text_frame.text) if slide.has_notes_slide else ""


def titled(deck: Any, title: str) -> Any:
    """The only slide with this title."""
    (found,) = [slide for slide in deck.slides if slide.shapes.title.text == title]
    return found


def opened(data: bytes) -> Any:
    """A deck from its bytes."""
    return Presentation(io.BytesIO(data))


def sizes(slide: Any) -> list[float]:
    """Every size in points that a slide sets against its layout."""
    return [int(one.get("sz")) / 100 for one in slide.element.iter(f"{A}rPr", f"{A}endParaRPr") if one.get("sz")]


@pytest.fixture(scope="module")
def package(built: Project) -> bytes:
    """The PowerPoint deck of the built tiny site."""
    return built.path(FOLDER + "deck-chemical-core.pptx").read_bytes()


@pytest.fixture(scope="module")
def page(built: Project) -> bytes:
    """The HTML deck of the built tiny site."""
    return built.path(FOLDER + "deck-chemical-core.html").read_bytes()


@pytest.fixture(scope="module")
def slides(built: Project) -> list[Slide]:
    """The slides both decks are made from."""
    return read_slides(built.read("build/manuscripts/deck-chemical-core-pptx.md"))


@pytest.fixture(scope="module")
def case(built: Project) -> dict[str, Any]:
    """The case the lesson tells."""
    return front(built.read(CASE))


@pytest.fixture(scope="module")
def lesson(built: Project) -> dict[str, Any]:
    """The lesson of the deck."""
    return front(built.read(LESSON))


def test_the_slides_stand_in_the_lessons_order(package: bytes, lesson: dict[str, Any], case: dict[str, Any]) -> None:
    titles = [slide.shapes.title.text for slide in opened(package).slides]
    told = [
        lesson["title"],
        "秘密就在控制台上",
        "一张照片的价钱",
        "练一练",
        f"案例：{case['title']}",
        "第1题",
        "第1题：选B",
    ]
    assert titles[0] == lesson["title"]
    assert [title for title in titles if title in told] == told


def test_a_bullet_slide_says_what_was_written(package: bytes) -> None:
    slide = titled(opened(package), "秘密就在控制台上")
    assert texts_of(slide) == ["秘密就在控制台上", "釜温表", "投料顺序卡"]
    bullets = [one.get("char") for one in slide.element.iter(f"{A}buChar")]
    assert bullets == ["•", "•"]


def test_a_figure_slide_shows_number_and_caption(package: bytes) -> None:
    slide = titled(opened(package), "一张照片的价钱")
    assert texts_of(slide)[1:] == ["50万元", "虚构案例里的判赔"]
    assert max(sizes(slide)) >= 60


def test_a_timeline_is_a_native_table(package: bytes, case: dict[str, Any]) -> None:
    (table,) = tables_of(titled(opened(package), f"案例：{case['title']}"))
    assert table[0] == ["时间", "发生了什么"]
    assert table[1] == ["2018年", "甲公司定型釜温表"]
    assert [row[1] for row in table[1:]] == [event["what"] for event in case["timeline"]]


def test_no_slide_is_a_picture(package: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(package)) as parts:
        assert [name for name in parts.namelist() if name.startswith("ppt/media/")] == []


def test_a_table_with_three_columns_keeps_them(project: Project) -> None:
    table = "| 东西 | 谁看得到 | 怎么收 |\n| --- | --- | --- |\n| 釜温表 | 班长 | 交班收回 |\n"
    project.write(LESSON, with_body(project.read(LESSON), f"## 三样东西\n\n{table}\n::: note\n表在台上。\n:::\n"))
    slide = titled(opened(made(project, PPTX)), "三样东西")
    assert tables_of(slide) == [[["东西", "谁看得到", "怎么收"], ["釜温表", "班长", "交班收回"]]]
    assert notes_of(slide) == "表在台上。"
    assert "怎么收" in section(made(project, REVEAL), "三样东西").text


def test_the_notes_stand_on_their_own_slides(package: bytes, case: dict[str, Any]) -> None:
    deck = opened(package)
    assert notes_of(titled(deck, "秘密就在控制台上")).startswith("先请大家看一眼自己的控制台")
    assert notes_of(titled(deck, "一张照片的价钱")).startswith("讲釜温表的故事")
    assert "写到表名和班组，才算写清。" in notes_of(titled(deck, "练一练"))
    assert "写到表名和班组" not in "".join(texts_of(titled(deck, "练一练")))
    assert case["conduct"] in notes_of(titled(deck, f"案例：{case['title']}"))
    asked = [slide for slide in deck.slides if slide.shapes.title.text == "讨论"]
    for slide, one in zip(asked, case["discussion"], strict=True):
        assert texts_of(slide)[1:] == [packed(one["q"])]
        assert notes_of(slide) == one["a"]


def test_a_quiz_slide_does_not_give_its_answer_away(package: bytes, lesson: dict[str, Any]) -> None:
    deck, quiz = opened(package), lesson["quiz"][0]
    asked, answered = texts_of(titled(deck, "第1题")), texts_of(titled(deck, "第1题：选B"))
    assert asked[1:] == [packed(quiz["q"]), *(packed(a + b) for a, b in zip("ABC", quiz["options"], strict=True))]
    assert packed(quiz["why"]) in answered
    assert packed(quiz["why"]) not in "".join(asked)


def test_every_run_of_text_is_marked_chinese(package: bytes) -> None:
    deck = opened(package)
    for slide in deck.slides:
        runs = [*slide.element.iter(f"{A}r"), *slide.notes_slide.notes_text_frame._txBody.iter(f"{A}r")]
        assert runs
        assert {run.find(f"{A}rPr").get("lang") for run in runs} == {"zh-CN"}
    assert deck.core_properties.language == "zh-CN"


def test_the_theme_names_a_font_for_han(package: bytes, built: Project) -> None:
    wanted = yaml.safe_load(built.read("templates/brand.yml"))["type"]
    theme = etree.fromstring(opened(package).slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME).blob)
    for kind in ("majorFont", "minorFont"):
        (font,) = theme.iter(f"{A}{kind}")
        assert font.find(f"{A}ea").get("typeface") == wanted["office_east_asian"]
        assert font.find(f"{A}latin").get("typeface") == wanted["office_latin"]


def test_the_slides_are_16_to_9(package: bytes) -> None:
    deck = opened(package)
    assert deck.slide_width * 9 == deck.slide_height * 16


LONG_TITLE = "离职的人交回编号的表并当面签字" * 6


def test_a_title_too_long_is_named_with_its_slide_and_millimetres(project: Project) -> None:
    project.edit(LESSON, "## 秘密就在控制台上", f"## {LONG_TITLE}")
    message = refused(project, PPTX)
    assert message.startswith(f"{LESSON}:")
    assert re.search(rf"第3张“{LONG_TITLE}”超出[1-9]\d*毫米", message), message


def test_every_slide_that_spills_is_named_at_once(project: Project) -> None:
    project.edit(LESSON, "- 投料顺序卡", "\n".join(f"- 第{number}样东西" for number in range(12)))
    project.edit(LESSON, "写下本岗位一样秘密和看得到它的人。", "写下本岗位一样秘密和看得到它的人。" * 30)
    message = refused(project, PPTX)
    assert re.search(r"第3张“秘密就在控制台上”超出[1-9]\d*毫米", message), message
    assert re.search(r"第5张“练一练”超出[1-9]\d*毫米", message), message


def test_a_table_too_tall_is_named_and_not_shrunk(project: Project) -> None:
    rows = "".join(f"| 第{number}样 | 班长 |\n" for number in range(30))
    project.write(LESSON, with_body(project.read(LESSON), f"## 太长的表\n\n| 东西 | 谁 |\n| --- | --- |\n{rows}"))
    assert re.search(r"“太长的表”超出[1-9]\d*毫米", refused(project, PPTX))


LISTS: dict[str, tuple[str, Callable[[dict[str, Any], list[str]], None], str]] = {
    "objectives": (LESSON, lambda meta, lines: meta.update(objectives=lines), "学完这一课，你能做到"),
    "points": (CASE, lambda meta, lines: meta.update(points=lines), "这个案子教了什么"),
    "lessons": (
        CASE,
        lambda meta, lines: meta.update(lessons=[{"who": "人事", "do": one} for one in lines]),
        "回去这周就做",
    ),
}
"""Lists of any length that a deck shows: the file, how to fill it, the title of its slides."""


@pytest.mark.parametrize("name", LISTS)
def test_a_long_list_goes_over_several_slides_and_is_never_shrunk(project: Project, name: str) -> None:
    file, fill, title = LISTS[name]
    lines = [f"第{number}条，离职的人交回编号的表并当面签字，一份给人事，一份自己留着" for number in range(20)]
    text = project.read(file)
    meta = front(text)
    fill(meta, lines)
    _, _, body = text.partition("\n---\n")
    project.write(file, f"---\n{yaml.safe_dump(meta, allow_unicode=True, sort_keys=False)}---\n{body}")
    parts = [slide for slide in opened(made(project, PPTX)).slides if slide.shapes.title.text.startswith(title)]
    assert [slide.shapes.title.text for slide in parts] == [title] + [f"{title}（续）"] * (len(parts) - 1)
    assert len(parts) >= 3
    shown = "".join("".join(texts_of(slide)[1:]) for slide in parts)
    assert shown.count("签字") == 20
    places = [shown.index(packed(line)) for line in lines]
    assert places == sorted(places)
    for slide in parts:
        assert all(size >= 24 for size in sizes(slide))
        assert list(slide.element.iter(f"{A}normAutofit")) == []


def test_a_long_timeline_goes_over_several_slides(project: Project, case: dict[str, Any]) -> None:
    rows = [{"when": str(1990 + number), "what": f"第{number}年的事"} for number in range(25)]
    project.edit(CASE, project.read(CASE).partition("timeline:\n")[2].partition("amounts:")[0], "@@")
    project.edit(CASE, "timeline:\n@@", f"timeline: {rows}\n")
    parts = [slide for slide in opened(made(project, PPTX)).slides if slide.shapes.title.text.startswith("案例：")]
    tables = [tables_of(slide)[0] for slide in parts]
    assert len(parts) >= 3
    assert all(table[0] == ["时间", "发生了什么"] for table in tables)
    assert [row[1] for table in tables for row in table[1:]] == [row["what"] for row in rows]
    assert all(size >= 12 for slide in parts for size in sizes(slide))
    assert all(
        size >= 20 for slide in parts for shape in slide.shapes if shape.has_table for size in table_sizes(shape)
    )


def table_sizes(shape: Any) -> list[float]:
    """Every size set inside a table."""
    return [int(one.get("sz")) / 100 for one in shape._element.iter(f"{A}rPr") if one.get("sz")]


@pytest.mark.parametrize("counts", [[], [1], [9], [8, 1], [3, 3, 3], [1] * 17, [5, 9, 5], [2, 7, 1, 8, 2, 8]])
def test_split_keeps_every_item_in_order_and_no_part_over_its_measure(counts: list[int]) -> None:
    items = list(enumerate(counts))
    parts = split(items, lambda item: item[1], 8)
    assert [item for part in parts for item in part] == items
    assert all(sum(count for _, count in part) <= 8 or len(part) == 1 for part in parts)
    assert all(parts) or counts == []


def test_a_word_wider_than_its_box_takes_the_lines_it_needs(built: Project) -> None:
    brand = yaml.safe_load(built.read("templates/brand.yml"))
    measure = fonts.metrics(tuple(brand["type"]["sans"]))
    assert measure.lines("好" * 20, 24.0, 240.0) == 2
    assert measure.lines("a" * 200, 24.0, 240.0) >= 8


def section(data: bytes, title: str) -> Element:
    """The only section of an HTML deck with this title."""
    (found,) = [one for one in parsed(data).all("section") if one.all("h1") and one.one("h1").text == title]
    return found


def test_the_html_deck_says_the_same_slide_by_slide(package: bytes, page: bytes) -> None:
    sections = parsed(page).all("section")
    deck = list(opened(package).slides)
    assert len(sections) == len(deck)
    for one, slide in zip(sections, deck, strict=True):
        shown = packed(one.text)
        notes = "".join(packed(aside.text) for aside in one.all("aside"))
        cells = [packed(cell) for table in tables_of(slide) for row in table for cell in row]
        assert [text for text in [*texts_of(slide), *cells] if text not in shown] == []
        assert notes == packed(notes_of(slide))


def test_the_html_deck_loads_nothing_from_outside(page: bytes) -> None:
    tree = parsed(page)
    loads = []
    for tag, name in (("script", "src"), ("link", "href"), ("img", "src"), ("iframe", "src"), ("source", "src")):
        loads += [one.attributes[name] for one in tree.all(tag) if name in one.attributes]
    styles = "".join(str(child) for style in tree.all("style") for child in style.children)
    loads += re.findall(r"url\(\s*[\"']?([^\"')]+)", styles) + re.findall(r"@import\s+[\"']([^\"']+)", styles)
    assert [one for one in loads if not one.startswith(("data:", "#"))] == []
    assert any("Reveal" in str(child) for script in tree.all("script") for child in script.children)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_that_very_text(project: Project, text: str) -> None:
    plain_shape = parsed(made(project, REVEAL)).shape()
    literal = re.sub(r"([\\`*_{}\[\]()#+.!|<>&~^$@:=-])", r"\\\1", text)
    project.edit(LESSON, "title: 化工厂怎样守住釜温表", f"title: {quoted(text)}")
    project.edit(LESSON, "## 秘密就在控制台上", f"## {literal}")
    project.edit(LESSON, "- 投料顺序卡", f"- {literal}")
    project.edit(LESSON, "先请大家看一眼自己的控制台，", f"{literal}，")
    project.edit(LESSON, "  - 知道离职时交回什么", f"  - {quoted(text)}")
    project.edit(CASE, "what: 甲公司定型釜温表", f"what: {quoted(text)}")
    wanted = packed(text)

    deck = opened(made(project, PPTX))
    first, second, third = list(deck.slides)[:3]
    (table,) = [one for slide in deck.slides for one in tables_of(slide)]
    assert first.shapes.title.text == text
    assert texts_of(second)[2] == wanted
    assert [texts_of(third)[at] for at in (0, 2)] == [wanted, wanted]
    assert packed(notes_of(third)).startswith(packed(wanted + "，数一数"))
    assert packed(table[1][1]) == wanted

    data = made(project, REVEAL)
    page = parsed(data)
    sections = page.all("section")
    assert packed(page.one("title").text) == wanted
    assert packed(sections[0].one("h1").text) == wanted
    assert packed(sections[1].all("li")[1].text) == wanted
    assert packed(sections[2].one("h1").text) == wanted
    assert packed(sections[2].all("li")[1].text) == wanted
    assert packed(sections[2].one("aside").text).startswith(packed(wanted + "，数一数"))
    assert wanted in [packed(cell.text) for cell in page.all("td")]
    assert page.shape() == plain_shape


@pytest.mark.parametrize("text", ["谁动了C#", "第一步：A ##"])
def test_a_title_keeps_its_last_character(project: Project, text: str) -> None:
    project.edit(LESSON, "title: 化工厂怎样守住釜温表", f"title: {quoted(text)}")
    project.edit(LESSON, "## 秘密就在控制台上", f"## {text.replace('#', chr(92) + '#')}")
    deck = opened(made(project, PPTX))
    assert [deck.slides[at].shapes.title.text for at in (0, 2)] == [text, text]


FAULTY_BODIES = {
    "subheading": "## 一\n\n### 二\n\n- 三\n",
    "footnote": "## 一\n\n二[^1]\n\n[^1]: 三\n",
    "code": "## 一\n\n    二\n",
    "before the first slide": "零\n\n## 一\n\n- 二\n",
}
"""Bodies the dialect allows and a slide cannot hold."""


@pytest.mark.parametrize("name", FAULTY_BODIES)
def test_what_a_slide_cannot_hold_is_refused_at_its_line(project: Project, name: str) -> None:
    text = with_body(project.read(LESSON), FAULTY_BODIES[name])
    project.write(LESSON, text)
    first = text[: text.index(FAULTY_BODIES[name])].count("\n") + 1
    places = [int(one.split(":")[1]) for one in project.check() if one.startswith(f"{LESSON}:")]
    assert places, "humi check says nothing; the deck cannot show it"
    assert all(line >= first for line in places)


def saved(deck: Any) -> bytes:
    """A deck as bytes."""
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def test_the_check_finds_nothing_wrong_with_right_decks(package: bytes, page: bytes, slides: list[Slide]) -> None:
    assert pptx_check.faults(package, slides) == []
    assert html_check.deck_faults(page, slides) == []


def test_the_check_notices_a_removed_bullet(package: bytes, slides: list[Slide]) -> None:
    deck = opened(package)
    (paragraph,) = [
        paragraph
        for paragraph in titled(deck, "秘密就在控制台上").placeholders[1].text_frame.paragraphs
        if paragraph.text == "投料顺序卡"
    ]
    paragraph._p.getparent().remove(paragraph._p)
    (fault,) = pptx_check.faults(saved(deck), slides)
    assert "秘密就在控制台上" in fault
    assert "投料顺序卡" in fault


def test_the_check_notices_a_removed_cell(package: bytes, slides: list[Slide], case: dict[str, Any]) -> None:
    deck = opened(package)
    slide = titled(deck, f"案例：{case['title']}")
    table = next(shape.table for shape in slide.shapes if shape.has_table)
    table.cell(2, 1).text_frame.paragraphs[0].runs[0].text = ""
    (fault,) = pptx_check.faults(saved(deck), slides)
    assert case["timeline"][1]["what"] in fault


def test_the_check_notices_notes_on_the_wrong_slide(package: bytes, slides: list[Slide]) -> None:
    deck = opened(package)
    one, other = (titled(deck, title).notes_slide.notes_text_frame for title in ("秘密就在控制台上", "一张照片的价钱"))
    one.text, other.text = other.text, one.text
    found = pptx_check.faults(saved(deck), slides)
    assert len([fault for fault in found if "备注" in fault]) == 2


def test_the_check_notices_a_slide_too_few(package: bytes, slides: list[Slide]) -> None:
    found = pptx_check.faults(package, [*slides, Slide("bullets", "多的一张")])
    assert f"应有{len(slides) + 1}张，实有{len(slides)}张" in found


def test_the_check_notices_a_link_out_of_the_file(package: bytes, slides: list[Slide]) -> None:
    deck = opened(package)
    run = titled(deck, "第1题").shapes[1].text_frame.paragraphs[0].runs[0]
    run.hyperlink.address = "https://elsewhere.example/"
    assert any("指向文件以外" in fault for fault in pptx_check.faults(saved(deck), slides))


def test_the_check_notices_text_without_a_language(package: bytes, slides: list[Slide]) -> None:
    deck = opened(package)
    titled(deck, "第1题").shapes.title.text = "第1题"
    (fault,) = pptx_check.faults(saved(deck), slides)
    assert "没有标明中文" in fault


def test_the_check_notices_a_theme_without_a_font_for_han(package: bytes, slides: list[Slide]) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.startswith("ppt/theme/"):
                data = re.sub(rb'<a:ea typeface="[^"]*"', b'<a:ea typeface=""', data)
            new.writestr(name, data)
    assert "主题没有设中文字体" in pptx_check.faults(out.getvalue(), slides)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("<li>投料顺序卡</li>", "", "里没有“投料顺序卡”"),
        ("讲釜温表的故事", "", "少了备注"),
        ("</body>", '<script src="https://elsewhere.example/x.js"></script></body>', "会向外请求"),
        ("</body>", "<style>@import 'https://elsewhere.example/x.css';</style></body>", "会向外请求"),
        ("</body>", '<img srcset="https://elsewhere.example/x.png 2x"></body>', "会向外请求"),
        ("</body>", '<p style="background: url(//elsewhere.example/x.png)"></p></body>', "会向外请求"),
    ],
)
def test_the_check_notices_a_changed_html_deck(
    page: bytes, slides: list[Slide], old: str, new: str, fault: str
) -> None:
    text = page.decode()
    assert old in text
    found = html_check.deck_faults(text.replace(old, new).encode(), slides)
    assert any(fault in one for one in found), found


def test_a_deck_that_lost_a_slide_on_the_road_is_not_kept(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("humi.render.deck_pptx._body", lambda box, slide, measure, kind: 0.0)
    message = refused(project, PPTX)
    assert "里没有“釜温表”" in message
    assert not list(project.path("build").rglob("*.pptx"))


def test_a_slide_of_unknown_kind_is_refused_with_a_sentence() -> None:
    with pytest.raises(HumiError, match="不支持的内容"):
        read_slides("# 一\n\n    code\n")


def test_slides_are_read_from_a_manuscript_by_kind() -> None:
    (slide,) = read_slides(
        "# 一 {.timeline}\n\n- 二\n\n| 三 | 四 |\n| --- | --- |\n| 五 | 六 |\n\n::: notes\n七\n:::\n"
    )
    assert (slide.layout, slide.title, slide.notes) == ("timeline", "一", ["七"])
    assert [type(block) for block in slide.blocks] == [TextBlock, TableBlock]
    assert slide.texts() == ["一", "二", "三", "四", "五", "六"]


@pytest.mark.parametrize(("style", "name"), [(PPTX, "pptx"), (REVEAL, "html")])
def test_the_same_content_gives_the_same_bytes_in_another_folder(
    built: Project, project: Project, style: str, name: str
) -> None:
    assert made(project, style) == built.path(f"{FOLDER}deck-chemical-core.{name}").read_bytes()
    assert job_of(project, style).manuscript == built.read(f"build/manuscripts/deck-chemical-core-{name}.md")
