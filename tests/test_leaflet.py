"""The tri-fold leaflet: every panel read back from the PDF, and every fault noticed."""

from __future__ import annotations

import io
import re

import pikepdf
import pypdfium2
import pytest
import yaml
import zxingcpp

from conftest import Project
from helpers import LEAFLET, front, made, packed, quoted, refused
from humi.verify import pdf

pytest_plugins = ("sites",)

GUIDE = "docs/guides/chemical.md"
CASE = "cases/tiny-kettle.md"
PDF = "site/downloads/chemical/leaflet-chemical.pdf"
ADDRESS = "q/chemical/"

PANELS = {
    "flap": (0, 0, 97),
    "back": (0, 97, 197),
    "front": (0, 197, 297),
    "secret": (1, 0, 100),
    "leak": (1, 100, 200),
    "todo": (1, 200, 297),
}
"""Page, left and right edge in millimetres of each panel of the printed sheet."""


def panel(data: bytes, name: str) -> str:
    """The text that stands on one panel, without blanks."""
    page, left, right = PANELS[name]
    document = pypdfium2.PdfDocument(data)
    try:
        text = document[page].get_textpage().get_text_bounded(left / 25.4 * 72, 0, right / 25.4 * 72, 210 / 25.4 * 72)
    finally:
        document.close()
    return packed(text)


def dictionaries(document: pikepdf.Pdf, key: str, value: str) -> list[pikepdf.Object]:
    """Every dictionary of a PDF whose ``key`` has this value."""
    return [one for one in document.objects if isinstance(one, pikepdf.Dictionary) and one.get(key) == value]


@pytest.fixture(scope="module")
def sheet(built: Project) -> bytes:
    """The leaflet of the built tiny site."""
    return built.path(PDF).read_bytes()


@pytest.fixture(scope="module")
def words(built: Project) -> dict[str, list[str]]:
    """What each panel must say, read from the content files."""
    guide, case = front(built.read(GUIDE)), front(built.read(CASE))
    brand = yaml.safe_load(built.read("templates/brand.yml"))
    leaflet = guide["leaflet"]
    found = {
        "front": [leaflet["cover"]["line"], leaflet["cover"]["sub"], brand["office"]["name"], brand["edition"]],
        "flap": [case["title"], leaflet["case"]["text"], case["authority"], guide["slogans"][0]],
        "back": [brand["office"]["hotline"], brand["site"]["url"] + ADDRESS],
    }
    found["flap"] += [one["who"] + "：" + one["do"] for one in case["lessons"][:3]]
    for name in ("secret", "leak", "todo"):
        found[name] = [leaflet[name]["title"], *leaflet[name]["bullets"]]
    found["back"] += [front(built.read("docs/remedies/admin-report.md"))["title"]]
    return found


@pytest.mark.parametrize("name", PANELS)
def test_each_panel_says_what_the_content_says(sheet: bytes, words: dict[str, list[str]], name: str) -> None:
    shown = panel(sheet, name)
    assert [one for one in words[name] if packed(one) not in shown] == []


@pytest.mark.parametrize("name", PANELS)
def test_no_panel_shows_its_neighbours_words(sheet: bytes, words: dict[str, list[str]], name: str) -> None:
    neighbour = {"secret": "front", "leak": "secret", "todo": "leak", "flap": "todo", "front": "flap", "back": "todo"}[
        name
    ]
    assert packed(words[neighbour][0]) not in panel(sheet, name)


def test_the_sheet_is_two_landscape_a4_pages(sheet: bytes) -> None:
    with pikepdf.open(io.BytesIO(sheet)) as document:
        sizes = [[round(float(value) / 72 * 25.4) for value in page.mediabox[2:]] for page in document.pages]
    assert sizes == [[297, 210], [297, 210]]


def test_the_pdf_is_tagged_pdf_ua_1_in_chinese(sheet: bytes) -> None:
    with pikepdf.open(io.BytesIO(sheet)) as document:
        assert "/StructTreeRoot" in document.Root
        assert bool(document.Root.MarkInfo.Marked)
        assert str(document.Root.Lang).startswith("zh")
        assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
        with document.open_metadata() as meta:
            assert str(meta["pdfuaid:part"]) == "1"
            assert "化工三折页" in str(meta["dc:title"])


def test_every_picture_has_words_for_those_who_cannot_see_it(sheet: bytes) -> None:
    with pikepdf.open(io.BytesIO(sheet)) as document:
        figures = [
            one for one in document.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"
        ]
        assert len(figures) >= 2
        assert all(str(one.get("/Alt", "")) for one in figures)


def test_every_font_is_embedded(sheet: bytes) -> None:
    with pikepdf.open(io.BytesIO(sheet)) as document:
        kinds = ("/FontDescriptor",)
        descriptors = [
            one for one in document.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") in kinds
        ]
        fonts = [one for one in document.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font"]
        assert descriptors
        assert all(any(key in one for key in ("/FontFile", "/FontFile2", "/FontFile3")) for one in descriptors)
        plain = [one for one in fonts if "/DescendantFonts" not in one]
        assert all("/FontDescriptor" in one or one.get("/Subtype") == "/Type3" for one in plain)


def test_the_text_is_read_from_the_cover_on(sheet: bytes, words: dict[str, list[str]]) -> None:
    document = pypdfium2.PdfDocument(sheet)
    text = packed("".join(page.get_textpage().get_text_range() for page in document))
    document.close()
    places = [text.index(packed(words[name][0])) for name in ("front", "flap", "secret", "leak", "todo")]
    assert places == sorted(places)


def test_the_printed_code_leads_to_the_guides_permanent_address(sheet: bytes, built: Project) -> None:
    address = yaml.safe_load(built.read("templates/brand.yml"))["site"]["url"] + ADDRESS
    document = pypdfium2.PdfDocument(sheet)
    codes = [code.text for page in document for code in zxingcpp.read_barcodes(page.render(scale=150 / 72).to_pil())]
    document.close()
    assert codes == [address]


def test_the_same_content_gives_the_same_bytes_in_another_folder(sheet: bytes, project: Project) -> None:
    assert made(project, LEAFLET) == sheet


LONG = "离职的人交回编号的表，双方签字，一份给人事。"
OVERFLOWS = {
    "封面": ("leaflet.cover", GUIDE, "line: 一张表，三年工夫", f"line: {LONG * 12}"),
    "折进页": ("leaflet.case.text", CASE, "do: 控制室门口放手机柜", f"do: {LONG * 20}"),
    "内一": ("leaflet.secret", GUIDE, "[釜温表和投料顺序, 小试失败的记录]", f"[{LONG * 20}, 小试失败的记录]"),
    "内二": ("leaflet.leak", GUIDE, "title: 这样漏出去", f"title: {LONG * 20}"),
    "内三": ("leaflet.todo", GUIDE, "人事改离职交接单, 行政装手机柜]", f"{LONG * 20}, 行政装手机柜]"),
}
"""For each panel: the field a person must shorten, and an edit that makes the panel spill."""


@pytest.mark.parametrize("name", OVERFLOWS)
def test_a_panel_that_spills_is_named_with_millimetres_and_field(project: Project, name: str) -> None:
    field, file, old, new = OVERFLOWS[name]
    project.edit(file, old, new)
    message = refused(project, LEAFLET)
    assert message.startswith(f"{GUIDE}:")
    assert re.search(rf"{name}超出[1-9]\d*(\.\d+)?毫米，请改短 {re.escape(field)}", message), message
    assert message.count("超出") == 1, message


def test_the_millimetres_are_those_of_the_lines_that_do_not_fit(project: Project) -> None:
    start, over = "釜温表和投料顺序", []
    for length in (400, 440):
        project.edit(GUIDE, f"bullets: [{start}", f"bullets: [{'表' * length}")
        start = "表" * length
        over.append(float(re.findall(r"超出([\d.]+)毫米", refused(project, LEAFLET))[0]))
    lines = (over[1] - over[0]) / (14.5 * 1.75 / 72 * 25.4)
    # 40 characters of 14.5 points fill two to three lines of a panel 80 mm wide.
    assert 1.5 < lines < 3.5


def test_a_word_too_long_for_its_line_is_a_spill_as_well(project: Project) -> None:
    project.edit(GUIDE, "title: 这些是你的秘密", "title: ThermogravimetricAnalysisProtocol")
    assert re.search(r"内一超出[\d.]+毫米，请改短 leaflet\.secret", refused(project, LEAFLET))


def test_a_character_no_font_has_is_refused_and_named(project: Project) -> None:
    project.edit(GUIDE, "小试失败的记录]", "小试失败的记录\U00013000]")
    message = refused(project, LEAFLET)
    assert message.startswith(f"{GUIDE}:")
    assert "\U00013000" in message


PLACES = {
    "front": ("sub: 化工企业商业秘密保护", "sub: {}"),
    "flap": ("text: 班长离职前拍走釜温表，新东家照着开车。法院判赔50万元。", "text: {}"),
    "secret": ("title: 这些是你的秘密", "title: {}"),
    "leak": ("bullets: [表贴在墙上，谁都能拍", "bullets: [{}"),
    "todo": ("bullets: [车间主任取下墙上的表", "bullets: [{}"),
}
"""One field of each panel that editors fill."""

TEXTS = (
    '#read("x")',
    "{{ 7*7 }}",
    "<script>alert(1)</script>",
    "=cmd()",
    "#import sys: *",
    "*a* _b_ `c` $d$ @e",
    "\\#pagebreak()",
    "// x /* y */",
    "<label> ~ -- ...",
    "]#panic()[",
)


@pytest.mark.parametrize("text", TEXTS)
def test_hostile_text_is_printed_as_that_very_text(project: Project, text: str) -> None:
    for old, new in PLACES.values():
        project.edit(GUIDE, old, new.format(quoted(text)))
    data = made(project, LEAFLET)
    assert [name for name in PLACES if packed(text) not in panel(data, name)] == []


@pytest.mark.parametrize("text", ["1. 收表", "+ 收表", "- 收表", "/ 收表: 签字", "= 收表", "(1) 收表", "a. 收表"])
def test_a_bullet_that_begins_like_a_list_stays_a_bullet(project: Project, text: str) -> None:
    project.edit(GUIDE, "bullets: [车间主任取下墙上的表", f"bullets: [{quoted(text)}")
    assert packed(text) in panel(made(project, LEAFLET), "todo")


@pytest.mark.parametrize("text", ["谁动了C#", "= 收表", "- 收表"])
def test_a_heading_keeps_its_first_and_last_characters(project: Project, text: str) -> None:
    project.edit(GUIDE, "title: 这周就做三件", f"title: {quoted(text)}")
    assert panel(made(project, LEAFLET), "todo").startswith("3" + packed(text))


@pytest.fixture
def facts(words: dict[str, list[str]], built: Project) -> pdf.PdfFacts:
    """What the leaflet holds in truth."""
    address = yaml.safe_load(built.read("templates/brand.yml"))["site"]["url"] + ADDRESS
    return pdf.PdfFacts(2, [one for texts in words.values() for one in texts], [address])


def test_the_check_finds_nothing_wrong_with_a_right_leaflet(sheet: bytes, facts: pdf.PdfFacts) -> None:
    assert pdf.faults(sheet, facts) == []
    assert pdf.page_count(sheet) == 2


def test_the_check_reports_a_wrong_page_count(sheet: bytes, facts: pdf.PdfFacts) -> None:
    assert pdf.faults(sheet, pdf.PdfFacts(3, facts.texts, facts.addresses)) == ["应有3页，实有2页"]


def test_the_check_reports_a_text_that_is_not_there(sheet: bytes, facts: pdf.PdfFacts) -> None:
    (fault,) = pdf.faults(sheet, pdf.PdfFacts(2, [*facts.texts, "印刷厂丢了这一句"], facts.addresses))
    assert "印刷厂丢了这一句" in fault


def test_the_check_reports_a_code_that_is_not_there(sheet: bytes, facts: pdf.PdfFacts) -> None:
    wanted = "https://humi.example/q/another/"
    (fault,) = pdf.faults(sheet, pdf.PdfFacts(2, facts.texts, [wanted]))
    assert wanted in fault


def changed(sheet: bytes, change: str) -> bytes:
    """The leaflet with one property taken away."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(sheet)) as document:
        if change == "tags":
            del document.Root.StructTreeRoot
        elif change == "language":
            del document.Root.Lang
        elif change == "mark":
            del document.Root.Metadata
        else:
            for one in dictionaries(document, "/Type", "/FontDescriptor"):
                for key in ("/FontFile", "/FontFile2", "/FontFile3"):
                    if key in one:
                        del one[key]
        document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("change", "fault"),
    [("tags", "没有无障碍标签"), ("language", "没有标明中文"), ("mark", "没有PDF/UA-1标记"), ("fonts", "没有嵌入")],
)
def test_the_check_reports_what_a_pdf_has_lost(sheet: bytes, facts: pdf.PdfFacts, change: str, fault: str) -> None:
    found = pdf.faults(changed(sheet, change), facts)
    assert found
    assert all(fault in one for one in found)


def test_a_leaflet_that_lost_a_sentence_on_the_road_is_not_kept(project: Project) -> None:
    project.edit(
        "templates/leaflet/panels.lua",
        "  out:extend(blocks)\n",
        "  if name ~= 'panel-leak' then out:extend(blocks) end\n",
    )
    message = refused(project, LEAFLET)
    assert "印出来的文字里没有“这样漏出去”" in message
    assert not list(project.path("build").rglob("*.pdf"))
