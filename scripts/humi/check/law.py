"""Every citation resolves; law that is no longer in force is cited only as applied then."""

from __future__ import annotations

from collections.abc import Iterator

from humi.check.texts import all_texts, at, law_refs
from humi.problems import Problem
from humi.records.case import Case
from humi.records.lawbook import LawBook
from humi.records.library import Library
from humi.records.plan import Plan
from humi.records.policy import Policy


def structured_citations(library: Library, book: LawBook) -> Iterator[Problem]:
    """Every `laws` entry names an instrument and articles of this site.

    Superseded law is cited only by a case, "as applied then", and then its article in force is known.
    """
    unread = any(ref.startswith("policy:") for ref in library.unreadable)
    for record in library.records():
        for line, keys, ref in law_refs(record):
            policy = library.policies.get(ref.instrument)
            if policy is None and library.knows(f"policy:{ref.instrument}"):
                continue
            if policy is None:
                yield at(
                    record,
                    line,
                    f"没有“{ref.instrument}”这部法规",
                    "核对编号，或先在 docs/policies/ 加上这一页",
                )
                continue
            as_applied_then = isinstance(record, Case) and keys[:1] == ("laws",)
            for number in ref.articles:
                if book.find(ref.instrument, number) is None:
                    yield at(record, line, f"{policy.short}的页面没有{number}", "核对条号，或先补上这一条的摘要")
                elif not policy.in_force and not as_applied_then:
                    yield at(record, line, f"{policy.short}已不再有效", "改引现行法；旧法只用于案例当时适用的法律")
                elif not (policy.in_force or book.today(ref.instrument, number) or unread):
                    yield at(
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
                        yield at(record, line, f"{policy.short}的页面没有{shown}", "核对条号，或先补上这一条的摘要")
                if not policy.in_force and not may_cite_old:
                    yield at(record, line, f"引用了已不再有效的{policy.short}", "改引现行法")


def policy_chain(library: Library, book: LawBook) -> Iterator[Problem]:
    """Instruments name each other consistently, once each, and their maps lead to digests that exist."""
    names: dict[str, str] = {}
    for policy in library.policies.values():
        for name in (policy.short, *policy.aka):
            if name in names:
                yield at(policy, policy.origin.line("short"), f"简称“{name}”与{names[name]}重复", "换一个简称")
            names[name] = policy.origin.path
        others: list[tuple[str, str | None]] = [("supersedes", one) for one in policy.supersedes]
        others.append(("superseded_by", policy.superseded_by))
        for field, other in others:
            if other and not library.knows(f"policy:{other}"):
                yield at(policy, policy.origin.line(field), f"没有“{other}”这部法规", "核对编号")
        if policy.status == "superseded" and not policy.superseded_by:
            yield at(policy, policy.origin.line("status"), "已被取代，却没写被谁取代", "写 superseded_by")
        if policy.in_force and policy.superseded_by:
            yield at(policy, policy.origin.line("superseded_by"), "写着现行有效，又写着已被取代", "核对 status")
        for index, article_map in enumerate(policy.article_maps):
            line = policy.origin.line("article_maps", index, "from")
            if article_map.from_ == policy.id:
                yield at(policy, line, "新旧对照的旧法写成了自己", "写被它取代的那一部的编号")
            elif not library.knows(f"policy:{article_map.from_}"):
                yield at(policy, line, f"没有“{article_map.from_}”这部法规", "核对编号")
            for place, row in enumerate(article_map.rows):
                line = policy.origin.line("article_maps", index, "rows", place)
                if row.new and book.find(policy.id, row.new) is None:
                    yield at(policy, line, f"本页没有{row.new}的摘要", "补上这一条，或核对条号")
        numbers: set[str] = set()
        for index, article in enumerate(policy.articles):
            if article.number in numbers:
                yield at(policy, policy.origin.line("articles", index), f"{article.number}写了两次", "合成一条")
            numbers.add(article.number)
