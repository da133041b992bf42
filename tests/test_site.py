"""The pages: what stands on them, compared with golden files, and that content never becomes markup.

``HUMI_GOLDEN=write pytest tests/test_site.py`` writes the golden files anew; read the difference before committing it.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import REPOSITORY, Project
from helpers import HOSTILE, Element, article, case_story, front, packed, pages_of, parsed, quoted, with_body
from humi.verify import site as site_check

pytest_plugins = ("sites",)

CASE = "cases/tiny-kettle.md"
GUIDE = "docs/guides/chemical.md"
GOLDEN = REPOSITORY / "tests" / "golden"
PAGES = ("cases/tiny-kettle", "policies/aucl-2025", "policies/aucl-2019", "guides/chemical")
INLINE = frozenset(("a", "b", "br", "code", "em", "kbd", "mark", "small", "span", "strong", "sup", "time"))


def outline(element: Element, depth: int = 0) -> Iterator[str]:
    """An element as indented lines: names, ids, classes, addresses and text; nothing of layout or this machine."""
    if element.tag in ("script", "style", "svg") or "headerlink" in element.attributes.get("class", ""):
        return
    head = "  " * depth + name_of(element)
    if all(isinstance(child, str) or child.tag in INLINE for child in element.children):
        text = words(element)
        if text or element.attributes:
            yield f"{head} {text}".rstrip()
        return
    yield head
    for child in element.children:
        if isinstance(child, Element):
            yield from outline(child, depth + 1)
        elif child.strip():
            yield "  " * (depth + 1) + tidy(child)


def name_of(element: Element) -> str:
    """``tag#id.class [address]``."""
    name = element.tag
    if "id" in element.attributes:
        name += f"#{element.attributes['id']}"
    name += "".join(f".{one}" for one in element.attributes.get("class", "").split())
    for key in ("href", "src", "alt"):
        if key in element.attributes:
            name += f" [{element.attributes[key]}]"
    return name


def words(element: Element) -> str:
    """The text of an element with what is inside it in one line."""
    parts = []
    for child in element.children:
        if isinstance(child, str):
            parts.append(child)
        elif "headerlink" not in child.attributes.get("class", ""):
            parts.append(f"<{name_of(child)}>{words(child)}</>")
    return tidy("".join(parts))


def tidy(text: str) -> str:
    """Blanks made one; sizes of files, which depend on this machine's fonts, left out."""
    return re.sub(r"\d+(\.\d+)?[KM]B", "…KB", re.sub(r"\s+", " ", text)).strip()


@pytest.mark.parametrize("name", PAGES)
def test_the_content_part_is_as_it_was_agreed(built: Project, name: str) -> None:
    shown = "\n".join(outline(article(built.path(f"site/{name}/index.html")))) + "\n"
    golden = GOLDEN / f"{name.replace('/', '-')}.txt"
    if os.environ.get("HUMI_GOLDEN") == "write":
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(shown, encoding="utf-8")
    assert golden.is_file(), f"no {golden.name}: run HUMI_GOLDEN=write pytest tests/test_site.py, and read it"
    assert shown.split("\n") == golden.read_text(encoding="utf-8").split("\n")


def test_every_golden_file_belongs_to_a_page() -> None:
    assert {path.stem for path in GOLDEN.iterdir()} == {name.replace("/", "-") for name in PAGES}


KEPT = ("id", "industry", "kind", "result", "stage", "dockets", "decided", "secret_types", "gaps", "channels", "laws")
KEPT += ("confidence", "checked", "role", "finding", "when", "nature", "cny", "answer", "url")
"""Fields whose values are numbers, dates or words from a closed list."""


def fill(value: Any, word: Callable[[str], str], path: str = "") -> Any:
    """Front matter with every free text replaced by ``word`` of the name of its field."""
    if isinstance(value, dict):
        return {key: one if key in KEPT else fill(one, word, f"{path}.{key}") for key, one in value.items()}
    if isinstance(value, list):
        return [fill(one, word, f"{path}.{at}") for at, one in enumerate(value)]
    return word(path.strip(".")) if isinstance(value, str) else value


def literal(text: str) -> str:
    """Text as an editor writes it in a body so that Markdown leaves it alone."""
    return re.sub(r"([\\`*_{}\[\]()#+.!|<>&~^$@:=%?-])", r"\\\1", text)


BODY = """
段落{0}段落。

- {0}
- 项目 {0}

| 表头 {0} | 尾 |
| --- | --- |
| {0} | 格 |

**{0}** 和 *{0}* 和 [{0}](guide:chemical)

::: tip
{0}
:::
"""
"""Every kind of place in a body where characters may stand."""


def add_case(project: Project, name: str, text: str) -> None:
    """A case that says ``text`` in every field and every kind of block."""
    meta = fill(front(project.read(CASE)), lambda path: f"{text}·{path}")
    meta |= {"id": name, "penalty": f"{text}·penalty"}
    body = case_story(name, BODY.format(literal(text)))
    head = yaml.safe_dump(meta, allow_unicode=True, sort_keys=False, width=10_000)
    project.write(f"cases/{name}.md", f"---\n{head}---\n{body}")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of a project with one case for each hostile value, and one plain case to compare them with."""
    root = tmp_path_factory.mktemp("hostile") / "project"
    root.mkdir()
    project = Project(root)
    for at, text in enumerate(HOSTILE):
        add_case(project, f"hostile-{at}", text)
    add_case(project, "plain", "平常")
    return pages_of(project)


@pytest.mark.parametrize("at", range(len(HOSTILE)), ids=HOSTILE)
def test_a_hostile_field_is_shown_as_that_very_text(hostile: Path, at: int) -> None:
    shown = packed(article(hostile / f"cases/hostile-{at}/index.html").text)
    plain = packed(article(hostile / "cases/plain/index.html").text)
    labels = re.findall(r"平常·([a-z_.0-9]*[a-z0-9])", plain)
    assert len(set(labels)) >= 20
    wanted = {packed(f"{HOSTILE[at]}·{label}") for label in labels}
    assert [one for one in wanted if one not in shown] == []


@pytest.mark.parametrize("at", range(len(HOSTILE)), ids=HOSTILE)
def test_a_hostile_body_is_shown_as_that_very_text(hostile: Path, at: int) -> None:
    story = packed(article(hostile / f"cases/hostile-{at}/index.html").text)
    text = packed(HOSTILE[at])
    for place in ("段落{}段落。", "{}项目", "项目{}", "表头{}", "{}格", "{0}和{0}和{0}"):
        assert packed(place.format(text)) in story


@pytest.mark.parametrize("at", range(len(HOSTILE)), ids=HOSTILE)
def test_a_hostile_value_adds_no_element_and_no_attribute(hostile: Path, at: int) -> None:
    page, plain = (parsed(hostile / f"cases/{name}/index.html") for name in (f"hostile-{at}", "plain"))
    assert page.shape() == plain.shape()
    assert packed(page.one("title").text) == packed(f"{HOSTILE[at]}·title - 护密")
    (description,) = [one for one in page.all("meta") if one.attributes.get("name") == "description"]
    assert packed(description.attributes["content"]) == packed(f"{HOSTILE[at]}·summary")


@pytest.mark.parametrize("name", ["index.html", "cases/index.html"])
def test_cards_show_hostile_titles_as_text(hostile: Path, name: str) -> None:
    cards = parsed(hostile / name).classed("hm-card")
    assert len(cards) >= 6
    titles = {packed(f"{text}·title") for text in (*HOSTILE, "平常")} | {"班长把釜温表拍走了"}
    assert {packed(card.one("strong").text) for card in cards} <= titles
    assert len({tuple(card.shape()) for card in cards}) == 1


def test_a_list_shows_every_hostile_title_as_text(hostile: Path) -> None:
    listed = article(hostile / "cases/industry/chemical/index.html")
    links = {packed(one.text): one.attributes["href"] for one in listed.all("a")}
    wanted = {packed(f"{text}·title"): f"../../hostile-{at}/" for at, text in enumerate(HOSTILE)}
    assert {title: links.get(title) for title in wanted} == wanted
    assert [one.tag for one in (*listed.all("script"), *listed.all("img"))] == []


@pytest.fixture(scope="module")
def plain_pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of the tiny project as it is, without products."""
    root = tmp_path_factory.mktemp("plain") / "project"
    root.mkdir()
    return pages_of(Project(root))


EDITS = (
    (GUIDE, "title: 化工企业商业秘密保护指南"),
    (GUIDE, "summary: 化工厂哪些是秘密，从哪里漏，这周先做什么。"),
    (GUIDE, "intro: 釜温表、配方卡、失败记录都是你的秘密。周一先把墙上的表取下来，编号发给班长。"),
    (GUIDE, "point: 写明釜温表和配方卡是秘密"),
    ("docs/policies/aucl-2025.md", "title: 中华人民共和国反不正当竞争法(2025年修订)"),
    ("docs/policies/aucl-2025.md", "summary: 现行的反不正当竞争法，商业秘密看第十条。"),
    ("docs/training/chemical-core.md", "title: 化工厂怎样守住釜温表"),
    ("docs/remedies/admin-report.md", "title: 举报：请市场监管部门查处"),
    ("docs/glossary.md", "title: 术语：用平常话说"),
    ("docs/glossary.md", "plain: 写明什么不能说、不能用的约定。"),
    ("docs/faq.md", "title: 常见问题"),
    ("docs/faq.md", "summary: 大家常问的。"),
    ("docs/action-plan.md", "title: 行动方案"),
    ("docs/action-plan.md", "ask: 摸清哪些企业有秘密"),
)
"""Fields of every kind of page but cases; each is printed on its page or in the page's head."""

PIECE = '</title><script>alert(1)</script>" onload="{{ 7*7 }}'


@pytest.fixture(scope="module")
def hostile_kinds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of the tiny project with all ``EDITS`` made hostile."""
    root = tmp_path_factory.mktemp("kinds") / "project"
    root.mkdir()
    project = Project(root)
    for file, old in EDITS:
        project.edit(file, old, f"{old.partition(': ')[0]}: {quoted(PIECE)}")
    return pages_of(project)


KINDS = ("guides/chemical", "policies/aucl-2025", "training/chemical-core", "remedies/admin-report", "glossary", "faq")
LISTS = ("guides", "policies", "training", "remedies", "q/chemical", ".")


@pytest.mark.parametrize(
    "name", [*KINDS, "action-plan", "guides", "policies", "training", "remedies", "q/chemical", "."]
)
def test_hostile_fields_of_all_kinds_of_page_stay_text(plain_pages: Path, hostile_kinds: Path, name: str) -> None:
    page = parsed(hostile_kinds / name / "index.html")
    assert page.shape() == parsed(plain_pages / name / "index.html").shape()
    if name in (*KINDS, "action-plan"):
        assert packed(PIECE) in packed(page.one("title").text)
        assert packed(page.one("article").one("h1").text).removesuffix("¶") == packed(PIECE)


def test_a_heading_keeps_its_last_character(project: Project) -> None:
    project.edit(GUIDE, "title: 化工企业商业秘密保护指南", "title: 谁动了C#")
    project.edit(GUIDE, "## 什么算秘密 {#what}", "## 第一步：A \\#\\# {#what}")
    found = article(pages_of(project) / "guides/chemical/index.html")
    (heading,) = [one for one in found.all("h2") if one.attributes.get("id") == "what"]
    assert [one.text.removesuffix("¶") for one in (found.one("h1"), heading)] == ["谁动了C#", "第一步：A ##"]


BODIES = {
    "bullets before numbers": ("- 甲\n- 乙\n\n1. 丙\n2. 丁", ["ul", "li 甲", "li 乙", "ol", "li 丙", "li 丁"]),
    "numbers before bullets": ("1. 甲\n\n- 乙", ["ol", "li 甲", "ul", "li 乙"]),
    "list in a list": ("- 甲\n    - 乙\n- 丙", ["ul", "li 甲", "ul", "li 乙", "li 丙"]),
    "code": ("甲\n\n    乙\n    丙", ["p 甲", "pre <code>乙 丙</>"]),
    "quote": ("> 甲\n>\n> - 乙", ["blockquote", "p 甲", "ul", "li 乙"]),
    "exclamation before a link": ("见![甲](case:tiny-kettle)", ["p 见!<a [../../cases/tiny-kettle/]>甲</>"]),
    "picture from outside": (
        "见![甲](https://www.court.gov.cn/x.png)",
        ["p 见!<a [https://www.court.gov.cn/x.png]>甲</>"],
    ),
    "table": (
        "| 一 | 二 |\n| --- | --- |\n| 三 | |",
        ["table", "thead", "tr", "th 一", "th 二", "tbody", "tr", "td 三"],
    ),
    "list after a paragraph": ("甲\n- 乙", ["p 甲", "ul", "li 乙"]),
    "list in a box": ("::: checklist\n- 甲\n- 乙\n:::", ["p.admonition-title 清单", "ul", "li 甲", "li 乙"]),
    "footnote": ("甲[^1]。\n\n[^1]: 乙", ["p 甲<sup#fnref:1><a.footnote-ref [#fn:1]>1</></>。"]),
}
"""Bodies, and how they come out."""


@pytest.fixture(scope="module")
def bodies(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The outline of a guide whose body holds all ``BODIES``, each in a section of its own."""
    root = tmp_path_factory.mktemp("bodies") / "project"
    root.mkdir()
    project = Project(root)
    parts = [f"## {name} {{#b{at}}}\n\n{BODIES[name][0]}\n" for at, name in enumerate(BODIES)]
    project.write(GUIDE, with_body(project.read(GUIDE), "\n".join(parts)))
    return [line.strip() for line in outline(article(pages_of(project) / "guides/chemical/index.html"))]


@pytest.mark.parametrize("at", range(len(BODIES)), ids=list(BODIES))
def test_blocks_of_a_body_come_out_as_what_they_are(bodies: list[str], at: int) -> None:
    start = next(place for place, line in enumerate(bodies) if line.startswith(f"h2#b{at} "))
    end = next(place for place, line in enumerate(bodies) if place > start and line.startswith("h2#"))
    shown = [line for line in bodies[start + 1 : end] if not line.startswith("div.admonition")]
    # How far apart the items of a list stand is the style's business.
    text = re.sub(r"^li\n(p )?(?=[^a-z])", "li ", "\n".join(shown), flags=re.M)
    assert text.split("\n") == list(BODIES.values())[at][1]


def test_a_term_and_a_citation_are_linked_where_they_first_stand(built: Project) -> None:
    story = article(built.path("site/cases/tiny-kettle/index.html"))
    links = [one.attributes["href"] for one in story.all("a")]
    assert links.count("../../glossary/#trade-secret") == 1
    assert "../../policies/aucl-2019/#art-9" in links
    assert "../../policies/aucl-2025/#art-10" in links


def test_short_addresses_lead_to_their_pages(built: Project) -> None:
    for name, target in (("chemical", "../../guides/chemical/"), ("first-72-hours", "../../first-72-hours/#first")):
        page = parsed(built.path(f"site/q/{name}/index.html"))
        (refresh,) = [one for one in page.all("meta") if one.attributes.get("http-equiv") == "refresh"]
        assert refresh.attributes["content"] == f"0; url={target}"
        assert page.one("a").attributes["href"] == target


def test_every_page_names_its_icon_so_that_no_browser_guesses_one(built: Project) -> None:
    pages = list(built.path("site").rglob("index.html"))
    assert len(pages) > 30
    without = []
    for path in pages:
        icons = [one for one in parsed(path).all("link") if one.attributes.get("rel") == "icon"]
        if not icons or not (path.parent / icons[0].attributes["href"]).is_file():
            without.append(path.relative_to(built.path("site")).as_posix())
    assert without == []


def test_a_superseded_law_says_so_before_anything_else(built: Project) -> None:
    blocks = article(built.path("site/policies/aucl-2019/index.html")).classed("admonition")
    assert "danger" in blocks[0].attributes["class"]
    assert blocks[0].all("a")[0].attributes["href"] == "../aucl-2025/"


def test_pages_name_no_address_that_begins_at_the_root(built: Project) -> None:
    found = []
    for path in built.path("site").rglob("*.html"):
        if path.name == "404.html" or "downloads" in path.parts[-3:-1]:
            continue
        for tag, name in (("a", "href"), ("link", "href"), ("script", "src"), ("img", "src")):
            found += [
                one.attributes[name] for one in parsed(path).all(tag) if one.attributes.get(name, "").startswith("/")
            ]
    assert found == []


@pytest.fixture(scope="module")
def changeable(built: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of the built site without their downloads, to be damaged one at a time."""
    folder = tmp_path_factory.mktemp("changeable") / "site"
    shutil.copytree(built.path("site"), folder)
    assert site_check.faults(folder, ["cases/tiny-kettle/index.html"]) == []
    return folder


@pytest.mark.parametrize(
    ("addition", "said"),
    [
        ('<a href="../nowhere/">x</a>', "没有对应的文件"),
        ('<a href="../faq/#nowhere">x</a>', "没有对应的锚点"),
        ('<a href="#nowhere">x</a>', "没有对应的锚点"),
        ('<a href="/faq/">x</a>', "换个目录就失效"),
        ('<a href="../../outside/">x</a>', "指到了网站以外"),
        ('<img src="../assets/favicon.svg">', "替代文字"),
        ('<img src="https://elsewhere.example/x.png" alt="">', "会向外请求"),
        ('<script src="//elsewhere.example/x.js"></script>', "会向外请求"),
        ('<img srcset="https://elsewhere.example/x.png 2x" alt="">', "会向外请求"),
        ('<p style="background: url(https://elsewhere.example/x.png)"></p>', "会向外请求"),
        ('<img src="../assets/no-such.png" alt="">', "no-such.png"),
        ('<script src="../assets/no-such.js"></script>', "no-such.js"),
    ],
)
def test_the_check_notices_a_changed_page(changeable: Path, addition: str, said: str) -> None:
    page = changeable / "about" / "index.html"
    text = page.read_text(encoding="utf-8")
    try:
        page.write_text(text.replace("</body>", f"{addition}</body>"), encoding="utf-8")
        found = site_check.faults(changeable, [])
    finally:
        page.write_text(text, encoding="utf-8")
    assert len(found) == 1, found
    assert found[0].startswith("about/index.html ")
    assert said in found[0]


def test_the_check_notices_a_page_that_is_missing(changeable: Path) -> None:
    assert site_check.faults(changeable, ["cases/nowhere/index.html"]) == ["缺少页面 cases/nowhere/index.html"]


def test_the_check_notices_a_style_sheet_that_fetches(changeable: Path) -> None:
    sheet = changeable / "assets" / "humi.css"
    text = sheet.read_text(encoding="utf-8")
    try:
        sheet.write_text(text + "\nbody { background: url(https://elsewhere.example/x.png) }\n", encoding="utf-8")
        found = site_check.faults(changeable, [])
    finally:
        sheet.write_text(text, encoding="utf-8")
    assert [one for one in found if "elsewhere.example" in one]
