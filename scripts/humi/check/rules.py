"""All rules that need more than one field. Each rule yields every problem it finds; none stops another."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from humi.check import privacy
from humi.check.texts import all_texts, body_links, body_texts, fields, law_refs
from humi.problems import Problem
from humi.records.base import PartialDate, Record, Source
from humi.records.case import CASE_HEADINGS, Case, CaseKind
from humi.records.guide import Guide
from humi.records.lawbook import LawBook
from humi.records.lesson import Lesson
from humi.records.library import Library
from humi.records.markup import Heading, Paragraph, span_text
from humi.records.page import Page
from humi.records.plan import Plan
from humi.records.policy import Policy
from humi.records.remedy import Remedy

LINK_HOSTS = (
    "gov.cn", "court.gov.cn", "chinacourt.org", "spp.gov.cn", "npc.gov.cn", "wipo.int", "news.cn",
    "people.com.cn", "zjol.com.cn", "china.com.cn", "chinadaily.com.cn", "cqn.com.cn", "ciplawyer.cn",
    "iprdaily.cn", "zhichanli.com", "zhonglun.com", "changtsi.cn", "mondaq.com",
)  # fmt: skip
"""Hosts (and their subdomains) that the editorial rules allow links to."""

STORY_LENGTH = (500, 1400)
"""Characters of a case's story, blanks not counted. Asked of writers: 600 to 1200."""

Rule = Callable[[Library, LawBook], Iterator[Problem]]


def check(library: Library) -> list[Problem]:
    """Every problem that all rules find in the library."""
    book = LawBook(library)
    return [problem for rule in RULES for problem in rule(library, book)]


def _at(record: Record, line: int, what: str, todo: str) -> Problem:
    return Problem(record.origin.path, line, what, todo)


def link_targets(library: Library, book: LawBook) -> Iterator[Problem]:
    """Every link leads to a record that exists, an anchor that exists, or an allowed host."""
    for record in library.records():
        for link in body_links(record):
            problem = _link_fault(library, record, link.href)
            if problem:
                yield _at(record, link.line, *problem)
        if isinstance(record, Plan):
            for index, ask in enumerate(record.asks):
                for place, ref in enumerate(ask.links):
                    problem = _link_fault(library, record, ref)
                    if problem:
                        yield _at(record, record.origin.line("asks", index, "links", place), *problem)
    for link_to in library.short_links:
        problem = _link_fault(library, None, link_to.to)
        if problem:
            yield Problem("docs/short-links.yml", 1, *problem)


def _link_fault(library: Library, record: Record | None, href: str) -> tuple[str, str] | None:
    if href.startswith("#") and record is not None:
        if href[1:] not in anchors(record):
            return f"本页没有锚点“{href}”", "核对小标题后面的 {#…}"
        return None
    if re.match(r"https?://", href):
        if not allowed_host(href):
            return f"网址“{href}”不在可链接的网站之列", "去掉链接，只写名称和发布者"
        return None
    target, _, anchor = href.partition("#")
    found = library.find(target)
    if found is None:
        return (
            f"链接“{href}”没有对应的内容",
            "写成 case:编号、guide:编号、policy:编号、remedy:编号、lesson:编号、page:文件名或 term:术语",
        )
    if anchor and isinstance(found, Record) and anchor not in anchors(found):
        return f"“{target}”里没有锚点“#{anchor}”", "核对那一页小标题后面的 {#…}"
    return None


def allowed_host(url: str) -> bool:
    """Whether the editorial rules allow a link to this address."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return False
    return any(host == allowed or host.endswith("." + allowed) for allowed in LINK_HOSTS)


def anchors(record: Record) -> set[str]:
    """The permanent anchors of a record's own body."""
    return {block.anchor for block in record.body.walk() if isinstance(block, Heading) and block.anchor}


def heading_anchors(library: Library, book: LawBook) -> Iterator[Problem]:
    """Headings of pages that are linked to carry permanent anchors, each once."""
    for record in library.records():
        if isinstance(record, Case | Lesson):
            continue
        seen: set[str] = set()
        for block in record.body.walk():
            if not isinstance(block, Heading):
                continue
            title = span_text(block.spans)
            if not block.anchor:
                yield _at(record, block.line, f"小标题“{title}”没有固定锚点", "在行尾加 {#英文名}，定了就不要再改")
            elif block.anchor in seen:
                yield _at(record, block.line, f"锚点“{block.anchor}”用了两次", "换一个")
            seen.add(block.anchor)


def source_links(library: Library, book: LawBook) -> Iterator[Problem]:
    """Sources link only where the editorial rules allow."""
    for record in library.records():
        for keys, value in fields(record):
            if isinstance(value, Source) and value.url and not allowed_host(value.url):
                line = record.origin.line(*keys, "url")
                yield _at(record, line, f"来源网址“{value.url}”不在可链接的网站之列", "删掉 url，只留名称和发布者")
        if isinstance(record, Policy) and record.url and not allowed_host(record.url):
            yield _at(record, record.origin.line("url"), "官方网址不在可链接的网站之列", "写成 null")


def structured_citations(library: Library, book: LawBook) -> Iterator[Problem]:
    """Every `laws` entry names an instrument and articles of this site.

    Superseded law is cited only by a case, "as applied then", and then its article in force is known.
    """
    for record in library.records():
        for line, keys, ref in law_refs(record):
            policy = library.policies.get(ref.instrument)
            if policy is None:
                yield _at(
                    record,
                    line,
                    f"没有“{ref.instrument}”这部法规",
                    "核对编号，或先在 docs/policies/ 加上这一页",
                )
                continue
            as_applied_then = isinstance(record, Case) and keys[:1] == ("laws",)
            for number in ref.articles:
                if book.find(ref.instrument, number) is None:
                    yield _at(record, line, f"{policy.short}的页面没有{number}", "核对条号，或先补上这一条的摘要")
                elif not policy.in_force and not as_applied_then:
                    yield _at(record, line, f"{policy.short}已不再有效", "改引现行法；旧法只用于案例当时适用的法律")
                elif not policy.in_force and not book.today(ref.instrument, number):
                    yield _at(
                        record, line, f"{policy.short}{number}没有新旧对照",
                        "在接替它的法规页 article_maps 里加一行；没有对应条文就写 new: null",
                    )  # fmt: skip


def citations_in_text(library: Library, book: LawBook) -> Iterator[Problem]:
    """Every citation in running text names an article of this site; guides and forms cite law in force."""
    for record in library.records():
        may_cite_old = isinstance(record, Case | Policy | Plan) or record.ref == "page:policies-changes"
        for line, text in all_texts(record):
            for citation in book.scan(text):
                policy = citation.policy
                for start, end, number in citation.articles:
                    if book.find(policy.id, number) is None and not isinstance(record, Policy):
                        shown = text[start:end]
                        yield _at(record, line, f"{policy.short}的页面没有{shown}", "核对条号，或先补上这一条的摘要")
                if not policy.in_force and not may_cite_old:
                    yield _at(record, line, f"引用了已不再有效的{policy.short}", "改引现行法")


def guide_cases(library: Library, book: LawBook) -> Iterator[Problem]:
    """Cases named by guides and lessons exist; every guide has its permanent short address."""
    names = {link.name for link in library.short_links}
    for guide in library.guides.values():
        named: list[tuple[tuple[str | int, ...], str | None]] = [
            (("leaks", index, "case"), leak.case) for index, leak in enumerate(guide.leaks)
        ]
        named.append((("leaflet", "case", "case"), guide.leaflet.case.case))
        for keys, case_id in named:
            if case_id is not None and case_id not in library.cases:
                yield _at(guide, guide.origin.line(*keys), f"没有案例“{case_id}”", "核对 cases/ 里的文件名")
        if guide.id not in names:
            yield _at(
                guide,
                1,
                "这份指南没有永久短址",
                f"在 docs/short-links.yml 加一行 {guide.id}: guide:{guide.id}",
            )
    for lesson in library.lessons.values():
        for index, case_id in enumerate(lesson.cases):
            if case_id not in library.cases:
                yield _at(
                    lesson,
                    lesson.origin.line("cases", index),
                    f"没有案例“{case_id}”",
                    "核对 cases/ 里的文件名",
                )


def case_story(library: Library, book: LawBook) -> Iterator[Problem]:
    """A case tells its story under the agreed headings, at a length people finish reading."""
    order = list(CASE_HEADINGS)
    decision = {
        CaseKind.CIVIL: "法院怎么判",
        CaseKind.CRIMINAL: "怎么定罪",
        CaseKind.ADMINISTRATIVE: "怎么查处",
    }
    for case in library.cases.values():
        titles = []
        for block in case.body.blocks:
            if isinstance(block, Heading):
                title = span_text(block.spans)
                titles.append(title)
                if title not in CASE_HEADINGS:
                    yield _at(case, block.line, f"案例里没有“{title}”这个小标题", f"可用的有：{'、'.join(order)}")
        known = [order.index(title) for title in titles if title in CASE_HEADINGS]
        first = case.origin.line("checked") + 2
        if known != sorted(known) or len(set(known)) != len(known):
            yield _at(case, first, "小标题的顺序不对或有重复", f"按这个顺序：{'、'.join(order)}")
        if "事情经过" not in titles or "记住一点" not in titles:
            yield _at(case, first, "缺“事情经过”或“记住一点”", "补上这两段")
        if not any(title in titles for title in ("法院怎么判", "怎么定罪", "怎么查处")):
            yield _at(case, first, "没有写处理结果", f"补上“## {decision[case.kind]}”")
        length = len(re.sub(r"\s", "", case.body.text()))
        low, high = STORY_LENGTH
        if not low <= length <= high:
            yield _at(case, first, f"正文有{length}字", f"写到{low}至{high}字之间")


def case_dates(library: Library, book: LawBook) -> Iterator[Problem]:
    """Dates of a case do not contradict each other."""
    for case in library.cases.values():
        decided = case.decided.date if case.decided else None
        # A later docket may be a retrial; the first one was filed before the decision it led to.
        filed = min((PartialDate(int(docket[1:5])) for docket in case.dockets), default=None)
        if decided and filed and decided.before(filed):
            yield _at(
                case, case.origin.line("decided", "date"),
                f"{decided.text}作出决定，案号却从{filed.year}年起", "核对案号和日期",
            )  # fmt: skip
        for index, (event, after) in enumerate(itertools.pairwise(case.timeline)):
            if after.when.before(event.when):
                yield _at(
                    case, case.origin.line("timeline", index + 1),
                    f"时间线倒了：{event.when.text}之后写着{after.when.text}", "按先后排列",
                )  # fmt: skip
        if decided and case.checked.before(decided):
            yield _at(case, case.origin.line("checked"), "核对日期早于决定日期", "核对这两个日期")


def case_amounts(library: Library, book: LawBook) -> Iterator[Problem]:
    """An award is never more than what was claimed at the same stage."""
    for case in library.cases.values():
        claims = [amount.cny for amount in case.amounts if amount.nature == "诉请"]
        for index, amount in enumerate(case.amounts):
            if claims and amount.nature == "判赔" and amount.cny > max(claims):
                yield _at(case, case.origin.line("amounts", index), "判赔数额高于诉请", "核对两个数额")


def policy_chain(library: Library, book: LawBook) -> Iterator[Problem]:
    """Instruments name each other consistently, once each, and their maps lead to digests that exist."""
    names: dict[str, str] = {}
    for policy in library.policies.values():
        for name in (policy.short, *policy.aka):
            if name in names:
                yield _at(policy, policy.origin.line("short"), f"简称“{name}”与{names[name]}重复", "换一个简称")
            names[name] = policy.origin.path
        others: list[tuple[str, str | None]] = [("supersedes", one) for one in policy.supersedes]
        others.append(("superseded_by", policy.superseded_by))
        for field, other in others:
            if other and other not in library.policies:
                yield _at(policy, policy.origin.line(field), f"没有“{other}”这部法规", "核对编号")
        if policy.status == "superseded" and not policy.superseded_by:
            yield _at(policy, policy.origin.line("status"), "已被取代，却没写被谁取代", "写 superseded_by")
        if policy.in_force and policy.superseded_by:
            yield _at(policy, policy.origin.line("superseded_by"), "写着现行有效，又写着已被取代", "核对 status")
        for index, article_map in enumerate(policy.article_maps):
            line = policy.origin.line("article_maps", index, "from")
            if article_map.from_ not in library.policies:
                yield _at(policy, line, f"没有“{article_map.from_}”这部法规", "核对编号")
        numbers: set[str] = set()
        for index, article in enumerate(policy.articles):
            if article.number in numbers:
                yield _at(policy, policy.origin.line("articles", index), f"{article.number}写了两次", "合成一条")
            numbers.add(article.number)


def glossary_names(library: Library, book: LawBook) -> Iterator[Problem]:
    """A word leads to one term only."""
    glossary = library.glossary
    if not glossary:
        return
    names: dict[str, str] = {}
    ids: set[str] = set()
    for index, term in enumerate(glossary.terms):
        line = glossary.origin.line("terms", index)
        if term.id in ids:
            yield _at(glossary, line, f"术语编号“{term.id}”用了两次", "换一个")
        ids.add(term.id)
        for name in (term.term, *term.aliases):
            if name in names:
                yield _at(glossary, line, f"“{name}”同时指向“{names[name]}”和“{term.term}”", "只留一处")
            names[name] = term.term
    for index, term in enumerate(glossary.terms):
        for other in term.see_also:
            if library.term(other) is None:
                yield _at(glossary, glossary.origin.line("terms", index), f"没有术语“{other}”", "核对 see_also")


def private_data(library: Library, book: LawBook) -> Iterator[Problem]:
    """No identity number, mobile number or e-mail address of anybody."""
    for record in library.records():
        for line, text in all_texts(record):
            for what in privacy.findings(text):
                yield _at(record, line, what, "删掉；本站不登个人信息")


def prose(library: Library, book: LawBook) -> Iterator[Problem]:
    """Marks of careless typing: half-width commas between Han, footnotes without text, empty sections."""
    for record in library.records():
        for line, text in all_texts(record):
            if re.search(r"[一-鿿][,;:?!][一-鿿]", text):
                yield _at(record, line, "汉字之间用了半角标点", "改成，；：？！")
        for line, text in body_texts(record):
            if re.search(r"\[\^[^\]]+\]", text):
                yield _at(record, line, "脚注没有对应的说明", "在文末加一行 [^名称]: 说明")
        for block in record.body.walk():
            if isinstance(block, Paragraph) and not span_text(block.spans).strip():
                yield _at(record, block.line, "空的段落", "删掉")


def required_bodies(library: Library, book: LawBook) -> Iterator[Problem]:
    """Guides, lessons and pages say something in their body."""
    for record in library.records():
        if isinstance(record, Guide | Lesson | Page | Remedy) and not record.body.blocks:
            yield _at(record, record.origin.line("checked") + 1, "正文是空的", "在字段区下面写正文")


RULES: tuple[Rule, ...] = (
    link_targets,
    heading_anchors,
    source_links,
    structured_citations,
    citations_in_text,
    guide_cases,
    case_story,
    case_dates,
    case_amounts,
    policy_chain,
    glossary_names,
    private_data,
    prose,
    required_bodies,
)
