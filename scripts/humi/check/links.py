"""Links, anchors and sources lead where they say, and only where the editorial rules allow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from humi.check.texts import at, body_links, fields
from humi.problems import Problem
from humi.records.articles import anchors_of, parse_articles
from humi.records.base import Record, Source
from humi.records.case import CASE_HEADINGS, Case
from humi.records.form import Form
from humi.records.lawbook import LawBook
from humi.records.lesson import Lesson
from humi.records.library import Library
from humi.records.markup import Block, Heading, span_text
from humi.records.plan import Plan
from humi.records.policy import Policy
from humi.records.publicity import Publicity

LINK_HOSTS = (
    "gov.cn", "court.gov.cn", "chinacourt.org", "spp.gov.cn", "npc.gov.cn", "wipo.int", "news.cn",
    "people.com.cn", "zjol.com.cn", "china.com.cn", "chinadaily.com.cn", "cqn.com.cn", "ciplawyer.cn",
    "iprdaily.cn", "zhichanli.com", "zhonglun.com", "changtsi.cn", "mondaq.com",
)  # fmt: skip
"""Hosts (and their subdomains) that the editorial rules allow links to."""


def link_targets(library: Library, book: LawBook) -> Iterator[Problem]:
    """Every link leads to a record that exists, an anchor that exists, or an allowed host."""
    for record in library.records():
        for link in body_links(record):
            problem = _link_fault(library, record, link.href)
            if problem:
                yield at(record, link.line, *problem)
        if isinstance(record, Plan):
            for index, ask in enumerate(record.asks):
                for place, ref in enumerate(ask.links):
                    problem = _link_fault(library, record, ref)
                    if problem:
                        yield at(record, record.origin.line("asks", index, "links", place), *problem)
    for link_to in library.short_links:
        problem = _link_fault(library, None, link_to.to)
        if problem:
            yield Problem("docs/short-links.yml", link_to.line, *problem)


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
    if target in library.unreadable or (target.startswith("term:") and "page:glossary" in library.unreadable):
        return None
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
        parts = urlsplit(url)
        host = (parts.hostname or "") if parts.scheme in ("http", "https") else ""
    except ValueError:
        return False
    return any(host == allowed or host.endswith("." + allowed) for allowed in LINK_HOSTS)


def anchors(record: Record) -> set[str]:
    """The permanent anchors of a record's page that content may link to."""
    found = {block.anchor for block in record.body.walk() if isinstance(block, Heading) and block.anchor}
    if isinstance(record, Case):
        found |= {CASE_HEADINGS[title] for title in map(_title, record.body.walk()) if title in CASE_HEADINGS}
        found |= {"timeline", "points", "lessons", "facts", "laws", "discussion", "sources"}
    elif isinstance(record, Policy):
        for position, article in enumerate(record.articles, 1):
            found |= {*anchors_of(article.number, position)}
            found |= {number.whole.anchor for number in parse_articles(article.number)}
        found |= {"articles", "sources", *(f"map-{one.from_}" for one in record.article_maps)}
    return found


def _title(block: Block) -> str:
    return span_text(block.spans) if isinstance(block, Heading) else ""


def heading_anchors(library: Library, book: LawBook) -> Iterator[Problem]:
    """Headings of pages that are linked to carry permanent anchors, each once."""
    for record in library.records():
        if isinstance(record, Case | Lesson | Publicity | Form):
            continue
        seen: set[str] = set()
        for block in record.body.walk():
            if not isinstance(block, Heading):
                continue
            title = span_text(block.spans)
            if not block.anchor:
                yield at(record, block.line, f"小标题“{title}”没有固定锚点", "在行尾加 {#英文名}，定了就不要再改")
            elif block.anchor in seen:
                yield at(record, block.line, f"锚点“{block.anchor}”用了两次", "换一个")
            seen.add(block.anchor)


def source_links(library: Library, book: LawBook) -> Iterator[Problem]:
    """Sources link only where the editorial rules allow."""
    for record in library.records():
        for keys, value in fields(record):
            if isinstance(value, Source) and value.url and not allowed_host(value.url):
                line = record.origin.line(*keys, "url")
                yield at(record, line, f"来源网址“{value.url}”不在可链接的网站之列", "删掉 url，只留名称和发布者")
        if isinstance(record, Policy) and record.url and not allowed_host(record.url):
            yield at(record, record.origin.line("url"), "官方网址不在可链接的网站之列", "写成 null")
