"""Rules over the whole library: for each, content that passes and content that fails, with its line."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from conftest import Project
from humi.check import privacy
from humi.check.links import LINK_HOSTS, allowed_host
from humi.check.rules import RULES
from humi.problems import Problem
from humi.records.lawbook import LawBook

CASE = "cases/tiny-kettle.md"
GUIDE = "docs/guides/chemical.md"
LESSON = "docs/training/chemical-core.md"
NEW = "docs/policies/aucl-2025.md"
OLD = "docs/policies/aucl-2019.md"
REMEDY = "docs/remedies/admin-report.md"
GLOSSARY = "docs/glossary.md"
PLAN = "docs/action-plan.md"
FAQ = "docs/faq.md"
FORM = "docs/toolkit/table-log.md"
PROGRAMME = "docs/programmes/half-hour.md"
RADIO = "docs/publicity/shift-radio.md"
LINKS = "docs/short-links.yml"

FAQ_TEXT = "见反不正当竞争法(2025)第十条第四款。"
GUIDE_TEXT = "样品瓶上只写编号。"
GUIDE_SOURCE = "  - {title: 虚构的测试来源, publisher: 测试数据}"
LAST_CLAIM = "{cny: 800000, nature: 诉请, stage: 诉请}"
STORY = "甲公司有一只反应釜。"

CITED = "aucl-2025, articles: [第十条第四款]"
OUTDATED = "aucl-2019, articles: [第九条]"
APPLIED = "articles: [第九条, 第十七条]"
DEFINED = "- id: nda\n    term: 保密协议\n    aliases: [保密合同]"
REPEATED = "外人查不到、能省钱、你又认真守着的，就是秘密，见反不正当竞争法(2025)第十条第四款。釜温表的案子就是一例。"
LONG = "甲乙丙丁戊己庚辛壬癸" * 5 + "。" + "甲乙丙丁戊己庚辛壬癸" * 6 + "。"

FAULTS: list[tuple[str, str, str, str, str]] = [
    # rule, file, what stands there, what is written instead, words of the sentence
    ("link_targets", GUIDE, "(case:tiny-kettle)", "(case:tiny-pot)", "链接“case:tiny-pot”没有对应的内容"),
    ("link_targets", GUIDE, "(case:tiny-kettle)", "(tiny-kettle.md)", "没有对应的内容"),
    ("link_targets", GUIDE, "(case:tiny-kettle)", "(../cases/tiny-kettle/)", "没有对应的内容"),
    ("link_targets", GUIDE, "(case:tiny-kettle)", "(term:侦探)", "没有对应的内容"),
    ("link_targets", GUIDE, "(case:tiny-kettle)", "()", "没有对应的内容"),
    ("link_targets", GUIDE, "(case:tiny-kettle)", "(#nowhere)", "本页没有锚点“#nowhere”"),
    ("link_targets", GUIDE, "(page:first-72-hours#first)", "(page:first-72-hours#last)", "没有锚点“#last”"),
    ("link_targets", GUIDE, "(case:tiny-kettle)", "(https://blog.example.com/x)", "不在可链接的网站之列"),
    ("link_targets", GUIDE, "(case:tiny-kettle)", "(http://gov.cn.example.com/)", "不在可链接的网站之列"),
    ("link_targets", GUIDE, "(case:tiny-kettle)", "(https://notgov.cn/)", "不在可链接的网站之列"),
    ("link_targets", GUIDE, "(case:tiny-kettle)", "(https://www.gov.cn@blog.example.com/)", "不在可链接的网站之列"),
    ("link_targets", GUIDE, "(case:tiny-kettle)", "(javascript:alert(1))", "没有对应的内容"),
    ("link_targets", GUIDE, "(case:tiny-kettle)", "(//blog.example.com/)", "没有对应的内容"),
    ("link_targets", GUIDE, "(case:tiny-kettle)", "(mailto:x)", "没有对应的内容"),
    ("link_targets", GUIDE, GUIDE_TEXT, "**见[甲](case:no)**", "没有对应的内容"),
    ("link_targets", GUIDE, GUIDE_TEXT, "- [甲](case:no)", "没有对应的内容"),
    ("link_targets", GUIDE, GUIDE_TEXT, "> [甲](case:no)", "没有对应的内容"),
    ("link_targets", GUIDE, GUIDE_TEXT, "<https://blog.example.com/x>", "不在可链接的网站之列"),
    ("link_targets", PLAN, "links: [guide:chemical, remedy:admin-report]", "links: [guide:chip]", "“guide:chip”"),
    ("link_targets", LINKS, "chemical: guide:chemical", "chemical: guide:chip", "“guide:chip”没有对应的内容"),
    ("link_targets", LINKS, "page:first-72-hours#first", "page:first-72-hours#last", "没有锚点“#last”"),
    ("link_targets", LINKS, "remedy:admin-report", "https://blog.example.com/", "不在可链接的网站之列"),
    ("heading_anchors", GUIDE, "## 样品与外协 {#samples}", "## 样品与外协", "“样品与外协”没有固定锚点"),
    ("heading_anchors", GUIDE, "## 样品与外协 {#samples}", "## 样品与外协 {#what}", "锚点“what”用了两次"),
    ("heading_anchors", FAQ, "## 什么是商业秘密 {#trade-secret}", "## 什么是商业秘密 {#商业秘密}", "没有固定锚点"),
    ("heading_anchors", NEW, "## 怎么读 {#reading}", "## 怎么读", "没有固定锚点"),
    ("source_links", GUIDE, GUIDE_SOURCE, GUIDE_SOURCE[:-1] + ', url: "https://blog.example.com/"}', "来源网址"),
    ("source_links", NEW, "https://www.cnipa.gov.cn/test.html", "https://cnipa-gov.cn/test.html", "来源网址"),
    ("source_links", NEW, "https://www.cnipa.gov.cn/test.html", "javascript://www.gov.cn/%0aalert(1)", "来源网址"),
    ("source_links", NEW, "https://www.cnipa.gov.cn/test.html", "data:text/html,x", "来源网址"),
    ("source_links", NEW, "https://www.cnipa.gov.cn/test.html", "https://[gov.cn", "来源网址"),
    ("source_links", NEW, "status: in-force", 'url: "https://blog.example.com/"\nstatus: in-force', "官方网址"),
    ("structured_citations", GUIDE, CITED, "aucl-2030, articles: [第十条]", "“aucl-2030”"),
    ("structured_citations", GUIDE, CITED, "aucl-2025, articles: [第九十九条]", "第九十九条"),
    ("structured_citations", GUIDE, CITED, "aucl-2025, articles: [第十条第二款]", "第二款"),
    ("structured_citations", GUIDE, CITED, OUTDATED, "已不再有效"),
    ("structured_citations", REMEDY, "laws: [{instrument: aucl-2025, articles: [第十条第一款]}]",
     "laws: [{instrument: aucl-2019, articles: [第九条]}]", "已不再有效"),
    ("structured_citations", CASE, CITED, OUTDATED, "已不再有效"),
    ("structured_citations", CASE, APPLIED, "articles: [第九条, 第十三条]", "第十三条没有新旧对照"),
    ("structured_citations", CASE, APPLIED, "articles: [第九条, 第八十条]", "没有第八十条"),
    ("structured_citations", FORM, CITED, OUTDATED, "已不再有效"),
    ("structured_citations", GLOSSARY, CITED, "aucl-2025, articles: [第一条]", "第一条"),
    ("citations_in_text", GUIDE, GUIDE_TEXT, "见反不正当竞争法(2025)第九十九条。", "没有第九十九条"),
    ("citations_in_text", GUIDE, GUIDE_TEXT, "见《反不正当竞争法（2025）》第二十二条、第九十九条。", "没有第九十九条"),
    ("citations_in_text", GUIDE, GUIDE_TEXT, "见**反不正当竞争法(2025)第十条第二款**。", "没有第十条第二款"),
    ("citations_in_text", GUIDE, GUIDE_TEXT, "- [反不正当竞争法(2025)第九十九条](policy:aucl-2025)", "没有第九十九条"),
    ("citations_in_text", GUIDE, GUIDE_TEXT, "见反不正当竞争法(2019)第九条。", "已不再有效的反不正当竞争法(2019)"),
    ("citations_in_text", GUIDE, "釜温表、配方卡、失败记录", "反不正当竞争法(2019)第九条", "已不再有效"),
    ("citations_in_text", FAQ, FAQ_TEXT, "见反不正当竞争法(2019)第九条。", "已不再有效"),
    ("citations_in_text", LESSON, "写到表名和班组，才算写清。", "见反不正当竞争法(2019)第九条。", "已不再有效"),
    ("citations_in_text", FORM, "[当班交回，不带出控制室]", "[见反不正当竞争法(2019)第九条]", "已不再有效"),
    ("citations_in_text", RADIO, "summary: 提醒操作工", "summary: 反不正当竞争法(2019)第九条", "已不再有效"),
    ("citations_in_text", CASE, "反不正当竞争法(2019)第九条认定", "反不正当竞争法(2019)第八十条认定", "没有第八十条"),
    ("policy_chain", NEW, "short: 反不正当竞争法(2025)", "short: 反不正当竞争法(2019)", "简称“反不正当竞争法(2019)”"),
    ("policy_chain", NEW, "supersedes: [aucl-2019]", "supersedes: [aucl-1949]", "没有“aucl-1949”这部法规"),
    ("policy_chain", OLD, "superseded_by: aucl-2025", "superseded_by: aucl-2049", "没有“aucl-2049”这部法规"),
    ("policy_chain", OLD, "status: superseded\nsuperseded_by: aucl-2025", "status: superseded", "没写被谁取代"),
    ("policy_chain", NEW, "supersedes: [aucl-2019]", "superseded_by: aucl-2019", "又写着已被取代"),
    ("policy_chain", NEW, "- from: aucl-2019", "- from: aucl-1949", "没有“aucl-1949”这部法规"),
    ("policy_chain", NEW, "{old: 第十七条, new: 第二十二条,", "{old: 第十七条, new: 第九十九条,", "第九十九条"),
    ("policy_chain", NEW, "- {number: 第十条第四款,", "- {number: 第十条第一款,", "第十条第一款写了两次"),
    ("case_story", CASE, "## 差在哪里", "## 差在那里", "没有“差在那里”这个小标题"),
    ("case_dates", CASE, 'decided: {date: "2021-02-26"', 'decided: {date: "2019-02-26"', "案号却从2020年起"),
    ("case_dates", CASE, '{when: "2020", what', '{when: "2018", what', "时间线倒了：2019年3月之后写着2018年"),
    ("case_dates", CASE, 'checked: "2026-11-23"', 'checked: "2020-11-23"', "核对日期早于决定日期"),
    ("case_amounts", CASE, "{cny: 500000, nature: 判赔", "{cny: 800001, nature: 判赔", "判赔数额高于诉请"),
    ("guide_cases", GUIDE, "编号发放, case: tiny-kettle", "编号发放, case: tiny-pot", "“tiny-pot”"),
    ("guide_cases", GUIDE, "case: {case: tiny-kettle,", "case: {case: tiny-pot,", "没有案例“tiny-pot”"),
    ("guide_cases", LESSON, "cases: [tiny-kettle]", "cases: [tiny-pot]", "没有案例“tiny-pot”"),
    ("guide_cases", RADIO, "cases: [tiny-kettle]", "cases: [tiny-pot]", "没有案例“tiny-pot”"),
    ("lesson_slides", LESSON, "## 秘密就在控制台上", "开场。\n\n## 秘密就在控制台上", "第一张幻灯片之前有内容"),
    ("lesson_slides", LESSON, "- 投料顺序卡", "### 投料顺序卡", "幻灯片里有小标题"),
    ("lesson_slides", LESSON, "写下本岗位一样秘密", "```\n编号\n```\n写下本岗位一样秘密", "幻灯片放不下代码块"),
    ("programme_parts", PROGRAMME, "minutes: 30", "minutes: 45", "各部分合计30分钟，课程写着45分钟"),
    ("programme_parts", PROGRAMME, "lesson: chemical-core", "lesson: chip-core", "没有培训单元“chip-core”"),
    ("programme_parts", PROGRAMME, "case: tiny-kettle", "case: tiny-pot", "没有案例“tiny-pot”"),
    ("form_parts", FORM, "- title: 签字\n    signatures: [领用人, 车间主任]", "- title: 签字", "应有且只有一种内容"),
    ("form_parts", FORM, "- title: 签字", "- title: 签字\n    checks: [表已交回]", "应有且只有一种内容"),
    ("form_parts", FORM, "- title: 登记\n    columns: [编号, 领用人, 交回日期]",
     "- title: 登记\n    columns: [编号, 领用人]", "示例列数不对"),
    ("glossary_names", GLOSSARY, "- id: nda", "- id: trade-secret", "术语编号“trade-secret”用了两次"),
    ("glossary_names", GLOSSARY, DEFINED, DEFINED[:-1] + ", 商密]", "“商密”同时指向“商业秘密”和“保密协议”"),
    ("glossary_names", GLOSSARY, DEFINED, DEFINED[:-1] + ", 保密协议]", "“保密协议”同时指向"),
    ("glossary_names", GLOSSARY, "- id: trade-secret\n    term: 商业秘密\n    aliases: [商密]",
     "- id: trade-secret\n    term: 商业秘密\n    aliases: [商密, 商密]", "“商密”同时指向"),
    ("private_data", FAQ, FAQ_TEXT, "打13800138000。", "有手机号（138…）"),
    ("private_data", FAQ, FAQ_TEXT, "打１３８００１３８０００。", "有手机号（138…）"),
    ("private_data", FAQ, FAQ_TEXT, "身份证11010519491231002X。", "有身份证号（110105…）"),
    ("private_data", FAQ, FAQ_TEXT, "写信到someone@example.com。", "有电子邮箱（someone@example.com）"),
    ("private_data", FAQ, FAQ_TEXT, "> `13800138000`", "有手机号"),
    ("private_data", FAQ, FAQ_TEXT, "    13800138000", "有手机号"),
    ("private_data", FAQ, "summary: 大家常问的。", "summary: 问someone@example.com。", "有电子邮箱"),
    ("private_data", GUIDE, "ask: 拿不准问车间主任", "ask: 拿不准打13800138000", "有手机号"),
    ("private_data", FORM, "{label: 车间名称}", "{label: 车间名称, hint: 打13800138000}", "有手机号"),
    ("private_data", PLAN, "ask: 摸清哪些企业有秘密", "ask: 打13800138000", "有手机号"),
    ("prose", FAQ, FAQ_TEXT, "先取表,再编号。", "汉字之间用了半角标点"),
    ("prose", FAQ, "summary: 大家常问的。", "summary: 谁办的?给谁看。", "汉字之间用了半角标点"),
    ("prose", FAQ, FAQ_TEXT, "见下文[^9]。", "脚注没有对应的说明"),
    ("prose", FAQ, FAQ_TEXT, "[](page:about)", "空的段落"),
    ("repeated_paragraphs", FAQ, FAQ_TEXT, REPEATED, f"这一段与 {GUIDE}:"),
    ("repeated_paragraphs", FAQ, FAQ_TEXT, f"- **{REPEATED}**", f"这一段与 {GUIDE}:"),
    ("long_sentences", GUIDE, GUIDE_TEXT, LONG, "5句里有3句超过40字，最长的60字"),
]  # fmt: skip

BODIES = {
    GUIDE: "## 什么算秘密 {#what}",
    LESSON: "## 秘密就在控制台上",
    REMEDY: "## 先问管辖 {#where-first}",
    FAQ: "## 什么是商业秘密 {#trade-secret}",
}
"""Records that must say something, and how their bodies begin."""


def problems_of(project: Project, rule: str) -> list[Problem]:
    """What one rule finds."""
    library = project.library()
    (found,) = [one for one in RULES if one.__name__ == rule]
    return list(found(library, LawBook(library)))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_tiny_project_passes(project: Project, rule: Callable[..., object]) -> None:
    """No rule finds anything in content as it should be."""
    assert problems_of(project, rule.__name__) == []


def test_every_rule_is_tried() -> None:
    """A new rule needs a fault in this file."""
    tried = {fault[0] for fault in FAULTS} | {"required_bodies"}
    assert {rule.__name__ for rule in RULES} == tried


@pytest.mark.parametrize(("rule", "name", "old", "new", "words"), FAULTS)
def test_a_fault_is_found_on_its_line(project: Project, rule: str, name: str, old: str, new: str, words: str) -> None:
    """Its rule finds it, once, where an editor has to mend it; ``humi check`` tells the same."""
    line = project.edit(name, old, new)
    found = problems_of(project, rule)
    assert [(one.path, one.line) for one in found] == [(name, line)], found
    assert words in found[0].what
    assert found[0].todo
    assert str(found[0]) in project.check()


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        *[
            (GUIDE, "(case:tiny-kettle)", f"({href})")
            for href in (
                "#samples", "case:tiny-kettle", "guide:chemical", "guide:chemical#samples", "policy:aucl-2025",
                "policy:aucl-2019", "policy:aucl-2025#reading", "remedy:admin-report#where-first",
                "lesson:chemical-core", "page:faq#trade-secret", "page:glossary", "page:action-plan",
                "page:action-plan#today", "term:商业秘密", "term:商密", "term:trade-secret", "form:table-log",
                "programme:half-hour", "publicity:shift-radio", "https://www.samr.gov.cn/x?y=1#z",
                "http://english.court.gov.cn/", "https://GOV.CN/", "https://www.gov.cn:443/",
            )
        ],
        (NEW, "https://www.cnipa.gov.cn/test.html", "http://www.changtsi.cn/news/insight/2675.html"),
        (NEW, "status: in-force", 'status: in-force\nurl: "https://www.npc.gov.cn/x.html"'),
        (GUIDE, GUIDE_TEXT, "见《反不正当竞争法（2025）》第十条第三款和第二十二条。"),
        (GUIDE, GUIDE_TEXT, "旧的反不正当竞争法(2019)已经不用了。"),
        (PLAN, "照着[指南](guide:chemical)做。", "当年看反不正当竞争法(2019)第九条。"),
        (OLD, "summary: 2019年的旧文本，只用来读旧案。", "summary: 反不正当竞争法(2019)第九条和第八十条都在里面。"),
        (CASE, APPLIED, "articles: [第九条第一款, 第九条第三款]"),
        (CASE, "laws:\n  - {instrument: aucl-2019, articles: [第九条, 第十七条]}", "laws: []"),
        (CASE, 'decided: {date: "2021-02-26", nature: 判决日}', 'decided: {date: "2020", nature: 判决日}'),
        (CASE, "  - (2020)浙10民初9001号", "  - (2020)浙10民初9001号\n  - (2024)浙民申1号"),
        (CASE, '{when: "2020", what', '{when: "2019", what'),
        (CASE, '{when: "2020", what', '{when: "2019-03", what'),
        (CASE, "{cny: 500000, nature: 判赔", "{cny: 800000, nature: 判赔"),
        (CASE, f"  - {LAST_CLAIM}\n", ""),
        (CASE, "{cny: 500000, nature: 判赔", "{cny: 9000000, nature: 损失"),
        (PROGRAMME, ", lesson: chemical-core", ""),
        (FAQ, FAQ_TEXT, "时间是9:30，比例1:2，两个词 a,b 和 what? 都行。"),
        (FAQ, FAQ_TEXT, "见下文[^1]。\n\n[^1]: 说明。"),
        (FAQ, FAQ_TEXT, "拨打12315，案号(2020)最高法知民终1667号，金额159321671元。"),
        (FAQ, FAQ_TEXT, "编号110105194912310021不是身份证号。"),
        (FAQ, FAQ_TEXT, "流水号2313800138000112是20位以内的编号。"),
        (FAQ, FAQ_TEXT, "写成@某人，或a@b。"),
    ],
)  # fmt: skip
def test_what_is_allowed_is_not_a_problem(project: Project, name: str, old: str, new: str) -> None:
    """No rule refuses what the format and the editorial rules allow."""
    project.edit(name, old, new)
    assert project.check() == []


# --- the story of a case -----------------------------------------------------------------------------------


def test_case_headings_stand_in_their_order(project: Project) -> None:
    """A story whose parts are swapped, or told twice, is refused."""
    text = project.read(CASE)
    head, story = text.split("## 差在哪里", 1)
    missing, decision = story.split("## 法院怎么判", 1)
    ruling, last = decision.split("## 记住一点", 1)
    project.write(CASE, f"{head}## 法院怎么判{ruling}## 差在哪里{missing}## 记住一点{last}")
    (found,) = problems_of(project, "case_story")
    assert "小标题的顺序不对" in found.what
    project.write(CASE, text.replace("## 差在哪里", "## 事情经过"))
    (found,) = problems_of(project, "case_story")
    assert "有重复" in found.what
    assert (found.path, found.line) == (CASE, project.line(CASE, 'checked: "2026-11-23"') + 2)


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("## 事情经过\n", "缺“事情经过”或“记住一点”"),
        ("## 记住一点\n", "缺“事情经过”或“记住一点”"),
        ("## 法院怎么判\n", "补上“## 法院怎么判”"),
    ],
)
def test_a_case_without_a_needed_part_is_refused(project: Project, heading: str, words: str) -> None:
    """Story, decision and the one thing to remember are never left out; 差在哪里 may be."""
    project.edit(CASE, heading, "")
    (found,) = problems_of(project, "case_story")
    assert words in str(found)


def test_the_gap_may_be_left_out_or_told_as_what_held(project: Project) -> None:
    """What held, or what was missing, or neither."""
    project.edit(CASE, "## 差在哪里\n", "## 守住了什么\n")
    assert project.check() == []
    project.edit(CASE, "## 守住了什么\n", "")
    assert project.check() == []


@pytest.mark.parametrize(
    ("kind", "heading"), [("civil", "法院怎么判"), ("criminal", "怎么定罪"), ("administrative", "怎么查处")]
)
def test_the_decision_is_asked_for_by_kind(project: Project, kind: str, heading: str) -> None:
    """The advice names the heading of the kind of proceeding."""
    project.edit(CASE, "kind: civil", f"kind: {kind}")
    project.edit(CASE, "## 法院怎么判\n", "")
    (found,) = problems_of(project, "case_story")
    assert heading in found.todo


@pytest.mark.parametrize(("length", "refused"), [(499, True), (500, False), (1400, False), (1401, True)])
def test_the_length_of_a_story(project: Project, length: int, refused: bool) -> None:
    """500 to 1400 characters, headings counted, blanks not."""
    text = project.read(CASE)
    fields = text[: text.index("## 事情经过")]
    parts = ("事情经过", "法院怎么判", "记住一点")
    used = sum(map(len, parts)) + 2
    body = f"## 事情经过\n\n{'字 ' * (length - used)}\n\n## 法院怎么判\n\n字\n\n## 记住一点\n\n字\n"
    project.write(CASE, fields + body)
    found = problems_of(project, "case_story")
    assert [one.what for one in found] == ([f"正文有{length}字"] if refused else [])


# --- law ---------------------------------------------------------------------------------------------------


def test_an_article_without_a_counterpart_may_be_cited_as_applied_then(project: Project) -> None:
    """``new: null`` answers where the article stands today."""
    project.edit(CASE, APPLIED, "articles: [第十三条]")
    assert len(problems_of(project, "structured_citations")) == 1
    row = "      - {old: 第十七条, new: 第二十二条, change: 条号变了}\n"
    project.edit(NEW, row, f"{row}      - {{old: 第十三条, new: null, change: 没有对应条文}}\n")
    assert project.check() == []


def test_an_instrument_mapped_to_itself_is_a_problem_not_a_crash(project: Project) -> None:
    """A slip of the pen in ``from`` is told as a sentence."""
    maps = "article_maps:\n  - from: aucl-2019\n    rows: [{old: 第九条, new: 第九条, change: 条号没变}]\n"
    line = project.edit(OLD, "for_firms: []\n", f"{maps}for_firms: []\n")
    project.refused(OLD, line + 1, "aucl-2019")


def test_a_law_known_by_another_name_is_recognised(project: Project) -> None:
    """``aka`` names are cited like the short title, and belong to one instrument only."""
    project.edit(NEW, "group: national", "aka: [反法]\ngroup: national")
    project.edit(FAQ, FAQ_TEXT, "见反法第九十九条。")
    (found,) = problems_of(project, "citations_in_text")
    assert "没有第九十九条" in found.what
    line = project.edit(OLD, "group: national", "aka: [反法]\ngroup: national")
    (found,) = problems_of(project, "policy_chain")
    assert "“反法”" in found.what
    assert found.path in (OLD, NEW)
    assert line > 1


def test_an_instrument_in_force_no_longer_is_seen_everywhere(project: Project) -> None:
    """When a law is superseded, every guide, remedy, lesson, form and page that cites it is named."""
    project.edit(NEW, "status: in-force", "status: superseded\nsuperseded_by: aucl-2019")
    paths = {one.split(":")[0] for one in project.check()}
    assert paths >= {GUIDE, REMEDY, LESSON, FORM, GLOSSARY, FAQ, CASE}


# --- links and anchors -------------------------------------------------------------------------------------


@pytest.mark.parametrize("host", LINK_HOSTS)
def test_hosts_and_their_subdomains_are_allowed(host: str) -> None:
    """The same host somewhere else in an address does not count."""
    assert allowed_host(f"https://{host}/x")
    assert allowed_host(f"https://www.{host}/x")
    assert not allowed_host(f"https://{host}.example.com/x")
    assert not allowed_host(f"https://example.com/{host}")
    assert not allowed_host(f"https://example.com/?{host}")
    assert not allowed_host(f"https://{host}@example.com/")


@pytest.mark.parametrize("host", ["notgov.cn", "gov.com", "evilnews.cn", "cn", "people.com", "gov.cn.evil"])
def test_a_host_that_looks_alike_is_not_allowed(host: str) -> None:
    """Only whole parts of a host count."""
    assert not allowed_host(f"https://{host}/x")


@pytest.mark.parametrize("scheme", ["javascript", "ftp", "file", "data", "vbscript"])
def test_only_web_addresses_are_allowed(scheme: str) -> None:
    """A script with an allowed host in it is still a script."""
    assert not allowed_host(f"{scheme}://www.gov.cn/%0aalert(1)")


@pytest.mark.parametrize("url", ["", "gov.cn", "https://", "https://[", "https:///gov.cn", "//gov.cn"])
def test_what_is_no_address_is_not_allowed(url: str) -> None:
    """No traceback either."""
    assert not allowed_host(url)


def test_a_link_in_a_table_or_footnote_is_checked(project: Project) -> None:
    """Rules reach every corner of a body."""
    text = "| 甲 |\n| --- |\n| 乙 |\n| [丙](case:no) |\n\n丁[^1]\n\n[^1]: 见[戊](case:none)。"
    line = project.edit(GUIDE, GUIDE_TEXT, text)
    found = [(one.line, one.what) for one in problems_of(project, "link_targets")]
    assert found == [(line + 3, "链接“case:no”没有对应的内容"), (line + 7, "链接“case:none”没有对应的内容")]


def test_headings_of_cases_and_lessons_need_no_anchors(project: Project) -> None:
    """Their anchors are made by the compiler."""
    library = project.library()
    headings = [block for block in library.cases["tiny-kettle"].body.blocks if hasattr(block, "anchor")]
    assert headings
    assert all(block.anchor == "" for block in headings)
    assert problems_of(project, "heading_anchors") == []


def test_every_guide_has_its_short_address(project: Project) -> None:
    """A leaflet's QR code is printed before anyone can mend it."""
    project.edit(LINKS, "chemical: guide:chemical\n", "")
    (found,) = problems_of(project, "guide_cases")
    assert (found.path, found.line) == (GUIDE, 1)
    assert "chemical: guide:chemical" in found.todo


def test_see_also_names_a_term(project: Project) -> None:
    """By its name, an alias or its id."""
    for other in ("保密合同", "nda"):
        project.edit(GLOSSARY, "see_also: [保密协议]", f"see_also: [{other}]")
        assert problems_of(project, "glossary_names") == []
        project.edit(GLOSSARY, f"see_also: [{other}]", "see_also: [保密协议]")
    project.edit(GLOSSARY, "see_also: [保密协议]", "see_also: [侦探]")
    (found,) = problems_of(project, "glossary_names")
    assert (found.path, found.line) == (GLOSSARY, project.line(GLOSSARY, "- id: trade-secret"))
    assert "没有术语“侦探”" in found.what


def test_a_footnote_has_no_place_on_a_slide(project: Project) -> None:
    """Nor has it in the trainer's notes; the line named is the footnote's."""
    text = project.read(LESSON)
    project.write(LESSON, text.replace("班长用手机拍了两张", "班长[^1]用手机拍了两张") + "\n[^1]: 夜班的那个。\n")
    (found,) = problems_of(project, "lesson_slides")
    assert (found.line, found.what) == (project.line(LESSON, "夜班的那个"), "幻灯片放不下脚注“1”")


@pytest.mark.parametrize("name", BODIES)
def test_a_record_without_a_body_is_refused(project: Project, name: str) -> None:
    """Guides, lessons, remedies and pages say something."""
    text = project.read(name)
    project.write(name, text[: text.index(BODIES[name])])
    (found,) = problems_of(project, "required_bodies")
    assert (found.path, found.line) == (name, project.line(name, "checked:") + 1)
    assert "正文是空的" in found.what


# --- private data ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "valid"),
    [
        ("11010519491231002X", True),
        ("11010519491231002x", True),
        ("440524188001010014", True),
        ("110105194912310020", False),
        ("110105194912310021", False),
        ("440524188001010015", False),
        ("44052418800101001X", False),
    ],
)
def test_the_check_character_of_an_identity_number(number: str, valid: bool) -> None:
    """The first and third are the examples of GB 11643-1999 itself."""
    assert privacy.valid_id(number) is valid


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("身份证11010519491231002X号", ["有身份证号（110105…）"]),
        ("身份证11010519491231002x", ["有身份证号（110105…）"]),
        ("１１０１０５１９４９１２３１００２X", ["有身份证号（110105…）"]),
        ("11010519491231002Ｘ", ["有身份证号（110105…）"]),
        ("110105194912310021", []),
        ("1110105194912310020", []),
        ("13800138000", ["有手机号（138…）"]),
        ("电话：19912345678。", ["有手机号（199…）"]),
        ("1３8００１３8０００", ["有手机号（138…）"]),
        ("+8613800138000", ["有手机号（138…）"]),
        ("+86 13800138000", ["有手机号（138…）"]),
        ("138-0013-8000", ["有手机号（138…）"]),
        ("138 0013 8000", ["有手机号（138…）"]),
        ("12315", []),
        ("12800138000", []),
        ("138001380001", []),
        ("0576-83333333", []),
        ("159321671元", []),
        ("a.b+c@mail.example.com", ["有电子邮箱（a.b+c@mail.example.com）"]),
        ("写给someone＠example.com", ["有电子邮箱（someone@example.com）"]),
        ("@某某", []),
        ("3 @ 5", []),
        ("13800138000和13900139000", ["有手机号（138…）", "有手机号（139…）"]),
    ],
)
def test_what_is_private_in_a_text(text: str, found: list[str]) -> None:
    """Identity numbers with a valid check character, mobile numbers and e-mail addresses, in either width."""
    assert list(privacy.findings(text)) == found


def test_the_whole_of_a_private_number_is_never_repeated() -> None:
    """The sentence that reports it is printed in logs."""
    for text in ("11010519491231002X", "13800138000"):
        assert text not in "".join(privacy.findings(text))


def test_private_data_in_a_table_is_found_in_its_row(project: Project) -> None:
    """The line named is the row's, not the table's."""
    line = project.edit(FAQ, FAQ_TEXT, "| 谁 | 电话 |\n| --- | --- |\n| 甲 | 无 |\n| 乙 | 13800138000 |")
    (found,) = problems_of(project, "private_data")
    assert found.line == line + 3


def test_private_data_in_a_footnote_is_found(project: Project) -> None:
    """Footnotes are printed as well."""
    line = project.edit(FAQ, FAQ_TEXT, "见下文[^1]。\n\n[^1]: 打13800138000。")
    (found,) = problems_of(project, "private_data")
    assert found.line == line + 2


def test_private_data_in_a_lesson_is_found_in_its_notes(project: Project) -> None:
    """Trainer's notes are read aloud."""
    line = project.edit(LESSON, "讲釜温表的故事：", "打13800138000，讲釜温表的故事：")
    (found,) = problems_of(project, "private_data")
    assert (found.path, found.line) == (LESSON, line)
